#include "cli/interrupt.h"

#include <csignal>
#include <thread>

#include <pthread.h>
#include <unistd.h>

namespace parkatlas::cli {

// Signals are blocked in every thread and taken synchronously by one that waits for them, since a
// handler may not call request_stop.
struct Interrupt::Watcher {
    sigset_t signals{};
    sigset_t before{};
    std::jthread thread;
};

Interrupt::Interrupt() : watcher_{std::make_unique<Watcher>()} {
    sigemptyset(&watcher_->signals);
    sigaddset(&watcher_->signals, SIGINT);
    sigaddset(&watcher_->signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &watcher_->signals, &watcher_->before);
    watcher_->thread = std::jthread{[this](const std::stop_token& finished) {
        while (true) {
            const int signal = sigwaitinfo(&watcher_->signals, nullptr);
            if (finished.stop_requested()) return;
            if (signal <= 0) continue;
            if (source_.stop_requested()) _exit(128 + signal);
            source_.request_stop();
        }
    }};
}

Interrupt::~Interrupt() {
    watcher_->thread.request_stop();
    pthread_kill(watcher_->thread.native_handle(), SIGTERM);  // wakes it; it sees the stop first
    watcher_->thread.join();
    pthread_sigmask(SIG_SETMASK, &watcher_->before, nullptr);
}

}  // namespace parkatlas::cli
