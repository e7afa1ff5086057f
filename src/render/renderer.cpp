#include "render/renderer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>

#include <epoxy/gl.h>

#include "base/messages_errors.h"
#include "render/detail/frame.h"
#include "render/detail/gl_objects.h"
#include "render/detail/glyph_atlas.h"
#include "render/detail/painter.h"
#include "render/detail/path_cache.h"
#include "render/detail/programs.h"
#include "render/detail/renderer_access.h"
#include "render/detail/surface.h"

namespace parkatlas::render {

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void clear_to(draw::Color background) {
    glDisable(GL_SCISSOR_TEST);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    // Opaque whatever the background's alpha: there is nothing behind a sheet.
    glClearColor(static_cast<float>(background.r) / 255.0F,
                 static_cast<float>(background.g) / 255.0F,
                 static_cast<float>(background.b) / 255.0F, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

struct Renderer::Impl {
    explicit Impl(detail::Programs made) : programs{std::move(made)} {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    detail::Programs programs;
    detail::PathCache paths;
    detail::GlyphAtlas atlas;
    detail::Frame frame{programs, atlas};
    detail::Painter painter{frame, paths, atlas};
    detail::Surface surface;

    void begin_frame(const draw::FontSet& fonts) {
        paths.begin_frame();
        atlas.begin_frame(fonts);
    }

    /// Draws into the surface, which is bound.
    void paint(const draw::DrawList& list, const draw::FontSet& fonts,
               const detail::PageView& page) {
        clear_to(list.background);
        frame.begin(page.width_px, page.height_px);
        painter.paint(list, fonts, page);
    }
};

Renderer::Renderer(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

Result<Renderer> Renderer::create() {
    const int version = epoxy_gl_version();  // 33 for 3.3
    if (!epoxy_is_desktop_gl() || version < 33) {
        return fail(ErrorCode::graphics_unavailable, "OpenGL",
                    said(msg::errors_version_current_3_3, version / 10, version % 10));
    }
    detail::clear_gl_errors();
    Result<detail::Programs> programs = detail::Programs::create();
    if (!programs) return tl::unexpected(programs.error());
    auto impl = std::make_unique<Impl>(std::move(*programs));
    if (const Result<void> made = detail::check_gl(msg::errors_starting_renderer); !made) {
        return tl::unexpected(made.error());
    }
    return Renderer{std::move(impl)};
}

bool Renderer::is_on_processor() const {
    const auto* const text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const std::string_view name = text != nullptr ? text : "";
    return name.find("llvmpipe") != std::string_view::npos ||
           name.find("softpipe") != std::string_view::npos ||
           name.find("swrast") != std::string_view::npos ||
           name.find("SwiftShader") != std::string_view::npos;
}

Result<FrameStats> Renderer::draw(const draw::DrawList& list, const draw::FontSet& fonts,
                                  const Target& target) {
    FrameStats stats;
    if (target.width_px <= 0 || target.height_px <= 0) return stats;  // a minimised window
    const auto start = Clock::now();
    impl_->begin_frame(fonts);
    if (const auto sized =
            impl_->surface.resize(target.width_px, target.height_px, !target.is_fast);
        !sized) {
        return tl::unexpected(sized.error());
    }
    detail::clear_gl_errors();
    impl_->surface.bind();
    detail::PageView page;
    page.px_per_mm = target.px_per_mm;
    page.offset_x_px = target.offset_x_mm * target.px_per_mm;
    page.offset_y_px = target.offset_y_mm * target.px_per_mm;
    page.width_px = target.width_px;
    page.height_px = target.height_px;
    page.stop = target.stop;
    impl_->paint(list, fonts, page);
    if (target.stop.stop_requested())
        return fail(ErrorCode::stopped, "picture", said(msg::errors_stopped));
    const auto painted = Clock::now();
    if (const auto drawn = detail::check_gl(msg::errors_drawing); !drawn) {
        return tl::unexpected(drawn.error());
    }
    impl_->surface.resolve_into(target.framebuffer);
    if (const auto shown = detail::check_gl(msg::errors_copying_into_window); !shown) {
        return tl::unexpected(shown.error());
    }
    const detail::FrameCounts& counts = impl_->frame.counts();
    stats.draw_ms = counts.issue_ms + ms_since(painted);
    stats.prepare_ms = ms_since(start) - stats.draw_ms;
    stats.triangles = counts.triangles;
    stats.draw_calls = counts.draw_calls;
    return stats;
}

Result<detail::WindowShot> detail::RendererAccess::draw_and_read(Renderer& renderer,
                                                                 const draw::DrawList& list,
                                                                 const draw::FontSet& fonts,
                                                                 Target target) {
    const Framebuffer framebuffer;
    const Renderbuffer colors;
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.get());
    glBindRenderbuffer(GL_RENDERBUFFER, colors.get());
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, target.width_px, target.height_px);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colors.get());
    target.framebuffer = framebuffer.get();
    const Result<FrameStats> drawn = renderer.draw(list, fonts, target);
    if (!drawn) return tl::unexpected(drawn.error());
    WindowShot shot;
    shot.stats = *drawn;
    Image& image = shot.image;
    image.width = target.width_px;
    image.height = target.height_px;
    const auto row_bytes = 4 * static_cast<std::size_t>(image.width);
    image.rgba.resize(row_bytes * static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y) {
        glReadPixels(0, image.height - 1 - y, image.width, 1, GL_RGBA, GL_UNSIGNED_BYTE,
                     image.rgba.data() + row_bytes * static_cast<std::size_t>(y));
    }
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return shot;
}

}  // namespace parkatlas::render
