#include "draw/tile_planes.h"

#include <cmath>

#include "draw/wide.h"

namespace parkatlas::draw::detail {

void TileColors::cover(Color color) {
    const Premultiplied over = premultiplied(color);
    if (color.a == 255) {
        plain_ = over;
        is_plain_ = true;
        return;
    }
    const float rest = 1.0F - over.a;
    if (is_plain_) {
        plain_ = {over.r + rest * plain_.r, over.g + rest * plain_.g, over.b + rest * plain_.b,
                  over.a + rest * plain_.a};
        return;
    }
    for (std::size_t i = 0; i < size_; ++i) {
        pixels_.r[i] = over.r + rest * pixels_.r[i];
        pixels_.g[i] = over.g + rest * pixels_.g[i];
        pixels_.b[i] = over.b + rest * pixels_.b[i];
        pixels_.a[i] = over.a + rest * pixels_.a[i];
    }
}

PARKATLAS_WIDE void blend_row(ColorPlane& to, std::size_t at, std::span<const float> cover,
                              Straight color, float alpha) {
    float* const r = to.r.data() + at;
    float* const g = to.g.data() + at;
    float* const b = to.b.data() + at;
    float* const a = to.a.data() + at;
    constexpr std::size_t block = 32;  // most pixels near a line have nothing of it
    for (std::size_t from = 0; from < cover.size(); from += block) {
        const std::size_t end = std::min(from + block, cover.size());
        float most = 0.0F;
        for (std::size_t i = from; i < end; ++i) most = std::max(most, cover[i]);
        if (most <= 0.0F) continue;
        for (std::size_t i = from; i < end; ++i) {
            const float share = std::min(std::max(cover[i], 0.0F), 1.0F) * alpha;
            const float rest = 1.0F - share;
            r[i] = share * color.r + rest * r[i];
            g[i] = share * color.g + rest * g[i];
            b[i] = share * color.b + rest * b[i];
            a[i] = share + rest * a[i];
        }
    }
}

void FillLayer::begin(int width, int height) {
    if (width != width_ || height != height_) {
        width_ = width;
        height_ = height;
        const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
        color_.reset(size);
        cover_.assign(size, 0.0F);
    } else {
        clear_rows();  // of a picture that was stopped
    }
    first_row_ = first_column_ = width + height;
    last_row_ = last_column_ = 0;
}

void FillLayer::clear_rows() {
    for (int y = first_row_; y < last_row_; ++y) {
        const auto row = static_cast<std::ptrdiff_t>(y) * width_;
        for (auto* plane : {&color_.r, &color_.g, &color_.b, &color_.a, &cover_}) {
            std::fill(plane->begin() + row + first_column_, plane->begin() + row + last_column_,
                      0.0F);
        }
    }
}

PARKATLAS_WIDE void FillLayer::add(int x, int y, std::span<const float> cover, Straight color,
                                   float alpha) {
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                           static_cast<std::size_t>(x);
    float* const r = color_.r.data() + at;
    float* const g = color_.g.data() + at;
    float* const b = color_.b.data() + at;
    float* const a = color_.a.data() + at;
    float* const full = cover_.data() + at;
    // Runs that are covered wholly or not at all are the most; told apart a block at a time.
    constexpr std::size_t block = 32;
    for (std::size_t from = 0; from < cover.size(); from += block) {
        const std::size_t to = std::min(from + block, cover.size());
        float least = 1.0F;
        float most = 0.0F;
        for (std::size_t i = from; i < to; ++i) {
            const float share = std::abs(cover[i]);
            least = std::min(least, share);
            most = std::max(most, share);
        }
        if (most < none) continue;
        first_row_ = std::min(first_row_, y);
        last_row_ = std::max(last_row_, y + 1);
        first_column_ = std::min(first_column_, x + static_cast<int>(from));
        last_column_ = std::max(last_column_, x + static_cast<int>(to));
        if (least > whole) {
            const float keep = 1.0F - alpha;
            for (std::size_t i = from; i < to; ++i) {
                r[i] = alpha * color.r + keep * r[i];
                g[i] = alpha * color.g + keep * g[i];
                b[i] = alpha * color.b + keep * b[i];
                a[i] = alpha + keep * a[i];
                full[i] = 1.0F;
            }
            continue;
        }
        for (std::size_t i = from; i < to; ++i) {
            const float share = std::min(std::abs(cover[i]), 1.0F);
            const float all = full[i] + share;
            // The part of the new share that finds no room lies over its part of what is there.
            const float over = std::max(all - 1.0F, 0.0F) / std::max(full[i], none);
            const float keep = 1.0F - std::min(over, 1.0F) * alpha;
            const float paint = share * alpha;
            r[i] = paint * color.r + keep * r[i];
            g[i] = paint * color.g + keep * g[i];
            b[i] = paint * color.b + keep * b[i];
            a[i] = paint + keep * a[i];
            full[i] = std::min(all, 1.0F);
        }
    }
}

void FillLayer::clear() {
    clear_rows();
    first_row_ = first_column_ = width_ + height_;
    last_row_ = last_column_ = 0;
}

PARKATLAS_WIDE void FillLayer::settle(ColorPlane& under) {
    for (int y = first_row_; y < last_row_; ++y) {
        const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        for (std::size_t i = row + static_cast<std::size_t>(first_column_);
             i < row + static_cast<std::size_t>(last_column_); ++i) {
            const float rest = 1.0F - color_.a[i];
            under.r[i] = color_.r[i] + rest * under.r[i];
            under.g[i] = color_.g[i] + rest * under.g[i];
            under.b[i] = color_.b[i] + rest * under.b[i];
            under.a[i] = color_.a[i] + rest * under.a[i];
        }
    }
    clear();
}

void cover_window(TileColors& under, int tile_width, int tile_height, const TileWindow& window,
                  Color color) {
    if (window.x0 == 0 && window.y0 == 0 && window.x1 == tile_width && window.y1 == tile_height) {
        under.cover(color);
        return;
    }
    ColorPlane& to = under.pixels();
    const Straight rgb = straight(color);
    const float alpha = static_cast<float>(color.a) / 255.0F;
    const float rest = 1.0F - alpha;
    for (int y = window.y0; y < window.y1; ++y) {
        const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(tile_width);
        for (std::size_t i = row + static_cast<std::size_t>(window.x0);
             i < row + static_cast<std::size_t>(window.x1); ++i) {
            to.r[i] = alpha * rgb.r + rest * to.r[i];
            to.g[i] = alpha * rgb.g + rest * to.g[i];
            to.b[i] = alpha * rgb.b + rest * to.b[i];
            to.a[i] = alpha + rest * to.a[i];
        }
    }
}

}  // namespace parkatlas::draw::detail
