#pragma once

// Internal to analysis: the words and signs of a filter expression.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/row_filter.h"
#include "base/lang.h"
#include "base/result.h"

namespace parkatlas::analysis {

enum class TokenKind : std::uint8_t {
    word,    ///< a column, a unit, or a text without quotes
    column,  ///< in square brackets or backquotes: a column and nothing else
    text,    ///< in quotes
    number,
    equal,
    unequal,
    less,
    less_equal,
    greater,
    greater_equal,
    contains,
    in,
    is,
    empty,
    is_empty,      ///< 为空
    is_not_empty,  ///< 不为空
    not_contains,  ///< 不包含
    and_sign,
    or_sign,
    not_sign,
    open,
    close,
    comma,
    end
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t at = 0, length = 0;  ///< bytes of the expression
    std::string words;               ///< of words, columns and texts
    double number = 0.0;
};

/// Fails with a quote or bracket that is not closed, or a sign that means nothing.
[[nodiscard]] tl::expected<std::vector<Token>, FilterError> filter_tokens(std::string_view text,
                                                                          Lang lang);

}  // namespace parkatlas::analysis
