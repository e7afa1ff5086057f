#include <limits>

#include <gtest/gtest.h>

#include "geo/measure.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::area_m2;
using test::crs;
using test::measurer;
using test::ningbo_block;
using test::polygon;
using test::rectangle;

TEST(PlanarMeasure, BlockNearNingboInThreePlanes) {
    // shapely.Polygon over pyproj.Transformer.from_crs(4490, EPSG, always_xy=True): area, length
    const auto gk = measurer(Method::planar, Crs::cgcs2000(), Crs::gauss_kruger_120())
                        .measure(polygon({ningbo_block})[0]);
    ASSERT_TRUE(gk);
    EXPECT_NEAR(gk->area_m2, 4285725.177787, 1e-5);
    EXPECT_NEAR(gk->perimeter_m, 8300.397822, 1e-5);
    EXPECT_NEAR(area_m2(measurer(Method::planar, Crs::cgcs2000(), crs("EPSG:4550")),
                        polygon({ningbo_block})),
                4285429.230567, 1e-5);
    EXPECT_NEAR(
        area_m2(measurer(Method::planar, Crs::wgs84(), crs("EPSG:3857")), polygon({ningbo_block})),
        5716732.957659, 1e-4);
}

TEST(PlanarMeasure, TakesTheLayersOwnPlaneWhereNoneIsGiven) {
    const Shapes square = polygon({rectangle(600000, 3300000, 600100, 3300200)});
    EXPECT_EQ(area_m2(measurer(Method::planar, Crs::gauss_kruger_120()), square), 20000.0);
}

TEST(PlanarMeasure, ThePlaneGivenComesBeforeTheLayersOwn) {
    Shapes square = polygon({ningbo_block});
    ASSERT_TRUE(
        Transform::between(Crs::cgcs2000(), crs("EPSG:4550"))->apply(square.mutable_vertices()));
    EXPECT_NEAR(
        area_m2(measurer(Method::planar, crs("EPSG:4550"), Crs::gauss_kruger_120()), square),
        4285725.177787, 1e-3);
}

TEST(PlanarMeasure, CountsInSquareMetresWhateverTheUnit) {
    // A square of 1000 US survey feet (1200/3937 m) a side.
    const auto measured = measurer(Method::planar, crs("EPSG:2263"))
                              .measure(polygon({rectangle(980000, 200000, 981000, 201000)})[0]);
    ASSERT_TRUE(measured);
    EXPECT_NEAR(measured->area_m2, 1e6 * (1200.0 / 3937.0) * (1200.0 / 3937.0), 1e-6);
    EXPECT_NEAR(measured->perimeter_m, 4000 * 1200.0 / 3937.0, 1e-9);
}

TEST(PlanarMeasure, SmallPlotsFarFromTheOriginKeepTheirDigits) {
    // 0.25 m by 0.25 m at a zone-prefixed easting; exact in binary.
    const Shapes plot = polygon({rectangle(40649757.5, 3306711.5, 40649757.75, 3306711.75)});
    EXPECT_EQ(area_m2(measurer(Method::planar, crs("EPSG:4528")), plot), 0.0625);
}

TEST(PlanarMeasure, NeedsAPlane) {
    for (const std::optional<Crs>& plane : {std::optional<Crs>{}, std::optional{Crs::wgs84()}}) {
        const auto made = Measurer::create(Method::planar, Crs::cgcs2000(), plane);
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, ErrorCode::usage);
        EXPECT_NE(made.error().remedy.english().find("--crs EPSG:4549"), std::string::npos);
    }
}

TEST(PlanarMeasure, RefusesCoordinatesTooLargeToMeasure) {
    const auto by = measurer(Method::planar, Crs::gauss_kruger_120());
    const auto measured = by.measure(polygon({{{1e300, 0}, {0, 1e300}, {-1e300, 0}}})[0]);
    ASSERT_FALSE(measured);
    EXPECT_EQ(measured.error().code, ErrorCode::out_of_range);
}

}  // namespace
}  // namespace parkatlas::geo
