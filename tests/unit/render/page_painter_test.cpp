#include "render/page_painter.h"

#include <limits>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/threads.h"
#include "busy_page.h"

namespace parkatlas::render {
namespace {

TEST(PagePainter, AWindowShowsWhatThePictureShows) {
    Studio& studio = Studio::instance();
    const draw::DrawList list = busy_page();
    const Image page = drawn(list, 4);
    Target target;
    target.width_px = page.width;
    target.height_px = page.height;
    target.px_per_mm = 4.0;
    const auto window =
        detail::RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(window.has_value()) << error_line(window.error());
    EXPECT_LT(share_of_different(window->image, page), 0.002);
    EXPECT_GT(share_of_different(window->image, drawn(page_of(120, 90, {}), 4)), 0.1);
}

TEST(PagePainter, SizeIsMillimetresTimesDotsPerInchRounded) {
    // A3 at 300 dpi: 420 mm and 297 mm are 4960.6 and 3507.9 dots.
    PagePainter painter;
    const auto image = painter.draw_image(page_of(420, 297, {}), Studio::instance().fonts, 300);
    ASSERT_TRUE(image.has_value());
    EXPECT_EQ(image->width, 4961);
    EXPECT_EQ(image->height, 3508);
    EXPECT_EQ(image->rgba.size(), 4U * 4961 * 3508);
}

TEST(PagePainter, RefusesSizesThatCannotBe) {
    const draw::FontSet& fonts = Studio::instance().fonts;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    PagePainter painter;
    for (const double dpi : {0.0, -1.0, 1e-9, 1e9, 1e300, nan}) {
        const auto image = painter.draw_image(page_of(420, 297, {}), fonts, dpi);
        ASSERT_FALSE(image.has_value()) << dpi;
        EXPECT_EQ(image.error().code, ErrorCode::out_of_range);
    }
    EXPECT_FALSE(painter.draw_image_sized(page_of(420, 297, {}), fonts, 0, 10).has_value());
    EXPECT_FALSE(
        painter.draw_image_sized(page_of(420, 297, {}), fonts, 2000000000, 2000000000).has_value());
}

TEST(PagePainter, GivesTheSameBytesForAnyNumberOfThreads) {
    const draw::FontSet& fonts = Studio::instance().fonts;
    const draw::DrawList list = busy_page();
    const auto with = [&](int threads) {
        const ThreadLimit limit{threads};
        PagePainter painter;
        return painter.draw_image(list, fonts, 200)->rgba;
    };
    EXPECT_EQ(with(1), with(4));
}

TEST(PagePainter, DrawsOnAnyThread) {
    const draw::DrawList list = busy_page();
    std::optional<PagePainter> painter{std::in_place};
    std::optional<Image> there;
    std::jthread{[&] {
        const auto fonts = draw::FontSet::load();
        there = painter->draw_image(list, *fonts, 100).value();
    }}.join();
    const auto here = painter->draw_image(list, Studio::instance().fonts, 100);
    ASSERT_TRUE(here.has_value());
    EXPECT_EQ(there->rgba, here->rgba);
}

TEST(PagePainter, StopsWhereItIsAsked) {
    std::stop_source stop;
    stop.request_stop();
    PagePainter painter;
    const auto image =
        painter.draw_image(busy_page(), Studio::instance().fonts, 100, stop.get_token());
    ASSERT_FALSE(image.has_value());
    EXPECT_EQ(image.error().code, ErrorCode::stopped);
    // And goes on working.
    const auto next = painter.draw_image(busy_page(), Studio::instance().fonts, 100);
    ASSERT_TRUE(next.has_value());
    PagePainter fresh;
    EXPECT_EQ(next->rgba, fresh.draw_image(busy_page(), Studio::instance().fonts, 100)->rgba);
}

TEST(PagePainter, OpaqueNeighboursLetNothingShowBetweenThem) {
    // Twelve slices round a point, red on a black page: at their borders pixels are shared.
    std::vector<draw::Item> items;
    for (int i = 0; i < 12; ++i) {
        const auto corner = [&](int k) {
            const double t = (k + 0.3) * 2 * 3.14159265358979 / 12;
            return geo::XY{50 + 40 * std::cos(t), 50 + 40 * std::sin(t)};
        };
        items.push_back(item_of(draw::Fill{path_of({{{50, 50}, corner(i), corner(i + 1)}}), red}));
    }
    draw::DrawList list = page_of(100, 100, std::move(items));
    list.background = black;
    const Image image = drawn(list, 3);
    const int middle = 150;
    for (int y = middle - 90; y <= middle + 90; ++y) {
        for (int x = middle - 90; x <= middle + 90; ++x) {
            if (std::hypot(x - middle, y - middle) > 90) continue;
            ASSERT_GE(image.pixel(x, y)[0], 254) << x << ", " << y;
        }
    }
}

TEST(PagePainter, WhatLiesOverMoreThanAPixelHoldsTakesItsShareOfIt) {
    // Two translucent squares, one over the other: the usual mixture, not a sum.
    const draw::Color veil{255, 0, 0, 128};
    const Image image =
        drawn(page_of(20, 20,
                      {item_of(draw::Fill{path_of({rectangle(2, 2, 12, 12)}), veil}),
                       item_of(draw::Fill{path_of({rectangle(6, 6, 12, 12)}), veil})}));
    EXPECT_NEAR(image.pixel(4, 4)[1], 127, 1);
    EXPECT_NEAR(image.pixel(10, 10)[1], 63, 1);
}

TEST(PagePainter, ALargeTextsHaloIsOneColourUnderItsLetters) {
    // Drawn as outlines; a translucent halo covers once, letters stand on it.
    draw::Text text;
    text.run = Studio::instance().fonts.shape("园", draw::Typeface::sans_bold, 300);
    text.origin = {20, 280};
    text.color = {0, 0, 0, 255};
    text.halo_color = {0, 0, 255, 100};
    text.halo_mm = 12;
    const Image image = drawn(page_of(340, 340, {item_of(text)}));
    std::size_t halo = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const std::uint8_t* p = image.pixel(x, y);
            ASSERT_TRUE(p[0] <= p[2]);
            if (p[2] == 255) {
                ASSERT_GE(p[0], 154) << x << ", " << y;  // never twice the halo
                halo += p[0] < 160 ? 1 : 0;
            }
        }
    }
    EXPECT_GT(halo, 5000U);
}

}  // namespace
}  // namespace parkatlas::render
