#include "analysis/area_table.h"

#include <cstdint>
#include <utility>

#include "analysis/mended_layer.h"

namespace parkatlas::analysis {

namespace {

const std::string& ellipsoid_of(const model::Layer& layer, const MeasureOptions& options) {
    // The official rule is one of CGCS2000, whatever the layer's datum.
    if (options.method == geo::Method::official) return geo::Crs::cgcs2000().ellipsoid_name();
    if (options.method == geo::Method::planar && options.planar_crs) {
        return options.planar_crs->ellipsoid_name();
    }
    return layer.crs.ellipsoid_name();
}

}  // namespace

Result<Loaded<AreaTable>> area_table(const std::vector<const model::Layer*>& layers,
                                     const MeasureOptions& options, const Work& work) {
    Loaded<AreaTable> out;
    out.value.method = options.method;
    std::uint64_t total = 0;
    for (const model::Layer* layer : layers) total += layer->size();
    out.value.rows.reserve(total);

    std::uint64_t done = 0;
    for (const model::Layer* layer : layers) {
        const Result<geo::Measurer> measurer =
            make_measurer(*layer, options.method, options.planar_crs, out.findings);
        if (!measurer) return tl::unexpected(measurer.error());
        add_word(out.value.basis, basis_of(*layer, *measurer));
        add_word(out.value.ellipsoid, ellipsoid_of(*layer, options));
        const ShapeMender mender{*layer, *measurer, out.findings};
        for (std::size_t i = 0; i < layer->size(); ++i) {
            if (work.stop_requested()) return fail(ErrorCode::stopped, {}, "stopped");
            work.report(done++, total);
            const MendedShape shape = mender.mend(i);
            AreaRow row{layer->source, layer->name, layer->ids[i], layer->names[i], {}, {},
                        shape.valid};
            if (shape.measured) {
                row.area_m2 = shape.measured->area_m2;
                row.perimeter_m = shape.measured->perimeter_m;
                out.value.total_area_m2 += *row.area_m2;
            }
            out.value.rows.push_back(std::move(row));
        }
    }
    work.report(total, total);
    return out;
}

}  // namespace parkatlas::analysis
