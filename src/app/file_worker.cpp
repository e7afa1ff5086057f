#include "app/file_worker.h"

#include <exception>
#include <utility>

#include "base/safe_file.h"

namespace parkatlas::app {

FileWorker::FileWorker(std::function<void()> wake)
    : wake_{std::move(wake)}, thread_{[this](const std::stop_token& stop) { run(stop); }} {}

FileWorker::~FileWorker() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void FileWorker::ask(Job job) {
    const std::lock_guard lock{mutex_};
    std::erase_if(waiting_, [&](const Job& one) { return one.target == job.target; });
    waiting_.push_back(std::move(job));
    changed_.notify_one();
}

std::optional<FileWorker::Done> FileWorker::take() {
    const std::lock_guard lock{mutex_};
    if (done_.empty()) return std::nullopt;
    Done done = std::move(done_.front());
    done_.pop_front();
    return done;
}

bool FileWorker::busy() const {
    const std::lock_guard lock{mutex_};
    return is_writing_ || !waiting_.empty() || !done_.empty();
}

void FileWorker::run(const std::stop_token& stop) {
    while (true) {
        Job job;
        {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
            if (waiting_.empty()) return;  // asked to stop, and nothing is left to do
            job = std::move(waiting_.front());
            waiting_.pop_front();
            is_writing_ = true;
        }
        Result<void> result;
        try {
            result = write_file_safely(job.target, job.text());
        } catch (const std::exception& thrown) {
            result = fail(ErrorCode::output_failed, job.target.string(), thrown.what());
        }
        {
            const std::lock_guard lock{mutex_};
            is_writing_ = false;
            done_.push_back({job.target, job.tag, std::move(result)});
        }
        wake_();
    }
}

}  // namespace parkatlas::app
