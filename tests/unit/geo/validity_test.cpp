#include "geo/validity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/exact_side.h"
#include "geo/repair.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::multipolygon;
using test::polygon;
using test::rectangle;

std::vector<XY> closed(std::vector<XY> ring) {
    ring.push_back(ring.front());
    return ring;
}

std::vector<XY> clockwise(std::vector<XY> ring) {
    std::ranges::reverse(ring);
    return ring;
}

/// The one problem there is.
void expect_only(const Shapes& shapes, const ShapeProblem& expected) {
    const std::vector<ShapeProblem> found = find_problems(shapes[0]);
    ASSERT_EQ(found.size(), 1U) << (found.empty() ? "nothing found"
                                                  : trouble_identifier(found.back().trouble));
    EXPECT_EQ(trouble_identifier(found[0].trouble), trouble_identifier(expected.trouble));
    EXPECT_EQ(found[0].part, expected.part);
    EXPECT_EQ(found[0].ring, expected.ring);
    EXPECT_EQ(found[0].at, expected.at);
    EXPECT_EQ(found[0].count, expected.count);
}

std::vector<Trouble> troubles(const Shapes& shapes) {
    std::vector<Trouble> list;
    for (const ShapeProblem& problem : find_problems(shapes[0])) list.push_back(problem.trouble);
    return list;
}

TEST(FindProblems, AProperPolygonWithAHoleHasNone) {
    EXPECT_TRUE(
        troubles(polygon({closed(rectangle(0, 0, 9, 9)), closed(clockwise(rectangle(2, 2, 4, 4)))}))
            .empty());
}

TEST(FindProblems, ABowTieCrossesItselfInTheMiddle) {
    expect_only(polygon({closed({{0, 0}, {4, 4}, {4, 0}, {0, 4}})}),
                {Trouble::self_crossing, 0, 0, {2, 2}});
}

// A pentagram drawn in one go: five crossings, on a circle of radius cos 72 / cos 36 of the star's.
TEST(FindProblems, EverySelfCrossingIsListed) {
    std::vector<XY> star;
    for (int i = 0; i < 5; ++i) {
        const double angle = i * 4 * std::numbers::pi / 5;
        star.push_back({std::cos(angle), std::sin(angle)});
    }
    const Shapes pentagram = polygon({closed(star)});
    const auto found = find_problems(pentagram[0]);
    ASSERT_EQ(found.size(), 5U);
    for (const ShapeProblem& problem : found) {
        EXPECT_EQ(problem.trouble, Trouble::self_crossing);
        EXPECT_NEAR(std::hypot(problem.at.x, problem.at.y), 0.3819660112501051, 1e-12);
    }
}

TEST(FindProblems, ARingThatComesBackToAVertexTouchesItself) {
    expect_only(polygon({closed({{0, 0}, {4, 0}, {4, 4}, {2, 2}, {4, 6}, {0, 6}, {2, 2}})}),
                {Trouble::ring_self_touch, 0, 0, {2, 2}});
}

TEST(FindProblems, AVertexOnAnEdgeOfItsRingTouches) {
    expect_only(polygon({closed({{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}})}),
                {Trouble::ring_self_touch, 0, 0, {2, 0}});
}

// The same place in both rings, but here the ways go through each other.
TEST(FindProblems, ACrossingAtAVertexIsACrossing) {
    expect_only(polygon({closed({{0, 0}, {2, 2}, {4, 4}, {4, 0}, {2, 2}, {0, 4}})}),
                {Trouble::self_crossing, 0, 0, {2, 2}});
}

TEST(FindProblems, APointThatComesTwiceIsADuplicate) {
    expect_only(polygon({{{0, 0}, {4, 0}, {4, 0}, {4, 4}, {4, 4}, {4, 4}, {0, 4}, {0, 0}}}),
                {Trouble::duplicate_points, 0, 0, {4, 0}, 3});
}

TEST(FindProblems, ASpikeIsToldAtItsTip) {
    expect_only(polygon({closed({{0, 0}, {4, 0}, {9, 0}, {4, 0}, {4, 4}, {0, 4}})}),
                {Trouble::spike, 0, 0, {9, 0}});
}

TEST(FindProblems, ASpikeOfSeveralEdgesIsOne) {
    expect_only(polygon({closed({{0, 0}, {4, 0}, {6, 1}, {8, 5}, {6, 1}, {4, 0}, {4, 4}, {0, 4}})}),
                {Trouble::spike, 0, 0, {8, 5}});
}

// 1 m wide at 1000 m: atan(0.001) is 0.057 degrees; 2 m wide it is 0.115.
TEST(FindProblems, AVerySharpCornerIsANeedle) {
    expect_only(polygon({closed({{0, 0}, {1000, 1}, {0, 1}})}), {Trouble::needle, 0, 0, {1000, 1}});
    EXPECT_TRUE(troubles(polygon({closed({{0, 0}, {1000, 2}, {0, 2}})})).empty());
}

TEST(FindProblems, ARingThatIsNotClosedIsToldAtItsEnd) {
    expect_only(polygon({rectangle(0, 0, 4, 4)}), {Trouble::unclosed_ring, 0, 0, {0, 4}});
}

TEST(FindProblems, TwoPointsAreTooFew) {
    expect_only(polygon({{{1, 2}, {4, 0}, {1, 2}}}), {Trouble::too_few_points, 0, 0, {1, 2}});
    expect_only(polygon({{{1, 2}, {4, 0}, {1, 2}, {4, 0}, {1, 2}}}),
                {Trouble::too_few_points, 0, 0, {1, 2}});
    Shapes empty_ring = polygon({{}});
    EXPECT_EQ(troubles(empty_ring), std::vector{Trouble::too_few_points});
}

TEST(FindProblems, PointsOnOneLineHaveNoArea) {
    expect_only(polygon({closed({{0, 0}, {1, 1}, {3, 3}})}),
                {Trouble::zero_area_ring, 0, 0, {0, 0}});
}

TEST(FindProblems, AHoleBesideItsShell) {
    expect_only(polygon({closed(rectangle(0, 0, 4, 4)), closed(clockwise(rectangle(6, 1, 7, 2)))}),
                {Trouble::hole_outside_shell, 0, 1, {6, 2}});
}

TEST(FindProblems, AHoleAcrossItsShell) {
    const auto found = find_problems(
        polygon({closed(rectangle(0, 0, 4, 4)), closed(clockwise(rectangle(3, 1, 6, 2)))})[0]);
    ASSERT_EQ(found.size(), 2U);
    std::set<std::pair<double, double>> places;
    for (const ShapeProblem& problem : found) {
        EXPECT_EQ(problem.trouble, Trouble::hole_crosses_shell);
        EXPECT_EQ(problem.ring, 1U);
        places.insert({problem.at.x, problem.at.y});
    }
    EXPECT_EQ(places, (std::set<std::pair<double, double>>{{4, 1}, {4, 2}}));
}

TEST(FindProblems, HolesThatCrossOrLieInEachOther) {
    const auto hole = [](double w, double s, double e, double n) {
        return closed(clockwise(rectangle(w, s, e, n)));
    };
    EXPECT_EQ(
        troubles(polygon({closed(rectangle(0, 0, 9, 9)), hole(1, 1, 4, 4), hole(3, 3, 6, 6)})),
        (std::vector{Trouble::holes_overlap, Trouble::holes_overlap}));
    expect_only(polygon({closed(rectangle(0, 0, 9, 9)), hole(1, 1, 6, 6), hole(2, 2, 4, 4)}),
                {Trouble::holes_overlap, 0, 2, {2, 4}});
}

TEST(FindProblems, HolesWithACommonSide) {
    expect_only(polygon({closed(rectangle(0, 0, 9, 9)), closed(clockwise(rectangle(1, 1, 4, 4))),
                         closed(clockwise(rectangle(4, 1, 6, 4)))}),
                {Trouble::rings_share_edge, 0, 2, {4, 2.5}});
}

TEST(FindProblems, AHoleThatTouchesItsShellOnceIsFineTwiceItCuts) {
    const std::vector<XY> shell = closed(rectangle(0, 0, 8, 8));
    EXPECT_TRUE(troubles(polygon({shell, closed({{0, 4}, {4, 5}, {4, 3}})})).empty());
    expect_only(polygon({shell, closed({{0, 4}, {8, 4}, {4, 3}})}),
                {Trouble::interior_disconnected, 0, 1, {0, 4}});
}

TEST(FindProblems, PolygonsOfAShapeMayTouchButNotCross) {
    EXPECT_TRUE(
        troubles(multipolygon({closed(rectangle(0, 0, 2, 2)), closed(rectangle(2, 2, 4, 4))}))
            .empty());
    EXPECT_EQ(
        troubles(multipolygon({closed(rectangle(0, 0, 3, 3)), closed(rectangle(2, 2, 4, 4))})),
        (std::vector{Trouble::parts_overlap, Trouble::parts_overlap}));
    expect_only(multipolygon({closed(rectangle(0, 0, 2, 2)), closed(rectangle(2, 0, 4, 2))}),
                {Trouble::parts_share_edge, 1, 0, {2, 1}});
}

TEST(FindProblems, APolygonInAnotherIsNestedUnlessItLiesInAHole) {
    expect_only(multipolygon({closed(rectangle(0, 0, 9, 9)), closed(rectangle(2, 2, 4, 4))}),
                {Trouble::nested_shells, 1, 0, {2, 2}});
    Shapes in_a_hole;
    in_a_hole.begin_shape();
    for (const double at : {0.0, 3.0}) {
        in_a_hole.begin_part(PartKind::polygon);
        in_a_hole.begin_ring();
        in_a_hole.add(closed(rectangle(at, at, 9 - at, 9 - at)));
        if (at > 0) break;
        in_a_hole.begin_ring();
        in_a_hole.add(closed(clockwise(rectangle(1, 1, 8, 8))));
    }
    EXPECT_TRUE(troubles(in_a_hole).empty());
}

TEST(FindProblems, ARingThatRunsBackAlongItself) {
    // From the square out along a line, round a second square, and back along the same line.
    const Shapes dumb_bell = polygon({closed({{0, 0},
                                              {4, 0},
                                              {4, 2},
                                              {8, 2},
                                              {8, 0},
                                              {12, 0},
                                              {12, 4},
                                              {8, 4},
                                              {8, 2},
                                              {4, 2},
                                              {4, 4},
                                              {0, 4}})});
    expect_only(dumb_bell, {Trouble::ring_self_overlap, 0, 0, {6, 2}});
}

TEST(FindProblems, OrientationByRfc7946) {
    expect_only(polygon({closed(clockwise(rectangle(0, 0, 4, 4)))}),
                {Trouble::wrong_orientation, 0, 0, {0, 4}});
    expect_only(polygon({closed(rectangle(0, 0, 9, 9)), closed(rectangle(2, 2, 4, 4))}),
                {Trouble::wrong_orientation, 0, 1, {2, 2}});
}

TEST(FindProblems, NumbersThatAreNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(troubles(polygon({{{0, 0}, {nan, 0}, {4, 4}, {0, 0}}})),
              std::vector{Trouble::not_finite});
    Shapes point;
    point.append_point({1, std::numeric_limits<double>::infinity()});
    EXPECT_EQ(troubles(point), std::vector{Trouble::not_finite});
}

TEST(FindProblems, ALineOfOnePointHasTooFew) {
    Shapes line;
    line.append_line(std::vector<XY>{{1, 1}, {1, 1}});
    EXPECT_EQ(troubles(line), std::vector{Trouble::too_few_points});
}

TEST(FindProblems, EveryTroubleHasAWord) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(Trouble::too_tangled); ++i) {
        words.insert(trouble_identifier(static_cast<Trouble>(i)));
    }
    EXPECT_EQ(words.size(), 20U);
    EXPECT_EQ(trouble_identifier(Trouble::too_tangled), "too_tangled");
    EXPECT_EQ(trouble_identifier(Trouble::holes_overlap), "holes_overlap");
}

// A comb whose teeth reach over each other: n * n crossings, more than are listed.
TEST(FindProblems, ATangleIsGivenUpWithoutLosingWhatWasFound) {
    std::mt19937 random{7};
    std::vector<XY> ring;
    for (int i = 0; i < 1500; ++i) {
        ring.push_back(
            {static_cast<double>(random() % 100000), static_cast<double>(random() % 100000)});
    }
    const auto found = find_problems(polygon({closed(ring)})[0]);
    EXPECT_GT(found.size(), 100'000U);
    EXPECT_TRUE(std::ranges::any_of(
        found, [](const ShapeProblem& p) { return p.trouble == Trouble::too_tangled; }));
}

TEST(FindProblems, AMillionPointsInARingAreLookedAt) {
    std::vector<XY> ring;
    constexpr int count = 1'000'000;
    std::mt19937 random{11};
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * std::numbers::pi * i / count;
        const double radius = 1e5 + static_cast<double>(random() % 1000) / 1e6;
        ring.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    ring[500'000] = {0, 0};      // reaches in to the centre and comes back: nothing crosses
    ring[250'000] = {1.5e5, 0};  // from the northern end out over the eastern side: two crossings
    int crossings = 0;
    for (const ShapeProblem& problem : find_problems(polygon({closed(ring)})[0])) {
        if (problem.trouble == Trouble::self_crossing) ++crossings;
    }
    EXPECT_EQ(crossings, 2);
}

// Vertices on a small grid meet edges and each other all the time. GEOS is the second opinion.
TEST(FindProblems, AgreesWithGeosOnWhatIsValid) {
    std::mt19937 random{20240607};
    const auto below = [&random](unsigned limit) {
        return static_cast<unsigned>(random()) % limit;
    };
    const Repairer geos;
    int valid = 0;
    for (int round = 0; round < 60'000; ++round) {
        const unsigned grid = 3 + below(6);
        Shapes shapes;
        shapes.begin_shape();
        const unsigned parts = 1 + below(2);
        for (unsigned p = 0; p < parts; ++p) {
            shapes.begin_part(PartKind::polygon);
            const unsigned rings = 1 + below(3);
            for (unsigned r = 0; r < rings; ++r) {
                shapes.begin_ring();
                std::vector<XY> ring;
                if (below(2) == 0) {  // a rectangle or triangle: valid more often
                    const double w = below(grid);
                    const double s = below(grid);
                    ring = rectangle(w, s, w + 1 + below(grid), s + 1 + below(grid));
                    if (below(2) == 0) ring.pop_back();
                } else {
                    for (unsigned i = 3 + below(5); i > 0; --i) {
                        ring.push_back(
                            {static_cast<double>(below(grid)), static_cast<double>(below(grid))});
                    }
                }
                shapes.add(closed(ring));
            }
        }
        const auto found = find_problems(shapes[0]);
        const bool has_trouble = std::ranges::any_of(
            found, [](const ShapeProblem& problem) { return is_invalid(problem.trouble); });
        const auto opinion = geos.invalidity(shapes[0]);
        ASSERT_TRUE(opinion);
        if (!has_trouble) ++valid;
        std::string text;
        for (const XY v : shapes.vertices()) {
            text += "(" + std::to_string(static_cast<int>(v.x)) + " " +
                    std::to_string(static_cast<int>(v.y)) + ") ";
        }
        ASSERT_EQ(has_trouble, opinion->has_value())
            << "round " << round << ": " << text << (*opinion ? (*opinion)->reason : "valid")
            << " but " << (found.empty() ? "nothing" : trouble_identifier(found[0].trouble));
    }
    EXPECT_GT(valid, 5000);
}

TEST(ExactSide, DecidesWhatDoublesCannot) {
    using detail::exact_side;
    // Points one step beside the diagonal, far from the origin (Shewchuk's example of the kind).
    const XY p{12, 12};
    const XY q{24, 24};
    const double step = std::nextafter(0.5, 1.0);
    EXPECT_EQ(exact_side(p, q, {0.5, 0.5}), 0);
    EXPECT_EQ(exact_side(p, q, {0.5, step}), 1);
    EXPECT_EQ(exact_side(p, q, {step, 0.5}), -1);
    EXPECT_EQ(exact_side(q, p, {step, 0.5}), 1);
    // 0.1 + 0.2 is not 0.3, and the exact sum knows.
    EXPECT_EQ(exact_side({0.1, 0.1}, {0.3, 0.3}, {0.2, 0.2}), 0);
    EXPECT_NE(exact_side({0, 0}, {0.1 + 0.2, 0.3}, {1, 1}), 0);
}

}  // namespace
}  // namespace parkatlas::geo
