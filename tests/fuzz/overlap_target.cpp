// Overlaps: whatever two valid shapes share, it is no more than either, the same the other way
// round, and a shape shares all of itself with itself.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "fuzz_target.h"
#include "geo/overlap.h"
#include "geo/repair.h"

namespace {

using parkatlas::geo::Measurer;
using parkatlas::geo::PartKind;
using parkatlas::geo::Shapes;

void require(bool condition) {
    if (!condition) std::abort();
}

/// Places on a grid of 16 by 16, where everything meets; some bytes begin a ring or move the next
/// vertex by next to nothing. Mended; none if that fails.
std::optional<Shapes> shape_of(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t most_bytes = 10;
    Shapes shapes;
    shapes.begin_shape();
    shapes.begin_part(PartKind::polygon);
    shapes.begin_ring();
    double nudge = 0.0;
    for (std::size_t i = 0; i < std::min(size, most_bytes); ++i) {
        const std::uint8_t byte = bytes[i];
        if (byte == 0xff || byte == ',') {
            shapes.begin_ring();
        } else if (byte == 0xfe || byte == '~') {
            nudge = 1e-15;
        } else {
            shapes.add({static_cast<double>(byte % 16) + nudge, static_cast<double>(byte / 16)});
            nudge = 0.0;
        }
    }
    auto mended = parkatlas::geo::Repairer{}.make_valid(shapes[0]);
    if (!mended) return std::nullopt;
    return std::move(mended->shapes);
}

double shared_m2(const Shapes& a, const Shapes& b, const Measurer& by) {
    const auto answer = parkatlas::geo::overlaps(a, &b, by, {});
    require(answer.has_value() && answer->pairs.size() <= 1);
    return answer->pairs.empty() ? 0.0 : answer->pairs[0].area_m2;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto by = Measurer::create(parkatlas::geo::Method::planar,
                                            parkatlas::geo::Crs::gauss_kruger_120(), {});
    require(by.has_value());
    const auto a = shape_of(bytes, size / 2);
    const auto b = shape_of(bytes + size / 2, size - size / 2);
    if (!a || !b) return 0;
    const auto measured_a = by->measure((*a)[0]);
    const auto measured_b = by->measure((*b)[0]);
    require(measured_a.has_value() && measured_b.has_value());
    constexpr double tolerance_m2 = 1e-9;
    const double shared = shared_m2(*a, *b, *by);
    require(shared <= std::min(measured_a->area_m2, measured_b->area_m2) + tolerance_m2);
    require(std::abs(shared - shared_m2(*b, *a, *by)) <= tolerance_m2);
    require(std::abs(shared_m2(*a, *a, *by) - measured_a->area_m2) <= tolerance_m2);
    return 0;
}
