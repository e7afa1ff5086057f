#include "io/gdal_picture.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace parkatlas::io {

MemoryFile::MemoryFile(const char* ending) {
    static std::atomic<unsigned> number{0};
    name_ = fmt::format("/vsimem/parkatlas-sheet-{}{}", number++, ending);
}

MemoryFile::~MemoryFile() {
    VSIUnlink(name_.c_str());
}

std::string_view MemoryFile::bytes() const {
    vsi_l_offset size = 0;
    const GByte* data = VSIGetMemFileBuffer(name_.c_str(), &size, 0);
    return {reinterpret_cast<const char*>(data), data == nullptr ? 0 : std::size_t{size}};
}

DatasetOwner borrowed_picture(const Image& image) {
    GDALRegister_MEM();
    DatasetOwner picture{GDALCreate(GDALGetDriverByName("MEM"), "", image.width, image.height, 0,
                                    GDT_Byte, nullptr)};
    if (picture == nullptr) return nullptr;
    static constexpr std::array colours{GCI_RedBand, GCI_GreenBand, GCI_BlueBand};
    for (std::size_t band = 0; band < colours.size(); ++band) {
        std::array<char, 32> address{};
        CPLPrintPointer(address.data(), const_cast<std::uint8_t*>(image.rgba.data() + band),
                        static_cast<int>(address.size()) - 1);
        const ListOwner options =
            list_of({{"DATAPOINTER", address.data()},
                     {"PIXELOFFSET", "4"},
                     {"LINEOFFSET", fmt::format("{}", std::int64_t{4} * image.width)}});
        if (GDALAddBand(picture.get(), GDT_Byte, options.get()) != CE_None) return nullptr;
        GDALSetRasterColorInterpretation(
            GDALGetRasterBand(picture.get(), static_cast<int>(band) + 1), colours[band]);
    }
    return picture;
}

}  // namespace parkatlas::io
