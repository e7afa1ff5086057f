#include "cartography/label_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::cartography {
namespace {

using ::testing::ElementsAre;

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += word;
    return out;
}

TEST(WordsOf, JoinedTheyAreTheNameAgain) {
    for (const char* name :
         {"宁波生命医学中心", "规划总面积4.6平方公里", "Ningbo Life Medicine Centre",
          "“三江两岸”健康产业发展带", "A（B）C、D", ""}) {
        EXPECT_EQ(joined(words_of(name)), name);
    }
}

TEST(WordsOf, ANumberStaysWithItsUnit) {
    EXPECT_THAT(words_of("约4.6平方公里"), ElementsAre("约", "4.6平方公里"));
    EXPECT_THAT(words_of("planned 4 km2"), ElementsAre("planned ", "4 km2"));
}

TEST(WordsOf, ACountStaysWithWhatItCounts) {
    EXPECT_THAT(words_of("（一期约）"), ElementsAre("（一期", "约）"));
    EXPECT_THAT(words_of("一核两带"), ElementsAre("一核", "两带"));
    EXPECT_THAT(words_of("十四五末"), ElementsAre("十四五", "末"));
    EXPECT_THAT(words_of("三江"), ElementsAre("三", "江"));
}

TEST(BalancedLines, BreakBetweenWords) {
    EXPECT_THAT(balanced_lines("宁波生命医学中心", 2), ElementsAre("宁波生命", "医学中心"));
    EXPECT_THAT(balanced_lines("Ningbo Life Medicine Centre", 2),
                ElementsAre("Ningbo Life", "Medicine Centre"));
}

TEST(BalancedLines, ASingleCharacterNeverStandsAlone) {
    for (const std::string& line : balanced_lines("梅山生命健康产业园", 2)) {
        EXPECT_GE(line.size(), 6U) << line;  // two characters of three bytes
    }
}

TEST(BalancedLines, PunctuationDoesNotBeginALine) {
    for (const std::string& line : balanced_lines("“三江两岸”健康产业发展带", 3)) {
        EXPECT_FALSE(line.starts_with("”")) << line;
    }
}

TEST(WrappedLines, NoBracketOrSignStandsAtTheWrongEndOfALine) {
    // One character wider at a time, so that every break there can be occurs.
    const auto width = [](std::string_view text) { return static_cast<double>(text.size()); };
    for (double breadth = 9.0; breadth < 60.0; breadth += 1.0) {
        for (const std::string& line :
             wrapped_lines("平安健康(检测)中心【新】占地“约四成”，即40%；名单［甲］见《规划》？",
                           breadth, width)) {
            for (const char* wrong : {")", "】", "”", "，", "%", "；", "］", "》", "？"}) {
                EXPECT_FALSE(line.starts_with(wrong)) << breadth << " " << line;
            }
            for (const char* wrong : {"(", "【", "“", "［", "《"}) {
                EXPECT_FALSE(line.ends_with(wrong)) << breadth << " " << line;
            }
        }
    }
}

TEST(WrappedLines, NoLineIsWiderThanAsked) {
    const auto width = [](std::string_view text) { return static_cast<double>(text.size()); };
    for (const std::string& line :
         wrapped_lines("规划把全市健康产业落在三个层次上，一个很长的句子。", 18.0, width)) {
        EXPECT_LE(width(line), 18.0) << line;
    }
}

TEST(AreaLine, StatedAreaOfADrawnShapeComesInThePlansWordsAndItsMeasureNever) {
    model::LayoutFeature feature;
    feature.basis = model::Basis::schematic;
    EXPECT_EQ(area_line(feature, 3.9e6, Lang::zh), "");
    feature.stated_area_text = "规划总面积4平方公里";
    feature.stated_area_m2 = 4e6;
    EXPECT_EQ(area_line(feature, 3.9e6, Lang::zh), "规划总面积4平方公里");
    EXPECT_EQ(area_line(feature, 3.9e6, Lang::en), "planned 4 km²");
}

TEST(AreaLine, AMeasuredAreaSaysItsBasis) {
    model::LayoutFeature feature;
    feature.basis = model::Basis::administrative;
    EXPECT_EQ(area_line(feature, 2.5e6, Lang::en), "2.500 km² (administrative units)");
}

TEST(SchemeWords, AreReadInTheirOrder) {
    const auto words = scheme_words("一核两带五园");
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words[0].text, "一核");
    EXPECT_EQ(words[0].role, model::Role::core);
    EXPECT_EQ(words[1].role, model::Role::belt);
    EXPECT_EQ(words[2].text, "五园");
    EXPECT_EQ(words[2].role, model::Role::park);
    const auto groups = scheme_words("一心一轴六组团");
    ASSERT_EQ(groups.size(), 3U);
    EXPECT_EQ(groups[2].role, model::Role::cluster);
}

TEST(AreaLine, ARegionHasFourFiguresAtMost) {
    model::LayoutFeature feature;
    feature.basis = model::Basis::administrative;
    EXPECT_EQ(area_line(feature, 16847.577e6, Lang::en), "16,848 km² (administrative units)");
    EXPECT_EQ(area_line(feature, 728.66e6, Lang::en), "728.7 km² (administrative units)");
}

TEST(ClassWord, IsTranslatedIfThePlansUseItAndKeptIfNot) {
    EXPECT_EQ(class_word("培育", Lang::zh), "培育");
    EXPECT_EQ(class_word("培育", Lang::en), "being fostered");
    EXPECT_EQ(class_word("某种新类", Lang::en), "某种新类");
}

}  // namespace
}  // namespace parkatlas::cartography
