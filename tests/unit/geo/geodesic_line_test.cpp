#include "geo/geodesic_line.h"

#include <gtest/gtest.h>

namespace parkatlas::geo {
namespace {

// geographiclib's GeodSolve on a = 6378137, 1/f = 298.257222101 (here by pyproj 3.4, Geod.inv):
// Ningbo's Sanjiangkou to Hangzhou's Wulin square.
TEST(GeodesicLine, AgreesWithPyproj) {
    const GeodesicLine line =
        geodesic_between({121.5550, 29.8760}, {120.1640, 30.2720}, cgcs2000_ellipsoid);
    EXPECT_NEAR(line.length_m, 141113.069509, 1e-5);
    EXPECT_NEAR(line.azimuth_deg, 288.4720907104, 1e-8);
}

TEST(GeodesicLine, AlongAMeridianTheAzimuthIsNorthOrSouth) {
    EXPECT_DOUBLE_EQ(geodesic_between({120, 29}, {120, 30}, cgcs2000_ellipsoid).azimuth_deg, 0.0);
    EXPECT_DOUBLE_EQ(geodesic_between({120, 30}, {120, 29}, cgcs2000_ellipsoid).azimuth_deg, 180.0);
}

TEST(GeodesicLine, OutAndBackReturnsThePoint) {
    const LonLat from{121.5, 29.8};
    const LonLat end = geodesic_end(from, 217.0, 12'345.0, cgcs2000_ellipsoid);
    const GeodesicLine line = geodesic_between(from, end, cgcs2000_ellipsoid);
    EXPECT_NEAR(line.length_m, 12'345.0, 1e-6);
    EXPECT_NEAR(line.azimuth_deg, 217.0, 1e-8);
}

TEST(GeodesicLine, TwoEqualPointsAreNoWayApart) {
    EXPECT_EQ(geodesic_between({120, 30}, {120, 30}, cgcs2000_ellipsoid).length_m, 0.0);
}

}  // namespace
}  // namespace parkatlas::geo
