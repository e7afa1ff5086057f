#include "analysis/area_table.h"

#include <cstddef>
#include <utility>

#include "analysis/mended_layer.h"
#include "base/parallel.h"

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
    std::size_t total = 0;
    std::size_t vertices = 0;
    for (const model::Layer* layer : layers) {
        total += layer->size();
        vertices += layer->shapes.vertices().size();
    }
    out.value.rows.reserve(total);

    std::size_t vertices_done = 0;
    for (const model::Layer* layer : layers) {
        const Result<geo::Measurer> measurer =
            make_measurer(*layer, options.method, options.planar_crs, out.findings);
        if (!measurer) return tl::unexpected(measurer.error());
        add_word(out.value.basis, basis_of(*layer, *measurer));
        add_word(out.value.ellipsoid, ellipsoid_of(*layer, options));
        double layer_area_m2 = 0.0;
        const auto share = [&] {
            return vertices == 0
                       ? 1.0
                       : static_cast<double>(vertices_done) / static_cast<double>(vertices);
        };
        const double begin = share();
        vertices_done += layer->shapes.vertices().size();
        PartOfProgress progress{work, begin, share()};
        const Result<MendedLayer> mended =
            mend_layer(*layer, layer->shapes, *measurer, Keep::figures, out.findings,
                       Work{&progress, work.stop});
        if (!mended) return tl::unexpected(mended.error());
        for (std::size_t i = 0; i < layer->size(); ++i) {
            AreaRow row{layer, i, {}, {}, mended->valid[i] != 0};
            if (const auto& measured = mended->measured[i]) {
                row.area_m2 = measured->area_m2;
                row.perimeter_m = measured->perimeter_m;
                out.value.total_area_m2 += *row.area_m2;
                layer_area_m2 += *row.area_m2;
            }
            out.value.rows.push_back(row);
        }
        if (options.method == geo::Method::planar) {
            remark_on_plane(*layer, options.planar_crs ? *options.planar_crs : layer->crs,
                            layer_area_m2, out.findings);
        }
    }
    work.report(PartOfProgress::steps, PartOfProgress::steps);
    return out;
}

}  // namespace parkatlas::analysis
