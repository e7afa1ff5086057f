#pragma once

#include <functional>

#include "app/frame_meter.h"
#include "app/map_canvas.h"
#include "app/widgets.h"

namespace parkatlas::app {

// The parts of the window. Each draws itself from const views and adds what the user asked for to
// `ui.commands`; none changes anything itself.

void draw_toolbar(const Ui& ui);
void draw_scheme_panel(const Ui& ui);
/// The user's layers as a part of the scheme panel: rows to be switched, ordered by dragging,
/// styled. `features` lists those of a layer below its row.
void draw_layers(const Ui& ui, const std::function<void(int layer)>& features);
void draw_inspector(const Ui& ui);
/// Above the map: the path of plans down to the one that is open, and those below it.
void draw_plan_head(const Ui& ui);
void draw_status_bar(const Ui& ui);
/// The tables below the map, where the drawer is open.
void draw_drawer(const Ui& ui);
/// Opens the log in it, from whatever is shown.
void show_log(Commands& commands);

/// Over the map: errors, scale bar, sources. Gives the boxes that labels must keep clear of.
[[nodiscard]] std::vector<RectPx> draw_map_overlays(const Ui& ui, float px_per_mm);
/// In place of the map while the sources are being opened.
/// True where it is to be given up.
[[nodiscard]] bool draw_opening(const Ui& ui, std::string_view what, float share_done);
/// Over the map, while more is being read. True where that is to be given up.
[[nodiscard]] bool draw_still_opening(const Ui& ui, std::string_view what, float share_done);
void draw_about(const Ui& ui);
/// Over everything while they are open: the finder of commands and places, the list of keys.
void draw_finder(const Ui& ui);
void draw_key_list(const Ui& ui);
class StartPictures;
/// In place of all panels but the tool bar: what to open, while nothing has been chosen yet.
void draw_start_page(const Ui& ui, const StartPictures& pictures);
/// Over everything while it is open: the file dialog.
void draw_file_dialog(const Ui& ui);
/// Over everything while one is asked: before unsaved work is left, and of work a crash left.
void draw_questions(const Ui& ui);
/// The list of scales above the status bar, where it is open.
void draw_scales(const Ui& ui);
/// The present scale in the status bar, which opens that list; gives its left edge.
float scale_button(const Ui& ui, float right);
/// The overview's frame, and the hand on it; gives its box.
[[nodiscard]] RectPx draw_overview(const Ui& ui, float px_per_mm);
/// True where the map under the mouse is that of what is compared, right of the line.
[[nodiscard]] bool is_over_compared(const Ui& ui);
/// Its feature there; `tell`: with its name at the mouse.
[[nodiscard]] std::optional<cartography::FeatureRef> compared_under_mouse(const Ui& ui,
                                                                          float px_per_mm,
                                                                          bool tell);
/// Over the map while something is compared: the line or the other half, titles.
void draw_comparison(const Ui& ui, float px_per_mm, std::vector<RectPx>& boxes);
/// What became of a wish, until it is dismissed.
void draw_note(const Ui& ui, std::vector<RectPx>& boxes);
/// The way out of full screen, in a corner.
void draw_leave_full_screen(const Ui& ui);

/// What the panel of frame times shows.
struct FrameReport {
    const FrameMeter& meter;
    const MapCanvas::Times& pictures;
    std::optional<double> first_picture_s;  ///< since the start
};
/// frame_panel.cpp: over the map's upper right corner, where it is open.
void draw_frame_times(const Ui& ui, const FrameReport& report);

/// A point of a sketch's boundary, or a place on an edge where one would be put in.
struct SketchHandle {
    std::size_t sketch = 0, ring = 0, vertex = 0;
    bool inserts = false;
};

/// An annotation in the hand: one of its places, or all of it.
struct AnnotationGrip {
    std::size_t index = 0;
    std::optional<std::size_t> place;
    std::optional<geo::LonLat> last;  ///< where the hand was, when all of it is moved
};

/// What the mouse does over the map, between frames.
struct MapMouse {
    bool dragging = false;
    bool pressed = false;
    std::optional<std::size_t> handle = {};  ///< point of the chosen measurement in the hand
    bool handle_moved = false;
    std::optional<SketchHandle> sketch = {};  ///< point of the chosen sketch in the hand
    std::optional<AnnotationGrip> annotation = {};
    geo::MapXY held;      ///< map point under the mouse when it was pressed
    draw::PaperMm press;  ///< where that was
};

/// What the map area found under the mouse in this frame.
struct MapHover {
    std::optional<geo::MapXY> cursor;
    std::optional<cartography::FeatureRef> feature;
    std::optional<geo::LonLat> pen;  ///< with a measuring tool: where a click would set a point
    PenSnap pen_snap = PenSnap::none;
};

/// Mouse over the map: drag pans, wheel zooms about the cursor, click selects, double click zooms
/// to the feature or, on empty ground, to everything.
[[nodiscard]] MapHover handle_map_mouse(const Ui& ui, MapMouse& mouse, float px_per_mm);

// measure_map.cpp: measuring on the map.

struct Pen {
    std::optional<geo::LonLat> at;
    PenSnap snap = PenSnap::none;
};
/// Where a point at the cursor goes: to a vertex or edge near it, unless Ctrl is held.
[[nodiscard]] Pen pen_at(const Ui& ui, geo::MapXY cursor, double px_per_metre);
/// Finished measurements, the one being drawn, its figures at the mouse, the pin.
void draw_measurements(const Ui& ui, float px_per_mm);
[[nodiscard]] std::optional<std::size_t> handle_under_mouse(const Ui& ui, float px_per_mm);
[[nodiscard]] std::optional<std::size_t> measurement_under_mouse(const Ui& ui, float px_per_mm);

}  // namespace parkatlas::app
