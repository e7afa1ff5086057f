#include "app/document.h"

#include <algorithm>
#include <future>
#include <utility>
#include <vector>

#include "app/lap.h"
#include "app/log_book.h"
#include "base/messages_errors.h"
#include "base/text_width.h"
#include "tasks/color_classes.h"

namespace parkatlas::app {
namespace {

struct OpenedSources {
    tasks::Workspace workspace;
    std::vector<OpenedSource> sources;
    std::vector<model::LayerKey> layer_keys;
    std::vector<Finding> findings;
    std::vector<Error> problems;
    std::vector<std::string> failed;
};

void add(OpenedSources& all, const OpenedSource& one) {
    tasks::Workspace& to = all.workspace;
    const tasks::Workspace& from = one.contents;
    to.layers.insert(to.layers.end(), from.layers.begin(), from.layers.end());
    to.layouts.insert(to.layouts.end(), from.layouts.begin(), from.layouts.end());
    to.all_layers.insert(to.all_layers.end(), from.all_layers.begin(), from.all_layers.end());
    for (const auto& layer : from.layers) {
        all.layer_keys.push_back({one.source, from.layers.size() > 1 ? layer->name : ""});
    }
    all.findings.insert(all.findings.end(), one.findings.begin(), one.findings.end());
    all.sources.push_back(one);
}

// False: the user asked to stop.
bool add_source(OpenedSources& all, const std::string& source, const OpenRequest& request,
                const io::PartSink& on_part, const Work& work) {
    const auto open = std::ranges::find(request.known, source, &OpenedSource::source);
    if (open != request.known.end()) {
        add(all, *open);
        return true;
    }
    Result<Loaded<tasks::Workspace>> opened =
        tasks::open({source}, tasks::BaseMap::none, work, {}, on_part, request.hold_bytes);
    if (!opened) {
        if (opened.error().code == ErrorCode::stopped) return false;
        all.problems.push_back(std::move(opened.error()));
        all.failed.push_back(source);
        return true;
    }
    OpenedSource one{source, std::move(opened->value), std::move(opened->findings)};
    for (const auto& layer : one.contents.layers) {
        one.samples.push_back(layer->part ? layer : nullptr);
    }
    add(all, one);
    return !work.stop_requested();
}

bool add_base_map(OpenedSources& all, const Work& work) {
    Result<Loaded<tasks::Workspace>> opened = tasks::open({}, tasks::BaseMap::load, work);
    if (!opened) {
        if (opened.error().code == ErrorCode::stopped) return false;
        all.problems.push_back(std::move(opened.error()));
        all.failed.emplace_back();
        return true;
    }
    all.workspace.counties = std::move(opened->value.counties);
    all.workspace.land = std::move(opened->value.land);
    std::ranges::move(opened->findings, std::back_inserter(all.findings));
    return !work.stop_requested();
}

void append(std::string& all, const model::Words& words) {
    all += words.zh;
    all += words.en;
}

void append_layout(std::string& all, const model::Layout& layout) {
    all += layout.scheme + layout.scheme_en + layout.compiled_by;
    append(all, layout.title);
    append(all, layout.summary);
    append(all, layout.document.title);
    all += layout.document.number + layout.document.date + layout.document.issuer;
    all += layout.document.section;
    for (const model::LayoutFeature& feature : layout.features) {
        append(all, feature.name);
        append(all, feature.summary);
        all += feature.id + feature.role_word + feature.section + feature.stated_area_text;
        all += feature.kind + feature.grade + feature.status;
        for (const std::string& unit : feature.located_in) all += unit;
        for (const std::string& place : feature.same_as) all += place;
        for (const model::FeaturePart& part : feature.parts) {
            append(all, part.name);
            all += part.stated_area_text + part.note;
            for (const std::string& unit : part.located_in) all += unit;
        }
    }
    append(all, layout.short_title);
    for (const model::Indicator& one : layout.indicators) {
        append(all, one.name);
        append(all, one.unit);
        append(all, one.note);
        all += one.base_text + one.target_text + one.base_text_en + one.target_text_en;
        all += one.kind + one.section;
    }
    for (const model::LayoutLink& link : layout.links) all += link.from + link.to;
}

void append_layer(std::string& all, const model::Layer& layer) {
    all += layer.name + layer.source + layer.format;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        all += layer.names.view(i).value_or("");
        const model::FeatureIdView id = layer.ids.view(i);
        if (const auto* words = std::get_if<std::string_view>(&id)) all += *words;
    }
    for (const model::AttributeColumn& column : layer.columns) {
        all += column.name;
        for (std::size_t i = 0; i < column.values.size(); ++i) {
            const model::ValueView value = column.values.view(i);
            if (const auto* words = std::get_if<std::string_view>(&value)) all += *words;
        }
    }
}

// Each character once: the window's thread goes through them, and a million names have few.
std::string characters_of(const std::string& texts) {
    std::vector<bool> seen(0x110000, false);
    std::string each;
    for (std::size_t at = 0; at < texts.size();) {
        const std::size_t from = at;
        const char32_t c = next_code_point(texts, at);
        if (c >= seen.size() || seen[c]) continue;
        seen[c] = true;
        each.append(texts, from, at - from);
    }
    return each;
}

struct Surroundings {
    std::shared_ptr<const tasks::PlanNetwork> network;
    std::shared_ptr<const tasks::Pinyin> pinyin;
};

Surroundings load_surroundings() {
    Result<tasks::PlanNetwork> network = tasks::PlanNetwork::load_built_in();
    Result<tasks::Pinyin> pinyin = tasks::Pinyin::load();
    return {std::make_shared<const tasks::PlanNetwork>(network ? std::move(*network)
                                                               : tasks::PlanNetwork{}),
            std::make_shared<const tasks::Pinyin>(pinyin ? std::move(*pinyin) : tasks::Pinyin{})};
}

/// Classes of each layer that is to be coloured by a field which it has. Those of a part would not
/// be those of the layer: it keeps its one colour.
std::vector<std::shared_ptr<const cartography::LayerClasses>> classes_for(
    const OpenedSources& all, const OpenRequest& request, const Work& work) {
    const auto& layers = all.workspace.layers;
    std::vector<std::shared_ptr<const cartography::LayerClasses>> out(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const std::string field = color_field(request.colors, all.layer_keys[i]);
        if (field.empty() || layers[i]->column(field) == nullptr || layers[i]->part) continue;
        const auto known = std::ranges::find(request.known_layers, layers[i]);
        const auto at = static_cast<std::size_t>(known - request.known_layers.begin());
        if (at < request.known_classes.size() && request.known_classes[at] &&
            request.known_classes[at]->field == field) {
            out[i] = request.known_classes[at];
            continue;
        }
        auto made = tasks::color_classes({layers[i]}, field, request.lang, work);
        if (made) out[i] = std::move(made->front());
    }
    return out;
}

Result<Document> make_document(
    OpenedSources all, Surroundings around, OpeningTimes times,
    std::vector<std::shared_ptr<const cartography::LayerClasses>> classes = {}) {
    Lap lap;
    Result<cartography::MapScene> scene =
        tasks::make_scene(all.workspace, geo::Crs::gauss_kruger_120(), std::move(classes));
    if (!scene) return tl::unexpected{scene.error()};
    times.index_ms = lap.next_ms();
    Result<geo::Transform> to_degrees = geo::Transform::to_own_lon_lat(scene->crs());
    if (!to_degrees) return tl::unexpected{to_degrees.error()};
    Result<geo::Transform> to_map = geo::Transform::between(geo::Crs::cgcs2000(), scene->crs());
    if (!to_map) return tl::unexpected{to_map.error()};
    std::vector<geo::Box> good_for(all.layer_keys.size());
    return Document{std::move(all.workspace),  std::move(*scene),        std::move(all.findings),
                    std::move(all.problems),   std::move(all.failed),    std::move(all.sources),
                    std::move(all.layer_keys), std::move(*to_degrees),   std::move(*to_map),
                    std::move(around.network), std::move(around.pinyin), times,
                    std::move(good_for)};
}

/// Maps of what has been read of a source, together with those before it. Whatever fails here will
/// be told when the whole is there.
class EarlyMaps {
  public:
    EarlyMaps(const OpenRequest& request, const OpenedSources& before)
        : request_{request}, before_{before} {}

    void show(const std::string& source, model::Layer part) {
        if (!base_) base_ = request_.base ? *request_.base : load_base();
        OpenedSources so_far = before_;
        so_far.workspace.counties = base_->counties;
        so_far.workspace.land = base_->land;
        auto layer = std::make_shared<const model::Layer>(std::move(part));
        tasks::Workspace contents;
        contents.all_layers.push_back(layer.get());
        contents.layers.push_back(std::move(layer));
        add(so_far, {source, std::move(contents), {}});
        const Surroundings none{std::make_shared<const tasks::PlanNetwork>(),
                                std::make_shared<const tasks::Pinyin>()};
        Result<Document> document = make_document(std::move(so_far), none, {});
        if (document) request_.on_early(std::make_shared<const Document>(std::move(*document)));
    }

  private:
    static BaseData load_base() {
        BaseData base;
        if (Result<Loaded<tasks::Workspace>> opened =
                tasks::open({}, tasks::BaseMap::load, Work{})) {
            base.counties = opened->value.counties;
            base.land = opened->value.land;
        }
        return base;
    }

    const OpenRequest& request_;
    const OpenedSources& before_;
    std::optional<BaseData> base_;
};

}  // namespace

std::string color_field(const ColorFields& colors, const model::LayerKey& key) {
    const auto found = std::ranges::find(colors, key, &ColorField::key);
    return found == colors.end() ? std::string{} : found->field;
}

std::string Document::plan_source() const {
    for (const OpenedSource& one : sources) {
        if (!one.contents.layouts.empty()) return one.source;
    }
    return {};
}

std::optional<std::size_t> Document::find_layer(const model::LayerKey& key) const {
    const auto found = std::ranges::find(layer_keys, key);
    if (found == layer_keys.end()) return std::nullopt;
    return static_cast<std::size_t>(found - layer_keys.begin());
}

Result<Document> open_document(const OpenRequest& request, const Work& work) {
    // The plans around are read beside the sources; a window without them is still a window.
    const std::optional<BaseData>& base = request.base;
    std::future<Surroundings> surroundings;
    if (!base) surroundings = std::async(std::launch::async, load_surroundings);
    OpeningTimes times;
    Lap lap;
    OpenedSources all;
    EarlyMaps early{request, all};
    for (const std::string& source : request.sources) {
        io::PartSink on_part;
        if (request.on_early) {
            on_part = [&](model::Layer part) { early.show(source, std::move(part)); };
        }
        if (!add_source(all, source, request, on_part, work)) {
            return fail(ErrorCode::stopped, source, said(msg::errors_stopped_by_user));
        }
    }
    if (all.sources.empty() && !all.problems.empty() && !request.may_be_empty) {
        return tl::unexpected{all.problems.front()};
    }
    times.read_ms = lap.next_ms();
    if (base) {
        all.workspace.counties = base->counties;
        all.workspace.land = base->land;
    } else if (!add_base_map(all, work)) {
        return fail(ErrorCode::stopped, {}, said(msg::errors_stopped_by_user));
    }
    Surroundings around = base ? Surroundings{base->network, base->pinyin} : surroundings.get();
    times.base_ms = lap.next_ms();
    auto classes = classes_for(all, request, work);
    Result<Document> made =
        make_document(std::move(all), std::move(around), times, std::move(classes));
    if (made) made->class_lang = request.lang;
    return made;
}

bool is_held_in_part(const Document& document, int layer) {
    const auto& layers = document.scene.content().layers;
    return layer >= 0 && static_cast<std::size_t>(layer) < layers.size() &&
           layers[static_cast<std::size_t>(layer)]->part.has_value();
}

std::string feature_id(const Document& document, cartography::FeatureRef feature) {
    const cartography::MapContent& content = document.scene.content();
    if (feature.layer < 0) return content.layout->features[feature.index].id;
    return model::id_text(
        content.layers[static_cast<std::size_t>(feature.layer)]->ids[feature.index]);
}

std::string feature_name(const Document& document, cartography::FeatureRef feature, Lang lang) {
    const cartography::MapContent& content = document.scene.content();
    if (feature.layer >= 0) {
        return content.layers[static_cast<std::size_t>(feature.layer)]->feature_label(
            feature.index);
    }
    const model::LayoutFeature& described = content.layout->features[feature.index];
    const std::string& name = described.name.in(lang);
    return name.empty() ? "#" + described.id : name;
}

std::optional<cartography::FeatureRef> find_feature(const Document& document, std::string_view id) {
    const cartography::MapContent& content = document.scene.content();
    if (content.layout) {
        if (const std::optional<std::size_t> index = content.layout->find(id)) {
            return cartography::FeatureRef{-1, static_cast<std::uint32_t>(*index)};
        }
    }
    for (std::size_t layer = 0; layer < content.layers.size(); ++layer) {
        const model::Ids& ids = content.layers[layer]->ids;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (model::id_text(ids[i]) == id) {
                return cartography::FeatureRef{static_cast<int>(layer),
                                               static_cast<std::uint32_t>(i)};
            }
        }
    }
    return std::nullopt;
}

std::optional<geo::MapXY> feature_place(const Document& document, cartography::FeatureRef feature) {
    if (feature.layer < 0) {
        const std::optional<geo::LonLat>& anchor =
            document.layout()->features[feature.index].anchor;
        if (anchor) {
            const Result<geo::XY> at =
                document.degrees_to_map.apply({anchor->lon_deg, anchor->lat_deg});
            if (at) return geo::MapXY{at->x, at->y};
        }
    }
    const geo::Box box = document.scene.feature_extent(feature);
    if (box.is_empty()) return std::nullopt;
    return geo::MapXY{box.centre().x, box.centre().y};
}

const model::Layout* plan_of(const Document& document, cartography::FeatureRef feature) {
    if (feature.layer >= 0) return nullptr;
    const model::Layout& layout = *document.layout();
    return document.network->plan_of(layout, layout.features[feature.index].id);
}

std::string unit_name(const Document& document, const std::string& name_zh, Lang lang) {
    const model::Layer* counties = document.workspace.counties.get();
    if (lang == Lang::zh || counties == nullptr) return name_zh;
    const model::AttributeColumn* english = counties->column("name_en");
    if (english == nullptr) return name_zh;
    std::size_t index = 0;
    while (index < counties->size() && counties->names.view(index) != name_zh) ++index;
    if (index == counties->size()) return name_zh;
    const std::string name = model::value_text(english->values[index]);
    return name.empty() ? name_zh : name;
}

std::vector<model::Role> roles_in_order(const model::Layout& layout) {
    std::vector<model::Role> roles;
    for (const model::LayoutFeature& feature : layout.features) {
        if (std::find(roles.begin(), roles.end(), feature.role) == roles.end()) {
            roles.push_back(feature.role);
        }
    }
    return roles;
}

std::string layer_texts(const model::Layer& layer) {
    std::string all;
    append_layer(all, layer);
    return characters_of(all);
}

std::string all_texts(const Document& document) {
    std::string all;
    for (const auto& layout : document.workspace.layouts) append_layout(all, *layout);
    for (const model::Layer* layer : document.workspace.all_layers) append_layer(all, *layer);
    if (document.workspace.counties) append_layer(all, *document.workspace.counties);
    for (const Finding& finding : document.findings) {
        all += finding.source + finding.feature + finding.message.english() +
               finding.message.in(Lang::zh);
    }
    for (const Error& problem : document.problems) {
        all += all_words(problem);
    }
    return characters_of(all);
}

}  // namespace parkatlas::app
