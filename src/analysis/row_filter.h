#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/feature_table.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"

namespace parkatlas::analysis {

/// What is wrong with an expression, and where: bytes of the text as typed.
struct FilterError {
    std::size_t at = 0;
    std::size_t length = 0;  ///< 0: something is missing here
    std::string what;        ///< in the asked language
};

/// Which rows of a table to show, as one types it:
///
///     area_mu > 500 and use = "工业"
///     (kind contains 科技 or level in (国家级, 省级)) and not area_km2 < 1000 亩
///     面积_亩 ≥ 500 且 用途 包含 “工业”
///
///   comparisons  = == != <> ≠ < <= ≤ > >= ≥ of a column with a number or text, either way round
///   texts        contains (包含), not contains (不包含), in (…) (属于), is empty (为空), is not
///                empty (不为空); without regard to capitals; in quotes of any kind, or bare where
///                they are one word
///   joined by    and (且, 并且, &&), or (或, 或者, ||), not (非, !), parentheses; `and` binds more
///                closely than `or`. Full-width signs, as an input method gives them, are as good.
///   columns      by their names; those with spaces in square brackets or backquotes
///   numbers      with a unit (m2, ha, km2, mu, m, km, ㎡, 公顷, 平方公里, 亩, 米, 公里), if the
///                column has one, whichever; 万 multiplies by 10,000
///
/// An empty cell is less or greater than nothing, contains nothing and equals nothing; `!=` and
/// `not` say the opposite of what they stand before, so they take empty cells in.
class RowFilter {
  public:
    /// Understands `text` for tables with the columns of `table`.
    [[nodiscard]] static tl::expected<RowFilter, FilterError> parse(std::string_view text,
                                                                    const FeatureTable& table,
                                                                    Lang lang);

    /// True if somebody who typed this meant a condition and not a word to look for: it holds a
    /// comparison or one of the words that stand for one.
    [[nodiscard]] static bool is_meant(std::string_view text);

    [[nodiscard]] bool accepts(const FeatureTable& table, std::size_t row) const;

    struct Node;

  private:
    explicit RowFilter(std::shared_ptr<const Node> root) : root_{std::move(root)} {}
    std::shared_ptr<const Node> root_;
};

/// The rows that the filter accepts, ascending. Uses all threads. Fails with stopped.
[[nodiscard]] Result<std::vector<std::uint32_t>> accepted_rows(const FeatureTable& table,
                                                               const RowFilter& filter,
                                                               const Work& work);

/// The rows of which some cell holds the words, as text and without regard to capitals; all rows
/// for no words.
[[nodiscard]] Result<std::vector<std::uint32_t>> rows_with_words(const FeatureTable& table,
                                                                 std::string_view words,
                                                                 const Work& work);

}  // namespace parkatlas::analysis
