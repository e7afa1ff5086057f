#include "app/output_job.h"

#include <cmath>
#include <exception>
#include <filesystem>
#include <thread>
#include <utility>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/messages_errors.h"

namespace parkatlas::app {
namespace {

// Wakes the window only for steps that it can show.
class ShareReport : public Progress {
  public:
    ShareReport(std::shared_ptr<std::atomic<float>> share, std::function<void()> wake)
        : share_{std::move(share)}, wake_{std::move(wake)} {}
    void update(std::uint64_t done, std::uint64_t total) override {
        if (total == 0) return;
        const float share = static_cast<float>(done) / static_cast<float>(total);
        if (std::fabs(share - share_->load()) < 0.01F) return;
        *share_ = share;
        wake_();
    }

  private:
    std::shared_ptr<std::atomic<float>> share_;
    std::function<void()> wake_;
};

}  // namespace

OutputJob::OutputJob(std::function<void()> wake)
    : wake_{std::move(wake)},
      share_done_{std::make_shared<std::atomic<float>>(-1.0F)},
      job_{wake_} {}

void OutputJob::start(std::string path, Order order) {
    path_ = std::move(path);
    result_.reset();
    share_done_ = std::make_shared<std::atomic<float>>(-1.0F);
    began_ = std::chrono::steady_clock::now();
    job_.start([order = std::move(order), share = share_done_, wake = wake_,
                path = path_](const std::stop_token& stop) -> Result<void> {
        ShareReport report{share, wake};
        try {
            return order(Work{&report, stop});
        } catch (const std::exception& thrown) {
            return fail(ErrorCode::output_failed, path, thrown.what());
        }
    });
}

void OutputJob::stop() {
    if (!job_.busy()) return;
    job_.stop();
    result_ = fail(ErrorCode::stopped, path_, said(msg::errors_stopped));
}

void OutputJob::clear() {
    if (!job_.busy()) result_.reset();
}

bool OutputJob::poll() {
    const bool was_busy = job_.busy();
    if (std::optional<Result<void>> done = job_.poll()) {
        result_ = std::move(*done);
        return true;
    }
    return was_busy != job_.busy();
}

std::optional<double> OutputJob::seconds_left() const {
    const float share = share_done();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began_;
    if (share <= 0.02F || share > 1.0F || spent.count() < 1.0) return std::nullopt;
    return spent.count() * static_cast<double>((1.0F - share) / share);
}

void show_in_folder(const std::string& path) {
    std::string folder = std::filesystem::path{path}.parent_path().string();
    if (folder.empty()) folder = ".";
    std::string program = "xdg-open";
    char* const arguments[] = {program.data(), folder.data(), nullptr};
    pid_t child = 0;
    if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0) return;
    std::thread{[child] {
        int status = 0;
        waitpid(child, &status, 0);  // so that it does not stay behind as a dead process
    }}.detach();
}

}  // namespace parkatlas::app
