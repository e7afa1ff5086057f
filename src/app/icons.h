#pragma once

#include <cstdint>

#include <imgui.h>

namespace parkatlas::app {

/// Small pictures drawn from lines, so that they are sharp at any scale and need no files.
enum class Icon : std::uint8_t {
    logo,
    fit,
    zoom_in,
    zoom_out,
    locate,
    close,
    info,
    search,
    layers,
    pointer,
    warning,
    chevron_down,
    chevron_right,
    chart,
    arrow_left,
    arrow_right,
    enter,
    ruler,
    polygon,
    circle,
    undo,
    redo,
    copy,
    check,
    overlap,
    table,
    save,
    folder,
    list,
    what_if,
    landscape,
    portrait,
    annotate,
    arrow_up,
    arrow_down,
    sliders,
    plus,
    file,
    disk
};

/// Draws into the square of this side about `centre`.
void draw_icon(ImDrawList* list, Icon icon, ImVec2 centre, float side_px, ImU32 color);

}  // namespace parkatlas::app
