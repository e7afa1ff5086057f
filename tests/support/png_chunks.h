#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkatlas::test {

/// A chunk of a PNG file as its bytes say it (PNG specification, third edition, section 5.3).
struct PngChunk {
    std::string type;  ///< "IHDR"
    std::string data;
    [[nodiscard]] std::uint32_t u32(std::size_t offset) const;  ///< big-endian, as PNG stores it
};

/// Takes a PNG apart without libpng. None if the signature, a length or a check sum is wrong, or
/// something follows IEND.
[[nodiscard]] std::optional<std::vector<PngChunk>> png_chunks(std::string_view bytes);

/// The whole file; empty if it cannot be read.
[[nodiscard]] std::string file_bytes(const std::filesystem::path& path);

}  // namespace parkatlas::test
