#include "geo/what_if.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>
#include <stop_token>
#include <utility>

#include "base/messages_errors.h"
#include "geo/outline.h"
#include "geo/outline_overlay.h"
#include "geo/overlap.h"
#include "geo/repair.h"

namespace parkatlas::geo {

using detail::Outline;
using detail::OutlineOverlay;
using detail::Shared;

namespace {

/// Box round the edges of either outline that the other does not have. None if none has changed.
std::optional<Box> box_of_change(const Outline& before, const Outline& now) {
    const std::span<const XY> old_vertices = before.vertices();
    const std::span<const XY> new_vertices = now.vertices();
    const auto same_rings = [&] {
        if (before.ring_count() != now.ring_count()) return false;
        for (std::size_t r = 0; r <= now.ring_count(); ++r) {
            if (before.first_edge(r) != now.first_edge(r)) return false;
        }
        return true;
    };
    Box box;
    if (same_rings()) {  // vertices moved
        for (std::size_t i = 0; i + 1 < new_vertices.size(); ++i) {
            if (old_vertices[i] == new_vertices[i] && old_vertices[i + 1] == new_vertices[i + 1]) {
                continue;
            }
            for (const std::size_t end : {i, i + 1}) {
                box.add(old_vertices[end]);
                box.add(new_vertices[end]);
            }
        }
        if (box.is_empty()) return std::nullopt;
        return box;
    }
    // Vertices put in or taken out somewhere: all that is not the same from either end.
    const std::size_t least = std::min(old_vertices.size(), new_vertices.size());
    std::size_t front = 0;
    while (front < least && old_vertices[front] == new_vertices[front]) ++front;
    std::size_t back = 0;
    while (back < least - front && old_vertices[old_vertices.size() - 1 - back] ==
                                       new_vertices[new_vertices.size() - 1 - back]) {
        ++back;
    }
    for (const std::span<const XY> vertices : {old_vertices, new_vertices}) {
        const std::size_t first = front == 0 ? 0 : front - 1;
        const std::size_t last = std::min(vertices.size() - back + 1, vertices.size());
        for (std::size_t i = first; i < last; ++i) box.add(vertices[i]);
    }
    return box;
}

}  // namespace

WhatIfLayer::WhatIfLayer(Shapes shapes, std::vector<double> areas_m2,
                         std::vector<std::uint32_t> classes, std::size_t class_count)
    : shapes_{std::move(shapes)},
      areas_m2_{std::move(areas_m2)},
      classes_{std::move(classes)},
      class_count_{std::max<std::size_t>(class_count, 1)} {
    assert(areas_m2_.size() == shapes_.size());
    assert(classes_.empty() || classes_.size() == shapes_.size());
    boxes_.reserve(shapes_.size());
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
        boxes_.push_back(shapes_[i].has_polygons() ? shapes_[i].bounds() : Box{});
    }
    index_ = BoxIndex{boxes_};
}

struct WhatIf::Impl {
    Impl(std::shared_ptr<const WhatIfLayer> over, Measurer by)
        : layer{std::move(over)}, measurer{std::move(by)} {}

    std::shared_ptr<const WhatIfLayer> layer;
    Measurer measurer;
    Repairer repairer;
    OutlineOverlay overlay;
    Outline before, now, room;
    bool has_before = false;
    std::vector<std::uint32_t> found;
    std::vector<WhatIfShare> fresh, merged;
    WhatIfAnswer answer;

    Result<void> update(ShapeView polygon);
    Result<double> shared_m2(ShapeView mended, std::uint32_t feature);
    void sum_up();
};

Result<double> WhatIf::Impl::shared_m2(ShapeView mended, std::uint32_t feature) {
    const ShapeView shape = layer->shapes()[feature];
    Shared shared = Shared::unclear;
    if (room.load(shape)) {
        if (room.is_empty()) return 0.0;
        shared = overlay.lay(now, room, std::stop_token{});
    }
    switch (shared) {
        case Shared::nothing:
        case Shared::stopped:
            return 0.0;
        case Shared::all_of_a:
            return answer.polygon_m2;
        case Shared::all_of_b:
            return layer->area_m2(feature);
        case Shared::rings:
            return measurer.oriented_area_m2(overlay.rings()[0]);
        case Shared::unclear:
            break;
    }
    Shapes one;
    Shapes other;
    one.append(mended);
    other.append(shape);
    const Result<OverlapAnswer> pair = overlaps(one, &other, measurer, {});
    if (!pair) return tl::unexpected(pair.error());
    return pair->pairs.empty() ? 0.0 : pair->pairs[0].area_m2;
}

Result<void> WhatIf::Impl::update(ShapeView polygon) {
    Result<Repaired> repaired = repairer.make_valid(polygon);
    if (!repaired) return tl::unexpected(repaired.error());
    const ShapeView mended = repaired->shapes[0];
    const Result<AreaAndPerimeter> measured = measurer.measure(mended);
    if (!measured) return tl::unexpected(measured.error());
    if (!now.load(mended)) {
        return fail(ErrorCode::out_of_range, {},
                    said(msg::errors_has_coordinates_too_large_compare));
    }
    answer.polygon_m2 = measured->area_m2;
    answer.polygon_mended = repaired->changed;
    answer.looked_at = 0;

    std::optional<Box> changed;
    if (!has_before || before.is_empty() || now.is_empty()) {
        answer.shares.clear();
        if (!now.is_empty()) changed = now.box();
    } else {
        changed = box_of_change(before, now);
    }
    if (changed) {
        // What lay near a changed edge is looked at anew, everything else stays.
        std::erase_if(answer.shares, [&](const WhatIfShare& share) {
            return layer->box(share.feature).intersects(*changed);
        });
        layer->index().query(*changed, found);
        fresh.clear();
        for (const std::uint32_t feature : found) {
            if (!layer->box(feature).intersects(now.box())) continue;
            ++answer.looked_at;
            const Result<double> area_m2 = shared_m2(mended, feature);
            if (!area_m2) return tl::unexpected(area_m2.error());
            if (*area_m2 > 0.0) fresh.push_back({feature, *area_m2});
        }
        merged.clear();
        std::ranges::merge(answer.shares, fresh, std::back_inserter(merged), {},
                           &WhatIfShare::feature, &WhatIfShare::feature);
        answer.shares.swap(merged);
    }
    sum_up();
    std::swap(before, now);
    has_before = true;
    return {};
}

void WhatIf::Impl::sum_up() {
    answer.total_m2 = 0.0;
    answer.class_m2.assign(layer->class_count(), 0.0);
    answer.class_features.assign(layer->class_count(), 0);
    for (const WhatIfShare& share : answer.shares) {
        const std::uint32_t of = layer->class_of(share.feature);
        answer.total_m2 += share.area_m2;
        answer.class_m2[of] += share.area_m2;
        ++answer.class_features[of];
    }
}

WhatIf::WhatIf(std::shared_ptr<const WhatIfLayer> layer, Measurer measurer)
    : impl_{std::make_unique<Impl>(std::move(layer), std::move(measurer))} {}
WhatIf::WhatIf(WhatIf&&) noexcept = default;
WhatIf& WhatIf::operator=(WhatIf&&) noexcept = default;
WhatIf::~WhatIf() = default;

Result<const WhatIfAnswer*> WhatIf::update(ShapeView polygon) {
    if (Result<void> done = impl_->update(polygon); !done) {
        impl_->has_before = false;
        return tl::unexpected(std::move(done.error()));
    }
    return &impl_->answer;
}

const WhatIfLayer& WhatIf::layer() const {
    return *impl_->layer;
}

}  // namespace parkatlas::geo
