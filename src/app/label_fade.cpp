#include "app/label_fade.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace parkatlas::app {
namespace {

constexpr double halo_mm = 0.8;
constexpr int whole = 256;  // shares are counted in 256ths

std::size_t row_bytes(const PixelBox& box) {
    return 4 * static_cast<std::size_t>(box.right - box.left);
}

std::size_t place_of(const PixelBox& box, int y, int width_px) {
    return 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width_px) +
                static_cast<std::size_t>(box.left));
}

std::vector<std::uint8_t> cut_out(std::span<const std::uint8_t> picture, int width_px,
                                  const PixelBox& box) {
    std::vector<std::uint8_t> rows;
    rows.reserve(row_bytes(box) * static_cast<std::size_t>(box.top - box.bottom));
    for (int y = box.bottom; y < box.top; ++y) {
        const auto row = picture.subspan(place_of(box, y, width_px), row_bytes(box));
        rows.insert(rows.end(), row.begin(), row.end());
    }
    return rows;
}

// Slow at both ends, so that neither can be seen.
double eased(double share) {
    return share * share * (3.0 - 2.0 * share);
}

}  // namespace

void LabelFade::begin(std::span<const std::uint8_t> before, std::vector<std::uint8_t> after,
                      int width_px, std::vector<PixelBox> boxes, Clock::time_point now) {
    stop();
    picture_ = std::move(after);
    width_px_ = width_px;
    began_ = now;
    for (const PixelBox& box : boxes) {
        std::vector<std::uint8_t> old_rows = cut_out(before, width_px, box);
        std::vector<std::uint8_t> new_rows = cut_out(picture_, width_px, box);
        if (old_rows == new_rows) continue;
        boxes_.push_back(box);
        before_.push_back(std::move(old_rows));
        after_.push_back(std::move(new_rows));
    }
    is_running_ = !boxes_.empty();
}

void LabelFade::stop() {
    is_running_ = false;
    boxes_.clear();
    before_.clear();
    after_.clear();
}

const std::vector<std::uint8_t>& LabelFade::picture(Clock::time_point now) {
    const double share = std::clamp(
        std::chrono::duration<double>{now - began_} / std::chrono::duration<double>{duration}, 0.0,
        1.0);
    const int of_new = static_cast<int>(std::lround(eased(share) * whole));
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
        const PixelBox& box = boxes_[i];
        const std::size_t length = row_bytes(box);
        for (int y = box.bottom; y < box.top; ++y) {
            const std::size_t from = length * static_cast<std::size_t>(y - box.bottom);
            const std::uint8_t* const old_row = before_[i].data() + from;
            const std::uint8_t* const new_row = after_[i].data() + from;
            std::uint8_t* const to = picture_.data() + place_of(box, y, width_px_);
            for (std::size_t k = 0; k < length; ++k) {
                to[k] = static_cast<std::uint8_t>(
                    (old_row[k] * (whole - of_new) + new_row[k] * of_new + whole / 2) / whole);
            }
        }
    }
    if (share >= 1.0) stop();
    return picture_;
}

std::vector<PixelBox> label_boxes(const cartography::Labelling& labels,
                                  const draw::MapView& painted, const draw::MapView& shown,
                                  double px_per_mm, int width_px, int height_px) {
    std::vector<PixelBox> boxes;
    boxes.reserve(labels.placed.size());
    for (const cartography::PlacedLabel& label : labels.placed) {
        const draw::RectMm& box = label.box;
        const draw::PaperMm low = shown.to_paper(painted.to_map({box.x_mm, box.y_mm}));
        const draw::PaperMm high =
            shown.to_paper(painted.to_map({box.right_mm(), box.bottom_mm()}));
        const auto px = [&](double mm, double origin_mm, int most) {
            return static_cast<int>(std::clamp(std::round((mm - origin_mm) * px_per_mm), 0.0,
                                               static_cast<double>(most)));
        };
        const double x = shown.frame.x_mm;
        const double y = shown.frame.y_mm;
        const PixelBox one{
            px(low.x_mm - halo_mm, x, width_px), height_px - px(high.y_mm + halo_mm, y, height_px),
            px(high.x_mm + halo_mm, x, width_px), height_px - px(low.y_mm - halo_mm, y, height_px)};
        if (one.left < one.right && one.bottom < one.top) boxes.push_back(one);
    }
    return boxes;
}

}  // namespace parkatlas::app
