#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "geo/coords.h"
#include "model/layer.h"
#include "model/role.h"

namespace parkatlas::model {

/// Text in both languages; either may be empty.
struct Words {
    std::string zh, en;
    /// The asked language, or the other one where it is missing.
    [[nodiscard]] const std::string& in(Lang lang) const;
    bool operator==(const Words&) const = default;
};

/// Members of a file's object that this program has no use for, kept so that they are there again
/// when it is written: name and JSON text.
struct OtherMember {
    std::string name, json;
    bool operator==(const OtherMember&) const = default;
};
using OtherMembers = std::vector<OtherMember>;

/// A piece of a feature that the plan names by itself (the three pieces of 前湾).
struct FeaturePart {
    Words name;
    geo::LonLat at;
    std::vector<std::string> located_in;
    std::optional<double> stated_area_m2;
    std::string stated_area_text;
    std::optional<double> existing_area_m2;  ///< what is there today, where the plan gives that
    std::string note;
    OtherMembers others = {};
    bool operator==(const FeaturePart&) const = default;
};

/// A place that the plan names along a belt.
struct Waypoint {
    Words name;
    geo::LonLat at;
    OtherMembers others = {};
    bool operator==(const Waypoint&) const = default;
};

/// What a plan says of one feature. Its shape is `Layout::layer.shapes[index]`.
struct LayoutFeature {
    std::string id;
    Role role = Role::other;
    std::string role_word;  ///< the identifier as written
    Words name;
    std::string part_of;                  ///< id of the feature it is part of; empty if none
    std::vector<std::string> located_in;  ///< county-level units that must contain `anchor`
    std::optional<geo::LonLat> anchor;
    std::optional<double> stated_area_m2;
    std::string stated_area_text;          ///< the figure and unit as the plan gives them
    std::optional<double> usable_area_m2;  ///< of the stated area, what may be built on
    std::string usable_area_text;
    Basis basis = Basis::surveyed;
    std::string basis_word;          ///< the basis as written; empty if the file does not say
    std::vector<std::string> units;  ///< county-level units that the shape is the union of
    std::optional<double> position_accuracy_m;
    Words summary;
    std::string section;
    std::vector<geo::LonLat> centreline;  ///< of a belt, in reading direction; may be empty
    std::vector<Waypoint> waypoints;      ///< of a belt, in the plan's order
    std::vector<FeaturePart> parts;
    std::string kind, grade, status;   ///< of nodes, towns, plots; may be empty
    std::vector<std::string> same_as;  ///< "layout/feature" ids of the same place in other plans
    bool operator==(const LayoutFeature&) const = default;
};

struct Indicator {
    Words name;
    Words unit;
    std::optional<int> base_year, target_year;
    std::optional<double> base_value, target_value;
    std::string base_text, target_text;  ///< where the figure is not a plain number
    std::string kind;
    std::string section;
    std::string base_text_en = {}, target_text_en = {};  ///< empty if the file has no English
    Words note = {};                                     ///< what the plan adds; may be empty
    OtherMembers others = {};
    bool operator==(const Indicator&) const = default;
};

struct LayoutLink {
    std::string from;  ///< feature id
    std::string to;    ///< "layout:ID"
    OtherMembers others = {};
    bool operator==(const LayoutLink&) const = default;
};

struct PlanDocument {
    Words title;
    std::string number, date, issuer, section;
    std::string issuer_en = {};  ///< empty if the file has no English name of the issuer
    OtherMembers others = {};
    bool operator==(const PlanDocument&) const = default;
};

/// A plan's spatial layout: a scheme, whose name promises counts by role, and its features.
struct Layout {
    std::string id;
    std::string scheme;
    std::string scheme_en;
    std::string also_scheme;  ///< a second name of the kind in the same plan; may be empty
    std::string also_scheme_en;
    Words title;
    Words short_title;  ///< one word where plans are listed or walked through; may be empty
    PlanDocument document;
    std::string compiled_by;
    Words summary;
    std::optional<geo::Box> extent;  ///< default map extent, degrees
    std::vector<LayoutFeature> features;
    std::vector<Indicator> indicators;
    std::vector<LayoutLink> links;
    std::string datum;         ///< as the file names it; empty if it does not
    OtherMembers others;       ///< of the member `layout`
    OtherMembers file_others;  ///< of the file itself, beside `layout` and `features`
    Layer layer;  ///< shapes, ids, names and attributes of the same features in the same order

    /// Index of the feature with this id.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view feature_id) const;
};

}  // namespace parkatlas::model
