#include "cli/area_columns.h"

#include <cmath>

#include <fmt/format.h>

#include "base/messages_check.h"
#include "base/messages_cli.h"

namespace parkatlas::cli {

std::string basis_line(geo::Method method, const std::string& basis, Lang lang) {
    return fmt::format(fmt::runtime(text(msg::table_method, lang)), geo::method_name(method),
                       basis);
}

std::vector<AreaUnit> shown_units(const CommonOptions& options) {
    if (options.unit) return {*options.unit};
    return {AreaUnit::km2, AreaUnit::ha, AreaUnit::mu};
}

void add_area_columns(TextTable& table, const CommonOptions& options) {
    for (const AreaUnit unit : shown_units(options)) {
        table.add_column(fmt::format("{} ({})", text(msg::col_area, options.lang),
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

RoundedRows::RoundedRows(const CommonOptions& options)
    : lang_{options.lang}, units_{shown_units(options)}, steps_(units_.size(), 0) {}

void RoundedRows::add(const std::optional<double>& area_m2) {
    if (!area_m2) return;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        steps_[i] += rounded_steps(*area_m2, units_[i]);
    }
}

std::string RoundedRows::note(double total_m2) const {
    std::string out;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        if (steps_[i] == rounded_steps(total_m2, units_[i])) continue;
        const int decimals = area_decimals(units_[i]);
        const std::string rows = fmt::format(
            "{} {}", grouped(static_cast<double>(steps_[i]) / std::pow(10.0, decimals), decimals),
            unit_symbol(units_[i], lang_));
        out += fmt::format(fmt::runtime(text(msg::table_rounding_note, lang_)), rows,
                           format_area(total_m2, units_[i], lang_)) +
               "\n";
    }
    return out;
}

std::string percent(double share) {
    return fmt::format("{:.2f} %", 100.0 * share);
}

}  // namespace parkatlas::cli
