#include "analysis/mending.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "analysis/mended_layer.h"
#include "base/messages_check.h"
#include "base/parallel.h"
#include "geo/repair.h"
#include "geo/worker_measurers.h"

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

/// One feature that has an error, mended.
struct Mended {
    std::size_t index = 0;           ///< of the feature
    std::vector<std::string> codes;  ///< of what is wrong
    geo::Shapes shapes;              ///< one; none if it cannot be mended
    std::string trouble;             ///< why not
    std::optional<double> area_before_m2, area_after_m2;
};

void mend_one(Mended& one, geo::ShapeView shape, const geo::Repairer& repairer,
              const geo::Measurer& measurer) {
    const Result<geo::Repaired> repaired = repairer.make_valid(shape);
    if (!repaired) {
        one.trouble = repaired.error().what;
        return;
    }
    one.shapes = joined(repaired->shapes[0], shape);
    one.area_before_m2 = area_of(measurer, shape);
    one.area_after_m2 = area_of(measurer, one.shapes[0]);
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
    std::vector<Mended> all(reasons.size());
    {
        std::size_t at = 0;
        for (auto& [index, codes] : reasons) {
            all[at].index = index;
            all[at++].codes = std::move(codes);
        }
    }
    geo::WorkerMeasurers measurers{*measurer, parallel_width()};
    const std::vector<geo::Repairer> repairers(parallel_width());
    // One by one: a coast may take a thousand times what a parcel takes.
    const Result<void> done = for_each_piece(
        all.size(), 1, work, [&](IndexRange range, std::size_t worker) -> Result<void> {
            const Result<const geo::Measurer*> own_measurer = measurers.of(worker);
            if (!own_measurer) return tl::unexpected(own_measurer.error());
            for (std::size_t at = range.first; at < range.last; ++at) {
                mend_one(all[at], layer.shapes[all[at].index], repairers[worker], **own_measurer);
            }
            return {};
        });
    if (!done) return tl::unexpected(done.error());

    geo::Shapes shapes;
    shapes.reserve(layer.shapes.size(), layer.shapes.vertices().size());
    for (Mended& one : all) {
        if (!one.trouble.empty()) {
            more.push_back(finding_at(
                layer, one.index, "unmendable",
                fmt::format(fmt::runtime(text(msg::check_unmendable, lang)), one.trouble)));
            continue;
        }
        shapes.append(layer.shapes, shapes.size(), one.index);
        shapes.append(one.shapes[0]);
        answer.features.push_back({layer.source, layer.name, layer.ids[one.index],
                                   layer.names[one.index], std::move(one.codes), one.area_before_m2,
                                   one.area_after_m2});
    }
    shapes.append(layer.shapes, shapes.size(), layer.size());
    layer.shapes = std::move(shapes);
    std::ranges::move(more, std::back_inserter(findings));
    return answer;
}

}  // namespace parkatlas::analysis
