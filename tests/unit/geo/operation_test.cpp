#include "geo/operation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::geo {
namespace {

Operation stated(const char* from, const char* to, XY at) {
    const std::optional<Operation> operation =
        stated_operation(*Crs::parse(from), *Crs::parse(to), at);
    EXPECT_TRUE(operation.has_value());
    return operation.value_or(Operation{});
}

TEST(StatedOperation, AProjectionAloneIsExactAndNamedWithoutItsAxes) {
    const Operation operation = stated("EPSG:4490", "EPSG:4549", {121.5, 29.8});
    EXPECT_EQ(operation.accuracy_m, 0.0);
    EXPECT_FALSE(operation.is_ballpark);
    EXPECT_EQ(operation.name, "3-degree Gauss-Kruger CM 120E");
}

TEST(StatedOperation, TheAccuracyIsThatOfTheEpsgRegistry) {
    // EPSG:1149, ETRS89 to WGS 84 (1): 1 m.
    EXPECT_EQ(stated("EPSG:4258", "EPSG:4326", {10.0, 50.0}).accuracy_m, 1.0);
}

TEST(StatedOperation, TheDatumsThatCountAsOneAreNoBallpark) {
    EXPECT_FALSE(stated("EPSG:4490", "EPSG:4326", {121.5, 29.8}).is_ballpark);
    EXPECT_FALSE(stated("EPSG:4549", "EPSG:32651", {500000, 3300000}).is_ballpark);
}

TEST(StatedOperation, ABallparkIsSaidToBeOne) {
    const Operation operation = stated("EPSG:4490", "EPSG:2437", {121.5, 29.8});
    EXPECT_TRUE(operation.is_ballpark);
    EXPECT_FALSE(operation.accuracy_m.has_value());
}

TEST(StatedOperation, TheSameSystemNeedsNone) {
    const Operation operation = stated("EPSG:4549", "EPSG:4549", {500000, 3300000});
    EXPECT_EQ(operation.accuracy_m, 0.0);
    EXPECT_TRUE(operation.name.empty());
}

}  // namespace
}  // namespace parkatlas::geo
