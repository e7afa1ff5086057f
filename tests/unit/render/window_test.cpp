// What only OpenGL does: frames of a window.
#include "busy_page.h"

namespace parkatlas::render {
namespace {

using detail::RendererAccess;

TEST(Draw, AFastFrameDiffersAtEdgesOnly) {
    Studio& studio = Studio::instance();
    const draw::DrawList list = busy_page();
    Target target;
    target.width_px = 480;
    target.height_px = 360;
    target.px_per_mm = 4.0;
    const auto fine = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    target.is_fast = true;
    const auto fast = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(fine.has_value() && fast.has_value());
    EXPECT_LT(share_of_different(fine->image, fast->image), 0.01);
}

TEST(Draw, OffsetShowsAnotherPartOfThePage) {
    Studio& studio = Studio::instance();
    const draw::DrawList list =
        page_of(120, 90, {item_of(draw::Fill{path_of({rectangle(50, 40, 10, 5)}), black})});
    Target target;
    target.width_px = 40;
    target.height_px = 30;
    target.px_per_mm = 1.0;
    target.offset_x_mm = 45;
    target.offset_y_mm = 30;
    const auto window = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(window.has_value());
    EXPECT_EQ(dark_box(window->image), (InkBox{5, 10, 15, 15}));
}

TEST(Draw, CountsWhatItDrew) {
    Studio& studio = Studio::instance();
    Target target;
    target.width_px = 40;
    target.height_px = 30;
    target.px_per_mm = 1.0;
    // Two squares of one run of fills and one far outside the target.
    const draw::DrawList list =
        page_of(120, 90,
                {item_of(draw::Fill{path_of({rectangle(5, 5, 5, 5)}), black}),
                 item_of(draw::Fill{path_of({rectangle(15, 5, 5, 5)}), red}),
                 item_of(draw::Fill{path_of({rectangle(90, 80, 5, 5)}), red})});
    const auto shot = RendererAccess::draw_and_read(studio.renderer, list, studio.fonts, target);
    ASSERT_TRUE(shot.has_value());
    EXPECT_EQ(shot->stats.triangles, 4U);
    EXPECT_EQ(shot->stats.draw_calls, 1U);
}

TEST(Draw, RefusesATargetLargerThanTheDriverTakes) {
    Studio& studio = Studio::instance();
    Target target;
    target.width_px = 1 << 24;
    target.height_px = 1 << 24;
    const Result<FrameStats> stats =
        studio.renderer.draw(page_of(100, 100, {}), studio.fonts, target);
    ASSERT_FALSE(stats.has_value());
    EXPECT_EQ(stats.error().code, ErrorCode::graphics_unavailable);
    // And goes on working afterwards.
    EXPECT_EQ(drawn(page_of(10, 10, {})).rgba.size(), 400U);
}

TEST(Draw, AMinimisedWindowIsNoError) {
    Studio& studio = Studio::instance();
    EXPECT_TRUE(studio.renderer.draw(busy_page(), studio.fonts, Target{}).has_value());
}

}  // namespace
}  // namespace parkatlas::render
