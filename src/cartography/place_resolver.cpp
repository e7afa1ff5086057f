#include "cartography/place_resolver.h"

namespace parkatlas::cartography {

Result<PlaceResolver> PlaceResolver::create(const geo::Crs& map_crs, const std::string& ground_crs,
                                            const draw::MapView& view) {
    auto from_degrees = geo::Transform::between(geo::Crs::cgcs2000(), map_crs);
    if (!from_degrees) return tl::unexpected(from_degrees.error());
    const auto ground = geo::Crs::parse(ground_crs);
    if (!ground) return tl::unexpected(ground.error());
    auto from_ground = geo::Transform::between(*ground, map_crs);
    if (!from_ground) return tl::unexpected(from_ground.error());
    return PlaceResolver{std::move(*from_degrees), std::move(*from_ground), view};
}

Result<draw::PaperMm> PlaceResolver::on_paper(const model::AnnotationPlace& place) const {
    draw::PaperMm at{place.x, place.y};
    if (place.on_ground()) {
        const bool in_degrees = place.anchor == model::AnnotationPlace::Anchor::lon_lat;
        const auto there = (in_degrees ? from_degrees_ : from_ground_).apply({place.x, place.y});
        if (!there) return tl::unexpected(there.error());
        at = view_.to_paper({there->x, there->y});
    }
    return draw::PaperMm{at.x_mm + place.offset_x_mm, at.y_mm + place.offset_y_mm};
}

}  // namespace parkatlas::cartography
