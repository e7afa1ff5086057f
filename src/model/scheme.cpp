#include "model/scheme.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace parkatlas::model {

namespace {

constexpr int greatest_count = 9999;

struct RoleWord {
    std::string_view word;
    Role role;
};

// A word stands before those it begins with; the first of a role is the one a name is made with.
constexpr std::array role_words{RoleWord{"核", Role::core},     RoleWord{"核心", Role::core},
                                RoleWord{"中心", Role::core},   RoleWord{"心", Role::core},
                                RoleWord{"极", Role::pole},     RoleWord{"增长极", Role::pole},
                                RoleWord{"带", Role::belt},     RoleWord{"轴", Role::axis},
                                RoleWord{"廊", Role::corridor}, RoleWord{"走廊", Role::corridor},
                                RoleWord{"区", Role::zone},     RoleWord{"片", Role::zone},
                                RoleWord{"片区", Role::zone},   RoleWord{"组团", Role::cluster},
                                RoleWord{"园", Role::park},     RoleWord{"园区", Role::park},
                                RoleWord{"板块", Role::sector}, RoleWord{"点", Role::node},
                                RoleWord{"节点", Role::node},   RoleWord{"镇", Role::town},
                                RoleWord{"小镇", Role::town},   RoleWord{"平台", Role::platform}};

constexpr std::array<std::string_view, 10> chinese_digits{"零", "一", "二", "三", "四",
                                                          "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 10> full_width_digits{"０", "１", "２", "３", "４",
                                                             "５", "６", "７", "８", "９"};
constexpr std::string_view ten = "十";
constexpr std::string_view many_word = "多";

constexpr std::array<std::string_view, 34> separators{
    " ",  "\t", "\n", "\r", "\u3000", "\u00A0", "、", "，", "。", "；", "：", "·",
    ",",  ";",  "+",  "＋", "&",      "-",      "—",  "–",  "“",  "”",  "‘",  "’",
    "\"", "'",  "「", "」", "《",     "》",     "(",  ")",  "（", "）"};
constexpr std::array<std::string_view, 3> joining_words{"和", "及", "与"};

/// Bytes of the UTF-8 character that begins here, at least one and never beyond the end.
std::size_t character_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(length, text.size());
}

std::optional<int> digit(std::string_view character) {
    if (character == "两" || character == "双") return 2;
    if (character == "〇") return 0;
    if (character.size() == 1 && character[0] >= '0' && character[0] <= '9') {
        return character[0] - '0';
    }
    for (std::size_t value = 0; value < chinese_digits.size(); ++value) {
        if (character == chinese_digits[value] || character == full_width_digits[value]) {
            return static_cast<int>(value);
        }
    }
    return std::nullopt;
}

bool is_decimal(std::string_view character) {
    return character.size() == 1 ||
           std::ranges::find(full_width_digits, character) != full_width_digits.end();
}

bool is_numeral(std::string_view character) {
    return character == many_word || character == ten || digit(character).has_value();
}

template <typename Words>
std::size_t length_of_one(const Words& words, std::string_view text) {
    for (const std::string_view word : words) {
        if (text.starts_with(word)) return word.size();
    }
    return 0;
}

const RoleWord* longest_role_word(std::string_view text) {
    const RoleWord* longest = nullptr;
    for (const RoleWord& entry : role_words) {
        if (!text.starts_with(entry.word)) continue;
        if (longest == nullptr || entry.word.size() > longest->word.size()) longest = &entry;
    }
    return longest;
}

std::size_t separator_length(std::string_view text) {
    const std::size_t sign = length_of_one(separators, text);
    return sign > 0 ? sign : length_of_one(joining_words, text);
}

/// What a run of numerals means; none if it means nothing. 0 stands for 多.
std::optional<int> number_of(const std::vector<std::string_view>& characters) {
    if (characters.size() == 1 && characters[0] == many_word) return 0;
    if (std::ranges::all_of(characters, is_decimal)) {
        int value = 0;
        for (const std::string_view character : characters) {
            value = value * 10 + digit(character).value_or(0);
            if (value > greatest_count) return std::nullopt;
        }
        return value > 0 ? std::optional{value} : std::nullopt;
    }
    const auto plain = [](std::string_view character) -> std::optional<int> {
        const std::optional<int> value = digit(character);
        const bool usable = value && *value > 0 && !is_decimal(character);
        return usable ? value : std::nullopt;
    };
    const auto at_ten = std::ranges::find(characters, ten);
    if (at_ten == characters.end()) {
        return characters.size() == 1 ? plain(characters[0]) : std::nullopt;
    }
    // 十, 十一, 二十, 二十三; 两 and 双 stand alone only.
    if (at_ten - characters.begin() > 1 || characters.end() - at_ten > 2) return std::nullopt;
    int value = 10;
    for (auto at = characters.begin(); at != characters.end(); ++at) {
        if (at == at_ten) continue;
        const std::optional<int> one = plain(*at);
        if (!one || *at == "两" || *at == "双") return std::nullopt;
        value = at < at_ten ? *one * 10 : value + *one;
    }
    return value;
}

/// Walks over a name by characters.
class NameReader {
  public:
    explicit NameReader(std::string_view name) : name_{name} {}

    [[nodiscard]] std::string_view rest() const { return name_.substr(at_); }
    [[nodiscard]] bool at_end() const { return at_ == name_.size(); }
    [[nodiscard]] std::size_t offset() const { return at_; }
    void skip(std::size_t bytes) { at_ += bytes; }
    void skip_separators() {
        while (!at_end()) {
            const std::size_t length = separator_length(rest());
            if (length == 0) return;
            skip(length);
        }
    }

    [[nodiscard]] std::vector<std::string_view> take_numerals() {
        std::vector<std::string_view> characters;
        while (!at_end()) {
            const std::string_view character = rest().substr(0, character_length(rest()));
            if (!is_numeral(character)) break;
            characters.push_back(character);
            skip(character.size());
        }
        return characters;
    }

    /// Bytes up to the next thing that is understood.
    [[nodiscard]] std::size_t unknown_length() const {
        std::size_t length = 0;
        while (length < rest().size()) {
            const std::string_view ahead = rest().substr(length);
            const std::string_view character = ahead.substr(0, character_length(ahead));
            if (is_numeral(character) || separator_length(ahead) > 0) break;
            if (length > 0 && longest_role_word(ahead) != nullptr) break;
            length += character.size();
        }
        return length;
    }

    [[nodiscard]] tl::unexpected<SchemeProblem> problem(SchemeTrouble trouble, std::size_t from,
                                                        std::size_t bytes) const {
        std::size_t position = 1;
        for (std::size_t i = 0; i < from; i += character_length(name_.substr(i))) ++position;
        return tl::unexpected{
            SchemeProblem{trouble, std::string{name_.substr(from, bytes)}, position}};
    }

  private:
    std::string_view name_;
    std::size_t at_ = 0;
};

}  // namespace

tl::expected<Scheme, SchemeProblem> parse_scheme(std::string_view name) {
    NameReader reader{name};
    Scheme scheme;
    reader.skip_separators();
    if (reader.at_end()) return reader.problem(SchemeTrouble::empty, 0, 0);
    while (!reader.at_end()) {
        const std::size_t number_from = reader.offset();
        const std::vector<std::string_view> numerals = reader.take_numerals();
        const std::size_t number_bytes = reader.offset() - number_from;
        if (numerals.empty()) {
            const RoleWord* word = longest_role_word(reader.rest());
            if (word != nullptr) {
                return reader.problem(SchemeTrouble::missing_number, number_from,
                                      word->word.size());
            }
            return reader.problem(SchemeTrouble::unknown_word, number_from,
                                  reader.unknown_length());
        }
        const std::optional<int> number = number_of(numerals);
        if (!number) return reader.problem(SchemeTrouble::bad_number, number_from, number_bytes);

        reader.skip_separators();
        const RoleWord* word = reader.at_end() ? nullptr : longest_role_word(reader.rest());
        if (word == nullptr) {
            const std::size_t unknown = reader.at_end() ? 0 : reader.unknown_length();
            if (unknown == 0) {
                return reader.problem(SchemeTrouble::missing_role, number_from, number_bytes);
            }
            return reader.problem(SchemeTrouble::unknown_word, reader.offset(), unknown);
        }
        const bool repeated = std::ranges::any_of(
            scheme, [word](const SchemeCount& one) { return one.role == word->role; });
        if (repeated) {
            return reader.problem(SchemeTrouble::repeated_role, reader.offset(), word->word.size());
        }
        scheme.push_back({word->role, *number, *number == 0});
        reader.skip(word->word.size());
        reader.skip_separators();
    }
    return scheme;
}

std::string scheme_name(const Scheme& scheme) {
    const auto numeral = [](const SchemeCount& one) -> std::string {
        if (one.many) return std::string{many_word};
        if (one.count == 2) return "两";
        const auto tens = static_cast<std::size_t>(one.count / 10);
        const auto units = static_cast<std::size_t>(one.count % 10);
        if (tens > 9) return fmt::format("{}", one.count);
        std::string text;
        if (tens > 1) text += chinese_digits[tens];
        if (tens > 0) text += ten;
        if (units > 0) text += chinese_digits[units];
        return text;
    };
    std::string name;
    for (const SchemeCount& one : scheme) {
        const auto word = std::ranges::find(role_words, one.role, &RoleWord::role);
        if (word == role_words.end()) continue;
        name += numeral(one);
        name += word->word;
    }
    return name;
}

}  // namespace parkatlas::model
