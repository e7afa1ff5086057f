#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export/vector.h"
#include "pages.h"
#include "support/png_chunks.h"
#include "support/temporary_folder.h"
#include "tools.h"

namespace parkatlas::exporting {
namespace {

using test::curved_run;
using test::drawn_by_others;
using test::file_bytes;
using test::fonts;
using test::on_paper;
using test::output_of;
using test::path_of;
using test::rectangle;
using test::small_page;
using test::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::Not;

std::string svg_of(const draw::DrawList& list) {
    const TemporaryFolder folder;
    const Result<void> written = write_svg(folder.path() / "a.svg", list, fonts(), {"图 <一>"});
    if (!written) ADD_FAILURE() << error_line(written.error());
    return file_bytes(folder.path() / "a.svg");
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

TEST(WriteSvg, ThePageIsInMillimetres) {
    EXPECT_THAT(svg_of(small_page({})),
                HasSubstr("width=\"60mm\" height=\"40mm\" viewBox=\"0 0 60 40\""));
}

TEST(WriteSvg, NumbersAreShort) {
    const std::string svg = svg_of(small_page(
        {on_paper(draw::Fill{path_of({{1.00049, 2.5}, {3, -0.25}, {1. / 3, 1}}, true), {}, {}})}));
    EXPECT_THAT(svg, HasSubstr("d=\"M1 2.5l2-2.75-2.667 1.25z\""));
}

TEST(WriteSvg, TheRoundingOfManyStepsDoesNotAddUp) {
    // A hundred steps of 0.1004 mm end at 10.04, not at 10.
    std::vector<geo::XY> points;
    for (int i = 0; i <= 100; ++i) points.push_back({0.1004 * i, 5});
    points.push_back({0, 30});
    const std::string svg =
        svg_of(small_page({on_paper(draw::Fill{path_of(points, true), {}, {}})}));
    EXPECT_THAT(svg, HasSubstr("-10.04 25z"));
}

TEST(WriteSvg, AGroupIsALayerWithAnIdOfItsOwn) {
    draw::DrawList list = small_page({}, "map");
    list.groups.push_back(list.groups[0]);
    list.groups.push_back(list.groups[0]);
    list.groups[2].name = "图例 & Co";
    const std::string svg = svg_of(list);
    EXPECT_THAT(svg, HasSubstr("<g id=\"map\" inkscape:groupmode=\"layer\""));
    EXPECT_THAT(svg, HasSubstr("<g id=\"map-2\""));
    EXPECT_THAT(svg, HasSubstr("inkscape:label=\"图例 &amp; Co\""));
}

TEST(WriteSvg, WhatAGroupPaintsOfALayerIsALayerWithinIt) {
    draw::DrawList list =
        small_page({on_paper(draw::Fill{rectangle(0, 0, 9, 9), {0, 0, 255, 255}, {}}),
                    on_paper(draw::Fill{rectangle(0, 9, 9, 9), {0, 255, 0, 255}, {}}),
                    on_paper(draw::Fill{rectangle(9, 0, 9, 9), {255, 0, 0, 255}, {}})});
    list.groups[0].items[0].layer = list.groups[0].items[2].layer = 7;
    list.groups[0].layer = 9;
    list.layers = {{7, "park", "园 & 区"}, {9, "inset", "放大图"}};
    const std::string svg = svg_of(list);
    EXPECT_THAT(svg, HasSubstr("<g id=\"map\" inkscape:groupmode=\"layer\" "
                               "inkscape:label=\"放大图\">\n<g id=\"map-park\" "
                               "inkscape:groupmode=\"layer\" inkscape:label=\"园 &amp; 区\">"));
    EXPECT_THAT(svg, HasSubstr("</g>\n<path fill=\"#00ff00\""));
    EXPECT_THAT(svg, HasSubstr("<g id=\"map-park-2\""));
}

TEST(WriteSvg, WordsStayAsLabelsAndLettersAreDefinedOnce) {
    const draw::Text text{
        fonts().shape("园园<园", draw::Typeface::sans, 3), {5, 10}, 0.0, {}, {}, 0};
    const std::string svg = svg_of(small_page({on_paper(text), on_paper(text)}));
    EXPECT_EQ(count(svg, "aria-label=\"园园&lt;园\""), 2U);
    EXPECT_EQ(count(svg, "<path id=\"g"), 2U);
    EXPECT_EQ(count(svg, "<use "), 8U);
    EXPECT_THAT(svg, Not(HasSubstr("<text")));
}

TEST(WriteSvg, ATranslucentHaloIsOneGroupWithAnOpacity) {
    const draw::Text text{curved_run("海湾", 3), {5, 10}, 0.0, {}, {255, 255, 255, 128}, 0.5};
    EXPECT_THAT(svg_of(small_page({on_paper(text)})), HasSubstr("opacity=\".502\"><use"));
}

TEST(WriteSvg, TwoRunsGiveTheSameBytes) {
    const draw::Text text{fonts().shape("宁波", draw::Typeface::sans, 3), {5, 10}, 0.0, {}, {}, 0};
    const draw::DrawList list = small_page({on_paper(text)});
    EXPECT_EQ(svg_of(list), svg_of(list));
}

TEST(WriteSvg, ATranslucentStrokeCoversItsCrossingsOnce) {
    if (!output_of("rsvg-convert --version")) GTEST_SKIP() << "librsvg2-bin is not installed";
    const TemporaryFolder folder;
    const auto cross = path_of({{10, 20}, {50, 20}, {50, 35}, {30, 35}, {30, -500}}, false);
    for (const std::vector<double>& dashes : {std::vector<double>{}, {1000.0, 1.0}}) {
        draw::DrawList list = small_page({on_paper(
            draw::Stroke{cross, {0, 0, 0, 128}, 4.0, draw::Join::miter, draw::Cap::butt, dashes})});
        ASSERT_TRUE(write_svg(folder.path() / "a.svg", list, fonts(), {}));
        const auto image = drawn_by_others(folder.path() / "a.svg", 60, 40);
        ASSERT_TRUE(image);
        EXPECT_NEAR(image->pixel(20, 20)[0], 127, 2);
        EXPECT_NEAR(image->pixel(30, 20)[0], 127, 2);
    }
}

TEST(WriteSvg, NothingIsDrawnOutsideAGroupsClip) {
    if (!output_of("rsvg-convert --version")) GTEST_SKIP() << "librsvg2-bin is not installed";
    const TemporaryFolder folder;
    draw::DrawList list =
        small_page({on_paper(draw::Fill{rectangle(0, 0, 60, 40), {0, 0, 0, 255}, {}})});
    list.groups[0].clip = draw::RectMm{20, 10, 20, 20};
    ASSERT_TRUE(write_svg(folder.path() / "a.svg", list, fonts(), {}));
    const auto image = drawn_by_others(folder.path() / "a.svg", 60, 40);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->pixel(30, 20)[0], 0);
    EXPECT_EQ(image->pixel(18, 20)[0], 255);
}

TEST(WriteSvg, AFullDiskIsAnOutputError) {
    const Result<void> written = write_svg("/dev/full", small_page({}), fonts(), {});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
}

}  // namespace
}  // namespace parkatlas::exporting
