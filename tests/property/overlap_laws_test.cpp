#include <algorithm>
#include <cmath>
#include <memory>

#include <geos_c.h>
#include <gtest/gtest.h>

#include "geo/overlap.h"
#include "geo/repair.h"
#include "geo/simple_ring.h"
#include "property/random_shapes.h"

namespace parkatlas::geo {
namespace {

using test::area_of;
using test::measurer_for;
using test::polygon_of;
using test::Random;

/// Planar, so that cutting an edge in two does not change what it bounds.
class OverlapLaws : public ::testing::Test {
  protected:
    Random random{test::seed()};
    Measurer by = measurer_for(Method::planar, Crs::gauss_kruger_120());

    Shapes star_near(XY centre) {
        return test::holed_star(
            random, {centre.x + random.between(-800, 800), centre.y + random.between(-800, 800)},
            random.between(100, 1500));
    }
    double overlap(const Shapes& a, const Shapes& b) {
        const auto answer = overlaps(a, &b, by, {});
        EXPECT_TRUE(answer);
        return answer && !answer->pairs.empty() ? answer->pairs[0].area_m2 : 0.0;
    }
    static constexpr XY middle{600000.0, 3300000.0};
};

/// Area of the union by GEOS, which the code under test does not use.
double union_area_m2(const Shapes& a, const Shapes& b) {
    GEOSContextHandle_t geos = GEOS_init_r();
    const auto polygon = [&](const Shapes& shapes) {
        const auto ring = [&](std::size_t index) {
            const auto vertices = shapes[0].part(0).ring(index);
            GEOSCoordSequence* sequence =
                GEOSCoordSeq_create_r(geos, static_cast<unsigned int>(vertices.size() + 1), 2);
            for (std::size_t i = 0; i <= vertices.size(); ++i) {
                const XY v = vertices[i % vertices.size()];
                GEOSCoordSeq_setXY_r(geos, sequence, static_cast<unsigned int>(i), v.x, v.y);
            }
            return GEOSGeom_createLinearRing_r(geos, sequence);
        };
        GEOSGeometry* hole = ring(1);
        return GEOSGeom_createPolygon_r(geos, ring(0), &hole, 1);
    };
    GEOSGeometry* ga = polygon(a);
    GEOSGeometry* gb = polygon(b);
    GEOSGeometry* both = GEOSUnion_r(geos, ga, gb);
    double area = -1.0;
    GEOSArea_r(geos, both, &area);
    for (GEOSGeometry* geometry : {ga, gb, both}) GEOSGeom_destroy_r(geos, geometry);
    GEOS_finish_r(geos);
    return area;
}

TEST_F(OverlapLaws, OverlapIsSymmetric) {
    for (int i = 0; i < 200; ++i) {
        const Shapes a = star_near(middle);
        const Shapes b = star_near(middle);
        const double ab = overlap(a, b);
        EXPECT_NEAR(overlap(b, a), ab, 1e-6 + 1e-9 * ab);
    }
}

TEST_F(OverlapLaws, ASharesAllOfItselfWithItself) {
    for (int i = 0; i < 200; ++i) {
        const Shapes a = star_near(middle);
        EXPECT_NEAR(overlap(a, a), area_of(by, a), 1e-9 * area_of(by, a));
    }
}

TEST_F(OverlapLaws, AreasAddUpToUnionPlusIntersection) {
    for (int i = 0; i < 200; ++i) {
        const Shapes a = star_near(middle);
        const Shapes b = star_near(middle);
        const double sum = area_of(by, a) + area_of(by, b);
        EXPECT_NEAR(union_area_m2(a, b) + overlap(a, b), sum, 1e-9 * sum);
    }
}

TEST_F(OverlapLaws, OverlapIsNoLargerThanEither) {
    for (int i = 0; i < 200; ++i) {
        const Shapes a = star_near(middle);
        const Shapes b = star_near(middle);
        EXPECT_LE(overlap(a, b), std::min(area_of(by, a), area_of(by, b)) * (1 + 1e-12));
    }
}

TEST_F(OverlapLaws, DirectionAndStartOfRingsDoNotMatter) {
    for (int i = 0; i < 200; ++i) {
        const Shapes a = star_near(middle);
        const Shapes b = star_near(middle);
        Shapes turned;
        turned.begin_shape();
        turned.begin_part(PartKind::polygon);
        for (std::size_t r = 0; r < 2; ++r) {
            const auto ring = a[0].part(0).ring(r);
            std::vector<XY> other{ring.rbegin(), ring.rend()};
            std::ranges::rotate(
                other, other.begin() + random.whole(0, static_cast<int>(other.size()) - 1));
            turned.begin_ring();
            turned.add(other);
        }
        const double ab = overlap(a, b);
        EXPECT_NEAR(overlap(turned, b), ab, 1e-6 + 1e-9 * ab);
    }
}

TEST_F(OverlapLaws, PairsWithinALayerAreThoseBetweenItAndItselfAboveTheDiagonal) {
    Shapes layer;
    for (int i = 0; i < 60; ++i) layer.append(star_near(middle)[0]);
    const auto within = overlaps(layer, nullptr, by, {});
    const auto between = overlaps(layer, &layer, by, {});
    ASSERT_TRUE(within);
    ASSERT_TRUE(between);
    std::vector<SharedGround> above;
    for (const SharedGround& pair : between->pairs) {
        if (pair.a < pair.b) above.push_back(pair);
    }
    ASSERT_EQ(within->pairs.size(), above.size());
    EXPECT_GT(above.size(), 500U);
    for (std::size_t i = 0; i < above.size(); ++i) {
        EXPECT_EQ(within->pairs[i].a, above[i].a);
        EXPECT_EQ(within->pairs[i].b, above[i].b);
        EXPECT_EQ(within->pairs[i].area_m2, above[i].area_m2);
    }
}

TEST_F(OverlapLaws, TheIndexMissesNoPair) {
    // Against every pair on its own.
    Shapes a;
    Shapes b;
    for (int i = 0; i < 25; ++i) a.append(star_near(middle)[0]);
    for (int i = 0; i < 25; ++i) b.append(star_near({middle.x + 1500, middle.y})[0]);
    const auto answer = overlaps(a, &b, by, {});
    ASSERT_TRUE(answer);
    std::size_t next = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t k = 0; k < b.size(); ++k) {
            Shapes one;
            Shapes other;
            one.append(a[i]);
            other.append(b[k]);
            const double area = overlap(one, other);
            if (area == 0.0) continue;
            ASSERT_LT(next, answer->pairs.size());
            EXPECT_EQ(answer->pairs[next].a, i);
            EXPECT_EQ(answer->pairs[next].b, k);
            EXPECT_EQ(answer->pairs[next].area_m2, area);
            ++next;
        }
    }
    EXPECT_EQ(next, answer->pairs.size());
    EXPECT_GT(next, 50U);
}

TEST_F(OverlapLaws, AMendedRingIsValidAndMendingItAgainChangesNothing) {
    const Repairer repairer;
    for (int i = 0; i < 200; ++i) {
        std::vector<XY> tangle;
        const int count = random.whole(3, 14);
        for (int k = 0; k < count; ++k) {
            // On a coarse grid, so that vertices, edges and crossings coincide now and then.
            tangle.push_back(
                {middle.x + 100.0 * random.whole(0, 9), middle.y + 100.0 * random.whole(0, 9)});
        }
        const auto mended = repairer.make_valid(polygon_of(tangle)[0]);
        ASSERT_TRUE(mended);
        const auto again = repairer.make_valid(mended->shapes[0]);
        ASSERT_TRUE(again);
        EXPECT_FALSE(again->changed) << again->reason;
    }
}

TEST_F(OverlapLaws, ARingProvenSimpleIsValidForGeosAndTheOtherWayRound) {
    const Repairer repairer;
    int simple = 0;
    for (int i = 0; i < 5000; ++i) {
        std::vector<XY> ring;
        const int count = random.whole(3, 7);
        const bool on_grid = random.unit() < 0.5;  // where touching and folding back are common
        for (int k = 0; k < count; ++k) {
            ring.push_back(on_grid ? XY{1.0 * random.whole(0, 4), 1.0 * random.whole(0, 4)}
                                   : XY{random.between(0, 4), random.between(0, 4)});
        }
        const auto trouble = repairer.invalidity(polygon_of(ring)[0]);
        ASSERT_TRUE(trouble);
        EXPECT_EQ(detail::is_surely_simple(ring), !trouble->has_value()) << i;
        simple += trouble->has_value() ? 0 : 1;
    }
    EXPECT_GT(simple, 500);
    for (int i = 0; i < 200; ++i) {
        EXPECT_TRUE(detail::is_surely_simple(test::star_in_zhejiang(random))) << i;
    }
}

}  // namespace
}  // namespace parkatlas::geo
