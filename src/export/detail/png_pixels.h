#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace parkatlas::exporting::detail {

/// Fills the bytes of one row; called from any thread.
using RowPacker = std::function<void(std::size_t row, std::uint8_t* bytes)>;

/// Rows without filter as the zlib stream that a PNG's IDAT chunks hold, in pieces to be put one
/// after the other. Strips of fixed height are packed on all cores, each with what stands before it
/// as dictionary: the bytes do not depend on the number of threads. Fails with output_failed.
[[nodiscard]] Result<std::vector<std::string>> packed_rows(std::size_t row_count,
                                                           std::size_t row_bytes,
                                                           const RowPacker& pack);

}  // namespace parkatlas::exporting::detail
