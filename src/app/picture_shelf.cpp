#include "app/picture_shelf.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <utility>

#include "tasks/annotation_files.h"

namespace parkatlas::app {

struct PictureShelf::Answer {
    std::string file;
    std::atomic<bool> is_there{false};
    // Written before `is_there`, read after.
    Result<std::shared_ptr<const Image>> picture = std::shared_ptr<const Image>{};
};

void PictureShelf::want(const model::Annotations& file) {
    wanted_.clear();
    for (const std::string& one : tasks::picture_files(file)) {
        const bool known = pictures_.contains(one) || problems_.contains(one);
        if (!known && !(reading_ && reading_->file == one)) wanted_.push_back(one);
    }
    if (!reading_) read_next();
}

void PictureShelf::read_next() {
    if (wanted_.empty()) return;
    reading_ = std::make_shared<Answer>();
    reading_->file = wanted_.front();
    wanted_.erase(wanted_.begin());
    // Detached: a share that hangs would hold up whoever waits for it.
    std::thread{[answer = reading_, wake = wake_] {
        try {
            answer->picture = tasks::load_picture(answer->file, tasks::Links::follow);
        } catch (const std::exception& thrown) {
            answer->picture = fail(ErrorCode::input_unreadable, answer->file, thrown.what());
        }
        answer->is_there.store(true, std::memory_order_release);
        if (answer.use_count() > 1) wake();  // somebody still wants to know
    }}.detach();
}

bool PictureShelf::poll() {
    if (!reading_ || !reading_->is_there.load(std::memory_order_acquire)) return false;
    const std::shared_ptr<Answer> done = std::exchange(reading_, nullptr);
    if (done->picture) {
        pictures_[done->file] = *done->picture;
    } else {
        problems_[done->file] = done->picture.error();
    }
    read_next();
    return true;
}

const Error* PictureShelf::problem(const std::string& file) const {
    const auto found = problems_.find(file);
    return found == problems_.end() ? nullptr : &found->second;
}

}  // namespace parkatlas::app
