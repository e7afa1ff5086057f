#include "support/picture.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <random>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace parkatlas::test {
namespace {

/// Something like a map: land on sea, a thin line, a block of "text" (3-pixel strokes).
Image small_map(int shift_x = 0, int shift_y = 0) {
    Image image = plain_picture(600, 400, 214, 230, 242);
    paint_rectangle(image, 100 + shift_x, 60 + shift_y, 380, 260, 253, 243, 216);
    paint_rectangle(image, 40 + shift_x, 350 + shift_y, 500, 1, 40, 40, 40);
    for (int stroke = 0; stroke < 12; ++stroke) {
        paint_rectangle(image, 200 + shift_x + 8 * stroke, 150 + shift_y, 3, 14, 30, 30, 30);
    }
    return image;
}

bool same(const Image& a, const Image& b) {
    return compare_pictures(a, b).within({});
}

TEST(ComparePictures, IdenticalPicturesAreTheSame) {
    const PictureComparison comparison = compare_pictures(small_map(), small_map());
    EXPECT_TRUE(comparison.within({}));
    EXPECT_EQ(comparison.differing_pixels, 0U);
}

TEST(ComparePictures, AShiftOfOnePixelIsAllowedInEveryDirection) {
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            EXPECT_TRUE(same(small_map(), small_map(dx, dy))) << dx << ", " << dy;
        }
    }
}

TEST(ComparePictures, AShiftOfThreePixelsIsNot) {
    EXPECT_FALSE(same(small_map(), small_map(3, 0)));
    EXPECT_FALSE(same(small_map(), small_map(0, 3)));
}

TEST(ComparePictures, NoiseWithinTheToleranceIsTheSame) {
    Image noisy = small_map();
    std::mt19937 random{20220822};
    for (std::uint8_t& value : noisy.rgba) {
        const int moved = int{value} + static_cast<int>(random() % 25U) - 12;
        value = static_cast<std::uint8_t>(std::clamp(moved, 0, 255));
    }
    EXPECT_TRUE(same(small_map(), noisy));
}

TEST(ComparePictures, AChangedColourIsNoticed) {
    // 13 of 255 in one channel, over a field of 40 by 40 pixels.
    Image changed = small_map();
    paint_rectangle(changed, 300, 200, 40, 40, 253, 243, 203);
    EXPECT_FALSE(same(small_map(), changed));
    EXPECT_EQ(compare_pictures(small_map(), changed).differing_pixels, 40U * 40U);
}

TEST(ComparePictures, AMissingLabelIsNoticedInASmallPicture) {
    Image changed = small_map();
    paint_rectangle(changed, 198, 148, 100, 18, 253, 243, 216);
    EXPECT_FALSE(same(small_map(), changed));
    EXPECT_FALSE(same(changed, small_map()));
}

TEST(ComparePictures, AMissingLabelIsNoticedOnAWholeSheet) {
    // The label's 504 pixels of ink are 0.01 % of this sheet: the whole picture's limit alone would
    // let it pass, the window's does not.
    const Image empty = plain_picture(2480, 1754, 253, 243, 216);
    Image labelled = empty;
    for (int stroke = 0; stroke < 12; ++stroke) {
        paint_rectangle(labelled, 1200 + 8 * stroke, 800, 3, 14, 30, 30, 30);
    }
    const PictureComparison comparison = compare_pictures(empty, labelled);
    EXPECT_LT(comparison.differing_share, PictureTolerance{}.share);
    EXPECT_FALSE(comparison.within({}));
    EXPECT_FALSE(same(labelled, empty));
}

TEST(ComparePictures, AMissingThinLineIsNoticed) {
    Image changed = small_map();
    paint_rectangle(changed, 40, 350, 500, 1, 214, 230, 242);
    EXPECT_FALSE(same(small_map(), changed));
    EXPECT_FALSE(same(changed, small_map()));
}

TEST(ComparePictures, AFewStrayPixelsAreTheSame) {
    // 240 of 240 000 pixels are exactly the 0.1 % allowed; one more is too many.
    Image changed = small_map();
    for (int i = 0; i < 240; ++i) {
        paint_rectangle(changed, 10 + 9 * (i % 60), 10 + 90 * (i / 60), 1, 1, 255, 0, 0);
    }
    const PictureComparison comparison = compare_pictures(small_map(), changed);
    EXPECT_EQ(comparison.differing_pixels, 240U);
    EXPECT_TRUE(comparison.within({}));
    paint_rectangle(changed, 14, 14, 1, 1, 255, 0, 0);
    EXPECT_FALSE(same(small_map(), changed));
}

TEST(ComparePictures, AnotherSizeIsNoticed) {
    EXPECT_FALSE(same(plain_picture(10, 10, 0, 0, 0), plain_picture(10, 11, 0, 0, 0)));
    EXPECT_FALSE(same(plain_picture(10, 10, 0, 0, 0), plain_picture(11, 10, 0, 0, 0)));
}

TEST(ComparePictures, TransparencyCounts) {
    Image clear = small_map();
    for (std::size_t i = 3; i < clear.rgba.size(); i += 4) clear.rgba[i] = 0;
    EXPECT_FALSE(same(small_map(), clear));
}

TEST(SamePicture, LeavesThreePicturesWhenItSaysNo) {
    const TemporaryFolder folder;
    const Image changed = plain_picture(600, 400, 0, 0, 0);
    const auto result = same_picture(small_map(), changed, "map", folder.path() / "pictures");
    EXPECT_FALSE(result);
    for (const char* name : {"map-expected.png", "map-actual.png", "map-difference.png"}) {
        EXPECT_TRUE(std::filesystem::exists(folder.path() / "pictures" / name)) << name;
        EXPECT_NE(std::string{result.message()}.find(name), std::string::npos) << name;
    }
}

TEST(SamePicture, LeavesNothingWhenItSaysYes) {
    const TemporaryFolder folder;
    EXPECT_TRUE(same_picture(small_map(), small_map(1, 1), "map", folder.path() / "pictures"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "pictures"));
}

}  // namespace
}  // namespace parkatlas::test
