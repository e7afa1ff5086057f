#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "cli/context.h"
#include "cli/table.h"
#include "geo/measure.h"

namespace parkatlas::cli {

/// The columns of areas in a table: the asked unit, or the three that planners compare.
[[nodiscard]] std::vector<AreaUnit> shown_units(const CommonOptions& options);

void add_area_columns(TextTable& table, const CommonOptions& options);

/// One cell for each of those columns; "-" where there is no area.
void add_area_cells(std::vector<std::string>& cells, const std::optional<double>& area_m2,
                    const CommonOptions& options);

/// The line below a table that says how its figures were measured.
[[nodiscard]] std::string basis_line(geo::Method method, const std::string& basis, Lang lang);

/// Sums up what the rows of a table show, to tell where that is not what its total shows.
class RoundedRows {
  public:
    explicit RoundedRows(const CommonOptions& options);
    void add(const std::optional<double>& area_m2);
    /// A line for each unit in which the rounded rows do not add up to the rounded total; else
    /// empty.
    [[nodiscard]] std::string note(double total_m2) const;

  private:
    Lang lang_;
    std::vector<AreaUnit> units_;
    std::vector<std::int64_t> steps_;
};

/// "12.34 %"
[[nodiscard]] std::string percent(double share);

}  // namespace parkatlas::cli
