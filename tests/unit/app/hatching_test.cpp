#include "app/hatching.h"

#include <cmath>

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

using Rings = std::vector<std::vector<ImVec2>>;
const std::vector<ImVec2> square{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
const std::vector<ImVec2> hole{{25, 25}, {75, 25}, {75, 75}, {25, 75}};
const ImVec2 low{-1000, -1000};
const ImVec2 high{1000, 1000};

float length(const std::vector<HatchLine>& lines) {
    float sum = 0.0F;
    for (const HatchLine& line : lines) {
        sum += std::hypot(line.to.x - line.from.x, line.to.y - line.from.y);
    }
    return sum;
}

// Lines d apart cover an area with about area / d of length.
TEST(HatchLines, CoverAnAreaEvenly) {
    EXPECT_NEAR(length(hatch_lines({square}, low, high, 2.0F)), 10'000.0F / 2.0F, 100.0F);
}

TEST(HatchLines, LeaveHolesOpen) {
    const Rings rings{square, hole};
    EXPECT_NEAR(length(hatch_lines(rings, low, high, 2.0F)), 7'500.0F / 2.0F, 100.0F);
    for (const HatchLine& line : hatch_lines(rings, low, high, 2.0F)) {
        const ImVec2 middle{(line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2};
        EXPECT_FALSE(middle.x > 26 && middle.x < 74 && middle.y > 26 && middle.y < 74);
    }
}

TEST(HatchLines, StayInTheBoxHoweverLargeTheArea) {
    const std::vector<ImVec2> huge{{-1e6F, -1e6F}, {1e6F, -1e6F}, {1e6F, 1e6F}, {-1e6F, 1e6F}};
    const auto lines = hatch_lines({huge}, {0, 0}, {200, 100}, 10.0F);
    EXPECT_GT(lines.size(), 15U);
    EXPECT_LT(lines.size(), 30U);
    for (const HatchLine& line : lines) {
        for (const ImVec2 end : {line.from, line.to}) {
            EXPECT_GE(end.x, -0.1F);
            EXPECT_LE(end.x, 200.1F);
            EXPECT_GE(end.y, -0.1F);
            EXPECT_LE(end.y, 100.1F);
        }
    }
}

}  // namespace
}  // namespace parkatlas::app
