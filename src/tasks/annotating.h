#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/lang.h"
#include "cartography/annotation_layer.h"
#include "geo/coords.h"
#include "model/annotation.h"

namespace parkatlas::tasks {

/// Points on the ground that an annotation of a kind is drawn with: so many finish it; 0: as many
/// as one likes, until it is finished by hand.
[[nodiscard]] std::size_t points_to_draw(model::AnnotationKind kind);
/// Fewer are none.
[[nodiscard]] std::size_t least_points(model::AnnotationKind kind);

/// What the hand has drawn: points of the ground, CGCS2000 degrees. `feature` (its id) is what a
/// callout or tag points at; empty: the first point. A tag without a feature is a text.
[[nodiscard]] model::Annotation drawn_annotation(model::AnnotationKind kind,
                                                 const std::vector<geo::LonLat>& points,
                                                 const std::string& feature, Lang lang);

/// Puts one place of an annotation elsewhere; what stood beside it on paper stands on it then.
void move_place(model::Annotation& annotation, std::size_t place, geo::LonLat to);
/// Moves all of it by so much.
void move_by(model::Annotation& annotation, double lon_deg, double lat_deg);

/// The copy lies a little to the right and below; it stands above all others. Gives its index.
std::size_t duplicate_annotation(model::Annotations& file, std::size_t index);
void remove_annotation(model::Annotations& file, std::size_t index);
/// Changes places with the one above (`up`) or below. Gives its new index.
std::size_t reorder_annotation(model::Annotations& file, std::size_t index, bool up);

/// In a list: its words, else what it is; one line.
[[nodiscard]] std::string annotation_title(const model::Annotation& annotation, Lang lang);
[[nodiscard]] std::string_view annotation_kind_label(model::AnnotationKind kind, Lang lang);

/// What a map draws of annotations that lie on the ground.
[[nodiscard]] std::shared_ptr<const cartography::AnnotationContent> annotation_content(
    model::Annotations file, cartography::AnnotationPictures pictures = {});

}  // namespace parkatlas::tasks
