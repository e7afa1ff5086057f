#include "app/measuring.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/messages_app.h"
#include "base/messages_document.h"
#include "base/messages_tools.h"

namespace parkatlas::app {
namespace {

constexpr std::array<std::pair<Tool, std::string_view>, 6> tool_names{{
    {Tool::select, "select"},
    {Tool::distance, "distance"},
    {Tool::area, "area"},
    {Tool::circle, "circle"},
    {Tool::sketch, "sketch"},
    {Tool::annotate, "annotate"},
}};

tasks::MeasurementKind kind_of(Tool tool) {
    if (tool == Tool::area || tool == Tool::sketch) return tasks::MeasurementKind::area;
    if (tool == Tool::circle) return tasks::MeasurementKind::circle;
    return tasks::MeasurementKind::distance;
}

Msg name_pattern(tasks::MeasurementKind kind) {
    switch (kind) {
        case tasks::MeasurementKind::area:
            return msg::app_measure_area_name;
        case tasks::MeasurementKind::circle:
            return msg::app_measure_circle_name;
        case tasks::MeasurementKind::distance:
            break;
    }
    return msg::app_measure_distance_name;
}

}  // namespace

std::string_view tool_name(Tool tool) {
    for (const auto& [value, name] : tool_names) {
        if (value == tool) return name;
    }
    return {};
}

std::optional<Tool> parse_tool(std::string_view name) {
    for (const auto& [value, known] : tool_names) {
        if (known == name) return value;
    }
    return std::nullopt;
}

void Measuring::take(Tool tool) {
    tool_ = tool;
    sketch_ = {kind_of(tool), {}, {}};
    if (tool != Tool::select) chosen_.reset();
}

void Measuring::add_point(geo::LonLat at, Lang lang, History& history) {
    if (tool_ == Tool::select) return;
    if (!sketch_.points.empty() && sketch_.points.back() == at) return;
    sketch_.points.push_back(at);
    if (tool_ == Tool::circle && sketch_.points.size() == 2) finish(lang, history);
}

void Measuring::finish(Lang lang, History& history) {
    if (!sketch_.is_whole() || tool_ == Tool::select || tool_ == Tool::annotate) return;
    model::Edits next = history.present();
    if (tool_ == Tool::sketch) {
        model::Sketch made;
        made.name = fmt::format(fmt::runtime(text(msg::tools_sketch_name, lang)),
                                next.sketches->size() + 1);
        made.rings = {std::exchange(sketch_.points, {})};
        const std::string name = made.name;
        next.sketches.edit().push_back(std::move(made));
        history.change({msg::tools_step_sketch, name}, std::move(next));
        take(Tool::select);
        return;
    }
    named_ = std::max(named_, next.measurements->size()) + 1;
    sketch_.name = fmt::format(fmt::runtime(text(name_pattern(sketch_.kind), lang)), named_);
    const std::string name = sketch_.name;
    next.measurements.edit().push_back(std::exchange(sketch_, {kind_of(tool_), {}, {}}));
    chosen_ = next.measurements->size() - 1;
    history.change({msg::document_step_measure, name}, std::move(next));
}

void Measuring::cancel() {
    if (sketch_.points.empty()) {
        take(Tool::select);
    } else {
        sketch_.points.clear();
    }
}

bool Measuring::take_back_point() {
    if (sketch_.points.empty()) return false;
    sketch_.points.pop_back();
    return true;
}

std::vector<geo::LonLat> Measuring::take_points() {
    return std::exchange(sketch_.points, {});
}

void Measuring::keep_choice(std::size_t count) {
    if (chosen_ && *chosen_ >= count) chosen_.reset();
}

void rename_measurement(History& history, std::size_t index, std::string name) {
    if (index >= history.present().measurements->size()) return;
    model::Edits next = history.present();
    const std::string before = std::exchange(next.measurements.edit()[index].name, std::move(name));
    history.change({msg::document_step_rename, before}, std::move(next));
}

void remove_measurement(History& history, std::size_t index) {
    if (index >= history.present().measurements->size()) return;
    model::Edits next = history.present();
    std::vector<tasks::Measurement>& all = next.measurements.edit();
    const std::string name = all[index].name;
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(index));
    history.change({msg::document_step_remove, name}, std::move(next));
}

void remove_all_measurements(History& history) {
    model::Edits next = history.present();
    next.measurements.edit().clear();
    history.change({msg::document_step_remove_measurements}, std::move(next));
}

void move_measure_point(History& history, std::size_t index, std::size_t point, geo::LonLat to,
                        std::uint64_t gesture) {
    const std::vector<tasks::Measurement>& before = *history.present().measurements;
    if (index >= before.size() || point >= before[index].points.size()) return;
    model::Edits next = history.present();
    tasks::Measurement& moved = next.measurements.edit()[index];
    moved.points[point] = to;
    history.change({msg::document_step_move_point, moved.name}, std::move(next), gesture);
}

}  // namespace parkatlas::app
