#include "io/annotations.h"

#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/temporary_folder.h"

namespace parkatlas::io {
namespace {

using model::AnnotationKind;

Result<Loaded<model::Annotations>> parsed(const std::string& items, const std::string& more = {}) {
    return parse_annotations(
        R"({"parkatlas_annotations": 1, "annotations": [)" + items + "]" + more + "}", "a.json");
}

const char* const everything = R"({
 "parkatlas_annotations": 1, "crs": "EPSG:4549", "$schema": "annotations.schema.json",
 "office": {"draft": 3},
 "styles": {"deadline": {"base": "accent", "size_mm": 4, "dash_mm": [1, 2], "who": "me"}},
 "annotations": [
  {"id": "t", "type": "text", "text": "2025年\n建成", "at": {"lon_lat": [121.5, 29.9], "offset_mm": [3, -4]},
   "style": "deadline", "anchor": "bottom_right", "angle_deg": -20, "width_mm": 30, "color": "#ba1c26",
   "fill": "#ffffffc0", "bold": true, "serif": false, "text_color": "none", "halo_color": "#010203",
   "halo_mm": 0.5, "line_mm": 0.2, "_remark": "kept", "reviewed_by": ["a", 1]},
  {"type": "text", "text": "竖", "vertical": true, "at": {"page_mm": [1, 2]}},
  {"type": "arrow", "points": [{"map": [640000, 3300000]}, {"page_mm": [1, 2]}], "heads": "both"},
  {"type": "arrow", "points": [{"map": [640000, 3300000]}, {"page_mm": [1, 2]}], "heads": "none"},
  {"type": "arrow", "points": [{"map": [640000, 3300000]}, {"page_mm": [1, 2]}], "heads": "start"},
  {"type": "line", "points": [{"page_mm": [1, 2]}, {"page_mm": [3, 4]}, {"page_mm": [5, 6]}]},
  {"id": "p", "type": "polygon", "points": [{"page_mm": [1, 2]}, {"page_mm": [3, 4]}, {"page_mm": [5, 2]}]},
  {"type": "circle", "at": {"page_mm": [1, 2]}, "radius_m": 2500},
  {"type": "circle", "at": {"page_mm": [1, 2]}, "radius_mm": 25},
  {"type": "dimension", "from": {"page_mm": [1, 2]}, "to": {"page_mm": [9, 2]}, "shift_mm": 4, "text": "≈{}"},
  {"type": "area_tag", "of": "p"},
  {"type": "area_tag", "feature": "park-1", "at": {"page_mm": [9, 2]}},
  {"type": "callout", "feature": "park-1", "text": "甲"},
  {"type": "callout", "at": {"page_mm": [9, 2]}, "to": {"page_mm": [19, 2]}, "text": "乙"},
  {"type": "image", "file": "logo.png", "at": {"page_mm": [9, 2]}, "height_mm": 12},
  {"type": "north_arrow", "at": {"page_mm": [9, 2]}, "height_mm": 20},
  {"type": "scale_bar", "at": {"page_mm": [9, 2]}, "length_mm": 60}
 ],
 "labels": [{"feature": "core", "at": {"lon_lat": [121.7, 29.9]}, "vertical": true, "leader": false, "why": "x"}]
})";

TEST(Annotations, EveryTypeIsReadAndWrittenBackAsTheSameValue) {
    const auto read = parse_annotations(everything, "a.json");
    ASSERT_TRUE(read) << error_line(read.error());
    std::set<AnnotationKind> kinds;
    for (const model::Annotation& item : read->value.items) kinds.insert(item.kind);
    EXPECT_EQ(kinds.size(), model::all_annotation_kinds.size());
    const std::string written = annotations_json(read->value);
    const auto again = parse_annotations(written, "a.json");
    ASSERT_TRUE(again) << error_line(again.error());
    EXPECT_EQ(again->value, read->value);
    EXPECT_EQ(annotations_json(again->value), written);
}

TEST(Annotations, WhatWasWrittenHoldsAllThatWasRead) {
    // As JSON: every member of the file stands in what is written, apart from defaults.
    const auto read = parse_annotations(everything, "a.json");
    ASSERT_TRUE(read);
    auto before = nlohmann::json::parse(everything);
    auto after = nlohmann::json::parse(annotations_json(read->value));
    EXPECT_EQ(after, before);
}

TEST(Annotations, UnknownMembersAreToldButRemarksAreNot) {
    const auto read = parse_annotations(everything, "a.json");
    ASSERT_TRUE(read);
    std::vector<std::string> told;
    for (const Finding& finding : read->findings) {
        EXPECT_EQ(finding.code, "unknown_member");
        told.push_back(finding.feature + ": " + finding.message.english().substr(0, 26));
    }
    ASSERT_EQ(told.size(), 4U);  // who, reviewed_by, why, office
    EXPECT_EQ(told[1].substr(0, 14), "annotations[0]");
}

struct Wrong {
    const char* item;
    const char* where;
};

TEST(Annotations, AWrongValueIsNamedWithItsPlace) {
    for (
        const Wrong& wrong : {
            Wrong{R"({"text": "a", "at": {"page_mm": [1, 2]}})", "annotations[0]"},
            Wrong{R"({"type": "sticker", "at": {"page_mm": [1, 2]}})", "annotations[0].type"},
            Wrong{R"({"type": "text", "at": {"page_mm": [1, 2]}})", "annotations[0]"},
            Wrong{R"({"type": "text", "text": 3, "at": {"page_mm": [1, 2]}})",
                  "annotations[0].text"},
            Wrong{R"({"type": "text", "text": "a"})", "annotations[0]"},
            Wrong{R"({"type": "text", "text": "a", "at": {}})", "annotations[0].at"},
            Wrong{R"({"type": "text", "text": "a", "at": {"page_mm": [1]}})",
                  "annotations[0].at.page_mm"},
            Wrong{R"({"type": "text", "text": "a", "at": {"page_mm": [1, "2"]}})",
                  "annotations[0].at.page_mm[1]"},
            Wrong{R"({"type": "text", "text": "a", "at": {"page_mm": [1, 2], "lon_lat": [1, 2]}})",
                  "annotations[0].at"},
            Wrong{R"({"type": "text", "text": "a", "at": {"lon_lat": [29.9, 121.5]}})",
                  "annotations[0].at"},
            Wrong{R"({"type": "text", "text": "a", "at": {"page_mm": [1, 2], "ofset_mm": [1, 2]}})",
                  "annotations[0].at"},
            Wrong{R"({"type": "text", "text": "a", "at": {"page_mm": [1, 2]}, "color": "red"})",
                  "annotations[0].color"},
            Wrong{R"({"type": "text", "text": "a", "at": {"page_mm": [1, 2]}, "size_mm": -1})",
                  "annotations[0].size_mm"},
            Wrong{R"({"type": "text", "text": "a", "at": {"page_mm": [1, 2]}, "style": "loud"})",
                  "annotations[0]"},
            Wrong{R"({"type": "arrow", "points": [{"page_mm": [1, 2]}]})", "annotations[0].points"},
            Wrong{R"({"type": "arrow", "points": [{"page_mm": [1, 2]}, {}]})",
                  "annotations[0].points[1]"},
            Wrong{R"({"type": "circle", "at": {"page_mm": [1, 2]}})", "annotations[0]"},
            Wrong{R"({"type": "dimension", "from": {"page_mm": [1, 2]}})", "annotations[0]"},
            Wrong{R"({"type": "area_tag"})", "annotations[0]"},
            Wrong{R"({"type": "area_tag", "of": "nothing"})", "annotations[0]"},
            Wrong{R"({"type": "callout", "text": "a"})", "annotations[0]"},
            Wrong{
                R"({"type": "image", "file": "../a.png", "at": {"page_mm": [1, 2]}, "width_mm": 9})",
                "annotations[0].file"},
            Wrong{R"({"type": "image", "file": "a.png", "at": {"page_mm": [1, 2]}})",
                  "annotations[0]"},
        }) {
        const auto read = parsed(wrong.item);
        ASSERT_FALSE(read) << wrong.item;
        EXPECT_EQ(read.error().code, ErrorCode::input_malformed) << wrong.item;
        EXPECT_EQ(read.error().where, std::string{"a.json, "} + wrong.where) << wrong.item;
        EXPECT_FALSE(read.error().what.empty());
    }
}

TEST(Annotations, TwoOfOneIdAreRefused) {
    const char* item = R"({"id": "a", "type": "text", "text": "a", "at": {"page_mm": [1, 2]}})";
    const auto read = parsed(std::string{item} + "," + item);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().where, "a.json, annotations[1]");
}

TEST(Annotations, AFileThatIsNoneIsRefused) {
    for (const char* text :
         {"", "{", "[]", "{}", "3", R"({"parkatlas_annotations": "1"})",
          R"({"parkatlas_annotations": 2})", R"({"type": "FeatureCollection", "features": []})",
          R"({"parkatlas_annotations": 1, "annotations": {}})",
          R"({"parkatlas_annotations": 1, "labels": [{"feature": "a"}]})",
          R"({"parkatlas_annotations": 1, "styles": {"a": {"base": "b"}}})"}) {
        const auto read = parse_annotations(text, "a.json");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::input_malformed) << text;
    }
    const auto crs = parse_annotations(R"({"parkatlas_annotations": 1, "crs": "EPSG:4490"})", "a");
    ASSERT_FALSE(crs);
    EXPECT_EQ(crs.error().code, ErrorCode::crs_unknown);
}

TEST(Annotations, DeepNestingIsRefusedWithoutWalkingIt) {
    const auto read = parse_annotations(std::string(100'000, '['), "a.json");
    ASSERT_FALSE(read);
    const auto whole = parse_annotations(R"({"parkatlas_annotations": 1, "x": )" +
                                             std::string(1000, '[') + std::string(1000, ']') + "}",
                                         "a.json");
    ASSERT_FALSE(whole);
    EXPECT_NE(whole.error().what.english().find("deep"), std::string::npos);
}

TEST(Annotations, TextInGbkAndWithAByteOrderMarkIsRead) {
    const std::string head = R"({"parkatlas_annotations":1,"annotations":[{"type":"text","text":")";
    const std::string tail = R"(","at":{"page_mm":[1,2]}}]})";
    const auto gbk = parse_annotations(head + "\xd4\xb0\xc7\xf8" + tail, "a");  // 园区 in GBK
    ASSERT_TRUE(gbk) << error_line(gbk.error());
    EXPECT_EQ(gbk->value.items[0].text, "园区");
    const auto marked = parse_annotations("\xEF\xBB\xBF" + head + "园区" + tail, "a");
    ASSERT_TRUE(marked) << error_line(marked.error());
    EXPECT_EQ(marked->value.items[0].text, "园区");
}

TEST(ReadAnnotations, AMissingFileAFolderAndAnEmptyFileAreToldApart) {
    const test::TemporaryFolder folder;
    const auto missing = read_annotations((folder.path() / "no.json").string(), {});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::input_unreadable);
    const auto directory = read_annotations(folder.path().string(), {});
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().code, ErrorCode::input_unreadable);
    std::ofstream{folder.path() / "empty.json"};
    const auto empty = read_annotations((folder.path() / "empty.json").string(), {});
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().code, ErrorCode::input_malformed);
}

}  // namespace
}  // namespace parkatlas::io
