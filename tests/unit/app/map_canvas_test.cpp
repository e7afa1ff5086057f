#include "app/map_canvas.h"

#include <optional>
#include <thread>

#include <epoxy/gl.h>
#include <gtest/gtest.h>

#include "app/app_state.h"
#include "render/offscreen_context.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::app {
namespace {

using Clock = MapCanvas::Clock;

constexpr double px_per_mm = 3.0;
constexpr int width_px = 360;
constexpr int height_px = 240;

/// The window's map without the window.
class Easel {
  public:
    Easel() {
        state_.camera.set_frame({0, 0, width_px / px_per_mm, height_px / px_per_mm});
        canvas_.emplace(render::Renderer::create().value(), [] {});
        EXPECT_TRUE(window_->resize(width_px, height_px).has_value());
    }

    void look(double shift_m) {
        state_.camera.look(
            {cartography::test::origin_x + 38'000 + shift_m, cartography::test::origin_y + 38'000},
            500'000);
    }

    /// Frames until nothing is left to do, as the window's loop makes them; what is seen then.
    std::vector<std::uint8_t> settled() {
        const Clock::time_point began = Clock::now();
        do {
            EXPECT_TRUE(frame());
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
            if (Clock::now() - began > std::chrono::minutes{2}) {
                ADD_FAILURE() << "never at rest";
                break;
            }
        } while (canvas_->time_to_labels(Clock::now()));
        return pixels();
    }

    bool frame() {
        const MapCanvas::Request request{scene_, fonts_,   state_.map, state_.camera.view(),
                                         {},     px_per_mm};
        if (!canvas_->update(request, Clock::now())) return false;
        // What no picture reaches stays in a colour that no map has.
        glBindFramebuffer(GL_FRAMEBUFFER, window_->framebuffer());
        glClearColor(1.0F, 0.0F, 1.0F, 1.0F);
        glClear(GL_COLOR_BUFFER_BIT);
        canvas_->show(state_.camera.view(), height_px, window_->framebuffer());
        return true;
    }

    std::vector<std::uint8_t> pixels() { return window_->pixels(); }
    MapCanvas& canvas() { return *canvas_; }

    /// All that OpenGL holds is gone; a new context.
    void lose_context() {
        canvas_->leave_context();
        window_.reset();
        context_.reset();
        context_.emplace(render::OffscreenContext::create().value());
        window_.emplace();
        EXPECT_TRUE(window_->resize(width_px, height_px).has_value());
        canvas_->take_context(render::Renderer::create().value());
    }

  private:
    std::optional<render::OffscreenContext> context_{render::OffscreenContext::create().value()};
    draw::FontSet fonts_{draw::FontSet::load().value()};
    std::shared_ptr<const cartography::MapScene> scene_ =
        std::make_shared<const cartography::MapScene>(cartography::test::scene(20, 1));
    AppState state_;
    std::optional<MapSurface> window_{std::in_place};
    std::optional<MapCanvas> canvas_;
};

TEST(MapCanvas, AtRestThePictureIsThatOfTheViewWhateverCameBefore) {
    Easel straight;
    straight.look(2000.0);
    const std::vector<std::uint8_t> expected = straight.settled();
    Easel by_detour;
    by_detour.look(0.0);
    EXPECT_NE(by_detour.settled(), expected);
    by_detour.look(2000.0);
    EXPECT_EQ(by_detour.settled(), expected);
}

TEST(MapCanvas, NewLabelsFadeInWhileTheRestIsSharp) {
    Easel easel;
    easel.look(0.0);
    static_cast<void>(easel.settled());
    easel.look(9000.0);
    bool faded = false;
    const Clock::time_point began = Clock::now();
    do {
        ASSERT_TRUE(easel.frame());
        // Sharp and yet not at rest: labels are on their way.
        faded = faded || (easel.canvas().is_sharp() &&
                          easel.canvas().time_to_labels(Clock::now()).has_value());
    } while (easel.canvas().time_to_labels(Clock::now()) &&
             Clock::now() - began < std::chrono::minutes{2});
    EXPECT_TRUE(faded);
}

bool has_gaps(const std::vector<std::uint8_t>& rgba) {
    for (std::size_t i = 0; i < rgba.size(); i += 4) {
        if (rgba[i] == 255 && rgba[i + 1] == 0 && rgba[i + 2] == 255) return true;
    }
    return false;
}

TEST(MapCanvas, TheSurroundingsFillWhatThePictureLeavesFree) {
    Easel easel;
    easel.look(0.0);
    static_cast<void>(easel.settled());
    const Clock::time_point began = Clock::now();
    bool had_gaps = true;
    // The surroundings come once the picture is there: each try moves the map and back.
    while (had_gaps && Clock::now() - began < std::chrono::minutes{2}) {
        easel.look(4000.0);  // 24 of 360 pixels
        ASSERT_TRUE(easel.frame());
        had_gaps = has_gaps(easel.pixels());
        easel.look(0.0);
        static_cast<void>(easel.settled());
    }
    EXPECT_FALSE(had_gaps);
}

TEST(MapCanvas, ALostContextCostsNoPixel) {
    Easel easel;
    easel.look(0.0);
    const std::vector<std::uint8_t> before = easel.settled();
    easel.lose_context();
    EXPECT_EQ(easel.settled(), before);
    easel.look(2000.0);
    EXPECT_NE(easel.settled(), before);
}

}  // namespace
}  // namespace parkatlas::app
