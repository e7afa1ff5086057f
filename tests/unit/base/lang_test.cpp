#include "base/lang.h"

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(LangFromLocale, ChineseLocalesAreChinese) {
    EXPECT_EQ(lang_from_locale("zh_CN.UTF-8", Lang::en), Lang::zh);
    EXPECT_EQ(lang_from_locale("zh_TW", Lang::en), Lang::zh);
}

TEST(LangFromLocale, OtherLocalesAreEnglish) {
    EXPECT_EQ(lang_from_locale("de_DE.UTF-8", Lang::zh), Lang::en);
}

TEST(LangFromLocale, TheNeutralLocaleSaysNothing) {
    EXPECT_EQ(lang_from_locale("C.UTF-8", Lang::zh), Lang::zh);
    EXPECT_EQ(lang_from_locale("POSIX", Lang::en), Lang::en);
    EXPECT_EQ(lang_from_locale("", Lang::zh), Lang::zh);
}

}  // namespace
}  // namespace parkatlas
