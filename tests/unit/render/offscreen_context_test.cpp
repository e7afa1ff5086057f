#include "render/offscreen_context.h"

#include <functional>
#include <thread>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "render/renderer.h"

namespace parkatlas::render {
namespace {

/// A context belongs to its thread; the other tests' one stays current on the main thread.
void on_own_thread(const std::function<void()>& work) {
    std::thread thread{work};
    thread.join();
}

TEST(OffscreenContext, StartsWithoutADisplayAndSaysWhatItIs) {
    on_own_thread([] {
        const Result<OffscreenContext> context = OffscreenContext::create();
        ASSERT_TRUE(context.has_value()) << error_line(context.error());
        EXPECT_THAT(context->description(), testing::MatchesRegex(".+, OpenGL [3-9]\\.[0-9].*"));
    });
}

TEST(OffscreenContext, CanBeMadeAgainAfterItIsGone) {
    on_own_thread([] {
        for (int i = 0; i < 3; ++i) {
            Result<OffscreenContext> context = OffscreenContext::create();
            ASSERT_TRUE(context.has_value()) << error_line(context.error());
            const Result<Renderer> renderer = Renderer::create();
            ASSERT_TRUE(renderer.has_value()) << error_line(renderer.error());
        }
    });
}

TEST(OffscreenContext, MovesWithoutLosingTheContext) {
    on_own_thread([] {
        Result<OffscreenContext> made = OffscreenContext::create();
        ASSERT_TRUE(made.has_value());
        const OffscreenContext context = std::move(*made);
        EXPECT_FALSE(context.description().empty());
        EXPECT_TRUE(Renderer::create().has_value());
    });
}

}  // namespace
}  // namespace parkatlas::render
