#pragma once

#include <string>
#include <vector>

#include "app/measuring.h"
#include "base/lang.h"
#include "base/messages.h"
#include "tasks/measurement.h"

namespace parkatlas::app {

struct FigureLine {
    std::string label, words;
    bool strong = false;
};

/// The figures of a measurement one by one, as they stand at the mouse.
[[nodiscard]] std::vector<FigureLine> figure_lines(const tasks::Measurement& measurement,
                                                   const tasks::MeasurementFigures& figures,
                                                   Lang lang);
/// The one figure that stands on the map: a length or an area in the unit that suits its size.
[[nodiscard]] std::string main_figure(const tasks::Measurement& measurement,
                                      const tasks::MeasurementFigures& figures, Lang lang);
/// "1,234.5 m", "12.345 km".
[[nodiscard]] std::string length_words(double length_m, Lang lang);
/// What to do first with a tool.
[[nodiscard]] Msg first_hint(Tool tool);
/// Tab-separated, with a head; figures in m and m2: for a spreadsheet.
[[nodiscard]] std::string measurements_as_tsv(const std::vector<tasks::Measurement>& all,
                                              const tasks::Ruler& ruler, Lang lang);

}  // namespace parkatlas::app
