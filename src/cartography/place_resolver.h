#pragma once

#include <string>
#include <utility>

#include "base/result.h"
#include "draw/draw_list.h"
#include "geo/crs.h"
#include "model/annotation.h"

namespace parkatlas::cartography {

/// Places on paper: of the ground through the map's CRS and view.
class PlaceResolver {
  public:
    /// Fails with crs_unknown where there is no way from CGCS2000 or from `ground_crs` to the map.
    [[nodiscard]] static Result<PlaceResolver> create(const geo::Crs& map_crs,
                                                      const std::string& ground_crs,
                                                      const draw::MapView& view);
    /// Fails with out_of_range.
    [[nodiscard]] Result<draw::PaperMm> on_paper(const model::AnnotationPlace& place) const;
    [[nodiscard]] const draw::MapView& view() const { return view_; }

  private:
    PlaceResolver(geo::Transform from_degrees, geo::Transform from_ground,
                  const draw::MapView& view)
        : from_degrees_{std::move(from_degrees)},
          from_ground_{std::move(from_ground)},
          view_{view} {}
    geo::Transform from_degrees_, from_ground_;
    draw::MapView view_;
};

}  // namespace parkatlas::cartography
