#include "tasks/workspace.h"

#include <future>
#include <utility>

#include "base/messages_errors.h"
#include "geo/measure.h"
#include "geo/repair.h"
#include "io/geodata.h"
#include "io/source.h"

namespace parkatlas::tasks {

namespace {

// Geodesic area of each feature of a layout, of the mended shape; none where it has no polygon or
// cannot be measured (the area table says why, a map label just leaves it out).
Result<std::vector<std::optional<double>>> measured_areas(const model::Layout& layout) {
    const Result<geo::Measurer> measurer =
        geo::Measurer::create(geo::Method::geodesic, layout.layer.crs, std::nullopt);
    if (!measurer) return tl::unexpected{measurer.error()};
    const geo::Repairer repairer;
    std::vector<std::optional<double>> areas(layout.features.size());
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const geo::ShapeView shape = layout.layer.shapes[i];
        if (!shape.has_polygons()) continue;
        const Result<geo::Repaired> mended = repairer.make_valid(shape);
        if (!mended) continue;
        const Result<geo::AreaAndPerimeter> measured = measurer->measure(mended->shapes[0]);
        if (measured) areas[i] = measured->area_m2;
    }
    return areas;
}

void move_findings(std::vector<Finding>& from, std::vector<Finding>& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

Result<Loaded<Workspace>> open(const std::vector<std::string>& sources, BaseMap base_map,
                               const Work& work, const Offsets& offsets,
                               const io::PartSink& on_part, std::uint64_t hold_bytes) {
    if (Result<void> fits = validate(offsets, sources.size()); !fits) {
        return tl::unexpected{fits.error()};
    }
    Loaded<Workspace> loaded;
    Workspace& workspace = loaded.value;
    std::future<Result<model::Layer>> coming;
    if (base_map == BaseMap::load) coming = std::async(std::launch::async, &io::load_counties);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::string& source = sources[i];
        Result<Loaded<io::Opened>> opened =
            io::open_source(source, {{}, on_part, hold_bytes}, work);
        if (!opened) return tl::unexpected{opened.error()};
        move_findings(opened->findings, loaded.findings);
        Result<void> applied = apply(offsets, i, opened->value, loaded.findings);
        if (!applied) return tl::unexpected{applied.error()};
        if (opened->value.layout) {
            auto layout = std::make_shared<const model::Layout>(std::move(*opened->value.layout));
            workspace.all_layers.push_back(&layout->layer);
            workspace.layouts.push_back(std::move(layout));
        } else {
            for (model::Layer& one : opened->value.layers) {
                auto layer = std::make_shared<const model::Layer>(std::move(one));
                workspace.all_layers.push_back(layer.get());
                workspace.layers.push_back(std::move(layer));
            }
        }
        if (work.stop_requested())
            return fail(ErrorCode::stopped, source, said(msg::errors_stopped_by_user));
    }
    if (base_map == BaseMap::load) {
        Result<model::Layer> counties = coming.get();
        if (!counties) return tl::unexpected{counties.error()};
        workspace.counties = std::make_shared<const model::Layer>(std::move(*counties));
        Result<model::Layer> land = io::load_land();
        if (!land) return tl::unexpected{land.error()};
        workspace.land = std::make_shared<const model::Layer>(std::move(*land));
    }
    return loaded;
}

Result<cartography::MapScene> make_scene(
    const Workspace& workspace, const geo::Crs& map_crs,
    std::vector<std::shared_ptr<const cartography::LayerClasses>> layer_classes) {
    cartography::MapContent content;
    content.layer_classes = std::move(layer_classes);
    content.counties = workspace.counties;
    content.land = workspace.land;
    content.layers = workspace.layers;
    if (!workspace.layouts.empty()) {
        content.layout = workspace.layouts.front();
        Result<std::vector<std::optional<double>>> areas = measured_areas(*content.layout);
        if (!areas) return tl::unexpected{areas.error()};
        content.measured_area_m2 = std::move(*areas);
    }
    return cartography::MapScene::create(std::move(content), map_crs);
}

}  // namespace parkatlas::tasks
