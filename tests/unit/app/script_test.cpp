#include "app/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Script, EachLineIsOneCommandWithItsLineNumber) {
    const auto script =
        parse_script("fit\n\n# the park\nselect park-meishan\r\nclick 10 20.5\n", "s");
    ASSERT_TRUE(script.has_value());
    ASSERT_EQ(script->size(), 3U);
    EXPECT_EQ((*script)[0].name, "fit");
    EXPECT_EQ((*script)[1].words, "park-meishan");
    EXPECT_EQ((*script)[1].line, 4);
    EXPECT_THAT((*script)[2].numbers, ElementsAre(10.0, 20.5));
}

TEST(Script, TheRestOfTheLineIsOneArgument) {
    const auto script = parse_script("screenshot  a folder/宁波 1.png ", "s");
    ASSERT_TRUE(script.has_value());
    EXPECT_EQ((*script)[0].words, "a folder/宁波 1.png");
}

TEST(Script, AnEmptyScriptHasNoCommands) {
    const auto script = parse_script("", "s");
    ASSERT_TRUE(script.has_value());
    EXPECT_THAT(*script, IsEmpty());
}

TEST(Script, AnUnknownCommandIsAUsageErrorThatNamesItsLine) {
    const auto script = parse_script("fit\nexplode now\n", "demo.txt");
    ASSERT_FALSE(script.has_value());
    EXPECT_EQ(script.error().code, ErrorCode::usage);
    EXPECT_EQ(script.error().where, "demo.txt, line 2");
    EXPECT_THAT(script.error().what, HasSubstr("explode"));
    EXPECT_THAT(script.error().remedy, HasSubstr("wait_idle"));
}

TEST(Script, WrongArgumentsAreUsageErrors) {
    for (const char* line : {"click 1", "click 1 x", "click 1 2 3", "scroll 1 2 nan", "select",
                             "fit now", "drag 1 2 3", "scale inf", "lang"}) {
        const auto script = parse_script(line, "s");
        ASSERT_FALSE(script.has_value()) << line;
        EXPECT_EQ(script.error().code, ErrorCode::usage) << line;
    }
}

TEST(Script, CommandNamesAreDifferentFromEachOther) {
    std::vector<std::string_view> names = script_command_names();
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

}  // namespace
}  // namespace parkatlas::app
