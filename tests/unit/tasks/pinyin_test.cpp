#include "tasks/pinyin.h"

#include <gtest/gtest.h>

namespace parkatlas::tasks {
namespace {

// Readings as in 现代汉语词典.
class PinyinTable : public testing::Test {
  protected:
    void SetUp() override {
        Result<Pinyin> loaded = Pinyin::load();
        ASSERT_TRUE(loaded) << error_line(loaded.error());
        pinyin = std::move(*loaded);
    }
    Pinyin pinyin;
};

TEST_F(PinyinTable, FindsANameByItsInitials) {
    EXPECT_TRUE(pinyin.matches("宁波生物产业园", "nbsw"));
    EXPECT_TRUE(pinyin.matches("宁波生物产业园", "swcyy"));
    EXPECT_FALSE(pinyin.matches("宁波生命医学中心", "nbsw"));
}

TEST_F(PinyinTable, FindsANameBySyllablesAndBeginningsOfThem) {
    EXPECT_TRUE(pinyin.matches("宁波生物产业园", "ningbo"));
    EXPECT_TRUE(pinyin.matches("宁波生物产业园", "ningbsw"));
    EXPECT_TRUE(pinyin.matches("宁波生物产业园", "nbshengw"));
    EXPECT_FALSE(pinyin.matches("宁波生物产业园", "ingbo"));
}

TEST_F(PinyinTable, ReadsACharacterInEachOfItsWays) {
    EXPECT_TRUE(pinyin.matches("乐清市", "yueqing"));
    EXPECT_TRUE(pinyin.matches("乐清市", "leqing"));
    EXPECT_TRUE(pinyin.matches("长兴县", "cxx"));
    EXPECT_TRUE(pinyin.matches("衢州市", "quzhou"));
}

TEST_F(PinyinTable, SkipsMarksAndTakesLettersForThemselves) {
    EXPECT_TRUE(pinyin.matches("数字健康园“一园多点”", "szjkyyydd"));
    EXPECT_TRUE(pinyin.matches("智造A区", "zzaq"));
    EXPECT_TRUE(pinyin.matches("宁波生物产业园", "NBSW"));
}

TEST_F(PinyinTable, OtherSignsMatchNothing) {
    EXPECT_FALSE(pinyin.matches("宁波", ""));
    EXPECT_FALSE(pinyin.matches("宁波", "宁波"));
    EXPECT_FALSE(pinyin.matches("宁波", "n b"));
}

TEST(Pinyin, KnowsWhatItsTableSays) {
    const Pinyin pinyin = Pinyin::from_table("# remark\nba 八巴\nbo 八\n\nodd\n");
    EXPECT_TRUE(pinyin.matches("八巴", "boba"));
    EXPECT_FALSE(pinyin.matches("八巴", "bobo"));
    EXPECT_FALSE(Pinyin{}.matches("八", "ba"));
}

}  // namespace
}  // namespace parkatlas::tasks
