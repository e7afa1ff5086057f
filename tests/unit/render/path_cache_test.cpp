#include "render/detail/path_cache.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "draw/polygon_field.h"
#include "pictures.h"

namespace parkatlas::render::detail {
namespace {

double area(const FillMesh& mesh) {
    double sum = 0.0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const geo::XY a = mesh.vertices[mesh.indices[i]];
        const geo::XY b = mesh.vertices[mesh.indices[i + 1]];
        const geo::XY c = mesh.vertices[mesh.indices[i + 2]];
        sum += std::abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2;
    }
    return sum;
}

draw::PathPtr ragged_ring(int vertices, double radius, double roughness) {
    std::mt19937 random{7};
    std::vector<geo::XY> ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = i * 2 * 3.14159265358979 / vertices;
        const double r = radius + roughness * (static_cast<double>(random()) / 4294967296.0 - 0.5);
        ring.push_back({r * std::cos(angle), r * std::sin(angle)});
    }
    return path_of({ring});
}

TEST(PathCache, AConvexRingIsAFanOfItsOwnVertices) {
    PathCache cache;
    const auto path = path_of({{{0, 0}, {4, 0}, {6, 3}, {2, 5}, {-1, 2}, {0, 0}}});
    const FillMesh& mesh = cache.fill(path, geo::FillRule::even_odd, full_detail);
    EXPECT_EQ(mesh.vertices.size(), 5U);
    EXPECT_EQ(mesh.indices.size(), 9U);
    EXPECT_NEAR(area(mesh), 22.5, 1e-12);  // shoelace by hand: (12 + 24 + 9) / 2
}

TEST(PathCache, ATwofoldWindingRingIsNotTakenForConvex) {
    // Twice round a square, as one ring: turns one way only. Even-odd leaves nothing, non-zero all.
    const auto path = path_of({{{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}, {2, 0}, {2, 2}, {0, 2}}});
    PathCache cache;
    EXPECT_NEAR(area(cache.fill(path, geo::FillRule::even_odd, full_detail)), 0.0, 1e-12);
    EXPECT_NEAR(area(cache.fill(path, geo::FillRule::non_zero, full_detail)), 4.0, 1e-12);
}

TEST(PathCache, ThinningKeepsTheAreaWithinHalfACellOfTheOutline) {
    PathCache cache;
    const auto path = ragged_ring(20000, 1000, 1);
    const double full = area(cache.fill(path, geo::FillRule::even_odd, full_detail));
    const FillMesh& thin = cache.fill(path, geo::FillRule::even_odd, 3);  // cells of 8
    EXPECT_LT(thin.vertices.size(), 4000U);
    EXPECT_NEAR(area(thin), full, 0.01 * full);
}

TEST(PathCache, ThinningLeavesVerticesThatAreAloneInTheirCell) {
    PathCache cache;
    const auto path = ragged_ring(300, 1000, 10);                         // about 21 apart
    const FillMesh& mesh = cache.fill(path, geo::FillRule::even_odd, 0);  // cells of 1
    EXPECT_EQ(mesh.vertices.size(), 300U);
    for (std::size_t i = 0; i < 300; ++i) EXPECT_EQ(mesh.vertices[i], path->points[i]);
}

TEST(PathCache, CellsAreLessThanAPixel) {
    for (const double px_per_unit : {1e-6, 0.013, 0.5, 1.0, 7.0, 1e5}) {
        const double cell_px = std::ldexp(1.0, detail_level(px_per_unit)) * px_per_unit;
        EXPECT_LE(cell_px, 0.7);
        EXPECT_GT(cell_px, 0.3499);
    }
    EXPECT_EQ(detail_level(0.0), full_detail);
}

TEST(PathCache, AreasMadeAheadAreThoseMadeOneByOne) {
    const auto large = ragged_ring(5000, 1000, 40);
    const auto small = path_of({{{0, 0}, {4, 0}, {6, 3}, {2, 5}, {-1, 2}, {0, 0}}});
    PathCache ahead;
    PathCache one_by_one;
    const std::vector<draw::PathPtr> wanted{small, large, large};  // one of them twice
    ahead.make_areas(wanted);
    for (const draw::PathPtr& path : wanted) {
        const draw::PolygonFieldPtr area = ahead.area(path);
        const draw::PolygonFieldPtr expected = one_by_one.area(path);
        ASSERT_NE(area, nullptr);
        ASSERT_NE(expected, nullptr);
        EXPECT_EQ(area->vertex_count(), expected->vertex_count());
        EXPECT_EQ(area->bounds().max_x, expected->bounds().max_x);
        EXPECT_EQ(ahead.area(path), area);  // kept
    }
}

TEST(PathCache, ForgetsPathsThatAreGone) {
    PathCache cache;
    {
        const auto path = ragged_ring(100, 10, 1);
        EXPECT_FALSE(cache.fill(path, geo::FillRule::even_odd, full_detail).indices.empty());
        EXPECT_EQ(cache.size(), 1U);
        EXPECT_GT(cache.mesh_bytes(), 0U);
    }
    for (int i = 0; i < 40; ++i) cache.begin_frame();
    EXPECT_EQ(cache.size(), 0U);
    EXPECT_EQ(cache.mesh_bytes(), 0U);
}

TEST(PathCache, ANewPathAtAnOldAddressIsSeen) {
    PathCache cache;
    // A custom owner puts both paths at one address.
    draw::Path storage;
    storage.move_to({0, 0});
    storage.line_to({1, 0});
    storage.line_to({1, 1});
    const auto no_delete = [](const draw::Path*) {};
    {
        const draw::PathPtr first{&storage, no_delete};
        EXPECT_NEAR(area(cache.fill(first, geo::FillRule::even_odd, full_detail)), 0.5, 1e-12);
    }
    storage.points[2] = {1, 3};
    const draw::PathPtr second{&storage, no_delete};
    EXPECT_NEAR(area(cache.fill(second, geo::FillRule::even_odd, full_detail)), 1.5, 1e-12);
}

TEST(PathCache, ChunksCoverEverySegmentOnce) {
    PathCache cache;
    for (const int vertices : {3, 63, 64, 65, 128, 129, 1000}) {
        const PathRecord& record = cache.record(ragged_ring(vertices, 10, 1));
        std::uint32_t segments = 0;
        for (const Chunk& chunk : record.chunks) {
            EXPECT_EQ(chunk.first, segments);
            segments += chunk.count - 1;
        }
        EXPECT_EQ(segments, static_cast<std::uint32_t>(vertices));
    }
}

}  // namespace
}  // namespace parkatlas::render::detail
