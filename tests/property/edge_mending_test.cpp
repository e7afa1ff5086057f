// Mending by edges against GEOS's MakeValid, over random shapes of every nasty kind: what it mends
// is the same ground and valid, and it leaves next to nothing to GEOS.
#include "geo/edge_mending.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "geo/geos_handle.h"
#include "geo/validity.h"
#include "property/random_shapes.h"

namespace parkatlas::test {
namespace {

using geo::Shapes;
using geo::ShapeView;
namespace detail = geo::detail;

struct Opinion {
    double area = 0.0;       ///< of GEOS's
    double differing = 0.0;  ///< area that one has and the other has not; -1: GEOS gave up
};

class Geos {
  public:
    /// `mended` beside what MakeValid makes of `raw`.
    Opinion opinion(ShapeView raw, ShapeView mended) {
        const auto before = detail::polygons_to_geos(context_, raw);
        const auto after = detail::polygons_to_geos(context_, mended);
        if (!before || !after) return {0.0, -1.0};
        Opinion opinion;
        detail::Geometry theirs;
        if (before->geometry) theirs = make_valid(before->geometry.get());
        if (theirs) GEOSArea_r(context_.get(), theirs.get(), &opinion.area);
        if (!theirs || !after->geometry) {
            opinion.differing = opinion.area;
            if (after->geometry) {
                GEOSArea_r(context_.get(), after->geometry.get(), &opinion.differing);
            }
            return opinion;
        }
        const auto difference = detail::own(
            context_, GEOSSymDifference_r(context_.get(), theirs.get(), after->geometry.get()));
        if (!difference) return {opinion.area, -1.0};
        GEOSArea_r(context_.get(), difference.get(), &opinion.differing);
        return opinion;
    }

  private:
    /// Its polygons: what collapsed to lines and points is left out.
    detail::Geometry make_valid(const GEOSGeometry* geometry) {
        GEOSMakeValidParams* params = GEOSMakeValidParams_create_r(context_.get());
        GEOSMakeValidParams_setMethod_r(context_.get(), params, GEOS_MAKE_VALID_LINEWORK);
        const detail::Geometry mended =
            detail::own(context_, GEOSMakeValidWithParams_r(context_.get(), geometry, params));
        GEOSMakeValidParams_destroy_r(context_.get(), params);
        if (!mended) return {};
        Shapes polygons;
        polygons.begin_shape();
        detail::append_polygons(context_, mended.get(), 0.0, polygons);
        auto back = detail::polygons_to_geos(context_, polygons[0]);
        return back ? std::move(back->geometry) : detail::Geometry{};
    }

    detail::GeosContext context_;
};

bool is_valid(ShapeView shape) {
    return std::ranges::none_of(geo::find_problems(shape), [](const geo::ShapeProblem& problem) {
        return geo::is_invalid(problem.trouble);
    });
}

std::string rings_text(ShapeView shape) {
    std::string text;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const auto part = shape.part(p);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            text += r == 0 ? "\npart" : "\n hole";
            for (const XY v : part.ring(r)) text += fmt::format(" ({:.17g} {:.17g})", v.x, v.y);
        }
    }
    return text;
}

/// Adds vertices between `from` and `to` of a grid, there and back.
void add_spike(Random& random, std::vector<XY>& ring) {
    const auto at = static_cast<std::size_t>(random.whole(0, static_cast<int>(ring.size()) - 1));
    const XY from = ring[at];
    std::vector<XY> spike;
    XY tip = from;
    for (int n = random.whole(1, 3); n > 0; --n) {
        tip = {tip.x + random.whole(-3, 3), tip.y + random.whole(-3, 3)};
        spike.push_back(tip);
    }
    for (std::size_t i = spike.size() - 1; i-- > 0;) spike.push_back(spike[i]);
    spike.push_back(from);
    ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(at) + 1, spike.begin(), spike.end());
}

std::vector<XY> nasty_ring(Random& random, int size) {
    const auto on_grid = [&] {
        return XY{static_cast<double>(random.whole(0, size)),
                  static_cast<double>(random.whole(0, size))};
    };
    std::vector<XY> ring;
    if (random.unit() < 0.4) {  // a block, so that borders run along each other
        const XY a = on_grid();
        const XY b = on_grid();
        ring = {{a.x, a.y}, {b.x, a.y}, {b.x, b.y}, {a.x, b.y}};
    } else {
        for (int n = random.whole(3, 9); n > 0; --n) ring.push_back(on_grid());
    }
    for (int n = random.whole(0, 2); n > 0; --n) add_spike(random, ring);
    if (random.unit() < 0.2) ring.push_back(ring.back());
    if (random.unit() < 0.1) {  // twice round
        const std::vector<XY> once = ring;
        ring.push_back(once.front());
        ring.insert(ring.end(), once.begin(), once.end());
    }
    if (random.unit() < 0.5) std::ranges::reverse(ring);
    ring.push_back(ring.front());
    return ring;
}

/// One or two polygons of one or two rings on a grid, some of them the same again.
Shapes nasty_shape(Random& random, bool with_dust) {
    const int size = random.whole(3, 12);
    Shapes shapes;
    shapes.begin_shape();
    std::vector<XY> last;
    for (int parts = random.whole(1, 2); parts > 0; --parts) {
        shapes.begin_part(geo::PartKind::polygon);
        for (int rings = random.whole(1, 2); rings > 0; --rings) {
            if (last.empty() || random.unit() > 0.1) last = nasty_ring(random, size);
            shapes.begin_ring();
            for (const XY v : last) {
                const double dust = with_dust ? random.between(-1e-15, 1e-15) : 0.0;
                shapes.add({v.x + dust, v.y});
            }
        }
    }
    return shapes;
}

int shape_count() {
    const char* asked = std::getenv("PARKATLAS_MENDINGS");
    return asked == nullptr ? 6000 : std::atoi(asked);
}

TEST(EdgeMending, MakesTheSameGroundAsGeos) {
    std::printf("seed %u\n", seed());
    Random random{seed()};
    Geos geos;
    const int count = shape_count();
    int left = 0;
    int given_up = 0;
    for (int round = 0; round < count; ++round) {
        const Shapes raw = nasty_shape(random, false);
        const auto mended = detail::mend_by_edges(raw[0]);
        if (!mended) {
            ++left;
            continue;
        }
        ASSERT_TRUE(is_valid((*mended)[0])) << "round " << round << rings_text(raw[0]);
        const Opinion opinion = geos.opinion(raw[0], (*mended)[0]);
        if (opinion.differing < 0.0) {
            ++given_up;
            continue;
        }
        // Places of crossings are rounded, by either in its own way.
        ASSERT_LE(opinion.differing, 1e-12 * (100.0 + opinion.area))
            << "round " << round << ", of " << opinion.area << rings_text(raw[0]) << "\nmended"
            << rings_text((*mended)[0]);
    }
    std::printf("%d shapes: %d left to GEOS, GEOS gave up on %d\n", count, left, given_up);
    EXPECT_LE(left, count * 7 / 10);  // on grids many edges cross in one place
    EXPECT_LE(given_up, count / 50);
}

TEST(EdgeMending, WhereLinesLieAHairApartTheResultIsValidOrGeosIsAsked) {
    // GEOS snaps there, so that there is no ground to compare.
    std::printf("seed %u\n", seed());
    Random random{seed()};
    int left = 0;
    const int count = shape_count() / 3;
    for (int round = 0; round < count; ++round) {
        const Shapes raw = nasty_shape(random, true);
        const auto mended = detail::mend_by_edges(raw[0]);
        if (mended) {
            ASSERT_TRUE(is_valid((*mended)[0])) << "round " << round << rings_text(raw[0]);
        } else {
            ++left;
        }
    }
    std::printf("%d shapes: %d left to GEOS\n", count, left);
    EXPECT_LT(left, count);
}

}  // namespace
}  // namespace parkatlas::test
