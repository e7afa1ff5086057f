// Places that must lie in the units they name, and anchors that must lie in their shapes.

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/audit_run.h"
#include "analysis/plane_geometry.h"
#include "base/messages_audit.h"
#include "base/units.h"

namespace parkatlas::analysis {

namespace {

/// A difference beyond which a union is not of the units it names, whoever's boundaries it has.
constexpr double remarkable_difference = 0.01;

/// Roles whose whole shape lies in the units that are named; belts and cores reach further.
bool is_a_place(model::Role role) {
    switch (role) {
        case model::Role::park:
        case model::Role::sector:
        case model::Role::phase:
        case model::Role::plate:
        case model::Role::plot:
        case model::Role::node:
        case model::Role::town:
        case model::Role::platform:
            return true;
        default:
            return false;
    }
}

bool names_unit(const model::Layer& counties, std::size_t unit, const std::string& name) {
    if (counties.names.view(unit) == name) return true;
    for (const char* key : {"name_en", "municipality", "municipality_en"}) {
        const model::AttributeColumn* column = counties.column(key);
        if (column != nullptr && model::value_text(column->values[unit]) == name) return true;
    }
    return false;
}

geo::XY xy(geo::LonLat place) {
    return {place.lon_deg, place.lat_deg};
}

}  // namespace

std::vector<std::size_t> AuditRun::units_named(const std::string& name) const {
    std::vector<std::size_t> units;
    if (input_->counties == nullptr || name.empty()) return units;
    for (std::size_t i = 0; i < input_->counties->size(); ++i) {
        if (names_unit(*input_->counties, i, name)) units.push_back(i);
    }
    return units;
}

std::vector<std::size_t> AuditRun::units_named(const std::vector<std::string>& names) const {
    std::set<std::size_t> units;
    for (const std::string& name : names) {
        for (const std::size_t unit : units_named(name)) units.insert(unit);
    }
    return {units.begin(), units.end()};
}

std::string AuditRun::units_at(geo::XY at) const {
    std::vector<std::string> names;
    for (const std::uint32_t unit : geo::shapes_at(input_->counties->shapes, at)) {
        names.push_back(input_->counties->feature_label(unit));
    }
    return names.empty() ? say(msg::audit_no_unit) : joined(names);
}

double AuditRun::distance_m(geo::XY a, geo::XY b) const {
    if (!ruler_) return 0.0;
    return ruler_->chain_length_m(std::vector<geo::XY>{a, b}).value_or(0.0);
}

std::optional<geo::XY> AuditRun::place_of(std::size_t index) const {
    if (feature(index).anchor) return xy(*feature(index).anchor);
    const geo::ShapeView shape = degrees_[index];
    std::optional<geo::XY> fallback;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const geo::ShapeView::PartView part = shape.part(p);
        if (part.kind == geo::PartKind::polygon) {
            if (const std::optional<geo::XY> inside = point_inside(part)) return inside;
        } else if (!fallback && part.ring_count > 0 && !part.ring(0).empty()) {
            fallback = part.ring(0)[part.ring(0).size() / 2];
        }
    }
    return fallback;
}

std::vector<geo::XY> AuditRun::places_of(const model::Layout& layout, std::size_t index) const {
    const model::LayoutFeature& one = layout.features[index];
    std::vector<geo::XY> places;
    if (one.anchor) places.push_back(xy(*one.anchor));
    for (const model::FeaturePart& part : one.parts) places.push_back(xy(part.at));
    return places;
}

void AuditRun::check_places() {
    if (input_->counties == nullptr) return;
    for (std::size_t i = 0; i < size(); ++i) {
        check_units(i);
        check_place(i);
        check_anchor(i);
    }
}

void AuditRun::check_units(std::size_t index) {
    const model::LayoutFeature& one = feature(index);
    std::set<std::string> names{one.located_in.begin(), one.located_in.end()};
    names.insert(one.units.begin(), one.units.end());
    for (const model::FeaturePart& part : one.parts) {
        names.insert(part.located_in.begin(), part.located_in.end());
    }
    const std::optional<geo::XY> place = place_of(index);
    const bool beyond_the_base = place && !input_->counties->shapes.bounds().contains(*place);
    for (const std::string& name : names) {
        if (!units_named(name).empty()) continue;
        // Of another province the base geography knows nothing, which is not the layout's fault.
        note_of(beyond_the_base ? Severity::warning : Severity::error, "unit_unknown", index,
                msg::audit_unit_unknown, name_of(index), name);
    }
    if (one.units.empty() || one.basis != model::Basis::administrative || !area_m2_[index]) return;
    const std::optional<double> sum_m2 = units_m2(units_named(one.units));
    if (!sum_m2 || *sum_m2 <= 0.0) return;
    const double difference = *area_m2_[index] / *sum_m2 - 1.0;
    if (std::abs(difference) <= remarkable_difference) return;
    note_of(Severity::error, "units_differ", index, msg::audit_units_differ, name_of(index),
            area_words(*area_m2_[index]), area_words(*sum_m2), percent_words(difference));
}

/// What is wrong with a place; none if it lies in one of the units, or they are not all known.
std::optional<std::string> AuditRun::misplaced(geo::XY at, const std::vector<std::string>& units,
                                               const std::string& name, Msg key) const {
    if (units.empty()) return std::nullopt;
    for (const std::string& unit : units) {
        const std::vector<std::size_t> named = units_named(unit);
        if (named.empty()) return std::nullopt;
        for (const std::size_t one : named) {
            if (geo::contains(input_->counties->shapes[one], at)) return std::nullopt;
        }
    }
    return say(key, name, joined(units), units_at(at));
}

/// One finding for a feature, however many of its places are wrong.
void AuditRun::check_place(std::size_t index) {
    const model::LayoutFeature& one = feature(index);
    std::vector<std::string> wrong;
    const auto look = [&](geo::XY at, const std::vector<std::string>& units,
                          const std::string& name, Msg key) {
        const std::optional<std::string> sentence = misplaced(at, units, name, key);
        if (sentence && std::ranges::find(wrong, *sentence) == wrong.end()) {
            wrong.push_back(*sentence);
        }
    };
    if (const std::optional<geo::XY> place = place_of(index)) {
        look(*place, one.located_in, name_of(index), msg::audit_place);
    }
    for (const model::FeaturePart& part : one.parts) {
        look(xy(part.at), part.located_in, name_of(index) + " / " + part.name.in(lang()),
             msg::audit_place);
    }
    if (is_a_place(one.role)) {
        const geo::ShapeView shape = degrees_[index];
        const bool by_part = shape.part_count() == one.parts.size() && !is_replaced(index);
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            if (shape.part(p).kind != geo::PartKind::polygon) continue;
            const std::optional<geo::XY> inside = point_inside(shape.part(p));
            if (!inside) continue;
            const bool own_units = by_part && !one.parts[p].located_in.empty();
            look(*inside, own_units ? one.parts[p].located_in : one.located_in,
                 own_units ? name_of(index) + " / " + one.parts[p].name.in(lang()) : name_of(index),
                 msg::audit_place_shape);
        }
    }
    if (wrong.empty()) return;
    misplaced_[index] = true;
    note(Severity::error, "place_outside_unit", one.id,
         fmt::format("{}", fmt::join(wrong, text(msg::audit_sentence_separator, lang()))));
}

void AuditRun::check_anchor(std::size_t index) {
    // A place in the wrong unit is told already.
    if (misplaced_[index] || !has_polygons(index) || is_replaced(index)) return;
    const model::LayoutFeature& one = feature(index);
    const geo::ShapeView shape = degrees_[index];
    if (shape.is_empty()) return;
    const double accuracy_m = std::max(one.position_accuracy_m.value_or(0.0), 1.0);
    const auto look = [&](geo::LonLat place, const std::string& name) {
        if (geo::contains(shape, xy(place))) return;
        const double away_m = distance_to_border_m(shape, xy(place));
        if (!(away_m > accuracy_m)) return;
        note_of(Severity::error, "anchor_off_shape", index, msg::audit_anchor_off, name,
                grouped(away_m, 0), grouped(accuracy_m, 0));
    };
    if (one.anchor) look(*one.anchor, name_of(index));
    for (const model::FeaturePart& part : one.parts) {
        if (one.anchor && part.at == *one.anchor) continue;
        look(part.at, name_of(index) + " / " + part.name.in(lang()));
    }
}

}  // namespace parkatlas::analysis
