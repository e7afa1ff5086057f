#include "io/project.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "io/annotations.h"
#include "io/encoding.h"
#include "io/file_bytes.h"
#include "io/json_node.h"
#include "io/sheet_template.h"

namespace parkatlas::io {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = 256U << 20U;
constexpr int deepest = 64;
constexpr int file_version = 1;
constexpr std::string_view layout_prefix = "layout:";

/// What a reading function needs besides its node.
struct Reading {
    std::vector<Finding>& findings;
    const std::string& file;

    template <std::size_t n>
    [[nodiscard]] std::string rest(const Node& node,
                                   const std::array<std::string_view, n>& known) const {
        return others(node, known, findings, file);
    }
};

geo::LonLat point_of(const Node& node) {
    if (!node.json().is_array() || node.json().size() != 2) {
        node.refuse(said(msg::errors_must_two_numbers_longitude));
    }
    return {node.at(std::size_t{0}).number(-360.0, 360.0),
            node.at(std::size_t{1}).number(-90.0, 90.0)};
}

std::vector<geo::LonLat> points_of(const Node& node) {
    node.must_be_list();
    std::vector<geo::LonLat> points;
    for (std::size_t i = 0; i < node.json().size(); ++i) points.push_back(point_of(node.at(i)));
    return points;
}

std::vector<std::string> texts_of(const Node& node, const char* key) {
    std::vector<std::string> texts;
    if (!node.has(key)) return texts;
    const Node list = node.at(key);
    list.must_be_list();
    for (std::size_t i = 0; i < list.json().size(); ++i) texts.push_back(list.at(i).text());
    return texts;
}

model::Rgba color_of(const Node& node) {
    const std::string text = node.text();
    const auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    if (text.size() != 7 || text[0] != '#' || !std::all_of(text.begin() + 1, text.end(), is_hex)) {
        node.refuse(said(msg::errors_no_colour, text), "#rrggbb");
    }
    const auto byte = [&](std::size_t at) {
        return static_cast<std::uint8_t>(std::stoul(text.substr(at, 2), nullptr, 16));
    };
    return {byte(1), byte(3), byte(5), 255};
}

model::LayerEdit layer_of(const Node& node, const Reading& reading) {
    node.must_be_object();
    model::LayerEdit layer;
    layer.key = {node.text("source"), node.text("layer")};
    if (layer.key.source.empty()) node.refuse(said(msg::errors_layer_without_source));
    layer.name = node.text("name");
    layer.visible = node.flag("visible", true);
    layer.opacity = node.number("opacity", 0.0, 1.0).value_or(1.0);
    if (node.has("color")) layer.color = color_of(node.at("color"));
    layer.labels = node.flag("labels", true);
    layer.label_field = node.text("label_field");
    layer.color_field = node.text("color_field");
    constexpr std::array<std::string_view, 9> known{"source",  "layer",       "name",
                                                    "visible", "opacity",     "color",
                                                    "labels",  "label_field", "color_field"};
    layer.extra = reading.rest(node, known);
    return layer;
}

// A template without its version, as the project has one; and where its map lies.
void read_sheet(const Node& node, const Reading& reading, model::Project& project) {
    node.must_be_object();
    constexpr std::array<std::string_view, 17> known{
        "name",       "page",     "orientation",     "dpi",      "margin_mm",   "type_scale",
        "scale",      "elements", "title",           "subtitle", "compiled_by", "drawn_by",
        "checked_by", "date",     "approval_number", "stamp",    "centre"};
    project.sheet_extra = reading.rest(node, known);
    if (node.has("centre")) project.edits.sheet_centre = point_of(node.at("centre"));
    Json own{{"parkatlas_template", 1}};
    for (const auto& [key, value] : node.json().items()) {
        const bool is_known = std::ranges::find(known, key) != known.end();
        if (is_known && key != "centre") own[key] = value;
    }
    Result<model::SheetTemplate> sheet = parse_sheet_template(own.dump(), reading.file + ", sheet");
    if (!sheet) throw Refused{sheet.error()};
    project.edits.sheet = std::move(*sheet);
}

model::Measurement measurement_of(const Node& node, const Reading& reading) {
    node.must_be_object();
    model::Measurement one;
    const std::string kind = node.text("kind");
    const auto parsed = model::parse_measurement_kind(kind);
    if (!parsed) {
        node.refuse(said(msg::errors_no_kind_measurement, kind),
                    said(msg::errors_distance_area_or_circle));
    }
    one.kind = *parsed;
    one.name = node.text("name");
    if (!node.has("points")) node.refuse(said(msg::errors_has_no_points));
    one.points = points_of(node.at("points"));
    if (!one.is_whole()) {
        node.at("points").refuse(said(msg::errors_points_too_few, one.points.size()));
    }
    constexpr std::array<std::string_view, 3> known{"kind", "name", "points"};
    one.extra = reading.rest(node, known);
    return one;
}

model::Sketch sketch_of(const Node& node, const Reading& reading) {
    node.must_be_object();
    model::Sketch sketch;
    sketch.name = node.text("name");
    sketch.feature = node.text("feature");
    if (!node.has("rings")) node.refuse(said(msg::errors_has_no_rings));
    const Node rings = node.at("rings");
    rings.must_be_list();
    for (std::size_t i = 0; i < rings.json().size(); ++i) {
        sketch.rings.push_back(points_of(rings.at(i)));
        if (sketch.rings.back().size() < 3) {
            rings.at(i).refuse(said(msg::errors_fewer_than_three_points));
        }
    }
    constexpr std::array<std::string_view, 3> known{"name", "feature", "rings"};
    sketch.extra = reading.rest(node, known);
    return sketch;
}

constexpr double largest_scale = 1e9;

model::Bookmark bookmark_of(const Node& node, const Reading& reading) {
    node.must_be_object();
    model::Bookmark mark;
    mark.name = node.text("name");
    if (!node.has("centre")) node.refuse(said(msg::errors_has_no_centre));
    mark.centre = point_of(node.at("centre"));
    mark.scale_denominator = node.number("scale", 1.0, largest_scale).value_or(100'000.0);
    constexpr std::array<std::string_view, 3> known{"name", "centre", "scale"};
    mark.extra = reading.rest(node, known);
    return mark;
}

model::ProjectView view_of(const Node& node, const Reading& reading) {
    node.must_be_object();
    model::ProjectView view;
    if (node.has("centre")) view.centre = point_of(node.at("centre"));
    view.scale_denominator =
        node.number("scale", 1.0, largest_scale).value_or(view.scale_denominator);
    view.hidden_roles = texts_of(node, "hidden_roles");
    view.hidden_features = texts_of(node, "hidden_features");
    view.hidden_parts = texts_of(node, "hidden_parts");
    constexpr std::array<std::string_view, 5> known{"centre", "scale", "hidden_roles",
                                                    "hidden_features", "hidden_parts"};
    view.extra = reading.rest(node, known);
    return view;
}

template <typename Value>
std::vector<Value> list_of(const Node& root, const char* key, const Reading& reading,
                           Value (*read)(const Node&, const Reading&)) {
    std::vector<Value> values;
    if (!root.has(key)) return values;
    const Node list = root.at(key);
    list.must_be_list();
    for (std::size_t i = 0; i < list.json().size(); ++i) {
        values.push_back(read(list.at(i), reading));
    }
    return values;
}

model::Project project_of(const Node& root, const Reading& reading) {
    root.must_be_object();
    if (!root.has("parkatlas_project")) {
        root.refuse(said(msg::errors_no_project_file),
                    said(msg::errors_begins_parkatlas_project_1));
    }
    const double version = root.at("parkatlas_project").number(1.0, 1e6);
    if (version > file_version) {
        throw Refused{{ErrorCode::unsupported, reading.file,
                       said(msg::errors_version_format_newer_than, fmt::format("{:g}", version)),
                       said(msg::errors_use_newer_parkatlas)}};
    }
    model::Project project;
    project.plan = root.text("plan");
    project.edits.layers = list_of(root, "layers", reading, layer_of);
    project.edits.measurements = list_of(root, "measurements", reading, measurement_of);
    project.edits.sketches = list_of(root, "sketches", reading, sketch_of);
    project.edits.bookmarks = list_of(root, "bookmarks", reading, bookmark_of);
    if (root.has("annotations")) {
        Result<Loaded<model::Annotations>> annotations =
            parse_annotations(root.at("annotations").json().dump(), reading.file + ", annotations",
                              PicturePlaces::anywhere);
        if (!annotations) throw Refused{annotations.error()};
        project.edits.annotations = std::move(annotations->value);
        std::ranges::move(annotations->findings, std::back_inserter(reading.findings));
    }
    if (root.has("view")) project.view = view_of(root.at("view"), reading);
    if (root.has("sheet")) read_sheet(root.at("sheet"), reading, project);
    constexpr std::array<std::string_view, 9> known{"parkatlas_project", "plan",        "layers",
                                                    "measurements",      "annotations", "sketches",
                                                    "bookmarks",         "view",        "sheet"};
    project.extra = reading.rest(root, known);
    return project;
}

// ---- the way back

Json point_json(geo::LonLat point) {
    return {point.lon_deg, point.lat_deg};
}

Json points_json(const std::vector<geo::LonLat>& points) {
    Json list = Json::array();
    for (const geo::LonLat point : points) list.push_back(point_json(point));
    return list;
}

void add_text(Json& json, const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
}

Json layer_json(const model::LayerEdit& layer) {
    Json json{{"source", layer.key.source}};
    add_text(json, "layer", layer.key.layer);
    add_text(json, "name", layer.name);
    if (!layer.visible) json["visible"] = false;
    if (layer.opacity != 1.0) json["opacity"] = layer.opacity;
    if (layer.color) {
        json["color"] =
            fmt::format("#{:02x}{:02x}{:02x}", layer.color->r, layer.color->g, layer.color->b);
    }
    if (!layer.labels) json["labels"] = false;
    add_text(json, "label_field", layer.label_field);
    add_text(json, "color_field", layer.color_field);
    add_others(json, layer.extra);
    return json;
}

Json measurement_json(const model::Measurement& one) {
    Json json{{"kind", model::measurement_kind_name(one.kind)},
              {"name", one.name},
              {"points", points_json(one.points)}};
    add_others(json, one.extra);
    return json;
}

Json sketch_json(const model::Sketch& sketch) {
    Json rings = Json::array();
    for (const auto& ring : sketch.rings) rings.push_back(points_json(ring));
    Json json{{"name", sketch.name}};
    add_text(json, "feature", sketch.feature);
    json["rings"] = std::move(rings);
    add_others(json, sketch.extra);
    return json;
}

Json bookmark_json(const model::Bookmark& mark) {
    Json json{{"name", mark.name},
              {"centre", point_json(mark.centre)},
              {"scale", mark.scale_denominator}};
    add_others(json, mark.extra);
    return json;
}

Json view_json(const model::ProjectView& view) {
    Json json = Json::object();
    if (view.centre) json["centre"] = point_json(*view.centre);
    json["scale"] = view.scale_denominator;
    const auto add_list = [&](const char* key, const std::vector<std::string>& list) {
        if (!list.empty()) json[key] = list;
    };
    add_list("hidden_roles", view.hidden_roles);
    add_list("hidden_features", view.hidden_features);
    add_list("hidden_parts", view.hidden_parts);
    add_others(json, view.extra);
    return json;
}

template <typename Value>
void add_list(Json& json, const char* key, const std::vector<Value>& values,
              Json (*write)(const Value&)) {
    if (values.empty()) return;
    Json list = Json::array();
    for (const Value& value : values) list.push_back(write(value));
    json[key] = std::move(list);
}

// "PG:…", "https://…": a word of letters and digits before a colon, as no relative path has it
// unless a file of that name is there.
bool has_scheme(std::string_view source) {
    const std::size_t colon = source.find(':');
    if (colon == std::string_view::npos || colon < 2) return false;
    return std::all_of(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](char c) {
                           const auto byte = static_cast<unsigned char>(c);
                           return byte < 0x80 && (std::isalnum(byte) != 0 || c == '_' || c == '+');
                       });
}

template <typename Change>
model::Project with_sources(model::Project project, const Change& change) {
    if (!project.plan.empty()) project.plan = change(project.plan);
    for (model::LayerEdit& layer : project.edits.layers) {
        layer.key.source = change(layer.key.source);
    }
    return project;
}

// Pictures of annotations are plain files, whatever their names look like.
template <typename Change>
model::Project with_pictures(model::Project project, const Change& change) {
    const auto is_picture = [](const model::Annotation& one) { return !one.file.empty(); };
    if (std::ranges::none_of(project.edits.annotations->items, is_picture)) return project;
    for (model::Annotation& one : project.edits.annotations.edit().items) {
        if (is_picture(one)) one.file = change(one.file);
    }
    return project;
}

}  // namespace

bool is_remote_source(std::string_view source) {
    if (source.starts_with(layout_prefix)) return false;
    return source == "-" || source.starts_with("/vsi") || has_scheme(source);
}

std::string absolute_source(const std::string& source, const fs::path& folder) {
    if (source.starts_with(layout_prefix) || is_remote_source(source)) return source;
    return (folder / source).lexically_normal().string();
}

std::string relative_source(const std::string& source, const fs::path& folder) {
    if (source.starts_with(layout_prefix) || is_remote_source(source)) return source;
    const fs::path relative =
        fs::path{source}.lexically_normal().lexically_relative(folder.lexically_normal());
    // A name that begins like a scheme is told from one by its folder.
    if (relative.empty()) return source;
    const std::string text = relative.string();
    return is_remote_source(text) || text.starts_with(layout_prefix) ? "./" + text : text;
}

model::Project with_absolute_sources(model::Project project, const fs::path& folder) {
    project = with_pictures(std::move(project), [&](const std::string& file) {
        return (folder / file).lexically_normal().string();
    });
    return with_sources(std::move(project),
                        [&](const std::string& source) { return absolute_source(source, folder); });
}

model::Project with_relative_sources(model::Project project, const fs::path& folder) {
    project = with_pictures(std::move(project), [&](const std::string& file) {
        const fs::path relative =
            fs::path{file}.lexically_normal().lexically_relative(folder.lexically_normal());
        return relative.empty() ? file : relative.string();
    });
    return with_sources(std::move(project),
                        [&](const std::string& source) { return relative_source(source, folder); });
}

Result<Loaded<model::Project>> parse_project(std::string_view json, const std::string& where) {
    if (json.starts_with("\xef\xbb\xbf")) json.remove_prefix(3);
    bool is_too_deep = false;
    Json root;
    try {
        root = Json::parse(json, [&](int depth, Json::parse_event_t, Json&) {
            is_too_deep = is_too_deep || depth > deepest;
            return depth <= deepest;
        });
    } catch (const Json::exception&) {
        return fail(ErrorCode::input_malformed, where, said(msg::errors_not_json));
    }
    if (is_too_deep)
        return fail(ErrorCode::input_malformed, where, said(msg::errors_nested_too_deeply));
    Loaded<model::Project> loaded;
    try {
        loaded.value = project_of(Node{root, "", where}, Reading{loaded.findings, where});
    } catch (const Refused& refused) {
        return tl::unexpected{refused.error};
    } catch (const Json::exception& thrown) {
        return fail(ErrorCode::input_malformed, where, thrown.what());
    }
    return loaded;
}

Result<Loaded<model::Project>> read_project(const std::string& path, const Work& work) {
    const Result<InputFile> file = InputFile::open(path, path);
    if (!file) return tl::unexpected{file.error()};
    if (file->size_bytes() > most_bytes) {
        return fail(ErrorCode::input_unreadable, path, said(msg::errors_project_large));
    }
    const Result<std::string> text = file->read_all(path, work);
    if (!text) return tl::unexpected{text.error()};
    Result<Loaded<model::Project>> loaded = parse_project(*text, path);
    if (!loaded) return loaded;
    std::error_code ignored;
    const fs::path folder = fs::absolute(path, ignored).parent_path();
    loaded->value = with_absolute_sources(std::move(loaded->value), folder);
    return loaded;
}

std::string project_json(const model::Project& project) {
    Json json{{"parkatlas_project", file_version}};
    add_text(json, "plan", project.plan);
    const model::Edits& edits = project.edits;
    add_list(json, "layers", edits.layers, layer_json);
    add_list(json, "measurements", *edits.measurements, measurement_json);
    if (*edits.annotations != model::Annotations{}) {
        json["annotations"] = Json::parse(annotations_json(*edits.annotations));
    }
    add_list(json, "sketches", *edits.sketches, sketch_json);
    add_list(json, "bookmarks", edits.bookmarks, bookmark_json);
    json["view"] = view_json(project.view);
    if (edits.sheet) {
        Json sheet = Json::parse(sheet_template_json(*edits.sheet));
        sheet.erase("parkatlas_template");
        if (edits.sheet_centre) sheet["centre"] = point_json(*edits.sheet_centre);
        add_others(sheet, project.sheet_extra);
        json["sheet"] = std::move(sheet);
    }
    add_others(json, project.extra);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace parkatlas::io
