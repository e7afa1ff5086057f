#include "cartography/scene_layer.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "base/parallel.h"
#include "cartography/geometry.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/role_symbols.h"
#include "draw/field_raster.h"
#include "geo/grid_transform.h"
#include "geo/overlap.h"

namespace parkatlas::cartography {
namespace {

/// Layers up to this size are drawn feature by feature, and each gets a centre that lies inside it.
constexpr std::size_t most_features_of_a_small_layer = 2000;
/// The polygons of a small layer with more vertices than this are painted from a field.
constexpr std::size_t many_vertices = 50'000;
constexpr double outline_mm = 0.3;
/// Fills of classes: strong enough to be told apart, weak enough for the borders below.
constexpr std::uint8_t class_alpha = 200;

/// Beside a pattern the tone is pale.
constexpr std::uint8_t patterned_alpha = 70;
/// More patterned figures than this in one view are a tone: no page has room for them.
constexpr std::size_t most_patterned = 30'000;

/// A layer that shows more features than this is a crowd: an area of less than half a millimetre
/// is a speck in it and has no name.
constexpr double crowd_of_specks = 400;
constexpr double speck_mm = 0.5;

/// All polygon rings of a shape, as read.
bool rings_of(geo::ShapeView shape, geo::RingSet& rings) {
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const auto part = shape.part(p);
        if (part.kind != geo::PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::span<const geo::XY> ring = part.ring(r);
            if (ring.size() < 3) continue;
            rings.points.insert(rings.points.end(), ring.begin(), ring.end());
            rings.ring_ends.push_back(static_cast<std::uint32_t>(rings.points.size()));
        }
    }
    return !rings.ring_ends.empty();
}

/// A vertex of its first polygon: where it lies, about.
bool place_of(geo::ShapeView shape, geo::RingSet& rings) {
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const auto part = shape.part(p);
        if (part.kind != geo::PartKind::polygon || part.ring_count == 0) continue;
        const std::span<const geo::XY> ring = part.ring(0);
        if (ring.empty()) continue;
        rings.points = {ring[0]};
        rings.ring_ends = {1};
        return true;
    }
    return false;
}

std::uint8_t faded_alpha(std::uint8_t alpha, double opacity) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(opacity, 0.0, 1.0) * alpha));
}

void paint_of_class(draw::Group& group, const SceneFeature& feature, const LayerClass& one,
                    double opacity) {
    if (!feature.area) {
        paint_plain(group, feature, one.color.with_alpha(faded_alpha(255, opacity)));
        return;
    }
    const bool is_plain = one.pattern == FillPattern::plain;
    const draw::Color line = palette::darker(one.color, 0.3).with_alpha(faded_alpha(255, opacity));
    const Painter map{group, draw::Space::map, {}, feature.tag};
    map.fill(feature.area,
             one.color.with_alpha(faded_alpha(is_plain ? class_alpha : patterned_alpha, opacity)));
    paint_pattern(group, feature.area, one.pattern, line, feature.tag);
    map.stroke(feature.area, line, outline_mm * size_factor(group.view));
}

std::vector<bool> features_in(const draw::PolygonField& field, std::size_t count) {
    std::vector<bool> there(count, false);
    for (const auto& chunk : field.chunks()) {
        for (const std::uint32_t i : chunk.features) there[i] = true;
    }
    return there;
}

bool has_more_than_polygons(geo::ShapeView shape) {
    return shape.has(geo::PartKind::line) || shape.has(geo::PartKind::point);
}

}  // namespace

/// A layer's polygons on their way into the map's CRS.
struct SceneLayer::FieldSource {
    const model::Layer& layer;
    std::unique_ptr<const geo::GridTransform> grid;
    std::vector<geo::GridTransform::Hand> hands;  ///< one for each thread

    static Result<FieldSource> create(const model::Layer& layer, const geo::Crs& map_crs) {
        auto grid = geo::GridTransform::create(layer.crs, map_crs, layer.shapes.vertices(), Work{});
        if (!grid) return tl::unexpected(grid.error());
        FieldSource made{layer, std::make_unique<const geo::GridTransform>(std::move(*grid)), {}};
        for (std::size_t i = 0; i < parallel_width(); ++i) made.hands.emplace_back(*made.grid);
        return made;
    }

    [[nodiscard]] Result<draw::PolygonFieldPtr> build(const LayerClasses* classes) {
        std::vector<std::uint8_t> asked(layer.size(), 0);  // bytes: one thread at a time has one
        const auto supply = [&](std::size_t i, std::size_t worker, geo::RingSet& rings) {
            const geo::ShapeView shape = layer.shapes[i];
            if (!(asked[i] != 0 ? rings_of(shape, rings) : place_of(shape, rings))) return false;
            asked[i] = 1;
            return hands[worker].apply(rings.points);
        };
        const std::span<const std::uint8_t> of_feature =
            classes != nullptr ? std::span<const std::uint8_t>{classes->of_feature}
                               : std::span<const std::uint8_t>{};
        return draw::PolygonField::build(layer.size(), supply, of_feature, Work{},
                                         layer.shapes.vertices().size());
    }
};

Result<SceneLayer> SceneLayer::create(const model::Layer& layer, int number,
                                      const geo::Crs& map_crs, const LayerClasses* classes,
                                      std::vector<std::string>& left_out) {
    SceneLayer made;
    made.number_ = number;
    made.classes_ = classes;
    if (layer.size() > most_features_of_a_small_layer) {
        if (auto done = made.add_field(layer, map_crs, left_out); !done) {
            return tl::unexpected(done.error());
        }
    } else {
        auto source = FieldSource::create(layer, map_crs);
        if (!source) return tl::unexpected(source.error());
        auto projected = project(layer, map_crs, *source->grid);
        if (!projected) return tl::unexpected(projected.error());
        left_out.insert(left_out.end(), projected->left_out.begin(), projected->left_out.end());
        made.features_ = make_features(projected->shapes, number, true);
        made.shapes_ = std::move(projected->shapes);
        if (made.shapes_.vertices().size() > many_vertices) {
            if (auto done = made.add_areas(*source); !done) {
                return tl::unexpected(done.error());
            }
        }
    }
    for (const SceneFeature& feature : made.features_) {
        if (!feature.is_empty()) made.box_.add(feature.box);
    }
    if (layer.part) {
        const auto to_map = geo::Transform::between(layer.crs, map_crs);
        if (!to_map) return tl::unexpected(to_map.error());
        made.box_.add(geo::box_over(*to_map, layer.part->whole));
    }
    return made;
}

Result<void> SceneLayer::add_areas(FieldSource& source) {
    auto field = source.build(classes_);
    if (!field) return tl::unexpected(field.error());
    const std::vector<bool> there = features_in(**field, source.layer.size());
    for (std::size_t i = 0; i < features_.size(); ++i) {
        if (features_[i].area && !there[i]) return {};  // paths show it, so they show them all
    }
    areas_ = std::move(*field);
    return {};
}

Result<void> SceneLayer::add_field(const model::Layer& layer, const geo::Crs& map_crs,
                                   std::vector<std::string>& left_out) {
    auto source = FieldSource::create(layer, map_crs);
    if (!source) return tl::unexpected(source.error());
    auto field = source->build(classes_);
    if (!field) return tl::unexpected(field.error());
    field_ = std::move(*field);
    std::vector<geo::GridTransform::Hand>& hands = source->hands;
    if (field_->size() > 0) box_.add(field_->bounds());

    // Lines and points, and polygons that did not arrive.
    const std::vector<bool> arrived = features_in(*field_, layer.size());
    geo::RingSet rings;
    std::vector<std::uint32_t> others;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const geo::ShapeView shape = layer.shapes[i];
        bool is_lost = false;
        if (!arrived[i]) {
            rings.clear();
            is_lost = rings_of(shape, rings) && !hands[0].apply(rings.points);
        }
        if (!is_lost && has_more_than_polygons(shape)) {
            geo::Shapes one;
            one.begin_shape();
            for (std::size_t p = 0; p < shape.part_count(); ++p) {
                const auto part = shape.part(p);
                if (part.kind == geo::PartKind::polygon) continue;
                one.begin_part(part.kind);
                for (std::size_t r = 0; r < part.ring_count; ++r) {
                    one.begin_ring();
                    one.add(part.ring(r));
                }
            }
            is_lost = !hands[0].apply(one.mutable_vertices());
            if (!is_lost) {
                shapes_.append(one[0]);
                others.push_back(static_cast<std::uint32_t>(i));
            }
        }
        if (is_lost) left_out.push_back(layer.feature_label(i));
    }
    features_ = make_features(shapes_, number_, false);
    for (std::size_t k = 0; k < others.size(); ++k) features_[k].ref.index = others[k];
    return {};
}

bool SceneLayer::shows_in(const geo::Box& view) const {
    bool shows = std::ranges::any_of(features_, [&](const SceneFeature& feature) {
        return !feature.is_empty() && feature.box.intersects(view);
    });
    if (!shows && field_) {
        field_->visit(view, [&](draw::PolygonField::Ref) {
            shows = true;
            return false;
        });
    }
    return shows;
}

void SceneLayer::paint(draw::Group& group, draw::Color color, double opacity) const {
    const auto faded = [opacity](std::uint8_t alpha) { return faded_alpha(alpha, opacity); };
    if (faded(255) == 0) return;
    const draw::Color line = color.with_alpha(faded(255));
    const geo::Box view = group.view.extent();
    const draw::PolygonFieldPtr& painted = field_ ? field_ : areas_;
    if (painted && painted->size() > 0 && painted->bounds().intersects(view)) {
        draw::Polygons polygons{painted, {}};
        const std::vector<draw::PolygonField::Ref> patterned = patterned_in(group.view);
        const auto add = [&](draw::Color fill, draw::Color outline, std::uint8_t near_alpha) {
            draw::PolygonStyle style;
            style.fill = fill;
            style.near_alpha = faded(near_alpha);
            style.far_alpha = faded(style.far_alpha);
            style.outline = outline.with_alpha(faded(255));
            style.outline_width_mm = outline_mm * size_factor(group.view);
            polygons.styles.push_back(style);
        };
        if (classes_ == nullptr) add(color, color, draw::PolygonStyle{}.near_alpha);
        for (std::size_t c = 0; classes_ != nullptr && c < classes_->classes.size(); ++c) {
            const LayerClass& one = classes_->classes[c];
            const bool is_pale =
                one.pattern != FillPattern::plain && (areas_ || !patterned.empty());
            add(one.color, palette::darker(one.color, 0.3),
                is_pale ? patterned_alpha : class_alpha);
        }
        group.items.push_back({draw::Space::map, {}, 0, std::move(polygons)});
        for (const auto ref : patterned) {
            const auto& chunk = field_->chunks()[ref.chunk];
            const LayerClass& one = classes_->classes[chunk.classes[ref.polygon]];
            const SceneFeature feature = feature_of(ref);
            paint_pattern(group, feature.area, one.pattern,
                          palette::darker(one.color, 0.3).with_alpha(faded(255)), feature.tag);
        }
    }
    for (const SceneFeature& feature : features_) {
        if (feature.is_empty() || !feature.box.intersects(view)) continue;
        const LayerClass* const one =
            classes_ != nullptr ? &classes_->classes[classes_->of_feature[feature.ref.index]]
                                : nullptr;
        if (areas_ && feature.area) {
            if (one != nullptr) {
                paint_pattern(group, feature.area, one->pattern,
                              palette::darker(one->color, 0.3).with_alpha(faded(255)), feature.tag);
            }
            if (!feature.line && feature.points.empty()) continue;
            SceneFeature rest = feature;
            rest.area = nullptr;
            paint_plain(group, rest, one != nullptr ? one->color.with_alpha(faded(255)) : line);
        } else if (one == nullptr) {
            paint_plain(group, feature, line);
        } else {
            paint_of_class(group, feature, *one, opacity);
        }
    }
}

std::vector<draw::PolygonField::Ref> SceneLayer::patterned_in(const draw::MapView& view) const {
    std::vector<draw::PolygonField::Ref> found;
    if (classes_ == nullptr || !field_) return found;
    const auto has_pattern = [](const LayerClass& one) {
        return one.pattern != FillPattern::plain;
    };
    if (std::ranges::none_of(classes_->classes, has_pattern)) return found;
    field_->visit(view.extent(), [&](draw::PolygonField::Ref ref) {
        const auto& chunk = field_->chunks()[ref.chunk];
        if (!has_pattern(classes_->classes[chunk.classes[ref.polygon]])) return true;
        const double side_mm =
            std::sqrt(std::max(0.0F, chunk.areas_m2[ref.polygon])) * view.mm_per_metre();
        // From where a figure's outline is whole: below, its fill is on its way to a tone.
        if (draw::outline_strength(side_mm, outline_mm * size_factor(view)) >= 1.0) {
            found.push_back(ref);
        }
        return found.size() <= most_patterned;
    });
    if (found.size() > most_patterned) found.clear();
    return found;
}

SceneFeature SceneLayer::feature_of(draw::PolygonField::Ref ref) const {
    geo::Shapes shapes;
    shapes.begin_shape();
    shapes.begin_part(geo::PartKind::polygon);
    const geo::RingSet rings = field_->outline(ref);
    std::size_t first = 0;
    for (const std::uint32_t end : rings.ring_ends) {
        shapes.begin_ring();
        shapes.add(std::span{rings.points}.subspan(first, end - first));
        first = end;
    }
    SceneFeature feature = std::move(make_features(shapes, number_, false)[0]);
    feature.ref.index = field_->feature(ref);
    return feature;
}

std::optional<SceneFeature> SceneLayer::feature(std::uint32_t index) const {
    const auto at = std::ranges::lower_bound(
        features_, index, {}, [](const SceneFeature& feature) { return feature.ref.index; });
    const bool listed = at != features_.end() && at->ref.index == index && !at->is_empty();
    draw::PolygonField::Ref ref;
    if (!field_ || !field_->find(index, ref)) {
        return listed ? std::optional{*at} : std::nullopt;
    }
    SceneFeature feature = feature_of(ref);
    if (listed) {
        feature.line = at->line;
        feature.points = at->points;
        feature.box.add(at->box);
    }
    return feature;
}

double SceneLayer::crowd_in(const draw::MapView& view) const {
    if (box_.is_empty()) return 0.0;
    const geo::Box seen = view.extent();
    const auto share = [](double part, double whole) { return whole > part ? part / whole : 1.0; };
    return static_cast<double>(features_.size() + (field_ ? field_->size() : 0)) *
           share(seen.width(), box_.width()) * share(seen.height(), box_.height());
}

SceneLayer::Named SceneLayer::named_in(const LayerNames& names, const draw::MapView& view,
                                       std::size_t most, bool list_others) const {
    struct Wanted {
        int kind;  ///< 2 area, 1 line, 0 point
        double size;
        std::uint32_t index;
        const SceneFeature* feature;
        draw::PolygonField::Ref ref;
    };
    const geo::Box seen = view.extent();
    std::vector<Wanted> wanted;
    Named out;
    for (const SceneFeature& feature : features_) {
        if (feature.is_empty() || !feature.box.intersects(seen)) continue;
        if (!names.has(feature.ref.index)) continue;
        Wanted one{0, 0.0, feature.ref.index, &feature, {}};
        if (feature.area) {
            one.kind = 2;
            for (const Piece& piece : feature.pieces) one.size += piece.area_m2;
        } else if (feature.line) {
            one.kind = 1;
            one.size = std::max(feature.box.width(), feature.box.height());
        }
        wanted.push_back(one);
    }
    if (field_) {
        const double speck_m = speck_mm / view.mm_per_metre();
        const double least_m2 = crowd_in(view) > crowd_of_specks ? speck_m * speck_m : 0.0;
        const auto note = [&](draw::PolygonField::Ref ref) {
            const auto& chunk = field_->chunks()[ref.chunk];
            const std::uint32_t index = chunk.features[ref.polygon];
            const auto area_m2 = static_cast<double>(chunk.areas_m2[ref.polygon]);
            const bool is_speck = area_m2 < least_m2;
            if ((is_speck && !list_others) || !names.has(index)) return true;
            if (is_speck) {
                out.others.push_back(index);
            } else {
                wanted.push_back({2, area_m2, index, nullptr, ref});
            }
            return true;
        };
        field_->visit(seen, note, list_others ? 0.0 : least_m2);
    }
    const auto is_larger = [](const Wanted& a, const Wanted& b) {
        if (a.kind != b.kind) return a.kind > b.kind;
        return a.size != b.size ? a.size > b.size : a.index < b.index;
    };
    const auto end = wanted.begin() + static_cast<std::ptrdiff_t>(std::min(wanted.size(), most));
    std::partial_sort(wanted.begin(), end, wanted.end(), is_larger);
    for (auto one = wanted.begin(); one != end; ++one) {
        out.features.push_back(one->feature != nullptr ? *one->feature : feature_of(one->ref));
    }
    if (list_others) {
        for (auto one = end; one != wanted.end(); ++one) out.others.push_back(one->index);
        std::ranges::sort(out.others);
    }
    return out;
}

bool SceneLayer::is_at(const SceneFeature& feature, geo::XY p, double tolerance_m) const {
    const geo::Box near{p.x - tolerance_m, p.y - tolerance_m, p.x + tolerance_m, p.y + tolerance_m};
    if (feature.is_empty() || !feature.box.intersects(near)) return false;
    if (feature.line) {
        const draw::RectMm box{near.min_x, near.min_y, near.width(), near.height()};
        for (std::size_t r = 0; r < feature.line->ring_ends.size(); ++r) {
            const auto chain = ring_of(*feature.line, r);
            for (std::size_t v = 0; v + 1 < chain.size(); ++v) {
                if (segment_meets(chain[v], chain[v + 1], box)) return true;
            }
        }
    }
    const auto is_near = [&](geo::XY q) { return std::hypot(q.x - p.x, q.y - p.y) <= tolerance_m; };
    // A small polygon is caught by its place, as its outline is larger than its shape.
    return std::ranges::any_of(feature.points, is_near) ||
           std::ranges::any_of(feature.pieces, [&](const Piece& piece) {
               return piece.radius_m <= tolerance_m && is_near(piece.centre);
           });
}

std::optional<FeatureRef> SceneLayer::pick(geo::XY at, double tolerance_m) const {
    for (std::size_t i = features_.size(); i-- > 0;) {
        if (is_at(features_[i], at, tolerance_m) ||
            (features_[i].area && geo::contains(shapes_[i], at))) {
            return features_[i].ref;
        }
    }
    if (!field_) return std::nullopt;
    // The last in the layer's order lies on top; one that holds the point goes before one that is
    // only near it.
    std::optional<std::uint32_t> inside;
    std::optional<std::uint32_t> beside;
    double least = tolerance_m;
    const geo::Box near{at.x - tolerance_m, at.y - tolerance_m, at.x + tolerance_m,
                        at.y + tolerance_m};
    field_->visit(near, [&](draw::PolygonField::Ref ref) {
        const std::uint32_t index = field_->feature(ref);
        if ((!inside || index > *inside) && field_->contains(ref, at)) inside = index;
        const geo::Box box = field_->box(ref);
        if (std::max(box.width(), box.height()) <= 2 * tolerance_m) {
            const geo::XY middle = box.centre();
            const double distance = std::hypot(middle.x - at.x, middle.y - at.y);
            if (distance <= least) {
                least = distance;
                beside = index;
            }
        }
        return true;
    });
    const auto found = inside ? inside : beside;
    if (!found) return std::nullopt;
    return FeatureRef{number_, *found};
}

}  // namespace parkatlas::cartography
