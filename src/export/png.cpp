#include "export/png.h"

#include <array>
#include <cassert>
#include <cmath>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <png.h>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "export/detail/palette.h"
#include "export/detail/png_bytes.h"
#include "export/detail/png_pixels.h"

namespace parkatlas::exporting {

namespace {

constexpr double metres_per_inch = 0.0254;

/// What libpng's callbacks and the jump out of them need. Objects with destructors live here, in
/// the caller's frame, so that a longjmp passes over none.
struct Encoding {
    const Image& image;
    const PngOptions& options;
    std::vector<png_text> texts;
    std::vector<png_color> colours;   ///< of the palette; empty: RGB
    std::vector<std::string> pixels;  ///< the zlib stream in pieces
    std::string bytes;
    std::array<char, 160> problem{};
};

void note_problem(png_structp png, png_const_charp message) {
    auto& encoding = *static_cast<Encoding*>(png_get_error_ptr(png));
    std::strncpy(encoding.problem.data(), message, encoding.problem.size() - 1);
    png_longjmp(png, 1);
}

void ignore_warning(png_structp, png_const_charp) {}

void append(png_structp png, png_bytep data, std::size_t size) {
    auto& encoding = *static_cast<Encoding*>(png_get_io_ptr(png));
    bool stored = true;
    try {
        encoding.bytes.append(reinterpret_cast<const char*>(data), size);
    } catch (const std::exception&) {
        stored = false;
    }
    if (!stored) png_error(png, "out of memory");
}

void nothing_to_flush(png_structp) {}

/// RGB of one row, laid over white where it is not opaque.
void pack_row(const std::uint8_t* rgba, std::size_t width, std::uint8_t* rgb) {
    std::uint8_t all_alpha = 255;
    for (std::size_t x = 0; x < width; ++x) all_alpha &= rgba[4 * x + 3];
    if (all_alpha == 255) {
        for (std::size_t x = 0; x < width; ++x) {
            rgb[3 * x] = rgba[4 * x];
            rgb[3 * x + 1] = rgba[4 * x + 1];
            rgb[3 * x + 2] = rgba[4 * x + 2];
        }
        return;
    }
    for (std::size_t x = 0; x < width; ++x) {
        const unsigned alpha = rgba[4 * x + 3];
        for (std::size_t i = 0; i < 3; ++i) {
            const unsigned over = rgba[4 * x + i] * alpha + 255U * (255U - alpha);
            rgb[3 * x + i] = static_cast<std::uint8_t>((over + 127U) / 255U);
        }
    }
}

/// The pixels as PNG stores them; with a palette, its colours too.
Result<std::vector<std::string>> packed_pixels(const Image& image, const PngOptions& options,
                                               std::vector<png_color>& colours) {
    const auto width = static_cast<std::size_t>(image.width);
    const auto height = static_cast<std::size_t>(image.height);
    if (!options.palette) {
        return detail::packed_rows(height, 3 * width, [&](std::size_t y, std::uint8_t* row) {
            pack_row(image.pixel(0, static_cast<int>(y)), width, row);
        });
    }
    const detail::Palettized reduced = detail::palettized(image);
    for (const auto& colour : reduced.colours) colours.push_back({colour[0], colour[1], colour[2]});
    return detail::packed_rows(height, width, [&](std::size_t y, std::uint8_t* row) {
        std::memcpy(row, reduced.pixels.data() + y * width, width);
    });
}

/// Runs libpng over the image; false if it gave up, with the reason in `problem`.
bool encode(png_structp png, png_infop info, Encoding& encoding) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    const Image& image = encoding.image;
    png_set_write_fn(png, &encoding, append, nothing_to_flush);
    png_set_IHDR(png, info, static_cast<png_uint_32>(image.width),
                 static_cast<png_uint_32>(image.height), 8,
                 encoding.colours.empty() ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_PALETTE,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (!encoding.colours.empty()) {
        png_set_PLTE(png, info, encoding.colours.data(), static_cast<int>(encoding.colours.size()));
    }
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    const auto per_metre =
        static_cast<png_uint_32>(std::lround(encoding.options.dpi / metres_per_inch));
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    if (!encoding.texts.empty()) {
        png_set_text(png, info, encoding.texts.data(), static_cast<int>(encoding.texts.size()));
    }
    png_write_info(png, info);
    for (const std::string& piece : encoding.pixels) {
        png_write_chunk(png, reinterpret_cast<png_const_bytep>("IDAT"),
                        reinterpret_cast<png_const_bytep>(piece.data()), piece.size());
    }
    png_write_chunk(png, reinterpret_cast<png_const_bytep>("IEND"), nullptr, 0);
    return true;
}

}  // namespace

Result<void> write_png(const std::filesystem::path& path, const Image& image,
                       const PngOptions& options) {
    assert(image.rgba.size() == std::size_t{4} * static_cast<std::size_t>(image.width) *
                                    static_cast<std::size_t>(image.height));
    assert(options.dpi > 0.0);
    if (image.width <= 0 || image.height <= 0) {
        return fail(ErrorCode::output_failed, path.string(),
                    said(msg::errors_picture_has_no_pixels));
    }
    Encoding encoding{image, options, {}, {}, {}, {}, {}};
    Result<std::vector<std::string>> pixels = packed_pixels(image, options, encoding.colours);
    if (!pixels) {
        pixels.error().where = path.string();
        return tl::unexpected{std::move(pixels.error())};
    }
    encoding.pixels = std::move(*pixels);
    // png_text wants char*, which it does not write to; the language and the translated keyword
    // stay empty.
    std::string none;
    for (const auto& [keyword, words] : options.texts) {
        png_text text{};
        text.compression = PNG_ITXT_COMPRESSION_NONE;
        text.key = const_cast<char*>(keyword.c_str());
        text.text = const_cast<char*>(words.c_str());
        text.itxt_length = words.size();
        text.lang = none.data();
        text.lang_key = none.data();
        encoding.texts.push_back(text);
    }
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &encoding, note_problem, ignore_warning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    const bool encoded = info != nullptr && encode(png, info, encoding);
    png_destroy_write_struct(&png, &info);
    if (!encoded) {
        const Phrase reason = encoding.problem[0] != '\0' ? Phrase{encoding.problem.data()}
                                                          : said(msg::errors_out_of_memory);
        return fail(ErrorCode::output_failed, path.string(),
                    said(msg::errors_encode, "PNG", reason));
    }
    return write_file_safely(path, encoding.bytes);
}

Result<std::string> detail::png_with_alpha(const Image& image) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(image.width);
    header.height = static_cast<png_uint_32>(image.height);
    header.format = PNG_FORMAT_RGBA;
    std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(header), '\0');
    png_alloc_size_t size = bytes.size();
    if (png_image_write_to_memory(&header, bytes.data(), &size, 0, image.rgba.data(), 0, nullptr) ==
        0) {
        return fail(ErrorCode::output_failed, "PNG", header.message);
    }
    bytes.resize(size);
    return bytes;
}

Result<Image> read_png(const std::filesystem::path& path, std::size_t most_pixels) {
    std::error_code problem;
    const std::uintmax_t size = std::filesystem::file_size(path, problem);
    if (problem) {
        return fail(ErrorCode::input_unreadable, path.string(),
                    said(msg::errors_cannot_read, problem.message()));
    }
    std::string bytes(size, '\0');
    std::ifstream file{path, std::ios::binary};
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) {
        return fail(ErrorCode::input_unreadable, path.string(),
                    said(msg::errors_cannot_read_to_end));
    }
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    const auto malformed = [&] {
        Error error{ErrorCode::input_malformed,
                    path.string(),
                    said(msg::errors_no_complete_png, header.message),
                    {}};
        png_image_free(&header);
        return tl::unexpected{std::move(error)};
    };
    if (png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()) == 0) {
        return malformed();
    }
    const std::size_t pixels = std::size_t{header.width} * header.height;
    if (pixels > most_pixels) {
        png_image_free(&header);
        return fail(ErrorCode::unsupported, path.string(), said(msg::errors_picture_too_large));
    }
    header.format = PNG_FORMAT_RGBA;
    Image image;
    image.width = static_cast<int>(header.width);
    image.height = static_cast<int>(header.height);
    image.rgba.resize(4 * pixels);
    if (png_image_finish_read(&header, nullptr, image.rgba.data(), 0, nullptr) == 0) {
        return malformed();
    }
    return image;
}

}  // namespace parkatlas::exporting
