// Pictures: resampled on the processor to the pixels of the frame, each the mean of what it covers,
// and drawn as runs of pixels of one colour. A logo is some thousand of them; that needs no texture
// and gives the same pixels on every driver.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

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

std::optional<draw::PlacedPixels> resampled(const draw::Picture& picture,
                                            const Placement& placement, double px_per_mm,
                                            const BoxPx& view) {
    if (picture.image == nullptr || picture.image->width <= 0 || picture.image->height <= 0) {
        return std::nullopt;
    }
    const Image& image = *picture.image;
    const PointPx corner = placement.apply(picture.top_left);
    const double width = picture.width_mm * px_per_mm;
    const double height = picture.height_mm * px_per_mm;
    if (!(width > 0.0) || !(height > 0.0) || !std::isfinite(corner.x + corner.y + width + height) ||
        !view.intersects({corner.x, corner.y, corner.x + width, corner.y + height})) {
        return std::nullopt;
    }
    draw::PlacedPixels out;
    out.left_px = static_cast<int>(std::floor(std::max(corner.x, view.min_x)));
    out.top_px = static_cast<int>(std::floor(std::max(corner.y, view.min_y)));
    const int right = static_cast<int>(std::ceil(std::min(corner.x + width, view.max_x)));
    const int bottom = static_cast<int>(std::ceil(std::min(corner.y + height, view.max_y)));
    out.image.width = std::max(right - out.left_px, 0);
    out.image.height = std::max(bottom - out.top_px, 0);
    out.image.rgba.reserve(4 * static_cast<std::size_t>(out.image.width) *
                           static_cast<std::size_t>(out.image.height));
    for (int y = out.top_px; y < bottom; ++y) {
        for (int x = out.left_px; x < right; ++x) {
            const double x0 = std::max<double>(x, corner.x);
            const double x1 = std::min<double>(x + 1, corner.x + width);
            const double y0 = std::max<double>(y, corner.y);
            const double y1 = std::min<double>(y + 1, corner.y + height);
            const double x_share = image.width / width;
            const double y_share = image.height / height;
            const draw::Color color = mean_over(
                image, (x0 - corner.x) * x_share, (y0 - corner.y) * y_share,
                (x1 - corner.x) * x_share, (y1 - corner.y) * y_share, (x1 - x0) * (y1 - y0));
            out.image.rgba.insert(out.image.rgba.end(), {color.r, color.g, color.b, color.a});
        }
    }
    return out;
}

void Painter::paint(const draw::Picture& picture, const Placement& placement) {
    const std::optional<draw::PlacedPixels> pixels =
        resampled(picture, placement, page_.px_per_mm, view_);
    if (!pixels) return;
    const Image& image = pixels->image;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width;) {
            const std::uint8_t* const p = image.pixel(x, y);
            int end = x + 1;
            while (end < image.width && std::equal(p, p + 4, image.pixel(end, y))) ++end;
            if (p[3] > 0) {
                const int left = pixels->left_px;
                const int top = pixels->top_px + y;
                add_box({left + x, top, left + end, top + 1}, {p[0], p[1], p[2], p[3]});
            }
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
