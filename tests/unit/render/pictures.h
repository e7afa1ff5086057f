#pragma once

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "render/detail/renderer_access.h"
#include "render/offscreen_context.h"
#include "render/page_painter.h"
#include "render/renderer.h"

namespace parkatlas::render {

inline constexpr draw::Color white{255, 255, 255, 255};
inline constexpr draw::Color black{0, 0, 0, 255};
inline constexpr draw::Color red{255, 0, 0, 255};
inline constexpr draw::Color blue{0, 0, 255, 255};

/// One context, renderer and font set for the tests of this program; the members are destroyed in
/// the right order, the context last.
struct Studio {
    OffscreenContext context;
    Renderer renderer;
    draw::FontSet fonts;

    static Studio& instance() {
        static Studio studio = make();
        return studio;
    }

  private:
    template <typename T>
    static T need(Result<T> result) {
        if (!result) throw std::runtime_error(error_line(result.error()));
        return std::move(*result);
    }
    static Studio make() {
        OffscreenContext context = need(OffscreenContext::create());
        Renderer renderer = need(Renderer::create());
        return {std::move(context), std::move(renderer), need(draw::FontSet::load())};
    }
};

inline draw::PathPtr path_of(std::initializer_list<std::vector<geo::XY>> rings,
                             bool closed = true) {
    draw::Path path;
    path.closed = closed;
    for (const std::vector<geo::XY>& ring : rings) {
        path.move_to(ring.at(0));
        for (std::size_t i = 1; i < ring.size(); ++i) path.line_to(ring[i]);
    }
    return std::make_shared<const draw::Path>(std::move(path));
}

inline std::vector<geo::XY> rectangle(double x, double y, double w, double h) {
    return {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
}

inline draw::Item item_of(decltype(draw::Item::shape) shape,
                          draw::Space space = draw::Space::paper) {
    draw::Item item;
    item.space = space;
    item.shape = std::move(shape);
    return item;
}

/// A page of one group in which, unless a test says otherwise, one millimetre is one pixel.
inline draw::DrawList page_of(double width_mm, double height_mm, std::vector<draw::Item> items) {
    draw::DrawList list;
    list.width_mm = width_mm;
    list.height_mm = height_mm;
    list.groups.push_back({"test", {}, {}, std::move(items)});
    return list;
}

/// The pixels of a part of a page: by the processor in the tests of the page painter, else by
/// OpenGL. Both must pass.
inline Image drawn_part(const draw::DrawList& list, double px_per_mm, int left_px, int top_px,
                        int width_px, int height_px) {
    Studio& studio = Studio::instance();
#ifdef PARKATLAS_BY_PROCESSOR
    static PagePainter painter;
    Image image{width_px, height_px, {}};
    image.rgba.resize(4 * static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px));
    const Result<void> drawn =
        painter.draw(list, studio.fonts,
                     {width_px, height_px, px_per_mm, left_px / px_per_mm, top_px / px_per_mm},
                     image.rgba.data());
    EXPECT_TRUE(drawn.has_value()) << error_line(drawn.error());
    return image;
#else
    Target target;
    target.width_px = width_px;
    target.height_px = height_px;
    target.px_per_mm = px_per_mm;
    target.offset_x_mm = left_px / px_per_mm;
    target.offset_y_mm = top_px / px_per_mm;
    Result<detail::WindowShot> shot =
        detail::RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    EXPECT_TRUE(shot.has_value()) << error_line(shot.error());
    return shot ? std::move(shot->image) : Image{};
#endif
}

inline Image drawn(const draw::DrawList& list, double px_per_mm = 1.0) {
    return drawn_part(list, px_per_mm, 0, 0,
                      static_cast<int>(std::lround(list.width_mm * px_per_mm)),
                      static_cast<int>(std::lround(list.height_mm * px_per_mm)));
}

/// The same, put together from parts of so many pixels.
inline Image drawn_in_parts(const draw::DrawList& list, double px_per_mm, int part_px) {
    Image whole{static_cast<int>(std::lround(list.width_mm * px_per_mm)),
                static_cast<int>(std::lround(list.height_mm * px_per_mm)),
                {}};
    const auto width = static_cast<std::size_t>(whole.width);
    whole.rgba.resize(4 * width * static_cast<std::size_t>(whole.height));
    for (int y = 0; y < whole.height; y += part_px) {
        for (int x = 0; x < whole.width; x += part_px) {
            const Image part = drawn_part(list, px_per_mm, x, y, std::min(part_px, whole.width - x),
                                          std::min(part_px, whole.height - y));
            for (int row = 0; row < part.height; ++row) {
                std::copy_n(part.pixel(0, row), 4 * static_cast<std::size_t>(part.width),
                            whole.rgba.data() + 4 * (static_cast<std::size_t>(y + row) * width +
                                                     static_cast<std::size_t>(x)));
            }
        }
    }
    return whole;
}

/// How dark a pixel is, 0 for white to 1 for black, by its green channel.
inline double ink(const Image& image, int x, int y) {
    return (255 - image.pixel(x, y)[1]) / 255.0;
}

inline double total_ink(const Image& image) {
    double sum = 0.0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) sum += ink(image, x, y);
    }
    return sum;
}

/// Box of the pixels that satisfy `is_ink`: x0, y0 inclusive, x1, y1 exclusive.
struct InkBox {
    int x0 = 1 << 30, y0 = 1 << 30, x1 = -1, y1 = -1;
    [[nodiscard]] int width() const { return x1 - x0; }
    [[nodiscard]] int height() const { return y1 - y0; }
    bool operator==(const InkBox&) const = default;
};

template <typename IsInk>
InkBox ink_box(const Image& image, IsInk is_ink) {
    InkBox box;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (!is_ink(image.pixel(x, y))) continue;
            box.x0 = std::min(box.x0, x);
            box.y0 = std::min(box.y0, y);
            box.x1 = std::max(box.x1, x + 1);
            box.y1 = std::max(box.y1, y + 1);
        }
    }
    return box;
}

inline InkBox dark_box(const Image& image) {
    return ink_box(image, [](const std::uint8_t* p) { return p[1] < 128; });
}

}  // namespace parkatlas::render
