#include "geo/triangulate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::rectangle;

double area_of(const Triangles& triangles) {
    EXPECT_EQ(triangles.indices.size() % 3, 0U);
    double sum = 0.0;
    for (std::size_t i = 0; i + 2 < triangles.indices.size(); i += 3) {
        const XY a = triangles.vertices.at(triangles.indices[i]);
        const XY b = triangles.vertices.at(triangles.indices[i + 1]);
        const XY c = triangles.vertices.at(triangles.indices[i + 2]);
        sum += std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
    }
    return sum;
}

Triangles filled(std::initializer_list<std::vector<XY>> rings, FillRule rule) {
    std::vector<XY> vertices;
    std::vector<std::uint32_t> ends;
    for (const std::vector<XY>& ring : rings) {
        vertices.insert(vertices.end(), ring.begin(), ring.end());
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    return triangulate(vertices, ends, rule);
}

TEST(Triangulate, ASquareIsTwoTriangles) {
    const Triangles square = filled({rectangle(0, 0, 4, 4)}, FillRule::even_odd);
    EXPECT_EQ(square.indices.size(), 6U);
    EXPECT_EQ(square.vertices.size(), 4U);
    EXPECT_DOUBLE_EQ(area_of(square), 16.0);
}

TEST(Triangulate, TheInputVerticesComeFirstUnchanged) {
    const std::vector<XY> bow{{0.1, 0.2}, {4.3, 4.4}, {4.5, 0.6}, {0.7, 4.8}};
    const Triangles out = filled({bow}, FillRule::even_odd);
    ASSERT_EQ(out.vertices.size(), 5U);  // one where the edges cross
    for (std::size_t i = 0; i < bow.size(); ++i) EXPECT_EQ(out.vertices[i], bow[i]);
}

TEST(Triangulate, HolesStayOpenInEitherDirection) {
    std::vector<XY> hole = rectangle(1, 1, 2, 3);
    EXPECT_DOUBLE_EQ(area_of(filled({rectangle(0, 0, 4, 4), hole}, FillRule::even_odd)), 14.0);
    std::reverse(hole.begin(), hole.end());
    EXPECT_DOUBLE_EQ(area_of(filled({rectangle(0, 0, 4, 4), hole}, FillRule::even_odd)), 14.0);
    EXPECT_DOUBLE_EQ(area_of(filled({rectangle(0, 0, 4, 4), hole}, FillRule::non_zero)), 14.0);
}

TEST(Triangulate, OverlappingRingsFollowTheRule) {
    const auto a = rectangle(0, 0, 4, 4);
    const auto b = rectangle(3, 3, 5, 5);
    EXPECT_DOUBLE_EQ(area_of(filled({a, b}, FillRule::even_odd)), 16.0 + 4.0 - 2.0);
    EXPECT_DOUBLE_EQ(area_of(filled({a, b}, FillRule::non_zero)), 16.0 + 4.0 - 1.0);
}

TEST(Triangulate, APentagramWithAndWithoutItsMiddle) {
    std::vector<XY> star;
    for (int i = 0; i < 5; ++i) {
        const double angle = std::numbers::pi * (0.5 + 0.8 * i);
        star.push_back({std::cos(angle), std::sin(angle)});
    }
    const double phi = (1 + std::sqrt(5.0)) / 2;
    const double inner = 1 / (phi * phi);  // radius of the pentagon in the middle
    const double outline = 5 * inner * std::sin(std::numbers::pi / 5);
    const double pentagon = 2.5 * inner * inner * std::sin(0.4 * std::numbers::pi);
    EXPECT_NEAR(area_of(filled({star}, FillRule::non_zero)), outline, 1e-12);
    EXPECT_NEAR(area_of(filled({star}, FillRule::even_odd)), outline - pentagon, 1e-12);
}

TEST(Triangulate, CrossingsFarFromTheOriginKeepTheirDigits) {
    const double x = 40649757.0;
    const double y = 3306711.0;
    const Triangles bow =
        filled({{{x, y}, {x + 4, y + 4}, {x + 4, y}, {x, y + 4}}}, FillRule::even_odd);
    EXPECT_NEAR(area_of(bow), 8.0, 1e-7);
}

TEST(Triangulate, ClosedRingsAndRepeatedVerticesAddNothing) {
    EXPECT_DOUBLE_EQ(area_of(filled({{{0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {0, 0}}},
                                    FillRule::even_odd)),
                     16.0);
}

TEST(Triangulate, RingsOfFewerThanThreeVerticesAddNothing) {
    const Triangles out =
        filled({{}, {{9, 9}}, {{9, 9}, {8, 8}}, rectangle(0, 0, 2, 2)}, FillRule::even_odd);
    EXPECT_DOUBLE_EQ(area_of(out), 4.0);
    EXPECT_TRUE(filled({}, FillRule::even_odd).indices.empty());
    EXPECT_TRUE(filled({{{0, 0}, {1, 1}, {2, 2}}}, FillRule::even_odd).indices.empty());
}

TEST(Triangulate, WildNumbersDoNotCrash) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_DOUBLE_EQ(area_of(filled({{{0, 0}, {4, 0}, {nan, 1}, {4, 4}, {infinity, 3}, {0, 4}}},
                                    FillRule::even_odd)),
                     16.0);
    (void)filled({{{1e139, 0}, {0, 1e139}, {-1e139, -1e139}}}, FillRule::even_odd);
    (void)filled({{{1e308, 0}, {0, 1e308}, {-1e308, -1e308}}}, FillRule::even_odd);
}

}  // namespace
}  // namespace parkatlas::geo
