#include "render/page_painter.h"

#include <cmath>
#include <exception>
#include <new>
#include <span>
#include <thread>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "base/large_pages.h"
#include "base/messages_errors.h"
#include "base/units.h"
#include "render/detail/glyph_store.h"
#include "render/detail/path_cache.h"
#include "render/detail/raster_items.h"

namespace parkatlas::render {

namespace {

/// A square metre at 2400 dpi is some 8.9e9 pixels; this is where the picture alone fills 8 GiB.
constexpr double most_pixels = 2147483648.0;

Result<Image> image_of(int width_px, int height_px) {
    Image image;
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
    return image;
}

}  // namespace

struct PagePainter::Impl {
    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    detail::PathCache paths;
    detail::GlyphStore glyphs;
    detail::RasterItems items{paths};

    /// Makes the areas that the page's fills need, on all threads.
    void gather_areas(const draw::DrawList& list, const detail::PageView& page) {
        std::vector<draw::PathPtr> wanted;
        for (const draw::Group& group : list.groups) {
            const detail::BoxPx view = clip_of(group, page).box();
            for (const draw::Item& item : group.items) {
                const auto* const fill = std::get_if<draw::Fill>(&item.shape);
                if (fill == nullptr || fill->path == nullptr || fill->color.a == 0 ||
                    item.space != draw::Space::map || fill->rule != geo::FillRule::even_odd) {
                    continue;
                }
                const geo::Box& bounds = paths.record(fill->path).bounds;
                if (bounds.is_empty() ||
                    !view.intersects(placement_of(item, group.view, page).apply(bounds))) {
                    continue;
                }
                wanted.push_back(fill->path);
            }
        }
        paths.make_areas(wanted);
    }

    void gather_glyphs(const draw::DrawList& list, const detail::PageView& page) {
        std::vector<detail::GlyphKey> keys;
        detail::for_glyphs(list, page, [&](const detail::GlyphKey& key) { keys.push_back(key); });
        glyphs.gather(keys);
    }

    void add(const draw::Text& text, const detail::Placement& placement, double px_per_mm,
             const draw::FontSet& fonts) {
        if (text.run == nullptr || text.run->glyphs.empty()) return;
        const detail::TextPlace place = place_of(text, placement, px_per_mm);
        if (!place.shows_in(items.view())) return;
        if (place.is_of_outlines()) {
            items.add_outlines(place, fonts);
            return;
        }
        const auto placed = [&](bool with_halo, draw::Color color) {
            draw::PlacedGlyphs run;
            run.color = color;
            // The strongest of several counts where one over the other would show.
            run.is_once = with_halo && color.a < 255;
            visit_glyphs(place, with_halo, items.view(),
                         [&](const detail::GlyphKey& key, int x_px, int y_px) {
                             const draw::GlyphBitmap& picture = glyphs.find(key);
                             if (!picture.coverage.empty()) {
                                 run.glyphs.push_back({&picture, x_px, y_px});
                             }
                         });
            items.add_glyphs(std::move(run));
        };
        // The halo of the whole run first: no halo may cover a neighbour letter.
        if (place.halo_px > 0.0) placed(true, text.halo_color);
        if (text.color.a > 0) placed(false, text.color);
    }

    void gather_items(const draw::DrawList& list, const draw::FontSet& fonts,
                      const detail::PageView& page) {
        items.begin(page);
        for (const draw::Group& group : list.groups) {
            const detail::PixelRect clip = clip_of(group, page);
            if (clip.is_empty()) continue;
            items.set_clip(clip);
            for (const draw::Item& item : group.items) {
                if (page.stop.stop_requested()) return;
                const detail::Placement placement = placement_of(item, group.view, page);
                std::visit(
                    [&]<typename Shape>(const Shape& shape) {
                        if constexpr (std::is_same_v<Shape, draw::Text>) {
                            add(shape, placement, page.px_per_mm, fonts);
                        } else {
                            items.add(shape, placement);
                        }
                    },
                    item.shape);
            }
        }
    }
};

PagePainter::PagePainter() : impl_{std::make_unique<Impl>()} {}
PagePainter::PagePainter(PagePainter&&) noexcept = default;
PagePainter& PagePainter::operator=(PagePainter&&) noexcept = default;
PagePainter::~PagePainter() = default;

Result<void> PagePainter::draw(const draw::DrawList& list, const draw::FontSet& fonts,
                               const Part& part, std::uint8_t* rgba, const std::stop_token& stop) {
    detail::PageView page;
    page.px_per_mm = part.px_per_mm;
    page.offset_x_px = part.offset_x_mm * part.px_per_mm;
    page.offset_y_px = part.offset_y_mm * part.px_per_mm;
    page.width_px = part.width_px;
    page.height_px = part.height_px;
    page.stop = stop;
    impl_->paths.begin_frame();
    impl_->glyphs.begin_picture(fonts);
    {
        const std::jthread letters{[&] {
            try {
                impl_->gather_glyphs(list, page);
            } catch (const std::exception&) {  // short of memory: asked for again below
            }
        }};
        impl_->gather_areas(list, page);
    }
    impl_->gather_items(list, fonts, page);
    const std::ptrdiff_t stride_px = part.width_px;
    const draw::FieldTarget target{
        part.is_bottom_up ? rgba + 4 * stride_px * (part.height_px - 1) : rgba,
        part.is_bottom_up ? -stride_px : stride_px,
        static_cast<int>(std::lround(page.offset_x_px)),
        static_cast<int>(std::lround(page.offset_y_px)),
        part.width_px,
        part.height_px};
    // Opaque whatever the background's alpha: there is nothing behind a sheet.
    draw::paint_picture(impl_->items.items(), list.background.with_alpha(255), target,
                        Work{nullptr, stop});
    if (stop.stop_requested()) {
        return fail(ErrorCode::stopped, "picture", said(msg::errors_stopped));
    }
    return {};
}

Result<Image> PagePainter::draw_image(const draw::DrawList& list, const draw::FontSet& fonts,
                                      double dpi, const std::stop_token& stop) {
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
    return draw_image_sized(list, fonts, static_cast<int>(width), static_cast<int>(height), stop);
}

Result<Image> PagePainter::draw_image_sized(const draw::DrawList& list, const draw::FontSet& fonts,
                                            int width_px, int height_px,
                                            const std::stop_token& stop) {
    if (width_px <= 0 || height_px <= 0 || !(list.width_mm > 0.0) ||
        static_cast<double>(width_px) * height_px > most_pixels) {
        return fail(ErrorCode::out_of_range, "picture",
                    said(msg::errors_x_pixels_cannot_drawn, width_px, height_px),
                    said(msg::errors_choose_another_size));
    }
    Result<Image> image = image_of(width_px, height_px);
    if (!image) return image;
    const Part part{width_px, height_px, width_px / list.width_mm, 0.0, 0.0, false};
    if (Result<void> drawn = draw(list, fonts, part, image->rgba.data(), stop); !drawn) {
        return tl::unexpected{std::move(drawn.error())};
    }
    return image;
}

}  // namespace parkatlas::render
