#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cartography/map_scene.h"

namespace parkatlas::app {

/// What the finder over the map looks for.
enum class FinderMode : std::uint8_t { commands, places, compared };

/// Another plan or file beside the one that is open, seen by the same camera.
struct Comparison {
    std::vector<std::string> sources;  ///< empty: there is none
    bool swipe = true;                 ///< over the map, right of a line; else side by side
    double share = 0.5;                ///< of the map's width that is left of the line
    std::string title = {};            ///< what is open there; empty while it is being opened
    /// Chosen there; the inspector speaks of it and not of what is selected here.
    std::optional<cartography::FeatureRef> selected = {};
};

/// How the window shows and finds things, beside the map itself.
struct ViewState {
    std::optional<FinderMode> finder;  ///< none: it is closed
    std::uint32_t finder_number = 0;   ///< counts openings, so that its field begins empty
    bool keys_open = false;            ///< the list of keys
    bool scales_open = false;          ///< the list of scales above the status bar
    bool full_screen = false;          ///< nothing but the map
    bool overview = false;             ///< the small map of the whole in a corner
    bool dark = false;                 ///< panels light on dark; the map stays as the sheet is
    double ui_size = 1.0;              ///< by hand, times the desktop's own scale
    Comparison compared;
    bool copy_wanted = false;   ///< wished for: the map as it is seen, to the clipboard
    bool stop_opening = false;  ///< wished for
    std::string note;           ///< what became of a wish, over the map until it is dismissed
};

inline constexpr double least_ui_size = 0.75;
inline constexpr double most_ui_size = 2.5;

}  // namespace parkatlas::app
