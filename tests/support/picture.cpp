#include "support/picture.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <system_error>
#include <vector>

#include "base/result.h"
#include "export/png.h"

namespace parkatlas::test {

namespace {

bool alike(const std::uint8_t* a, const std::uint8_t* b, int channel) {
    for (int i = 0; i < 4; ++i) {
        if (std::abs(int{a[i]} - int{b[i]}) > channel) return false;
    }
    return true;
}

bool has_match(const std::uint8_t* pixel, const Image& other, int x, int y,
               const PictureTolerance& tolerance) {
    if (alike(pixel, other.pixel(x, y), tolerance.channel)) return true;
    const int reach = tolerance.shift_px;
    for (int v = std::max(0, y - reach); v <= std::min(other.height - 1, y + reach); ++v) {
        for (int u = std::max(0, x - reach); u <= std::min(other.width - 1, x + reach); ++u) {
            if (alike(pixel, other.pixel(u, v), tolerance.channel)) return true;
        }
    }
    return false;
}

/// Largest share of marked pixels in any window of the picture, by a table of running sums.
double worst_window(const std::vector<std::uint8_t>& marked, int width, int height, int window) {
    const int w = std::min(window, width);
    const int h = std::min(window, height);
    const auto stride = static_cast<std::size_t>(width) + 1;
    std::vector<std::uint32_t> above(stride * (static_cast<std::size_t>(height) + 1));
    std::uint32_t most = 0;
    for (std::size_t y = 1; y <= static_cast<std::size_t>(height); ++y) {
        std::uint32_t row = 0;
        for (std::size_t x = 1; x < stride; ++x) {
            row += marked[(y - 1) * (stride - 1) + x - 1];
            above[y * stride + x] = above[(y - 1) * stride + x] + row;
            const auto ww = static_cast<std::size_t>(w);
            const auto hh = static_cast<std::size_t>(h);
            if (x >= ww && y >= hh) {
                most = std::max(most, above[y * stride + x] - above[(y - hh) * stride + x] -
                                          above[y * stride + x - ww] +
                                          above[(y - hh) * stride + x - ww]);
            }
        }
    }
    return static_cast<double>(most) / (static_cast<double>(w) * h);
}

void save(const std::filesystem::path& path, const Image& image,
          ::testing::AssertionResult& result) {
    const Result<void> written = exporting::write_png(path, image, {});
    if (written) {
        result << "\n  " << path.string();
    } else {
        result << "\n  " << error_line(written.error());
    }
}

}  // namespace

PictureComparison compare_pictures(const Image& expected, const Image& actual,
                                   const PictureTolerance& tolerance) {
    PictureComparison comparison;
    comparison.same_size = expected.width == actual.width && expected.height == actual.height;
    if (!comparison.same_size || expected.width == 0 || expected.height == 0) return comparison;
    std::vector<std::uint8_t> marked(expected.rgba.size() / 4);
    comparison.difference = expected;
    std::size_t at = 0;
    for (int y = 0; y < expected.height; ++y) {
        for (int x = 0; x < expected.width; ++x, ++at) {
            const bool differs = !has_match(actual.pixel(x, y), expected, x, y, tolerance) ||
                                 !has_match(expected.pixel(x, y), actual, x, y, tolerance);
            marked[at] = differs ? 1 : 0;
            comparison.differing_pixels += marked[at];
            std::uint8_t* out = comparison.difference.rgba.data() + 4 * at;
            for (int i = 0; i < 3; ++i) {
                const int faded = 192 + out[i] / 4;
                const int red = i == 0 ? 220 : 0;
                out[i] = static_cast<std::uint8_t>(differs ? red : faded);
            }
            out[3] = 255;
        }
    }
    comparison.differing_share =
        static_cast<double>(comparison.differing_pixels) / static_cast<double>(marked.size());
    comparison.worst_window_share =
        worst_window(marked, expected.width, expected.height, tolerance.window_px);
    return comparison;
}

::testing::AssertionResult same_picture(const Image& expected, const Image& actual,
                                        const std::string& name,
                                        const std::filesystem::path& folder,
                                        const PictureTolerance& tolerance) {
    const PictureComparison comparison = compare_pictures(expected, actual, tolerance);
    if (comparison.within(tolerance)) return ::testing::AssertionSuccess();
    auto result = ::testing::AssertionFailure();
    result << name << ": ";
    if (!comparison.same_size) {
        result << "expected " << expected.width << " x " << expected.height << " pixels, got "
               << actual.width << " x " << actual.height;
    } else {
        result << comparison.differing_pixels << " pixels differ ("
               << comparison.differing_share * 100 << " %, allowed " << tolerance.share * 100
               << " %; worst window " << comparison.worst_window_share * 100 << " %, allowed "
               << tolerance.window_share * 100 << " %)";
    }
    std::error_code ignored;  // writing the pictures then fails and says why
    std::filesystem::create_directories(folder, ignored);
    save(folder / (name + "-expected.png"), expected, result);
    save(folder / (name + "-actual.png"), actual, result);
    if (comparison.same_size) {
        save(folder / (name + "-difference.png"), comparison.difference, result);
    }
    return result;
}

Image plain_picture(int width, int height, std::uint8_t r, std::uint8_t g, std::uint8_t b) {
    Image image;
    image.width = width;
    image.height = height;
    image.rgba.resize(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    paint_rectangle(image, 0, 0, width, height, r, g, b);
    return image;
}

void paint_rectangle(Image& image, int x, int y, int width, int height, std::uint8_t r,
                     std::uint8_t g, std::uint8_t b) {
    for (int v = std::max(0, y); v < std::min(image.height, y + height); ++v) {
        for (int u = std::max(0, x); u < std::min(image.width, x + width); ++u) {
            std::uint8_t* pixel =
                image.rgba.data() +
                4 * (static_cast<std::size_t>(v) * static_cast<std::size_t>(image.width) +
                     static_cast<std::size_t>(u));
            pixel[0] = r;
            pixel[1] = g;
            pixel[2] = b;
            pixel[3] = 255;
        }
    }
}

}  // namespace parkatlas::test
