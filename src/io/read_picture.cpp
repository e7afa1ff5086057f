#include "io/read_picture.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/messages_annotate.h"
#include "base/messages_errors.h"
#include "io/gdal_handles.h"

namespace parkatlas::io {
namespace {

constexpr std::size_t most_pixels_of_file = 400'000'000;

// EXIF 2.32, 4.6.5.1.A: where the first row and the first column of the file belong.
struct Turn {
    bool swaps_axes = false, from_right = false, from_bottom = false;
};

Turn turn_of(const char* orientation) {
    int number = 1;
    if (orientation != nullptr) {
        std::from_chars(orientation, orientation + std::strlen(orientation), number);
    }
    switch (number) {
        case 2:
            return {false, true, false};
        case 3:
            return {false, true, true};
        case 4:
            return {false, false, true};
        case 5:
            return {true, false, false};
        case 6:
            return {true, false, true};
        case 7:
            return {true, true, true};
        case 8:
            return {true, true, false};
        default:
            return {};
    }
}

Image turned(const Image& image, Turn turn) {
    if (!turn.swaps_axes && !turn.from_right && !turn.from_bottom) return image;
    Image out;
    out.width = turn.swaps_axes ? image.height : image.width;
    out.height = turn.swaps_axes ? image.width : image.height;
    out.rgba.reserve(image.rgba.size());
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            const int across = turn.swaps_axes ? y : x;
            const int down = turn.swaps_axes ? x : y;
            const std::uint8_t* from =
                image.pixel(turn.from_right ? image.width - 1 - across : across,
                            turn.from_bottom ? image.height - 1 - down : down);
            out.rgba.insert(out.rgba.end(), from, from + 4);
        }
    }
    return out;
}

// The four channels that one band of indices stands for.
void look_up(Image& image, GDALColorTableH table) {
    const int count = GDALGetColorEntryCount(table);
    std::array<std::array<std::uint8_t, 4>, 256> colors{};
    for (int i = 0; i < std::min(count, 256); ++i) {
        const GDALColorEntry* entry = GDALGetColorEntry(table, i);
        colors[static_cast<std::size_t>(i)] = {
            static_cast<std::uint8_t>(entry->c1), static_cast<std::uint8_t>(entry->c2),
            static_cast<std::uint8_t>(entry->c3), static_cast<std::uint8_t>(entry->c4)};
    }
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        std::ranges::copy(colors[image.rgba[i]],
                          image.rgba.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

}  // namespace

Result<Image> read_picture(const std::filesystem::path& path, std::size_t most_pixels) {
    if (Result<void> there = register_gdal_drivers(); !there) return tl::unexpected{there.error()};
    GdalQuiet quiet;
    constexpr std::array<const char*, 5> drivers{"JPEG", "WEBP", "BMP", "GIF", nullptr};
    constexpr std::array<const char*, 1> no_siblings{nullptr};
    const DatasetOwner picture{GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY,
                                          drivers.data(), nullptr, no_siblings.data())};
    if (picture == nullptr) {
        return fail(ErrorCode::input_malformed, path.string(), said(msg::annotate_no_known_picture),
                    said(msg::annotate_picture_kinds));
    }
    const int width = GDALGetRasterXSize(picture.get());
    const int height = GDALGetRasterYSize(picture.get());
    const int bands = std::min(GDALGetRasterCount(picture.get()), 4);
    const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (bands < 1 || pixels == 0 || pixels > most_pixels_of_file) {
        return fail(ErrorCode::unsupported, path.string(), said(msg::errors_picture_too_large));
    }
    const GDALRasterBandH first = GDALGetRasterBand(picture.get(), 1);
    if (GDALGetRasterDataType(first) != GDT_Byte) {
        return fail(ErrorCode::unsupported, path.string(), said(msg::annotate_picture_deep));
    }
    int factor = 1;
    while (pixels / (static_cast<std::size_t>(factor) * static_cast<std::size_t>(factor)) >
           most_pixels) {
        ++factor;
    }
    Image image;
    image.width = std::max(width / factor, 1);
    image.height = std::max(height / factor, 1);
    const std::size_t kept =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    image.rgba.assign(4 * kept, 255);
    std::array<int, 4> order{1, 2, 3, 4};
    if (GDALDatasetRasterIO(picture.get(), GF_Read, 0, 0, width, height, image.rgba.data(),
                            image.width, image.height, GDT_Byte, bands, order.data(), 4,
                            4 * image.width, 1) != CE_None) {
        return fail(ErrorCode::input_malformed, path.string(),
                    said(msg::annotate_picture_breaks_off, quiet.failure()));
    }
    if (const GDALColorTableH table = bands == 1 ? GDALGetRasterColorTable(first) : nullptr) {
        look_up(image, table);
    } else if (bands <= 2) {  // grey, perhaps with alpha
        for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
            if (bands == 2) image.rgba[i + 3] = image.rgba[i + 1];
            image.rgba[i + 1] = image.rgba[i + 2] = image.rgba[i];
        }
    }
    return turned(image, turn_of(GDALGetMetadataItem(picture.get(), "EXIF_Orientation", nullptr)));
}

}  // namespace parkatlas::io
