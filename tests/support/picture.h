#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "base/image.h"

namespace parkatlas::test {

/// How far two pictures may differ and still count as the same.
struct PictureTolerance {
    int channel = 12;      ///< of 255, in each of R, G, B and A
    int shift_px = 1;      ///< a pixel may be met by any within this distance, along both axes
    double share = 0.001;  ///< of all pixels that may differ
    /// The same limit for any square window of the picture: on a sheet of 17 million pixels one in
    /// a thousand is room for several missing labels.
    int window_px = 16;
    double window_share = 0.2;
};

struct PictureComparison {
    bool same_size = false;
    std::size_t differing_pixels = 0;
    double differing_share = 0.0;
    double worst_window_share = 0.0;
    Image
        difference;  ///< differing pixels red over the faded expected picture; empty on other size

    [[nodiscard]] bool within(const PictureTolerance& tolerance) const {
        return same_size && differing_share <= tolerance.share &&
               worst_window_share <= tolerance.window_share;
    }
};

/// A pixel differs if it has no match around its place in the other picture; both pictures are
/// asked so, or a thin line that is missing in one of them would find its background all round.
[[nodiscard]] PictureComparison compare_pictures(const Image& expected, const Image& actual,
                                                 const PictureTolerance& tolerance = {});

/// For EXPECT_TRUE. On failure writes NAME-expected.png, NAME-actual.png and NAME-difference.png to
/// `folder` and says so.
[[nodiscard]] ::testing::AssertionResult same_picture(const Image& expected, const Image& actual,
                                                      const std::string& name,
                                                      const std::filesystem::path& folder,
                                                      const PictureTolerance& tolerance = {});

/// A picture of one colour, and a rectangle painted into a picture (cut off at its edges).
[[nodiscard]] Image plain_picture(int width, int height, std::uint8_t r, std::uint8_t g,
                                  std::uint8_t b);
void paint_rectangle(Image& image, int x, int y, int width, int height, std::uint8_t r,
                     std::uint8_t g, std::uint8_t b);

}  // namespace parkatlas::test
