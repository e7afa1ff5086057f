#include "app/edits.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace parkatlas::app {
namespace {

constexpr std::size_t most_steps = 200;

}  // namespace

std::string step_text(const StepName& name, Lang lang) {
    return fmt::format(fmt::runtime(text(name.words, lang)), name.what);
}

History::History(model::Edits start) {
    restart(std::move(start));
}

void History::restart(model::Edits start) {
    states_.clear();
    states_.push_back({{}, std::move(start), ++last_revision_});
    at_ = 0;
    gesture_ = 0;
    saved_ = last_revision_;
}

void History::change(StepName name, model::Edits next, std::uint64_t gesture) {
    if (next == present()) return;
    const bool goes_on =
        gesture != 0 && gesture == gesture_ && at_ > 0 && states_[at_].name == name;
    states_.erase(states_.begin() + static_cast<std::ptrdiff_t>(at_ + 1), states_.end());
    if (goes_on) {
        states_[at_].edits = std::move(next);
        states_[at_].revision = ++last_revision_;
        return;
    }
    states_.push_back({std::move(name), std::move(next), ++last_revision_});
    if (states_.size() > most_steps + 1) states_.erase(states_.begin());
    at_ = states_.size() - 1;
    gesture_ = gesture;
}

void History::undo() {
    if (can_undo()) go_to(at_ - 1);
}

void History::redo() {
    if (can_redo()) go_to(at_ + 1);
}

void History::go_to(std::size_t step) {
    at_ = std::min(step, states_.size() - 1);
    gesture_ = 0;
}

}  // namespace parkatlas::app
