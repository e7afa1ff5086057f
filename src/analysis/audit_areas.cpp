// Stated against measured areas, and the sums that a plan states.

#include <algorithm>
#include <cmath>

#include "analysis/audit_run.h"
#include "analysis/stated_area.h"
#include "base/messages_audit.h"
#include "base/units.h"

namespace parkatlas::analysis {

namespace {

/// Roles that divide the whole they are part of; plots, nodes and the like are picked from it.
bool divides_its_whole(model::Role role) {
    switch (role) {
        case model::Role::plot:
        case model::Role::node:
        case model::Role::town:
        case model::Role::platform:
        case model::Role::other:
            return false;
        default:
            return true;
    }
}

}  // namespace

/// Something with a statement whose sum is taken.
struct AuditRun::Part {
    std::string name;
    StatedArea stated;
};

void AuditRun::check_areas() {
    for (std::size_t i = 0; i < size(); ++i) {
        add_area_row(i);
        check_parts(i);
        check_usable(i);
    }
    for (std::size_t i = 0; i < size(); ++i) check_sums(i);
}

bool AuditRun::contradicts_itself(std::size_t index) const {
    const model::LayoutFeature& one = feature(index);
    return one.stated_area_m2 && contradicts(*one.stated_area_m2, one.stated_area_text);
}

void AuditRun::add_area_row(std::size_t index) {
    const model::LayoutFeature& one = feature(index);
    const std::optional<StatedArea> stated = stated_area(one.stated_area_m2, one.stated_area_text);
    if (!stated && !has_polygons(index)) return;
    AuditArea row;
    row.id = one.id;
    row.name = one.name;
    row.role = one.role;
    row.role_word = one.role_word;
    row.measured_m2 = area_m2_[index];
    row.basis = one.basis;
    row.position_accuracy_m = one.position_accuracy_m;
    if (stated) {
        row.stated_m2 = stated->area_m2;
        row.allowed_from_m2 = stated->from_m2();
        row.allowed_to_m2 = stated->to_m2();
    }
    if (stated && row.measured_m2) {
        if (stated->area_m2 > 0.0) {
            row.difference = (*row.measured_m2 - stated->area_m2) / stated->area_m2;
        }
        row.verdict = stated->allows(*row.measured_m2) ? AreaVerdict::agrees : AreaVerdict::differs;
    }
    report_->areas.push_back(std::move(row));

    if (contradicts_itself(index)) {
        note_of(Severity::error, "stated_area_contradicts_text", index,
                msg::audit_stated_contradicts, name_of(index), area_words(*one.stated_area_m2),
                one.stated_area_text);
    } else if (stated) {
        judge_area(index, name_of(index), stated->area_m2, stated->from_m2(), stated->to_m2(),
                   area_m2_[index]);
    }
}

void AuditRun::judge_area(std::size_t index, const std::string& name, double stated_m2,
                          double from_m2, double to_m2, std::optional<double> measured_m2) {
    if (!measured_m2) {
        if (!has_polygons(index)) {
            note_of(Severity::info, "area_no_shape", index, msg::audit_area_no_shape, name,
                    area_words(stated_m2));
        }
        return;
    }
    const std::string difference =
        stated_m2 > 0.0 ? percent_words((*measured_m2 - stated_m2) / stated_m2) : "-";
    const std::string_view basis = model::basis_label(feature(index).basis, lang());
    if (!is_firm(index)) {
        note_of(Severity::info, "area_schematic", index, msg::audit_area_schematic, name,
                area_words(stated_m2), area_words(*measured_m2), difference, basis);
        return;
    }
    const StatedArea stated{stated_m2, (to_m2 - from_m2) / 2.0};
    if (stated.allows(*measured_m2)) {
        note_of(Severity::info, "area_agrees", index, msg::audit_area_agrees, name,
                area_words(stated_m2), area_words(*measured_m2), basis);
    } else {
        // As many digits as the ends of the interval need.
        note_of(Severity::error, "area_mismatch", index, msg::audit_area_mismatch, name,
                area_words(stated_m2), fmt::format("{:.6g}", from_m2 / 1e6),
                fmt::format("{:.6g}", to_m2 / 1e6), area_words(*measured_m2), difference, basis);
    }
}

void AuditRun::check_parts(std::size_t index) {
    const std::vector<model::FeaturePart>& parts = feature(index).parts;
    const geo::ShapeView shape = layout().layer.shapes[index];
    const bool drawn = shape.part_count() == parts.size() && !is_replaced(index);
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const model::FeaturePart& part = parts[p];
        const std::string name = name_of(index) + " / " + part.name.in(lang());
        const std::optional<double> figure =
            part.stated_area_m2 ? part.stated_area_m2 : part.existing_area_m2;
        if (figure && contradicts(*figure, part.stated_area_text)) {
            note_of(Severity::error, "stated_area_contradicts_text", index,
                    msg::audit_stated_contradicts, name, area_words(*figure),
                    part.stated_area_text);
            continue;
        }
        if (!part.stated_area_m2 || !drawn || shape.part(p).kind != geo::PartKind::polygon) {
            continue;
        }
        const StatedArea stated = *stated_area(part.stated_area_m2, part.stated_area_text);
        geo::Shapes alone;
        alone.begin_shape();
        alone.begin_part(geo::PartKind::polygon);
        for (std::size_t r = 0; r < shape.part(p).ring_count; ++r) {
            alone.begin_ring();
            alone.add(shape.part(p).ring(r));
        }
        if (const Result<geo::AreaAndPerimeter> measured = measurer_->measure(alone[0])) {
            judge_area(index, name, stated.area_m2, stated.from_m2(), stated.to_m2(),
                       measured->area_m2);
        }
    }
}

void AuditRun::check_usable(std::size_t index) {
    const model::LayoutFeature& one = feature(index);
    if (one.usable_area_m2 && contradicts(*one.usable_area_m2, one.usable_area_text)) {
        note_of(Severity::error, "stated_area_contradicts_text", index,
                msg::audit_stated_contradicts, name_of(index), area_words(*one.usable_area_m2),
                one.usable_area_text);
    }
}

void AuditRun::check_sums(std::size_t index) {
    const model::LayoutFeature& whole = feature(index);
    const std::optional<StatedArea> stated =
        stated_area(whole.stated_area_m2, whole.stated_area_text);
    if (!stated || contradicts_itself(index) || is_in_a_circle(index)) return;

    // Children that all state an area; else those of one role that divides the whole.
    std::vector<std::vector<Part>> sums;
    const auto add_sum_of = [&](const std::vector<std::size_t>& children) {
        std::vector<Part> parts;
        for (const std::size_t child : children) {
            const std::optional<StatedArea> one =
                stated_area(feature(child).stated_area_m2, feature(child).stated_area_text);
            if (!one || contradicts_itself(child)) return;
            parts.push_back({name_of(child), *one});
        }
        if (parts.size() >= 2) sums.push_back(std::move(parts));
    };
    const std::vector<std::size_t>& children = children_of(index);
    add_sum_of(children);
    if (sums.empty()) {
        for (const model::Role role : model::all_roles()) {
            if (!divides_its_whole(role)) continue;
            std::vector<std::size_t> alike;
            std::ranges::copy_if(children, std::back_inserter(alike),
                                 [&](std::size_t child) { return feature(child).role == role; });
            add_sum_of(alike);
        }
    }
    std::vector<Part> pieces;
    for (const model::FeaturePart& part : whole.parts) {
        if (!part.stated_area_m2 || contradicts(*part.stated_area_m2, part.stated_area_text)) break;
        pieces.push_back(
            {part.name.in(lang()), *stated_area(part.stated_area_m2, part.stated_area_text)});
    }
    if (pieces.size() == whole.parts.size() && pieces.size() >= 2) sums.push_back(pieces);

    std::vector<double> told;
    for (const std::vector<Part>& parts : sums) {
        double sum_m2 = 0.0;
        double allowed_m2 = stated->half_width_m2;
        std::vector<std::string> names;
        for (const Part& part : parts) {
            sum_m2 += part.stated.area_m2;
            allowed_m2 += part.stated.half_width_m2;
            names.push_back(part.name);
        }
        // The pieces of a shape and the features inside it often say the same twice.
        if (std::ranges::any_of(told, [&](double one) { return std::abs(one - sum_m2) < 1.0; })) {
            continue;
        }
        told.push_back(sum_m2);
        const double off_m2 = sum_m2 - stated->area_m2;
        if (std::abs(off_m2) <= allowed_m2 + 1e-9 * stated->area_m2) {
            note_of(Severity::info, "sum_agrees", index, msg::audit_sum_agrees, name_of(index),
                    area_words(stated->area_m2), joined(names), area_words(sum_m2));
        } else {
            note_of(Severity::error, "sum_mismatch", index, msg::audit_sum_mismatch, name_of(index),
                    area_words(stated->area_m2), joined(names), area_words(sum_m2),
                    fmt::format("{:+.6g}", off_m2 / 1e6), fmt::format("{:.6g}", allowed_m2 / 1e6));
        }
    }
}

}  // namespace parkatlas::analysis
