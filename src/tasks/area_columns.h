#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/layer.h"

namespace parkatlas::tasks {

/// Appends the columns area_m2, area_km2, area_ha and area_mu.
void add_area_columns(std::vector<model::AttributeColumn>& columns);
/// Appends a row to the four that begin at `first`; no area leaves it empty.
void push_area(std::vector<model::AttributeColumn>& columns, std::size_t first,
               std::optional<double> area_m2);
void push_number(model::AttributeColumn& column, std::optional<double> value);

}  // namespace parkatlas::tasks
