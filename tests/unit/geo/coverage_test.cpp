#include "geo/coverage.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::area_m2;
using test::measurer;
using test::polygon;
using test::rectangle;
using ::testing::ElementsAre;

Measurer planar() {
    return measurer(Method::planar, Crs::gauss_kruger_120());
}

std::vector<Covered> cover(const Shapes& a, const Shapes& b, std::vector<double> areas_a_m2,
                           std::vector<std::uint32_t> classes = {}) {
    const auto pairs = overlaps(a, &b, planar(), {});
    EXPECT_TRUE(pairs);
    auto covered = covered_ground(a, b, pairs->pairs, classes, areas_a_m2, planar(), {});
    EXPECT_TRUE(covered);
    return covered ? std::move(*covered) : std::vector<Covered>{};
}

/// Two blocks that share 2 x 10, one apart, one across the border of the 20 x 10 field.
Shapes blocks() {
    Shapes b = polygon({rectangle(0, 0, 6, 10)});
    b.append_polygon({rectangle(4, 0, 8, 10)});
    b.append_polygon({rectangle(10, 2, 12, 4)});
    b.append_polygon({rectangle(18, 0, 25, 10)});
    return b;
}
const std::vector<XY> field = rectangle(0, 0, 20, 10);

TEST(CoveredGround, CountsOverlapsWithinBOnce) {
    const auto covered = cover(polygon({field}), blocks(), {200.0});
    ASSERT_EQ(covered.size(), 1U);
    EXPECT_NEAR(covered[0].area_m2, 80.0 + 4.0 + 20.0, 1e-9);  // by hand
    EXPECT_THAT(covered[0].parts, ElementsAre(0U, 1U, 2U, 3U));
}

TEST(CoveredGround, ClassesAreSummedApart) {
    const auto covered = cover(polygon({field}), blocks(), {200.0}, {0, 1, 1, 1});
    ASSERT_EQ(covered.size(), 2U);
    EXPECT_EQ(covered[0].class_of_b, 0U);
    EXPECT_NEAR(covered[0].area_m2, 60.0, 1e-9);
    EXPECT_NEAR(covered[1].area_m2, 40.0 + 4.0 + 20.0, 1e-9);
}

TEST(CoveredGround, IsNeverMoreThanTheShape) {
    Shapes b = polygon({rectangle(-5, -5, 15, 15)});
    b.append_polygon({rectangle(5, -5, 25, 15)});
    b.append_polygon({rectangle(0, 0, 20, 10)});
    const auto covered = cover(polygon({field}), b, {200.0});
    ASSERT_EQ(covered.size(), 1U);
    EXPECT_EQ(covered[0].area_m2, 200.0);
}

TEST(CoveredGround, ShapesOfTheCoveredAndOfWhatIsLeft) {
    const Shapes a = polygon({field});
    const Shapes b = blocks();
    const auto covered = cover(a, b, {200.0});
    const auto there = covered_shapes(a, b, covered, Ground::covered, {});
    const auto left = covered_shapes(a, b, covered, Ground::left, {});
    ASSERT_TRUE(there);
    ASSERT_TRUE(left);
    EXPECT_NEAR(area_m2(planar(), *there), 104.0, 1e-9);
    EXPECT_NEAR(area_m2(planar(), *left), 96.0, 1e-9);
}

TEST(Folds, CountsHowManyLieOnEachPieceOfGround) {
    Shapes shapes = polygon({rectangle(0, 0, 6, 6)});
    shapes.append_polygon({rectangle(3, 0, 9, 6)});
    shapes.append_polygon({rectangle(4, 0, 5, 6)});  // on both
    shapes.append_polygon({rectangle(20, 0, 21, 1)});
    const auto pieces = folds(shapes, std::vector<double>{36, 36, 6, 1}, planar(), {});
    ASSERT_TRUE(pieces);
    std::map<std::uint32_t, double> area_of;
    for (const Fold& piece : pieces->pieces) area_of[piece.count] += piece.area_m2;
    ASSERT_EQ(area_of.size(), 3U);
    EXPECT_NEAR(area_of[1], 18 + 18 + 1, 1e-9);
    EXPECT_NEAR(area_of[2], 6 + 6, 1e-9);
    EXPECT_NEAR(area_of[3], 6, 1e-9);
    EXPECT_EQ(pieces->shapes.size(), pieces->pieces.size());
}

TEST(Folds, WeighedByCountTheyAreTheSumOfAllShapes) {
    Shapes shapes;
    std::vector<double> areas_m2;
    double sum = 0.0;
    for (int i = 0; i < 30; ++i) {
        const double x = (i * 37 % 23) * 1.3;
        const double y = (i * 17 % 19) * 1.7;
        shapes.append_polygon({{{x, y}, {x + 9, y + 1}, {x + 7, y + 8}, {x - 1, y + 5}}});
        areas_m2.push_back(planar().measure(shapes[static_cast<std::size_t>(i)])->area_m2);
        sum += areas_m2.back();
    }
    const auto pieces = folds(shapes, areas_m2, planar(), {});
    ASSERT_TRUE(pieces);
    double weighed = 0.0;
    for (const Fold& piece : pieces->pieces) weighed += piece.count * piece.area_m2;
    EXPECT_NEAR(weighed, sum, 1e-6);
}

TEST(Folds, AHoleOfOneShapeIsNoGroundOfIt) {
    Shapes shapes = polygon({rectangle(0, 0, 10, 10), rectangle(2, 2, 8, 8)});
    shapes.append_polygon({rectangle(1, 4, 9, 5)});
    const auto pieces = folds(shapes, std::vector<double>{64, 8}, planar(), {});
    ASSERT_TRUE(pieces);
    std::map<std::uint32_t, double> area_of;
    for (const Fold& piece : pieces->pieces) area_of[piece.count] += piece.area_m2;
    EXPECT_NEAR(area_of[1], 62 + 6, 1e-9);
    EXPECT_NEAR(area_of[2], 2, 1e-9);
}

}  // namespace
}  // namespace parkatlas::geo
