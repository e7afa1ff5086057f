#include "draw/coverage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "draw/wide.h"

namespace parkatlas::draw::detail {

void CoveragePlane::reset(int width, int height) {
    if (width != width_ || height != height_) {
        width_ = width;
        height_ = height;
        stride_ = static_cast<std::size_t>(width) + 2;
        values_.assign(stride_ * static_cast<std::size_t>(height), 0.0F);
    } else if (first_row_ < last_row_) {
        std::fill(values_.begin() + static_cast<std::ptrdiff_t>(stride_) * first_row_,
                  values_.begin() + static_cast<std::ptrdiff_t>(stride_) * last_row_, 0.0F);
    }
    first_row_ = height;
    last_row_ = 0;
}

/// Both ends on the tile: 0 <= x <= width, 0 <= y <= height.
void CoveragePlane::add_edge(float x0, float y0, float x1, float y1, float weight) {
    if (y0 == y1) return;
    if (y0 > y1) {
        std::swap(x0, x1);
        std::swap(y0, y1);
        weight = -weight;
    }
    const int first = std::min(static_cast<int>(y0), height_ - 1);
    float* row = values_.data() + static_cast<std::size_t>(first) * stride_;
    const auto low_x = static_cast<int>(std::min(x0, x1));
    if (y1 <= static_cast<float>(first + 1) && std::max(x0, x1) <= static_cast<float>(low_x + 1)) {
        // Within one pixel, as most edges of small polygons are.
        touch(first, first + 1);
        const float d = (y1 - y0) * weight;
        const float right = d * (0.5F * (x0 + x1) - static_cast<float>(low_x));
        row[low_x] += d - right;
        row[low_x + 1] += right;
        return;
    }
    const float slope = (x1 - x0) / (y1 - y0);
    const auto limit = static_cast<float>(width_);
    const int last = std::min(static_cast<int>(std::ceil(y1)), height_);
    touch(first, last);
    float x = x0;
    for (int y = first; y < last; ++y, row += stride_) {
        const float top = std::max(y0, static_cast<float>(y));
        const float bottom = std::min(y1, static_cast<float>(y + 1));
        // From the start of the edge and not from row to row, so that errors do not add up.
        const float next = y + 1 >= last ? x1 : std::clamp(x0 + slope * (bottom - y0), 0.0F, limit);
        const float d = (bottom - top) * weight;
        const float left = std::min(x, next);
        const float right = std::max(x, next);
        const auto i = static_cast<int>(left);
        const auto floor_left = static_cast<float>(i);
        if (right <= floor_left + 1.0F) {
            const float share = 0.5F * (left + right) - floor_left;
            row[i] += d - d * share;
            row[i + 1] += d * share;
        } else {
            const float per_px = 1.0F / (right - left);
            const float in_first = 1.0F - (left - floor_left);
            const auto end = static_cast<int>(std::ceil(right));
            const float in_last = right - static_cast<float>(end - 1);
            const float first_share = 0.5F * per_px * in_first * in_first;
            const float last_share = 0.5F * per_px * in_last * in_last;
            row[i] += d * first_share;
            if (end == i + 2) {
                row[i + 1] += d * (1.0F - first_share - last_share);
            } else {
                const float second = per_px * (in_first + 0.5F);
                row[i + 1] += d * (second - first_share);
                for (int c = i + 2; c < end - 1; ++c) row[c] += d * per_px;
                const float before_last = second + static_cast<float>(end - i - 3) * per_px;
                row[end - 1] += d * (1.0F - before_last - last_share);
            }
            row[end] += d * last_share;
        }
        x = next;
    }
}

void CoveragePlane::add_clipped_edge(PixelXY a, PixelXY b, float weight) {
    const double w = width_;
    const double h = height_;
    if (a.y > b.y) {
        std::swap(a, b);
        weight = -weight;
    }
    if (a.y >= h || b.y <= 0.0 || a.y == b.y) return;
    if (a.x >= w && b.x >= w) return;  // covers nothing that is seen
    const double slope = (b.x - a.x) / (b.y - a.y);
    const auto x_at = [&, from = a](double y) { return from.x + slope * (y - from.y); };
    if (a.y < 0.0) a = {x_at(0.0), 0.0};
    if (b.y > h) b = {x_at(h), h};
    // What lies left of the tile covers its rows from the first column on.
    const auto put = [&](PixelXY p, PixelXY q) {
        if (p.x >= w && q.x >= w) return;
        add_edge(static_cast<float>(std::clamp(p.x, 0.0, w)), static_cast<float>(p.y),
                 static_cast<float>(std::clamp(q.x, 0.0, w)), static_cast<float>(q.y), weight);
    };
    double cuts[2];
    int count = 0;
    for (const double side : {0.0, w}) {
        if ((a.x < side) != (b.x < side)) {
            const double y = a.y + (side - a.x) / slope;
            if (y > a.y && y < b.y) cuts[count++] = y;
        }
    }
    if (count == 2 && cuts[0] > cuts[1]) std::swap(cuts[0], cuts[1]);
    PixelXY from = a;
    for (int i = 0; i < count; ++i) {
        // The float of y is shared by both pieces, so that no sliver stays open between them.
        const PixelXY to{x_at(cuts[i]), cuts[i]};
        put(from, to);
        from = to;
    }
    put(from, b);
}

void CoveragePlane::add_ring(std::span<const PixelXY> ring, float weight) {
    PixelXY previous = ring.back();
    for (const PixelXY p : ring) {
        add_clipped_edge(previous, p, weight);
        previous = p;
    }
}

void CoveragePlane::add_ring_inside(std::span<const PixelXY> ring, float weight) {
    auto x = static_cast<float>(ring.back().x);
    auto y = static_cast<float>(ring.back().y);
    for (const PixelXY p : ring) {
        const auto next_x = static_cast<float>(p.x);
        const auto next_y = static_cast<float>(p.y);
        add_edge(x, y, next_x, next_y, weight);
        x = next_x;
        y = next_y;
    }
}

void CoveragePlane::add_speck(double min_x, double min_y, double max_x, double max_y,
                              double area_px, float weight) {
    const double x0 = std::floor(min_x);
    const double y0 = std::floor(min_y);
    const double width = max_x - min_x;
    const double height = max_y - min_y;
    const int columns = static_cast<int>(std::floor(max_x) - x0) + 1;
    const int rows = static_cast<int>(std::floor(max_y) - y0) + 1;
    const double total = area_px * static_cast<double>(weight);
    for (int r = 0; r < rows; ++r) {
        const int y = static_cast<int>(y0) + r;
        if (y < 0 || y >= height_) continue;
        const double top = std::max(min_y, y0 + r);
        const double bottom = std::min(max_y, y0 + r + 1.0);
        const double in_row = rows == 1 ? total : total * (bottom - top) / height;
        float* const row = values_.data() + static_cast<std::size_t>(y) * stride_;
        touch(y, y + 1);
        for (int c = 0; c < columns; ++c) {
            const int x = static_cast<int>(x0) + c;
            if (x < 0 || x >= width_) continue;
            const double left = std::max(min_x, x0 + c);
            const double right = std::min(max_x, x0 + c + 1.0);
            const auto share =
                static_cast<float>(columns == 1 ? in_row : in_row * (right - left) / width);
            row[x] += share;
            row[x + 1] -= share;
        }
    }
}

void CoveragePlane::finish() {
    // Several rows at a time: each sum waits for the one before.
    constexpr int rows_at_a_time = 8;
    int y = first_row_;
    for (; y + rows_at_a_time <= last_row_; y += rows_at_a_time) {
        float* const rows = values_.data() + static_cast<std::size_t>(y) * stride_;
        std::array<float, rows_at_a_time> sums{};
        for (std::size_t x = 0; x < static_cast<std::size_t>(width_); ++x) {
            for (std::size_t r = 0; r < rows_at_a_time; ++r) {
                sums[r] += rows[r * stride_ + x];
                rows[r * stride_ + x] = sums[r];
            }
        }
    }
    for (; y < last_row_; ++y) {
        float* const row = values_.data() + static_cast<std::size_t>(y) * stride_;
        float sum = 0.0F;
        for (int x = 0; x < width_; ++x) {
            sum += row[x];
            row[x] = sum;
        }
    }
}

void LinePlane::reset(int width, int height) {
    if (width != width_ || height != height_) {
        width_ = width;
        height_ = height;
        values_.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0.0F);
    } else {
        for (int y = first_row_; y < last_row_; ++y) {
            float* const row =
                values_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
            std::fill(row + first_column_, row + last_column_, 0.0F);
        }
    }
    first_row_ = height;
    last_row_ = 0;
    first_column_ = width;
    last_column_ = 0;
}

void LinePlane::add_ring(std::span<const PixelXY> ring, double half_width_px, float strength) {
    PixelXY previous = ring.back();
    for (const PixelXY p : ring) {
        add_edge(previous, p, half_width_px, strength);
        previous = p;
    }
}

/// Calls `cover_at(along, across, length)`, pixels from a, for what lies in the strip of a line
/// from a to b, which is the lower end or the one farther to the right.
template <typename CoverAt>
[[gnu::always_inline]] inline void LinePlane::add_strip(PixelXY a, PixelXY b, double half_width_px,
                                                        const CoverAt& cover_at) {
    const double reach = half_width_px + 0.5;
    if (b.y < -reach || a.y > height_ + reach) return;
    if (std::max(a.x, b.x) < -reach || std::min(a.x, b.x) > width_ + reach) return;
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    const double ux = length > 0.0 ? (b.x - a.x) / length : 1.0;
    const double uy = length > 0.0 ? (b.y - a.y) / length : 0.0;
    const int first = std::max(static_cast<int>(std::floor(std::max(a.y - reach, -1.0))), 0);
    const int last = static_cast<int>(std::ceil(std::min(b.y + reach, double{1} * height_)));
    const double box_left = std::min(a.x, b.x) - reach;
    const double box_right = std::max(a.x, b.x) + reach;
    const auto uxf = static_cast<float>(ux);
    const auto uyf = static_cast<float>(uy);
    const auto lengthf = static_cast<float>(length);
    for (int y = first; y < last; ++y) {
        const double dy = y + 0.5 - a.y;
        double left = box_left;
        double right = box_right;
        if (uy > 1e-6) {
            // Where the row meets the strip of the line and not only its box.
            const double middle = a.x + ux / uy * dy;
            left = std::max(left, middle - reach / uy);
            right = std::min(right, middle + reach / uy);
        }
        const int from = static_cast<int>(std::floor(std::clamp(left, 0.0, double{1} * width_)));
        const int to = static_cast<int>(std::ceil(std::clamp(right, 0.0, double{1} * width_)));
        if (from >= to) continue;
        first_row_ = std::min(first_row_, y);
        last_row_ = std::max(last_row_, y + 1);
        first_column_ = std::min(first_column_, from);
        last_column_ = std::max(last_column_, to);
        float* const row =
            values_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        const auto dx = static_cast<float>(from + 0.5 - a.x);
        const auto dyf = static_cast<float>(dy);
        for (int x = from; x < to; ++x) {
            const float px = dx + static_cast<float>(x - from);
            const float along = px * uxf + dyf * uyf;
            const float across = px * uyf - dyf * uxf;
            row[x] = std::max(row[x], cover_at(along, across, lengthf));
        }
    }
}

PARKATLAS_WIDE void LinePlane::add_edge(PixelXY a, PixelXY b, double half_width_px,
                                        float strength) {
    // In a fixed direction: the neighbour's copy of this edge gives the very same values.
    if (b.y < a.y || (b.y == a.y && b.x < a.x)) std::swap(a, b);
    const auto limit = static_cast<float>(half_width_px + 0.5);
    add_strip(a, b, half_width_px, [=](float along, float across, float length) {
        const float beyond = std::max(std::max(-along, along - length), 0.0F);
        const float distance = std::sqrt(across * across + beyond * beyond);
        return std::min(std::max(limit - distance, 0.0F), 1.0F) * strength;
    });
}

PARKATLAS_WIDE void LinePlane::add_segment(PixelXY a, PixelXY b, double half_width_px,
                                           bool is_cut_at_a, bool is_cut_at_b) {
    if (!is_cut_at_a && !is_cut_at_b) {
        add_edge(a, b, half_width_px, 1.0F);
        return;
    }
    if (b.y < a.y || (b.y == a.y && b.x < a.x)) {
        std::swap(a, b);
        std::swap(is_cut_at_a, is_cut_at_b);
    }
    const auto limit = static_cast<float>(half_width_px + 0.5);
    // Beyond a round end the distance grows, beyond a square one the cover fades over a pixel.
    const float round_a = is_cut_at_a ? 0.0F : 1.0F;
    const float round_b = is_cut_at_b ? 0.0F : 1.0F;
    add_strip(a, b, half_width_px, [=](float along, float across, float length) {
        const float over_a = -along;
        const float over_b = along - length;
        const float beyond = std::max(std::max(round_a * over_a, round_b * over_b), 0.0F);
        const float distance = std::sqrt(across * across + beyond * beyond);
        const float end_a = std::min(std::max(0.5F - over_a, round_a), 1.0F);
        const float end_b = std::min(std::max(0.5F - over_b, round_b), 1.0F);
        return std::min(std::max(limit - distance, 0.0F), 1.0F) * (end_a * end_b);
    });
}

}  // namespace parkatlas::draw::detail
