#include <array>
#include <memory>

#include <gtest/gtest.h>

#include "pictures.h"

namespace parkatlas::render {
namespace {

using detail::RendererAccess;

/// Some of everything, across tile borders.
draw::DrawList busy_page() {
    Studio& studio = Studio::instance();
    std::vector<geo::XY> blob;
    std::vector<geo::XY> wave;
    for (int i = 0; i < 300; ++i) {
        const double t = i * 2 * 3.14159265358979 / 300;
        const double r = 40 + 8 * std::sin(7 * t);
        blob.push_back({500000 + r * std::cos(t), 3300000 + r * std::sin(t)});
        wave.push_back({i * 0.4, 60 + 15 * std::sin(i * 0.08)});
    }
    std::vector<draw::Item> items;
    items.push_back(item_of(draw::Fill{path_of({blob}), {200, 220, 180}}, draw::Space::map));
    items.push_back(item_of(
        draw::Stroke{
            path_of({blob}), {60, 90, 50}, 0.4, draw::Join::round, draw::Cap::butt, {3, 1}},
        draw::Space::map));
    items.push_back(item_of(draw::Stroke{
        path_of({wave}, false), {200, 30, 30, 90}, 5, draw::Join::round, draw::Cap::round, {}}));
    for (int i = 0; i < 4; ++i) {
        draw::Text text;
        text.run = studio.fonts.shape("宁波前湾 Park", draw::Typeface::sans, 5);
        text.origin = {10.0 + 13.3 * i, 20.0 + 18.7 * i};
        text.angle_deg = i * 20.0;
        text.color = {20, 20, 60};
        text.halo_color = {255, 255, 255, static_cast<std::uint8_t>(i % 2 == 0 ? 255 : 150)};
        text.halo_mm = 0.6;
        items.push_back(item_of(text));
    }
    draw::DrawList list = page_of(120, 90, std::move(items));
    list.background = {235, 243, 250};
    list.groups[0].clip = draw::RectMm{3.3, 3.3, 113.4, 83.4};
    list.groups[0].view = {{0, 0, 120, 90}, {500010.123, 3300003.7}, 1000};
    return list;
}

TEST(DrawImage, SizeIsMillimetresTimesDotsPerInchRounded) {
    // A3 at 300 dpi: 420 mm and 297 mm are 4960.6 and 3507.9 dots.
    Studio& studio = Studio::instance();
    const Result<Image> image =
        studio.renderer.draw_image(page_of(420, 297, {}), studio.fonts, 300);
    ASSERT_TRUE(image.has_value());
    EXPECT_EQ(image->width, 4961);
    EXPECT_EQ(image->height, 3508);
    EXPECT_EQ(image->rgba.size(), 4U * 4961 * 3508);
}

TEST(DrawImage, TopRowComesFirst) {
    const Image image =
        drawn(page_of(20, 20, {item_of(draw::Fill{path_of({rectangle(0, 0, 20, 5)}), black})}));
    EXPECT_EQ(ink(image, 10, 2), 1.0);
    EXPECT_EQ(ink(image, 10, 17), 0.0);
}

TEST(DrawImage, SamePictureTwiceIsTheSameBytes) {
    const draw::DrawList list = busy_page();
    const Image first = drawn(list, 4);
    drawn(page_of(300, 200, {}));
    EXPECT_EQ(drawn(list, 4).rgba, first.rgba);
    // Also from a renderer that has seen nothing.
    Studio& studio = Studio::instance();
    Result<Renderer> fresh = Renderer::create();
    ASSERT_TRUE(fresh.has_value());
    const Result<Image> again = fresh->draw_image_sized(list, studio.fonts, 480, 360);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->rgba, first.rgba);
}

TEST(DrawImage, TilesGiveThePictureThatOnePieceGives) {
    Studio& studio = Studio::instance();
    const draw::DrawList list = busy_page();
    for (const int px_per_mm : {4, 10}) {
        const Image whole = drawn(list, px_per_mm);
        RendererAccess::set_tile_limit(studio.renderer, 97);
        const Image tiled = drawn(list, px_per_mm);
        EXPECT_GT(RendererAccess::image_times(studio.renderer).tiles, 15U);
        RendererAccess::set_tile_limit(studio.renderer, 0);
        ASSERT_EQ(tiled.rgba.size(), whole.rgba.size());
        // Interpolation across a triangle starts from another corner in each tile, so a fading edge
        // may round the other way: one step of 255, now and then.
        std::size_t different = 0;
        for (std::size_t i = 0; i < whole.rgba.size(); ++i) {
            const int difference = std::abs(whole.rgba[i] - tiled.rgba[i]);
            ASSERT_LE(difference, 1) << "pixel " << i / 4 % static_cast<std::size_t>(whole.width)
                                     << ", " << i / 4 / static_cast<std::size_t>(whole.width);
            different += difference != 0 ? 1 : 0;
        }
        EXPECT_LT(different, whole.rgba.size() / 1000);
    }
}

TEST(DrawImage, RefusesSizesThatCannotBe) {
    Studio& studio = Studio::instance();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double dpi : {0.0, -1.0, 1e-9, 1e9, 1e300, nan}) {
        const Result<Image> image =
            studio.renderer.draw_image(page_of(420, 297, {}), studio.fonts, dpi);
        ASSERT_FALSE(image.has_value()) << dpi;
        EXPECT_EQ(image.error().code, ErrorCode::out_of_range);
    }
    EXPECT_FALSE(
        studio.renderer.draw_image_sized(page_of(420, 297, {}), studio.fonts, 0, 10).has_value());
    EXPECT_FALSE(studio.renderer
                     .draw_image_sized(page_of(420, 297, {}), studio.fonts, 2000000000, 2000000000)
                     .has_value());
}

/// Share of pixels that differ by more than a quarter of the range in some channel.
double share_of_different(const Image& a, const Image& b) {
    std::size_t different = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
        bool is_far = false;
        for (std::size_t k = 0; k < 4; ++k) is_far |= std::abs(a.rgba[i + k] - b.rgba[i + k]) > 64;
        different += is_far ? 1 : 0;
    }
    return static_cast<double>(different) / static_cast<double>(a.rgba.size() / 4);
}

TEST(Draw, AWindowShowsWhatThePictureShows) {
    Studio& studio = Studio::instance();
    const draw::DrawList list = busy_page();
    const Image image = drawn(list, 4);
    Target target;
    target.width_px = 480;
    target.height_px = 360;
    target.px_per_mm = 4.0;
    const Result<detail::WindowShot> window =
        RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(window.has_value()) << error_line(window.error());
    // Upside down in the framebuffer, so the samples of a pixel lie the other way round.
    EXPECT_LT(share_of_different(window->image, image), 0.002);
    EXPECT_GT(share_of_different(window->image, drawn(page_of(120, 90, {}), 4)), 0.1);
}

TEST(Draw, AFastFrameDiffersAtEdgesOnly) {
    Studio& studio = Studio::instance();
    const draw::DrawList list = busy_page();
    Target target;
    target.width_px = 480;
    target.height_px = 360;
    target.px_per_mm = 4.0;
    const auto fine = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    target.is_fast = true;
    const auto fast = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(fine.has_value() && fast.has_value());
    EXPECT_LT(share_of_different(fine->image, fast->image), 0.01);
}

TEST(Draw, OffsetShowsAnotherPartOfThePage) {
    Studio& studio = Studio::instance();
    const draw::DrawList list =
        page_of(120, 90, {item_of(draw::Fill{path_of({rectangle(50, 40, 10, 5)}), black})});
    Target target;
    target.width_px = 40;
    target.height_px = 30;
    target.px_per_mm = 1.0;
    target.offset_x_mm = 45;
    target.offset_y_mm = 30;
    const auto window = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(window.has_value());
    EXPECT_EQ(dark_box(window->image), (InkBox{5, 10, 15, 15}));
}

TEST(Draw, CountsWhatItDrew) {
    Studio& studio = Studio::instance();
    Target target;
    target.width_px = 40;
    target.height_px = 30;
    target.px_per_mm = 1.0;
    // Two squares of one run of fills and one far outside the target.
    const draw::DrawList list =
        page_of(120, 90,
                {item_of(draw::Fill{path_of({rectangle(5, 5, 5, 5)}), black}),
                 item_of(draw::Fill{path_of({rectangle(15, 5, 5, 5)}), red}),
                 item_of(draw::Fill{path_of({rectangle(90, 80, 5, 5)}), red})});
    const auto shot = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(shot.has_value());
    EXPECT_EQ(shot->stats.triangles, 4U);
    EXPECT_EQ(shot->stats.draw_calls, 1U);
}

/// Red left half, blue right half; the lower half of both is clear.
std::shared_ptr<const Image> four_fields(int side) {
    Image image{side, side, {}};
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const bool is_left = 2 * x < side;
            for (const int value :
                 {is_left ? 255 : 0, 0, is_left ? 0 : 255, 2 * y < side ? 255 : 0}) {
                image.rgba.push_back(static_cast<std::uint8_t>(value));
            }
        }
    }
    return std::make_shared<const Image>(std::move(image));
}

TEST(DrawImage, APictureFillsItsBoxAndNothingElseWhateverItsPixels) {
    for (const int side : {2, 20, 64, 500}) {
        const Image image =
            drawn(page_of(30, 30, {item_of(draw::Picture{four_fields(side), {5, 5}, 20, 20})}));
        const auto color_at = [&](int x, int y) {
            const std::uint8_t* p = image.pixel(x, y);
            return std::array<int, 3>{p[0], p[1], p[2]};
        };
        const std::array red{255, 0, 0};
        const std::array blue{0, 0, 255};
        const std::array page{255, 255, 255};
        EXPECT_EQ(color_at(5, 5), red) << side;
        EXPECT_EQ(color_at(14, 14), red) << side;
        EXPECT_EQ(color_at(15, 14), blue) << side;
        EXPECT_EQ(color_at(24, 5), blue) << side;
        EXPECT_EQ(color_at(10, 16), page) << side;  // clear
        EXPECT_EQ(color_at(4, 10), page) << side;
        EXPECT_EQ(color_at(25, 10), page) << side;
        EXPECT_EQ(color_at(10, 4), page) << side;
    }
}

TEST(DrawImage, APictureBetweenPixelsCoversThemInPart) {
    // A quarter of a pixel sticks out at the left: that much of red on white.
    const Image image =
        drawn(page_of(30, 30, {item_of(draw::Picture{four_fields(2), {4.75, 5}, 20, 20})}));
    EXPECT_EQ(image.pixel(4, 8)[0], 255);
    EXPECT_NEAR(image.pixel(4, 8)[1], 255 * 0.75, 2.0);
}

TEST(Draw, RefusesATargetLargerThanTheDriverTakes) {
    Studio& studio = Studio::instance();
    Target target;
    target.width_px = 1 << 24;
    target.height_px = 1 << 24;
    const Result<FrameStats> stats =
        studio.renderer.draw(page_of(100, 100, {}), studio.fonts, target);
    ASSERT_FALSE(stats.has_value());
    EXPECT_EQ(stats.error().code, ErrorCode::graphics_unavailable);
    // And goes on working afterwards.
    EXPECT_EQ(drawn(page_of(10, 10, {})).rgba.size(), 400U);
}

TEST(Draw, AMinimisedWindowIsNoError) {
    Studio& studio = Studio::instance();
    EXPECT_TRUE(studio.renderer.draw(busy_page(), studio.fonts, Target{}).has_value());
}

}  // namespace
}  // namespace parkatlas::render
