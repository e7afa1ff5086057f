#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/document.h"
#include "app/latest_job.h"
#include "app/tool_state.h"
#include "geo/coords.h"
#include "geo/crs.h"
#include "geo/shapes.h"

namespace parkatlas::app {

/// A feature that is selected among others, brought onto the map.
struct MarkedOutline {
    geo::Box box;
    std::vector<std::vector<geo::MapXY>> rings;  ///< of polygons closed, of lines open
    std::vector<bool> closed;
};

/// A shape in coordinates that `to_map` brings onto the map.
[[nodiscard]] MarkedOutline outline_of(geo::ShapeView shape, const geo::Transform& to_map);

/// Outlines of the selected features on the map, made beside the window when the selection changes.
class MarkedOutlines {
  public:
    explicit MarkedOutlines(std::function<void()> wake) : job_{std::move(wake)} {}

    void want(const std::shared_ptr<const Document>& document, const Marked& marked);
    [[nodiscard]] bool busy() const { return job_.busy(); }
    bool poll();
    /// Of the latest selection that is ready; null for another document.
    [[nodiscard]] const std::vector<MarkedOutline>* of(const Document* document) const;

  private:
    struct Made {
        std::shared_ptr<const Document> document;
        std::vector<MarkedOutline> outlines;
    };
    std::shared_ptr<const Document> asked_;
    std::uint32_t asked_version_ = 0;
    std::optional<Made> made_;
    LatestJob<Made> job_;
};

}  // namespace parkatlas::app
