#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace parkatlas::app {

/// What one frame of the window took, in milliseconds, by what it was spent on.
struct FrameTimes {
    double panels_ms = 0.0;  ///< panels, mouse and keys
    double map_ms = 0.0;     ///< taking over a picture of the map, or painting one here
    double draw_ms = 0.0;    ///< picture and panels into the window
    double swap_ms = 0.0;    ///< until the window shows it

    [[nodiscard]] double total_ms() const { return panels_ms + map_ms + draw_ms + swap_ms; }
};

/// What one turn of the window's loop took between two sleeps: while it lasts nothing is answered.
struct TurnTimes {
    double files_ms = 0.0;   ///< files, annotations, the window's own wishes
    double loaded_ms = 0.0;  ///< taking over what was opened or made anew
    double tools_ms = 0.0;   ///< taking over what the tools have worked out
    double rest_ms = 0.0;    ///< scripts and dumps
    double frame_ms = 0.0;   ///< a frame with all that is around it

    [[nodiscard]] double total_ms() const {
        return files_ms + loaded_ms + tools_ms + rest_ms + frame_ms;
    }
};

/// Keeps the times of the frames that were drawn: the last few one by one, and the totals of many
/// for percentiles.
class FrameMeter {
  public:
    static constexpr std::size_t shown_frames = 120;

    void add(const FrameTimes& frame);
    /// From an event of mouse or keyboard to the end of the frame that shows what it did.
    void add_input(double ms) { inputs_.add(ms); }

    void add_turn(const TurnTimes& turn);

    /// Frames since the window was opened.
    [[nodiscard]] std::size_t count() const { return count_; }
    /// The last frames, the oldest first; at most `shown_frames`.
    [[nodiscard]] std::vector<FrameTimes> last() const;
    /// The mean of each part over the last frames.
    [[nodiscard]] FrameTimes mean() const;

    struct Percentiles {
        double half_ms = 0.0, most_ms = 0.0, longest_ms = 0.0;  ///< 50, 95 and 100 per cent below
    };
    /// Of whole frames, over the last 4,096 of them; zeros while there is none.
    [[nodiscard]] Percentiles percentiles() const { return totals_.percentiles(); }
    /// Of the times from event to picture, likewise.
    [[nodiscard]] Percentiles input_percentiles() const { return inputs_.percentiles(); }
    [[nodiscard]] std::size_t input_count() const { return inputs_.count(); }
    /// Of all turns.
    [[nodiscard]] const TurnTimes& longest_turn() const { return longest_turn_; }

  private:
    /// The last of many values.
    class Ring {
      public:
        void add(double ms);
        [[nodiscard]] std::size_t count() const { return count_; }
        [[nodiscard]] Percentiles percentiles() const;

      private:
        static constexpr std::size_t kept = 4096;
        std::vector<double> values_ms_;
        std::size_t count_ = 0;
    };

    std::array<FrameTimes, shown_frames> frames_{};
    Ring totals_, inputs_;
    TurnTimes longest_turn_;
    std::size_t count_ = 0;
};

}  // namespace parkatlas::app
