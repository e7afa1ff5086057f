#include "analysis/row_filter.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "analysis/row_filter_node.h"
#include "base/parallel.h"

namespace parkatlas::analysis {
namespace {

using Node = FilterNode;

constexpr std::size_t rows_in_piece = 16'384;

std::string lower_text(const Cell& cell) {
    if (const auto* words = std::get_if<std::string_view>(&cell)) return lowered(*words);
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *whole);
    if (const auto* real = std::get_if<double>(&cell)) return fmt::format("{}", *real);
    if (const auto* yes = std::get_if<bool>(&cell)) return *yes ? "true" : "false";
    return {};
}

/// Less, equal or greater; none where the two cannot be compared.
std::optional<int> order_of(const FeatureTable& table, std::size_t row, const Cell& cell,
                            const Node::Operand& operand) {
    // 500 mu and 500 mu that went through hectares are the same.
    constexpr double same = 1e-12;
    const auto of_numbers = [](double a, double b) {
        if (std::fabs(a - b) <= same * std::max(std::fabs(a), std::fabs(b))) return 0;
        return a < b ? -1 : 1;
    };
    if (operand.column) {
        const Cell other = table.cell(row, *operand.column);
        if (is_empty(other)) return std::nullopt;
        const auto a = cell_number(cell);
        const auto b = cell_number(other);
        if (a && b) return of_numbers(*a, *b);
        const int order = lower_text(cell).compare(lower_text(other));
        return order;
    }
    if (operand.number) {
        if (const auto number = cell_number(cell)) return of_numbers(*number, *operand.number);
    }
    return lower_text(cell).compare(operand.text);
}

bool compares(const FeatureTable& table, std::size_t row, const Node& node) {
    const bool wants_unequal = node.sign == TokenKind::unequal;
    const Cell cell = table.cell(row, node.column);
    const Node::Operand& operand = node.operands.front();
    // A number is neither less nor greater than a word.
    const bool comparable = !operand.number || !orders(node.sign) || cell_number(cell);
    const std::optional<int> order =
        is_empty(cell) || !comparable ? std::nullopt : order_of(table, row, cell, operand);
    if (!order) return wants_unequal && comparable;
    switch (node.sign) {
        case TokenKind::equal:
            return *order == 0;
        case TokenKind::unequal:
            return *order != 0;
        case TokenKind::less:
            return *order < 0;
        case TokenKind::less_equal:
            return *order <= 0;
        case TokenKind::greater:
            return *order > 0;
        default:
            return *order >= 0;
    }
}

bool accepted(const FeatureTable& table, std::size_t row, const Node& node) {
    switch (node.kind) {
        case Node::Kind::both:
            return accepted(table, row, *node.left) && accepted(table, row, *node.right);
        case Node::Kind::either:
            return accepted(table, row, *node.left) || accepted(table, row, *node.right);
        case Node::Kind::opposite:
            return !accepted(table, row, *node.left);
        case Node::Kind::compare:
            return compares(table, row, node);
        case Node::Kind::contains: {
            const Node::Operand& operand = node.operands.front();
            const std::string cell = lower_text(table.cell(row, node.column));
            const std::string words =
                operand.column ? lower_text(table.cell(row, *operand.column)) : operand.text;
            return !cell.empty() && cell.find(words) != std::string::npos;
        }
        case Node::Kind::in: {
            const Cell cell = table.cell(row, node.column);
            return !is_empty(cell) &&
                   std::any_of(node.operands.begin(), node.operands.end(),
                               [&](const Node::Operand& operand) {
                                   return order_of(table, row, cell, operand) == 0;
                               });
        }
        case Node::Kind::empty: {
            const Cell cell = table.cell(row, node.column);
            const auto* words = std::get_if<std::string_view>(&cell);
            return is_empty(cell) || (words != nullptr && words->empty());
        }
    }
    return false;
}

template <typename Accepts>
Result<std::vector<std::uint32_t>> rows_where(const FeatureTable& table, const Work& work,
                                              const Accepts& accepts) {
    std::vector<std::uint8_t> keep(table.rows(), 0);
    const Result<void> asked = for_each_piece(
        table.rows(), rows_in_piece, work, [&](IndexRange piece, std::size_t) -> Result<void> {
            for (std::size_t row = piece.first; row < piece.last; ++row) {
                keep[row] = accepts(row) ? 1 : 0;
            }
            return {};
        });
    if (!asked) return tl::unexpected{asked.error()};
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < keep.size(); ++row) {
        if (keep[row] != 0) rows.push_back(static_cast<std::uint32_t>(row));
    }
    return rows;
}

bool holds_words(std::string_view cell, std::string_view lower_words) {
    if (lower_words.size() > cell.size()) return false;
    const auto same = [](char c, char lower) {
        return (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) == lower;
    };
    return std::search(cell.begin(), cell.end(), lower_words.begin(), lower_words.end(), same) !=
           cell.end();
}

}  // namespace

tl::expected<RowFilter, FilterError> RowFilter::parse(std::string_view text,
                                                      const FeatureTable& table, Lang lang) {
    auto tokens = filter_tokens(text, lang);
    if (!tokens) return tl::unexpected{tokens.error()};
    auto root = parse_filter(std::move(*tokens), table, lang);
    if (!root) return tl::unexpected{root.error()};
    return RowFilter{std::move(*root)};
}

bool RowFilter::is_meant(std::string_view text) {
    const auto tokens = filter_tokens(text, Lang::en);
    if (!tokens) return text.find_first_of("<>=") != std::string_view::npos;
    for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
        const TokenKind kind = (*tokens)[i].kind;
        const TokenKind after = (*tokens)[i + 1].kind;
        if (is_comparison(kind)) return true;
        if (i == 0) continue;  // a word with nothing before it is a word to look for
        if (kind == TokenKind::contains || kind == TokenKind::not_contains ||
            kind == TokenKind::is_empty || kind == TokenKind::is_not_empty ||
            (kind == TokenKind::in && after == TokenKind::open) ||
            (kind == TokenKind::is &&
             (after == TokenKind::empty || after == TokenKind::not_sign))) {
            return true;
        }
    }
    return false;
}

bool RowFilter::accepts(const FeatureTable& table, std::size_t row) const {
    return accepted(table, row, *root_);
}

Result<std::vector<std::uint32_t>> accepted_rows(const FeatureTable& table, const RowFilter& filter,
                                                 const Work& work) {
    return rows_where(table, work, [&](std::size_t row) { return filter.accepts(table, row); });
}

Result<std::vector<std::uint32_t>> rows_with_words(const FeatureTable& table,
                                                   std::string_view words, const Work& work) {
    const std::string lower = lowered(words);
    return rows_where(table, work, [&](std::size_t row) {
        if (lower.empty()) return true;
        for (std::size_t column = 0; column < table.columns().size(); ++column) {
            const Cell cell = table.cell(row, column);
            if (const auto* held = std::get_if<std::string_view>(&cell)) {
                if (holds_words(*held, lower)) return true;
            } else if (!is_empty(cell) && table.columns()[column].dimension == Dimension::none &&
                       lower_text(cell).find(lower) != std::string::npos) {
                return true;
            }
        }
        return false;
    });
}

}  // namespace parkatlas::analysis
