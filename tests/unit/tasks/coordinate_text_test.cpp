#include "tasks/coordinate_text.h"

#include <gtest/gtest.h>

namespace parkatlas::tasks {
namespace {

void expect_place(std::string_view words, double lon_deg, double lat_deg, double tolerance) {
    const Result<TypedPlace> place = parse_place(words, 120);
    ASSERT_TRUE(place) << words << ": " << error_line(place.error());
    EXPECT_NEAR(place->at.lon_deg, lon_deg, tolerance) << words;
    EXPECT_NEAR(place->at.lat_deg, lat_deg, tolerance) << words;
}

TEST(ParsePlace, ReadsDecimalDegreesInEitherOrder) {
    for (const char* words : {"121.5512, 29.8651", "29.8651 121.5512", "121.5512E 29.8651N",
                              "N29.8651,E121.5512", "东经121.5512 北纬29.8651", "121.5512，29.8651",
                              "121.5512°E  29.8651°N", "121.5512°,29.8651°"}) {
        expect_place(words, 121.5512, 29.8651, 1e-12);
    }
}

TEST(ParsePlace, ReadsDegreesAndMinutes) {
    for (const char* words : {"121°33.072′ 29°51.906′", "29°51.906'N 121°33.072'E",
                              "121° 33.072′, 29° 51.906′", "东经121度33.072分，北纬29度51.906分"}) {
        expect_place(words, 121.5512, 29.8651, 1e-9);
    }
}

TEST(ParsePlace, ReadsDegreesMinutesAndSeconds) {
    for (const char* words : {"121°33′4.32″ 29°51′54.36″", "东经121°33′4.32″北纬29°51′54.36″",
                              "121:33:4.32 29:51:54.36", "121°33'4.32'' 29°51'54.36''",
                              "29°51'54.36\"N, 121°33'4.32\"E"}) {
        expect_place(words, 121.5512, 29.8651, 1e-9);
    }
}

// EPSG:4549, 4528 and 4548 by pyproj 3.4.
TEST(ParsePlace, ReadsGaussKrugerWithAndWithoutZone) {
    expect_place("3306170.02444 649880.83014", 121.5512, 29.8651, 1e-8);
    expect_place("649880.83014, 3306170.02444", 121.5512, 29.8651, 1e-8);
    expect_place("3306170.02444 40649880.83014", 121.5512, 29.8651, 1e-8);
    expect_place("39663874.01248 3332418.18492", 118.7, 30.1, 1e-8);
    EXPECT_EQ(parse_place("3306170.02444 649880.83014", 120)->crs, "EPSG:4549");
}

TEST(ParsePlace, TheSouthAndTheWestAreNegative) {
    expect_place("70.5W 33.4S", -70.5, -33.4, 1e-12);
    expect_place("-70.5, -33.4", -70.5, -33.4, 1e-12);
    expect_place("-70.5E, -33.4N", -70.5, -33.4, 1e-12);
}

TEST(ParsePlace, SaysWhatItDoesNotUnderstand) {
    for (const char* words : {"", "宁波", "121.55", "121.55 29.86 5", "121°75′ 29°10′", "121E 29E",
                              "200 95", "3303456 99553268", "12 34567890"}) {
        const Result<TypedPlace> place = parse_place(words, 120);
        ASSERT_FALSE(place) << words;
        EXPECT_EQ(place.error().code, ErrorCode::usage) << words;
        EXPECT_FALSE(place.error().remedy.empty());
    }
}

TEST(ParsePlace, AnEastingWithoutAZoneNeedsAMeridianOfThreeDegrees) {
    EXPECT_FALSE(parse_place("3305043.2 553268.1", 0));
    EXPECT_TRUE(parse_place("3305043.2 553268.1", 117));
}

}  // namespace
}  // namespace parkatlas::tasks
