#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "cartography/sheet.h"

namespace parkatlas::cartography {

enum class CheckState { present, missing, not_needed };
/// "present", "missing", "not_needed".
[[nodiscard]] std::string_view check_state_name(CheckState state);

/// What the check before export says of one element.
struct CheckRow {
    std::string element;  ///< identifier: an Element's name, or "labels", "annotations", "letters"
    std::string label;    ///< for a reader
    CheckState state = CheckState::present;
    std::string reason;  ///< one sentence; may be empty where an element is present
};

/// Goes through what a printed planning sheet has: each element is there, missing, or not needed,
/// and why. What was asked for and found no room (a legend that runs over, a label without a
/// place, an annotation outside the map) is missing.
[[nodiscard]] std::vector<CheckRow> check_sheet(const Sheet& sheet, const MapScene& scene,
                                                const SheetSpec& spec);

/// The first twenty of a list and how many there are, or all of a short one.
[[nodiscard]] std::string some_of(const std::vector<std::string>& words, Lang lang);

[[nodiscard]] bool is_complete(const std::vector<CheckRow>& rows);

}  // namespace parkatlas::cartography
