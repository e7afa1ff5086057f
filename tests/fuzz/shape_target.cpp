// The check and the repair: whatever polygon comes in, the check agrees with GEOS on whether it is
// valid, and what is mended is valid, stays as it is when mended again, and is never lost silently.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "fuzz_target.h"
#include "geo/repair.h"
#include "geo/validity.h"

namespace {

using parkatlas::geo::PartKind;
using parkatlas::geo::Shapes;
using parkatlas::geo::XY;

void require(bool condition) {
    if (!condition) std::abort();
}

/// A shape from bytes: places on a grid of 16 by 16, where everything meets, with a few bytes that
/// begin a ring or part, or move the next vertex a little.
Shapes shape_of(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t most_bytes = 20;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Shapes shapes;
    shapes.begin_shape();
    shapes.begin_part(PartKind::polygon);
    shapes.begin_ring();
    double nudge = 0.0;
    for (std::size_t i = 0; i < std::min(size, most_bytes); ++i) {
        const std::uint8_t byte = bytes[i];
        if (byte == 0xff || byte == ',') {
            shapes.begin_ring();
        } else if (byte == 0xfe || byte == ';') {
            shapes.begin_part(PartKind::polygon);
            shapes.begin_ring();
        } else if (byte == 0xfd || byte == '~') {
            nudge = 1e-12;
        } else if (byte == 0xfc) {
            nudge = infinity;
        } else {
            shapes.add({static_cast<double>(byte % 16) + nudge, static_cast<double>(byte / 16)});
            nudge = 0.0;
        }
    }
    return shapes;
}

bool has_error(parkatlas::geo::ShapeView shape) {
    return std::ranges::any_of(parkatlas::geo::find_problems(shape), [](const auto& problem) {
        return parkatlas::geo::is_invalid(problem.trouble);
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const Shapes shapes = shape_of(bytes, size);
    const parkatlas::geo::Repairer repairer;
    const auto opinion = repairer.invalidity(shapes[0]);
    const bool finite = std::ranges::all_of(shapes.vertices(), [](XY vertex) {
        return std::isfinite(vertex.x) && std::isfinite(vertex.y);
    });
    require(opinion.has_value() == finite);
    const bool error = has_error(shapes[0]);
    if (!finite) {
        require(error);
        return 0;
    }
    require(error == opinion->has_value());
    const auto mended = repairer.make_valid(shapes[0]);
    if (!mended) return 0;  // GEOS may give up, and says so
    require(mended->changed == error);
    require(mended->shapes.size() == 1);
    require(!has_error(mended->shapes[0]));
    const auto again = repairer.make_valid(mended->shapes[0]);
    require(again.has_value() && !again->changed);
    return 0;
}
