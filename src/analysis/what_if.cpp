#include "analysis/what_if.h"

#include <utility>

#include "analysis/attribute_classes.h"
#include "analysis/mended_layer.h"

namespace parkatlas::analysis {

Result<Loaded<WhatIfGround>> prepare_what_if(const model::Layer& layer,
                                             const MeasureOptions& options,
                                             const std::optional<std::string>& by,
                                             const Work& work) {
    Loaded<WhatIfGround> out;
    AttributeClasses classes{{""}, {}};
    if (by) {
        Result<AttributeClasses> found = attribute_classes(layer, *by);
        if (!found) return tl::unexpected(std::move(found.error()));
        classes = std::move(*found);
    }
    const Result<geo::Measurer> measurer =
        make_measurer(layer, options.method, options.planar_crs, out.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    out.value.basis = basis_of(layer, *measurer);
    Result<MendedLayer> mended =
        mend_layer(layer, layer.shapes, *measurer, Keep::figures_and_shapes, out.findings, work);
    if (!mended) return tl::unexpected(std::move(mended.error()));
    std::vector<double> areas_m2 = mended->areas_m2();
    out.value.layer = std::make_shared<const geo::WhatIfLayer>(
        *mended->shapes, std::move(areas_m2), std::move(classes.of_feature), classes.names.size());
    out.value.class_names = std::move(classes.names);
    return out;
}

Result<geo::WhatIf> make_what_if(const WhatIfGround& ground, const model::Layer& layer,
                                 const MeasureOptions& options) {
    Result<geo::Measurer> measurer =
        geo::Measurer::create(options.method, layer.crs, options.planar_crs);
    if (!measurer) return tl::unexpected(std::move(measurer.error()));
    return geo::WhatIf{ground.layer, std::move(*measurer)};
}

}  // namespace parkatlas::analysis
