#include "tasks/sheet_manifest.h"

#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace parkatlas::tasks {

namespace {

using Json = nlohmann::ordered_json;

double thousandth(double value) {
    return std::round(value * 1000.0) / 1000.0;
}

Json box_json(const draw::RectMm& box) {
    return Json::array(
        {thousandth(box.x_mm), thousandth(box.y_mm), thousandth(box.w_mm), thousandth(box.h_mm)});
}

Json manifest_of(const cartography::Sheet& sheet, double dpi) {
    const geo::Box extent = sheet.view.extent();
    Json items = Json::array();
    for (const cartography::SheetItem& item : sheet.items) {
        Json one{{"kind", cartography::item_kind_name(item.kind)},
                 {"text", item.text},
                 {"feature", item.feature.empty() ? Json(nullptr) : Json(item.feature)},
                 {"box_mm", box_json(item.box)}};
        if (item.bar_mm) one["bar_mm"] = *item.bar_mm;
        if (item.ground_m) one["ground_m"] = *item.ground_m;
        if (!item.annotation_type.empty()) one["type"] = item.annotation_type;
        if (!item.annotation_id.empty()) one["id"] = item.annotation_id;
        items.push_back(std::move(one));
    }
    Json unset = Json::array();
    for (const cartography::UnsetAnnotation& one : sheet.dropped_annotations) {
        unset.push_back({{"annotation", one.name}, {"reason", one.reason}});
    }
    Json dropped = sheet.dropped_labels;
    for (const std::string& one : sheet.untried_labels) dropped.push_back(one);
    return {{"page_mm", {sheet.list.width_mm, sheet.list.height_mm}},
            {"dpi", dpi},
            {"frame_mm", box_json(sheet.view.frame)},
            {"crs", sheet.crs},
            {"extent_projected", {extent.min_x, extent.min_y, extent.max_x, extent.max_y}},
            {"scale_denominator", sheet.view.scale_denominator},
            {"items", std::move(items)},
            {"dropped_labels", std::move(dropped)},
            {"dropped_label_names", sheet.names_without_place},
            {"dropped_annotations", std::move(unset)}};
}

std::string dumped(const Json& value) {
    return value.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string manifest_json(const cartography::Sheet& sheet, double dpi) {
    return dumped(manifest_of(sheet, dpi));
}

std::string atlas_manifest_json(const std::vector<AtlasPage>& pages, double dpi) {
    Json list = Json::array();
    for (const AtlasPage& page : pages) {
        Json one{{"page", page.number},
                 {"name", page.name},
                 {"feature", page.feature.empty() ? Json(nullptr) : Json(page.feature)}};
        if (!page.file.empty()) one["file"] = page.file.string();
        Json told = manifest_of(*page.sheet, dpi);
        if (page.feature.empty()) {
            for (const char* of_map :
                 {"frame_mm", "crs", "extent_projected", "scale_denominator", "dropped_labels",
                  "dropped_label_names", "dropped_annotations"}) {
                told.erase(of_map);
            }
        }
        one.update(told);
        list.push_back(std::move(one));
    }
    return dumped({{"pages", std::move(list)}});
}

}  // namespace parkatlas::tasks
