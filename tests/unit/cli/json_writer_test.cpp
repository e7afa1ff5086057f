#include "cli/json_writer.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/threads.h"
#include "cli/json_rows.h"

namespace parkatlas::cli {
namespace {

std::string number_json(double value) {
    JsonWriter json;
    json.value(value);
    return json.take();
}

std::string text_json(std::string_view text) {
    JsonWriter json;
    json.value(text);
    return json.take();
}

TEST(JsonWriter, PutsEachMemberOfALongContainerOnItsOwnLine) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", "geodesic");
    json.key("rows");
    json.begin_array(JsonWriter::Layout::lines);
    for (const int id : {1, 2}) {
        json.begin_object();
        json.member("id", id);
        json.member("valid", true);
        json.end_object();
    }
    json.end_array();
    json.key("none");
    json.begin_array(JsonWriter::Layout::lines);
    json.end_array();
    json.end_object();
    EXPECT_EQ(json.take(),
              "{\n"
              " \"method\": \"geodesic\",\n"
              " \"rows\": [\n"
              "  {\"id\": 1, \"valid\": true},\n"
              "  {\"id\": 2, \"valid\": true}\n"
              " ],\n"
              " \"none\": []\n"
              "}\n");
}

TEST(JsonWriter, WritesIdsAndMissingValuesByTheirType) {
    JsonWriter json;
    json.begin_array();
    json.value(model::FeatureId{std::int64_t{-7}});
    json.value(model::FeatureId{std::string{"7"}});
    json.value(std::optional<double>{});
    json.value(std::optional<double>{2.5});
    json.value(std::numeric_limits<std::uint64_t>::max());
    json.end_array();
    EXPECT_EQ(json.take(), "[-7, \"7\", null, 2.5, 18446744073709551615]\n");
}

TEST(JsonWriter, ADoubleStaysADouble) {
    EXPECT_EQ(number_json(2.0), "2.0\n");
    EXPECT_EQ(number_json(-0.0), "-0.0\n");
    EXPECT_EQ(number_json(1e300), "1e+300\n");
    EXPECT_EQ(number_json(0.1), "0.1\n");
}

TEST(JsonWriter, WhatIsNotFiniteIsNull) {
    EXPECT_EQ(number_json(std::numeric_limits<double>::quiet_NaN()), "null\n");
    EXPECT_EQ(number_json(-std::numeric_limits<double>::infinity()), "null\n");
}

TEST(JsonWriter, AnyDoubleReadsBackAsItself) {
    std::mt19937_64 random{20261122};
    for (int i = 0; i < 20000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        const double back = nlohmann::json::parse(number_json(value)).get<double>();
        ASSERT_EQ(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value));
    }
}

TEST(JsonWriter, EscapesWhatJsonForbidsAndKeepsChineseAsItIs) {
    EXPECT_EQ(text_json("梅山\"a\\b\"\n\t\x01\x7f"), "\"梅山\\\"a\\\\b\\\"\\n\\t\\u0001\x7f\"\n");
}

TEST(JsonRows, AreTheBytesOfOneWriterForAnyNumberOfRowsAndThreads) {
    const JsonRow write_row = [](JsonWriter& part, std::size_t row) {
        part.begin_object();
        part.member("row", row);
        part.end_object();
    };
    for (const std::size_t count : {0U, 1U, 2048U, 2049U, 50'000U}) {
        for (const auto layout : {JsonWriter::Layout::lines, JsonWriter::Layout::inline_}) {
            JsonWriter alone;
            alone.begin_array(layout);
            for (std::size_t row = 0; row < count; ++row) write_row(alone, row);
            alone.end_array();
            const std::string expected = alone.take();
            for (const int threads : {1, 2}) {
                const ThreadLimit limit{threads};
                std::string told;
                const TextSink sink = [&told](std::string_view part) -> Result<void> {
                    told += part;
                    return {};
                };
                JsonWriter together;
                together.begin_array(layout);
                ASSERT_TRUE(write_json_rows(together, count, write_row, &sink));
                together.end_array();
                told += together.take();
                EXPECT_TRUE(told == expected) << count;
            }
        }
    }
}

TEST(JsonWriter, BytesThatAreNotUtf8BecomeTheReplacementCharacter) {
    EXPECT_EQ(text_json("a\xff\xe6\xa2"), "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"\n");
    EXPECT_EQ(text_json("\xed\xa0\x80").find("\xed"), std::string::npos);
}

TEST(JsonWriter, AnyBytesReadBackWithoutError) {
    std::mt19937 random{7};
    for (int i = 0; i < 3000; ++i) {
        std::string bytes(random() % 24, '\0');
        for (char& c : bytes) c = static_cast<char>(random() & 0xffU);
        EXPECT_TRUE(nlohmann::json::accept(text_json(bytes)));
    }
}

}  // namespace
}  // namespace parkatlas::cli
