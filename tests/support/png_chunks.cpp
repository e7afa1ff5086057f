#include "support/png_chunks.h"

#include <fstream>
#include <sstream>

#include <zlib.h>

namespace parkatlas::test {

namespace {

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = (value << 8U) | static_cast<std::uint8_t>(bytes[at + i]);
    }
    return value;
}

}  // namespace

std::uint32_t PngChunk::u32(std::size_t offset) const {
    return big_endian(data, offset);
}

std::optional<std::vector<PngChunk>> png_chunks(std::string_view bytes) {
    constexpr std::string_view signature{"\x89PNG\r\n\x1a\n"};
    if (!bytes.starts_with(signature)) return std::nullopt;
    std::vector<PngChunk> chunks;
    std::size_t at = signature.size();
    while (at < bytes.size()) {
        if (bytes.size() - at < 12) return std::nullopt;
        const std::size_t length = big_endian(bytes, at);
        if (bytes.size() - at - 12 < length) return std::nullopt;
        const std::string_view checked = bytes.substr(at + 4, length + 4);
        const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()),
                                static_cast<uInt>(checked.size()));
        if (sum != big_endian(bytes, at + 8 + length)) return std::nullopt;
        chunks.push_back({std::string{checked.substr(0, 4)}, std::string{checked.substr(4)}});
        at += 12 + length;
        if (chunks.back().type == "IEND") break;
    }
    if (chunks.empty() || chunks.back().type != "IEND" || at != bytes.size()) return std::nullopt;
    return chunks;
}

std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

}  // namespace parkatlas::test
