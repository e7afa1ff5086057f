#include "render/renderer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>
#include <utility>

#include <epoxy/gl.h>
#include <fmt/format.h>

#include "base/large_pages.h"
#include "base/units.h"
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

/// Memory for the surface of one tile.
constexpr std::size_t surface_budget_bytes = 512U << 20U;
/// Tiles of this size are used over and over while they are in the processor's cache.
constexpr int usual_tile_px = 1024;
/// A square metre at 2400 dpi is some 8.9e9 pixels; this is where the picture alone fills 8 GiB.
constexpr double most_pixels = 2147483648.0;

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
    int tile_limit_px = 0;
    detail::ImageTimes image_times;

    void begin_frame(const draw::FontSet& fonts) {
        paths.begin_frame();
        atlas.begin_frame(fonts);
    }

    /// Draws into the surface, which is bound.
    void paint(const draw::DrawList& list, const draw::FontSet& fonts, const detail::PageView& page,
               bool top_row_first) {
        clear_to(list.background);
        frame.begin(page.width_px, page.height_px, top_row_first);
        painter.paint(list, fonts, page);
    }

    [[nodiscard]] int tile_size_px() const {
        const auto by_budget = static_cast<int>(
            std::sqrt(static_cast<double>(surface_budget_bytes / surface.bytes_per_px())));
        int size = std::min({usual_tile_px, by_budget, surface.largest_px()});
        if (tile_limit_px > 0) size = std::min(size, tile_limit_px);
        return std::max(size, 1);
    }
};

Renderer::Renderer(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

Result<Renderer> Renderer::create() {
    const int version = epoxy_gl_version();  // 33 for 3.3
    if (!epoxy_is_desktop_gl() || version < 33) {
        return fail(
            ErrorCode::graphics_unavailable, "OpenGL",
            fmt::format("version {}.{} is current, 3.3 is needed", version / 10, version % 10));
    }
    detail::clear_gl_errors();
    Result<detail::Programs> programs = detail::Programs::create();
    if (!programs) return tl::unexpected(programs.error());
    auto impl = std::make_unique<Impl>(std::move(*programs));
    if (const Result<void> made = detail::check_gl("starting the renderer"); !made) {
        return tl::unexpected(made.error());
    }
    return Renderer{std::move(impl)};
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
    impl_->paint(list, fonts, page, false);
    if (target.stop.stop_requested()) return fail(ErrorCode::stopped, "picture", "stopped");
    const auto painted = Clock::now();
    if (const auto drawn = detail::check_gl("drawing"); !drawn) {
        return tl::unexpected(drawn.error());
    }
    impl_->surface.resolve_into(target.framebuffer);
    if (const auto shown = detail::check_gl("copying into the window"); !shown) {
        return tl::unexpected(shown.error());
    }
    const detail::FrameCounts& counts = impl_->frame.counts();
    stats.draw_ms = counts.issue_ms + ms_since(painted);
    stats.prepare_ms = ms_since(start) - stats.draw_ms;
    stats.triangles = counts.triangles;
    stats.draw_calls = counts.draw_calls;
    return stats;
}

Result<Image> Renderer::draw_image(const draw::DrawList& list, const draw::FontSet& fonts,
                                   double dpi) {
    const double width = std::round(list.width_mm * dpi / millimetres_per_inch);
    const double height = std::round(list.height_mm * dpi / millimetres_per_inch);
    // Not the size's own check: a number beyond int must not be converted.
    if (!(width >= 1.0 && height >= 1.0 && width * height <= most_pixels && width < 1e9 &&
          height < 1e9)) {
        return fail(ErrorCode::out_of_range, "picture",
                    fmt::format("{} x {} mm at {} dpi cannot be a picture", list.width_mm,
                                list.height_mm, dpi),
                    "choose another page size or resolution");
    }
    return draw_image_sized(list, fonts, static_cast<int>(width), static_cast<int>(height));
}

Result<Image> Renderer::draw_image_sized(const draw::DrawList& list, const draw::FontSet& fonts,
                                         int width_px, int height_px) {
    if (width_px <= 0 || height_px <= 0 || !(list.width_mm > 0.0) ||
        static_cast<double>(width_px) * height_px > most_pixels) {
        return fail(ErrorCode::out_of_range, "picture",
                    fmt::format("{} x {} pixels cannot be drawn", width_px, height_px),
                    "choose another size");
    }
    Image image;
    image.width = width_px;
    image.height = height_px;
    try {
        const std::size_t bytes =
            4 * static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px);
        image.rgba.reserve(bytes);
        prefer_large_pages(image.rgba.data(), bytes);
        image.rgba.resize(bytes);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::graphics_unavailable, "picture",
                    fmt::format("no memory for {} x {} pixels", width_px, height_px),
                    "choose a smaller picture or fewer dots per inch");
    }
    impl_->begin_frame(fonts);
    impl_->image_times = {};
    const int tile_px = impl_->tile_size_px();
    const int tile_width = std::min(tile_px, width_px);
    const int tile_height = std::min(tile_px, height_px);
    if (const auto sized = impl_->surface.resize(tile_width, tile_height); !sized) {
        return tl::unexpected(sized.error());
    }
    detail::clear_gl_errors();
    detail::PageView page;
    page.px_per_mm = width_px / list.width_mm;
    for (int y = 0; y < height_px; y += tile_height) {
        for (int x = 0; x < width_px; x += tile_width) {
            const auto start = Clock::now();
            // The surface keeps its size; of tiles at the right and lower edge a part is used.
            page.offset_x_px = x;
            page.offset_y_px = y;
            page.width_px = std::min(tile_width, width_px - x);
            page.height_px = std::min(tile_height, height_px - y);
            impl_->surface.bind();
            impl_->paint(list, fonts, page, true);
            const double issue_ms = impl_->frame.counts().issue_ms;
            impl_->image_times.issue_ms += issue_ms;
            impl_->image_times.prepare_ms += ms_since(start) - issue_ms;
            const auto painted = Clock::now();
            impl_->surface.read(image, x, y, page.width_px, page.height_px);
            impl_->image_times.read_ms += ms_since(painted);
            ++impl_->image_times.tiles;
            if (const auto drawn = detail::check_gl("drawing the picture"); !drawn) {
                return tl::unexpected(drawn.error());
            }
        }
    }
    return image;
}

void detail::RendererAccess::set_tile_limit(Renderer& renderer, int limit_px) {
    renderer.impl_->tile_limit_px = limit_px;
}

detail::ImageTimes detail::RendererAccess::image_times(const Renderer& renderer) {
    return renderer.impl_->image_times;
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
