// The way back: annotations to the text of their file.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/annotations.h"
#include "io/json_node.h"

namespace parkatlas::io {

namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;
using model::AnnotationStyle;
using model::Rgba;

constexpr int file_version = 1;

std::string color_words(const Rgba& color) {
    if (color.a == 0) return "none";
    std::string out = fmt::format("#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
    if (color.a != 255) out += fmt::format("{:02x}", color.a);
    return out;
}

void add_style(Json& json, const AnnotationStyle& style) {
    const auto add = [&json](const char* key, const auto& value) {
        if (value) json[key] = *value;
    };
    const auto add_color = [&json](const char* key, const std::optional<Rgba>& value) {
        if (value) json[key] = color_words(*value);
    };
    add("size_mm", style.size_mm);
    add("line_mm", style.line_mm);
    add("halo_mm", style.halo_mm);
    add_color("color", style.color);
    add_color("text_color", style.text_color);
    add_color("fill", style.fill);
    add_color("halo_color", style.halo_color);
    add("bold", style.bold);
    add("serif", style.serif);
    add("dash_mm", style.dash_mm);
}

Json place_json(const AnnotationPlace& place) {
    const char* key = place.anchor == AnnotationPlace::Anchor::lon_lat ? "lon_lat"
                      : place.anchor == AnnotationPlace::Anchor::map   ? "map"
                                                                       : "page_mm";
    Json out = Json::object();
    out[key] = {place.x, place.y};
    if (place.offset_x_mm != 0.0 || place.offset_y_mm != 0.0) {
        out["offset_mm"] = {place.offset_x_mm, place.offset_y_mm};
    }
    return out;
}

void add_places(Json& json, const Annotation& item) {
    const auto& places = item.places;
    switch (item.kind) {
        case AnnotationKind::arrow:
        case AnnotationKind::line:
        case AnnotationKind::polygon: {
            Json list = Json::array();
            for (const AnnotationPlace& place : places) list.push_back(place_json(place));
            json["points"] = std::move(list);
            return;
        }
        case AnnotationKind::dimension:
            if (places.size() < 2) return;
            json["from"] = place_json(places[0]);
            json["to"] = place_json(places[1]);
            return;
        default:
            if (!places.empty()) json["at"] = place_json(places[0]);
            if (places.size() > 1) json["to"] = place_json(places[1]);
    }
}

Json item_json(const Annotation& item) {
    Json out = Json::object();
    const auto add_text = [&out](const char* key, const std::string& words) {
        if (!words.empty()) out[key] = words;
    };
    const auto add_number = [&out](const char* key, const std::optional<double>& value) {
        if (value) out[key] = *value;
    };
    add_text("id", item.id);
    out["type"] = model::annotation_kind_name(item.kind);
    add_text("text", item.text);
    add_text("feature", item.feature);
    add_text("of", item.of);
    add_text("file", item.file);
    add_places(out, item);
    add_number("radius_mm", item.radius_mm);
    add_number("radius_m", item.radius_m);
    add_number("width_mm", item.width_mm);
    add_number("height_mm", item.height_mm);
    add_number("length_mm", item.length_mm);
    if (item.angle_deg != 0.0) out["angle_deg"] = item.angle_deg;
    if (item.shift_mm != 0.0) out["shift_mm"] = item.shift_mm;
    if (item.vertical) out["vertical"] = true;
    if (item.head_at_start || !item.head_at_end) {
        out["heads"] = item.head_at_start ? (item.head_at_end ? "both" : "start") : "none";
    }
    if (item.box_anchor) out["anchor"] = model::box_anchor_name(*item.box_anchor);
    add_text("style", item.style);
    add_style(out, item.own);
    add_others(out, item.extra);
    return out;
}

}  // namespace

std::string annotations_json(const model::Annotations& annotations) {
    Json out{{"parkatlas_annotations", file_version}};
    out["crs"] = annotations.crs;
    if (!annotations.presets.empty()) {
        Json styles = Json::object();
        for (const model::AnnotationPreset& preset : annotations.presets) {
            Json one = Json::object();
            if (!preset.base.empty()) one["base"] = preset.base;
            add_style(one, preset.style);
            add_others(one, preset.extra);
            styles[preset.name] = std::move(one);
        }
        out["styles"] = std::move(styles);
    }
    Json items = Json::array();
    for (const Annotation& item : annotations.items) items.push_back(item_json(item));
    out["annotations"] = std::move(items);
    if (!annotations.labels.empty()) {
        Json labels = Json::array();
        for (const model::MovedLabel& label : annotations.labels) {
            Json one{{"feature", label.feature}, {"at", place_json(label.place)}};
            if (label.vertical) one["vertical"] = true;
            if (!label.leader) one["leader"] = false;
            add_others(one, label.extra);
            labels.push_back(std::move(one));
        }
        out["labels"] = std::move(labels);
    }
    add_others(out, annotations.extra);
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace parkatlas::io
