#include "cli/json_rows.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/parallel.h"

namespace parkatlas::cli {
namespace {

// Some hundred kilobytes of text: what is started for a piece does not count beside it.
constexpr std::size_t rows_per_piece = 2048;

}  // namespace

Result<void> write_json_rows(JsonWriter& json, std::size_t count, const JsonRow& row,
                             const TextSink* sink) {
    std::vector<std::string> pieces(slots_in_order());
    const auto make = [&](std::size_t piece, std::size_t slot) -> Result<void> {
        JsonWriter part = json.part(piece == 0);
        const std::size_t end = std::min(count, (piece + 1) * rows_per_piece);
        for (std::size_t i = piece * rows_per_piece; i < end; ++i) row(part, i);
        pieces[slot] = part.take_part();
        return {};
    };
    const auto take = [&](std::size_t, std::size_t slot) -> Result<void> {
        json.append_part(pieces[slot]);
        return sink != nullptr ? (*sink)(json.take_part()) : Result<void>{};
    };
    // What the user stops is the work before; an answer that is there is given whole.
    return make_and_take_in_order((count + rows_per_piece - 1) / rows_per_piece, {}, make, take);
}

}  // namespace parkatlas::cli
