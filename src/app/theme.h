#pragma once

#include <imgui.h>

#include "draw/draw_list.h"

namespace parkatlas::app::theme {

/// The window's palette: paper whites, ink, and one green for whatever can be acted on, so that
/// the colours of the map stay the only strong ones.
inline constexpr draw::Color paper{255, 255, 255};
inline constexpr draw::Color panel{250, 251, 250};
inline constexpr draw::Color ground{225, 234, 239};  ///< where no map is painted yet
inline constexpr draw::Color line{219, 225, 223};
inline constexpr draw::Color ink{31, 42, 46};
inline constexpr draw::Color ink_soft{88, 103, 108};
inline constexpr draw::Color ink_faint{140, 152, 156};
inline constexpr draw::Color accent{30, 107, 92};
inline constexpr draw::Color accent_deep{22, 86, 73};
inline constexpr draw::Color accent_pale{222, 237, 232};
inline constexpr draw::Color hover{238, 244, 242};
inline constexpr draw::Color pressed{224, 233, 230};
inline constexpr draw::Color warning_ink{176, 108, 12};
inline constexpr draw::Color measure{196, 40, 108};  ///< on the map: unlike any plan's colour
inline constexpr draw::Color marked{214, 96, 0};     ///< on the map: selected among others
inline constexpr draw::Color sketch{20, 96, 200};    ///< on the map: a boundary that is tried out
inline constexpr draw::Color bar_target{168, 209, 196};
inline constexpr draw::Color note{255, 248, 230};
inline constexpr draw::Color note_line{236, 212, 154};
inline constexpr draw::Color note_ink{116, 82, 16};
inline constexpr draw::Color alarm{253, 238, 236};
inline constexpr draw::Color alarm_line{232, 180, 174};
inline constexpr draw::Color alarm_ink{140, 42, 32};

[[nodiscard]] ImU32 packed(draw::Color color);
[[nodiscard]] ImVec4 vec(draw::Color color);

/// Sets colours, spacing and rounding of the current ImGui context at this scale.
void apply(float scale);

}  // namespace parkatlas::app::theme
