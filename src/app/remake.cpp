#include "app/remake.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/area_table.h"
#include "io/source.h"

namespace parkatlas::app {
namespace {

using LayerPtr = std::shared_ptr<const model::Layer>;

/// Read beyond what is seen, so that a small movement asks for nothing.
constexpr double margin_share = 0.5;
/// The sample tells numbers only roughly.
constexpr double doubt = 1.25;

geo::Box widened(const geo::Box& box, double share) {
    const double x = box.width() * share;
    const double y = box.height() * share;
    return {box.min_x - x, box.min_y - y, box.max_x + x, box.max_y + y};
}

bool is_off(const DocumentWish& wish, std::size_t layer) {
    return std::ranges::binary_search(wish.off, static_cast<int>(layer));
}

/// About how many features of the whole layer lie in a box.
double estimated(const model::Layer& sample, const geo::Box& box) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const geo::ShapeView shape = sample.shapes[i];
        for (std::size_t p = 0; p < std::min<std::size_t>(shape.part_count(), 1); ++p) {
            const auto part = shape.part(p);
            if (part.ring_count == 0 || part.ring(0).empty()) continue;
            if (box.contains(part.ring(0).front())) ++count;
        }
    }
    return static_cast<double>(count) * static_cast<double>(sample.part->step);
}

struct Held {
    LayerPtr layer;
    geo::Box on_map;  ///< what it is good for; empty: a sample
};

/// What is to be held of a layer for a view; null where what is held will do.
std::optional<Held> to_hold(const OpenedSource& from, const LayerPtr& now, const LayerPtr& sample,
                            const geo::Box& good_for, const geo::Box& seen, const geo::Crs& map_crs,
                            const Work& work) {
    if (now->part->box && good_for.covers(seen)) return std::nullopt;
    const std::optional<Held> back =
        now == sample ? std::nullopt : std::optional{Held{sample, geo::Box{}}};
    const auto to_layer = geo::Transform::between(map_crs, now->crs);
    if (!to_layer) return back;
    const auto most = static_cast<double>(now->part->most);
    for (const double margin : {margin_share, 0.0}) {
        const geo::Box on_map = widened(seen, margin);
        const geo::Box box = geo::box_over(*to_layer, on_map);
        if (box.is_empty() || !box.intersects(now->part->whole)) return back;
        if (estimated(*sample, box) > doubt * most) continue;
        Result<model::Layer> read = io::read_layer_box(from.source, *sample, box, work);
        if (read) return Held{std::make_shared<const model::Layer>(std::move(*read)), on_map};
        if (read.error().code != ErrorCode::out_of_range) break;
    }
    return back;
}

bool has_other_colors(const Document& document, std::size_t layer, const DocumentWish& wish) {
    const cartography::LayerClasses* classes = document.scene.content().classes_of(layer);
    const model::Layer& of = *document.scene.content().layers[layer];
    std::string field = color_field(wish.colors, document.layer_keys[layer]);
    if (of.part || (!field.empty() && of.column(field) == nullptr)) field.clear();
    if (classes == nullptr) return !field.empty();
    return classes->field != field || document.class_lang != wish.lang;
}

}  // namespace

bool is_wanting(const Document& document, const DocumentWish& wish) {
    const cartography::MapContent& content = document.scene.content();
    for (std::size_t i = 0; i < content.layers.size(); ++i) {
        const model::Layer& layer = *content.layers[i];
        if (has_other_colors(document, i, wish)) return true;
        if (!layer.part || is_off(wish, i)) continue;
        if (!layer.part->box || !document.good_for[i].covers(wish.seen)) return true;
    }
    return false;
}

std::optional<Remade> remake(const Document& document, const DocumentWish& wish,
                             const LayerAreas& areas, const Work& work) {
    OpenRequest request;
    request.base = document.base();
    request.may_be_empty = true;
    request.colors = wish.colors;
    request.lang = wish.lang;
    request.known = document.sources;
    request.known_classes = document.scene.content().layer_classes;
    request.known_layers = document.scene.content().layers;
    bool other_colors = false;
    std::vector<int> other_rows;
    std::vector<geo::Box> good_for = document.good_for;
    int number = 0;  // of the layer in the document
    for (OpenedSource& one : request.known) {
        request.sources.push_back(one.source);
        for (std::size_t i = 0; i < one.contents.layers.size(); ++i, ++number) {
            LayerPtr& layer = one.contents.layers[i];
            const auto at = static_cast<std::size_t>(number);
            if (!layer->part || is_off(wish, at)) continue;
            std::optional<Held> held = to_hold(one, layer, one.samples[i], good_for[at], wish.seen,
                                               document.scene.crs(), work);
            if (work.stop_requested()) return std::nullopt;
            if (!held) continue;
            std::ranges::replace(one.contents.all_layers, layer.get(), held->layer.get());
            layer = std::move(held->layer);
            good_for[at] = held->on_map;
            other_rows.push_back(number);
        }
    }
    for (std::size_t i = 0; i < request.known_layers.size(); ++i) {
        other_colors |= has_other_colors(document, i, wish);
    }
    if (other_rows.empty() && !other_colors) return std::nullopt;
    if (document.class_lang != wish.lang) request.known_classes.clear();
    Result<Document> made = open_document(request, work);
    if (!made || work.stop_requested()) return std::nullopt;
    made->good_for = std::move(good_for);
    made->problems = document.problems;
    made->failed = document.failed;
    made->findings = document.findings;
    made->times = document.times;
    Remade remade{std::move(*made), areas, {}, std::move(other_rows)};
    for (const int layer : remade.other_rows) {
        const model::Layer& read =
            *remade.document.scene.content().layers[static_cast<std::size_t>(layer)];
        auto table = analysis::area_table({&read}, analysis::MeasureOptions{}, work);
        if (!table) return std::nullopt;
        remade.areas[static_cast<std::size_t>(layer)] =
            std::make_shared<const analysis::AreaTable>(std::move(table->value));
        remade.texts += layer_texts(read);
    }
    for (const auto& classes : remade.document.scene.content().layer_classes) {
        for (std::size_t i = 0; classes && i < classes->classes.size(); ++i) {
            remade.texts += classes->classes[i].name;
        }
    }
    return remade;
}

}  // namespace parkatlas::app
