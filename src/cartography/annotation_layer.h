#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/lang.h"
#include "base/result.h"
#include "cartography/map_scene.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "model/annotation.h"

namespace parkatlas::cartography {

/// Pictures of an annotations file by their names in it.
using AnnotationPictures = std::map<std::string, std::shared_ptr<const Image>>;

/// What a sheet is asked to carry on top of the map.
struct AnnotationContent {
    model::Annotations file;
    AnnotationPictures pictures;
};

/// An annotation set in type and lines.
struct SetAnnotation {
    std::size_t index = 0;                 ///< into the file's items
    std::string text;                      ///< as it stands on the sheet, lines joined by '\n'
    std::string feature;                   ///< it speaks of; may be empty
    draw::RectMm box;                      ///< of all of it
    std::vector<draw::RectMm> keep_clear;  ///< where no label of the map may stand
    std::vector<draw::Item> items;         ///< paper space
    bool in_map = false;                   ///< cut at the map's frame
    std::optional<double> bar_mm, ground_m;
};

/// One that is not on the sheet, and why.
struct UnsetAnnotation {
    std::string name;    ///< its id, else "annotations[3]"
    std::string reason;  ///< in the sheet's language
};

struct AnnotationLayer {
    std::vector<SetAnnotation> set;
    std::vector<UnsetAnnotation> unset;
};

/// Page and map that annotations are set on.
struct AnnotationPage {
    draw::RectMm page;
    draw::MapView view;
    double unit = 1.0;  ///< size of a north arrow or scale bar that does not say its own
    Lang lang = Lang::zh;
};

/// Sets every annotation of a file on a page. Lengths and areas are geodesic, on CGCS2000. What
/// lies outside the map or the page, or speaks of a feature that is not there, is left out and
/// named. Sizes are those of the file, in mm, on every page and at every resolution.
/// Fails with crs_unknown as PlaceResolver does.
[[nodiscard]] Result<AnnotationLayer> set_annotations(const AnnotationContent& content,
                                                      const MapScene& scene,
                                                      const AnnotationPage& page,
                                                      const draw::FontSet& fonts);

}  // namespace parkatlas::cartography
