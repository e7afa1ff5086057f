// The fast way to geodesic area and perimeter against PROJ's polygon routine.

#include "geo/short_edge_rings.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include <geodesic.h>
#include <gtest/gtest.h>

#include "geo/measure.h"
#include "property/random_shapes.h"

namespace parkatlas::geo::detail {
namespace {

using test::Random;

/// $PARKATLAS_EDGES, else what runs in a few seconds.
int edge_count() {
    const char* const wish = std::getenv("PARKATLAS_EDGES");
    return wish != nullptr ? std::stoi(wish) : 200000;
}

class ShortEdges : public ::testing::Test {
  protected:
    ShortEdges() {
        geod_init(&geodesic, cgcs2000_ellipsoid.semi_major_m, cgcs2000_ellipsoid.flattening);
        RecordProperty("seed", std::to_string(test::seed()));
    }

    [[nodiscard]] RingMeasure by_proj(const std::vector<XY>& ring) const {
        geod_polygon polygon;
        geod_polygon_init(&polygon, 0);
        for (const XY v : ring) geod_polygon_addpoint(&geodesic, &polygon, v.y, v.x);
        RingMeasure out;
        geod_polygon_compute(&geodesic, &polygon, 0, 1, &out.area_m2, &out.perimeter_m);
        out.area_m2 = std::abs(out.area_m2);
        return out;
    }
    [[nodiscard]] XY reached(XY from, double azimuth_deg, double distance_m) const {
        XY to;
        geod_direct(&geodesic, from.y, from.x, azimuth_deg, distance_m, &to.y, &to.x, nullptr);
        return to;
    }
    /// Three to five corners round a place, no edge longer than `longest_m`.
    [[nodiscard]] std::vector<XY> ring_round(XY place, double longest_m) {
        const int corners = random.whole(3, 5);
        const double turn_deg = random.between(0.0, 360.0);
        std::vector<XY> ring;
        for (int i = 0; i < corners; ++i) {
            const double azimuth_deg = turn_deg - (i + random.between(-0.3, 0.3)) * 360.0 / corners;
            ring.push_back(reached(place, azimuth_deg, longest_m / 2 * random.between(0.5, 0.99)));
        }
        return ring;
    }
    /// product.md: 1e-9 relative or 0.001 m2, whichever is larger.
    static void expect_same(const RingMeasure& ours, const RingMeasure& theirs) {
        EXPECT_NEAR(ours.area_m2, theirs.area_m2, std::max(1e-9 * theirs.area_m2, 1e-3));
        EXPECT_NEAR(ours.perimeter_m, theirs.perimeter_m, 1e-9 * theirs.perimeter_m);
    }

    geod_geodesic geodesic{};
    Random random{test::seed()};
    ShortEdgeRings fast{cgcs2000_ellipsoid};
};

TEST_F(ShortEdges, RingsOfAllSizesLatitudesAndDirectionsAgreeWithProj) {
    double worst_share = 0.0;  // of the tolerance
    for (int edges = 0; edges < edge_count();) {
        const XY place{random.between(-180.0, 180.0), random.between(-79.9, 79.9)};
        const double longest_m = std::pow(10.0, random.between(0.0, 4.0));
        const std::vector<XY> ring = ring_round(place, longest_m);
        edges += static_cast<int>(ring.size());
        const auto ours = fast.measure(ring);
        const RingMeasure theirs = by_proj(ring);
        if (!ours) {  // longitudes jump at the antimeridian
            EXPECT_GT(std::abs(place.x), 179.0);
            continue;
        }
        const double share =
            std::abs(ours->area_m2 - theirs.area_m2) / std::max(1e-9 * theirs.area_m2, 1e-3);
        worst_share = std::max(worst_share, share);
        // PROJ's own lengths are rounded to about 5 nm.
        EXPECT_NEAR(ours->perimeter_m, theirs.perimeter_m, 1e-9 * theirs.perimeter_m + 5e-8)
            << place.x << " " << place.y << " " << longest_m;
        ASSERT_LE(share, 1.0) << place.x << " " << place.y << " " << longest_m;
    }
    RecordProperty("worst_share", std::to_string(worst_share));
}

TEST_F(ShortEdges, SliversAlongOneGeodesicAgreeWithProj) {
    for (int i = 0; i < 5000; ++i) {
        const XY from{random.between(-170.0, 170.0), random.between(-79.5, 79.5)};
        const double azimuth_deg = random.between(0.0, 360.0);
        const double length_m = random.between(100.0, 9900.0);
        const XY to = reached(from, azimuth_deg, length_m);
        const XY aside = reached(from, azimuth_deg + random.between(-0.01, 0.01), length_m / 2);
        const std::vector<XY> ring{from, aside, to};
        const auto ours = fast.measure(ring);
        ASSERT_TRUE(ours);
        expect_same(*ours, by_proj(ring));
    }
}

TEST_F(ShortEdges, LongOutlinesOverManyParallelsAgreeWithProj) {
    for (const double radius_deg : {0.3, 1.0, 4.0}) {
        std::vector<XY> ring;
        for (int i = 0; i < 7000; ++i) {
            const double turn = 2.0 * std::numbers::pi * i / 7000.0;
            const double radius = radius_deg * random.between(0.995, 1.005);
            ring.push_back({120.0 + radius * std::cos(turn), 29.0 + radius * std::sin(turn)});
        }
        const auto ours = fast.measure(ring);
        ASSERT_TRUE(ours);
        expect_same(*ours, by_proj(ring));
    }
}

TEST_F(ShortEdges, EveryKindOfInstructionsGivesTheSameBits) {
    for (int i = 0; i < 2000; ++i) {
        const std::vector<XY> ring =
            test::star(random, {random.between(-170.0, 170.0), random.between(-79.0, 79.0)}, 0.01,
                       random.whole(3, 200));
        const auto plain = ShortEdgeRings{cgcs2000_ellipsoid, Simd::plain}.measure(ring);
        const auto best = fast.measure(ring);
        ASSERT_EQ(plain.has_value(), best.has_value());
        if (!plain) continue;
        ASSERT_EQ(plain->area_m2, best->area_m2);
        ASSERT_EQ(plain->perimeter_m, best->perimeter_m);
    }
}

TEST_F(ShortEdges, LeavesLongEdgesToProj) {
    for (int i = 0; i < 1000; ++i) {
        const XY from{random.between(-170.0, 170.0), random.between(-75.0, 75.0)};
        const double azimuth_deg = random.between(0.0, 360.0);
        const XY aside = reached(from, azimuth_deg + 60.0, 5000.0);
        EXPECT_TRUE(fast.measure(std::vector{from, reached(from, azimuth_deg, 9990.0), aside}));
        EXPECT_FALSE(fast.measure(std::vector{from, reached(from, azimuth_deg, 10010.0), aside}));
        EXPECT_FALSE(fast.measure(std::vector{
            from, reached(from, azimuth_deg, std::pow(10.0, random.between(4.01, 7.2))), aside}));
    }
}

TEST_F(ShortEdges, LeavesPolesAntimeridianAndWhatIsOffTheGlobeToProj) {
    EXPECT_FALSE(fast.measure(std::vector<XY>{{0.0, 89.99}, {120.0, 89.99}, {-120.0, 89.99}}));
    EXPECT_FALSE(fast.measure(std::vector<XY>{{0.0, 80.01}, {0.1, 80.01}, {0.1, 80.02}}));
    EXPECT_FALSE(fast.measure(std::vector<XY>{{0.0, -80.01}, {0.1, -80.01}, {0.1, -80.02}}));
    EXPECT_FALSE(fast.measure(std::vector<XY>{{179.99, 30.0}, {-179.99, 30.0}, {180.0, 30.01}}));
    EXPECT_FALSE(fast.measure(std::vector<XY>{{650.0, 30.0}, {650.01, 30.0}, {650.0, 30.01}}));
    EXPECT_FALSE(fast.measure(std::vector<XY>{{120.0, 91.0}, {120.01, 91.0}, {120.0, 91.01}}));
    std::vector<XY> round_the_pole;
    for (int i = 0; i < 3600; ++i) round_the_pole.push_back({0.1 * i, 79.0});
    EXPECT_FALSE(fast.measure(round_the_pole));
}

TEST_F(ShortEdges, AreasOnBothSidesOfTheHandOverMeet) {
    const Measurer measurer = test::measurer_for(Method::geodesic, Crs::cgcs2000());
    for (const double longest_m : {9999.0, 10001.0}) {
        const XY from{121.5, 29.9};
        const std::vector<XY> ring{from, reached(from, 130.0, longest_m), reached(from, 60.0, 4e3)};
        const auto measured = measurer.measure(test::polygon_of(ring)[0]);
        ASSERT_TRUE(measured);
        expect_same({measured->area_m2, measured->perimeter_m}, by_proj(ring));
    }
}

}  // namespace
}  // namespace parkatlas::geo::detail
