#include "tasks/page_places.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::tasks {
namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;

// 1:100,000 about a point of the central meridian: a millimetre is 100 m.
PagePlaces places() {
    draw::MapView view;
    view.frame = {10.0, 20.0, 200.0, 100.0};
    view.centre = {500'000.0, 3'320'000.0};
    view.scale_denominator = 100'000.0;
    return *PagePlaces::create(geo::Crs::gauss_kruger_120(), "EPSG:4549", view);
}

Annotation on_page(AnnotationKind kind, double x, double y) {
    Annotation made;
    made.kind = kind;
    made.places.push_back({AnnotationPlace::Anchor::page, x, y});
    return made;
}

TEST(PagePlaces, LeadToTheGroundAndBack) {
    const PagePlaces page = places();
    const auto there = page.on_ground({30.0, 50.0});
    ASSERT_TRUE(there.has_value());
    EXPECT_EQ(there->anchor, AnnotationPlace::Anchor::lon_lat);
    // 80 mm left of the middle at 1:100,000 is 8 km west of 120 E; a degree is 96.5 km here.
    EXPECT_NEAR(there->x, 120.0 - 8.0 / 96.48, 1e-4);
    const auto back = page.on_paper(*there);
    ASSERT_TRUE(back.has_value());
    EXPECT_NEAR(back->x_mm, 30.0, 1e-6);
    EXPECT_NEAR(back->y_mm, 50.0, 1e-6);
}

TEST(MoveOnPage, MovesWhatHangsOnThePageAndWhatHangsOnTheGroundAlike) {
    const PagePlaces page = places();
    Annotation logo = on_page(AnnotationKind::image, 15.0, 25.0);
    ASSERT_TRUE(move_on_page(logo, {}, {2.0, -3.0}, page));
    EXPECT_EQ(logo.places[0].x, 17.0);
    EXPECT_EQ(logo.places[0].y, 22.0);

    Annotation note = on_page(AnnotationKind::text, 40.0, 40.0);
    ASSERT_TRUE(tie_to_ground(note, page));
    note.places[0].offset_x_mm = 5.0;
    const auto before = page.on_paper(note.places[0]);
    ASSERT_TRUE(move_on_page(note, {}, {7.0, 1.5}, page));
    const auto after = page.on_paper(note.places[0]);
    EXPECT_NEAR(after->x_mm - before->x_mm, 7.0, 1e-6);
    EXPECT_NEAR(after->y_mm - before->y_mm, 1.5, 1e-6);
    EXPECT_EQ(note.places[0].offset_x_mm, 5.0);
}

TEST(MoveOnPage, MovesOnePlaceOfALine) {
    Annotation arrow = on_page(AnnotationKind::arrow, 15.0, 25.0);
    arrow.places.push_back({AnnotationPlace::Anchor::page, 60.0, 25.0});
    ASSERT_TRUE(move_on_page(arrow, 1, {0.0, 10.0}, places()));
    EXPECT_EQ(arrow.places[0].y, 25.0);
    EXPECT_EQ(arrow.places[1].y, 35.0);
}

TEST(TieToGround, AndBackToThePageLeavesItWhereItWas) {
    const PagePlaces page = places();
    Annotation circle = on_page(AnnotationKind::circle, 60.0, 70.0);
    circle.radius_mm = 8.0;
    const Annotation before = circle;
    ASSERT_TRUE(tie_to_ground(circle, page));
    EXPECT_FALSE(is_tied_to_page(circle));
    EXPECT_NEAR(*circle.radius_m, 800.0, 1e-9);  // 8 mm at 1:100,000
    ASSERT_TRUE(tie_to_page(circle, page));
    EXPECT_EQ(circle, before);
    Annotation tag;  // hangs on its feature
    tag.kind = AnnotationKind::area_tag;
    EXPECT_FALSE(tie_to_page(tag, page));
}

TEST(ResizeOnPage, KeepsTheShapeOfAPictureAndTheCornerThatStandsAtThePlace) {
    Annotation logo = on_page(AnnotationKind::image, 20.0, 30.0);
    logo.height_mm = 10.0;
    const draw::RectMm box{20.0, 30.0, 20.0, 10.0};
    const draw::RectMm larger = resized_box(logo, box, {20.0, 10.0});
    EXPECT_EQ(larger, (draw::RectMm{20.0, 30.0, 40.0, 20.0}));
    resize_on_page(logo, box, {20.0, 10.0});
    EXPECT_EQ(*logo.width_mm, 40.0);
    EXPECT_EQ(*logo.height_mm, 20.0);
    // Never so small that the hand would not find it again.
    resize_on_page(logo, box, {-500.0, -500.0});
    EXPECT_GE(*logo.width_mm, 2.9);
}

TEST(ResizeOnPage, OfABoxHeldInItsMiddleMovesBothSides) {
    Annotation note = on_page(AnnotationKind::text, 60.0, 60.0);
    const draw::RectMm box{40.0, 55.0, 40.0, 10.0};
    const draw::RectMm wider = resized_box(note, box, {5.0, 0.0});
    EXPECT_EQ(wider.w_mm, 50.0);
    EXPECT_EQ(wider.x_mm, 35.0);
    resize_on_page(note, box, {5.0, 0.0});
    EXPECT_EQ(*note.width_mm, 50.0);
}

TEST(ResizeOnPage, OfABoxHeldAtItsRightDrawsItsLeftSide) {
    Annotation logo = on_page(AnnotationKind::image, 60.0, 60.0);
    logo.box_anchor = model::BoxAnchor::bottom_right;
    const draw::RectMm box{40.0, 50.0, 20.0, 10.0};
    const std::vector<PageHandle> handles = page_handles(logo, box, places());
    ASSERT_EQ(handles.size(), 1U);
    EXPECT_EQ(handles[0].at.x_mm, 40.0);
    EXPECT_EQ(handles[0].at.y_mm, 50.0);
    const draw::RectMm larger = resized_box(logo, box, {-20.0, -10.0});
    EXPECT_EQ(larger.w_mm, 40.0);
    EXPECT_EQ(larger.right_mm(), 60.0);
    EXPECT_EQ(larger.bottom_mm(), 60.0);
}

TEST(PageHandles, OfALineAreItsPlaces) {
    Annotation arrow = on_page(AnnotationKind::arrow, 15.0, 25.0);
    arrow.places.push_back({AnnotationPlace::Anchor::page, 60.0, 35.0});
    const std::vector<PageHandle> handles = page_handles(arrow, {15.0, 25.0, 45.0, 10.0}, places());
    ASSERT_EQ(handles.size(), 2U);
    EXPECT_EQ(handles[1].at.x_mm, 60.0);
    EXPECT_EQ(handles[1].place, 1U);
}

TEST(AnnotationOfItem, StandsWhereTheSheetsOwnNorthArrowStood) {
    cartography::SheetItem item;
    item.kind = cartography::ItemKind::north_arrow;
    item.box = {380.0, 20.0, 12.0, 18.0};
    const auto made = annotation_of_item(item);
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->kind, AnnotationKind::north_arrow);
    EXPECT_EQ(made->places[0].x, 380.0);
    EXPECT_EQ(made->height_mm, 18.0);
    item.kind = cartography::ItemKind::legend;
    EXPECT_FALSE(annotation_of_item(item).has_value());
}

}  // namespace
}  // namespace parkatlas::tasks
