#include "analysis/audit.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "analysis/audit_run.h"
#include "analysis/mended_layer.h"
#include "base/messages_audit.h"
#include "base/units.h"

namespace parkatlas::analysis {

AuditRun::AuditRun(const AuditInput& input, const AuditOptions& options,
                   const geo::Measurer& measurer, AuditReport& report)
    : input_{&input}, options_{&options}, measurer_{&measurer}, report_{&report} {
    assert(layout().layer.size() == size());
    misplaced_.resize(size());
    if (Result<geo::Measurer> ruler =
            geo::Measurer::create(geo::Method::geodesic, geo::Crs::cgcs2000(), std::nullopt)) {
        ruler_ = std::move(*ruler);
    }
    mend_shapes();
    bring_to_degrees();
    link_parents();
}

std::string AuditRun::name_of(std::size_t index) const {
    const std::string& name = feature(index).name.in(lang());
    return name.empty() ? feature(index).id : name;
}

bool AuditRun::is_replaced(std::size_t index) const {
    return index < input_->replaced.size() && input_->replaced[index];
}

bool AuditRun::has_polygons(std::size_t index) const {
    return layout().layer.shapes[index].has_polygons();
}

bool AuditRun::is_firm(std::size_t index) const {
    const model::Basis basis = feature(index).basis;
    return basis == model::Basis::surveyed || basis == model::Basis::administrative;
}

bool AuditRun::is_part_of(std::size_t inner, std::size_t outer) const {
    for (std::optional<std::size_t> up = parent_[inner]; up; up = parent_[*up]) {
        if (*up == outer) return true;
    }
    return false;
}

bool AuditRun::is_in_a_circle(std::size_t index) const {
    return std::ranges::any_of(circles_, [index](const std::vector<std::size_t>& circle) {
        return std::ranges::find(circle, index) != circle.end();
    });
}

std::string AuditRun::area_words(double area_m2) const {
    return say(msg::audit_area_words, format_area_number(area_m2, AreaUnit::km2),
               format_area_number(area_m2, AreaUnit::mu));
}

std::string AuditRun::ground_words(double area_m2) const {
    return format_area(area_m2, area_m2 < 1e4 ? AreaUnit::m2 : AreaUnit::km2, lang());
}

std::string AuditRun::percent_words(double fraction) {
    const double percent = 100.0 * fraction;
    return std::abs(percent) < 0.005 ? "0.00" : fmt::format("{:+.2f}", percent);
}

std::string AuditRun::joined(const std::vector<std::string>& words) const {
    return fmt::format("{}", fmt::join(words, text(msg::audit_list_separator, lang())));
}

double AuditRun::ground_tolerance_m2(double area_m2) {
    return std::max(1.0, 1e-6 * area_m2);
}

void AuditRun::mend_shapes() {
    std::vector<Finding> findings;
    const ShapeMender mender{layout().layer, *measurer_, findings};
    for (std::size_t i = 0; i < size(); ++i) {
        const MendedShape shape = mender.mend(i);
        if (shape.measured) {
            mended_.append(shape.mended ? (*shape.mended)[0] : layout().layer.shapes[i]);
        } else {
            mended_.begin_shape();
        }
        area_m2_.push_back(has_polygons(i) && shape.measured
                               ? std::optional{shape.measured->area_m2}
                               : std::nullopt);
        for (const Finding& finding : findings) {
            const Msg key = finding.severity == Severity::error ? msg::audit_unmeasurable
                                                                : msg::audit_invalid_geometry;
            note_of(finding.severity, finding.code.c_str(), i, key, name_of(i),
                    finding.message.in(lang()));
        }
        findings.clear();
    }
}

void AuditRun::bring_to_degrees() {
    degrees_ = layout().layer.shapes;
    const auto transform = geo::Transform::between(layout().layer.crs, geo::Crs::cgcs2000());
    if (!transform || !transform->apply(degrees_.mutable_vertices())) {
        // Nothing can be said of places then; the shapes that are wrong are unmeasurable as well.
        degrees_ = geo::Shapes{};
        for (std::size_t i = 0; i < size(); ++i) degrees_.begin_shape();
    }
}

void AuditRun::link_parents() {
    std::unordered_map<std::string_view, std::size_t> by_id;  // of features alike the first counts
    for (std::size_t i = 0; i < size(); ++i) by_id.emplace(feature(i).id, i);
    for (std::size_t i = 0; i < size(); ++i) {
        const auto whole = by_id.find(feature(i).part_of);
        const bool found = !feature(i).part_of.empty() && whole != by_id.end();
        parent_.push_back(found ? std::optional{whole->second} : std::nullopt);
    }
    std::vector<int> seen_in(size(), -1);
    for (std::size_t i = 0; i < size(); ++i) {
        std::optional<std::size_t> at = i;
        while (at && seen_in[*at] < 0) {
            seen_in[*at] = static_cast<int>(i);
            at = parent_[*at];
        }
        if (!at || seen_in[*at] != static_cast<int>(i)) continue;
        // The walk came back to itself: everything from here round to here is a circle.
        std::vector<std::size_t> circle{*at};
        for (std::size_t next = *parent_[*at]; next != *at; next = *parent_[next]) {
            circle.push_back(next);
        }
        for (const std::size_t one : circle) parent_[one].reset();
        circles_.push_back(std::move(circle));
    }
    children_.resize(size());
    for (std::size_t i = 0; i < size(); ++i) {
        if (parent_[i]) children_[*parent_[i]].push_back(i);
    }
}

int AuditReport::count(Severity severity) const {
    return static_cast<int>(std::ranges::count(findings, severity, &Finding::severity));
}

Result<AuditReport> audit(const AuditInput& input, const AuditOptions& options, const Work& work) {
    AuditReport report;
    const model::Layout& layout = *input.layout;
    report.layout = layout.id;
    report.scheme = layout.scheme;
    report.also_scheme = layout.also_scheme;
    report.title = layout.title;
    report.method = options.measure.method;
    const Result<geo::Measurer> measurer = make_measurer(
        layout.layer, options.measure.method, options.measure.planar_crs, report.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    report.basis = basis_of(layout.layer, *measurer);

    AuditRun run{input, options, *measurer, report};
    run.check_identity();
    run.check_scheme();
    run.check_areas();
    if (const Result<void> done = run.check_ground(work); !done) {
        return tl::unexpected(done.error());
    }
    run.check_places();
    run.check_references();
    std::ranges::stable_sort(report.findings, {}, &Finding::severity);
    return report;
}

}  // namespace parkatlas::analysis
