#include "io/annotations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/messages_annotate.h"
#include "base/messages_errors.h"
#include "geo/crs.h"
#include "io/annotation_values.h"
#include "io/encoding.h"
#include "io/file_bytes.h"
#include "io/json_node.h"

namespace parkatlas::io {

namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;
using model::AnnotationStyle;
using model::Rgba;

constexpr std::uint64_t most_bytes = 32U << 20U;
constexpr int deepest = 32;
constexpr int file_version = 1;

constexpr std::array<std::string_view, 27> item_members{
    "id",        "type",      "text",      "at",       "points",     "from",     "to",
    "feature",   "of",        "file",      "style",    "radius_mm",  "radius_m", "width_mm",
    "height_mm", "length_mm", "angle_deg", "shift_mm", "vertical",   "heads",    "anchor",
    "line_mm",   "size_mm",   "color",     "fill",     "text_color", "bold"};
/// The rest of the look, which an item may say directly as well.
constexpr std::array<std::string_view, 4> item_look_members{"halo_mm", "halo_color", "serif",
                                                            "dash_mm"};

/// How many places a kind wants, in which members.
void read_places(const Node& node, Annotation& item) {
    const auto corners = [&](std::size_t least) {
        if (!node.has("points")) node.refuse(said(msg::errors_has_no_points));
        const Node list = node.at("points");
        list.must_be_list();
        if (list.json().size() < least) {
            list.refuse(said(msg::errors_holds_places, list.json().size()),
                        said(msg::errors_at_least, least));
        }
        for (std::size_t i = 0; i < list.json().size(); ++i) {
            item.places.push_back(place_of(list.at(i)));
        }
    };
    switch (item.kind) {
        case AnnotationKind::arrow:
        case AnnotationKind::line:
            return corners(2);
        case AnnotationKind::polygon:
            return corners(3);
        case AnnotationKind::dimension:
            for (const char* key : {"from", "to"}) {
                if (!node.has(key)) node.refuse(said(msg::errors_has_no_place, key));
                item.places.push_back(place_of(node.at(key)));
            }
            return;
        default:
            break;
    }
    if (node.has("at")) {
        item.places.push_back(place_of(node.at("at")));
    } else if (item.kind != AnnotationKind::callout && item.kind != AnnotationKind::area_tag) {
        node.refuse(said(msg::errors_has_no_place_at));
    }
    if (item.kind == AnnotationKind::callout && node.has("to")) {
        if (item.places.empty()) node.refuse(said(msg::errors_has_but_no_place));
        item.places.push_back(place_of(node.at("to")));
    }
}

void read_kind_facts(const Node& node, Annotation& item, PicturePlaces pictures) {
    switch (item.kind) {
        case AnnotationKind::text:
            if (item.text.empty()) node.refuse(said(msg::errors_text_without_words));
            break;
        case AnnotationKind::circle:
            if (item.radius_mm.has_value() == item.radius_m.has_value()) {
                node.refuse(said(msg::errors_circle_needs_one_radius),
                            said(msg::errors_radius_mm_paper_or));
            }
            break;
        case AnnotationKind::area_tag:
            if (item.feature.empty() == item.of.empty()) {
                node.refuse(said(msg::errors_area_tag_needs_one), said(msg::errors_feature_or));
            }
            break;
        case AnnotationKind::callout:
            if (item.feature.empty() && item.places.size() < 2) {
                node.refuse(said(msg::errors_callout_needs_something_point),
                            said(msg::errors_feature_or_at));
            }
            if (item.text.empty() && item.feature.empty()) {
                node.refuse(said(msg::errors_callout_without_words));
            }
            break;
        case AnnotationKind::image: {
            const std::string& name = item.file;
            if (name.empty()) node.refuse(said(msg::errors_image_without_file));
            if (name.find('\0') != std::string::npos)
                node.at("file").refuse(said(msg::errors_no_name_file));
            // Nothing beyond the folder of the annotations may be opened from within a file.
            if (pictures == PicturePlaces::beside &&
                (name.find('/') != std::string::npos || name.find('\\') != std::string::npos ||
                 name == "." || name == "..")) {
                node.at("file").refuse(said(msg::errors_not_beside, name),
                                       said(msg::annotate_picture_beside));
            }
            if (!item.width_mm && !item.height_mm) {
                node.refuse(said(msg::errors_image_without_size),
                            said(msg::errors_width_mm_or_height));
            }
            break;
        }
        default:
            break;
    }
}

Annotation item_of(const Node& node, std::vector<Finding>& findings, const std::string& file,
                   PicturePlaces pictures) {
    node.must_be_object();
    Annotation item;
    if (!node.has("type")) node.refuse(said(msg::errors_has_no_type));
    const std::string word = node.at("type").text();
    const auto kind = model::parse_annotation_kind(word);
    if (!kind) {
        std::vector<std::string_view> names;
        for (const AnnotationKind one : model::all_annotation_kinds) {
            names.push_back(model::annotation_kind_name(one));
        }
        node.at("type").refuse(said(msg::errors_no_kind_annotation, word),
                               fmt::format("{}", fmt::join(names, ", ")));
    }
    item.kind = *kind;
    item.id = node.text("id");
    item.text = node.text("text");
    item.feature = node.text("feature");
    item.of = node.text("of");
    item.file = node.text("file");
    item.style = node.text("style");
    item.radius_mm = node.number("radius_mm", 0.01, largest_mm);
    item.radius_m = node.number("radius_m", 0.001, 1e7);
    item.width_mm = node.number("width_mm", 0.5, largest_mm);
    item.height_mm = node.number("height_mm", 0.5, largest_mm);
    item.length_mm = node.number("length_mm", 5.0, largest_mm);
    item.angle_deg = node.number("angle_deg", -360.0, 360.0).value_or(0.0);
    item.shift_mm = node.number("shift_mm", -largest_mm, largest_mm).value_or(0.0);
    item.vertical = node.flag("vertical", false);
    if (node.has("heads")) {
        const std::string heads = node.at("heads").text();
        if (heads != "none" && heads != "start" && heads != "end" && heads != "both") {
            node.at("heads").refuse(said(msg::errors_says_no_heads, heads),
                                    said(msg::errors_none_start_end_or));
        }
        item.head_at_start = heads == "start" || heads == "both";
        item.head_at_end = heads == "end" || heads == "both";
    }
    if (node.has("anchor")) {
        const std::string anchor = node.at("anchor").text();
        item.box_anchor = model::parse_box_anchor(anchor);
        if (!item.box_anchor) {
            node.at("anchor").refuse(said(msg::errors_no_point_box, anchor),
                                     "top_left, top … centre … bottom_right");
        }
    }
    item.own = style_of(node);
    read_places(node, item);
    read_kind_facts(node, item, pictures);
    std::array<std::string_view, item_members.size() + item_look_members.size()> known{};
    std::ranges::copy(item_members, known.begin());
    std::ranges::copy(item_look_members, known.begin() + item_members.size());
    item.extra = others(node, known, findings, file);
    return item;
}

model::AnnotationPreset preset_of(const Node& node, const std::string& name,
                                  std::vector<Finding>& findings, const std::string& file) {
    node.must_be_object();
    model::AnnotationPreset preset;
    preset.name = name;
    preset.base = node.text("base");
    preset.style = style_of(node);
    std::array<std::string_view, style_members.size() + 1> known{"base"};
    std::ranges::copy(style_members, known.begin() + 1);
    preset.extra = others(node, known, findings, file);
    return preset;
}

model::MovedLabel label_of(const Node& node, std::vector<Finding>& findings,
                           const std::string& file) {
    node.must_be_object();
    model::MovedLabel label;
    label.feature = node.text("feature");
    if (label.feature.empty()) node.refuse(said(msg::errors_label_without_id_feature));
    if (!node.has("at")) node.refuse(said(msg::errors_has_no_place_at));
    label.place = place_of(node.at("at"));
    label.vertical = node.flag("vertical", false);
    label.leader = node.flag("leader", true);
    constexpr std::array<std::string_view, 4> known{"feature", "at", "vertical", "leader"};
    label.extra = others(node, known, findings, file);
    return label;
}

/// What refers to something inside the file must find it there.
void check_references(const model::Annotations& file, const Node& root) {
    std::set<std::string> presets{model::built_in_presets().begin(),
                                  model::built_in_presets().end()};
    for (const model::AnnotationPreset& preset : file.presets) presets.insert(preset.name);
    const auto known = fmt::format("{}", fmt::join(presets, ", "));
    for (const model::AnnotationPreset& preset : file.presets) {
        if (!preset.base.empty() && !presets.contains(preset.base)) {
            root.at("styles")
                .at(preset.name.c_str())
                .refuse(said(msg::errors_no_style_called, preset.base), known);
        }
    }
    std::set<std::string> ids;
    for (std::size_t i = 0; i < file.items.size(); ++i) {
        const Annotation& item = file.items[i];
        const Node node = root.at("annotations").at(i);
        if (!item.id.empty() && !ids.insert(item.id).second) {
            node.refuse(said(msg::errors_id_taken, item.id));
        }
        if (!item.style.empty() && !presets.contains(item.style)) {
            node.refuse(said(msg::errors_no_style_called, item.style), known);
        }
        if (item.of.empty()) continue;
        const auto subject = std::ranges::find(file.items, item.of, &Annotation::id);
        if (subject == file.items.end() ||
            (subject->kind != AnnotationKind::polygon && subject->kind != AnnotationKind::circle)) {
            node.refuse(said(msg::errors_no_polygon_or_circle, item.of));
        }
    }
}

model::Annotations file_of(const Node& root, std::vector<Finding>& findings,
                           const std::string& file, PicturePlaces pictures) {
    root.must_be_object();
    model::Annotations out;
    if (!root.has("parkatlas_annotations")) {
        root.refuse(said(msg::errors_no_annotations),
                    said(msg::errors_begins_parkatlas_annotations_1));
    }
    const double version = root.at("parkatlas_annotations").number(1.0, 1e6);
    if (version != file_version) {
        root.refuse(said(msg::errors_version_format_newer_than, fmt::format("{:g}", version)));
    }
    if (root.has("crs")) {
        out.crs = root.at("crs").text();
        const Result<geo::Crs> crs = geo::Crs::parse(out.crs);
        if (!crs || crs->is_geographic()) {
            throw Refused{{ErrorCode::crs_unknown, file + ", crs",
                           fmt::format("'{}' is no projected CRS", out.crs), "e.g. EPSG:4549"}};
        }
    }
    if (root.has("styles")) {
        const Node styles = root.at("styles");
        styles.must_be_object();
        for (const auto& [name, value] : styles.json().items()) {
            out.presets.push_back(preset_of(styles.at(name.c_str()), name, findings, file));
        }
    }
    if (root.has("annotations")) {
        const Node list = root.at("annotations");
        list.must_be_list();
        for (std::size_t i = 0; i < list.json().size(); ++i) {
            out.items.push_back(item_of(list.at(i), findings, file, pictures));
        }
    }
    if (root.has("labels")) {
        const Node list = root.at("labels");
        list.must_be_list();
        for (std::size_t i = 0; i < list.json().size(); ++i) {
            out.labels.push_back(label_of(list.at(i), findings, file));
        }
    }
    constexpr std::array<std::string_view, 5> known{"parkatlas_annotations", "crs", "styles",
                                                    "annotations", "labels"};
    out.extra = others(root, known, findings, file);
    check_references(out, root);
    return out;
}

}  // namespace

Result<Loaded<model::Annotations>> parse_annotations(std::string_view json,
                                                     const std::string& where,
                                                     PicturePlaces pictures) {
    Result<DecodedText> decoded = decode_text(std::string{json}, where);
    if (!decoded) return tl::unexpected{std::move(decoded.error())};
    bool too_deep = false;
    Json root;
    try {
        root = Json::parse(decoded->text, [&too_deep](int depth, Json::parse_event_t, Json&) {
            // Deeper things are left out, so that nothing later has to walk down there.
            if (depth > deepest) too_deep = true;
            return depth <= deepest;
        });
    } catch (const Json::parse_error& error) {
        return fail(ErrorCode::input_malformed, where, said(msg::errors_no_json, error.byte));
    }
    if (too_deep) {
        return fail(ErrorCode::input_malformed, where, said(msg::errors_nested, deepest));
    }
    Loaded<model::Annotations> out;
    try {
        out.value = file_of(Node{root, {}, where}, out.findings, where, pictures);
    } catch (const Refused& refused) {
        return tl::unexpected{refused.error};
    }
    return out;
}

Result<Loaded<model::Annotations>> read_annotations(const std::string& path, const Work& work) {
    const Result<InputFile> file = InputFile::open(path, path);
    if (!file) return tl::unexpected{file.error()};
    if (file->size_bytes() > most_bytes) {
        return fail(ErrorCode::input_unreadable, path, said(msg::errors_annotations_large));
    }
    Result<std::string> bytes = file->read_all(path, work);
    if (!bytes) return tl::unexpected{std::move(bytes.error())};
    if (bytes->empty()) return fail(ErrorCode::input_malformed, path, said(msg::errors_file_empty));
    return parse_annotations(*bytes, path);
}

}  // namespace parkatlas::io
