#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/edits.h"
#include "base/lang.h"
#include "tasks/measurement.h"

namespace parkatlas::app {

/// What a click on the map does.
enum class Tool : std::uint8_t { select, distance, area, circle, sketch, annotate };

/// "select", "distance", "area", "circle", "sketch", "annotate".
[[nodiscard]] std::string_view tool_name(Tool tool);
[[nodiscard]] std::optional<Tool> parse_tool(std::string_view name);

/// The measuring tool in the hand and what is being drawn with it. What has been measured is part
/// of the document (edits.h), and so is its undo; while something is drawn, undo takes back its
/// last point.
class Measuring {
  public:
    [[nodiscard]] Tool tool() const { return tool_; }
    /// Another tool drops what is being drawn.
    void take(Tool tool);

    [[nodiscard]] const tasks::Measurement& sketch() const { return sketch_; }
    [[nodiscard]] bool is_drawing() const { return !sketch_.points.empty(); }
    /// Next point of the sketch; the same point twice in a row counts once. A circle is finished by
    /// its second.
    void add_point(geo::LonLat at, Lang lang, History& history);
    /// The sketch becomes a measurement with a name of its own, if it has points enough.
    void finish(Lang lang, History& history);
    /// Drops the sketch; with none, the tool is laid down.
    void cancel();
    /// Takes back the last point of the sketch; false if there is none.
    bool take_back_point();
    /// The points drawn so far, which are drawn no more.
    [[nodiscard]] std::vector<geo::LonLat> take_points();

    /// Of the document's measurements; kept within them by `keep_choice`.
    [[nodiscard]] std::optional<std::size_t> chosen() const { return chosen_; }
    void choose(std::optional<std::size_t> index) { chosen_ = index; }
    void keep_choice(std::size_t count);

  private:
    Tool tool_ = Tool::select;
    tasks::Measurement sketch_;
    std::optional<std::size_t> chosen_;
    std::size_t named_ = 0;  // so many measurements have got a number
};

// Changes of the document's measurements, each a step of its history.
void rename_measurement(History& history, std::size_t index, std::string name);
void remove_measurement(History& history, std::size_t index);
void remove_all_measurements(History& history);
/// `gesture`: one and the same while the hand holds the point (History::change).
void move_measure_point(History& history, std::size_t index, std::size_t point, geo::LonLat to,
                        std::uint64_t gesture);

}  // namespace parkatlas::app
