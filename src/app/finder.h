#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/actions.h"
#include "tasks/pinyin.h"

namespace parkatlas::app {

/// One line of the finder: what it says and what choosing it does.
struct Found {
    std::string title;
    std::string note;  ///< keys of a command, kind of a place
    std::string id;    ///< of a command, "county.鄞州区" …: for tests
    bool possible = true;
    Commands commands = {};
};

/// How well words stand for a name in either language or for its reading: smaller is better, none
/// if they do not. Words at the name's beginning go before words within it, those before letters
/// that stand for its characters (tasks::Pinyin).
[[nodiscard]] std::optional<int> match_rank(std::string_view name_zh, std::string_view name_en,
                                            std::string_view words, const tasks::Pinyin& pinyin);

/// Commands whose name fits, best first; for no words all of them in the order of the list.
[[nodiscard]] std::vector<Found> find_commands(std::string_view words,
                                               const ActionContext& context);

/// Plans and files to be compared with what is open: words that are the path of a file stand for
/// it.
[[nodiscard]] std::vector<Found> find_compared(std::string_view words,
                                               const ActionContext& context);

/// Places whose name fits: a scale, bookmarks, coordinates, features of the plan and of small
/// layers, county-level units, plans. At most 60. For no words the plans.
[[nodiscard]] std::vector<Found> find_places(std::string_view words, const ActionContext& context);

}  // namespace parkatlas::app
