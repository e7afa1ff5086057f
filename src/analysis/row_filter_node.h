#pragma once

// Internal to analysis: a filter as it has been understood.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/filter_tokens.h"
#include "analysis/row_filter.h"

namespace parkatlas::analysis {

struct RowFilter::Node {
    enum class Kind : std::uint8_t { both, either, opposite, compare, contains, in, empty };
    /// What a cell is compared with.
    struct Operand {
        std::optional<std::size_t> column;
        std::string text;  ///< lower case
        std::optional<double> number;
    };
    Kind kind = Kind::both;
    TokenKind sign = TokenKind::equal;
    std::shared_ptr<const Node> left, right;
    std::size_t column = 0;
    std::vector<Operand> operands;
};

using FilterNode = RowFilter::Node;

[[nodiscard]] inline bool is_comparison(TokenKind kind) {
    switch (kind) {
        case TokenKind::equal:
        case TokenKind::unequal:
        case TokenKind::less:
        case TokenKind::less_equal:
        case TokenKind::greater:
        case TokenKind::greater_equal:
            return true;
        default:
            return false;
    }
}

/// A comparison that asks for more than equality.
[[nodiscard]] inline bool orders(TokenKind kind) {
    return is_comparison(kind) && kind != TokenKind::equal && kind != TokenKind::unequal;
}

/// In small letters, as far as letters are Latin.
[[nodiscard]] std::string lowered(std::string_view words);

/// Understands the tokens of an expression over the columns of `table`.
[[nodiscard]] tl::expected<std::shared_ptr<const FilterNode>, FilterError> parse_filter(
    std::vector<Token> tokens, const FeatureTable& table, Lang lang);

}  // namespace parkatlas::analysis
