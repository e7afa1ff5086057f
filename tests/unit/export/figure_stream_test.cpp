#include "export/detail/figure_stream.h"

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

#include "base/threads.h"
#include "export/detail/pdf_plan.h"
#include "pages.h"

namespace parkatlas::exporting::detail {
namespace {

using test::fonts;
using test::on_paper;
using test::path_of;
using test::rectangle;
using test::small_page;

std::string unpacked(const FigureStream& stream) {
    std::string out(1'000'000, '\0');
    uLongf size = out.size();
    EXPECT_EQ(
        uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                   reinterpret_cast<const Bytef*>(stream.packed.data()), stream.packed.size()),
        Z_OK);
    out.resize(size);
    return out;
}

draw::Item name_at(const std::string& words, double x, double y) {
    return on_paper(draw::Text{fonts().shape(words, draw::Typeface::sans, 4.0),
                               {x, y},
                               0.0,
                               {20, 20, 20, 255},
                               {255, 255, 255, 215},
                               0.5});
}

draw::Item fill(double x, std::uint8_t alpha = 255) {
    return on_paper(draw::Fill{rectangle(x, 10, 5, 5), {200, 0, 0, alpha}});
}

TEST(FigureStream, CoordinatesAreFiveThousandthsOfAMillimetreFromThePagesTop) {
    const draw::DrawList list = small_page({fill(2.5)});
    const auto stream = write_figures(list, {0, 0, 1}, {});
    ASSERT_TRUE(stream);
    // 2.5 mm and 10 mm by 200; 72 / 25.4 / 200 points a unit; 40 mm are 113.3858 points.
    EXPECT_EQ(unpacked(*stream),
              "0.01417323 0 0 -0.01417323 0 113.3858 cm\n0.7843 0 0 rg\n500 2000 m\n1500 2000 l\n"
              "1500 3000 l\n500 3000 l\nh\nf*\n");
    EXPECT_TRUE(stream->alphas.empty());
}

TEST(FigureStream, EveryOpacityThatIsNamedIsListed) {
    const draw::DrawList list = small_page({fill(2, 80), fill(10), fill(20, 80)});
    const auto stream = write_figures(list, {0, 0, 3}, {});
    ASSERT_TRUE(stream);
    EXPECT_EQ(stream->alphas, (std::vector<std::uint8_t>{80, 255}));
    const std::string text = unpacked(*stream);
    EXPECT_NE(text.find("/A80 gs"), std::string::npos);
    EXPECT_NE(text.find("/A255 gs"), std::string::npos);
}

TEST(FigureStream, WhatLiesOutsideTheGroupsClipIsNotThere) {
    draw::DrawList list = small_page({fill(50)});
    list.groups[0].clip = draw::RectMm{0, 0, 20, 20};
    const auto stream = write_figures(list, {0, 0, 1}, {});
    ASSERT_TRUE(stream);
    EXPECT_TRUE(stream->packed.empty());
}

TEST(PdfPlan, DashedLinesThatLetTheGroundThroughAreLeftToCairo) {
    draw::Stroke dashed;
    dashed.path = path_of({{5, 5}, {50, 5}}, false);
    dashed.color = {0, 0, 0, 255};
    dashed.dash_mm = {2, 1};
    EXPECT_TRUE(is_figure(on_paper(dashed), small_page({}), {}));
    dashed.color.a = 100;
    EXPECT_FALSE(is_figure(on_paper(dashed), small_page({}), {}));
    dashed.dash_mm.clear();
    EXPECT_TRUE(is_figure(on_paper(dashed), small_page({}), {}));
}

TEST(PdfPlan, HalosOfNamesApartGoBeforeAllLetters) {
    const draw::DrawList list = small_page({name_at("北仑", 5, 10), name_at("慈溪", 30, 10)});
    const PdfPage page{&list, {}, {}};
    const PdfPlan plan = PdfPlan::of({&page, 1}, fonts());
    ASSERT_EQ(plan.pages[0].sheets.size(), 2U);
    EXPECT_TRUE(plan.pages[0].sheets[0].figures);
    EXPECT_TRUE(plan.pages[0].sheets[1].letters_only);
    EXPECT_EQ(plan.pages[0].cairo_count(), 2U);  // the ground and the letters
}

TEST(PdfPlan, AHaloStaysAboveTheLettersThatItReaches) {
    // 4 mm letters: the second name begins 2 mm below the first one's baseline.
    const draw::DrawList list = small_page({name_at("北仑", 5, 10), name_at("慈溪", 6, 12)});
    const PdfPage page{&list, {}, {}};
    const PdfPlan plan = PdfPlan::of({&page, 1}, fonts());
    EXPECT_EQ(plan.pages[0].sheets.size(), 4U);
    EXPECT_EQ(plan.parts.size(), 2U);
}

TEST(PdfPlan, TheStreamsAreTheSameWithOneThreadAndEight) {
    std::vector<draw::Item> items;
    for (int i = 0; i < 3000; ++i) {
        items.push_back(on_paper(
            draw::Fill{rectangle(i % 50, i / 100, 0.7, 0.3 + i * 0.001), {9, 90, 200, 120}}));
    }
    items.push_back(fill(3));
    auto many = std::make_shared<draw::Path>();
    for (int i = 0; i < 90'000; ++i) {
        const geo::XY p{30 + 20 * std::cos(i * 0.7), 20 + 15 * std::sin(i * 0.7)};
        i == 0 ? many->move_to(p) : many->line_to(p);
    }
    items.push_back(on_paper(draw::Fill{std::move(many), {1, 2, 3, 40}}));
    items.push_back(fill(13));
    const draw::DrawList list = small_page(std::move(items));
    const PdfPage page{&list, {}, {}};
    const PdfPlan plan = PdfPlan::of({&page, 1}, fonts());
    EXPECT_GT(plan.parts.size(), 1U);
    std::vector<std::string> bytes;
    for (const int threads : {1, 8}) {
        const ThreadLimit limit{threads};
        const auto streams = plan.write();
        ASSERT_TRUE(streams);
        std::string all;
        for (const FigureStream& stream : *streams) all += stream.packed;
        bytes.push_back(std::move(all));
    }
    EXPECT_EQ(bytes[0], bytes[1]);
}

}  // namespace
}  // namespace parkatlas::exporting::detail
