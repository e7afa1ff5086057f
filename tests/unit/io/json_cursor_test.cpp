#include "io/json_cursor.h"

#include <cstdlib>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace parkatlas::io {
namespace {

std::optional<double> read_double(const std::string& text) {
    TextInput input{text + "]"};
    JsonCursor cursor{input};
    double value = 0.0;
    if (cursor.peek() == '\0' || !cursor.read_double(value) || cursor.peek() != ']')
        return std::nullopt;
    return value;
}

std::string problem_of(const std::string& text) {
    TextInput input{text};
    JsonCursor cursor{input};
    return cursor.skip_value() && cursor.at_end() ? "" : "problem: " + cursor.problem();
}

TEST(JsonCursor, NumbersAreTheNearestDoubles) {
    // strtod of the C library is the second opinion.
    std::mt19937_64 random{20260101};
    for (int i = 0; i < 200'000; ++i) {
        const double value = static_cast<double>(static_cast<std::int64_t>(random())) /
                             static_cast<double>((random() % 1'000'000'000'000) + 1);
        const int digits = 1 + static_cast<int>(random() % 20);
        const std::string text = i % 2 == 0 ? fmt::format("{:.{}f}", value, digits)
                                            : fmt::format("{:.{}e}", value, digits);
        ASSERT_EQ(read_double(text), std::strtod(text.c_str(), nullptr)) << text;
    }
}

TEST(JsonCursor, NumbersAtTheEdgesOfTheQuickWay) {
    for (const char* text : {"0", "-0", "0.0", "9007199254740992", "9007199254740993",
                             "999999999999999999", "9999999999999999999", "0.123456789012345678",
                             "1e22", "1e23", "4.9e-324", "2e-400", "1.7976931348623157e308",
                             "121.55000000000001", "-121.5", "1E+2", "123456789.123456789"}) {
        EXPECT_EQ(read_double(text), std::strtod(text, nullptr)) << text;
    }
}

TEST(JsonCursor, NumbersBeyondADoubleAreRefused) {
    for (const char* text : {"1e999", "-1e309", "1e99999999999999999999"}) {
        EXPECT_FALSE(read_double(text)) << text;
    }
    EXPECT_FALSE(read_double(std::string(400, '9')));
    EXPECT_EQ(read_double("0." + std::string(400, '0') + "1"), 0.0);
    EXPECT_EQ(read_double("1e-99999999999999999999"), 0.0);
}

TEST(JsonCursor, WhatIsNoJsonNumberIsRefused) {
    for (const char* text : {"01", "-01", "1.", ".5", "+1", "-", "1e", "1e+", "0x10", "1_000",
                             "--1", "1.2.3", "1-2", "\xef\xbc\x91"}) {
        EXPECT_FALSE(read_double(text)) << text;
    }
}

TEST(JsonCursor, NotANumberIsCalledByItsName) {
    EXPECT_EQ(problem_of("[NaN]"), "problem: NaN is not a number that JSON can hold");
    EXPECT_EQ(problem_of("[-Infinity]"), "problem: -Infinity is not a number that JSON can hold");
    EXPECT_EQ(problem_of("[nan]"), "problem: nan is not a number that JSON can hold");
}

TEST(JsonCursor, RightTextsAreWalkedToTheirEnd) {
    for (const char* text :
         {"{}", "[]", "null", " [ 1 , \"a\" , { \"b\" : [ ] } ] ", "\"\\u56ed\\n\\/\"",
          "[true,false,null]", "{\"a\":{\"a\":{}},\"a\":1}"}) {
        EXPECT_EQ(problem_of(text), "") << text;
    }
}

TEST(JsonCursor, WrongTextsAreRefused) {
    for (const char* text : {"",         "[",          "{",     "[1,]",       "{\"a\"}",
                             "{\"a\":}", "{\"a\":1,}", "{a:1}", "[1 2]",      "nul",
                             "nulls",    "tru",        "\"a",   "\"\\x\"",    "\"\\u12g4\"",
                             "\"a\nb\"", "'a'",        "[1]]",  "{\"a\":1}}", "// comment\n1",
                             "[1,,2]",   "\"\\"}) {
        EXPECT_NE(problem_of(text), "") << text;
    }
}

TEST(JsonCursor, AZeroByteIsNoEndOfText) {
    using namespace std::string_literals;
    EXPECT_NE(problem_of("[1]\0"s), "");
    EXPECT_NE(problem_of("[\0]"s), "");
}

TEST(JsonCursor, CopiesAreCompactAndKeepStringsAsWritten) {
    TextInput input{R"( { "a b" : [ 1.50 , true , "x\u56ed \" y" ] , "c" : { } } )"};
    JsonCursor cursor{input};
    std::string copy;
    ASSERT_TRUE(cursor.copy_value(copy));
    EXPECT_EQ(copy, R"({"a b":[1.50,true,"x\u56ed \" y"],"c":{}})");
}

TEST(JsonCursor, EscapesBecomeUtf8) {
    // U+56ED 园, U+1F600 by its surrogate pair, and half of a pair, which is no character.
    TextInput input{R"("\u56ed\ud83d\ude00\ud83dx\t")"};
    JsonCursor cursor{input};
    std::string_view text;
    ASSERT_EQ(cursor.peek(), '"');
    ASSERT_TRUE(cursor.read_string(text));
    EXPECT_EQ(text, "园\xf0\x9f\x98\x80\xef\xbf\xbdx\t");
}

TEST(JsonCursor, NestingIsBounded) {
    const std::string bottom(JsonCursor::max_depth, '[');
    EXPECT_EQ(problem_of(bottom + std::string(JsonCursor::max_depth, ']')), "");
    EXPECT_EQ(problem_of("[" + bottom), "problem: nested deeper than 512 levels");
}

TEST(JsonCursor, WhatEndsOrEscapesAStringIsFoundAtAnyPlace) {
    for (std::size_t before = 0; before < 20; ++before) {
        const std::string plain(before, 'x');
        for (const std::string& after : {std::string{}, std::string{"园"}, std::string(9, 'y')}) {
            TextInput right{'"' + plain + R"(\n)" + after + R"("   )"};
            JsonCursor cursor{right};
            std::string_view text;
            ASSERT_TRUE(cursor.read_string(text));
            EXPECT_EQ(text, plain + "\n" + after);
            EXPECT_TRUE(cursor.at_end());
            TextInput wrong{'"' + plain + '\x1f' + after + '"'};
            JsonCursor refused{wrong};
            EXPECT_FALSE(refused.read_string(text));
        }
    }
}

TEST(JsonCursor, WholeNumbersStayExactAsFarAsTheyFit) {
    const auto read = [](const std::string& text) {
        TextInput input{text};
        JsonCursor cursor{input};
        JsonNumber number;
        EXPECT_TRUE(cursor.read_number(number));
        return number;
    };
    EXPECT_EQ(read("9223372036854775807").whole, INT64_MAX);
    EXPECT_FALSE(read("9223372036854775808").is_whole);
    EXPECT_FALSE(read("1.0").is_whole);
}

}  // namespace
}  // namespace parkatlas::io
