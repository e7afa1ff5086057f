#include "render/drawing_turn.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "pictures.h"
#include "render/offscreen_context.h"
#include "render/renderer.h"

namespace parkatlas::render {
namespace {

TEST(DrawingTurn, OnlyOneThreadHasIt) {
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round) {
                const DrawingTurn turn;
                const DrawingTurn again;  // a thread that has it may take it again
                most = std::max(most.load(), ++inside);
                --inside;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(most, 1);
}

TEST(DrawingTurn, WhoWaitsIsLetInBetween) {
    std::atomic<bool> waits{false};
    std::atomic<bool> was_in{false};
    std::jthread other;
    {
        const DrawingTurn turn;
        other = std::jthread{[&] {
            waits = true;
            const DrawingTurn own;
            was_in = true;
        }};
        while (!waits) std::this_thread::yield();
        EXPECT_FALSE(was_in);
        // It has said that it is about to wait; until it does, there is nobody to let in.
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (!was_in && std::chrono::steady_clock::now() < end) DrawingTurn::let_others();
        EXPECT_TRUE(was_in);
    }
}

TEST(DrawingTurn, LetsNobodyInWithoutOne) {
    DrawingTurn::let_others();  // comes back
    const DrawingTurn turn;     // and the turn is there to be had
}

TEST(DrawingTurn, TwoThreadsDrawTheSameInContextsOfTheirOwn) {
    std::vector<Image> pictures(2);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < 2; ++i) {
            threads.emplace_back([&, i] {
                const auto fonts = draw::FontSet::load();
                ASSERT_TRUE(fonts);
                const DrawingTurn turn;
                const auto context = OffscreenContext::create();
                ASSERT_TRUE(context);
                auto renderer = Renderer::create();
                ASSERT_TRUE(renderer);
                const draw::DrawList list =
                    page_of(100, 100,
                            {item_of(draw::Fill{path_of({{{10, 10}, {90, 20}, {50, 90}}}), red})});
                for (int round = 0; round < 20; ++round) {
                    DrawingTurn::let_others();
                    Target target;
                    target.width_px = target.height_px = 700;
                    target.px_per_mm = 7.0;
                    auto shot =
                        detail::RendererAccess::draw_and_read(*renderer, list, *fonts, target);
                    ASSERT_TRUE(shot);
                    pictures[i] = std::move(shot->image);
                }
            });
        }
    }
    ASSERT_GT(pictures[0].rgba.size(), 0U);
    EXPECT_EQ(pictures[0].rgba, pictures[1].rgba);
}

}  // namespace
}  // namespace parkatlas::render
