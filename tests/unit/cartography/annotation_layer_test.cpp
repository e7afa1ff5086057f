#include "cartography/annotation_layer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cartography/sheet.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;

AnnotationPlace on_page(double x, double y) {
    return {AnnotationPlace::Anchor::page, x, y, 0, 0};
}
AnnotationPlace on_map(double x, double y) {
    return {AnnotationPlace::Anchor::map, test::origin_x + x, test::origin_y + y, 0, 0};
}

Annotation item(AnnotationKind kind, std::vector<AnnotationPlace> places, std::string words = {}) {
    Annotation out;
    out.kind = kind;
    out.places = std::move(places);
    out.text = std::move(words);
    return out;
}

const MapScene& small_scene() {
    static const MapScene scene = test::scene(5, 3);
    return scene;
}

/// The frame's middle is the origin + (40 km, 40 km), at 1:500 000: 2 mm a kilometre.
AnnotationPage page() {
    AnnotationPage out;
    out.page = {0, 0, 420, 297};
    out.view.frame = {20, 30, 260, 220};
    out.view.centre = {test::origin_x + 40'000, test::origin_y + 40'000};
    out.view.scale_denominator = 500'000;
    return out;
}

AnnotationLayer set_on_page(std::vector<Annotation> items,
                            const AnnotationPictures& pictures = {}) {
    AnnotationContent content;
    content.file.items = std::move(items);
    content.pictures = pictures;
    const auto layer = set_annotations(content, small_scene(), page(), test::fonts());
    EXPECT_TRUE(layer) << error_line(layer.error());
    return *layer;
}

TEST(SetAnnotations, AGroundPlaceLandsWhereTheViewPutsIt) {
    // 10 km east and 5 km north of the frame's middle at (150, 140) mm: 20 mm right, 10 mm up.
    Annotation text = item(AnnotationKind::text, {on_map(50'000, 45'000)}, "甲");
    text.box_anchor = model::BoxAnchor::top_left;
    text.places[0].offset_x_mm = 1.5;
    const AnnotationLayer layer = set_on_page({text});
    ASSERT_EQ(layer.set.size(), 1U);
    EXPECT_NEAR(layer.set[0].box.x_mm, 171.5, 1e-9);
    EXPECT_NEAR(layer.set[0].box.y_mm, 130.0, 1e-9);
}

TEST(SetAnnotations, DegreesAndMapMetresOfOnePlaceAgree) {
    const auto to_degrees =
        geo::Transform::between(geo::Crs::gauss_kruger_120(), geo::Crs::cgcs2000());
    const auto degrees = to_degrees->apply({test::origin_x + 50'000, test::origin_y + 45'000});
    const AnnotationLayer layer = set_on_page(
        {item(AnnotationKind::text, {on_map(50'000, 45'000)}, "甲"),
         item(AnnotationKind::text,
              {{AnnotationPlace::Anchor::lon_lat, degrees->x, degrees->y, 0, 0}}, "甲")});
    ASSERT_EQ(layer.set.size(), 2U);
    EXPECT_NEAR(layer.set[0].box.x_mm, layer.set[1].box.x_mm, 1e-5);
    EXPECT_NEAR(layer.set[0].box.y_mm, layer.set[1].box.y_mm, 1e-5);
}

TEST(SetAnnotations, EveryAnchorPointStandsAtThePlace) {
    for (int i = 0; i < 9; ++i) {
        Annotation text = item(AnnotationKind::text, {on_page(100, 100)}, "乙方\n丙");
        text.box_anchor = static_cast<model::BoxAnchor>(i);
        const AnnotationLayer layer = set_on_page({text});
        ASSERT_EQ(layer.set.size(), 1U);
        const draw::RectMm box = layer.set[0].box;
        EXPECT_NEAR(box.x_mm + box.w_mm * (i % 3) / 2.0, 100.0, 1e-9);
        EXPECT_NEAR(box.y_mm + box.h_mm * (i / 3) / 2.0, 100.0, 1e-9);
    }
}

TEST(SetAnnotations, ADimensionTellsTheGeodesicLength) {
    // pyproj 3.4: Geod(a=6378137, rf=298.257222101).inv between the degrees of (580000, 3240000)
    // and (690000, 3240000) in EPSG:4549; on the plane they are 110 km apart.
    constexpr double expected_km = 109.97391;
    const AnnotationLayer layer = set_on_page(
        {item(AnnotationKind::dimension, {on_map(-20'000, 40'000), on_map(90'000, 40'000)}),
         item(AnnotationKind::dimension, {on_map(-20'000, 40'000), on_map(90'000, 40'000)},
              "约{}，直线")});
    ASSERT_EQ(layer.set.size(), 2U);
    EXPECT_EQ(layer.set[0].text, fmt::format("{:.2f} 千米", expected_km));
    EXPECT_EQ(layer.set[1].text, fmt::format("约{:.2f} 千米，直线", expected_km));
}

TEST(SetAnnotations, ADimensionIsNeverUpsideDown) {
    for (const auto& [dx, dy] : std::vector<std::pair<double, double>>{
             {40, 0}, {-40, 0}, {0, 40}, {0, -40}, {-30, 20}, {-30, -20}, {30, 20}}) {
        const AnnotationLayer layer = set_on_page(
            {item(AnnotationKind::dimension, {on_page(150, 140), on_page(150 + dx, 140 + dy)})});
        ASSERT_EQ(layer.set.size(), 1U);
        int texts = 0;
        for (const draw::Item& one : layer.set[0].items) {
            const auto* text = std::get_if<draw::Text>(&one.shape);
            if (text == nullptr) continue;
            ++texts;
            EXPECT_LE(text->angle_deg, 90.0);
            EXPECT_GE(text->angle_deg, -90.1);
        }
        EXPECT_EQ(texts, 1);
    }
}

TEST(SetAnnotations, AGroundRadiusIsThatFarOnTheGround) {
    Annotation circle = item(AnnotationKind::circle, {on_map(40'000, 40'000)});
    circle.radius_m = 10'000;
    circle.own.line_mm = 0.0;
    const AnnotationLayer layer = set_on_page({circle});
    ASSERT_EQ(layer.set.size(), 1U);
    // The plane's scale there is 1.000242 (pyproj.Proj(4549).get_factors), so that 10 km are
    // 20.0048 mm and not 20.
    EXPECT_NEAR(layer.set[0].box.w_mm / 2, 20.0048, 0.0005);
}

TEST(SetAnnotations, AnAreaTagMeasuresThePolygonItNames) {
    Annotation shape = item(AnnotationKind::polygon,
                            {on_map(30'000, 30'000), on_map(50'000, 30'000), on_map(50'000, 40'000),
                             on_map(30'000, 40'000)},
                            "拓展区");
    shape.id = "p";
    Annotation tag = item(AnnotationKind::area_tag, {});
    tag.of = "p";
    const AnnotationLayer layer = set_on_page({shape, tag});
    ASSERT_EQ(layer.set.size(), 2U);
    // 199.903 km2 by pyproj.Geod.polygon_area_perimeter of the corners' degrees; 200 on the plane.
    EXPECT_EQ(layer.set[1].text.substr(0, layer.set[1].text.find('\n')), "拓展区");
    EXPECT_NE(layer.set[1].text.find("199.9平方公里"), std::string::npos) << layer.set[1].text;
    // Without a place of its own it stands in the polygon's middle.
    EXPECT_NEAR(layer.set[1].box.centre().x_mm, 150.0, 1e-6);
}

TEST(SetAnnotations, AnAreaTagOfADrawnShapeTellsThePlansWordsOnly) {
    Annotation tag = item(AnnotationKind::area_tag, {});
    tag.feature = "park-3";
    const AnnotationLayer layer = set_on_page({tag});
    ASSERT_EQ(layer.set.size(), 1U);
    EXPECT_EQ(layer.set[0].text, "健康产业园1\n规划2平方公里");
    EXPECT_EQ(layer.set[0].feature, "park-3");
    tag.feature = "core-0";  // schematic, nothing stated
    EXPECT_EQ(set_on_page({tag}).set.at(0).text, "中心城区健康产业核\n规划未列面积");
}

TEST(SetAnnotations, ACalloutPointsAtItsFeature) {
    Annotation callout = item(AnnotationKind::callout, {on_page(60, 60)}, "看这里");
    callout.feature = "core-0";
    const AnnotationLayer layer = set_on_page({callout});
    ASSERT_EQ(layer.set.size(), 1U);
    // The core is a square of 8 km at (30, 30) km: its middle at 34 km, (138, 152) mm.
    const draw::RectMm box = layer.set[0].box;
    EXPECT_NEAR(box.right_mm(), 138.7, 1e-6);
    EXPECT_NEAR(box.bottom_mm(), 152.7, 1e-6);
    EXPECT_LT(box.x_mm, 60.0);
}

TEST(SetAnnotations, WhatLiesOutsideOrSpeaksOfNothingIsNamed) {
    Annotation far = item(AnnotationKind::text, {on_map(900'000, 0)}, "远");
    far.id = "far";
    Annotation off = item(AnnotationKind::line, {on_page(500, 10), on_page(600, 10)});
    Annotation stray = item(AnnotationKind::callout, {on_page(60, 60)}, "无");
    stray.feature = "nothing";
    Annotation blank = item(AnnotationKind::image, {on_page(60, 60)});
    blank.file = "no.png";
    const AnnotationLayer layer =
        set_on_page({far, off, stray, blank, item(AnnotationKind::text, {on_page(60, 60)}, "在")});
    ASSERT_EQ(layer.set.size(), 1U);
    EXPECT_EQ(layer.set[0].index, 4U);
    ASSERT_EQ(layer.unset.size(), 4U);
    EXPECT_EQ(layer.unset[0].name, "far");
    EXPECT_EQ(layer.unset[0].reason, "不在地图范围内");
    EXPECT_EQ(layer.unset[1].name, "annotations[1]");
    EXPECT_EQ(layer.unset[1].reason, "不在图纸范围内");
    EXPECT_EQ(layer.unset[2].reason, "没有编号为“nothing”的要素");
}

TEST(SetAnnotations, AGroundLineIsCutAtTheFrameAndAPageLineIsNot) {
    const AnnotationLayer layer =
        set_on_page({item(AnnotationKind::line, {on_map(40'000, 40'000), on_map(400'000, 40'000)}),
                     item(AnnotationKind::line, {on_page(150, 140), on_page(400, 140)})});
    ASSERT_EQ(layer.set.size(), 2U);
    EXPECT_TRUE(layer.set[0].in_map);
    EXPECT_NEAR(layer.set[0].box.right_mm(), 280.0, 1e-9);
    EXPECT_FALSE(layer.set[1].in_map);
    EXPECT_GT(layer.set[1].box.right_mm(), 400.0 - 1e-9);
}

TEST(SetAnnotations, APictureKeepsItsShape) {
    Annotation image = item(AnnotationKind::image, {on_page(10, 10)});
    image.file = "logo.png";
    image.height_mm = 12;
    const AnnotationPictures pictures{
        {"logo.png", std::make_shared<const Image>(
                         Image{20, 10, std::vector<std::uint8_t>(800, std::uint8_t{255})})}};
    const AnnotationLayer layer = set_on_page({image}, pictures);
    ASSERT_EQ(layer.set.size(), 1U);
    EXPECT_EQ(layer.set[0].box, (draw::RectMm{10, 10, 24, 12}));
}

SheetSpec spec_with(AnnotationContent content) {
    SheetSpec spec;
    spec.annotations = std::make_shared<const AnnotationContent>(std::move(content));
    return spec;
}

TEST(ComposeSheet, LabelsKeepClearOfAnnotations) {
    AnnotationContent content;
    for (int i = 0; i < 6; ++i) {
        content.file.items.push_back(item(AnnotationKind::text,
                                          {on_map(15'000 + 9'000 * i, 20'000 + 7'000 * i)},
                                          "标注文字占地方"));
    }
    const auto sheet = compose_sheet(test::scene(30, 11), spec_with(content), test::fonts());
    ASSERT_TRUE(sheet);
    int annotations = 0;
    for (const SheetItem& note : sheet->items) {
        if (note.kind != ItemKind::annotation) continue;
        ++annotations;
        EXPECT_EQ(note.annotation_type, "text");
        for (const SheetItem& label : sheet->items) {
            if (label.kind != ItemKind::label) continue;
            EXPECT_FALSE(label.box.intersects(note.box)) << label.text;
        }
    }
    EXPECT_EQ(annotations, 6);
}

TEST(ComposeSheet, AMovedNorthArrowAndScaleBarReplaceTheSheetsOwn) {
    AnnotationContent content;
    content.file.items = {item(AnnotationKind::north_arrow, {on_page(30, 60)}),
                          item(AnnotationKind::scale_bar, {on_page(40, 240)})};
    const auto sheet = compose_sheet(small_scene(), spec_with(content), test::fonts());
    ASSERT_TRUE(sheet);
    for (const SheetItem& one : sheet->items) {
        EXPECT_NE(one.kind, ItemKind::north_arrow);
        EXPECT_NE(one.kind, ItemKind::scale_bar);
        if (one.annotation_type != "scale_bar") continue;
        EXPECT_NEAR(one.box.x_mm, 40, 1e-9);
        EXPECT_NEAR(one.box.y_mm, 240, 1e-9);
        EXPECT_NEAR(*one.bar_mm * sheet->view.scale_denominator / 1000, *one.ground_m, 1e-6);
    }
}

TEST(ComposeSheet, AHandMovedLabelStaysWhereItWasPut) {
    for (const auto& [w, h] : {std::pair{420.0, 297.0}, {297.0, 210.0}, {1189.0, 841.0}}) {
        for (const bool vertical : {false, true}) {
            AnnotationContent content;
            content.file.labels = {
                {"core-0", on_map(45'000, 52'000), vertical, true, {}},
                {"park-5", on_map(45'500, 52'500), false, false, {}}};  // on top of each other
            SheetSpec spec = spec_with(content);
            spec.width_mm = w;
            spec.height_mm = h;
            const auto sheet = compose_sheet(small_scene(), spec, test::fonts());
            ASSERT_TRUE(sheet);
            const draw::PaperMm expected =
                sheet->view.to_paper({test::origin_x + 45'000, test::origin_y + 52'000});
            int found = 0;
            for (const SheetItem& one : sheet->items) {
                if (one.kind != ItemKind::label || one.feature != "core-0") continue;
                ++found;
                EXPECT_NEAR(one.box.centre().x_mm, expected.x_mm, 1e-9);
                EXPECT_NEAR(one.box.centre().y_mm, expected.y_mm, 1e-9);
                EXPECT_EQ(one.box.h_mm > one.box.w_mm, vertical);
            }
            EXPECT_EQ(found, 1);
            EXPECT_EQ(std::ranges::count(sheet->dropped_labels, "park-5"), 0);
        }
    }
}

}  // namespace
}  // namespace parkatlas::cartography
