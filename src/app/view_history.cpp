#include "app/view_history.h"

#include <utility>

namespace parkatlas::app {
namespace {

std::optional<ViewRecord> step(std::vector<ViewRecord>& from, std::vector<ViewRecord>& to,
                               ViewRecord present) {
    while (!from.empty() && from.back() == present) from.pop_back();  // already there
    if (from.empty()) return std::nullopt;
    to.push_back(std::move(present));
    ViewRecord view = std::move(from.back());
    from.pop_back();
    return view;
}

}  // namespace

void ViewHistory::leave(ViewRecord view) {
    ahead_.clear();
    if (!behind_.empty() && behind_.back() == view) return;
    behind_.push_back(std::move(view));
    if (behind_.size() > most) behind_.erase(behind_.begin());
}

std::optional<ViewRecord> ViewHistory::back(ViewRecord present) {
    return step(behind_, ahead_, std::move(present));
}

std::optional<ViewRecord> ViewHistory::forward(ViewRecord present) {
    return step(ahead_, behind_, std::move(present));
}

}  // namespace parkatlas::app
