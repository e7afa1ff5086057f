#include <string>

#include <gtest/gtest.h>

#include "geo/crs.h"
#include "property/random_shapes.h"

namespace parkatlas::geo {
namespace {

using test::Random;

class CrsLaws : public ::testing::TestWithParam<const char*> {};

TEST_P(CrsLaws, OutAndBackReturnsThePoint) {
    Random random{test::seed()};
    const auto crs = Crs::parse(GetParam());
    ASSERT_TRUE(crs);
    for (const Crs& lon_lat : {Crs::cgcs2000(), Crs::wgs84()}) {
        const auto out = Transform::between(lon_lat, *crs);
        const auto back = Transform::between(*crs, lon_lat);
        ASSERT_TRUE(out);
        ASSERT_TRUE(back);
        for (int i = 0; i < 500; ++i) {
            const XY point{random.between(117.5, 123.5), random.between(26.8, 31.6)};
            const auto there = out->apply(point);
            ASSERT_TRUE(there);
            const auto again = back->apply(*there);
            ASSERT_TRUE(again);
            EXPECT_NEAR(again->x, point.x, 1e-11);  // a micrometre
            EXPECT_NEAR(again->y, point.y, 1e-11);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Systems, CrsLaws,
                         ::testing::Values("EPSG:4548", "EPSG:4549", "EPSG:4550", "EPSG:4528",
                                           "EPSG:4509", "EPSG:3857", "EPSG:32651", "EPSG:4326",
                                           "OGC:CRS84"),
                         [](const auto& of) {
                             std::string name{of.param};
                             name.erase(name.find(':'), 1);
                             return name;
                         });

}  // namespace
}  // namespace parkatlas::geo
