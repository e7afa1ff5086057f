#include "analysis/overlap_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analysis/overlap_sides.h"
#include "base/parallel.h"

namespace parkatlas::analysis {

namespace {

double share(double part_m2, double whole_m2) {
    return whole_m2 > 0.0 ? std::min(part_m2 / whole_m2, 1.0) : 0.0;
}

}  // namespace

Result<Loaded<OverlapTable>> overlap_table(const model::Layer& a, const model::Layer* b,
                                           const MeasureOptions& options, const Work& work) {
    Loaded<OverlapTable> out;
    out.value.method = options.method;
    const Result<geo::Measurer> measurer =
        make_measurer(a, options.method, options.planar_crs, out.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    if (options.method == geo::Method::planar) {
        remark_on_plane(a, options.planar_crs ? *options.planar_crs : a.crs, std::nullopt,
                        out.findings);
    }
    out.value.basis = basis_of(a, *measurer);
    out.value.offset = a.offset;

    const Result<OverlapSides> sides = overlap_sides(a, b, *measurer, out.findings, work);
    if (!sides) return tl::unexpected(sides.error());
    const model::Layer& layer_b = b != nullptr ? *b : a;
    PartOfProgress progress{work, mending_share, 1.0};
    const Result<geo::OverlapAnswer> answer =
        geo::overlaps(*sides->a.shapes, sides->b ? sides->b->shapes.get() : nullptr, *measurer,
                      Work{&progress, work.stop}, {sides->areas_a_m2, sides->areas_b_m2});
    if (!answer) return tl::unexpected(answer.error());
    const std::vector<double>& areas_b_m2 = sides->b ? sides->areas_b_m2 : sides->areas_a_m2;
    out.value.rows.reserve(answer->pairs.size());
    for (const geo::SharedGround& pair : answer->pairs) {
        out.value.rows.push_back({{&a, pair.a},
                                  {&layer_b, pair.b},
                                  pair.area_m2,
                                  share(pair.area_m2, sides->areas_a_m2[pair.a]),
                                  share(pair.area_m2, areas_b_m2[pair.b])});
        out.value.total_area_m2 += pair.area_m2;
    }
    return out;
}

}  // namespace parkatlas::analysis
