#include "render/detail/stroke_builder.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "pictures.h"

namespace parkatlas::render::detail {
namespace {

StrokeMesh built(const draw::PathPtr& path, double px_per_unit, const BoxPx& view,
                 const StrokeShape& shape = {}, const std::vector<double>& dash_px = {}) {
    PathCache cache;
    StrokeBuilder builder;
    StrokeMesh mesh;
    builder.build(*path, cache.record(path), {{0, 0}, {0, 0}, px_per_unit, px_per_unit}, shape,
                  dash_px, view, mesh);
    return mesh;
}

draw::PathPtr sine(int vertices) {
    std::vector<geo::XY> points;
    for (int i = 0; i < vertices; ++i) {
        const double x = 1000.0 * i / vertices;
        points.push_back({x, 500 + 200 * std::sin(x / 50)});
    }
    return path_of({points}, false);
}

constexpr BoxPx whole{0, 0, 1000, 1000};

TEST(StrokeBuilder, ThinsWhatTheEyeCannotSee) {
    const StrokeMesh mesh = built(sine(100000), 1.0, whole);
    EXPECT_LT(mesh.indices.size() / 6, 6000U);  // segments; 100 to the pixel went in
    // Every vertex of the mesh lies within half a width, the fade and the thinning of the curve,
    // measured at right angles to it.
    for (const StrokeVertex& vertex : mesh.vertices) {
        const double slope = 4 * std::cos(vertex.x_px / 50.0);
        const double dy = vertex.y_px - (500 + 200 * std::sin(vertex.x_px / 50.0));
        EXPECT_LT(std::abs(dy) / std::hypot(1.0, slope), 0.5 + 0.75 + 0.2);
    }
}

TEST(StrokeBuilder, LeavesOutWhatTheViewDoesNotShow) {
    const auto path = sine(10000);
    const std::size_t all = built(path, 100.0, {0, 0, 100000, 100000}).indices.size();
    const std::size_t seen = built(path, 100.0, {0, 50000, 1000, 51000}).indices.size();
    EXPECT_LT(seen, all / 50);
    EXPECT_TRUE(built(path, 1.0, {0, 0, 1000, 200}).indices.empty());
}

TEST(StrokeBuilder, WhatIsSeenDoesNotDependOnTheView) {
    // The vertices inside the left half are the same whether or not the right half is seen.
    const auto path = sine(20000);
    const auto inside = [](const StrokeMesh& mesh) {
        std::vector<std::pair<float, float>> found;
        for (const StrokeVertex& vertex : mesh.vertices) {
            if (vertex.x_px < 480) found.emplace_back(vertex.x_px, vertex.y_px);
        }
        return found;
    };
    EXPECT_EQ(inside(built(path, 1.0, whole)), inside(built(path, 1.0, {0, 0, 500, 1000})));
}

TEST(StrokeBuilder, APaleWideStrokeTakesFewerTrianglesAndStaysWithinItsSlack) {
    StrokeShape shape;
    shape.half_width_px = 20.0;
    shape.faded = false;
    const std::size_t exact = built(sine(2000), 1.0, whole, shape).indices.size();
    shape.slack_px = 0.5;
    const StrokeMesh mesh = built(sine(2000), 1.0, whole, shape);
    EXPECT_LT(mesh.indices.size(), exact * 2 / 3);
    // No vertex farther from the curve than half the width, the thinning and the unseen spike. The
    // curve's points lie 0.5 apart along x, 2.06 along the curve at most.
    for (const StrokeVertex& vertex : mesh.vertices) {
        double nearest = 1e9;
        for (double x = 0.0; x < 1000.0; x += 0.5) {
            nearest = std::min(
                nearest, std::hypot(vertex.x_px - x, vertex.y_px - 500 - 200 * std::sin(x / 50)));
        }
        EXPECT_LT(nearest, 20.0 + 0.5 + 0.5 + 0.1);
    }
}

TEST(StrokeBuilder, DashesCoverTheirShareOfTheLength) {
    // A polygon of side 100: perimeter 400, dashes of 7 every 10.
    const auto path = path_of({rectangle(100, 100, 100, 100)});
    StrokeShape shape;
    shape.half_width_px = 1.0;
    shape.join = draw::Join::bevel;
    shape.faded = false;
    const StrokeMesh mesh = built(path, 1.0, whole, shape, {7, 3});
    double area = 0.0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const StrokeVertex& a = mesh.vertices[mesh.indices[i]];
        const StrokeVertex& b = mesh.vertices[mesh.indices[i + 1]];
        const StrokeVertex& c = mesh.vertices[mesh.indices[i + 2]];
        area += std::abs((b.x_px - a.x_px) * (c.y_px - a.y_px) -
                         (b.y_px - a.y_px) * (c.x_px - a.x_px)) /
                2;
    }
    EXPECT_NEAR(area, 0.7 * 400 * 2, 4.0);
}

TEST(StrokeBuilder, ALongDashedLineOnlyCostsWhatIsSeen) {
    // 1e9 px of dashes of 4 px: were they all made, this would not end.
    const auto path = path_of({{{0, 0.5}, {1e6, 0.5}}}, false);
    const StrokeMesh mesh = built(path, 1000.0, {5e8, 0, 5e8 + 1000, 1000}, {}, {4, 4});
    EXPECT_GT(mesh.indices.size() / 6, 100U);
    EXPECT_LT(mesh.indices.size() / 6, 400U);
}

}  // namespace
}  // namespace parkatlas::render::detail
