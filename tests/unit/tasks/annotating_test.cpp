#include "tasks/annotating.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/annotations.h"
#include "support/temporary_folder.h"
#include "tasks/annotation_files.h"

namespace parkatlas::tasks {
namespace {

using model::Annotation;
using model::AnnotationKind;

const std::vector<geo::LonLat> three{{121.5, 29.8}, {121.6, 29.8}, {121.6, 29.9}};

TEST(DrawnAnnotation, IsReadBackFromItsFileForEveryKindThatCanBeDrawn) {
    model::Annotations file;
    for (const AnnotationKind kind :
         {AnnotationKind::text, AnnotationKind::arrow, AnnotationKind::line,
          AnnotationKind::polygon, AnnotationKind::circle, AnnotationKind::dimension,
          AnnotationKind::callout, AnnotationKind::area_tag}) {
        const std::size_t count = points_to_draw(kind) > 0 ? points_to_draw(kind) : three.size();
        const std::vector<geo::LonLat> points{three.begin(),
                                              three.begin() + static_cast<std::ptrdiff_t>(count)};
        file.items.push_back(drawn_annotation(kind, points, "", Lang::zh));
        file.items.push_back(drawn_annotation(kind, points, "park-meishan", Lang::en));
    }
    const test::TemporaryFolder folder;
    const std::string path = (folder.path() / "notes.json").string();
    ASSERT_TRUE(write_annotations(file, path).has_value());
    const auto read = io::read_annotations(path, {});
    ASSERT_TRUE(read.has_value()) << error_line(read.error());
    EXPECT_EQ(read->value, file);
}

TEST(DrawnAnnotation, MeasuresTheRadiusOfACircleOnTheEllipsoid) {
    const Annotation circle =
        drawn_annotation(AnnotationKind::circle, {three[1], three[2]}, "", Lang::zh);
    // A tenth of a degree of latitude near 29.85 N: pyproj's Geod gives 11085.4 m.
    EXPECT_NEAR(*circle.radius_m, 11'085.4, 1.0);
    EXPECT_EQ(circle.places.size(), 1U);
}

TEST(DrawnAnnotation, WithoutAFeatureATagIsATextAndACalloutPointsAtTheGround) {
    EXPECT_EQ(drawn_annotation(AnnotationKind::area_tag, {three[0]}, "", Lang::zh).kind,
              AnnotationKind::text);
    const Annotation callout = drawn_annotation(AnnotationKind::callout, {three[0]}, "", Lang::zh);
    ASSERT_EQ(callout.places.size(), 2U);
    EXPECT_NE(callout.places[0].offset_x_mm, 0.0);
    EXPECT_EQ(callout.places[1].offset_x_mm, 0.0);
}

TEST(MoveAnnotation, MovesOnePlaceOrAll) {
    Annotation line = drawn_annotation(AnnotationKind::line, three, "", Lang::zh);
    move_place(line, 1, {122.0, 30.0});
    EXPECT_EQ(line.places[1].x, 122.0);
    EXPECT_EQ(line.places[0].x, 121.5);
    move_by(line, 0.5, -0.25);
    EXPECT_EQ(line.places[0].x, 122.0);
    EXPECT_EQ(line.places[1].y, 29.75);
}

TEST(Annotations, AreDuplicatedReorderedAndRemoved) {
    model::Annotations file;
    for (const char* words : {"a", "b", "c"}) {
        file.items.push_back(drawn_annotation(AnnotationKind::text, {three[0]}, "", Lang::zh));
        file.items.back().text = words;
        file.items.back().id = words;
    }
    EXPECT_EQ(duplicate_annotation(file, 0), 3U);
    EXPECT_EQ(file.items[3].text, "a");
    EXPECT_EQ(file.items[3].id, "");
    EXPECT_GT(file.items[3].places[0].offset_x_mm, 0.0);
    EXPECT_EQ(reorder_annotation(file, 3, true), 3U);
    EXPECT_EQ(reorder_annotation(file, 0, false), 0U);
    EXPECT_EQ(reorder_annotation(file, 0, true), 1U);
    EXPECT_EQ(file.items[0].text, "b");
    remove_annotation(file, 0);
    remove_annotation(file, 99);
    EXPECT_EQ(file.items.size(), 3U);
    EXPECT_EQ(file.items[0].text, "a");
}

TEST(AnnotationTitle, IsOneLine) {
    Annotation text = drawn_annotation(AnnotationKind::text, {three[0]}, "", Lang::zh);
    text.text = "甲\n乙";
    EXPECT_EQ(annotation_title(text, Lang::zh), "甲 乙");
    EXPECT_EQ(
        annotation_title(drawn_annotation(AnnotationKind::arrow, three, "", Lang::zh), Lang::en),
        "Arrow");
}

}  // namespace
}  // namespace parkatlas::tasks
