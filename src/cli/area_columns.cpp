#include "cli/area_columns.h"

#include <fmt/format.h>

#include "base/messages.h"

namespace parkatlas::cli {

std::string basis_line(geo::Method method, const std::string& basis, Lang lang) {
    return fmt::format(fmt::runtime(text(Msg::table_method, lang)), geo::method_name(method),
                       basis);
}

std::vector<AreaUnit> shown_units(const CommonOptions& options) {
    if (options.unit) return {*options.unit};
    return {AreaUnit::km2, AreaUnit::ha, AreaUnit::mu};
}

void add_area_columns(TextTable& table, const CommonOptions& options) {
    for (const AreaUnit unit : shown_units(options)) {
        table.add_column(fmt::format("{} ({})", text(Msg::col_area, options.lang),
                                     unit_symbol(unit, options.lang)),
                         Align::right);
    }
}

void add_area_cells(std::vector<std::string>& cells, const std::optional<double>& area_m2,
                    const CommonOptions& options) {
    for (const AreaUnit unit : shown_units(options)) {
        cells.push_back(area_m2 ? format_area_number(*area_m2, unit) : "-");
    }
}

std::string percent(double share) {
    return fmt::format("{:.2f} %", 100.0 * share);
}

}  // namespace parkatlas::cli
