#include "app/indicator_table.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/messages_app.h"

namespace parkatlas::app {
namespace {

constexpr std::string_view nothing = "—";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The year that most lines have; the earlier where two are as frequent.
template <typename YearOf>
std::optional<int> most_frequent_year(const model::Layout& layout, YearOf year_of) {
    std::map<int, int> counts;
    for (const model::Indicator& one : layout.indicators) {
        if (const std::optional<int> year = year_of(one)) ++counts[*year];
    }
    const auto most = std::ranges::max_element(
        counts, [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == counts.end()) return std::nullopt;
    return most->first;
}

AlignedFigure figure(const std::optional<double>& value, const std::string& words) {
    if (!words.empty() && words != "/") return aligned_figure(words);
    if (value) return aligned_figure(fmt::format("{}", *value));
    return {std::string{nothing}, {}};
}

std::string in_lang(const std::string& zh, const std::string& en, Lang lang) {
    return lang == Lang::en && !en.empty() ? en : zh;
}

std::string year_if_other(const std::optional<int>& year, const std::optional<int>& usual) {
    return year && year != usual ? fmt::format("{}", *year) : std::string{};
}

std::string change_words(const model::Indicator& one, Lang lang) {
    if (!one.base_value || !one.target_value) return {};
    const double base = *one.base_value;
    const double difference = *one.target_value - base;
    const char* sign = difference < 0.0 ? "−" : "+";
    if (one.unit.zh == "%") {
        const std::string points = fmt::format("{:.3g}", std::abs(difference));
        return fmt::format(fmt::runtime(text(msg::app_change_points, lang)), sign, points);
    }
    if (base == 0.0) return fmt::format("{}{}", sign, std::abs(difference));
    const double percent = std::abs(difference / base) * 100.0;
    return fmt::format("{}{:.{}f}%", sign, percent, percent < 100.0 ? 1 : 0);
}

int note_number(std::vector<std::string>& notes, const std::string& note) {
    if (note.empty()) return 0;
    const auto known = std::ranges::find(notes, note);
    if (known != notes.end()) return static_cast<int>(known - notes.begin()) + 1;
    notes.push_back(note);
    return static_cast<int>(notes.size());
}

// The two kinds of target that China's plans know; another word stays as it is.
std::string kind_words(const std::string& kind, Lang lang) {
    if (kind == "预期性") return std::string{text(msg::app_indicator_expected, lang)};
    if (kind == "约束性") return std::string{text(msg::app_indicator_binding, lang)};
    return kind;
}

IndicatorRow row_of(const model::Indicator& one, IndicatorTable& table, Lang lang) {
    IndicatorRow row;
    row.name = one.name.in(lang);
    row.unit = one.unit.in(lang);
    row.section = one.section;
    row.base = figure(one.base_value, in_lang(one.base_text, one.base_text_en, lang));
    row.target = figure(one.target_value, in_lang(one.target_text, one.target_text_en, lang));
    row.target_in_words = !one.target_value && row.target.left != nothing &&
                          std::ranges::none_of(row.target.whole(), is_digit);
    row.base_year = year_if_other(one.base_year, table.base_year);
    row.target_year = year_if_other(one.target_year, table.target_year);
    const double most = std::max(one.base_value.value_or(0.0), one.target_value.value_or(0.0));
    if (most > 0.0) {
        const auto share = [most](double value) { return std::max(value, 0.0) / most; };
        if (one.base_value) row.base_share = share(*one.base_value);
        if (one.target_value) row.target_share = share(*one.target_value);
    }
    row.change = change_words(one, lang);
    row.note = note_number(table.notes, one.note.in(lang));
    return row;
}

}  // namespace

AlignedFigure aligned_figure(std::string_view words) {
    const auto first = std::ranges::find_if(words, is_digit);
    if (first == words.end()) return {std::string{words}, {}};
    auto end = first;
    while (end != words.end() && is_digit(*end)) ++end;
    AlignedFigure figure{{words.begin(), first}, {end, words.end()}};
    for (auto digit = first; digit != end; ++digit) {
        if (digit != first && (end - digit) % 3 == 0) figure.left += ',';
        figure.left += *digit;
    }
    return figure;
}

IndicatorTable indicator_table(const model::Layout& layout, Lang lang) {
    IndicatorTable table;
    table.base_year = most_frequent_year(layout, [](const auto& one) { return one.base_year; });
    table.target_year = most_frequent_year(layout, [](const auto& one) { return one.target_year; });
    for (const model::Indicator& one : layout.indicators) {
        const std::string kind = kind_words(one.kind, lang);
        auto group = std::ranges::find(table.groups, kind, &IndicatorGroup::kind);
        if (group == table.groups.end()) {
            table.groups.push_back({kind, {}});
            group = table.groups.end() - 1;
        }
        group->rows.push_back(row_of(one, table, lang));
    }
    return table;
}

}  // namespace parkatlas::app
