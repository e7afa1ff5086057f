// An annotation stands at the same place in every format: the files are drawn by others and read
// back.

#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"
#include "tasks/export_sheet.h"
#include "tools.h"

namespace parkatlas {
namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;
using model::Rgba;
using test::drawn_by_others;
using test::output_of;

constexpr double page_w_mm = 160.0;
constexpr double page_h_mm = 120.0;
constexpr double dpi = 300.0;
/// Colours that nothing else on the sheet has.
constexpr Rgba magenta{255, 0, 255, 255};
constexpr Rgba green{0, 255, 0, 255};
constexpr Rgba cyan{0, 255, 255, 255};

Annotation disc(AnnotationPlace place, Rgba color) {
    Annotation out;
    out.kind = AnnotationKind::circle;
    out.places = {place};
    out.radius_mm = 2.0;
    out.own.line_mm = 0.0;
    out.own.fill = color;
    return out;
}

std::shared_ptr<const cartography::AnnotationContent> content() {
    auto out = std::make_shared<cartography::AnnotationContent>();
    out->file.items = {disc({AnnotationPlace::Anchor::page, 23.45, 31.7, 0, 0}, magenta),
                       disc({AnnotationPlace::Anchor::lon_lat, 121.3, 29.5, 0, 0}, green)};
    Annotation logo;
    logo.kind = AnnotationKind::image;
    logo.places = {{AnnotationPlace::Anchor::page, 71.3, 20.2, 0, 0}};
    logo.file = "logo.png";
    logo.width_mm = 4.0;
    out->file.items.push_back(logo);
    Image pixels{8, 8, {}};
    for (int i = 0; i < 64; ++i) {
        pixels.rgba.insert(pixels.rgba.end(), {cyan.r, cyan.g, cyan.b, cyan.a});
    }
    out->pictures["logo.png"] = std::make_shared<const Image>(std::move(pixels));
    return out;
}

/// Middle of all pixels of about that colour, in mm.
std::optional<draw::PaperMm> middle_of(const Image& image, Rgba color) {
    double sum_x = 0.0;
    double sum_y = 0.0;
    double count = 0.0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const std::uint8_t* p = image.pixel(x, y);
            if (std::abs(p[0] - color.r) > 60 || std::abs(p[1] - color.g) > 60 ||
                std::abs(p[2] - color.b) > 60) {
                continue;
            }
            sum_x += x + 0.5;
            sum_y += y + 0.5;
            count += 1.0;
        }
    }
    if (count < 100.0) return std::nullopt;
    return draw::PaperMm{sum_x / count * page_w_mm / image.width,
                         sum_y / count * page_h_mm / image.height};
}

std::optional<Image> picture_of(const std::filesystem::path& file, int width_px, int height_px) {
    if (file.extension() == ".png") {
        const auto image = exporting::read_png(file);
        return image ? std::optional{*image} : std::nullopt;
    }
    if (file.extension() == ".tif") {
        const std::string png = file.string() + ".png";
        if (!output_of("convert -quiet '" + file.string() + "[0]' 'PNG32:" + png + "'")) {
            return std::nullopt;
        }
        const auto image = exporting::read_png(png);
        return image ? std::optional{*image} : std::nullopt;
    }
    return drawn_by_others(file, width_px, height_px);
}

TEST(AnnotationPlaces, AgreeWithinATenthOfAMillimetreInAllFormats) {
    if (!output_of("rsvg-convert --version") || !output_of("pdftoppm -v")) {
        GTEST_SKIP() << "librsvg2-bin or poppler-utils is not installed";
    }
    const auto opened = tasks::open({"layout:ningbo"}, tasks::BaseMap::load, {});
    ASSERT_TRUE(opened);
    const test::TemporaryFolder folder;
    const int width_px = static_cast<int>(std::lround(page_w_mm * dpi / 25.4));
    const int height_px = static_cast<int>(std::lround(page_h_mm * dpi / 25.4));
    for (const char* name : {"a.png", "a.pdf", "a.svg", "a.tif"}) {
        SCOPED_TRACE(name);
        tasks::ExportRequest request;
        request.output = folder.path() / name;
        request.page = {page_w_mm, page_h_mm, dpi, {}};
        request.sheet.annotations = content();
        const auto sheet = tasks::export_sheet(opened->value, request, {});
        ASSERT_TRUE(sheet) << error_line(sheet.error());
        const auto image = picture_of(request.output, width_px, height_px);
        ASSERT_TRUE(image);
        const auto to_map =
            geo::Transform::between(geo::Crs::cgcs2000(), geo::Crs::gauss_kruger_120());
        const auto ground = to_map->apply(geo::XY{121.3, 29.5});
        const draw::PaperMm on_ground = sheet->view.to_paper({ground->x, ground->y});
        const std::pair<Rgba, draw::PaperMm> expected[] = {
            {magenta, {23.45, 31.7}}, {green, on_ground}, {cyan, {73.3, 22.2}}};
        for (const auto& [color, place] : expected) {
            const auto found = middle_of(*image, color);
            ASSERT_TRUE(found) << int{color.r} << ' ' << int{color.g} << ' ' << int{color.b};
            EXPECT_NEAR(found->x_mm, place.x_mm, 0.1);
            EXPECT_NEAR(found->y_mm, place.y_mm, 0.1);
        }
    }
}

}  // namespace
}  // namespace parkatlas
