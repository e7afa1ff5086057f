#include "cartography/box_grid.h"

#include <random>

#include <gtest/gtest.h>

namespace parkatlas::cartography {
namespace {

TEST(BoxGrid, FindsEveryBoxThatMeetsAnother) {
    std::mt19937 random{20261122};
    const auto coordinate = [&random](double most) {
        return static_cast<double>(random() % 10'000) / 10'000.0 * most;
    };
    // Some lie outside of the area, on its edge or over many cells.
    const auto box = [&] {
        return draw::RectMm{coordinate(160) - 30, coordinate(140) - 30, coordinate(30),
                            coordinate(12)};
    };
    BoxGrid grid{{0, 0, 100, 80}, 8.0};
    std::vector<draw::RectMm> boxes;
    for (std::uint32_t i = 0; i < 400; ++i) {
        boxes.push_back(box());
        grid.add(i, boxes.back());
    }
    for (std::uint32_t i = 0; i < 400; i += 3) grid.remove(i, boxes[i]);
    for (int round = 0; round < 300; ++round) {
        const draw::RectMm asked = box();
        const std::vector<std::uint32_t> near = grid.near(asked);
        EXPECT_TRUE(std::ranges::is_sorted(near));
        for (std::uint32_t i = 0; i < 400; ++i) {
            const auto found = std::ranges::count(near, i);
            EXPECT_LE(found, i % 3 == 0 ? 0 : 1);
            const bool is_due = i % 3 != 0 && boxes[i].intersects(asked);
            EXPECT_TRUE(found == 1 || !is_due) << i;
        }
    }
}

}  // namespace
}  // namespace parkatlas::cartography
