#pragma once

#include <optional>
#include <variant>

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
/// Puts a map point into the middle.
struct LookFrom {
    geo::MapXY centre;
    double scale_denominator;
};
/// The mark at the place that was gone to by coordinates goes.
struct ForgetPin {};

/// One of them.
struct ViewCommand {
    std::variant<ShowFinder, ShowKeys, LookFrom, ForgetPin> what;
};

}  // namespace parkatlas::app
