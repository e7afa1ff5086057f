#include "analysis/feature_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/natural_order.h"
#include "base/parallel.h"
#include "base/units.h"

namespace parkatlas::analysis {
namespace {

constexpr int most_decimals = 6;
// Below, whole numbers are as likely years or codes as amounts.
constexpr double grouped_from = 10'000.0;
constexpr std::size_t rows_in_run = 65'536;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_but_for_capitals(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(),
                      [](char one, char other) { return lower(one) == lower(other); });
}

// Decimals of the shortest digits that read back as the same number.
int decimals_of(double value) {
    std::array<char, 400> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                       std::chars_format::fixed);
    if (written.ec != std::errc{}) return most_decimals;
    const std::string_view words{digits.data(),
                                 static_cast<std::size_t>(written.ptr - digits.data())};
    const std::size_t point = words.find('.');
    if (point == std::string_view::npos) return 0;
    return std::min(static_cast<int>(words.size() - point - 1), most_decimals);
}

std::optional<double> plain_number(const Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&cell)) return *real;
    if (const auto* yes = std::get_if<bool>(&cell)) return *yes ? 1.0 : 0.0;
    return std::nullopt;
}

Cell cell_of(const std::optional<double>& number) {
    return number ? Cell{*number} : Cell{};
}

}  // namespace

std::optional<double> cell_number(const Cell& cell) {
    if (const auto number = plain_number(cell)) return number;
    const auto* words = std::get_if<std::string_view>(&cell);
    if (words == nullptr || words->empty()) return std::nullopt;
    double number = 0.0;
    const auto read = std::from_chars(words->data(), words->data() + words->size(), number);
    if (read.ec != std::errc{} || read.ptr != words->data() + words->size() ||
        !std::isfinite(number)) {
        return std::nullopt;
    }
    return number;
}

void FeatureTable::add(TableColumn column, Source source) {
    const std::string asked = column.name;
    for (int again = 2; std::any_of(columns_.begin(), columns_.end(),
                                    [&](const TableColumn& other) {
                                        return same_but_for_capitals(other.name, column.name);
                                    });
         ++again) {
        column.name = fmt::format("{}_{}", asked, again);
    }
    columns_.push_back(std::move(column));
    sources_.push_back(std::move(source));
}

void FeatureTable::add_ids(std::string name, const model::Ids& ids) {
    bool numbers = true;
    for (std::size_t i = 0; i < ids.size() && numbers; ++i) {
        numbers = std::holds_alternative<std::int64_t>(ids.view(i));
    }
    TableColumn column{std::move(name)};
    column.is_number = numbers;
    add(std::move(column), &ids);
}

void FeatureTable::add_names(std::string name, const model::Names& names) {
    add(TableColumn{std::move(name)}, &names);
}

void FeatureTable::add_attribute(std::string name, const model::Values& values) {
    TableColumn column{std::move(name)};
    bool any = false;
    bool all = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const model::ValueView value = values.view(i);
        if (std::holds_alternative<std::monostate>(value)) continue;
        const auto* whole = std::get_if<std::int64_t>(&value);
        const auto* real = std::get_if<double>(&value);
        if (whole == nullptr && real == nullptr) {
            all = false;
            break;
        }
        any = true;
        const double size = std::fabs(real != nullptr ? *real : static_cast<double>(*whole));
        if (size >= grouped_from) column.grouped = true;
        if (real != nullptr && column.decimals < most_decimals) {
            column.decimals = std::max(column.decimals, decimals_of(*real));
        }
    }
    column.is_number = any && all;
    add(std::move(column), &values);
}

void FeatureTable::add_texts(std::string name, std::vector<std::string> texts) {
    add(TableColumn{std::move(name)}, std::move(texts));
}

void FeatureTable::add_numbers(TableColumn column, std::vector<std::optional<double>> numbers) {
    column.is_number = true;
    add(std::move(column), std::move(numbers));
}

void FeatureTable::add_areas(const std::vector<std::optional<double>>& area_m2) {
    const auto kept = std::make_shared<const Numbers>(area_m2);
    struct Unit {
        const char* name;
        AreaUnit unit;
    };
    for (const Unit& one : {Unit{"area_km2", AreaUnit::km2}, Unit{"area_ha", AreaUnit::ha},
                            Unit{"area_mu", AreaUnit::mu}, Unit{"area_m2", AreaUnit::m2}}) {
        const double unit_m2 = 1.0 / from_square_metres(1.0, one.unit);
        TableColumn column{one.name, true, Dimension::area, unit_m2, area_decimals(one.unit), true};
        add(std::move(column), Areas{kept, unit_m2});
    }
}

void FeatureTable::entitle(std::string_view name, const std::string& title) {
    for (TableColumn& column : columns_) {
        if (column.name == name) column.title = title;
    }
}

std::optional<std::size_t> FeatureTable::find(std::string_view name) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].name == name) return i;
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (same_but_for_capitals(columns_[i].name, name) || columns_[i].title == name) return i;
    }
    return std::nullopt;
}

Cell FeatureTable::cell(std::size_t row, std::size_t column) const {
    struct Reader {
        std::size_t row;
        Cell operator()(const model::Ids* ids) const {
            return std::visit([](const auto& id) { return Cell{id}; }, ids->view(row));
        }
        Cell operator()(const model::Names* names) const {
            const std::optional<std::string_view> name = names->view(row);
            return name ? Cell{*name} : Cell{};
        }
        Cell operator()(const model::Values* values) const { return values->view(row); }
        Cell operator()(const std::vector<std::string>& texts) const {
            return texts[row].empty() ? Cell{} : Cell{std::string_view{texts[row]}};
        }
        Cell operator()(const Numbers& numbers) const { return cell_of(numbers[row]); }
        Cell operator()(const Areas& areas) const {
            const std::optional<double>& area_m2 = (*areas.area_m2)[row];
            return area_m2 ? Cell{*area_m2 / areas.unit_m2} : Cell{};
        }
    };
    return std::visit(Reader{row}, sources_[column]);
}

std::string FeatureTable::words(std::size_t row, std::size_t column) const {
    const Cell held = cell(row, column);
    const TableColumn& as = columns_[column];
    if (const auto* text = std::get_if<std::string_view>(&held)) return std::string{*text};
    if (const auto* yes = std::get_if<bool>(&held)) return *yes ? "true" : "false";
    const std::optional<double> number = plain_number(held);
    if (!number) return {};
    if (const auto* whole = std::get_if<std::int64_t>(&held); whole != nullptr && !as.grouped) {
        return as.decimals == 0 ? fmt::format("{}", *whole)
                                : fmt::format("{:.{}f}", *number, as.decimals);
    }
    if (!std::isfinite(*number)) return {};
    return as.grouped ? grouped(*number, as.decimals)
                      : fmt::format("{:.{}f}", *number, as.decimals);
}

bool cell_less(const Cell& a, const Cell& b) {
    const std::optional<double> one = plain_number(a);
    const std::optional<double> other = plain_number(b);
    if (one && other) return *one < *other;
    if (one || other) return one.has_value();
    const auto* text = std::get_if<std::string_view>(&a);
    const auto* other_text = std::get_if<std::string_view>(&b);
    if (text == nullptr || other_text == nullptr) return text != nullptr;
    return natural_less(*text, *other_text);
}

Result<std::vector<std::uint32_t>> sorted_rows(const FeatureTable& table,
                                               std::vector<std::uint32_t> rows,
                                               const RowOrder& order, const Work& work) {
    const auto first_empty = std::stable_partition(
        rows.begin(), rows.end(),
        [&](std::uint32_t row) { return !is_empty(table.cell(row, order.column)); });
    const auto count = static_cast<std::size_t>(first_empty - rows.begin());
    // The cells beside their rows: looked up once and not in every comparison.
    struct Key {
        Cell cell;
        std::uint32_t row = 0;
    };
    std::vector<Key> keys(count);
    const auto before = [&](const Key& a, const Key& b) {
        return order.descending ? cell_less(b.cell, a.cell) : cell_less(a.cell, b.cell);
    };
    const auto at = [&](std::size_t index) {
        return keys.begin() + static_cast<std::ptrdiff_t>(std::min(index, count));
    };
    const Result<void> runs = for_each_piece(
        count, rows_in_run, work, [&](IndexRange piece, std::size_t) -> Result<void> {
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                keys[i] = {table.cell(rows[i], order.column), rows[i]};
            }
            std::stable_sort(at(piece.first), at(piece.last), before);
            return {};
        });
    if (!runs) return tl::unexpected{runs.error()};
    for (std::size_t length = rows_in_run; length < count; length *= 2) {
        const std::size_t pairs = (count + 2 * length - 1) / (2 * length);
        const Result<void> merged =
            for_each_piece(pairs, 1, work, [&](IndexRange piece, std::size_t) -> Result<void> {
                for (std::size_t i = piece.first; i < piece.last; ++i) {
                    const std::size_t begin = 2 * length * i;
                    std::inplace_merge(at(begin), at(begin + length), at(begin + 2 * length),
                                       before);
                }
                return {};
            });
        if (!merged) return tl::unexpected{merged.error()};
    }
    std::transform(keys.begin(), keys.end(), rows.begin(), [](const Key& key) { return key.row; });
    return rows;
}

}  // namespace parkatlas::analysis
