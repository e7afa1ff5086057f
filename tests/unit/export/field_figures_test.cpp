#include "export/detail/field_figures.h"

#include <cmath>
#include <cstdlib>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "draw/polygon_field.h"
#include "export/vector.h"
#include "pages.h"
#include "support/png_chunks.h"
#include "support/temporary_folder.h"

namespace parkatlas::exporting::detail {
namespace {

using parkatlas::test::file_bytes;
using test::fonts;
using test::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<geo::XY> square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

/// Squares of `side_m` every 100 m; every seventh is a bow-tie.
draw::PolygonFieldPtr squares(std::size_t columns, std::size_t rows, double side_m) {
    const auto supply = [&](std::size_t i, std::size_t, geo::RingSet& out) {
        out.points = square(100.0 * static_cast<double>(i % columns),
                            100.0 * static_cast<double>(i / columns), side_m);
        if (i % 7 == 0) std::swap(out.points[1], out.points[2]);
        out.ring_ends = {4};
        return true;
    };
    return *draw::PolygonField::build(columns * rows, supply, {}, Work{});
}

/// 1:10 000 with the map's origin in the page's lower left corner.
Placement placement() {
    return {{0.0, 0.0}, {0.0, 100.0}, 0.1, -0.1};
}
constexpr draw::RectMm window{0, 0, 100, 100};

TEST(FieldFigures, FewPolygonsAreOnePathOfFillsAndOneOfOutlines) {
    const FieldFigures figures =
        figures_of({squares(10, 10, 60), {draw::PolygonStyle{}}}, placement(), window);
    EXPECT_TRUE(figures.picture.rgba.empty());
    std::size_t fills = 0;
    std::size_t rings = 0;
    std::size_t outlined = 0;
    for (const auto& shape : figures.shapes) {
        if (const auto* fill = std::get_if<draw::Fill>(&shape)) {
            ++fills;
            rings += fill->path->ring_ends.size();
            EXPECT_EQ(fill->rule == geo::FillRule::even_odd, fill->path->ring_ends.size() == 1)
                << "what crosses itself goes alone";
        } else {
            outlined += std::get<draw::Stroke>(shape).path->ring_ends.size();
        }
    }
    EXPECT_EQ(fills, 1U + 15U);
    EXPECT_EQ(rings, 100U);
    EXPECT_EQ(outlined, 100U);
}

TEST(FieldFigures, OnlyWhatMeetsTheWindowIsThere) {
    const FieldFigures figures =
        figures_of({squares(100, 100, 60), {draw::PolygonStyle{}}}, placement(), {0, 80, 20, 20});
    std::size_t rings = 0;
    for (const auto& shape : figures.shapes) {
        if (const auto* fill = std::get_if<draw::Fill>(&shape))
            rings += fill->path->ring_ends.size();
    }
    // 200 by 200 m and a millimetre, 10 m, around.
    EXPECT_EQ(rings, 3U * 3U);
}

TEST(FieldFigures, SpecksHaveNoOutlineAndAStrongerFill) {
    const FieldFigures figures =
        figures_of({squares(10, 10, 2), {draw::PolygonStyle{}}}, placement(), window);
    for (const auto& shape : figures.shapes) {
        const auto* fill = std::get_if<draw::Fill>(&shape);
        ASSERT_NE(fill, nullptr) << "2 m are 0.2 mm here";
        EXPECT_EQ(fill->color.a, 215);
    }
}

TEST(FieldFigures, TooManyBecomeAPictureOfTheWindow) {
    const FieldFigures figures = figures_of({squares(300, 300, 60), {draw::PolygonStyle{}}},
                                            {{0, 0}, {0, 100}, 0.003, -0.003}, window);
    EXPECT_TRUE(figures.shapes.empty());
    EXPECT_EQ(figures.picture.width_px, 1182);  // 100 mm at 300 dpi are 1181.1
    EXPECT_NEAR(figures.picture.box.w_mm, 100.0, 0.09);
    EXPECT_EQ(figures.picture.rgba.size(), 4U * 1182U * 1182U);
}

draw::DrawList page_with(draw::Polygons polygons, double scale) {
    draw::DrawList list;
    list.width_mm = 100;
    list.height_mm = 100;
    draw::Item item;
    item.space = draw::Space::map;
    item.shape = std::move(polygons);
    list.groups.push_back({"map", window, {window, {15'000, 15'000}, scale}, {item}});
    return list;
}

TEST(FieldFigures, AnSvgHoldsPathsOrOnePicture) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.svg";
    const draw::PolygonFieldPtr field = squares(300, 300, 60);
    ASSERT_TRUE(write_svg(path, page_with({field, {draw::PolygonStyle{}}}, 20'000), fonts(), {}));
    EXPECT_THAT(file_bytes(path), Not(HasSubstr("<image")));
    EXPECT_THAT(file_bytes(path), HasSubstr("<path fill="));
    ASSERT_TRUE(write_svg(path, page_with({field, {draw::PolygonStyle{}}}, 300'000), fonts(), {}));
    EXPECT_THAT(file_bytes(path), HasSubstr("xlink:href=\"data:image/png;base64,iVBORw0KGgo"));
}

TEST(FieldFigures, APdfHoldsAPictureOfThem) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    const draw::DrawList list = page_with({squares(300, 300, 60), {draw::PolygonStyle{}}}, 300'000);
    const PdfPage page{&list, {}, {}};
    ASSERT_TRUE(write_pdf(path, {&page, 1}, fonts(), {"园图"}));
    EXPECT_THAT(file_bytes(path), HasSubstr("/Subtype /Image"));
    const std::string first = file_bytes(path);
    ASSERT_TRUE(write_pdf(path, {&page, 1}, fonts(), {"园图"}));
    EXPECT_EQ(file_bytes(path), first);
}

TEST(FieldFigures, APictureForFilesHasStraightAlpha) {
    const FieldPicture picture{{0, 0, 1, 1}, 3, 1, {64, 32, 0, 128, 0, 0, 0, 0, 9, 8, 7, 255}};
    const Image image = straight_image(picture);
    // 64 of 128 are half of 255.
    EXPECT_EQ(image.rgba, (std::vector<std::uint8_t>{128, 64, 0, 128, 0, 0, 0, 0, 9, 8, 7, 255}));
}

}  // namespace
}  // namespace parkatlas::exporting::detail
