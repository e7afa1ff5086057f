#include "cartography/label_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "base/messages_sheet.h"
#include "base/units.h"

namespace parkatlas::cartography {
namespace {

/// Bytes of the UTF-8 character that starts here (1 for a stray byte).
std::size_t character_length(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = lead < 0x80    ? 1
                         : lead >= 0xF0 ? 4
                         : lead >= 0xE0 ? 3
                         : lead >= 0xC0 ? 2
                                        : 1;
    return std::min(length, text.size() - at);
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); i += character_length(text, i)) ++count;
    return count;
}

bool is_ascii_word(char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != ' ';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Words that names of plans and parks are made of, longest first where one begins another.
constexpr std::array<std::string_view, 115> lexicon{
    "数字健康园", "未来科技城", "产业园区", "大健康", "产业园", "产业带", "产业化", "示范区",
    "集聚区",     "高新区",     "开发区",   "生态园", "杭州湾", "都市区", "健康城", "医药港",
    "研究院",     "研究所",     "实验室",   "科技城", "原料药", "头门港", "大江东", "变电站",
    "特色",       "小镇",       "中心",     "城区",   "健康",   "产业",   "创新",   "发展",
    "引领",       "宁波",       "生命",     "医学",   "医药",   "生物",   "前湾",   "鄞州",
    "梅山",       "慈溪",       "余姚",     "杭州",   "浙江",   "温州",   "金华",   "义乌",
    "绍兴",       "湖州",       "嘉兴",     "台州",   "舟山",   "西部",   "东部",   "南部",
    "北部",       "中部",       "山林",     "海湾",   "康养",   "旅游",   "运动",   "休闲",
    "服务",       "科创",       "板块",     "基地",   "新区",   "片区",   "部分",   "平台",
    "工程",       "园区",       "制造",     "沿海",   "平原",   "山区",   "养生",   "高端",
    "国际",       "智慧",       "甬江",     "医疗",   "药谷",   "化学",   "美妆",   "颐养",
    "悦养",       "创龄",       "富春",     "富阳",   "桐庐",   "建德",   "临安",   "临海",
    "远洋",       "渔业",       "绿色",     "药都",   "滨海",   "现代",   "社区",   "智造",
    "钱塘",       "良渚",       "科技",     "经济",   "天益",   "地块",   "北侧",   "医械",
    "药镇",       "蜜月",       "太湖"};

constexpr std::array<std::string_view, 7> units{"平方公里", "公顷", "亿元", "万亩",
                                                "亩",       "公里", "米"};

/// The lexicon by what tells Chinese characters apart best: the last byte of the first one. Words
/// that begin alike stay in their order.
class Lexicon {
  public:
    Lexicon() {
        for (const std::string_view word : lexicon) by_byte_.at(place_of(word)).push_back(word);
    }
    [[nodiscard]] std::string_view first_of(std::string_view text) const {
        if (text.size() < 3) return {};
        for (const std::string_view word : by_byte_.at(place_of(text))) {
            if (text.starts_with(word)) return word;
        }
        return {};
    }

  private:
    static std::size_t place_of(std::string_view text) {
        return static_cast<unsigned char>(text[2]) & 63U;
    }
    std::array<std::vector<std::string_view>, 64> by_byte_;
};

const Lexicon& known_words() {
    static const Lexicon words;
    return words;
}

std::string_view first_of(std::string_view text, std::span<const std::string_view> words) {
    for (const std::string_view word : words) {
        if (text.starts_with(word)) return word;
    }
    return {};
}

/// Length of a number in characters with what it counts, 一期 or 十四五; 0 if there is none.
std::size_t counted(std::string_view text) {
    constexpr std::array<std::string_view, 17> numerals{"第", "一", "二", "两", "三", "四",
                                                        "五", "六", "七", "八", "九", "十",
                                                        "百", "千", "〇", "零", "多"};
    constexpr std::array<std::string_view, 17> counters{"期", "号", "级", "类", "批", "年",
                                                        "月", "日", "个", "家", "处", "座",
                                                        "核", "极", "带", "园", "区"};
    std::size_t length = 0;
    std::size_t count = 0;
    while (const std::size_t more = first_of(text.substr(length), numerals).size()) {
        length += more;
        ++count;
    }
    if (count == 0) return 0;
    const std::size_t counter = first_of(text.substr(length), counters).size();
    return counter > 0 || count > 1 ? length + counter : 0;
}

std::string stripped(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string{} : text.substr(first);
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += words[i];
    return stripped(out);
}

/// Breadth of a line in half letters: Chinese counts twice.
std::size_t breadth(std::string_view text) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character_length(text, i);
        sum += length >= 3 ? 2 : 1;
        i += length;
    }
    return sum;
}

std::string plain_number(double value) {
    std::string out = fmt::format("{:.2f}", value);
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
    return out;
}

std::string stated_line(double area_m2, Lang lang) {
    return fmt::format(fmt::runtime(text(msg::sheet_area_stated, lang)),
                       plain_number(from_square_metres(area_m2, AreaUnit::km2)));
}

/// Measures lines made of consecutive words without making them. Spaces at the ends of a line do
/// not count.
class LineMeasure {
  public:
    explicit LineMeasure(const std::vector<std::string>& words) {
        sums_.push_back({});
        for (const std::string& word : words) {
            const std::size_t stop = word.find_last_not_of(' ');
            const bool is_blank = stop == std::string::npos;
            const Size size{breadth(word), character_count(word)};
            sums_.push_back(sums_.back() + size);
            // Space before a word is a word by itself, the first of all.
            trailing_.push_back(is_blank ? 0 : word.size() - 1 - stop);
            blank_.push_back(is_blank ? word.size() : 0);
        }
    }

    struct Size {
        std::size_t breadth = 0, characters = 0;
        Size operator+(Size o) const { return {breadth + o.breadth, characters + o.characters}; }
    };
    [[nodiscard]] Size of(std::size_t from, std::size_t to) const {
        const std::size_t air = blank_[from] + trailing_[to - 1];
        return {sums_[to].breadth - sums_[from].breadth - air,
                sums_[to].characters - sums_[from].characters - air};
    }
    [[nodiscard]] std::size_t words() const { return blank_.size(); }

  private:
    std::vector<Size> sums_;
    std::vector<std::size_t> trailing_, blank_;
};

/// Best break of the words into up to `lines` lines from `from` on; cost is the widest line.
std::size_t best_breaks(const LineMeasure& line, std::size_t from, std::size_t lines,
                        std::vector<std::size_t>& breaks) {
    breaks.clear();
    if (from >= line.words()) return 0;
    const std::size_t whole = line.of(from, line.words()).breadth;
    if (lines <= 1 || from + 1 >= line.words()) return whole;
    std::size_t best = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> chain;
    for (std::size_t to = from + 1; to < line.words(); ++to) {
        const LineMeasure::Size head = line.of(from, to);
        if (head.characters < 2 || line.of(to, line.words()).characters < 2) continue;
        const std::size_t cost = std::max(head.breadth, best_breaks(line, to, lines - 1, chain));
        if (cost < best) {
            best = cost;
            breaks = {to};
            breaks.insert(breaks.end(), chain.begin(), chain.end());
        }
    }
    return best == std::numeric_limits<std::size_t>::max() ? whole : best;
}

std::optional<model::Role> scheme_role(std::string_view word) {
    using model::Role;
    constexpr std::array<std::pair<std::string_view, Role>, 14> table{{{"核", Role::core},
                                                                       {"心", Role::core},
                                                                       {"中心", Role::core},
                                                                       {"极", Role::pole},
                                                                       {"带", Role::belt},
                                                                       {"轴", Role::axis},
                                                                       {"廊", Role::corridor},
                                                                       {"区", Role::zone},
                                                                       {"片", Role::zone},
                                                                       {"组团", Role::cluster},
                                                                       {"园", Role::park},
                                                                       {"点", Role::node},
                                                                       {"镇", Role::town},
                                                                       {"平台", Role::platform}}};
    for (const auto& [name, role] : table) {
        if (word == name) return role;
    }
    return std::nullopt;
}

}  // namespace

bool has_chinese(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size();) {
        const std::size_t length = character_length(utf8, i);
        const auto lead = static_cast<unsigned char>(utf8[i]);
        if (length >= 3 && lead >= 0xE3) return true;  // U+3000 and above
        i += length;
    }
    return false;
}

std::vector<std::string> words_of(std::string_view name) {
    const Lexicon& known = known_words();
    std::vector<std::string> words;
    for (std::size_t i = 0; i < name.size();) {
        const std::string_view rest = name.substr(i);
        std::size_t length = 0;
        if (is_digit(rest[0])) {
            while (length < rest.size() && (is_ascii_word(rest[length]) || rest[length] == ' ')) {
                // A space inside stays with a Latin unit: "4 km2".
                if (rest[length] == ' ' &&
                    (length + 1 >= rest.size() || !is_ascii_word(rest[length + 1]))) {
                    break;
                }
                ++length;
            }
            length += first_of(rest.substr(length), units).size();
        } else if (is_ascii_word(rest[0])) {
            while (length < rest.size() && is_ascii_word(rest[length])) ++length;
        } else {
            length = known.first_of(rest).size();
            if (length == 0) length = counted(rest);
            if (length == 0) length = character_length(name, i);
        }
        while (i + length < name.size() && name[i + length] == ' ') ++length;
        words.emplace_back(name.substr(i, length));
        i += length;
    }
    // Punctuation that closes something never begins a line.
    constexpr std::array<std::string_view, 31> closing{
        "，", "。", "、", "；", "：", "！", "？", "）", "〕", "】", "］",
        "”",  "’",  "》", "〉", "」", "』", "·",  "…",  "％", "‰",  "℃",
        ")",  "]",  ",",  ".",  ";",  ":",  "!",  "?",  "%"};
    constexpr std::array<std::string_view, 12> opening{"（", "〔", "【", "［", "“", "‘",
                                                       "《", "〈", "「", "『", "(", "["};
    // No ideograph, U+4000 to U+9FFF, is one of them.
    const auto begins_with = [](std::string_view word, std::span<const std::string_view> signs) {
        const auto lead = static_cast<unsigned char>(word.empty() ? '\0' : word[0]);
        return (lead < 0xE4 || lead > 0xE9) && !first_of(word, signs).empty();
    };
    std::vector<std::string> out;
    bool glue = false;
    for (std::string& word : words) {
        const bool opens = begins_with(word, opening);
        if (!out.empty() && (glue || begins_with(word, closing))) {
            out.back() += word;
        } else {
            out.push_back(std::move(word));
        }
        glue = opens;
    }
    return out;
}

std::vector<std::string> balanced_lines(std::string_view name, std::size_t lines) {
    const std::vector<std::string> words = words_of(name);
    std::vector<std::size_t> breaks;
    (void)best_breaks(LineMeasure{words}, 0, lines, breaks);
    std::vector<std::string> out;
    std::size_t from = 0;
    for (const std::size_t to : breaks) {
        out.push_back(joined(words, from, to));
        from = to;
    }
    out.push_back(joined(words, from, words.size()));
    return out;
}

std::vector<std::string> wrapped_lines(std::string_view text, double width_mm,
                                       const std::function<double(std::string_view)>& measure) {
    std::vector<std::string> out;
    std::string line;
    const auto close = [&] {
        line = stripped(line);
        if (!line.empty()) out.push_back(line);
        line.clear();
    };
    for (const std::string& word : words_of(text)) {
        if (measure(stripped(line + word)) <= width_mm) {
            line += word;
            continue;
        }
        close();
        if (measure(stripped(word)) <= width_mm) {
            line = word;
            continue;
        }
        for (std::size_t i = 0; i < word.size();) {
            const std::size_t length = character_length(word, i);
            const std::string piece = word.substr(i, length);
            if (!line.empty() && measure(line + piece) > width_mm) close();
            line += piece;
            i += length;
        }
    }
    close();
    return out;
}

std::string area_line(const model::LayoutFeature& feature, std::optional<double> measured_area_m2,
                      Lang lang) {
    if (lang == Lang::zh && !feature.stated_area_text.empty()) return feature.stated_area_text;
    if (feature.stated_area_m2) return stated_line(*feature.stated_area_m2, lang);
    const bool is_measurable =
        feature.basis == model::Basis::surveyed || feature.basis == model::Basis::administrative;
    if (!is_measurable || !measured_area_m2 || *measured_area_m2 <= 0) return {};
    // Four figures are enough for a map: the areas of regions are no surveys either.
    const double km2 = *measured_area_m2 / 1e6;
    const int decimals = km2 >= 1000 ? 0 : km2 >= 100 ? 1 : km2 >= 10 ? 2 : 3;
    return fmt::format(
        fmt::runtime(text(msg::sheet_area_measured, lang)),
        fmt::format(fmt::runtime(text(msg::sheet_area_km2, lang)), grouped(km2, decimals)),
        model::basis_label(feature.basis, lang));
}

std::string area_line(const model::FeaturePart& part, Lang lang) {
    if (lang == Lang::zh && !part.stated_area_text.empty()) return part.stated_area_text;
    return part.stated_area_m2 ? stated_line(*part.stated_area_m2, lang) : std::string{};
}

std::string class_word(std::string_view word, Lang lang) {
    constexpr std::array<Msg, 12> known{
        msg::sheet_class_named,       msg::sheet_class_creating,
        msg::sheet_class_fostered,    msg::sheet_class_built,
        msg::sheet_class_building,    msg::sheet_class_renewal,
        msg::sheet_class_potential,   msg::sheet_class_service_cluster,
        msg::sheet_class_base,        msg::sheet_class_industrial_park,
        msg::sheet_class_health_city, msg::sheet_class_health_town};
    for (const Msg message : known) {
        if (text(message, Lang::zh) == word) return std::string{text(message, lang)};
    }
    return std::string{word};
}

std::vector<SchemeWord> scheme_words(std::string_view scheme) {
    constexpr std::array<std::string_view, 13> numerals{"一", "二", "两", "三", "四", "五",  "六",
                                                        "七", "八", "九", "十", "多", "若干"};
    std::vector<SchemeWord> words;
    std::string numeral;
    std::string word;
    const auto close = [&] {
        if (const auto role = scheme_role(word)) words.push_back({numeral + word, *role});
        numeral.clear();
        word.clear();
    };
    for (std::size_t i = 0; i < scheme.size();) {
        const std::string_view rest = scheme.substr(i);
        if (const std::string_view found = first_of(rest, numerals); !found.empty()) {
            if (!word.empty()) close();
            numeral += found;
            i += found.size();
        } else {
            const std::size_t length = character_length(scheme, i);
            word += scheme.substr(i, length);
            i += length;
        }
    }
    close();
    return words;
}

std::string area_words(double area_m2, Lang lang) {
    const double km2 = area_m2 / 1e6;
    if (km2 < 0.1) return format_area(area_m2, AreaUnit::ha, lang);
    const int decimals = km2 >= 1000 ? 0 : km2 >= 100 ? 1 : km2 >= 10 ? 2 : 3;
    return fmt::format(fmt::runtime(text(msg::sheet_area_km2, lang)), grouped(km2, decimals));
}

}  // namespace parkatlas::cartography
