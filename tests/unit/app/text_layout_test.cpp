#include "app/text_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

using ::testing::ElementsAre;

// Chinese characters are twice as wide as Latin ones, as in a fixed-width type.
float advance(char32_t c) {
    return c < 0x2000 ? 1.0F : 2.0F;
}

TEST(WrapText, ShortTextIsOneLine) {
    EXPECT_THAT(wrap_text("一核两带五园", 12.0F, advance), ElementsAre("一核两带五园"));
}

TEST(WrapText, ChineseBreaksBetweenAnyTwoCharacters) {
    EXPECT_THAT(wrap_text("一核两带五园", 8.0F, advance), ElementsAre("一核两带", "五园"));
}

TEST(WrapText, EnglishBreaksAtSpacesWhichAreDropped) {
    EXPECT_THAT(wrap_text("one core two belts", 9.0F, advance),
                ElementsAre("one core", "two belts"));
}

TEST(WrapText, NoClosingMarkBeginsALine) {
    EXPECT_THAT(wrap_text("宁波生物，产业园。", 8.0F, advance),
                ElementsAre("宁波生", "物，产业", "园。"));
}

TEST(WrapText, NoOpeningMarkEndsALine) {
    EXPECT_THAT(wrap_text("宁波市《规划》", 8.0F, advance), ElementsAre("宁波市", "《规划》"));
}

TEST(WrapText, LatinWordsInChineseTextStayWhole) {
    EXPECT_THAT(wrap_text("测量按CGCS2000椭球", 12.0F, advance),
                ElementsAre("测量按", "CGCS2000椭球"));
}

TEST(WrapText, AWordLongerThanTheLineIsCut) {
    EXPECT_THAT(wrap_text("abcdefgh", 3.0F, advance), ElementsAre("abc", "def", "gh"));
}

TEST(WrapText, NewlinesEndLinesAlsoEmptyOnes) {
    EXPECT_THAT(wrap_text("a\n\nb", 9.0F, advance), ElementsAre("a", "", "b"));
}

TEST(WrapText, NothingIsLostExceptSpacesAtLineEnds) {
    const std::string text =
        "宁波市健康产业发展“十四五”规划（甬发改规划〔2022〕438号），2022-08-22。";
    for (float width = 4.0F; width < 60.0F; width += 1.0F) {
        std::string joined;
        for (const std::string_view line : wrap_text(text, width, advance)) joined += line;
        EXPECT_EQ(joined, text) << width;
    }
}

TEST(WrapText, NoLineIsWiderThanAskedWhereItCanBeBroken) {
    const std::string text = "宁波市健康产业发展规划沿四明山到天台山的山林利用森林药材和温泉";
    for (float width = 4.0F; width < 60.0F; width += 1.0F) {
        for (const std::string_view line : wrap_text(text, width, advance)) {
            EXPECT_LE(text_advance(line, advance), width);
        }
    }
}

TEST(ElideText, TextThatFitsIsLeftAlone) {
    EXPECT_EQ(elide_text("五园", 4.0F, advance), "五园");
}

TEST(ElideText, TextThatDoesNotFitEndsInAnEllipsisWithinTheWidth) {
    const std::string elided = elide_text("宁波生物产业园", 9.0F, advance);
    EXPECT_EQ(elided, "宁波生…");
    EXPECT_LE(text_advance(elided, advance), 9.0F);
}

}  // namespace
}  // namespace parkatlas::app
