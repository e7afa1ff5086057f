#include "io/lossy_picture.h"

#include <cmath>
#include <string>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "io/gdal_picture.h"

namespace parkatlas::io {

namespace {

/// The resolution in the JFIF head, which GDAL leaves at 1 by 1 (JFIF 1.02, page 5): after SOI,
/// APP0, its length, "JFIF" and the version come unit (1: inch), across and down.
void tell_dpi(std::string& jpeg, double dpi) {
    constexpr std::size_t name = 6;
    constexpr std::size_t unit = 13;
    if (jpeg.size() < unit + 5 || jpeg.compare(name, 4, "JFIF") != 0) return;
    const auto value = static_cast<unsigned>(std::lround(dpi));
    jpeg[unit] = 1;
    for (const std::size_t at : {unit + 1, unit + 3}) {
        jpeg[at] = static_cast<char>(value >> 8U & 0xFFU);
        jpeg[at + 1] = static_cast<char>(value & 0xFFU);
    }
}

}  // namespace

Result<void> write_lossy(const std::filesystem::path& path, const Image& image, LossyCoding coding,
                         double dpi) {
    if (image.width <= 0 || image.height <= 0) {
        return fail(ErrorCode::output_failed, path.string(),
                    said(msg::errors_picture_has_no_pixels));
    }
    // Told before the long work.
    Result<SafeFile> file = SafeFile::create(path);
    if (!file) return tl::unexpected{file.error()};
    if (Result<void> there = register_gdal_drivers(); !there) return there;
    GdalQuiet quiet;
    const bool is_jpeg = coding == LossyCoding::jpeg;
    const char* const name = is_jpeg ? "JPEG" : "WEBP";
    const GDALDriverH driver = GDALGetDriverByName(name);
    if (driver == nullptr) {
        return fail(ErrorCode::unsupported, path.string(),
                    said(msg::errors_gdal_built_without, name), said(msg::errors_take_png));
    }
    const auto failed = [&] {
        return fail(ErrorCode::output_failed, path.string(),
                    said(msg::errors_encode, name,
                         quiet.failure().empty() ? said(msg::errors_out_of_memory)
                                                 : Phrase{quiet.failure()}));
    };
    const DatasetOwner picture = borrowed_picture(image);
    if (picture == nullptr) return failed();
    const MemoryFile memory{is_jpeg ? ".jpg" : ".webp"};
    const ListOwner options = is_jpeg ? list_of({{"QUALITY", "92"}}) : list_of({{"QUALITY", "90"}});
    DatasetOwner written{GDALCreateCopy(driver, memory.name(), picture.get(), FALSE, options.get(),
                                        nullptr, nullptr)};
    if (written == nullptr) return failed();
    written.reset();
    if (!quiet.failure().empty() || memory.bytes().empty()) return failed();
    std::string bytes{memory.bytes()};
    if (is_jpeg) tell_dpi(bytes, dpi);
    if (Result<void> done = file->write(bytes); !done) return done;
    return file->commit();
}

}  // namespace parkatlas::io
