#pragma once

#include <optional>
#include <string>

#include "geo/coords.h"
#include "geo/crs.h"

namespace parkatlas::geo {

/// What PROJ says of the way from one coordinate reference system to another.
struct Operation {
    std::string name;
    std::optional<double> accuracy_m;  ///< none: not known
    bool is_ballpark = false;          ///< no shift between the datums is known at all
};

/// The operation that PROJ chooses for a place, in the coordinates of `from`. Where the two differ
/// in the projection alone its accuracy is 0. None if PROJ has no way or says nothing.
[[nodiscard]] std::optional<Operation> stated_operation(const Crs& from, const Crs& to, XY at);

}  // namespace parkatlas::geo
