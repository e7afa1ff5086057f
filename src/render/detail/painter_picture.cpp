// Pictures: resampled on the processor to the pixels of the frame, each the mean of what it covers,
// and drawn as runs of pixels of one colour. A logo is some thousand of them; that needs no texture
// and gives the same pixels on every driver.
#include <algorithm>
#include <array>
#include <cmath>

#include "render/detail/painter.h"

namespace parkatlas::render::detail {

namespace {

/// The mean of a picture over [x0, x1) by [y0, y1) of its own pixels, premultiplied while summing.
/// `share` of the frame's pixel is covered at all.
draw::Color mean_over(const Image& image, double x0, double y0, double x1, double y1,
                      double share) {
    std::array<double, 4> sum{};
    const int last_x = std::min(image.width, static_cast<int>(std::ceil(x1)));
    const int last_y = std::min(image.height, static_cast<int>(std::ceil(y1)));
    for (int y = std::max(0, static_cast<int>(std::floor(y0))); y < last_y; ++y) {
        const double high = std::min(y1, y + 1.0) - std::max(y0, static_cast<double>(y));
        for (int x = std::max(0, static_cast<int>(std::floor(x0))); x < last_x; ++x) {
            const double wide = std::min(x1, x + 1.0) - std::max(x0, static_cast<double>(x));
            if (!(wide > 0.0) || !(high > 0.0)) continue;
            const std::uint8_t* pixel = image.pixel(x, y);
            const double weight = wide * high * pixel[3];
            for (std::size_t i = 0; i < 3; ++i) sum[i] += weight * pixel[i];
            sum[3] += weight;
        }
    }
    const double area = (x1 - x0) * (y1 - y0);
    if (!(sum[3] > 0.0) || !(area > 0.0)) return {0, 0, 0, 0};
    const auto channel = [](double value) {
        return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
    };
    return {channel(sum[0] / sum[3]), channel(sum[1] / sum[3]), channel(sum[2] / sum[3]),
            channel(sum[3] / area * share)};
}

}  // namespace

void Painter::paint(const draw::Picture& picture, const Placement& placement) {
    if (picture.image == nullptr || picture.image->width <= 0 || picture.image->height <= 0) return;
    const Image& image = *picture.image;
    const PointPx corner = placement.apply(picture.top_left);
    const double width = picture.width_mm * page_.px_per_mm;
    const double height = picture.height_mm * page_.px_per_mm;
    if (!(width > 0.0) || !(height > 0.0) || !std::isfinite(corner.x + corner.y + width + height) ||
        !view_.intersects({corner.x, corner.y, corner.x + width, corner.y + height})) {
        return;
    }
    const int x0 = static_cast<int>(std::floor(std::max(corner.x, view_.min_x)));
    const int x1 = static_cast<int>(std::ceil(std::min(corner.x + width, view_.max_x)));
    const int y0 = static_cast<int>(std::floor(std::max(corner.y, view_.min_y)));
    const int y1 = static_cast<int>(std::ceil(std::min(corner.y + height, view_.max_y)));
    const auto color_at = [&](int x, int y) {
        const double left = std::max<double>(x, corner.x);
        const double right = std::min<double>(x + 1, corner.x + width);
        const double top = std::max<double>(y, corner.y);
        const double bottom = std::min<double>(y + 1, corner.y + height);
        const double x_share = image.width / width;
        const double y_share = image.height / height;
        return mean_over(image, (left - corner.x) * x_share, (top - corner.y) * y_share,
                         (right - corner.x) * x_share, (bottom - corner.y) * y_share,
                         (right - left) * (bottom - top));
    };
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1;) {
            const draw::Color color = color_at(x, y);
            int end = x + 1;
            while (end < x1 && color_at(end, y) == color) ++end;
            if (color.a > 0) add_box({x, y, end, y + 1}, color);
            x = end;
        }
        if (frame_->is_full()) frame_->flush();
    }
}

void Painter::add_box(const PixelRect& box, draw::Color color) {
    std::vector<FillVertex>& vertices = frame_->fill_vertices();
    std::vector<std::uint32_t>& indices = frame_->indices();
    const std::size_t first_index = indices.size();
    const auto base = static_cast<std::uint32_t>(vertices.size());
    const auto left = static_cast<float>(box.x0);
    const auto right = static_cast<float>(box.x1);
    const auto top = static_cast<float>(box.y0);
    const auto bottom = static_cast<float>(box.y1);
    vertices.push_back({left, top, color});
    vertices.push_back({right, top, color});
    vertices.push_back({right, bottom, color});
    vertices.push_back({left, bottom, color});
    for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U}) indices.push_back(base + corner);
    frame_->add_fill(first_index, color.a == 255, Cover::freely, 0);
}

}  // namespace parkatlas::render::detail
