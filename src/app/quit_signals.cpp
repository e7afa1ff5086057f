#include "app/quit_signals.h"

#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace parkatlas::app {
namespace {

constexpr char signal_byte = 's';
constexpr char end_byte = 'e';

// A signal handler reaches nothing but globals.
std::atomic<int> signal_pipe{-1};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void on_quit_signal(int) {
    const int saved = errno;
    const int pipe_end = signal_pipe.load();
    if (pipe_end >= 0) {
        const ssize_t written = write(pipe_end, &signal_byte, 1);
        static_cast<void>(written);  // a full pipe holds a byte already
    }
    errno = saved;
}

void handle(int signal_number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, nullptr);
}

}  // namespace

QuitSignals::QuitSignals(std::function<void()> wake) : wake_{std::move(wake)} {
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) return;  // signals then end the program as they always do
    read_end_ = ends[0];
    write_end_ = ends[1];
    fcntl(write_end_, F_SETFL, O_NONBLOCK);
    signal_pipe = write_end_;
    thread_ = std::thread{[this] { listen(); }};
    handle(SIGTERM, on_quit_signal);
    handle(SIGINT, on_quit_signal);
}

QuitSignals::~QuitSignals() {
    if (read_end_ < 0) return;
    handle(SIGTERM, SIG_DFL);
    handle(SIGINT, SIG_DFL);
    signal_pipe = -1;
    const ssize_t written = write(write_end_, &end_byte, 1);
    static_cast<void>(written);
    thread_.join();
    close(read_end_);
    close(write_end_);
}

void QuitSignals::listen() {
    for (;;) {
        char byte = 0;
        const ssize_t count = read(read_end_, &byte, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count != 1 || byte == end_byte) return;
        received_ = true;
        wake_();
    }
}

}  // namespace parkatlas::app
