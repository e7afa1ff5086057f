#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "analysis/row_filter_node.h"
#include "base/messages_filter.h"
#include "base/units.h"

namespace parkatlas::analysis {
namespace {

using Node = RowFilter::Node;
using NodePtr = std::shared_ptr<const Node>;
template <typename T>
using Parsed = tl::expected<T, FilterError>;

constexpr std::size_t deepest = 200;

struct Unit {
    std::string_view name;
    Dimension dimension;
    double factor;  ///< m2 or m
};
constexpr double m2_per_km2 = 1e6;
constexpr double m2_per_ha = 1e4;
constexpr std::array<Unit, 24> units{{
    {"m2", Dimension::area, 1.0},
    {"m²", Dimension::area, 1.0},
    {"㎡", Dimension::area, 1.0},
    {"平方米", Dimension::area, 1.0},
    {"ha", Dimension::area, m2_per_ha},
    {"hm2", Dimension::area, m2_per_ha},
    {"公顷", Dimension::area, m2_per_ha},
    {"km2", Dimension::area, m2_per_km2},
    {"km²", Dimension::area, m2_per_km2},
    {"平方公里", Dimension::area, m2_per_km2},
    {"平方千米", Dimension::area, m2_per_km2},
    {"mu", Dimension::area, square_metres_per_mu},
    {"亩", Dimension::area, square_metres_per_mu},
    {"万亩", Dimension::area, 1e4 * square_metres_per_mu},
    {"万公顷", Dimension::area, 1e4 * m2_per_ha},
    {"万平方米", Dimension::area, 1e4},
    {"m", Dimension::length, 1.0},
    {"米", Dimension::length, 1.0},
    {"km", Dimension::length, 1e3},
    {"公里", Dimension::length, 1e3},
    {"千米", Dimension::length, 1e3},
    {"里", Dimension::length, 500.0},
    {"万", Dimension::none, 1e4},
    {"亿", Dimension::none, 1e8},
}};

const Unit* find_unit(std::string_view word) {
    const std::string lower = lowered(word);
    const auto found = std::find_if(units.begin(), units.end(),
                                    [&](const Unit& unit) { return unit.name == lower; });
    return found == units.end() ? nullptr : &*found;
}

TokenKind turned(TokenKind sign) {
    switch (sign) {
        case TokenKind::less:
            return TokenKind::greater;
        case TokenKind::less_equal:
            return TokenKind::greater_equal;
        case TokenKind::greater:
            return TokenKind::less;
        case TokenKind::greater_equal:
            return TokenKind::less_equal;
        default:
            return sign;
    }
}

// Steps from one word to the other by letters left out, put in or exchanged.
std::size_t letters_apart(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t exchanged = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
            corner = row[j];
            row[j] = std::min({exchanged, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

class Parser {
  public:
    Parser(std::vector<Token> tokens, const FeatureTable& table, Lang lang)
        : tokens_{std::move(tokens)}, table_{&table}, lang_{lang} {}

    Parsed<NodePtr> whole() {
        Parsed<NodePtr> root = either(0);
        if (!root) return root;
        if (now().kind == TokenKind::close) return wrong(now(), msg::filter_stray_close);
        if (now().kind != TokenKind::end) return wrong(now(), msg::filter_expected_joint);
        return root;
    }

  private:
    using Operand = Node::Operand;
    template <typename... Arguments>
    [[nodiscard]] tl::unexpected<FilterError> wrong(const Token& token, Msg key,
                                                    const Arguments&... arguments) const {
        return tl::unexpected{FilterError{
            token.at, token.length, fmt::format(fmt::runtime(text(key, lang_)), arguments...)}};
    }
    [[nodiscard]] const Token& now() const { return tokens_[next_]; }
    [[nodiscard]] const Token& after() const {
        return tokens_[std::min(next_ + 1, tokens_.size() - 1)];
    }
    Token take() { return tokens_[next_ + 1 < tokens_.size() ? next_++ : next_]; }

    static NodePtr joined(Node::Kind kind, NodePtr left, NodePtr right) {
        Node node;
        node.kind = kind;
        node.left = std::move(left);
        node.right = std::move(right);
        return std::make_shared<const Node>(std::move(node));
    }
    static NodePtr opposite(NodePtr of) {
        return joined(Node::Kind::opposite, std::move(of), nullptr);
    }

    Parsed<NodePtr> either(std::size_t depth) {
        Parsed<NodePtr> left = both(depth);
        while (left && now().kind == TokenKind::or_sign) {
            take();
            Parsed<NodePtr> right = both(depth);
            if (!right) return right;
            left = joined(Node::Kind::either, std::move(*left), std::move(*right));
        }
        return left;
    }

    Parsed<NodePtr> both(std::size_t depth) {
        Parsed<NodePtr> left = single(depth);
        while (left && now().kind == TokenKind::and_sign) {
            take();
            Parsed<NodePtr> right = single(depth);
            if (!right) return right;
            left = joined(Node::Kind::both, std::move(*left), std::move(*right));
        }
        return left;
    }

    Parsed<NodePtr> single(std::size_t depth) {
        if (depth > deepest) return wrong(now(), msg::filter_too_deep);
        if (now().kind == TokenKind::not_sign) {
            take();
            Parsed<NodePtr> of = single(depth + 1);
            if (!of) return of;
            return opposite(std::move(*of));
        }
        if (now().kind == TokenKind::open) {
            const Token open = take();
            Parsed<NodePtr> inner = either(depth + 1);
            if (!inner) return inner;
            if (now().kind == TokenKind::end) return wrong(open, msg::filter_unclosed, ")");
            if (now().kind != TokenKind::close) {
                return wrong(now(), msg::filter_expected_joint);
            }
            take();
            return inner;
        }
        return condition();
    }

    // A column by its name; where there is none, the nearest name is offered.
    Parsed<std::size_t> column_of(const Token& token) const {
        if (const auto found = named_column(token.words)) return *found;
        std::string_view nearest;
        std::size_t least = 3;
        const std::string asked = lowered(token.words);
        for (const TableColumn& column : table_->columns()) {
            const std::size_t apart = letters_apart(asked, lowered(column.name));
            if (apart < least && apart < asked.size()) {
                least = apart;
                nearest = column.name;  // of titles, which are Chinese, bytes tell nothing
            }
        }
        if (!nearest.empty()) {
            return wrong(token, msg::filter_no_column_near, token.words, nearest);
        }
        std::string all;
        for (const TableColumn& column : table_->columns()) {
            all += (all.empty() ? "" : lang_ == Lang::zh ? "、" : ", ") + column.shown_name();
        }
        return wrong(token, msg::filter_no_column, token.words, all);
    }

    [[nodiscard]] std::optional<std::size_t> named_column(std::string_view name) const {
        if (const auto found = table_->find(name)) return found;
        struct OtherName {
            std::string_view other, name;
        };
        constexpr std::array<OtherName, 4> others{{{"面积", "area_m2"},
                                                   {"area", "area_m2"},
                                                   {"周长", "perimeter_m"},
                                                   {"perimeter", "perimeter_m"}}};
        for (const OtherName& one : others) {
            if (one.other == name) return table_->find(one.name);
        }
        return std::nullopt;
    }

    static bool may_be_column(const Token& token) {
        return token.kind == TokenKind::word || token.kind == TokenKind::column;
    }

    // "500 亩" after its number has been taken; `dimension` of the unit, none without one.
    Parsed<Operand> number(const Token& token, std::optional<std::size_t> column) {
        const std::size_t end = token.at + token.words.size();
        const bool runs_on = token.words.size() > token.length;
        const std::string_view rest = std::string_view{token.words}.substr(token.length);
        Operand operand;
        const Unit* unit = nullptr;
        Token unit_token = token;
        if (runs_on) {
            unit = find_unit(rest);
            while (now().kind != TokenKind::end && now().at < end) unit_token = take();
            if (unit == nullptr) {  // "2024年": a text that begins with digits
                operand.text = lowered(token.words);
                return operand;
            }
        } else if (now().kind == TokenKind::word && find_unit(now().words) != nullptr) {
            unit_token = take();
            unit = find_unit(unit_token.words);
        }
        operand.number = token.number;
        operand.text = std::string{token.words.substr(0, token.length)};
        if (unit == nullptr) return operand;
        if (unit->dimension == Dimension::none) {
            *operand.number *= unit->factor;
            return operand;
        }
        if (column) {
            const TableColumn& as = table_->columns()[*column];
            if (as.dimension != unit->dimension) {
                return wrong(unit_token, msg::filter_unit, as.shown_name(), unit->name);
            }
            *operand.number *= unit->factor / as.in_base_units;
        }
        return operand;
    }

    Parsed<Operand> value(std::optional<std::size_t> column) {
        const Token token = now();
        if (token.kind == TokenKind::number) {
            take();
            return number(token, column);
        }
        Operand operand;
        if (token.kind == TokenKind::text) {
            take();
            operand.text = lowered(token.words);
            operand.number = cell_number(std::string_view{token.words});
            return operand;
        }
        if (token.kind == TokenKind::column || token.kind == TokenKind::word) {
            take();
            operand.column = named_column(token.words);
            if (!operand.column && token.kind == TokenKind::column) {
                const Parsed<std::size_t> none = column_of(token);
                return tl::unexpected{none.error()};
            }
            if (!operand.column) operand.text = lowered(token.words);
            return operand;
        }
        return wrong(token, msg::filter_expected_value);
    }

    Parsed<NodePtr> condition() {
        const Token first = now();
        if (first.kind == TokenKind::number || first.kind == TokenKind::text) return flipped();
        if (!may_be_column(first)) return wrong(first, msg::filter_expected_column);
        const Parsed<std::size_t> column = column_of(first);
        if (!column) {  // "工业 = use"
            if (first.kind == TokenKind::word && is_comparison(after().kind) &&
                next_ + 2 < tokens_.size() && may_be_column(tokens_[next_ + 2]) &&
                named_column(tokens_[next_ + 2].words)) {
                return flipped();
            }
            return tl::unexpected{column.error()};
        }
        take();
        const Token sign = take();
        Node node;
        node.column = *column;
        bool is_opposite = false;
        switch (sign.kind) {
            case TokenKind::not_sign: {
                const Token second = take();
                if (second.kind != TokenKind::contains && second.kind != TokenKind::in) {
                    return wrong(second, msg::filter_expected_sign, first.words);
                }
                Parsed<NodePtr> of = second.kind == TokenKind::in ? among(node) : holding(node);
                if (!of) return of;
                return opposite(std::move(*of));
            }
            case TokenKind::contains:
                return holding(node);
            case TokenKind::not_contains: {
                Parsed<NodePtr> of = holding(node);
                if (!of) return of;
                return opposite(std::move(*of));
            }
            case TokenKind::in:
                return among(node);
            case TokenKind::is:
                is_opposite = now().kind == TokenKind::not_sign;
                if (is_opposite) take();
                if (now().kind != TokenKind::empty) {
                    return wrong(now(), msg::filter_expected_empty);
                }
                take();
                break;
            case TokenKind::is_empty:
                break;
            case TokenKind::is_not_empty:
                is_opposite = true;
                break;
            default:
                if (!is_comparison(sign.kind)) {
                    return wrong(sign, msg::filter_expected_sign, first.words);
                }
                return compared(node, sign);
        }
        node.kind = Node::Kind::empty;
        const auto made = std::make_shared<const Node>(std::move(node));
        return is_opposite ? opposite(made) : made;
    }

    Parsed<NodePtr> compared(Node node, const Token& sign) {
        const Token at = now();
        Parsed<Operand> operand = value(node.column);
        if (!operand) return tl::unexpected{operand.error()};
        return comparison(std::move(node), sign.kind, std::move(*operand), at);
    }

    Parsed<NodePtr> comparison(Node node, TokenKind sign, Operand operand, const Token& at) const {
        const TableColumn& as = table_->columns()[node.column];
        if (as.is_number && orders(sign) && !operand.number && !operand.column) {
            return wrong(at, msg::filter_needs_number, as.shown_name(), at.words);
        }
        node.kind = Node::Kind::compare;
        node.sign = sign;
        node.operands.push_back(std::move(operand));
        return std::make_shared<const Node>(std::move(node));
    }

    // The value before the column: "500 < area_mu".
    Parsed<NodePtr> flipped() {
        const std::size_t begin = next_;
        const Token at = now();
        if (at.kind == TokenKind::word) {
            take();
        } else if (Parsed<Operand> passed = value(std::nullopt); !passed) {
            return tl::unexpected{passed.error()};
        }
        const Token sign = take();
        if (!is_comparison(sign.kind)) {
            return wrong(at, msg::filter_expected_column);
        }
        const Token token = now();
        if (!may_be_column(token)) return wrong(token, msg::filter_expected_column);
        const Parsed<std::size_t> column = column_of(token);
        if (!column) return tl::unexpected{column.error()};
        const std::size_t behind = next_ + 1;
        next_ = begin;
        Operand operand;
        if (at.kind == TokenKind::word) {
            operand.text = lowered(at.words);
        } else {
            Parsed<Operand> read = value(*column);
            if (!read) return tl::unexpected{read.error()};
            operand = std::move(*read);
        }
        next_ = behind;
        Node node;
        node.column = *column;
        return comparison(std::move(node), turned(sign.kind), std::move(operand), at);
    }

    Parsed<NodePtr> holding(Node node) {
        Parsed<Operand> operand = value(std::nullopt);
        if (!operand) return tl::unexpected{operand.error()};
        node.kind = Node::Kind::contains;
        node.operands.push_back(std::move(*operand));
        return std::make_shared<const Node>(std::move(node));
    }

    Parsed<NodePtr> among(Node node) {
        if (now().kind != TokenKind::open) return wrong(now(), msg::filter_expected_list);
        const Token open = take();
        while (true) {
            Parsed<Operand> operand = value(node.column);
            if (!operand) return tl::unexpected{operand.error()};
            node.operands.push_back(std::move(*operand));
            const Token joint = take();
            if (joint.kind == TokenKind::close) break;
            if (joint.kind == TokenKind::end) return wrong(open, msg::filter_unclosed, ")");
            if (joint.kind != TokenKind::comma) return wrong(joint, msg::filter_expected_comma);
        }
        node.kind = Node::Kind::in;
        return std::make_shared<const Node>(std::move(node));
    }

    std::vector<Token> tokens_;
    const FeatureTable* table_;
    Lang lang_;
    std::size_t next_ = 0;
};

}  // namespace

std::string lowered(std::string_view words) {
    std::string lower{words};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

tl::expected<std::shared_ptr<const FilterNode>, FilterError> parse_filter(std::vector<Token> tokens,
                                                                          const FeatureTable& table,
                                                                          Lang lang) {
    return Parser{std::move(tokens), table, lang}.whole();
}

}  // namespace parkatlas::analysis
