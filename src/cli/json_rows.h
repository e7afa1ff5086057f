#pragma once

#include <cstddef>
#include <functional>

#include "base/result.h"
#include "cli/context.h"
#include "cli/json_writer.h"

namespace parkatlas::cli {

/// Writes one element of an array.
using JsonRow = std::function<void(JsonWriter& json, std::size_t row)>;

/// The elements 0 … count - 1 of the array that is open in `json`, written by all threads; the
/// bytes are those of one thread. With a sink the text goes there as it comes, so that it is never
/// at hand as a whole. Fails with what the sink fails with.
[[nodiscard]] Result<void> write_json_rows(JsonWriter& json, std::size_t count, const JsonRow& row,
                                           const TextSink* sink = nullptr);

}  // namespace parkatlas::cli
