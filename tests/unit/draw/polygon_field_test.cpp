#include "draw/polygon_field.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "base/threads.h"
#include "fields.h"

namespace parkatlas::draw {
namespace {

TEST(PolygonField, KeepsVerticesWithinHalfAStep) {
    const auto features = scattered_squares(3000, 400'000, 10, 300, 1);
    const PolygonFieldPtr field = field_of(features);
    ASSERT_EQ(field->size(), 3000U);
    EXPECT_EQ(field->step_m(), 1.0 / 1024);
    for (std::uint32_t c = 0; c < field->chunks().size(); ++c) {
        for (std::uint32_t i = 0; i < field->chunks()[c].size(); ++i) {
            const geo::RingSet outline = field->outline({c, i});
            const auto& given = features[field->feature({c, i})][0];
            ASSERT_EQ(outline.points.size(), 4U);
            for (std::size_t v = 0; v < 4; ++v) {
                EXPECT_NEAR(outline.points[v].x, given[v].x, field->step_m() * 0.51);
                EXPECT_NEAR(outline.points[v].y, given[v].y, field->step_m() * 0.51);
            }
        }
    }
}

TEST(PolygonField, EveryFeatureIsThereOnceInSomeChunk) {
    const PolygonFieldPtr field = field_of(scattered_squares(5000, 50'000, 10, 300, 2));
    std::multiset<std::uint32_t> seen;
    for (const auto& chunk : field->chunks())
        seen.insert(chunk.features.begin(), chunk.features.end());
    ASSERT_EQ(seen.size(), 5000U);
    std::uint32_t next = 0;
    for (const std::uint32_t feature : seen) EXPECT_EQ(feature, next++);
    EXPECT_GT(field->chunks().size(), 15U);
    EXPECT_LT(field->chunks().size(), 80U);
}

TEST(PolygonField, VisitFindsWhatAllBoxesTogetherFind) {
    const auto features = scattered_squares(4000, 20'000, 10, 900, 3);
    const PolygonFieldPtr field = field_of(features);
    std::mt19937 random{4};
    for (int round = 0; round < 50; ++round) {
        const double x = 600'000 + 20'000 * share(random);
        const double y = 3'300'000 + 20'000 * share(random);
        const geo::Box wanted{x, y, x + 700, y + 400};
        const auto meeting = [&](double margin_m) {
            std::vector<std::uint32_t> numbers;
            const geo::Box grown{wanted.min_x - margin_m, wanted.min_y - margin_m,
                                 wanted.max_x + margin_m, wanted.max_y + margin_m};
            for (std::uint32_t i = 0; i < features.size(); ++i) {
                geo::Box box;
                for (const geo::XY p : features[i][0]) box.add(p);
                if (box.intersects(grown)) numbers.push_back(i);
            }
            return numbers;
        };
        std::vector<std::uint32_t> found;
        field->visit(wanted, [&](PolygonField::Ref ref) {
            found.push_back(field->feature(ref));
            return true;
        });
        std::ranges::sort(found);
        // All that surely meet it, and none that is more than two steps away.
        EXPECT_TRUE(std::ranges::includes(found, meeting(0.0)));
        EXPECT_TRUE(std::ranges::includes(meeting(0.0025), found));
    }
}

TEST(PolygonField, HoldsPointsByTheEvenOddRule) {
    const PolygonFieldPtr field = field_of(
        {{square_at(0, 0, 10), square_at(4, 4, 2)}, {{{20, 0}, {30, 10}, {30, 0}, {20, 10}}}});
    PolygonField::Ref holed;
    PolygonField::Ref bow_tie;
    ASSERT_TRUE(field->find(0, holed));
    ASSERT_TRUE(field->find(1, bow_tie));
    EXPECT_TRUE(field->contains(holed, {2, 2}));
    EXPECT_FALSE(field->contains(holed, {5, 5}));
    EXPECT_FALSE(field->contains(holed, {12, 5}));
    EXPECT_TRUE(field->contains(bow_tie, {21, 5}));
    EXPECT_TRUE(field->contains(bow_tie, {29, 5}));
    EXPECT_FALSE(field->contains(bow_tie, {25, 9}));
}

TEST(PolygonField, ABrokenRingIsFilledByTrianglesAndOutlinedAsItIs) {
    const PolygonFieldPtr field = field_of(
        {{square_at(0, 0, 10)}, {{{20, 0}, {30, 10}, {30, 0}, {20, 10}}}, {square_at(40, 0, 10)}});
    double area = 0.0;
    for (const auto& chunk : field->chunks()) {
        for (const float a : chunk.areas_m2) area += static_cast<double>(a);
    }
    EXPECT_NEAR(area, 100.0 + 50.0 + 100.0, 1e-4);
    for (std::uint32_t feature = 0; feature < 3; ++feature) {
        PolygonField::Ref ref;
        ASSERT_TRUE(field->find(feature, ref));
        EXPECT_EQ(field->outline(ref).points.size(), 4U) << feature;
    }
}

TEST(PolygonField, FeaturesWithoutRingsAreLeftOut) {
    const PolygonFieldPtr field = field_of({{}, {square_at(0, 0, 10)}, {}});
    EXPECT_EQ(field->size(), 1U);
    PolygonField::Ref ref;
    EXPECT_FALSE(field->find(0, ref));
    ASSERT_TRUE(field->find(1, ref));
    EXPECT_EQ(field->box(ref).max_x, 10.0);
}

TEST(PolygonField, NothingGivesAFieldOfNothing) {
    EXPECT_EQ(field_of({})->size(), 0U);
    EXPECT_EQ(field_of({{}, {}})->size(), 0U);
    EXPECT_TRUE(field_of({})->bounds().is_empty());
}

TEST(PolygonField, AFarOutlierDoesNotSpoilTheRest) {
    auto features = scattered_squares(1000, 10'000, 10, 100, 5);
    features.push_back({square_at(9'000'000, 9'000'000, 50)});
    const PolygonFieldPtr field = field_of(features);
    EXPECT_EQ(field->size(), 1001U);
    EXPECT_LT(field->step_m(), 0.01);
    PolygonField::Ref ref;
    ASSERT_TRUE(field->find(1000, ref));
    EXPECT_NEAR(field->box(ref).min_x, 9'000'000, 0.01);
}

TEST(PolygonField, IsTheSameForAnyNumberOfThreads) {
    const auto features = scattered_squares(20'000, 30'000, 10, 300, 6);
    const auto build = [&](int threads) {
        const ThreadLimit limit{threads};
        return field_of(features);
    };
    const PolygonFieldPtr one = build(1);
    const PolygonFieldPtr four = build(4);
    ASSERT_EQ(one->chunks().size(), four->chunks().size());
    for (std::size_t c = 0; c < one->chunks().size(); ++c) {
        ASSERT_EQ(one->chunks()[c].features, four->chunks()[c].features);
        ASSERT_EQ(one->chunks()[c].areas_m2, four->chunks()[c].areas_m2);
        ASSERT_EQ(one->chunks()[c].vertices.size(), four->chunks()[c].vertices.size());
    }
}

TEST(PolygonField, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    const auto field = PolygonField::build(
        10, [](std::size_t, std::size_t, geo::RingSet&) { return false; }, {},
        Work{nullptr, source.get_token()});
    ASSERT_FALSE(field.has_value());
    EXPECT_EQ(field.error().code, ErrorCode::stopped);
}

}  // namespace
}  // namespace parkatlas::draw
