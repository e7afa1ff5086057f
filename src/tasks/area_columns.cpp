#include "tasks/area_columns.h"

#include <array>

#include "base/units.h"

namespace parkatlas::tasks {

namespace {

constexpr std::array units{AreaUnit::m2, AreaUnit::km2, AreaUnit::ha, AreaUnit::mu};

}  // namespace

void add_area_columns(std::vector<model::AttributeColumn>& columns) {
    for (const char* name : {"area_m2", "area_km2", "area_ha", "area_mu"}) {
        columns.push_back({name, {}});
    }
}

void push_area(std::vector<model::AttributeColumn>& columns, std::size_t first,
               std::optional<double> area_m2) {
    for (const AreaUnit unit : units) {
        push_number(columns[first++],
                    area_m2 ? std::optional{from_square_metres(*area_m2, unit)} : std::nullopt);
    }
}

void push_number(model::AttributeColumn& column, std::optional<double> value) {
    column.values.push_back(value ? model::Value{*value} : model::Value{});
}

}  // namespace parkatlas::tasks
