#include "tasks/place_remarks.h"

#include <utility>

#include "io/geodata.h"

namespace parkatlas::tasks {

Result<std::vector<PlaceRemarks>> place_remarks(const std::vector<const model::Layer*>& layers) {
    const Result<model::Layer> counties = io::load_counties();
    if (!counties) return tl::unexpected{counties.error()};
    const Result<model::Layer> land = io::load_land();
    if (!land) return tl::unexpected{land.error()};
    std::vector<PlaceRemarks> all;
    for (const model::Layer* layer : layers) {
        PlaceRemarks remarks;
        Result<geo::ZoneAdvice> zone =
            geo::zone_advice(layer->crs, layer->shapes.bounds(), layer->crs);
        if (zone) remarks.zone = std::move(*zone);
        remarks.shift = analysis::detect_shift(*layer, {&*counties, &*land});
        all.push_back(std::move(remarks));
    }
    return all;
}

}  // namespace parkatlas::tasks
