#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/coords.h"

namespace parkatlas::app {

/// A view one may come back to: what was open, where the map stood, what was selected.
struct ViewRecord {
    std::vector<std::string> sources;  ///< the plan; the layers of the user stay what they are
    geo::MapXY centre;
    double scale_denominator = 0.0;
    std::optional<std::string> selected;  ///< feature id

    bool operator==(const ViewRecord&) const = default;
};

/// Back and forward as in a browser: whoever jumps leaves a view behind, and a jump forgets what
/// was ahead.
class ViewHistory {
  public:
    /// The view that is being left by a jump. The same view twice in a row counts once.
    void leave(ViewRecord view);
    /// The view before the present one, which becomes the next ahead; none at the start.
    [[nodiscard]] std::optional<ViewRecord> back(ViewRecord present);
    [[nodiscard]] std::optional<ViewRecord> forward(ViewRecord present);

    [[nodiscard]] std::size_t behind() const { return behind_.size(); }
    [[nodiscard]] std::size_t ahead() const { return ahead_.size(); }

  private:
    static constexpr std::size_t most = 200;
    std::vector<ViewRecord> behind_, ahead_;
};

}  // namespace parkatlas::app
