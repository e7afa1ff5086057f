#include "tasks/sheet_output.h"

#include <fmt/format.h>

#include "base/source_date.h"

namespace parkatlas::tasks {

std::string title_of(const cartography::Sheet& sheet) {
    for (const cartography::SheetItem& item : sheet.items) {
        if (item.kind == cartography::ItemKind::title) return item.text;
    }
    return {};
}

std::vector<std::pair<std::string, std::string>> png_texts(const cartography::Sheet& sheet) {
    std::vector<std::pair<std::string, std::string>> texts{{"Title", title_of(sheet)},
                                                           {"Software", "ParkAtlas"}};
    if (!sheet.crs.empty()) {
        const geo::Box extent = sheet.view.extent();
        texts.insert(texts.end(),
                     {{"CRS", sheet.crs},
                      {"Extent", fmt::format("{:.3f},{:.3f},{:.3f},{:.3f}", extent.min_x,
                                             extent.min_y, extent.max_x, extent.max_y)},
                      {"Scale", fmt::format("1:{:.0f}", sheet.view.scale_denominator)}});
    }
    if (std::string date = source_date_iso(); !date.empty()) {
        texts.emplace_back("Creation Time", std::move(date));
    }
    return texts;
}

}  // namespace parkatlas::tasks
