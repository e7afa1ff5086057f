#include "app/measuring.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "app/measure_words.h"
#include "base/messages_app.h"

namespace parkatlas::app {
namespace {

constexpr geo::LonLat a{121.50, 29.80};
constexpr geo::LonLat b{121.52, 29.80};
constexpr geo::LonLat c{121.52, 29.82};

Measuring with_area() {
    Measuring measuring;
    measuring.take(Tool::area);
    for (const geo::LonLat point : {a, b, c}) measuring.add_point(point, Lang::zh);
    measuring.finish(Lang::zh);
    return measuring;
}

TEST(Measuring, WithoutAToolNothingIsDrawn) {
    Measuring measuring;
    measuring.add_point(a, Lang::zh);
    EXPECT_TRUE(measuring.sketch().points.empty());
}

TEST(Measuring, AFinishedSketchGetsANameAndIsChosen) {
    const Measuring measuring = with_area();
    ASSERT_EQ(measuring.finished().size(), 1U);
    EXPECT_EQ(measuring.finished()[0].name, "面积1");
    EXPECT_EQ(measuring.chosen(), 0U);
    EXPECT_TRUE(measuring.sketch().points.empty());
    EXPECT_EQ(measuring.tool(), Tool::area);  // ready for the next
}

TEST(Measuring, TooFewPointsFinishNothing) {
    Measuring measuring;
    measuring.take(Tool::area);
    measuring.add_point(a, Lang::zh);
    measuring.add_point(b, Lang::zh);
    measuring.finish(Lang::zh);
    EXPECT_TRUE(measuring.finished().empty());
    EXPECT_EQ(measuring.sketch().points.size(), 2U);
}

TEST(Measuring, TheSamePointTwiceCountsOnce) {
    Measuring measuring;
    measuring.take(Tool::distance);
    measuring.add_point(a, Lang::zh);
    measuring.add_point(a, Lang::zh);
    EXPECT_EQ(measuring.sketch().points.size(), 1U);
}

TEST(Measuring, ACircleIsFinishedByItsSecondPoint) {
    Measuring measuring;
    measuring.take(Tool::circle);
    measuring.add_point(a, Lang::en);
    measuring.add_point(b, Lang::en);
    ASSERT_EQ(measuring.finished().size(), 1U);
    EXPECT_EQ(measuring.finished()[0].name, "Circle 1");
}

TEST(Measuring, UndoTakesBackPointsFirst) {
    Measuring measuring = with_area();
    measuring.add_point(a, Lang::zh);
    EXPECT_EQ(measuring.undo_words(), msg::app_step_point);
    measuring.undo();
    EXPECT_TRUE(measuring.sketch().points.empty());
    EXPECT_EQ(measuring.finished().size(), 1U);
    EXPECT_EQ(measuring.undo_words(), msg::app_step_measure);
    measuring.undo();
    EXPECT_TRUE(measuring.finished().empty());
    measuring.redo();
    EXPECT_EQ(measuring.finished().size(), 1U);
}

TEST(Measuring, EveryChangeCanBeUndoneAndRedone) {
    Measuring measuring = with_area();
    const std::vector<tasks::Measurement> first = measuring.finished();
    measuring.rename(0, "地块");
    measuring.move_point(0, 1, {121.53, 29.81}, true);
    measuring.move_point(0, 1, {121.54, 29.81}, false);  // the same movement
    const std::vector<tasks::Measurement> moved = measuring.finished();
    measuring.remove(0);
    EXPECT_TRUE(measuring.finished().empty());
    measuring.undo();
    EXPECT_EQ(measuring.finished(), moved);
    measuring.undo();
    EXPECT_EQ(measuring.finished()[0].points, first[0].points);
    EXPECT_EQ(measuring.finished()[0].name, "地块");
    measuring.undo();
    EXPECT_EQ(measuring.finished(), first);
    for (int i = 0; i < 3; ++i) measuring.redo();
    EXPECT_TRUE(measuring.finished().empty());
    EXPECT_FALSE(measuring.can_redo());
}

TEST(Measuring, AChangeForgetsWhatCouldBeRedone) {
    Measuring measuring = with_area();
    measuring.undo();
    ASSERT_TRUE(measuring.can_redo());
    for (const geo::LonLat point : {a, b, c}) measuring.add_point(point, Lang::zh);
    measuring.finish(Lang::zh);
    EXPECT_FALSE(measuring.can_redo());
    EXPECT_EQ(measuring.finished()[0].name, "面积2");  // names are not given twice
}

TEST(Measuring, CancelDropsTheSketchThenTheTool) {
    Measuring measuring;
    measuring.take(Tool::distance);
    measuring.add_point(a, Lang::zh);
    measuring.cancel();
    EXPECT_EQ(measuring.tool(), Tool::distance);
    EXPECT_TRUE(measuring.sketch().points.empty());
    measuring.cancel();
    EXPECT_EQ(measuring.tool(), Tool::select);
}

TEST(Measuring, WhatIsNotThereChangesNothing) {
    Measuring measuring;
    measuring.remove(3);
    measuring.rename(3, "x");
    measuring.move_point(0, 0, a, true);
    measuring.remove_all();
    measuring.choose(7);
    EXPECT_FALSE(measuring.can_undo());
    EXPECT_EQ(measuring.chosen(), std::nullopt);
}

TEST(MeasureWords, ATableForASpreadsheetHasOneLineAMeasurement) {
    const Result<tasks::Ruler> ruler = tasks::Ruler::create();
    ASSERT_TRUE(ruler);
    Measuring measuring = with_area();
    measuring.rename(0, "甲\t乙\n丙");
    const std::string table = measurements_as_tsv(measuring.finished(), *ruler, Lang::zh);
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 2);
    EXPECT_NE(table.find("甲 乙 丙\t"), std::string::npos);
}

TEST(MeasureWords, LengthsGrowIntoKilometres) {
    EXPECT_EQ(length_words(1234.56), "1,234.6 m");
    EXPECT_EQ(length_words(12'345.6), "12.346 km");
}

}  // namespace
}  // namespace parkatlas::app
