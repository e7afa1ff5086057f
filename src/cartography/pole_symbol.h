#pragma once

#include <string_view>

#include "cartography/painter.h"

namespace parkatlas::cartography {

/// Rank of a pole as its `grade` says it: 1, 2 or 3 (all lower ones); 0 where the plan ranks none.
/// Understood are a leading digit or Chinese numeral (2, 二级, 第二极) and the words 主, 副 (as 1
/// and 2).
[[nodiscard]] int pole_rank(std::string_view grade);

/// The symbol of a pole, its ring `radius` wide: a star in a ring. Rank 1 stands in two rings; rank
/// 2 in one, the star smaller; rank 3 has a dot for the star.
void paint_pole_symbol(const Painter& painter, geo::XY middle, double radius, int rank,
                       draw::Color color);

}  // namespace parkatlas::cartography
