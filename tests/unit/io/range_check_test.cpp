#include "io/range_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::io {
namespace {

using testing::HasSubstr;

TEST(DiagnoseDegrees, SwappedAxesOfAPlaceInChina) {
    EXPECT_THAT(diagnose_degrees({29.8, 121.5, 29.9, 121.6}).what, HasSubstr("swapped"));
}

TEST(DiagnoseDegrees, TheZonePrefixNamesTheSystem) {
    // EPSG registry: 4528 is CGCS2000 / 3-degree Gauss-Kruger zone 40, 4498 / zone 20 (6 degrees).
    EXPECT_THAT(diagnose_degrees({40'500'000, 3.3e6, 40'500'100, 3.31e6}).what,
                HasSubstr("EPSG:4528"));
    EXPECT_THAT(diagnose_degrees({20'500'000, 3.3e6, 20'500'100, 3.31e6}).what,
                HasSubstr("EPSG:4498"));
}

TEST(DiagnoseDegrees, SixDigitsHaveNoZonePrefix) {
    EXPECT_THAT(diagnose_degrees({500'000, 3.3e6, 500'100, 3.31e6}).what,
                HasSubstr("without zone prefix"));
}

TEST(DiagnoseDegrees, NorthingFirstIsSaid) {
    const std::string what = diagnose_degrees({3.3e6, 40'500'000, 3.31e6, 40'500'100}).what;
    EXPECT_THAT(what, HasSubstr("EPSG:4528"));
    EXPECT_THAT(what, HasSubstr("northing first"));
}

TEST(DiagnoseDegrees, WebMercatorOfChina) {
    EXPECT_THAT(diagnose_degrees({13.53e6, 3.48e6, 13.54e6, 3.49e6}).what, HasSubstr("EPSG:3857"));
}

TEST(DiagnoseDegrees, AnythingElseIsJustOutOfRange) {
    EXPECT_THAT(diagnose_degrees({1000, 2000, 1100, 2100}).what, HasSubstr("beyond degrees"));
}

TEST(Contradiction, DegreesInAMetricSystem) {
    const auto found = contradiction(geo::Crs::gauss_kruger_120(), {121.5, 29.8, 121.6, 29.9});
    ASSERT_TRUE(found);
    EXPECT_THAT(found->what, HasSubstr("degrees"));
}

TEST(Contradiction, AZonePrefixTooMany) {
    const auto found =
        contradiction(geo::Crs::gauss_kruger_120(), {40'500'000, 3.3e6, 40'501'000, 3.31e6});
    ASSERT_TRUE(found);
    EXPECT_THAT(found->remedy, HasSubstr("EPSG:4528"));
}

// EPSG registry: 4549 is 4528 without the zone prefix.
TEST(Contradiction, AZonePrefixTooFew) {
    const auto system = geo::Crs::parse("EPSG:4528");
    ASSERT_TRUE(system);
    const auto found = contradiction(*system, {500'000, 3.3e6, 501'000, 3.31e6});
    ASSERT_TRUE(found);
    EXPECT_THAT(found->what, HasSubstr("without zone prefix"));
    EXPECT_THAT(found->remedy, HasSubstr("EPSG:4549"));
}

TEST(Contradiction, NoneForAPlaceNearTheCentralMeridian) {
    EXPECT_FALSE(contradiction(geo::Crs::gauss_kruger_120(), {650'000, 3.3e6, 651'000, 3.31e6}));
    EXPECT_FALSE(contradiction(geo::Crs::cgcs2000(), {121.5, 29.8, 121.6, 29.9}));
}

}  // namespace
}  // namespace parkatlas::io
