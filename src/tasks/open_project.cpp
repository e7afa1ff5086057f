#include "tasks/open_project.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/messages_audit.h"
#include "base/messages_errors.h"
#include "geo/crs.h"
#include "io/project.h"
#include "tasks/annotation_files.h"
#include "tasks/color_classes.h"

namespace parkatlas::tasks {
namespace {

constexpr double seen_width_m = 0.24;  // of a window, on the screen
constexpr double seen_height_m = 0.16;

std::optional<std::size_t> place_of(const std::vector<model::LayerKey>& keys,
                                    const model::LayerKey& key) {
    const auto found = std::ranges::find(keys, key);
    if (found == keys.end()) return std::nullopt;
    return static_cast<std::size_t>(found - keys.begin());
}

Result<void> lies_on_disk(const std::string& source) {
    if (!io::is_remote_source(source)) return {};
    return fail(ErrorCode::unsupported, source, said(msg::errors_project_remote),
                said(msg::errors_project_remote_remedy));
}

// Sources one by one, so that each layer is known by its source.
struct Sources {
    Workspace workspace;
    std::vector<model::LayerKey> keys;
    std::vector<Finding> findings;

    Result<void> add(const std::string& source, const Work& work) {
        if (Result<void> near = lies_on_disk(source); !near) return near;
        Result<Loaded<Workspace>> opened = open({source}, BaseMap::none, work);
        if (!opened) return tl::unexpected{opened.error()};
        std::ranges::move(opened->findings, std::back_inserter(findings));
        Workspace& from = opened->value;
        for (const auto& layer : from.layers) {
            keys.push_back({source, from.layers.size() > 1 ? layer->name : ""});
        }
        std::ranges::move(from.layers, std::back_inserter(workspace.layers));
        std::ranges::move(from.layouts, std::back_inserter(workspace.layouts));
        std::ranges::move(from.all_layers, std::back_inserter(workspace.all_layers));
        return {};
    }
};

void hide_parts(const model::ProjectView& view, const Workspace& workspace,
                cartography::MapOptions& map) {
    const auto is_hidden = [&](std::string_view part) {
        return std::ranges::find(view.hidden_parts, part) != view.hidden_parts.end();
    };
    map.land = !is_hidden("land");
    map.counties = !is_hidden("counties");
    map.labels = !is_hidden("labels");
    map.areas_on_labels = !is_hidden("label_areas");
    for (const std::string& role : view.hidden_roles) {
        map.hidden_roles.insert(model::parse_role(role));
    }
    if (workspace.layouts.empty()) return;
    for (const std::string& id : view.hidden_features) {
        if (const auto index = workspace.layouts.front()->find(id)) {
            map.hidden_features.insert(static_cast<std::uint32_t>(*index));
        }
    }
}

std::shared_ptr<const cartography::AnnotationContent> with_pictures(
    const model::Annotations& file, std::vector<Finding>& findings) {
    if (file.is_empty()) return nullptr;
    auto content = std::make_shared<cartography::AnnotationContent>();
    content->file = file;
    for (const std::string& one : picture_files(file)) {
        auto picture = load_picture(one, Links::follow);
        if (picture) {
            content->pictures.emplace(one, std::move(*picture));
        } else {
            findings.push_back({Severity::warning,
                                "picture_missing",
                                picture.error().where,
                                {},
                                picture.error().what});
        }
    }
    return content;
}

}  // namespace

Result<std::optional<model::SheetTemplate>> sheet_of_project(const std::string& path,
                                                             const Work& work) {
    Result<Loaded<model::Project>> read = io::read_project(path, work);
    if (!read) return tl::unexpected{std::move(read.error())};
    return std::move(read->value.edits.sheet);
}

void show_layers(const model::Edits& edits, const std::vector<model::LayerKey>& keys,
                 cartography::MapOptions& map) {
    map.layer_order.clear();
    map.layer_looks.assign(keys.size(), {});
    map.hidden_layers.clear();
    for (std::size_t i = 0; i < keys.size(); ++i) map.hidden_layers.insert(static_cast<int>(i));
    for (const model::LayerEdit& layer : edits.layers) {
        const std::optional<std::size_t> index = place_of(keys, layer.key);
        if (!index) continue;
        map.layer_order.push_back(static_cast<int>(*index));
        if (layer.visible) map.hidden_layers.erase(static_cast<int>(*index));
        cartography::LayerLook& look = map.layer_looks[*index];
        look.opacity = layer.opacity;
        if (layer.color) {
            look.color =
                draw::Color{layer.color->r, layer.color->g, layer.color->b, layer.color->a};
        }
        look.labels = layer.labels;
        look.label_field = layer.label_field;
        look.name = layer.name;
    }
}

bool is_project_source(std::string_view source) {
    return source.ends_with(io::project_ending);
}

Result<std::vector<std::string>> with_projects_opened(const std::vector<std::string>& sources,
                                                      const Work& work) {
    std::vector<std::string> all;
    for (const std::string& source : sources) {
        if (!is_project_source(source)) {
            all.push_back(source);
            continue;
        }
        const Result<Loaded<model::Project>> read = io::read_project(source, work);
        if (!read) return tl::unexpected{read.error()};
        std::vector<std::string> wanted;
        if (!read->value.plan.empty()) wanted.push_back(read->value.plan);
        for (const model::LayerEdit& layer : read->value.edits.layers) {
            const model::LayerKey& key = layer.key;
            const std::string one = key.layer.empty() ? key.source : key.source + ":" + key.layer;
            if (Result<void> near = lies_on_disk(key.source); !near) {
                return tl::unexpected{near.error()};
            }
            if (layer.visible && std::ranges::find(wanted, one) == wanted.end()) {
                wanted.push_back(one);
            }
        }
        std::ranges::move(wanted, std::back_inserter(all));
    }
    return all;
}

Result<std::string> plan_source_of(const std::string& source, const Work& work) {
    if (!is_project_source(source)) return source;
    Result<Loaded<model::Project>> read = io::read_project(source, work);
    if (!read) return tl::unexpected{read.error()};
    std::string plan = std::move(read->value.plan);
    if (plan.empty()) {
        return fail(ErrorCode::input_malformed, source, said(msg::audit_project_no_plan),
                    said(msg::errors_give_layout_id_or));
    }
    if (Result<void> near = lies_on_disk(plan); !near) return tl::unexpected{near.error()};
    return plan;
}

Result<Loaded<OpenedProject>> open_project(const std::string& path, Lang lang, const Work& work) {
    Result<Loaded<model::Project>> read = io::read_project(path, work);
    if (!read) return tl::unexpected{read.error()};
    const model::Project& project = read->value;
    Sources sources;
    sources.findings = std::move(read->findings);
    std::vector<std::string> wanted;
    if (!project.plan.empty()) wanted.push_back(project.plan);
    for (const model::LayerEdit& layer : project.edits.layers) {
        const std::string& source = layer.key.source;
        // What is hidden is not on the sheet, so it may be gone.
        if (!layer.visible || std::ranges::find(wanted, source) != wanted.end()) continue;
        wanted.push_back(source);
    }
    for (const std::string& source : wanted) {
        if (Result<void> added = sources.add(source, work); !added) {
            return tl::unexpected{added.error()};
        }
    }
    Result<Loaded<Workspace>> base = open({}, BaseMap::load, work);
    if (!base) return tl::unexpected{base.error()};
    sources.workspace.counties = std::move(base->value.counties);
    sources.workspace.land = std::move(base->value.land);

    Loaded<OpenedProject> out;
    OpenedProject& made = out.value;
    made.view = project.view;
    if (project.edits.sheet_centre) made.view.centre = project.edits.sheet_centre;
    show_layers(project.edits, sources.keys, made.map);
    made.map.lang = lang;
    hide_parts(project.view, sources.workspace, made.map);
    made.classes.resize(sources.workspace.layers.size());
    for (const model::LayerEdit& layer : project.edits.layers) {
        const auto index = place_of(sources.keys, layer.key);
        if (!index || layer.color_field.empty()) continue;
        auto classes =
            color_classes({sources.workspace.layers[*index]}, layer.color_field, lang, work);
        if (!classes) return tl::unexpected{classes.error()};
        made.classes[*index] = std::move(classes->front());
    }
    made.annotations = with_pictures(*project.edits.annotations, sources.findings);
    made.workspace = std::move(sources.workspace);
    out.findings = std::move(sources.findings);
    return out;
}

std::optional<geo::Box> seen_extent(const model::ProjectView& view, const geo::Crs& map_crs) {
    if (!view.centre) return std::nullopt;
    const auto to_map = geo::Transform::between(geo::Crs::cgcs2000(), map_crs);
    if (!to_map) return std::nullopt;
    const auto centre = to_map->apply({view.centre->lon_deg, view.centre->lat_deg});
    if (!centre) return std::nullopt;
    const double half_width = seen_width_m * view.scale_denominator / 2.0;
    const double half_height = seen_height_m * view.scale_denominator / 2.0;
    return geo::Box{centre->x - half_width, centre->y - half_height, centre->x + half_width,
                    centre->y + half_height};
}

}  // namespace parkatlas::tasks
