#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/check.h"
#include "base/messages_check.h"
#include "base/messages_cli.h"
#include "base/units.h"
#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/table.h"
#include "io/geodata.h"
#include "model/role.h"
#include "tasks/open_project.h"
#include "tasks/place_remarks.h"
#include "tasks/workspace.h"

namespace parkatlas::cli {

namespace {

std::vector<std::string> geometry_kinds(const model::Layer& layer) {
    std::vector<std::string> kinds;
    const auto add_if_any = [&](geo::PartKind kind, const char* name) {
        for (std::size_t i = 0; i < layer.shapes.size(); ++i) {
            if (layer.shapes[i].has(kind)) {
                kinds.emplace_back(name);
                return;
            }
        }
    };
    add_if_any(geo::PartKind::point, "point");
    add_if_any(geo::PartKind::line, "line");
    add_if_any(geo::PartKind::polygon, "polygon");
    return kinds;
}

Json extent_json(const geo::Box& box) {
    if (box.is_empty()) return nullptr;
    return Json::array({box.min_x, box.min_y, box.max_x, box.max_y});
}

std::vector<std::string> field_names(const model::Layer& layer) {
    std::vector<std::string> names;
    for (const model::AttributeColumn& column : layer.columns) names.push_back(column.name);
    return names;
}

Json zones_json(const tasks::PlaceRemarks& remarks) {
    Json zones = Json::array();
    if (!remarks.zone) return zones;
    for (const geo::ThreeDegreeZone& zone : remarks.zone->zones) {
        zones.push_back({{"zone", zone.number},
                         {"central_meridian_deg", zone.central_meridian_deg()},
                         {"crs", fmt::format("EPSG:{}", zone.epsg_without_prefix())},
                         {"crs_with_prefix", fmt::format("EPSG:{}", zone.epsg_with_prefix())},
                         {"is_best", remarks.zone->best == zone}});
    }
    return zones;
}

Json shift_json(const analysis::ShiftVerdict& verdict) {
    static constexpr const char* kinds[] = {"cannot_tell", "none", "offset", "other"};
    const bool shifted = verdict.kind == analysis::ShiftKind::map_offset ||
                         verdict.kind == analysis::ShiftKind::other;
    const auto if_shifted = [shifted](double value) {
        return shifted ? Json(value) : Json(nullptr);
    };
    return {{"verdict", kinds[static_cast<int>(verdict.kind)]},
            {"offset", geo::map_offset_identifier(verdict.offset)},
            {"distance_m", if_shifted(verdict.shift.length_m())},
            {"azimuth_deg", if_shifted(verdict.shift.azimuth_deg())},
            {"confidence", verdict.confidence}};
}

Json layer_json(const model::Layer& layer, const tasks::PlaceRemarks& remarks) {
    Json distortion;  // null without a plane
    if (remarks.zone && remarks.zone->distortion) distortion = *remarks.zone->distortion;
    return {{"name", layer.name},
            {"source", layer.source},
            {"format", layer.format},
            {"feature_count", layer.size()},
            {"vertex_count", layer.shapes.vertices().size()},
            {"geometry", geometry_kinds(layer)},
            {"crs", layer.crs.label()},
            {"crs_name", layer.crs.name()},
            {"crs_stated", layer.crs_stated},
            {"offset", geo::map_offset_identifier(layer.offset)},
            {"ellipsoid", layer.crs.ellipsoid_name()},
            {"extent", extent_json(layer.shapes.bounds())},
            {"encoding", layer.encoding},
            {"zones", zones_json(remarks)},
            {"plane_area_distortion", std::move(distortion)},
            {"shift", shift_json(remarks.shift)},
            {"fields", field_names(layer)}};
}

Json layout_json(const model::Layout& layout) {
    return {{"id", layout.id},
            {"scheme", layout.scheme},
            {"title", layout.title.zh},
            {"title_en", layout.title.en},
            {"document", layout.document.title.zh},
            {"document_number", layout.document.number},
            {"document_date", layout.document.date},
            {"feature_count", layout.features.size()}};
}

std::string extent_text(const model::Layer& layer) {
    const geo::Box box = layer.shapes.bounds();
    if (box.is_empty()) return "-";
    const int decimals = layer.crs.is_geographic() ? 5 : 1;
    return fmt::format("{:.{}f}, {:.{}f}, {:.{}f}, {:.{}f}", box.min_x, decimals, box.min_y,
                       decimals, box.max_x, decimals, box.max_y, decimals);
}

// "40 (CM 120) EPSG:4549, EPSG:4528" for each zone, the best one first.
std::string zones_text(const geo::ZoneAdvice& advice) {
    std::vector<std::string> words;
    for (const geo::ThreeDegreeZone& zone : advice.zones) {
        std::string one =
            fmt::format("{} (CM {}, EPSG:{}, EPSG:{})", zone.number, zone.central_meridian_deg(),
                        zone.epsg_without_prefix(), zone.epsg_with_prefix());
        words.insert(advice.best == zone ? words.begin() : words.end(), std::move(one));
    }
    return fmt::format("{}", fmt::join(words, "; "));
}

// What a plane costs where the layer lies, if the layer is in one.
std::string plane_text(const model::Layer& layer, const geo::ZoneAdvice& advice, Lang lang) {
    if (!advice.distortion) return {};
    return fmt::format(fmt::runtime(text(msg::info_plane, lang)), layer.crs.label(),
                       fmt::format("{:+.3f}", 100.0 * *advice.distortion),
                       fmt::format("{:+.2f}", *advice.distortion * 1e6 / square_metres_per_mu));
}

std::string layer_text(const model::Layer& layer, const tasks::PlaceRemarks& remarks, Lang lang) {
    std::string out = fmt::format("{}: {}\n", text(msg::col_layer, lang), layer.name);
    const auto line = [&](Msg head, const std::string& value) {
        out += fmt::format("  {}: {}\n", text(head, lang), value);
    };
    line(msg::col_format, layer.format);
    line(msg::col_features, grouped(static_cast<double>(layer.size()), 0));
    line(msg::col_kinds, fmt::format("{}", fmt::join(geometry_kinds(layer), ", ")));
    const std::string named = layer.crs.authority_code().empty()
                                  ? layer.crs.name()
                                  : layer.crs.authority_code() + " " + layer.crs.name();
    line(msg::col_crs,
         layer.crs_stated ? named : named + std::string{text(msg::word_assumed, lang)});
    line(msg::col_extent, extent_text(layer));
    if (layer.offset != geo::MapOffset::none) {
        line(msg::info_offset, std::string{geo::map_offset_name(layer.offset)});
    }
    if (remarks.zone) {
        line(msg::info_zones, zones_text(*remarks.zone));
        const std::string plane = plane_text(layer, *remarks.zone, lang);
        if (!plane.empty()) line(msg::info_plane_head, plane);
    }
    line(msg::info_shift, analysis::shift_words(remarks.shift, lang));
    line(msg::col_encoding, layer.encoding);
    line(msg::col_fields, fmt::format("{}", fmt::join(field_names(layer), ", ")));
    return out;
}

std::string problems_text(const std::vector<Finding>& findings, Lang lang) {
    std::string out = fmt::format("{}: ", text(msg::problems, lang));
    if (findings.empty()) return out + std::string{text(msg::no_problems, lang)} + "\n";
    out += "\n";
    for (const Finding& finding : findings) {
        out += fmt::format("  {}  {}{}{}\n", finding.code, finding.feature,
                           finding.feature.empty() ? "" : ": ", finding.message.in(lang));
    }
    return out;
}

}  // namespace

Result<int> run_info(const Context& context, const std::vector<std::string>& sources) {
    const Result<std::vector<std::string>> all = tasks::with_projects_opened(sources, context.work);
    if (!all) return tl::unexpected{all.error()};
    const Result<Loaded<tasks::Workspace>> opened =
        tasks::open(*all, tasks::BaseMap::none, context.work, context.options.offsets);
    if (!opened) return tl::unexpected{opened.error()};
    const tasks::Workspace& workspace = opened->value;
    const Result<std::vector<tasks::PlaceRemarks>> remarks =
        tasks::place_remarks(workspace.all_layers);
    if (!remarks) return tl::unexpected{remarks.error()};
    const Lang lang = context.options.lang;
    std::string out;
    switch (context.options.effective_format()) {
        case Format::json: {
            Json layers = Json::array();
            for (std::size_t i = 0; i < workspace.all_layers.size(); ++i) {
                layers.push_back(layer_json(*workspace.all_layers[i], (*remarks)[i]));
            }
            Json layouts = Json::array();
            for (const auto& layout : workspace.layouts) layouts.push_back(layout_json(*layout));
            Json problems = Json::array();
            for (const Finding& finding : opened->findings) {
                Json one = finding_json(finding);
                one["source"] = finding.source;
                problems.push_back(std::move(one));
            }
            out = json_text({{"layers", std::move(layers)},
                             {"layouts", std::move(layouts)},
                             {"problems", std::move(problems)}});
            break;
        }
        case Format::csv:
            out = csv_record({"source", "layer", "format", "feature_count", "crs", "crs_stated",
                              "min_x", "min_y", "max_x", "max_y", "encoding"});
            for (const model::Layer* layer : workspace.all_layers) {
                const geo::Box box = layer->shapes.bounds();
                const auto bound = [&](double value) {
                    return box.is_empty() ? std::string{} : fmt::format("{}", value);
                };
                out += csv_record(
                    {layer->source, layer->name, layer->format, fmt::format("{}", layer->size()),
                     layer->crs.label(), layer->crs_stated ? "true" : "false", bound(box.min_x),
                     bound(box.min_y), bound(box.max_x), bound(box.max_y), layer->encoding});
            }
            break;
        case Format::table:
            for (const auto& layout : workspace.layouts) {
                out += fmt::format("{}: {} ({})\n", text(msg::col_scheme, lang), layout->scheme,
                                   layout->title.in(lang));
                out += fmt::format("{}: {} {} {}\n", text(msg::col_document, lang),
                                   layout->document.title.in(lang), layout->document.number,
                                   layout->document.date);
            }
            for (std::size_t i = 0; i < workspace.all_layers.size(); ++i) {
                out += layer_text(*workspace.all_layers[i], (*remarks)[i], lang);
            }
            out += problems_text(opened->findings, lang);
            break;
    }
    if (Result<void> delivered = deliver(context, out); !delivered) {
        return tl::unexpected{delivered.error()};
    }
    return 0;
}

Result<int> run_layouts(const Context& context) {
    const Result<std::vector<std::string>> ids = io::built_in_layouts();
    if (!ids) return tl::unexpected{ids.error()};
    std::vector<model::Layout> layouts;
    for (const std::string& id : *ids) {
        Result<Loaded<model::Layout>> loaded = io::load_built_in_layout(id);
        if (!loaded) return tl::unexpected{loaded.error()};
        layouts.push_back(std::move(loaded->value));
    }
    const Lang lang = context.options.lang;
    std::string out;
    switch (context.options.effective_format()) {
        case Format::json: {
            Json list = Json::array();
            for (const model::Layout& layout : layouts) list.push_back(layout_json(layout));
            out = json_text({{"layouts", std::move(list)}});
            break;
        }
        case Format::csv:
            out = csv_record({"id", "scheme", "title", "document", "document_number",
                              "document_date", "feature_count"});
            for (const model::Layout& layout : layouts) {
                out +=
                    csv_record({layout.id, layout.scheme, layout.title.zh, layout.document.title.zh,
                                layout.document.number, layout.document.date,
                                fmt::format("{}", layout.features.size())});
            }
            break;
        case Format::table: {
            TextTable table;
            table.add_column(std::string{text(msg::col_id, lang)}, Align::left);
            table.add_column(std::string{text(msg::col_scheme, lang)}, Align::left);
            table.add_column(std::string{text(msg::col_features, lang)}, Align::right);
            table.add_column(std::string{text(msg::col_title, lang)}, Align::left);
            for (const model::Layout& layout : layouts) {
                const bool english = lang == Lang::en && !layout.scheme_en.empty();
                table.add_row({"layout:" + layout.id, english ? layout.scheme_en : layout.scheme,
                               fmt::format("{}", layout.features.size()), layout.title.in(lang)});
            }
            out = table.str();
            break;
        }
    }
    if (Result<void> delivered = deliver(context, out); !delivered) {
        return tl::unexpected{delivered.error()};
    }
    return 0;
}

}  // namespace parkatlas::cli
