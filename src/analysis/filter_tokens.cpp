#include "analysis/filter_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/messages_filter.h"

namespace parkatlas::analysis {
namespace {

struct Sign {
    std::string_view words;
    TokenKind kind;
};

// Longer ones before those they begin with.
constexpr std::array<Sign, 34> signs{{
    {"<=", TokenKind::less_equal},
    {">=", TokenKind::greater_equal},
    {"<>", TokenKind::unequal},
    {"!=", TokenKind::unequal},
    {"==", TokenKind::equal},
    {"&&", TokenKind::and_sign},
    {"||", TokenKind::or_sign},
    {"＜＝", TokenKind::less_equal},
    {"＞＝", TokenKind::greater_equal},
    {"＜＞", TokenKind::unequal},
    {"！＝", TokenKind::unequal},
    {"＜=", TokenKind::less_equal},
    {"＞=", TokenKind::greater_equal},
    {"！=", TokenKind::unequal},
    {"<", TokenKind::less},
    {">", TokenKind::greater},
    {"=", TokenKind::equal},
    {"!", TokenKind::not_sign},
    {"~", TokenKind::contains},
    {"(", TokenKind::open},
    {")", TokenKind::close},
    {",", TokenKind::comma},
    {"＜", TokenKind::less},
    {"＞", TokenKind::greater},
    {"＝", TokenKind::equal},
    {"！", TokenKind::not_sign},
    {"≤", TokenKind::less_equal},
    {"≥", TokenKind::greater_equal},
    {"≠", TokenKind::unequal},
    {"（", TokenKind::open},
    {"）", TokenKind::close},
    {"，", TokenKind::comma},
    {"、", TokenKind::comma},
    {"～", TokenKind::contains},
}};

constexpr std::array<Sign, 18> keywords{{
    {"and", TokenKind::and_sign},
    {"or", TokenKind::or_sign},
    {"not", TokenKind::not_sign},
    {"contains", TokenKind::contains},
    {"in", TokenKind::in},
    {"is", TokenKind::is},
    {"empty", TokenKind::empty},
    {"null", TokenKind::empty},
    {"且", TokenKind::and_sign},
    {"并且", TokenKind::and_sign},
    {"或", TokenKind::or_sign},
    {"或者", TokenKind::or_sign},
    {"非", TokenKind::not_sign},
    {"包含", TokenKind::contains},
    {"不包含", TokenKind::not_contains},
    {"属于", TokenKind::in},
    {"为空", TokenKind::is_empty},
    {"不为空", TokenKind::is_not_empty},
}};

struct Quotes {
    std::string_view open, close;
    TokenKind kind;
};
constexpr std::array<Quotes, 9> quotes{{
    {"\"", "\"", TokenKind::text},
    {"'", "'", TokenKind::text},
    {"“", "”", TokenKind::text},
    {"‘", "’", TokenKind::text},
    {"「", "」", TokenKind::text},
    {"”", "”", TokenKind::text},  // typed with the wrong one of the pair
    {"[", "]", TokenKind::column},
    {"`", "`", TokenKind::column},
    {"【", "】", TokenKind::column},
}};

bool is_space(std::string_view rest, std::size_t& length) {
    constexpr std::string_view wide = "\xE3\x80\x80";  // U+3000
    length = rest.starts_with(wide) ? wide.size() : 1;
    return rest.starts_with(wide) || rest.front() == ' ' || rest.front() == '\t' ||
           rest.front() == '\n' || rest.front() == '\r';
}

std::size_t character_length(std::string_view rest) {
    std::size_t length = 1;
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0U) == 0x80U) {
        ++length;
    }
    return length;
}

const Sign* sign_at(std::string_view rest) {
    const auto found = std::find_if(signs.begin(), signs.end(),
                                    [&](const Sign& sign) { return rest.starts_with(sign.words); });
    return found == signs.end() ? nullptr : &*found;
}

const Quotes* quotes_at(std::string_view rest) {
    const auto found = std::find_if(quotes.begin(), quotes.end(), [&](const Quotes& pair) {
        return rest.starts_with(pair.open);
    });
    return found == quotes.end() ? nullptr : &*found;
}

bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lowered(std::string_view words) {
    std::string lower{words};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

// "500", "-1.5", "1e6", and "1,000,000" where the commas stand as one writes them.
std::size_t number_length(std::string_view rest) {
    std::size_t i = rest.starts_with('-') || rest.starts_with('+') ? 1 : 0;
    const std::size_t first = i;
    while (i < rest.size() && is_ascii_digit(rest[i])) ++i;
    const auto three_digits = [&](std::size_t at) {
        return at + 3 < rest.size() && rest[at] == ',' && is_ascii_digit(rest[at + 1]) &&
               is_ascii_digit(rest[at + 2]) && is_ascii_digit(rest[at + 3]) &&
               (at + 4 >= rest.size() || !is_ascii_digit(rest[at + 4]));
    };
    if (i > first && i - first <= 3) {
        while (i < rest.size() && three_digits(i)) i += 4;
    }
    bool digits = i > first;
    if (i + 1 < rest.size() && rest[i] == '.' && is_ascii_digit(rest[i + 1])) {
        ++i;
        while (i < rest.size() && is_ascii_digit(rest[i])) ++i;
        digits = true;
    }
    if (!digits) return 0;
    if (i + 1 < rest.size() && (rest[i] == 'e' || rest[i] == 'E')) {
        std::size_t j = i + 1;
        if (rest[j] == '-' || rest[j] == '+') ++j;
        if (j < rest.size() && is_ascii_digit(rest[j])) {
            while (j < rest.size() && is_ascii_digit(rest[j])) ++j;
            i = j;
        }
    }
    return i;
}

std::optional<double> number_of(std::string_view words) {
    std::string digits;
    for (const char c : words) {
        if (c != ',' && c != '+') digits += c;
    }
    double number = 0.0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return number;
}

std::size_t word_length(std::string_view rest) {
    std::size_t length = 0;
    while (length < rest.size()) {
        std::size_t space = 0;
        const std::string_view here = rest.substr(length);
        if (is_space(here, space) || sign_at(here) != nullptr || quotes_at(here) != nullptr) break;
        length += character_length(here);
    }
    return length;
}

}  // namespace

tl::expected<std::vector<Token>, FilterError> filter_tokens(std::string_view text, Lang lang) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    bool in_list = false;  // in ( … ): a comma parts its members there
    while (at < text.size()) {
        const std::string_view rest = text.substr(at);
        std::size_t space = 0;
        if (is_space(rest, space)) {
            at += space;
            continue;
        }
        if (const Quotes* pair = quotes_at(rest)) {
            const std::size_t begin = pair->open.size();
            const std::size_t close = rest.find(pair->close, begin);
            if (close == std::string_view::npos) {
                return tl::unexpected{FilterError{
                    at, rest.size(),
                    fmt::format(fmt::runtime(parkatlas::text(msg::filter_unclosed, lang)),
                                pair->close)}};
            }
            const std::size_t length = close + pair->close.size();
            tokens.push_back(
                {pair->kind, at, length, std::string{rest.substr(begin, close - begin)}});
            at += length;
            continue;
        }
        const std::size_t whole = word_length(rest);
        std::size_t digits = number_length(rest);
        if (in_list && digits > 0) digits = std::min(digits, rest.find(','));
        if (digits > 0) {
            if (const auto number = number_of(rest.substr(0, digits))) {
                tokens.push_back({TokenKind::number, at, digits,
                                  std::string{rest.substr(0, std::max(whole, digits))}, *number});
                at += digits;
                continue;
            }
        }
        if (const Sign* sign = sign_at(rest)) {
            tokens.push_back({sign->kind, at, sign->words.size(), std::string{sign->words}});
            at += sign->words.size();
            if (sign->kind == TokenKind::close) in_list = false;
            if (sign->kind == TokenKind::open && tokens.size() > 1) {
                in_list = tokens[tokens.size() - 2].kind == TokenKind::in;
            }
            continue;
        }
        const std::string_view word = rest.substr(0, whole);
        const auto keyword =
            std::find_if(keywords.begin(), keywords.end(),
                         [word = lowered(word)](const Sign& one) { return one.words == word; });
        tokens.push_back({keyword != keywords.end() ? keyword->kind : TokenKind::word, at, whole,
                          std::string{word}});
        at += whole;
    }
    tokens.push_back({TokenKind::end, text.size(), 0, {}});
    return tokens;
}

}  // namespace parkatlas::analysis
