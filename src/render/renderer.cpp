#include "render/renderer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <new>
#include <thread>
#include <utility>

#include <epoxy/gl.h>
#include <fmt/format.h>

#include "base/large_pages.h"
#include "base/messages_errors.h"
#include "base/units.h"
#include "render/detail/frame.h"
#include "render/detail/gl_objects.h"
#include "render/detail/glyph_atlas.h"
#include "render/detail/painter.h"
#include "render/detail/path_cache.h"
#include "render/detail/programs.h"
#include "render/detail/renderer_access.h"
#include "render/detail/surface.h"
#include "render/drawing_turn.h"

namespace parkatlas::render {

namespace {

using Clock = std::chrono::steady_clock;

/// Memory for the surface of one tile.
constexpr std::size_t surface_budget_bytes = 512U << 20U;
/// Tiles of this size are used over and over while they are in the processor's cache: 4 MiB of
/// samples and 1 MiB of stencil.
constexpr int usual_tile_px = 512;
/// Tiles that are read back together.
constexpr int tiles_of_band = 16;
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

/// Gives the picture its size and memory, if it has none yet.
Result<void> give_pixels(Image& image, int width_px, int height_px) {
    if (image.width > 0) return {};
    try {
        const std::size_t bytes =
            4 * static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px);
        image.rgba.reserve(bytes);
        prefer_large_pages(image.rgba.data(), bytes);
        image.rgba.resize(bytes);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::graphics_unavailable, "picture",
                    said(msg::errors_no_pixels_memory, width_px, height_px),
                    said(msg::errors_smaller));
    }
    image.width = width_px;
    image.height = height_px;
    return {};
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
    detail::Painter glyph_gatherer{frame, paths, atlas};
    detail::Surface surface;
    detail::Band band;
    int tile_limit_px = 0;
    detail::ImageTimes image_times;

    /// Draws a little with every program in every way it is used.
    void draw_samples();

    /// Makes what all tiles need before the first one: from then on a software rasteriser always
    /// has one to draw while the next is prepared.
    void gather(const draw::DrawList& list, const draw::FontSet& fonts,
                const detail::PageView& page) {
        const std::jthread glyphs{[&] {
            try {
                glyph_gatherer.gather_glyphs(list, fonts, page);
            } catch (const std::exception&) {  // short of memory: the tiles ask for them again
            }
        }};
        painter.gather_fills(list, page);
    }

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

void Renderer::Impl::draw_samples() {
    frame.begin(usual_tile_px, usual_tile_px, true);
    const auto add_fill = [&](bool is_opaque, detail::Cover cover) {
        const std::size_t first_index = frame.indices().size();
        const auto base = static_cast<std::uint32_t>(frame.fill_vertices().size());
        for (const float x : {0.0F, 8.0F}) frame.fill_vertices().push_back({x, 0.0F, {}});
        frame.fill_vertices().push_back({0.0F, 8.0F, {}});
        for (std::uint32_t i = 0; i < 3; ++i) frame.indices().push_back(base + i);
        frame.add_fill(first_index, is_opaque, cover, 1);
    };
    add_fill(true, detail::Cover::freely);
    add_fill(false, detail::Cover::freely);
    static_cast<void>(frame.next_cover_number());
    add_fill(false, detail::Cover::once);
    detail::StrokeMesh stroke;
    stroke.vertices = {
        {0.0F, 0.0F, 0.0F, 0.0F}, {8.0F, 0.0F, 0.0F, 0.0F}, {0.0F, 8.0F, 0.0F, 0.0F}};
    stroke.indices = {0, 1, 2};
    frame.add_faded_stroke(stroke, 1.0, {});
    if (const auto blank = atlas.blank_glyph(); blank) {
        for (const auto cover : {detail::Cover::freely, detail::Cover::once_core}) {
            frame.add_glyph(*blank, 0, 0, {}, cover, 1);
        }
    }
    frame.flush();
}

void Renderer::warm_up() {
    // What fails here fails again where it is told.
    const int size = impl_->tile_size_px();
    if (!impl_->surface.resize(size, size) || !impl_->band.resize(size, size)) return;
    impl_->surface.bind();
    clear_to({255, 255, 255, 255});
    impl_->draw_samples();
    impl_->surface.resolve_into(impl_->band, 0, size, size);
    Image corner;
    corner.width = corner.height = 1;
    corner.rgba.resize(4);
    impl_->band.read(corner, 0, 0, 1, 1);
    detail::clear_gl_errors();
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

Result<Image> Renderer::draw_image(const draw::DrawList& list, const draw::FontSet& fonts,
                                   double dpi) {
    const double width = std::round(list.width_mm * dpi / millimetres_per_inch);
    const double height = std::round(list.height_mm * dpi / millimetres_per_inch);
    // Not the size's own check: a number beyond int must not be converted.
    if (!(width >= 1.0 && height >= 1.0 && width * height <= most_pixels && width < 1e9 &&
          height < 1e9)) {
        return fail(ErrorCode::out_of_range, "picture",
                    said(msg::errors_x_mm_at_dpi, fmt::format("{}", list.width_mm),
                         fmt::format("{}", list.height_mm), fmt::format("{}", dpi)),
                    said(msg::errors_choose_another_page_size));
    }
    return draw_image_sized(list, fonts, static_cast<int>(width), static_cast<int>(height));
}

Result<Image> Renderer::draw_image_sized(const draw::DrawList& list, const draw::FontSet& fonts,
                                         int width_px, int height_px) {
    if (width_px <= 0 || height_px <= 0 || !(list.width_mm > 0.0) ||
        static_cast<double>(width_px) * height_px > most_pixels) {
        return fail(ErrorCode::out_of_range, "picture",
                    said(msg::errors_x_pixels_cannot_drawn, width_px, height_px),
                    said(msg::errors_choose_another_size));
    }
    impl_->begin_frame(fonts);
    impl_->image_times = {};
    const int tile_px = impl_->tile_size_px();
    const int tile_width = std::min(tile_px, width_px);
    const int tile_height = std::min(tile_px, height_px);
    if (const auto sized = impl_->surface.resize(tile_width, tile_height); !sized) {
        return tl::unexpected(sized.error());
    }
    const int largest_band = std::max(impl_->surface.largest_px() / tile_width, 1);
    const int band_width = std::min(tiles_of_band, largest_band) * tile_width;
    if (const auto sized = impl_->band.resize(band_width, tile_height); !sized) {
        return tl::unexpected(sized.error());
    }
    detail::clear_gl_errors();
    detail::PageView page;
    page.px_per_mm = width_px / list.width_mm;
    page.width_px = width_px;
    page.height_px = height_px;
    impl_->gather(list, fonts, page);
    Image image;
    for (int y = 0; y < height_px; y += tile_height) {
        page.height_px = std::min(tile_height, height_px - y);
        int band_x = 0;
        for (int x = 0; x < width_px; x += tile_width) {
            DrawingTurn::let_others();
            const auto start = Clock::now();
            // The surface keeps its size; of tiles at the right and lower edge a part is used.
            page.offset_x_px = x;
            page.offset_y_px = y;
            page.width_px = std::min(tile_width, width_px - x);
            impl_->surface.bind();
            impl_->paint(list, fonts, page, true);
            const double issue_ms = impl_->frame.counts().issue_ms;
            impl_->image_times.issue_ms += issue_ms;
            impl_->image_times.prepare_ms += ms_since(start) - issue_ms;
            const auto painted = Clock::now();
            impl_->surface.resolve_into(impl_->band, x - band_x, page.width_px, page.height_px);
            glFlush();  // a software rasteriser then works on while the next tile is prepared
            const int end_x = x + page.width_px;
            if (end_x == width_px || end_x - band_x == band_width) {
                if (Result<void> made = give_pixels(image, width_px, height_px); !made) {
                    return tl::unexpected(made.error());
                }
                impl_->band.read(image, band_x, y, end_x - band_x, page.height_px);
                band_x = end_x;
            }
            impl_->image_times.read_ms += ms_since(painted);
            ++impl_->image_times.tiles;
            if (const auto drawn = detail::check_gl(msg::errors_drawing_picture); !drawn) {
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
