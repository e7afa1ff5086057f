#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cartography/place_resolver.h"
#include "cartography/sheet.h"
#include "draw/draw_list.h"
#include "geo/crs.h"
#include "model/annotation.h"

/// Annotations under the hand on a page: moved, resized, tied to the ground or to the page.
namespace parkatlas::tasks {

/// From the page to the ground and back, for one map on one page.
class PagePlaces {
  public:
    /// `file_crs`: of places in map metres. Fails with crs_unknown.
    [[nodiscard]] static Result<PagePlaces> create(const geo::Crs& map_crs,
                                                   const std::string& file_crs,
                                                   const draw::MapView& view);
    /// None where the map's projection has no such place.
    [[nodiscard]] std::optional<draw::PaperMm> on_paper(const model::AnnotationPlace& place) const;
    [[nodiscard]] std::optional<model::AnnotationPlace> on_ground(draw::PaperMm at) const;
    [[nodiscard]] double mm_per_metre() const { return resolver_.view().mm_per_metre(); }

  private:
    PagePlaces(cartography::PlaceResolver resolver, geo::Transform to_degrees)
        : resolver_{std::move(resolver)}, to_degrees_{std::move(to_degrees)} {}
    cartography::PlaceResolver resolver_;
    geo::Transform to_degrees_;
};

/// Moves all of an annotation by so much on paper, or one of its places; what hangs on the ground
/// hangs there afterwards. False, and nothing changed, where the ground has no such place.
[[nodiscard]] bool move_on_page(model::Annotation& annotation, std::optional<std::size_t> place,
                                draw::PaperMm by, const PagePlaces& places);

/// Where it stands now, it stays: with the page, or with the ground below it. A circle keeps its
/// size on paper. False, and nothing changed, where that cannot be.
[[nodiscard]] bool tie_to_page(model::Annotation& annotation, const PagePlaces& places);
[[nodiscard]] bool tie_to_ground(model::Annotation& annotation, const PagePlaces& places);
/// True if it moves with the page and not with the map.
[[nodiscard]] bool is_tied_to_page(const model::Annotation& annotation);

/// A point of an annotation that the hand can take.
struct PageHandle {
    draw::PaperMm at;
    std::optional<std::size_t> place;  ///< none: it changes the size
};
/// `box`: of the annotation on the page. Corners of lines and areas, ends of dimensions, what a
/// callout points at; of boxes the corner across from the point that stands at the place.
[[nodiscard]] std::vector<PageHandle> page_handles(const model::Annotation& annotation,
                                                   const draw::RectMm& box,
                                                   const PagePlaces& places);
/// Its size handle has been drawn by so much. Pictures and north arrows keep their shape, words
/// change the width they are broken to, a scale bar its longest length; nothing gets smaller than
/// can be seen and taken again.
void resize_on_page(model::Annotation& annotation, const draw::RectMm& box, draw::PaperMm by);
/// The box after that, about; for an outline under the hand.
[[nodiscard]] draw::RectMm resized_box(const model::Annotation& annotation, const draw::RectMm& box,
                                       draw::PaperMm by);

/// The sheet's own north arrow or scale bar as an annotation that stands where it does.
[[nodiscard]] std::optional<model::Annotation> annotation_of_item(
    const cartography::SheetItem& item);

/// A new annotation at a place of the page; `to` is where an arrow or line ends. Kinds that have to
/// do with the ground are none.
[[nodiscard]] std::optional<model::Annotation> page_annotation(model::AnnotationKind kind,
                                                               draw::PaperMm at, draw::PaperMm to,
                                                               Lang lang);

}  // namespace parkatlas::tasks
