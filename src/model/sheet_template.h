#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/layout.h"

namespace parkatlas::model {

/// A page model as its file holds it: page, margins, which elements, the texts of the margin.
struct SheetTemplate {
    Words name;
    std::string page;         ///< "A3" or "338.7x190.5mm"; empty: not said
    std::string orientation;  ///< "landscape", "portrait" or empty
    std::optional<double> dpi, margin_mm;
    std::optional<double> type_scale;  ///< all type and lines times this; 1 is the usual size
    std::optional<double> scale_denominator;             ///< N of an exact 1:N
    std::vector<std::pair<std::string, bool>> elements;  ///< identifier, shown or not
    std::string title, subtitle, compiled_by, drawn_by, checked_by, date, approval_number;
    std::string stamp;  ///< words in place of 示意图, e.g. 内部用图

    bool operator==(const SheetTemplate&) const = default;
};

}  // namespace parkatlas::model
