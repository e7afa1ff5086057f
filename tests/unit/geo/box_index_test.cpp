#include "geo/box_index.h"

#include <cmath>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::geo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Boxes {
  public:
    double unit() { return static_cast<double>(random_()) / 4294967296.0; }
    Box any() {
        const double x = 100 * unit();
        const double y = 50 * unit();
        const double size = std::pow(10.0, 2.0 * unit() - 2.0);
        return {x, y, x + size * unit(), y + size * unit()};
    }
    std::vector<Box> several(std::size_t count) {
        std::vector<Box> boxes;
        for (std::size_t i = 0; i < count; ++i) boxes.push_back(any());
        return boxes;
    }

  private:
    std::mt19937 random_{5};
};

TEST(BoxIndex, FindsWhatALookAtEveryBoxFinds) {
    Boxes random;
    for (const std::size_t count : {1U, 15U, 16U, 17U, 300U, 5000U}) {
        const std::vector<Box> boxes = random.several(count);
        const BoxIndex index{boxes};
        EXPECT_EQ(index.size(), count);
        for (int round = 0; round < 200; ++round) {
            const Box asked = random.any();
            std::vector<std::uint32_t> expected;
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                if (boxes[i].intersects(asked)) expected.push_back(static_cast<std::uint32_t>(i));
            }
            EXPECT_EQ(index.query(asked), expected);
        }
    }
}

TEST(BoxIndex, BoxesThatFollowEachOtherInTheTreeAreNeighbours) {
    // A grid of 64 x 64 points: the curve goes from each to one beside it, and comes to all.
    constexpr std::uint32_t side = 64;
    std::vector<Box> boxes;
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x) {
            boxes.push_back({double(x), double(y), double(x), double(y)});
        }
    }
    const BoxIndex index{boxes};
    ASSERT_EQ(index.size(), boxes.size());
    for (std::size_t i = 1; i < index.size(); ++i) {
        const Box& before = boxes[index.number_at(i - 1)];
        const Box& box = boxes[index.number_at(i)];
        ASSERT_EQ(std::abs(box.min_x - before.min_x) + std::abs(box.min_y - before.min_y), 1.0);
    }
}

TEST(BoxIndex, NearestIsWhatALookAtEveryBoxFinds) {
    Boxes random;
    const std::vector<Box> boxes = random.several(3000);
    const BoxIndex index{boxes};
    for (int round = 0; round < 500; ++round) {
        const XY point{120 * random.unit() - 10, 70 * random.unit() - 10};
        std::uint32_t best = 0;
        double least = 1e300;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const Box& b = boxes[i];
            const double away = std::hypot(std::max({b.min_x - point.x, 0.0, point.x - b.max_x}),
                                           std::max({b.min_y - point.y, 0.0, point.y - b.max_y}));
            if (away >= least) continue;
            least = away;
            best = static_cast<std::uint32_t>(i);
        }
        EXPECT_EQ(index.nearest(point), best);
        EXPECT_EQ(index.nearest(point, least / 2).has_value(), least == 0.0);
    }
}

TEST(BoxIndex, TouchingCountsAsFound) {
    const BoxIndex index{std::vector<Box>{{0, 0, 1, 1}, {1, 1, 2, 2}, {3, 0, 3, 0}}};
    EXPECT_THAT(index.query(Box{1, 1, 1, 1}), ElementsAre(0U, 1U));
    EXPECT_THAT(index.query(Box{2, 0, 3, 0.5}), ElementsAre(2U));
    std::vector<std::uint32_t> found{7};
    index.query(XY{1.5, 1.5}, found);
    EXPECT_THAT(found, ElementsAre(1U));
}

TEST(BoxIndex, EmptyAndEndlessBoxesAreNeverFound) {
    const double nan = std::nan("");
    const double inf = std::numeric_limits<double>::infinity();
    const BoxIndex index{
        std::vector<Box>{Box{}, {nan, 0, 1, 1}, {0, 0, 1, 1}, {-inf, 0, 1, 1}, {0, 0, 1, inf}}};
    EXPECT_EQ(index.size(), 1U);
    EXPECT_THAT(index.query(Box{-1e9, -1e9, 1e9, 1e9}), ElementsAre(2U));
    EXPECT_THAT(index.query(Box{}), IsEmpty());
    EXPECT_THAT(BoxIndex{}.query(Box{0, 0, 1, 1}), IsEmpty());
    EXPECT_EQ(BoxIndex{std::vector<Box>{Box{}}}.nearest({0, 0}), std::nullopt);
}

TEST(BoxIndex, TakesBoxesAsLargeAsDoublesGo) {
    const double most = std::numeric_limits<double>::max();
    const BoxIndex index{
        std::vector<Box>{{-most, -most, most, most}, {most, most, most, most}, {0, 0, 0, 0}}};
    EXPECT_THAT(index.query(Box{0, 0, 0, 0}), ElementsAre(0U, 2U));
}

TEST(BoxIndex, AVisitEndsWhenItIsToldTo) {
    Boxes random;
    const BoxIndex index{random.several(100)};
    int visits = 0;
    index.visit(Box{-1e3, -1e3, 1e3, 1e3}, [&visits](std::uint32_t) { return ++visits < 5; });
    EXPECT_EQ(visits, 5);
}

TEST(BoxIndex, LevelsEndInOneBoxRoundAll) {
    Boxes random;
    const BoxIndex index{random.several(300)};
    ASSERT_EQ(index.level_count(), 4U);  // 300, 19, 2, 1
    EXPECT_EQ(index.level(0).size(), 300U);
    EXPECT_EQ(index.level(1).size(), 19U);
    EXPECT_EQ(index.level(2).size(), 2U);
    EXPECT_EQ(index.level(3).size(), 1U);
    for (std::size_t i = 0; i < 300; ++i) {
        const Box& box = index.level(0)[i];
        const Box& round = index.level(1)[i / BoxIndex::fan_out];
        EXPECT_TRUE(round.contains({box.min_x, box.min_y}));
        EXPECT_TRUE(round.contains({box.max_x, box.max_y}));
    }
}

}  // namespace
}  // namespace parkatlas::geo
