#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/area_table.h"
#include "base/finding.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/layout.h"
#include "model/role.h"

namespace parkatlas::analysis {

/// What a layout is held against. All is borrowed.
struct AuditInput {
    const model::Layout* layout = nullptr;
    /// County-level units that `located_in` and `units` name; null: places are not judged.
    const model::Layer* counties = nullptr;
    /// The plans that `same_as` and links may name; empty: such references are not judged.
    std::vector<const model::Layout*> others;
    /// Features whose shape the user replaced, by index; empty: none.
    std::vector<bool> replaced;
};

struct AuditOptions {
    MeasureOptions measure;
    Lang lang = Lang::zh;  ///< of the messages
};

/// A role as the scheme's name counts it and as the layout has it.
struct AuditRole {
    model::Role role = model::Role::other;
    std::optional<int> stated;  ///< none: the name does not speak of it, or says 多
    bool many = false;          ///< the name says 多
    int found = 0;              ///< features that are no part of another one of the same role
};

/// The verdict on a stated area. `differs` is an error only where the shape is no drawing.
enum class AreaVerdict { none, agrees, differs };

struct AuditArea {
    std::string id;
    model::Words name;
    model::Role role = model::Role::other;
    std::string role_word;
    std::optional<double> stated_m2;
    /// What the statement's own rounding allows: 4 km2 means 3.5 to 4.5.
    std::optional<double> allowed_from_m2, allowed_to_m2;
    std::optional<double> measured_m2;  ///< none: no polygon, or not measurable
    std::optional<double> difference;   ///< (measured - stated) / stated
    AreaVerdict verdict = AreaVerdict::none;
    model::Basis basis = model::Basis::surveyed;
    std::optional<double> position_accuracy_m;
};

struct AuditOverlap {
    struct Side {
        std::string layer;
        model::FeatureId id;
        std::optional<std::string> name;
    };
    struct Row {
        Side a, b;
        double area_m2 = 0.0;
        double share_of_a = 0.0;  ///< 0 to 1
        double share_of_b = 0.0;
    };
    Row row;
    model::Words name_a, name_b;
    bool implied = false;  ///< the plan's own words make the two share this ground
    bool nested = false;   ///< implied because one is part of the other
};

struct AuditReport {
    std::string layout;  ///< id
    std::string scheme;
    std::string also_scheme;
    model::Words title;
    geo::Method method = geo::Method::geodesic;
    std::string basis;              ///< CRS or ellipsoid the figures are on
    std::vector<Finding> findings;  ///< errors first, then warnings, then remarks
    std::vector<AuditRole> roles;   ///< in the order of the name, then of the legend
    std::vector<AuditArea> areas;   ///< features that have a polygon or a stated area
    std::vector<AuditOverlap> overlaps;

    [[nodiscard]] int count(Severity severity) const;
};

/// Holds a layout against its own words: the counts in its scheme's name, stated areas and their
/// sums, plates that must cover their whole, units that must hold its places, overlaps, and the
/// same place in other plans. The codes of the findings are explained in docs/audit.md.
///
/// A layout that is wrong is an answer, not a failure. Fails with what the measurer fails with
/// (usage: planar without a plane), and with stopped.
[[nodiscard]] Result<AuditReport> audit(const AuditInput& input, const AuditOptions& options,
                                        const Work& work);

}  // namespace parkatlas::analysis
