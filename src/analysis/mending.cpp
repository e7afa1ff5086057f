#include "analysis/mending.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "analysis/mended_layer.h"
#include "base/messages_check.h"
#include "geo/repair.h"

namespace parkatlas::analysis {

namespace {

bool is_lost(const CheckFinding& finding) {
    return finding.code == "out_of_range" || finding.code == "malformed_geometry";
}

/// Codes of what is wrong, by feature.
using Reasons = std::map<std::size_t, std::vector<std::string>>;

void add_reason(Reasons& reasons, std::size_t index, const std::string& code) {
    std::vector<std::string>& list = reasons[index];
    if (std::ranges::find(list, code) == list.end()) list.push_back(code);
}

std::optional<double> area_of(const geo::Measurer& measurer, geo::ShapeView shape) {
    const Result<geo::AreaAndPerimeter> measured = measurer.measure(shape);
    return measured ? std::optional{measured->area_m2} : std::nullopt;
}

/// The polygons of `mended` and the points and lines of `original` as one shape.
geo::Shapes joined(geo::ShapeView mended, geo::ShapeView original) {
    geo::Shapes out;
    out.append(mended);
    for (std::size_t p = 0; p < original.part_count(); ++p) {
        const geo::ShapeView::PartView part = original.part(p);
        if (part.kind == geo::PartKind::polygon) continue;
        out.begin_part(part.kind);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            out.begin_ring();
            out.add(part.ring(r));
        }
    }
    return out;
}

CheckFinding finding_at(const model::Layer& layer, std::size_t index, const char* code,
                        std::string message) {
    CheckFinding finding;
    finding.severity = Severity::error;
    finding.code = code;
    finding.source = layer.source;
    finding.layer = layer.name;
    finding.feature = layer.feature_label(index);
    finding.index = index;
    finding.id = layer.ids[index];
    finding.message = std::move(message);
    return finding;
}

}  // namespace

Result<Mending> mend_shapes(model::Layer& layer, std::vector<CheckFinding>& findings,
                            const MeasureOptions& measure, Lang lang, const Work& work) {
    std::vector<Finding> remarks;  // of measuring; the check has told them by itself
    const Result<geo::Measurer> measurer =
        make_measurer(layer, measure.method, measure.planar_crs, remarks);
    if (!measurer) return tl::unexpected(measurer.error());
    Mending answer;
    answer.basis = basis_of(layer, *measurer);

    Reasons reasons;
    std::vector<CheckFinding> more;
    for (const CheckFinding& finding : findings) {
        if (!finding.index || finding.severity != Severity::error) continue;
        if (finding.ring) add_reason(reasons, *finding.index, finding.code);
        if (is_lost(finding) && layer.shapes[*finding.index].is_empty()) {
            more.push_back(finding_at(layer, *finding.index, "shape_lost",
                                      std::string{text(msg::check_shape_lost, lang)}));
        }
    }
    const geo::Repairer repairer;
    geo::Shapes shapes;
    shapes.reserve(layer.shapes.size(), layer.shapes.vertices().size());
    auto next = reasons.begin();
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (work.stop_requested()) return fail(ErrorCode::stopped, {}, "stopped");
        const geo::ShapeView shape = layer.shapes[i];
        if (next == reasons.end() || next->first != i) {
            shapes.append(shape);
            continue;
        }
        const std::vector<std::string> codes = (next++)->second;
        const Result<geo::Repaired> repaired = repairer.make_valid(shape);
        if (!repaired) {
            shapes.append(shape);
            more.push_back(finding_at(layer, i, "unmendable",
                                      fmt::format(fmt::runtime(text(msg::check_unmendable, lang)),
                                                  repaired.error().what)));
            continue;
        }
        const geo::Shapes mended = joined(repaired->shapes[0], shape);
        shapes.append(mended[0]);
        answer.features.push_back({layer.source, layer.name, layer.ids[i], layer.names[i], codes,
                                   area_of(*measurer, shape), area_of(*measurer, mended[0])});
    }
    layer.shapes = std::move(shapes);
    std::ranges::move(more, std::back_inserter(findings));
    return answer;
}

}  // namespace parkatlas::analysis
