#include "app/measuring.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/messages_app.h"

namespace parkatlas::app {
namespace {

constexpr std::size_t most_steps = 200;

constexpr std::array<std::pair<Tool, std::string_view>, 4> tool_names{{
    {Tool::select, "select"},
    {Tool::distance, "distance"},
    {Tool::area, "area"},
    {Tool::circle, "circle"},
}};

tasks::MeasurementKind kind_of(Tool tool) {
    if (tool == Tool::area) return tasks::MeasurementKind::area;
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

void Measuring::add_point(geo::LonLat at, Lang lang) {
    if (tool_ == Tool::select) return;
    if (!sketch_.points.empty() && sketch_.points.back() == at) return;
    sketch_.points.push_back(at);
    if (tool_ == Tool::circle && sketch_.points.size() == 2) finish(lang);
}

void Measuring::finish(Lang lang) {
    if (!sketch_.is_whole() || tool_ == Tool::select) return;
    remember(msg::app_step_measure);
    sketch_.name = fmt::format(fmt::runtime(text(name_pattern(sketch_.kind), lang)), ++named_);
    finished_.push_back(std::exchange(sketch_, {kind_of(tool_), {}, {}}));
    chosen_ = finished_.size() - 1;
}

void Measuring::cancel() {
    if (sketch_.points.empty()) {
        take(Tool::select);
    } else {
        sketch_.points.clear();
    }
}

void Measuring::choose(std::optional<std::size_t> index) {
    chosen_ = index && *index < finished_.size() ? index : std::nullopt;
}

void Measuring::rename(std::size_t index, std::string name) {
    if (index >= finished_.size() || finished_[index].name == name) return;
    remember(msg::app_step_rename);
    finished_[index].name = std::move(name);
}

void Measuring::remove(std::size_t index) {
    if (index >= finished_.size()) return;
    remember(msg::app_step_remove);
    finished_.erase(finished_.begin() + static_cast<std::ptrdiff_t>(index));
    chosen_.reset();
}

void Measuring::remove_all() {
    if (finished_.empty()) return;
    remember(msg::app_step_remove_all);
    finished_.clear();
    chosen_.reset();
}

void Measuring::move_point(std::size_t index, std::size_t point, geo::LonLat to, bool begins) {
    if (index >= finished_.size() || point >= finished_[index].points.size()) return;
    if (begins) remember(msg::app_step_move);
    finished_[index].points[point] = to;
}

std::optional<Msg> Measuring::undo_words() const {
    if (!sketch_.points.empty()) return msg::app_step_point;
    return undo_.empty() ? std::nullopt : std::optional{undo_.back().words};
}

std::optional<Msg> Measuring::redo_words() const {
    return redo_.empty() ? std::nullopt : std::optional{redo_.back().words};
}

void Measuring::undo() {
    if (!sketch_.points.empty()) {
        sketch_.points.pop_back();
        return;
    }
    if (undo_.empty()) return;
    Step step = std::move(undo_.back());
    undo_.pop_back();
    redo_.push_back({step.words, std::exchange(finished_, std::move(step.state))});
    keep_choice();
}

void Measuring::redo() {
    if (redo_.empty()) return;
    Step step = std::move(redo_.back());
    redo_.pop_back();
    undo_.push_back({step.words, std::exchange(finished_, std::move(step.state))});
    keep_choice();
}

void Measuring::remember(Msg words) {
    redo_.clear();
    undo_.push_back({words, finished_});
    if (undo_.size() > most_steps) undo_.erase(undo_.begin());
}

void Measuring::keep_choice() {
    if (chosen_ && *chosen_ >= finished_.size()) chosen_.reset();
}

}  // namespace parkatlas::app
