#include "cartography/scene_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/parallel.h"

namespace parkatlas::cartography {
namespace {

/// Pieces of one feature whose deepest point is sought, largest first; the others have their box's
/// middle.
constexpr std::size_t most_centred_pieces = 24;
constexpr std::size_t features_per_piece = 4;

void add_ring(draw::Path& path, std::span<const geo::XY> ring) {
    // A closing vertex equal to the first is dropped: rings of a path are closed by themselves.
    std::size_t count = ring.size();
    if (path.closed && count > 1 && ring.front() == ring.back()) --count;
    if (count == 0) return;
    path.points.insert(path.points.end(), ring.begin(),
                       ring.begin() + static_cast<std::ptrdiff_t>(count));
    path.ring_ends.push_back(static_cast<std::uint32_t>(path.points.size()));
}

SceneFeature make_feature(const geo::ShapeView& shape, FeatureRef ref, bool with_pieces) {
    SceneFeature feature;
    feature.ref = ref;
    auto area = std::make_shared<draw::Path>();
    auto line = std::make_shared<draw::Path>();
    line->closed = false;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const auto part = shape.part(p);
        if (part.kind == geo::PartKind::point) {
            if (part.ring_count > 0 && !part.ring(0).empty()) {
                feature.points.push_back(part.ring(0)[0]);
            }
        } else if (part.kind == geo::PartKind::line) {
            add_ring(*line, part.ring(0));
        } else {
            auto piece = std::make_shared<draw::Path>();
            for (std::size_t r = 0; r < part.ring_count; ++r) {
                if (part.ring(r).size() < 3) continue;
                add_ring(*area, part.ring(r));
                add_ring(*piece, part.ring(r));
            }
            if (!with_pieces || piece->points.empty()) continue;
            const double area_m2 = std::abs(signed_area(ring_of(*piece, 0)));
            const geo::Box box = box_of(*piece);
            feature.pieces.push_back({piece, box, box.centre(), 0.0, area_m2, Levels{piece}});
        }
    }
    for (const geo::XY p : area->points) feature.box.add(p);
    for (const geo::XY p : line->points) feature.box.add(p);
    for (const geo::XY p : feature.points) feature.box.add(p);
    std::stable_sort(feature.pieces.begin(), feature.pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.area_m2 > b.area_m2; });
    // The hundreds of islands of a coastal belt carry no symbols.
    for (std::size_t p = 0; p < std::min(feature.pieces.size(), most_centred_pieces); ++p) {
        Piece& piece = feature.pieces[p];
        const VisualCentre centre = visual_centre(*piece.path);
        piece.centre = centre.at;
        piece.radius_m = centre.radius;
    }
    if (!feature.box.is_empty()) {
        feature.centre = !feature.pieces.empty()   ? feature.pieces.front().centre
                         : !feature.points.empty() ? feature.points.front()
                                                   : feature.box.centre();
        if (feature.pieces.empty() && feature.points.empty() && !line->points.empty()) {
            const Chain chain{
                {line->points.begin(), line->points.begin() + line->ring_ends.front()}};
            feature.centre = chain.at(chain.length() / 2).at;
        }
    }
    if (!area->points.empty()) feature.area = std::move(area);
    if (!line->points.empty()) feature.line = std::move(line);
    return feature;
}

}  // namespace

std::vector<SceneFeature> make_features(const geo::Shapes& shapes, int layer, bool with_pieces) {
    std::vector<SceneFeature> features(shapes.size());
    const auto make = [&](std::size_t i) {
        features[i] = make_feature(shapes[i], {layer, static_cast<std::uint32_t>(i)}, with_pieces);
    };
    if (shapes.size() <= features_per_piece) {
        for (std::size_t i = 0; i < shapes.size(); ++i) make(i);
        return features;
    }
    // Nothing in it can fail, and nobody asks it to stop.
    (void)for_each_piece(shapes.size(), features_per_piece, Work{},
                         [&](IndexRange piece, std::size_t) -> Result<void> {
                             for (std::size_t i = piece.first; i < piece.last; ++i) make(i);
                             return {};
                         });
    return features;
}

void add_layout_facts(const model::Layout& layout, const geo::Transform& from_degrees,
                      std::vector<SceneFeature>& features) {
    std::map<model::Role, int> numbers;
    std::map<model::Role, std::vector<std::string>> kinds;
    for (std::size_t i = 0; i < features.size() && i < layout.features.size(); ++i) {
        const model::LayoutFeature& told = layout.features[i];
        SceneFeature& feature = features[i];
        feature.tag = static_cast<std::uint32_t>(i + 1);
        feature.number = ++numbers[told.role];
        auto& known = kinds[told.role];
        auto kind = std::ranges::find(known, told.kind);
        if (kind == known.end()) kind = known.insert(known.end(), told.kind);
        feature.variant = static_cast<int>(kind - known.begin());
        for (const model::Waypoint& waypoint : told.waypoints) {
            const auto at = from_degrees.apply(geo::XY{waypoint.at.lon_deg, waypoint.at.lat_deg});
            feature.waypoints.push_back(at ? *at : feature.centre);
        }
        std::vector<geo::XY> middle;
        for (const geo::LonLat p : told.centreline) {
            if (const auto at = from_degrees.apply(geo::XY{p.lon_deg, p.lat_deg})) {
                middle.push_back(*at);
            }
        }
        feature.centreline = smoothed(middle, middle.size() < 60 ? 2 : 0);
        for (const model::FeaturePart& part : told.parts) {
            const auto at = from_degrees.apply(geo::XY{part.at.lon_deg, part.at.lat_deg});
            feature.part_places.push_back(at ? *at : feature.centre);
        }
        // A pole that is a region stands where its city is.
        if (told.role == model::Role::pole && is_union(told) && told.anchor) {
            const auto at = from_degrees.apply(geo::XY{told.anchor->lon_deg, told.anchor->lat_deg});
            if (at) feature.centre = *at;
        }
        // A feature without a shape still has its place.
        if (feature.is_empty() && told.anchor) {
            const auto at = from_degrees.apply(geo::XY{told.anchor->lon_deg, told.anchor->lat_deg});
            if (at) {
                feature.points.push_back(*at);
                feature.centre = *at;
                feature.box.add(*at);
            }
        }
    }
}

std::vector<geo::XY> anchors_of(const model::Layout& layout, const geo::Transform& from_degrees,
                                const std::vector<SceneFeature>& features) {
    std::vector<geo::XY> places;
    for (std::size_t i = 0; i < features.size() && i < layout.features.size(); ++i) {
        const auto& anchor = layout.features[i].anchor;
        if (anchor) {
            const auto at = from_degrees.apply(geo::XY{anchor->lon_deg, anchor->lat_deg});
            if (at) places.push_back(*at);
        } else if (!features[i].is_empty()) {
            places.push_back(features[i].centre);
        }
    }
    return places;
}

std::span<const model::Role> painting_order() {
    using model::Role;
    static constexpr std::array<Role, 16> order{
        Role::zone,  Role::belt,     Role::corridor, Role::axis, Role::cluster, Role::pole,
        Role::core,  Role::sector,   Role::phase,    Role::park, Role::plate,   Role::plot,
        Role::other, Role::platform, Role::town,     Role::node};
    return order;
}

bool is_union(const model::LayoutFeature& told) {
    using model::Role;
    return told.basis == model::Basis::administrative && !told.units.empty() &&
           (told.role == Role::core || told.role == Role::pole || is_ribbon(told.role) ||
            told.role == Role::zone || told.role == Role::cluster);
}

bool is_ribbon(model::Role role) {
    return role == model::Role::belt || role == model::Role::corridor || role == model::Role::axis;
}

}  // namespace parkatlas::cartography
