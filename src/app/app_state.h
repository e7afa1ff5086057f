#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/camera.h"
#include "app/edits.h"
#include "app/file_state.h"
#include "app/log_book.h"
#include "app/measuring.h"
#include "app/tool_state.h"
#include "app/view_state.h"
#include "app/visit.h"
#include "base/lang.h"
#include "base/result.h"
#include "cartography/map_scene.h"
#include "geo/coords.h"

namespace parkatlas::app {

/// What the drawer below the map can show.
enum class DrawerTab : std::uint8_t {
    indicators,
    audit,
    overlaps,
    measures,
    history,
    table,
    sketches,
    annotations,
    bookmarks,
    log
};

/// What the point of a measuring tool has been drawn to.
enum class PenSnap : std::uint8_t { none, vertex, edge };

/// What the window shows and how, beside the document itself. Panels read it and answer with
/// commands (command.h); only commands and the map's mouse handling change it.
struct AppState {
    Lang lang = Lang::zh;
    Camera camera;
    cartography::MapOptions map;  ///< visibility and selection; `map.lang` follows `lang`
    std::string search;           ///< filters the feature list
    std::vector<Error> problems;  ///< sources that could not be opened, until dismissed
    LogBook log;                  ///< everything that was said
    bool about_open = false;
    bool frame_times_open = false;
    std::optional<DrawerTab> drawer;  ///< none: the drawer is closed
    float drawer_height = 330.0F;     ///< design pixels, as last set by hand
    bool quit = false;

    History history;  ///< the document's states; panels read history.present()
    Measuring measuring;
    std::optional<geo::LonLat> pen;  ///< where the next point would be, while a tool is taken
    PenSnap pen_snap = PenSnap::none;
    std::string typed_place;          ///< in the field for coordinates
    std::string typed_place_problem;  ///< what was not understood of it
    bool place_entered = false;       ///< wished for: go there, or add it to the measurement
    std::optional<geo::LonLat> pin;   ///< the place that was gone to by coordinates

    ToolState tools;
    ViewState view;

    FileState files;
    std::vector<std::string> added;   ///< sources to be added: wished for; the session takes them
    bool retry_sources = false;       ///< wished for: another attempt at sources that failed
    std::vector<std::string> failed;  ///< sources that could not be opened
    std::optional<Visit> visit;       ///< wished for; the session takes it
    bool go_above = false;            ///< wished for: the plan above
    int history_steps = 0;            ///< wished for: -1 back, 1 forward
    int steps_behind = 0;             ///< views to go back to
    int steps_ahead = 0;
    std::string opening;  ///< the plan that is being opened to be visited; empty: none
    /// Counts selections, so that a panel can tell a new one from one it has already scrolled to.
    std::uint32_t selection_count = 0;

    std::optional<geo::MapXY> cursor;                ///< map point under the mouse, if over the map
    std::optional<cartography::FeatureRef> hovered;  ///< feature under the mouse
};

}  // namespace parkatlas::app
