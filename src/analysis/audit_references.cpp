// The same place in other plans, and links to them.

#include <algorithm>
#include <limits>
#include <string_view>

#include "analysis/audit_run.h"
#include "base/messages_audit.h"
#include "base/units.h"

namespace parkatlas::analysis {

const model::Layout* AuditRun::layout_named(const std::string& id) const {
    if (id == layout().id) return &layout();
    const auto found = std::ranges::find_if(
        input_->others, [&id](const model::Layout* other) { return other->id == id; });
    return found == input_->others.end() ? nullptr : *found;
}

void AuditRun::check_references() {
    for (std::size_t i = 0; i < size(); ++i) {
        for (const std::string& reference : feature(i).same_as) check_same_place(i, reference);
    }
    constexpr std::string_view scheme = "layout:";
    for (const model::LayoutLink& link : layout().links) {
        if (!layout().find(link.from)) {
            note(Severity::error, "link_unknown", link.from, say(msg::audit_link_from, link.from));
        }
        if (input_->others.empty()) continue;
        std::string_view to = link.to;
        if (to.starts_with(scheme)) to.remove_prefix(scheme.size());
        const std::size_t slash = to.find('/');
        const model::Layout* target = layout_named(std::string{to.substr(0, slash)});
        const bool found = target != nullptr &&
                           (slash == std::string_view::npos || target->find(to.substr(slash + 1)));
        if (!found) {
            note(Severity::error, "link_unknown", link.from,
                 say(msg::audit_link_to, link.from, link.to));
        }
    }
}

void AuditRun::check_same_place(std::size_t index, const std::string& reference) {
    if (input_->others.empty()) return;
    const std::size_t slash = reference.find('/');
    const model::Layout* other =
        slash == std::string::npos ? nullptr : layout_named(reference.substr(0, slash));
    const std::optional<std::size_t> there =
        other != nullptr ? other->find(reference.substr(slash + 1)) : std::nullopt;
    if (!there) {
        note_of(Severity::error, "unknown_reference", index, msg::audit_unknown_reference,
                name_of(index), reference);
        return;
    }
    std::vector<geo::XY> here = places_of(layout(), index);
    if (!feature(index).anchor) {
        if (const std::optional<geo::XY> place = place_of(index)) here.push_back(*place);
    }
    // The other plan may mean one piece of it: the nearest counts.
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const geo::XY a : here) {
        for (const geo::XY b : places_of(*other, *there)) {
            nearest_m = std::min(nearest_m, distance_m(a, b));
        }
    }
    const model::LayoutFeature& twin = other->features[*there];
    const double accuracy_m = std::max(feature(index).position_accuracy_m.value_or(0.0),
                                       twin.position_accuracy_m.value_or(0.0));
    if (nearest_m <= accuracy_m || nearest_m == std::numeric_limits<double>::infinity()) return;
    note_of(Severity::warning, "same_place_apart", index, msg::audit_same_place_apart,
            name_of(index), other->title.in(lang()), twin.name.in(lang()), grouped(nearest_m, 0),
            grouped(accuracy_m, 0));
}

}  // namespace parkatlas::analysis
