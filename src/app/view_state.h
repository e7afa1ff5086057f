#pragma once

#include <cstdint>
#include <optional>

namespace parkatlas::app {

/// What the finder over the map looks for.
enum class FinderMode : std::uint8_t { commands, places };

/// How the window shows and finds things, beside the map itself.
struct ViewState {
    std::optional<FinderMode> finder;  ///< none: it is closed
    std::uint32_t finder_number = 0;   ///< counts openings, so that its field begins empty
    bool keys_open = false;            ///< the list of keys
};

}  // namespace parkatlas::app
