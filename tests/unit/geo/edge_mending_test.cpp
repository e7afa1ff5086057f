#include "geo/edge_mending.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "geo/measure.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo::detail {
namespace {

using test::multipolygon;
using test::polygon;
using test::rectangle;

/// What is mended, with its area and the numbers of parts and rings.
struct Ground {
    double area;
    std::size_t parts;
    std::size_t rings;
    bool operator==(const Ground&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Ground& ground) {
    return out << ground.area << " m2 in " << ground.parts << " parts of " << ground.rings
               << " rings";
}

Ground ground_of(const Shapes& raw) {
    const auto mended = mend_by_edges(raw[0]);
    EXPECT_TRUE(mended.has_value());
    if (!mended) return {-1.0, 0, 0};
    Ground ground{0.0, (*mended)[0].part_count(), 0};
    for (std::size_t p = 0; p < ground.parts; ++p) ground.rings += (*mended)[0].part(p).ring_count;
    if (ground.parts > 0) {
        ground.area =
            test::area_m2(test::measurer(Method::planar, Crs::gauss_kruger_120()), *mended);
    }
    return ground;
}

TEST(EdgeMending, ASpikeFallsAway) {
    EXPECT_EQ(ground_of(polygon(
                  {{{0, 0}, {4, 0}, {4, 2}, {8, 2}, {9, 5}, {8, 2}, {4, 2}, {4, 4}, {0, 4}}})),
              (Ground{16, 1, 1}));
}

TEST(EdgeMending, ASpikeAlongAnEdgeAndBeyondItsEndFallsAway) {
    EXPECT_EQ(ground_of(polygon({{{0, 0}, {4, 0}, {2, 0}, {9, 0}, {4, 0}, {4, 4}, {0, 4}}})),
              (Ground{16, 1, 1}));
}

TEST(EdgeMending, AWayToAHoleAndBackFallsAway) {
    // A keyhole: the border runs to the hole, round it and back.
    EXPECT_EQ(
        ground_of(polygon(
            {{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}})),
        (Ground{15, 1, 2}));
}

TEST(EdgeMending, LobesJoinedByALineArePartedThere) {
    EXPECT_EQ(ground_of(polygon({{{0, 0},
                                  {2, 0},
                                  {2, 1},
                                  {5, 1},
                                  {5, 0},
                                  {7, 0},
                                  {7, 2},
                                  {5, 2},
                                  {5, 1},
                                  {2, 1},
                                  {2, 2},
                                  {0, 2}}})),
              (Ground{8, 2, 2}));
}

TEST(EdgeMending, ABowTieIsCutWhereItCrosses) {
    EXPECT_EQ(ground_of(polygon({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}})), (Ground{8, 2, 2}));
}

TEST(EdgeMending, AHoleThatTouchesItsShellStaysAHole) {
    EXPECT_EQ(
        ground_of(polygon({{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 2}, {1, 3}, {1, 1}, {0, 2}}})),
        (Ground{15, 1, 2}));
}

TEST(EdgeMending, HolesThatTouchInAPointStayTwo) {
    EXPECT_EQ(ground_of(polygon({{{0, 0}, {9, 0}, {9, 9}, {0, 9}},
                                 {{1, 1}, {2, 2}, {1, 3}, {1, 1}, {1, 1}},
                                 {{2, 2}, {3, 1}, {3, 3}},
                                 {{12, 12}, {13, 12}, {13, 13}}})),
              (Ground{81 - 1 - 1 + 0.5, 2, 4}));
}

TEST(EdgeMending, AHoleThatReachesAcrossTheShellPartsTheGround) {
    // It touches two sides in a point each.
    EXPECT_EQ(ground_of(polygon({rectangle(0, 0, 4, 4), {{2, 0}, {3, 2}, {2, 4}, {1, 2}}})),
              (Ground{12, 2, 2}));
}

TEST(EdgeMending, IslandsInLakesInIslandsAreNested) {
    EXPECT_EQ(ground_of(multipolygon({rectangle(0, 0, 9, 9), rectangle(1, 1, 8, 8),
                                      rectangle(2, 2, 7, 7), rectangle(3, 3, 6, 6)})),
              (Ground{81 - 49 + 25 - 9, 2, 4}));
}

TEST(EdgeMending, PartsThatShareABorderBecomeOne) {
    EXPECT_EQ(ground_of(multipolygon({rectangle(0, 0, 2, 4), rectangle(2, 1, 4, 3)})),
              (Ground{12, 1, 1}));
}

TEST(EdgeMending, ABorderSharedByAHoleAndItsShellIsTakenAsGeosTakesIt) {
    // shapely.validation.make_valid (GEOS 3.11): the hole is filled, its other sides are lines.
    EXPECT_EQ(ground_of(polygon({rectangle(0, 0, 10, 10), rectangle(0, 2, 5, 8)})),
              (Ground{100, 1, 1}));
}

TEST(EdgeMending, ARingWalkedTwiceIsTakenAsGeosTakesIt) {
    // shapely.validation.make_valid: as walked once.
    EXPECT_EQ(
        ground_of(polygon({{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {4, 0}, {4, 4}, {0, 4}}})),
        (Ground{16, 1, 1}));
}

TEST(EdgeMending, NothingWithAnAreaGivesNothing) {
    EXPECT_EQ(ground_of(polygon({{{0, 0}, {2, 2}, {4, 4}, {1, 1}}})), (Ground{0, 0, 0}));
    EXPECT_EQ(ground_of(polygon({{{1, 1}, {1, 1}}})), (Ground{0, 0, 0}));
}

TEST(EdgeMending, TheStartAndTheDirectionOfARingDoNotMatter) {
    std::vector<XY> ring{{0, 0}, {6, 0}, {6, 4}, {9, 4}, {6, 4}, {6, 6}, {3, 0}, {0, 6}};
    for (std::size_t turn = 0; turn < ring.size(); ++turn) {
        std::ranges::rotate(ring, ring.begin() + 1);
        const Ground ground = ground_of(polygon({ring}));
        std::vector<XY> back = ring;
        std::ranges::reverse(back);
        // Two triangles that touch in (3 0).
        EXPECT_EQ(ground, (Ground{18, 2, 2})) << turn;
        EXPECT_EQ(ground_of(polygon({back})), ground) << turn;
    }
}

TEST(EdgeMending, LeavesToGeosWhatCannotBeDecided) {
    for (const double odd : {std::numeric_limits<double>::infinity(), 1e200, 1e-200}) {
        EXPECT_FALSE(mend_by_edges(polygon({{{0, 0}, {4, odd}, {4, 0}, {0, 4}}})[0])) << odd;
    }
    // Three edges cross in one place.
    EXPECT_FALSE(mend_by_edges(polygon({{{0, 0}, {6, 6}, {6, 3}, {0, 3}, {0, 6}, {6, 0}}})[0]));
}

}  // namespace
}  // namespace parkatlas::geo::detail
