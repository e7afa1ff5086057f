#include <array>
#include <cstdlib>
#include <memory>

#include <gtest/gtest.h>

#include "busy_page.h"

namespace parkatlas::render {
namespace {

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
}

TEST(DrawImage, PartsGiveThePictureThatOnePieceGives) {
    const draw::DrawList list = busy_page();
    for (const int px_per_mm : {4, 10}) {
        const Image whole = drawn(list, px_per_mm);
        const Image parts = drawn_in_parts(list, px_per_mm, 97);
        ASSERT_EQ(parts.rgba.size(), whole.rgba.size());
        // Interpolation across a triangle starts from another corner in each part, so a fading edge
        // may round the other way: one step of 255, now and then.
        std::size_t different = 0;
        for (std::size_t i = 0; i < whole.rgba.size(); ++i) {
            const int difference = std::abs(whole.rgba[i] - parts.rgba[i]);
            ASSERT_LE(difference, 1) << "pixel " << i / 4 % static_cast<std::size_t>(whole.width)
                                     << ", " << i / 4 / static_cast<std::size_t>(whole.width);
            different += difference != 0 ? 1 : 0;
        }
        EXPECT_LT(different, whole.rgba.size() / 1000);
    }
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

}  // namespace
}  // namespace parkatlas::render
