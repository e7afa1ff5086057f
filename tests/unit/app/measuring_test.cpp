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

struct Drawn {
    Measuring measuring;
    History history;

    void draw_area() {
        measuring.take(Tool::area);
        for (const geo::LonLat point : {a, b, c}) measuring.add_point(point, Lang::zh, history);
        measuring.finish(Lang::zh, history);
    }
    [[nodiscard]] const std::vector<tasks::Measurement>& finished() const {
        return *history.present().measurements;
    }
};

Drawn with_area() {
    Drawn drawn;
    drawn.draw_area();
    return drawn;
}

TEST(Measuring, WithoutAToolNothingIsDrawn) {
    Drawn drawn;
    drawn.measuring.add_point(a, Lang::zh, drawn.history);
    EXPECT_FALSE(drawn.measuring.is_drawing());
}

TEST(Measuring, AFinishedSketchGetsANameAndIsChosen) {
    const Drawn drawn = with_area();
    ASSERT_EQ(drawn.finished().size(), 1U);
    EXPECT_EQ(drawn.finished()[0].name, "面积1");
    EXPECT_EQ(drawn.measuring.chosen(), 0U);
    EXPECT_FALSE(drawn.measuring.is_drawing());
    EXPECT_EQ(drawn.measuring.tool(), Tool::area);  // ready for the next
}

TEST(Measuring, TooFewPointsFinishNothing) {
    Drawn drawn;
    drawn.measuring.take(Tool::area);
    drawn.measuring.add_point(a, Lang::zh, drawn.history);
    drawn.measuring.add_point(b, Lang::zh, drawn.history);
    drawn.measuring.finish(Lang::zh, drawn.history);
    EXPECT_TRUE(drawn.finished().empty());
    EXPECT_EQ(drawn.measuring.sketch().points.size(), 2U);
}

TEST(Measuring, TheSamePointTwiceCountsOnce) {
    Drawn drawn;
    drawn.measuring.take(Tool::distance);
    drawn.measuring.add_point(a, Lang::zh, drawn.history);
    drawn.measuring.add_point(a, Lang::zh, drawn.history);
    EXPECT_EQ(drawn.measuring.sketch().points.size(), 1U);
}

TEST(Measuring, ACircleIsFinishedByItsSecondPoint) {
    Drawn drawn;
    drawn.measuring.take(Tool::circle);
    drawn.measuring.add_point(a, Lang::en, drawn.history);
    drawn.measuring.add_point(b, Lang::en, drawn.history);
    ASSERT_EQ(drawn.finished().size(), 1U);
    EXPECT_EQ(drawn.finished()[0].name, "Circle 1");
}

TEST(Measuring, PointsOfTheSketchAreTakenBackOneByOne) {
    Drawn drawn = with_area();
    drawn.measuring.add_point(a, Lang::zh, drawn.history);
    drawn.measuring.add_point(b, Lang::zh, drawn.history);
    EXPECT_TRUE(drawn.measuring.take_back_point());
    EXPECT_EQ(drawn.measuring.sketch().points.size(), 1U);
    EXPECT_TRUE(drawn.measuring.take_back_point());
    EXPECT_FALSE(drawn.measuring.take_back_point());
    EXPECT_EQ(drawn.finished().size(), 1U);
}

TEST(Measuring, EveryChangeCanBeUndoneAndRedone) {
    Drawn drawn = with_area();
    const std::vector<tasks::Measurement> first = drawn.finished();
    rename_measurement(drawn.history, 0, "地块");
    move_measure_point(drawn.history, 0, 1, {121.53, 29.81}, 5);
    move_measure_point(drawn.history, 0, 1, {121.54, 29.81}, 5);  // the same movement
    const std::vector<tasks::Measurement> moved = drawn.finished();
    remove_measurement(drawn.history, 0);
    EXPECT_TRUE(drawn.finished().empty());
    drawn.history.undo();
    EXPECT_EQ(drawn.finished(), moved);
    drawn.history.undo();
    EXPECT_EQ(drawn.finished()[0].points, first[0].points);
    EXPECT_EQ(drawn.finished()[0].name, "地块");
    drawn.history.undo();
    EXPECT_EQ(drawn.finished(), first);
    for (int i = 0; i < 3; ++i) drawn.history.redo();
    EXPECT_TRUE(drawn.finished().empty());
    EXPECT_FALSE(drawn.history.can_redo());
}

TEST(Measuring, NamesAreNotGivenTwice) {
    Drawn drawn = with_area();
    drawn.history.undo();
    drawn.draw_area();
    EXPECT_EQ(drawn.finished()[0].name, "面积2");
}

TEST(Measuring, CancelDropsTheSketchThenTheTool) {
    Drawn drawn;
    drawn.measuring.take(Tool::distance);
    drawn.measuring.add_point(a, Lang::zh, drawn.history);
    drawn.measuring.cancel();
    EXPECT_EQ(drawn.measuring.tool(), Tool::distance);
    EXPECT_FALSE(drawn.measuring.is_drawing());
    drawn.measuring.cancel();
    EXPECT_EQ(drawn.measuring.tool(), Tool::select);
}

TEST(Measuring, WhatIsNotThereChangesNothing) {
    Drawn drawn;
    remove_measurement(drawn.history, 3);
    rename_measurement(drawn.history, 3, "x");
    move_measure_point(drawn.history, 0, 0, a, 1);
    remove_all_measurements(drawn.history);
    EXPECT_FALSE(drawn.history.can_undo());
    drawn.measuring.choose(7);
    drawn.measuring.keep_choice(7);
    EXPECT_EQ(drawn.measuring.chosen(), std::nullopt);
}

TEST(MeasureWords, ATableForASpreadsheetHasOneLineAMeasurement) {
    const Result<tasks::Ruler> ruler = tasks::Ruler::create();
    ASSERT_TRUE(ruler);
    Drawn drawn = with_area();
    rename_measurement(drawn.history, 0, "甲\t乙\n丙");
    const std::string table = measurements_as_tsv(drawn.finished(), *ruler, Lang::zh);
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 2);
    EXPECT_NE(table.find("甲 乙 丙\t"), std::string::npos);
}

TEST(MeasureWords, LengthsGrowIntoKilometres) {
    EXPECT_EQ(length_words(1234.56, Lang::en), "1,234.6 m");
    EXPECT_EQ(length_words(12'345.6, Lang::en), "12.346 km");
    EXPECT_EQ(length_words(12'345.6, Lang::zh), "12.346 千米");
}

}  // namespace
}  // namespace parkatlas::app
