// The detector on the real counties, which only tasks may load.
#include "analysis/shift_detector.h"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/check.h"
#include "io/geodata.h"
#include "model/layer_offset.h"

namespace parkatlas::analysis {
namespace {

struct References {
    model::Layer counties, land;
    References() {
        auto loaded_counties = io::load_counties();
        auto loaded_land = io::load_land();
        if (!loaded_counties || !loaded_land) throw std::runtime_error("no base geography");
        counties = std::move(*loaded_counties);
        land = std::move(*loaded_land);
    }
    [[nodiscard]] std::vector<const model::Layer*> list() const { return {&counties, &land}; }
};

const References& references() {
    static const References loaded;
    return loaded;
}

/// Counties first to last, as another survey may have them: every vertex off by up to 40 m.
model::Layer some_counties(std::size_t first, std::size_t last) {
    model::Layer layer;
    unsigned state = 12345;
    const auto noise = [&state] {
        state = state * 1664525U + 1013904223U;
        return (static_cast<double>(state >> 8U) / 16777216.0 - 0.5) * 8e-4;
    };
    for (std::size_t i = first; i < last; ++i) {
        layer.shapes.append(references().counties.shapes[i]);
        layer.ids.push_back(references().counties.ids[i]);
        layer.names.push_back(references().counties.names[i]);
    }
    for (geo::XY& vertex : layer.shapes.mutable_vertices()) {
        vertex.x += noise();
        vertex.y += noise();
    }
    return layer;
}

void move_by(model::Layer& layer, double east_deg, double north_deg) {
    for (geo::XY& vertex : layer.shapes.mutable_vertices()) {
        vertex.x += east_deg;
        vertex.y += north_deg;
    }
}

TEST(ShiftDetector, CountiesInGcj02AreSeenWithSizeAndDirection) {
    for (const std::size_t first : {0U, 14U, 40U, 70U}) {
        model::Layer layer = some_counties(first, first + 10);
        ASSERT_TRUE(model::add_offset(layer, geo::MapOffset::gcj02));
        const ShiftVerdict verdict = detect_shift(layer, references().list());
        ASSERT_EQ(verdict.kind, ShiftKind::map_offset) << first;
        EXPECT_EQ(verdict.offset, geo::MapOffset::gcj02);
        EXPECT_GT(verdict.shift.length_m(), 460.0);
        EXPECT_LT(verdict.shift.length_m(), 600.0);
        EXPECT_GT(verdict.shift.azimuth_deg(), 100.0);
        EXPECT_LT(verdict.shift.azimuth_deg(), 140.0);
        EXPECT_GT(verdict.confidence, 0.5);
    }
}

TEST(ShiftDetector, CountiesInBd09AreSeen) {
    model::Layer layer = some_counties(14, 24);
    ASSERT_TRUE(model::add_offset(layer, geo::MapOffset::bd09));
    const ShiftVerdict verdict = detect_shift(layer, references().list());
    EXPECT_EQ(verdict.kind, ShiftKind::map_offset);
    EXPECT_EQ(verdict.offset, geo::MapOffset::bd09);
}

TEST(ShiftDetector, CountiesWhereTheyBelongAreNotShifted) {
    for (const std::size_t first : {0U, 14U, 40U, 70U}) {
        const ShiftVerdict verdict =
            detect_shift(some_counties(first, first + 10), references().list());
        EXPECT_EQ(verdict.kind, ShiftKind::plain) << first;
        EXPECT_GT(verdict.share_as_given, 0.8);
        EXPECT_EQ(verdict.shift.length_m(), 0.0);
    }
}

TEST(ShiftDetector, ASingleCountyIsEnough) {
    model::Layer layer = some_counties(20, 21);
    EXPECT_EQ(detect_shift(layer, references().list()).kind, ShiftKind::plain);
    ASSERT_TRUE(model::add_offset(layer, geo::MapOffset::gcj02));
    EXPECT_EQ(detect_shift(layer, references().list()).offset, geo::MapOffset::gcj02);
}

// 0.008 degrees of longitude at 29.9 N are 773 m; 0.003 of latitude 333 m: 842 m to the north-west.
TEST(ShiftDetector, AnotherShiftIsToldForWhatItIs) {
    model::Layer layer = some_counties(14, 24);
    move_by(layer, -0.008, 0.003);
    const ShiftVerdict verdict = detect_shift(layer, references().list());
    ASSERT_EQ(verdict.kind, ShiftKind::other);
    EXPECT_NEAR(verdict.shift.east_m, -773.0, 90.0);
    EXPECT_NEAR(verdict.shift.north_m, 333.0, 90.0);
}

TEST(ShiftDetector, AProjectedLayerIsComparedInDegrees) {
    model::Layer layer = some_counties(14, 24);
    ASSERT_TRUE(model::add_offset(layer, geo::MapOffset::gcj02));
    const auto to_plane = geo::Transform::between(layer.crs, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(to_plane);
    ASSERT_TRUE(to_plane->apply(layer.shapes.mutable_vertices()));
    layer.crs = geo::Crs::gauss_kruger_120();
    EXPECT_EQ(detect_shift(layer, references().list()).offset, geo::MapOffset::gcj02);
}

/// Parcels on a jittered grid inside one county's box, as parcels_10k has them.
model::Layer parcels(int per_side) {
    model::Layer layer;
    unsigned state = 99;
    const auto unit = [&state] {
        state = state * 1664525U + 1013904223U;
        return static_cast<double>(state >> 8U) / 16777216.0;
    };
    for (int i = 0; i < per_side; ++i) {
        for (int j = 0; j < per_side; ++j) {
            const double x = 121.2 + 0.6 * (i + 0.5 * unit()) / per_side;
            const double y = 29.6 + 0.5 * (j + 0.5 * unit()) / per_side;
            const double side = 0.0005 + 0.001 * unit();
            layer.shapes.append_polygon(
                {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}});
            layer.ids.push_back(std::int64_t{i} * per_side + j);
            layer.names.push_back(std::nullopt);
        }
    }
    return layer;
}

TEST(ShiftDetector, ParcelsInsideACountyCannotTell) {
    model::Layer layer = parcels(100);
    EXPECT_EQ(detect_shift(layer, references().list()).kind, ShiftKind::cannot_tell);
    ASSERT_TRUE(model::add_offset(layer, geo::MapOffset::gcj02));
    const ShiftVerdict verdict = detect_shift(layer, references().list());
    EXPECT_EQ(verdict.kind, ShiftKind::cannot_tell);
    EXPECT_EQ(verdict.confidence, 0.0);
    EXPECT_GT(verdict.samples, 1000U);
}

TEST(ShiftDetector, FarAwayOrEmptyLayersCannotTell) {
    model::Layer layer = some_counties(14, 24);
    move_by(layer, -10.0, 5.0);
    EXPECT_EQ(detect_shift(layer, references().list()).kind, ShiftKind::cannot_tell);
    EXPECT_EQ(detect_shift(model::Layer{}, references().list()).kind, ShiftKind::cannot_tell);
    EXPECT_EQ(detect_shift(some_counties(0, 5), {}).kind, ShiftKind::cannot_tell);
}

TEST(ShiftWords, NameKindSizeAndDirection) {
    ShiftVerdict verdict;
    EXPECT_NE(shift_words(verdict, Lang::en).find("cannot be told"), std::string::npos);
    verdict.kind = ShiftKind::map_offset;
    verdict.offset = geo::MapOffset::gcj02;
    verdict.shift = geo::map_offset_at({121.55, 29.87}, geo::MapOffset::gcj02);
    verdict.confidence = 0.876;
    EXPECT_EQ(shift_words(verdict, Lang::en),
              "looks like GCJ-02: about 493 m east-south-east (confidence 88 %)");
    EXPECT_EQ(shift_words(verdict, Lang::zh), "看来是 GCJ-02：向东南偏东偏约 493 m（可信度 88 %）");
}

TEST(DirectionWords, GoRoundTheCompass) {
    const auto words = [](double east, double north) {
        return direction_words({east, north}, Lang::en);
    };
    EXPECT_EQ(words(0, 1), "north");
    EXPECT_EQ(words(1, 2), "north-north-east");
    EXPECT_EQ(words(1, 1), "north-east");
    EXPECT_EQ(words(2, 1), "east-north-east");
    EXPECT_EQ(words(1, 0), "east");
    EXPECT_EQ(words(2, -1), "east-south-east");
    EXPECT_EQ(words(1, -1), "south-east");
    EXPECT_EQ(words(1, -2), "south-south-east");
    EXPECT_EQ(words(0, -1), "south");
    EXPECT_EQ(words(-1, -2), "south-south-west");
    EXPECT_EQ(words(-1, -1), "south-west");
    EXPECT_EQ(words(-2, -1), "west-south-west");
    EXPECT_EQ(words(-1, 0), "west");
    EXPECT_EQ(words(-2, 1), "west-north-west");
    EXPECT_EQ(words(-1, 1), "north-west");
    EXPECT_EQ(words(-1, 2), "north-north-west");
}

}  // namespace
}  // namespace parkatlas::analysis
