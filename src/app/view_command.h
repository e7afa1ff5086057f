#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/view_state.h"
#include "geo/coords.h"

namespace parkatlas::app {

// What the hand may ask of the window's ways of showing and finding.

/// Opens the finder, anew where it is open already; none closes it.
struct ShowFinder {
    std::optional<FinderMode> mode;
};
struct ShowKeys {
    bool open;
};
struct ShowScales {
    bool open;
};
/// Puts a map point into the middle.
struct LookFrom {
    geo::MapXY centre;
    double scale_denominator;
};
/// Exactly 1:N about the middle of the map.
struct SetScale {
    double scale_denominator;
};
/// The mark at the place that was gone to by coordinates goes.
struct ForgetPin {};
struct ShowFullScreen {
    bool on;
};
struct ShowOverview {
    bool on;
};
struct SetDark {
    bool on;
};
/// Kept within least_ui_size and most_ui_size.
struct SetUiSize {
    double size;
};
/// The map as it is seen, as a picture.
struct CopyView {};
struct DismissNote {};
/// Opens it beside what is open; no sources: the comparison ends.
struct CompareWith {
    std::vector<std::string> sources;
};
struct SetSwipe {
    bool swipe;  ///< else side by side
    double share = 0.5;
};

/// A feature of what is compared; none: none of it.
struct SelectCompared {
    std::optional<cartography::FeatureRef> feature;
};
/// What is being read is given up.
struct StopOpening {};

/// One of them.
struct ViewCommand {
    std::variant<ShowFinder, ShowKeys, ShowScales, LookFrom, SetScale, ForgetPin, ShowFullScreen,
                 ShowOverview, SetDark, SetUiSize, CopyView, DismissNote, CompareWith, SetSwipe,
                 SelectCompared, StopOpening>
        what;
};

}  // namespace parkatlas::app
