#include "app/frame_meter.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::app {

void FrameMeter::add(const FrameTimes& frame) {
    frames_[count_ % shown_frames] = frame;
    totals_.add(frame.total_ms());
    ++count_;
}

void FrameMeter::Ring::add(double ms) {
    if (values_ms_.size() < kept) {
        values_ms_.push_back(ms);
    } else {
        values_ms_[count_ % kept] = ms;
    }
    ++count_;
}

std::vector<FrameTimes> FrameMeter::last() const {
    const std::size_t known = std::min(count_, shown_frames);
    std::vector<FrameTimes> frames;
    frames.reserve(known);
    for (std::size_t i = count_ - known; i < count_; ++i) {
        frames.push_back(frames_[i % shown_frames]);
    }
    return frames;
}

FrameTimes FrameMeter::mean() const {
    FrameTimes sum;
    const std::size_t known = std::min(count_, shown_frames);
    if (known == 0) return sum;
    const double share = 1.0 / static_cast<double>(known);
    for (std::size_t i = 0; i < known; ++i) {
        sum.panels_ms += frames_[i].panels_ms * share;
        sum.map_ms += frames_[i].map_ms * share;
        sum.draw_ms += frames_[i].draw_ms * share;
        sum.swap_ms += frames_[i].swap_ms * share;
    }
    return sum;
}

FrameMeter::Percentiles FrameMeter::Ring::percentiles() const {
    if (values_ms_.empty()) return {};
    std::vector<double> sorted = values_ms_;
    std::ranges::sort(sorted);
    const auto at = [&](double share) {
        const auto rank =
            static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
        return sorted[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(0.5), at(0.95), at(1.0)};
}

void FrameMeter::add_turn(const TurnTimes& turn) {
    if (turn.total_ms() > longest_turn_.total_ms()) longest_turn_ = turn;
}

}  // namespace parkatlas::app
