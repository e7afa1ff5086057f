// Laws of mending and of the check, over random rings that cross themselves and each other.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

#include <gtest/gtest.h>

#include "geo/repair.h"
#include "geo/validity.h"
#include "property/random_shapes.h"

namespace parkatlas::test {
namespace {

using geo::Shapes;
using geo::ShapeView;

struct Edge {
    XY from, to;  ///< from the west to the east

    [[nodiscard]] double y_at(double x) const {
        return from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x);
    }
};

std::vector<Edge> edges_of(ShapeView shape) {
    std::vector<Edge> edges;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const auto part = shape.part(p);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const auto ring = part.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const XY a = ring[i];
                const XY b = ring[(i + 1) % ring.size()];
                if (a.x == b.x) continue;  // upright: no slab holds it
                edges.push_back(a.x < b.x ? Edge{a, b} : Edge{b, a});
            }
        }
    }
    return edges;
}

/// The second way: cut into slabs at all vertices and crossings; within a slab no edges cross, so
/// that every second strip between neighbours is inside.
double even_odd_area(ShapeView shape) {
    const std::vector<Edge> edges = edges_of(shape);
    std::vector<double> cuts;
    for (const Edge& e : edges) {
        cuts.insert(cuts.end(), {e.from.x, e.to.x});
        for (const Edge& f : edges) {
            const double slope_e = (e.to.y - e.from.y) / (e.to.x - e.from.x);
            const double slope_f = (f.to.y - f.from.y) / (f.to.x - f.from.x);
            if (slope_e == slope_f) continue;
            const double x = (f.y_at(e.from.x) - e.from.y) / (slope_e - slope_f) + e.from.x;
            if (x > std::max(e.from.x, f.from.x) && x < std::min(e.to.x, f.to.x)) {
                cuts.push_back(x);
            }
        }
    }
    std::ranges::sort(cuts);
    double area = 0.0;
    for (std::size_t c = 1; c < cuts.size(); ++c) {
        const double west = cuts[c - 1];
        const double east = cuts[c];
        if (!(west < east)) continue;
        const double middle = (west + east) / 2;
        std::vector<double> heights;
        for (const Edge& e : edges) {
            if (e.from.x < middle && e.to.x > middle) heights.push_back(e.y_at(middle));
        }
        std::ranges::sort(heights);
        for (std::size_t i = 1; i < heights.size(); i += 2) {
            area += (heights[i] - heights[i - 1]) * (east - west);
        }
    }
    return area;
}

double plane_area(ShapeView shape) {
    double area = 0.0;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const auto part = shape.part(p);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const auto ring = part.ring(r);
            double doubled = 0.0;
            for (std::size_t i = 2; i < ring.size(); ++i) {
                doubled += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                           (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
            }
            area += (r == 0 ? 1.0 : -1.0) * std::abs(doubled) / 2;
        }
    }
    return area;
}

/// One to three rings of 3 to 7 vertices anywhere in a square of 100; on a grid of 10 now and
/// then, so that vertices and edges coincide.
Shapes tangle(Random& random) {
    const bool on_grid = random.unit() < 0.4;
    Shapes shapes;
    shapes.begin_shape();
    shapes.begin_part(geo::PartKind::polygon);
    for (int rings = random.whole(1, 3); rings > 0; --rings) {
        shapes.begin_ring();
        std::vector<XY> ring;
        for (int n = random.whole(3, 7); n > 0; --n) {
            XY at{random.between(0, 100), random.between(0, 100)};
            if (on_grid) at = {std::floor(at.x / 10) * 10, std::floor(at.y / 10) * 10};
            ring.push_back(at);
        }
        ring.push_back(ring.front());
        shapes.add(ring);
    }
    return shapes;
}

bool is_valid(ShapeView shape) {
    return std::ranges::none_of(geo::find_problems(shape), [](const geo::ShapeProblem& problem) {
        return geo::is_invalid(problem.trouble);
    });
}

bool runs_along_itself(ShapeView shape) {
    return std::ranges::any_of(geo::find_problems(shape), [](const geo::ShapeProblem& problem) {
        return problem.trouble == geo::Trouble::ring_self_overlap ||
               problem.trouble == geo::Trouble::rings_share_edge ||
               problem.trouble == geo::Trouble::spike ||
               problem.trouble == geo::Trouble::zero_area_ring;
    });
}

class RepairLaws : public testing::Test {
  protected:
    void SetUp() override { std::printf("seed %u\n", seed()); }
    /// Calls `law(original, mended)` for shapes that could be mended.
    template <typename Law>
    static void for_tangles(const Law& law) {
        Random random{seed()};
        const geo::Repairer repairer;
        int changed = 0;
        for (int round = 0; round < 400; ++round) {
            const Shapes shapes = tangle(random);
            const auto repaired = repairer.make_valid(shapes[0]);
            ASSERT_TRUE(repaired) << error_line(repaired.error());
            if (repaired->changed) ++changed;
            law(shapes[0], *repaired);
            if (testing::Test::HasFailure()) {
                FAIL() << "round " << round;
            }
        }
        EXPECT_GT(changed, 150);
    }
};

TEST_F(RepairLaws, TheAreaIsTheEvenOddOne) {
    for_tangles([](ShapeView original, const geo::Repaired& mended) {
        // MakeValid counts a piece of line once that rings run along twice.
        if (runs_along_itself(original)) return;
        EXPECT_NEAR(plane_area(mended.shapes[0]), even_odd_area(original), 1e-7);
    });
}

TEST_F(RepairLaws, WhatIsMendedIsValid) {
    for_tangles(
        [](ShapeView, const geo::Repaired& mended) { EXPECT_TRUE(is_valid(mended.shapes[0])); });
}

TEST_F(RepairLaws, MendingTwiceIsMendingOnce) {
    for_tangles([](ShapeView, const geo::Repaired& mended) {
        const auto again = geo::Repairer{}.make_valid(mended.shapes[0]);
        ASSERT_TRUE(again);
        EXPECT_FALSE(again->changed) << again->reason;
        EXPECT_TRUE(std::ranges::equal(again->shapes.vertices(), mended.shapes.vertices()));
    });
}

TEST_F(RepairLaws, TheCheckFindsAnErrorExactlyWhereMendingChanges) {
    for_tangles([](ShapeView original, const geo::Repaired& mended) {
        EXPECT_EQ(is_valid(original), !mended.changed);
    });
}

TEST_F(RepairLaws, TheStartOfARingDoesNotMatterToTheCheck) {
    Random random{seed()};
    for (int round = 0; round < 1000; ++round) {
        const Shapes shapes = tangle(random);
        Shapes turned;
        turned.begin_shape();
        turned.begin_part(geo::PartKind::polygon);
        const auto part = shapes[0].part(0);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            std::vector<XY> ring{part.ring(r).begin(), part.ring(r).end() - 1};
            const auto by = random.whole(0, static_cast<int>(ring.size()) - 1);
            std::ranges::rotate(ring, ring.begin() + by);
            ring.push_back(ring.front());
            turned.begin_ring();
            turned.add(ring);
        }
        const auto kinds = [](ShapeView shape) {
            std::vector<geo::Trouble> list;
            for (const geo::ShapeProblem& problem : geo::find_problems(shape)) {
                // Which of several equal places is told, and of duplicates how many, may differ.
                if (problem.trouble != geo::Trouble::duplicate_points) {
                    list.push_back(problem.trouble);
                }
            }
            std::ranges::sort(list);
            return list;
        };
        ASSERT_EQ(kinds(shapes[0]), kinds(turned[0])) << "round " << round;
    }
}

}  // namespace
}  // namespace parkatlas::test
