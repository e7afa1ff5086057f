#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "base/messages.h"
#include "tasks/measurement.h"

namespace parkatlas::app {

/// What a click on the map does.
enum class Tool : std::uint8_t { select, distance, area, circle };

/// "select", "distance", "area", "circle".
[[nodiscard]] std::string_view tool_name(Tool tool);
[[nodiscard]] std::optional<Tool> parse_tool(std::string_view name);

/// The measurements on the map and the one that is being drawn. Every change of the finished ones
/// can be undone and redone; while something is drawn, undo takes back its last point.
class Measuring {
  public:
    [[nodiscard]] Tool tool() const { return tool_; }
    /// Another tool drops what is being drawn.
    void take(Tool tool);

    [[nodiscard]] const tasks::Measurement& sketch() const { return sketch_; }
    /// Next point of the sketch; the same point twice in a row counts once. A circle is finished by
    /// its second.
    void add_point(geo::LonLat at, Lang lang);
    /// The sketch becomes a measurement with a name of its own, if it has points enough.
    void finish(Lang lang);
    /// Drops the sketch; with none, the tool is laid down.
    void cancel();

    [[nodiscard]] const std::vector<tasks::Measurement>& finished() const { return finished_; }
    [[nodiscard]] std::optional<std::size_t> chosen() const { return chosen_; }
    void choose(std::optional<std::size_t> index);
    void rename(std::size_t index, std::string name);
    void remove(std::size_t index);
    void remove_all();
    /// `begins`: the hand has just taken the point; the whole movement is one step of undo.
    void move_point(std::size_t index, std::size_t point, geo::LonLat to, bool begins);

    [[nodiscard]] bool can_undo() const { return !sketch_.points.empty() || !undo_.empty(); }
    [[nodiscard]] bool can_redo() const { return !redo_.empty(); }
    /// What undo and redo would take back or do again.
    [[nodiscard]] std::optional<Msg> undo_words() const;
    [[nodiscard]] std::optional<Msg> redo_words() const;
    void undo();
    void redo();

  private:
    struct Step {
        Msg words;
        std::vector<tasks::Measurement> state;
    };
    void remember(Msg words);
    void keep_choice();

    Tool tool_ = Tool::select;
    tasks::Measurement sketch_;
    std::vector<tasks::Measurement> finished_;
    std::optional<std::size_t> chosen_;
    std::vector<Step> undo_, redo_;
    int named_ = 0;  // so many measurements have got a number
};

}  // namespace parkatlas::app
