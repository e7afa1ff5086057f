#include "app/sheet_edits.h"

#include <utility>

namespace parkatlas::app {
namespace {

std::optional<geo::LonLat> centre_of(const tasks::SheetSettings& settings,
                                     const Document& document) {
    const std::optional<geo::Box>& extent = settings.sheet.extent_map;
    if (!settings.sheet.scale_denominator || !extent) return std::nullopt;
    const Result<geo::XY> centre = document.map_to_degrees.apply(extent->centre());
    if (!centre) return std::nullopt;
    return geo::LonLat{centre->x, centre->y};
}

bool is_point(const geo::Box& box) {
    return box.min_x == box.max_x && box.min_y == box.max_y;
}

}  // namespace

void change_sheet(Commands& commands, const Document& document, const tasks::SheetSettings& next,
                  StepName step, std::uint64_t gesture) {
    commands.push_back(ToolCommand{SetSheet{next}});
    change_document(
        commands, std::move(step),
        [sheet = tasks::as_template(next), centre = centre_of(next, document)](model::Edits& to) {
            to.sheet = sheet;
            to.sheet_centre = centre;
        },
        gesture);
}

Result<bool> show_sheet(const model::Edits& edits, const Document& document, const geo::Box& seen,
                        Lang lang, tasks::SheetSettings& settings) {
    if (edits.sheet == tasks::as_template(settings) &&
        edits.sheet_centre == centre_of(settings, document)) {
        return false;
    }
    const auto format = settings.format;
    std::optional<geo::Box> extent = settings.sheet.extent_map;
    if (edits.sheet_centre) {
        const geo::LonLat centre = *edits.sheet_centre;
        const Result<geo::XY> at = document.degrees_to_map.apply({centre.lon_deg, centre.lat_deg});
        if (at) extent = geo::Box{at->x, at->y, at->x, at->y};
    } else if (extent && is_point(*extent)) {
        extent = seen;
    }
    settings = {};
    settings.format = format;
    settings.sheet.extent_map = extent;
    if (!edits.sheet) return true;
    if (Result<void> taken = tasks::take_template(settings, *edits.sheet, lang); !taken) {
        return tl::unexpected{taken.error()};
    }
    return true;
}

}  // namespace parkatlas::app
