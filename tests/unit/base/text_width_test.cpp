#include "base/text_width.h"

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(TerminalWidth, ChineseTakesTwoColumns) {
    EXPECT_EQ(terminal_width("Park"), 4);
    EXPECT_EQ(terminal_width("园区"), 4);
    EXPECT_EQ(terminal_width("“十四五”"), 8);  // curved quotes are ambiguous: one column
    EXPECT_EQ(terminal_width("（）"), 4);
    EXPECT_EQ(terminal_width("𠮷"), 2);
}

TEST(TerminalWidth, BrokenUtf8CountsAColumnAByte) {
    EXPECT_EQ(terminal_width("a\xff\xe5"), 3);
}

TEST(Pad, FillsToTheWidth) {
    EXPECT_EQ(pad_right("园", 4), "园  ");
    EXPECT_EQ(pad_left("园", 4), "  园");
    EXPECT_EQ(pad_left("园区", 3), "园区");
}

TEST(NextCodePoint, RefusesOverlongAndSurrogates) {
    std::size_t at = 0;
    EXPECT_EQ(next_code_point("\xc0\xaf", at), U'\ufffd');
    at = 0;
    EXPECT_EQ(next_code_point("\xed\xa0\x80", at), U'\ufffd');
    at = 0;
    EXPECT_EQ(next_code_point("\xe5\x9b\xad", at), U'园');
    EXPECT_EQ(at, 3U);
}

}  // namespace
}  // namespace parkatlas
