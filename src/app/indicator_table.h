#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "model/layout.h"

namespace parkatlas::app {

/// A figure in two halves that meet where the decimal point is or would be, so that a column of
/// them can stand under each other: "≥1,300" and "", "1,467" and ".81", "10" and "以上".
struct AlignedFigure {
    std::string left, right;
    bool operator==(const AlignedFigure&) const = default;
    [[nodiscard]] std::string whole() const { return left + right; }
};

/// Splits a wording behind the integer digits of its first number and groups their thousands.
/// Without a digit all of it is on the left.
[[nodiscard]] AlignedFigure aligned_figure(std::string_view words);

/// One line of a plan's table of targets as the window shows it.
struct IndicatorRow {
    std::string name, unit, section;
    AlignedFigure base, target;    ///< "—" where the plan gives nothing
    bool target_in_words = false;  ///< the target is a sentence and no figure
    std::string base_year,
        target_year;  ///< only where they differ from the table's, else empty
    /// Of the larger of the two values; none where there is no figure.
    std::optional<double> base_share, target_share;
    std::string change;  ///< "+36.3%"; for percentages the difference in points; may be empty
    int note = 0;        ///< number of its note, from 1; 0: none
};

struct IndicatorGroup {
    std::string kind;  ///< 预期性, 约束性 …; may be empty
    std::vector<IndicatorRow> rows;
};

struct IndicatorTable {
    std::optional<int> base_year, target_year;  ///< those of most lines
    std::vector<IndicatorGroup> groups;         ///< in the order in which the plan first has them
    std::vector<std::string> notes;             ///< each once
};

[[nodiscard]] IndicatorTable indicator_table(const model::Layout& layout, Lang lang);

}  // namespace parkatlas::app
