#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// A cell as read; texts are borrowed from the table.
using Cell = model::ValueView;

[[nodiscard]] inline bool is_empty(const Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}
/// The cell as a number: also of a text that is one, as Shapefiles keep many; none for others.
[[nodiscard]] std::optional<double> cell_number(const Cell& cell);

/// What a column's numbers stand for, so that figures with other units can be compared with it.
enum class Dimension : std::uint8_t { none, area, length };

struct TableColumn {
    std::string name;        ///< as typed in a filter
    bool is_number = false;  ///< each cell that is not empty is a number
    Dimension dimension = Dimension::none;
    double in_base_units = 1.0;  ///< m2 or m in one of the column's unit
    int decimals = 0;            ///< that a reader needs to see of its numbers
    bool grouped = false;        ///< thousands apart; not for ids and years
    std::string title = {};      ///< for a reader, and as good in a filter; empty: the name

    [[nodiscard]] const std::string& shown_name() const { return title.empty() ? name : title; }
};

/// Attributes and figures of many features as rows and columns. Values of a layer are borrowed,
/// not copied: `owner` keeps them alive. Immutable once filled, so threads may share it.
class FeatureTable {
  public:
    /// An empty table of so many rows.
    FeatureTable(std::size_t rows, std::shared_ptr<const void> owner)
        : rows_{rows}, owner_{std::move(owner)} {}

    // Each vector has a value for every row and lives as long as the owner.
    void add_ids(std::string name, const model::Ids& ids);
    void add_names(std::string name, const model::Names& names);
    void add_attribute(std::string name, const model::Values& values);
    // These are kept.
    void add_texts(std::string name, std::vector<std::string> texts);
    void add_numbers(TableColumn column, std::vector<std::optional<double>> numbers);
    /// Columns area_km2, area_ha, area_mu, area_m2 of one list of areas in square metres.
    void add_areas(const std::vector<std::optional<double>>& area_m2);

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] const std::vector<TableColumn>& columns() const { return columns_; }
    /// Titles of columns by their names, as a reader of some language knows them.
    void entitle(std::string_view name, const std::string& title);
    /// By name or title; in that spelling, else without regard to capitals.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const;
    /// For a reader: numbers with the column's decimals, grouped; empty for an empty cell.
    [[nodiscard]] std::string words(std::size_t row, std::size_t column) const;

  private:
    struct Areas {
        std::shared_ptr<const std::vector<std::optional<double>>> area_m2;
        double unit_m2;
    };
    using Numbers = std::vector<std::optional<double>>;
    using Source = std::variant<const model::Ids*, const model::Names*, const model::Values*,
                                std::vector<std::string>, Numbers, Areas>;
    void add(TableColumn column, Source source);

    std::size_t rows_;
    std::shared_ptr<const void> owner_;
    std::vector<TableColumn> columns_;
    std::vector<Source> sources_;
};

/// Order of two cells in a sorted table: numbers by size, then texts; within texts runs of digits
/// count as numbers, so that "P2" stands before "P10"; empty cells are not compared.
[[nodiscard]] bool cell_less(const Cell& a, const Cell& b);

struct RowOrder {
    std::size_t column = 0;
    bool descending = false;
    bool operator==(const RowOrder&) const = default;
};

/// The rows in another order. Equal cells keep their order; empty ones come last either way.
/// Fails with stopped.
[[nodiscard]] Result<std::vector<std::uint32_t>> sorted_rows(const FeatureTable& table,
                                                             std::vector<std::uint32_t> rows,
                                                             const RowOrder& order,
                                                             const Work& work);

}  // namespace parkatlas::analysis
