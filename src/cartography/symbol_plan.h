#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "cartography/scene_features.h"
#include "draw/draw_list.h"
#include "model/layout.h"

namespace parkatlas::cartography {

/// Where the symbols of point features stand on paper: at their places, or moved apart where one
/// would hide another. Numbered discs of polygons stay and push the others away. Depends on nothing
/// but its input.
class SymbolPlan {
  public:
    SymbolPlan() = default;
    SymbolPlan(const model::Layout& layout, const std::vector<SceneFeature>& features,
               const std::vector<std::size_t>& shown, const draw::MapView& view);

    /// From the true place to the symbol; zero for most.
    [[nodiscard]] geo::XY shift_mm(std::uint32_t tag, std::size_t point) const;
    [[nodiscard]] bool is_moved(std::uint32_t tag, std::size_t point) const {
        return shifts_.contains({tag, point});
    }

  private:
    std::map<std::pair<std::uint32_t, std::size_t>, geo::XY> shifts_;
};

}  // namespace parkatlas::cartography
