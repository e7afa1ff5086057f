#include "app/marked_outlines.h"

#include <exception>
#include <utility>

namespace parkatlas::app {
namespace {

const model::Layer* layer_of(const Document& document, int number) {
    if (number < 0) return document.layout() != nullptr ? &document.layout()->layer : nullptr;
    const auto& layers = document.scene.content().layers;
    const auto index = static_cast<std::size_t>(number);
    return index < layers.size() ? layers[index].get() : nullptr;
}

std::vector<MarkedOutline> outlines_of(const Document& document, const Marked& marked,
                                       const std::stop_token& stop) {
    std::vector<MarkedOutline> outlines;
    const model::Layer* layer = layer_of(document, marked.layer);
    if (layer == nullptr) return outlines;
    const Result<geo::Transform> to_map = geo::Transform::between(layer->crs, document.scene.crs());
    if (!to_map) return outlines;
    outlines.reserve(marked.rows.size());
    for (const std::uint32_t row : marked.rows) {
        if (stop.stop_requested()) break;
        if (row < layer->size()) outlines.push_back(outline_of(layer->shapes[row], *to_map));
    }
    return outlines;
}

}  // namespace

MarkedOutline outline_of(geo::ShapeView shape, const geo::Transform& to_map) {
    MarkedOutline outline;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const geo::ShapeView::PartView part = shape.part(p);
        for (std::uint32_t r = 0; r < part.ring_count; ++r) {
            const std::span<const geo::XY> from = part.ring(r);
            std::vector<geo::XY> ring{from.begin(), from.end()};
            if (!to_map.apply(ring)) continue;
            std::vector<geo::MapXY> on_map;
            on_map.reserve(ring.size());
            for (const geo::XY vertex : ring) {
                outline.box.add(vertex);
                on_map.push_back({vertex.x, vertex.y});
            }
            outline.rings.push_back(std::move(on_map));
            outline.closed.push_back(part.kind == geo::PartKind::polygon);
        }
    }
    return outline;
}

void MarkedOutlines::want(const std::shared_ptr<const Document>& document, const Marked& marked) {
    if (asked_ == document && asked_version_ == marked.version) return;
    asked_ = document;
    asked_version_ = marked.version;
    if (marked.rows.empty()) {
        job_.stop();
        made_.reset();
        return;
    }
    job_.start([document, marked](const std::stop_token& stop) {
        Made made{document, {}};
        try {
            made.outlines = outlines_of(*document, marked, stop);
        } catch (const std::exception&) {  // out of memory: the rows are marked in the table alone
            made.outlines.clear();
        }
        return made;
    });
}

bool MarkedOutlines::poll() {
    std::optional<Made> done = job_.poll();
    if (!done) return false;
    made_ = std::move(done);
    return true;
}

const std::vector<MarkedOutline>* MarkedOutlines::of(const Document* document) const {
    return made_ && made_->document.get() == document ? &made_->outlines : nullptr;
}

}  // namespace parkatlas::app
