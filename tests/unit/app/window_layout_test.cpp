#include "app/window_layout.h"

#include <vector>

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

struct Case {
    float width, height, scale;
};
const std::vector<Case> cases{{1600, 1000, 1}, {1280, 800, 1}, {640, 400, 1},
                              {3200, 2000, 2}, {800, 600, 2},  {4, 4, 1}};

double area(const RectPx& r) {
    return static_cast<double>(r.w) * static_cast<double>(r.h);
}

bool overlap(const RectPx& a, const RectPx& b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

TEST(WindowLayout, ThePartsCoverTheWindowWithoutOverlapping) {
    for (const float drawer : {0.0F, 300.0F, 5000.0F})
        for (const Case& c : cases) {
            const WindowLayout l = layout_window(c.width, c.height, c.scale, drawer);
            const std::vector<RectPx> parts{l.toolbar, l.scheme,    l.head,  l.map,
                                            l.drawer,  l.inspector, l.status};
            double sum = 0.0;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                EXPECT_GE(parts[i].w, 0.0F);
                EXPECT_GE(parts[i].h, 0.0F);
                sum += area(parts[i]);
                for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(parts[i], parts[j]));
            }
            EXPECT_NEAR(sum, static_cast<double>(c.width * c.height), 0.5);
        }
}

TEST(WindowLayout, TheMapKeepsAtLeastHalfTheWidth) {
    for (const Case& c : cases) {
        EXPECT_GE(layout_window(c.width, c.height, c.scale).map.w, c.width / 2.0F);
    }
}

TEST(WindowLayout, TwiceTheScaleInTwiceTheWindowIsTheSameTwiceAsLarge) {
    const WindowLayout once = layout_window(1600, 1000, 1);
    const WindowLayout twice = layout_window(3200, 2000, 2);
    EXPECT_EQ(twice.map, (RectPx{2 * once.map.x, 2 * once.map.y, 2 * once.map.w, 2 * once.map.h}));
}

TEST(WindowLayout, AnOpenDrawerLeavesTheMapAThirdOfItsHeight) {
    const WindowLayout closed = layout_window(1600, 1000, 1);
    EXPECT_EQ(closed.drawer.h, 0.0F);
    const WindowLayout open = layout_window(1600, 1000, 1, 300.0F);
    EXPECT_EQ(open.drawer.h, 300.0F);
    EXPECT_EQ(open.map.h, closed.map.h - 300.0F);
    const WindowLayout greedy = layout_window(1600, 1000, 1, 5000.0F);
    EXPECT_GE(greedy.map.h, closed.map.h / 3.0F - 1.0F);
}

}  // namespace
}  // namespace parkatlas::app
