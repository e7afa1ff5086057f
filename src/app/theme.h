#pragma once

#include <imgui.h>

#include "base/finding.h"
#include "draw/draw_list.h"

namespace parkatlas::app::theme {

/// The window's colours: paper whites (by choice: dark greys), ink, and one green for whatever can
/// be acted on, so that the colours of the map stay the only strong ones. The map itself is the
/// same in both: it is the sheet.
struct Palette {
    draw::Color paper;
    draw::Color panel;
    draw::Color ground;  ///< while no map is there yet
    draw::Color line;
    draw::Color ink;
    draw::Color ink_soft;
    draw::Color ink_faint;
    draw::Color accent;
    draw::Color accent_deep;
    draw::Color accent_pale;
    draw::Color hover;
    draw::Color pressed;
    draw::Color warning_ink;
    draw::Color bar_target;
    draw::Color note;
    draw::Color note_line;
    draw::Color note_ink;
    draw::Color alarm;
    draw::Color alarm_line;
    draw::Color alarm_ink;
    draw::Color grab;
    draw::Color grab_hovered;
    draw::Color grab_active;
    draw::Color selected_text;
    draw::Color dim;
};

/// One of the palette's colours, whichever palette the current ImGui context has (`apply`); light
/// where there is no context.
class Tone {
  public:
    constexpr explicit Tone(draw::Color Palette::*of) : of_{of} {}
    operator draw::Color() const;  // NOLINT(google-explicit-constructor): it stands for the colour
    [[nodiscard]] draw::Color with_alpha(std::uint8_t alpha) const;

  private:
    draw::Color Palette::*of_;
};

inline constexpr Tone paper{&Palette::paper};
inline constexpr Tone panel{&Palette::panel};
inline constexpr Tone ground{&Palette::ground};
inline constexpr Tone line{&Palette::line};
inline constexpr Tone ink{&Palette::ink};
inline constexpr Tone ink_soft{&Palette::ink_soft};
inline constexpr Tone ink_faint{&Palette::ink_faint};
inline constexpr Tone accent{&Palette::accent};
inline constexpr Tone accent_deep{&Palette::accent_deep};
inline constexpr Tone accent_pale{&Palette::accent_pale};
inline constexpr Tone hover{&Palette::hover};
inline constexpr Tone pressed{&Palette::pressed};
inline constexpr Tone warning_ink{&Palette::warning_ink};
inline constexpr Tone bar_target{&Palette::bar_target};
inline constexpr Tone note{&Palette::note};
inline constexpr Tone note_line{&Palette::note_line};
inline constexpr Tone note_ink{&Palette::note_ink};
inline constexpr Tone alarm{&Palette::alarm};
inline constexpr Tone alarm_line{&Palette::alarm_line};
inline constexpr Tone alarm_ink{&Palette::alarm_ink};

// On the map, and so the same in both palettes.
inline constexpr draw::Color water{225, 234, 239};   ///< around the map's picture
inline constexpr draw::Color measure{196, 40, 108};  ///< unlike any plan's colour
inline constexpr draw::Color marked{214, 96, 0};     ///< selected among others
inline constexpr draw::Color sketch{20, 96, 200};    ///< a boundary that is tried out

/// What an error, a warning or a remark is told in.
[[nodiscard]] draw::Color severity_ink(Severity severity);

[[nodiscard]] ImU32 packed(draw::Color color);
[[nodiscard]] ImVec4 vec(draw::Color color);

/// Sets colours, spacing and rounding of the current ImGui context at this scale.
void apply(float scale, bool dark = false);

}  // namespace parkatlas::app::theme
