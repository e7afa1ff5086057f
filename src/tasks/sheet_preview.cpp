#include "tasks/sheet_preview.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/units.h"

namespace parkatlas::tasks {
namespace {

// Bytes of a compressed picture for each pixel that an edge runs through, and for each pixel at
// all; of a vector file for each point and letter, with what every file has. From the sheets of the
// five layouts on A4 and A3. A PDF brings its fonts.
constexpr double png_bytes_per_edge_pixel = 3.1;
constexpr double tiff_bytes_per_edge_pixel = 5.0;
constexpr double jpeg_bytes_per_edge_pixel = 2.2;
constexpr double webp_bytes_per_edge_pixel = 1.3;
constexpr double bytes_per_pixel = 0.004;
constexpr double pdf_bytes_per_point = 7.0;
constexpr double svg_bytes_per_point = 15.0;
constexpr double pdf_bytes_per_glyph = 12.0;
constexpr double svg_bytes_per_glyph = 120.0;
constexpr double pdf_base_bytes = 90'000.0;
constexpr double svg_base_bytes = 120'000.0;

// Pixels that differ from the one to the left or above, as a length on paper.
double edges_mm(const Image& image, double mm_per_pixel) {
    const auto at = [&](int x, int y) {
        return image.rgba.data() +
               4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                    static_cast<std::size_t>(x));
    };
    std::size_t edges = 0;
    for (int y = 1; y < image.height; ++y) {
        for (int x = 1; x < image.width; ++x) {
            const bool differs = std::memcmp(at(x, y), at(x - 1, y), 3) != 0 ||
                                 std::memcmp(at(x, y), at(x, y - 1), 3) != 0;
            edges += differs ? 1U : 0U;
        }
    }
    return static_cast<double>(edges) * mm_per_pixel;
}

struct Counter {
    SheetPreview::Content& content;
    void operator()(const draw::Fill& fill) const { add(fill.path); }
    void operator()(const draw::Stroke& stroke) const { add(stroke.path); }
    void operator()(const draw::Text& text) const {
        if (text.run) content.glyphs += static_cast<double>(text.run->glyphs.size());
    }
    void operator()(const draw::Picture&) const {}
    void operator()(const draw::Polygons&) const {}
    void add(const draw::PathPtr& path) const {
        if (path) content.points += static_cast<double>(path->points.size());
    }
};

}  // namespace

Result<SheetPreviewer> SheetPreviewer::create() {
    Result<draw::FontSet> fonts = draw::FontSet::load();
    if (!fonts) return tl::unexpected{fonts.error()};
    return SheetPreviewer{std::move(*fonts)};
}

Result<SheetPreview> SheetPreviewer::make(const cartography::MapScene& scene,
                                          const cartography::SheetSpec& spec, int width_px,
                                          int height_px) {
    Result<cartography::Sheet> sheet = cartography::compose_sheet(scene, spec, fonts_);
    if (!sheet) return tl::unexpected{sheet.error()};
    Result<Image> image = painter_.draw_image_sized(sheet->list, fonts_, width_px, height_px);
    if (!image) return tl::unexpected{image.error()};
    SheetPreview preview;
    preview.image = std::move(*image);
    preview.view = sheet->view;
    preview.check = cartography::check_sheet(*sheet, scene, spec);
    preview.content.edge_mm = edges_mm(preview.image, spec.width_mm / width_px);
    for (const draw::Group& group : sheet->list.groups) {
        for (const draw::Item& item : group.items) {
            std::visit(Counter{preview.content}, item.shape);
        }
    }
    preview.items = std::move(sheet->items);
    preview.dropped_annotations = std::move(sheet->dropped_annotations);
    return preview;
}

std::pair<int, int> page_pixels(const PageSize& page) {
    if (page.pixels) return *page.pixels;
    const auto pixels = [&](double mm) {
        return static_cast<int>(std::lround(mm * page.dpi / millimetres_per_inch));
    };
    return {pixels(page.width_mm), pixels(page.height_mm)};
}

double estimated_bytes(const SheetPreview::Content& content, SheetFormat format,
                       const PageSize& page) {
    const auto [width, height] = page_pixels(page);
    const double pixels = static_cast<double>(width) * static_cast<double>(height);
    const double edge_pixels = content.edge_mm * page.dpi / millimetres_per_inch;
    switch (format) {
        case SheetFormat::png:
            return edge_pixels * png_bytes_per_edge_pixel + pixels * bytes_per_pixel;
        case SheetFormat::geotiff:
            return edge_pixels * tiff_bytes_per_edge_pixel + pixels * bytes_per_pixel;
        case SheetFormat::jpeg:
            return edge_pixels * jpeg_bytes_per_edge_pixel + pixels * bytes_per_pixel;
        case SheetFormat::webp:
            return edge_pixels * webp_bytes_per_edge_pixel + pixels * bytes_per_pixel;
        case SheetFormat::pdf:
            return pdf_base_bytes + content.points * pdf_bytes_per_point +
                   content.glyphs * pdf_bytes_per_glyph;
        case SheetFormat::svg:
            break;
    }
    return svg_base_bytes + content.points * svg_bytes_per_point +
           content.glyphs * svg_bytes_per_glyph;
}

std::string file_size_words(double bytes) {
    constexpr double kilo = 1000.0;
    if (bytes < kilo * kilo) return fmt::format("{:.0f} KB", std::max(bytes / kilo, 1.0));
    return fmt::format("{:.1f} MB", bytes / kilo / kilo);
}

}  // namespace parkatlas::tasks
