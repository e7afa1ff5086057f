#include "app/measure_words.h"

#include <fmt/format.h>

#include "base/messages_app.h"
#include "base/messages_sheet.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

constexpr double square_metres_per_km2 = 1e6;

std::string word(Msg key, Lang lang) {
    return std::string{text(key, lang)};
}

// A name must not break the table it is pasted into.
std::string in_one_cell(std::string words) {
    for (char& c : words) {
        if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    }
    return words;
}

}  // namespace

std::string length_words(double length_m, Lang lang) {
    const bool in_km = length_m >= 10'000.0;
    return fmt::format("{} {}", in_km ? grouped(length_m / 1000.0, 3) : grouped(length_m, 1),
                       text(in_km ? msg::sheet_kilometres : msg::sheet_metres, lang));
}

std::vector<FigureLine> figure_lines(const tasks::Measurement& measurement,
                                     const tasks::MeasurementFigures& figures, Lang lang) {
    std::vector<FigureLine> lines;
    using Kind = tasks::MeasurementKind;
    if (figures.area_m2) {
        for (const AreaUnit unit : {AreaUnit::km2, AreaUnit::ha, AreaUnit::mu}) {
            lines.push_back({unit == AreaUnit::km2 ? word(msg::app_area, lang) : std::string{},
                             format_area(*figures.area_m2, unit, lang), unit == AreaUnit::km2});
        }
        if (figures.crosses_itself) {
            lines.push_back({{}, word(msg::app_measure_crosses, lang), false});
        }
    }
    if (figures.radius_m) {
        lines.push_back(
            {word(msg::app_measure_radius, lang), length_words(*figures.radius_m, lang), true});
    } else if (figures.length_m > 0.0) {
        const bool distance = measurement.kind == Kind::distance;
        if (distance && figures.legs_m.size() > 1) {
            lines.push_back({word(msg::app_measure_leg, lang),
                             length_words(figures.legs_m.back(), lang), false});
        }
        lines.push_back(
            {word(distance ? msg::app_measure_length : msg::app_measure_perimeter, lang),
             length_words(figures.length_m, lang), distance});
    }
    if (figures.last_azimuth_deg) {
        lines.push_back({word(msg::app_measure_azimuth, lang),
                         fmt::format("{:.2f}°", *figures.last_azimuth_deg), false});
    }
    return lines;
}

std::string main_figure(const tasks::Measurement& measurement,
                        const tasks::MeasurementFigures& figures, Lang lang) {
    if (measurement.kind == tasks::MeasurementKind::circle && figures.radius_m) {
        return fmt::format("r {}", length_words(*figures.radius_m, lang));
    }
    if (!figures.area_m2) return length_words(figures.length_m, lang);
    const AreaUnit unit = *figures.area_m2 >= square_metres_per_km2 ? AreaUnit::km2
                          : lang == Lang::zh                        ? AreaUnit::mu
                                                                    : AreaUnit::ha;
    return format_area(*figures.area_m2, unit, lang);
}

Msg first_hint(Tool tool) {
    if (tool == Tool::area) return msg::app_measure_area_hint;
    if (tool == Tool::circle) return msg::app_measure_circle_hint;
    return msg::app_measure_distance_hint;
}

std::string measurements_as_tsv(const std::vector<tasks::Measurement>& all,
                                const tasks::Ruler& ruler, Lang lang) {
    std::string table =
        fmt::format("{}\t{} (m)\t{} (m2)\t{} ({})\n", text(msg::app_measure_name, lang),
                    text(msg::app_measure_length, lang), text(msg::app_area, lang),
                    text(msg::app_area, lang), unit_symbol(AreaUnit::mu, lang));
    for (const tasks::Measurement& one : all) {
        const tasks::MeasurementFigures figures = ruler.figures(one);
        table += fmt::format("{}\t{:.3f}", in_one_cell(one.name), figures.length_m);
        if (figures.area_m2) {
            table += fmt::format("\t{:.3f}\t{:.4f}", *figures.area_m2,
                                 from_square_metres(*figures.area_m2, AreaUnit::mu));
        }
        table += '\n';
    }
    return table;
}

}  // namespace parkatlas::app
