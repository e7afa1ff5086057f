// What shares ground: overlaps and why, plates that cover their whole, parts inside it.

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/audit_run.h"
#include "analysis/plane_geometry.h"
#include "base/messages_audit.h"
#include "base/units.h"

namespace parkatlas::analysis {

namespace {

/// Intersections of plates beyond which a cover is not worked out: many plates on one heap, which
/// is told as their overlaps anyway.
constexpr std::size_t most_intersections = 4096;

bool must_be_disjoint(model::Role role) {
    return role == model::Role::plate || role == model::Role::park || role == model::Role::sector;
}

}  // namespace

Result<void> AuditRun::check_ground(const Work& work) {
    const Result<geo::OverlapAnswer> answer = geo::overlaps(mended_, nullptr, *measurer_, work);
    if (!answer) return tl::unexpected(answer.error());
    for (const geo::SharedGround& pair : answer->pairs) {
        pairs_.push_back({pair.a, pair.b, pair.area_m2});
    }
    for (const Pair& pair : pairs_) implied_.push_back(why_implied(pair));
    list_overlaps();
    check_outside();
    for (std::size_t i = 0; i < size(); ++i) check_plates(i);
    return {};
}

double AuditRun::shared_m2(std::size_t a, std::size_t b) const {
    if (a > b) std::swap(a, b);
    for (const Pair& pair : pairs_) {
        if (pair.a == a && pair.b == b) return pair.area_m2;
    }
    return 0.0;
}

/// Area of county-level units together; none if it cannot be measured.
std::optional<double> AuditRun::units_m2(const std::vector<std::size_t>& units) const {
    if (input_->counties == nullptr) return std::nullopt;
    std::optional<geo::Crs> plane = options_->measure.planar_crs;
    if (!plane && !layout().layer.crs.is_geographic()) plane = layout().layer.crs;
    const Result<geo::Measurer> measurer =
        geo::Measurer::create(options_->measure.method, input_->counties->crs, plane);
    if (!measurer) return std::nullopt;
    double sum_m2 = 0.0;
    for (const std::size_t unit : units) {
        const auto measured = measurer->measure(input_->counties->shapes[unit]);
        if (!measured) return std::nullopt;
        sum_m2 += measured->area_m2;
    }
    return sum_m2;
}

std::optional<std::string> AuditRun::why_implied(const Pair& pair) const {
    const auto [a, b, area_m2] = pair;
    if (is_part_of(a, b) || is_part_of(b, a)) return std::string{};
    const bool a_has_units = !feature(a).units.empty();
    const bool b_has_units = !feature(b).units.empty();
    if (!a_has_units && !b_has_units) return std::nullopt;
    // A drawn feature that lies in a unit shares ground with one that is made of that unit.
    const auto units_of = [this](std::size_t i, bool has_units) {
        return units_named(has_units ? feature(i).units : feature(i).located_in);
    };
    const std::vector<std::size_t> of_a = units_of(a, a_has_units);
    const std::vector<std::size_t> of_b = units_of(b, b_has_units);
    std::vector<std::size_t> common;
    std::ranges::set_intersection(of_a, of_b, std::back_inserter(common));
    if (common.empty()) return std::nullopt;
    const auto is_union = [this](std::size_t i) {
        return !feature(i).units.empty() && feature(i).basis == model::Basis::administrative;
    };
    if (is_union(a) && is_union(b)) {
        // More ground than the common units have is not what the words say.
        const std::optional<double> units = units_m2(common);
        if (units && area_m2 > *units + ground_tolerance_m2(*units)) return std::nullopt;
    }
    std::vector<std::string> names;
    names.reserve(common.size());
    for (const std::size_t unit : common) {
        names.push_back(input_->counties->feature_label(unit));
    }
    return say(msg::audit_implied_units, joined(names));
}

bool AuditRun::is_unexpected(const Pair& pair) const {
    const auto at = static_cast<std::size_t>(&pair - pairs_.data());
    const double smaller_m2 =
        std::min(area_m2_[pair.a].value_or(0.0), area_m2_[pair.b].value_or(0.0));
    return !implied_[at] && pair.area_m2 > ground_tolerance_m2(smaller_m2);
}

/// True if the wholes of the two overlap unexpectedly as well: then that is what is told.
bool AuditRun::follows_from_another(const Pair& pair) const {
    return std::ranges::any_of(pairs_, [&](const Pair& other) {
        if (&other == &pair || !is_unexpected(other)) return false;
        const auto same_or_whole = [this](std::size_t inner, std::size_t outer) {
            return inner == outer || is_part_of(inner, outer);
        };
        return (same_or_whole(pair.a, other.a) && same_or_whole(pair.b, other.b)) ||
               (same_or_whole(pair.a, other.b) && same_or_whole(pair.b, other.a));
    });
}

void AuditRun::list_overlaps() {
    const model::Layer& layer = layout().layer;
    const auto side = [&layer](std::size_t i) {
        return AuditOverlap::Side{layer.name, layer.ids[i], layer.names[i]};
    };
    const auto share = [this](double part_m2, std::size_t whole) {
        const double whole_m2 = area_m2_[whole].value_or(0.0);
        return whole_m2 > 0.0 ? std::min(part_m2 / whole_m2, 1.0) : 0.0;
    };
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
        const auto [a, b, area_m2] = pairs_[p];
        const bool nested = is_part_of(a, b) || is_part_of(b, a);
        report_->overlaps.push_back(
            {{side(a), side(b), area_m2, share(area_m2, a), share(area_m2, b)},
             feature(a).name,
             feature(b).name,
             implied_[p].has_value(),
             nested});
        const std::string area = ground_words(area_m2);
        const model::Role role = feature(a).role;
        const bool same_role = role == feature(b).role;
        const bool plates_of_one_whole =
            same_role && role == model::Role::plate && parent_[a] && parent_[a] == parent_[b];
        if (nested) continue;  // how a plan is built, nothing to remark on
        if (implied_[p]) {
            note_of(Severity::info, "overlap_implied", a, msg::audit_overlap_implied, name_of(a),
                    name_of(b), area, *implied_[p]);
        } else if (!is_unexpected(pairs_[p])) {
            note_of(Severity::info, "overlap_sliver", a, msg::audit_overlap_sliver, name_of(a),
                    name_of(b), area);
        } else if (plates_of_one_whole) {
            note_of(Severity::error, "plates_overlap", a, msg::audit_plates_overlap,
                    name_of(*parent_[a]), name_of(a), name_of(b), area);
        } else if (!follows_from_another(pairs_[p])) {
            const bool wrong = (is_firm(a) && is_firm(b)) || (same_role && must_be_disjoint(role));
            note_of(wrong ? Severity::error : Severity::warning, "overlap_unexpected", a,
                    msg::audit_overlap, name_of(a), name_of(b), area,
                    model::basis_label(feature(a).basis, lang()),
                    model::basis_label(feature(b).basis, lang()));
        }
    }
}

void AuditRun::check_outside() {
    for (std::size_t i = 0; i < size(); ++i) {
        if (!parent_[i] || !has_polygons(*parent_[i])) continue;
        const std::size_t whole = *parent_[i];
        const Severity severity =
            is_firm(i) && is_firm(whole) ? Severity::error : Severity::warning;
        if (area_m2_[i]) {
            const double outside_m2 = *area_m2_[i] - shared_m2(i, whole);
            if (outside_m2 <= ground_tolerance_m2(*area_m2_[i])) continue;
            note_of(severity, "part_outside_whole", i, msg::audit_part_outside, name_of(i),
                    ground_words(outside_m2),
                    fmt::format("{:.2f}", 100.0 * outside_m2 / *area_m2_[i]), name_of(whole));
            continue;
        }
        const std::optional<geo::XY> place = has_polygons(i) ? std::nullopt : place_of(i);
        if (!place || geo::contains(degrees_[whole], *place)) continue;
        const double away_m = distance_to_border_m(degrees_[whole], *place);
        const double accuracy_m = std::max(feature(i).position_accuracy_m.value_or(0.0),
                                           feature(whole).position_accuracy_m.value_or(0.0));
        if (!(away_m > accuracy_m)) continue;
        note_of(severity, "part_outside_whole", i, msg::audit_point_outside, name_of(i),
                name_of(whole), grouped(away_m, 0));
    }
}

/// Ground of the whole that plates cover, by inclusion and exclusion over their intersections;
/// none if it cannot be worked out.
std::optional<double> AuditRun::covered_m2(const std::vector<std::size_t>& plates,
                                           std::size_t whole) const {
    geo::Shapes whole_alone;
    whole_alone.append(mended_[whole]);
    geo::Shapes alone;
    for (const std::size_t plate : plates) alone.append(mended_[plate]);

    // Plates cut to the whole; then pairs of them, triples and so on until nothing is left. Each
    // intersection knows the greatest plate in it, so that none is counted twice.
    const auto inside = geo::overlaps(alone, &whole_alone, *measurer_, {});
    if (!inside) return std::nullopt;
    Result<geo::Shapes> level = geo::overlap_shapes(alone, &whole_alone, inside->pairs);
    std::vector<std::uint32_t> greatest;
    double covered_m2 = 0.0;
    for (const geo::SharedGround& one : inside->pairs) {
        greatest.push_back(one.a);
        covered_m2 += one.area_m2;
    }
    for (double sign = -1.0; level && !greatest.empty(); sign = -sign) {
        const auto meeting = geo::overlaps(*level, &alone, *measurer_, {});
        if (!meeting) return std::nullopt;
        std::vector<geo::SharedGround> deeper;
        std::vector<std::uint32_t> deeper_greatest;
        for (const geo::SharedGround& one : meeting->pairs) {
            if (one.b <= greatest[one.a]) continue;
            covered_m2 += sign * one.area_m2;
            deeper.push_back(one);
            deeper_greatest.push_back(one.b);
        }
        if (deeper.size() > most_intersections) return std::nullopt;
        level = geo::overlap_shapes(*level, &alone, deeper);
        greatest = std::move(deeper_greatest);
    }
    if (!level) return std::nullopt;
    return covered_m2;
}

void AuditRun::check_plates(std::size_t whole) {
    if (is_in_a_circle(whole)) return;
    std::vector<std::size_t> plates;
    for (const std::size_t child : children_of(whole)) {
        if (feature(child).role == model::Role::plate) plates.push_back(child);
    }
    const bool judgeable =
        !plates.empty() && area_m2_[whole] &&
        std::ranges::all_of(plates, [this](std::size_t i) { return area_m2_[i].has_value(); });
    if (!judgeable) return;
    const std::optional<double> covered = covered_m2(plates, whole);
    if (!covered) return;
    const double gap_m2 = *area_m2_[whole] - *covered;
    if (gap_m2 <= ground_tolerance_m2(*area_m2_[whole])) return;
    // A survey of the whole and drawn plates, or the reverse, cannot be expected to fit.
    const bool alike = std::ranges::all_of(
        plates, [&](std::size_t plate) { return is_firm(plate) == is_firm(whole); });
    const bool replaced_apart = is_replaced(whole) || std::ranges::any_of(plates, [this](auto i) {
                                    return is_replaced(i);
                                });
    const Severity severity = !alike && replaced_apart ? Severity::info : Severity::error;
    note_of(severity, "plates_leave_gap", whole, msg::audit_plates_gap, name_of(whole),
            ground_words(gap_m2));
}

}  // namespace parkatlas::analysis
