#include "cartography/label_engine.h"

#include <random>

#include <gtest/gtest.h>

#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

LabelCandidate at(double x, double y, double cost = 0.0) {
    return {{{x, y, 10, 4}}, cost, std::nullopt, 0};
}

LabelField field() {
    LabelField out;
    out.frame = {0, 0, 100, 100};
    return out;
}

TEST(PlaceLabels, TheCheapestFreePlaceIsTaken) {
    const auto chosen = place_labels({{1.0, 0, {at(50, 50, 2.0), at(20, 20, 1.0)}}}, field());
    ASSERT_TRUE(chosen[0]);
    EXPECT_EQ(*chosen[0], 1U);
}

TEST(PlaceLabels, TheHigherRankWinsTheOnlyPlace) {
    const auto chosen = place_labels({{1.0, 0, {at(50, 50)}}, {2.0, 1, {at(51, 51)}}}, field());
    EXPECT_FALSE(chosen[0]);
    EXPECT_TRUE(chosen[1]);
}

TEST(PlaceLabels, ALabelMakesRoomForOneThatHasNoOtherPlace) {
    const auto chosen =
        place_labels({{2.0, 0, {at(50, 50), at(20, 20, 2.0)}}, {1.0, 1, {at(51, 51)}}}, field());
    ASSERT_TRUE(chosen[0]);
    ASSERT_TRUE(chosen[1]);
    EXPECT_EQ(*chosen[0], 1U);
}

TEST(PlaceLabels, AHigherRankIsNotPushedToAMuchWorsePlace) {
    const auto chosen =
        place_labels({{2.0, 0, {at(50, 50), at(20, 20, 9.0)}}, {1.0, 1, {at(51, 51)}}}, field());
    ASSERT_TRUE(chosen[0]);
    EXPECT_EQ(*chosen[0], 0U);
    EXPECT_FALSE(chosen[1]);
    // Equal ranks make way as before.
    const auto equals =
        place_labels({{1.0, 0, {at(50, 50), at(20, 20, 9.0)}}, {1.0, 1, {at(51, 51)}}}, field());
    EXPECT_TRUE(equals[0] && equals[1]);
}

TEST(PlaceLabels, ADotKeepsItsPlaceButNotWhatLiesBetweenItAndItsName) {
    LabelCandidate with_dot = at(40, 50);
    with_dot.leader = {{80.5, 52.0}, {50.0, 52.0}};
    with_dot.dot = draw::RectMm{80, 51.5, 1, 1};
    // Between name and dot but off the leader; on the dot; through the dot with its leader.
    LabelCandidate across = at(70, 70);
    across.leader = {{80.2, 40.0}, {80.2, 70.0}};
    EXPECT_TRUE(place_labels({{2.0, 0, {with_dot}}, {1.0, 1, {at(60, 46)}}}, field())[1]);
    EXPECT_FALSE(place_labels({{2.0, 0, {with_dot}}, {1.0, 1, {at(79, 52.4)}}}, field())[1]);
    EXPECT_FALSE(place_labels({{2.0, 0, {with_dot}}, {1.0, 1, {across}}}, field())[1]);
    LabelField taken = field();
    taken.obstacles.push_back({{80.2, 51, 5, 5}, std::nullopt, -1});
    EXPECT_FALSE(place_labels({{2.0, 0, {with_dot}}}, taken)[0]);
}

TEST(PlaceLabels, NothingCrossesTheFrameOrAHardObstacle) {
    LabelField with = field();
    with.obstacles.push_back({{40, 40, 20, 20}, std::nullopt, -1});
    const auto chosen = place_labels({{1.0, 0, {at(95, 10)}}, {1.0, 1, {at(55, 50)}}}, with);
    EXPECT_FALSE(chosen[0]);
    EXPECT_FALSE(chosen[1]);
}

TEST(PlaceLabels, LeadersDoNotCross) {
    LabelCandidate a = at(80, 10);
    a.leader = {{10, 80}, {80, 14}};
    LabelCandidate b = at(80, 80);
    b.leader = {{10, 20}, {80, 80}};
    const auto chosen = place_labels({{2.0, 0, {a}}, {1.0, 1, {b}}}, field());
    EXPECT_TRUE(chosen[0]);
    EXPECT_FALSE(chosen[1]);
}

TEST(PlaceLabels, RandomLabelsNeverOverlapAndTheAnswerIsTheSameAgain) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        std::vector<LabelRequest> requests;
        LabelField area = field();
        for (int i = 0; i < 6; ++i) {
            area.obstacles.push_back(
                {{static_cast<double>(random() % 90), static_cast<double>(random() % 90), 8, 8},
                 i % 2 == 0 ? std::optional<double>{} : std::optional<double>{4.0},
                 -1});
        }
        for (int i = 0; i < 60; ++i) {
            LabelRequest request;
            request.priority = static_cast<double>(random() % 5);
            request.owner = i;
            for (int c = 0; c < 12; ++c) {
                request.candidates.push_back(at(static_cast<double>(random() % 100),
                                                static_cast<double>(random() % 100),
                                                static_cast<double>(random() % 10)));
            }
            requests.push_back(std::move(request));
        }
        const auto chosen = place_labels(requests, area);
        ASSERT_EQ(chosen.size(), requests.size());
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (!chosen[i]) continue;
            const draw::RectMm box = requests[i].candidates[*chosen[i]].boxes[0];
            EXPECT_TRUE(area.frame.contains({box.x_mm, box.y_mm}));
            EXPECT_TRUE(area.frame.contains({box.right_mm(), box.bottom_mm()}));
            for (const Obstacle& obstacle : area.obstacles) {
                if (obstacle.cost) continue;
                EXPECT_FALSE(box.intersects(obstacle.box));
            }
            for (std::size_t j = 0; j < i; ++j) {
                if (!chosen[j]) continue;
                EXPECT_FALSE(box.intersects(requests[j].candidates[*chosen[j]].boxes[0]));
            }
        }
        EXPECT_EQ(chosen, place_labels(requests, area));
    }
}

}  // namespace
}  // namespace parkatlas::cartography
