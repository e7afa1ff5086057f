#include "io/sheet_template.h"

#include <gtest/gtest.h>

namespace parkatlas::io {
namespace {

TEST(SheetTemplate, EveryMemberIsRead) {
    const auto read = parse_sheet_template(R"({"parkatlas_template": 1, "_remark": 3,
        "name": {"zh": "本院 A2", "en": "Our A2"}, "page": "A2", "orientation": "portrait",
        "dpi": 200, "margin_mm": 15, "type_scale": 1.1,
        "elements": {"overview": true, "summary": false},
        "title": "a", "subtitle": "b", "compiled_by": "c", "drawn_by": "d", "checked_by": "e",
        "date": "2022-08-22", "approval_number": "f", "stamp": "内部用图"})",
                                           "t.json");
    ASSERT_TRUE(read) << error_line(read.error());
    EXPECT_EQ(read->name.zh, "本院 A2");
    EXPECT_EQ(read->page, "A2");
    EXPECT_EQ(read->orientation, "portrait");
    EXPECT_EQ(read->dpi, 200.0);
    EXPECT_EQ(read->margin_mm, 15.0);
    EXPECT_EQ(read->type_scale, 1.1);
    ASSERT_EQ(read->elements.size(), 2U);
    EXPECT_EQ(read->elements[1], (std::pair<std::string, bool>{"summary", false}));
    EXPECT_EQ(read->stamp, "内部用图");
    EXPECT_EQ(read->checked_by, "e");
}

TEST(SheetTemplate, AWrongMemberIsNamed) {
    for (const auto& [text, where] : std::vector<std::pair<const char*, const char*>>{
             {R"({"parkatlas_template": 1, "dpi": "300"})", "t.json, dpi"},
             {R"({"parkatlas_template": 1, "dpi": 3})", "t.json, dpi"},
             {R"({"parkatlas_template": 1, "margins": 3})", "t.json, margins"},
             {R"({"parkatlas_template": 1, "orientation": "upright"})", "t.json, orientation"},
             {R"({"parkatlas_template": 1, "elements": {"legend": 1}})", "t.json, elements.legend"},
             {R"({"parkatlas_template": 2})", "t.json, parkatlas_template"},
             {R"({"page": "A3"})", "t.json"},
             {"[", "t.json"},
             {"", "t.json"}}) {
        const auto read = parse_sheet_template(text, "t.json");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::input_malformed) << text;
        EXPECT_EQ(read.error().where, where) << text;
    }
}

TEST(SheetTemplate, TheBuiltInOnesAreFoundByNameInBothLanguages) {
    const auto all = built_in_sheet_templates();
    ASSERT_TRUE(all) << error_line(all.error());
    EXPECT_EQ(all->size(), 4U);
    for (const char* name : {"A3 planning sheet", "A4 report figure", "A0 poster", "16:9 slide",
                             "A3 规划图", "A4 报告插图", "A0 展板", "16:9 幻灯片"}) {
        EXPECT_TRUE(find_sheet_template(name, {})) << name;
    }
    const auto unknown = find_sheet_template("A9", {});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::usage);
    EXPECT_NE(unknown.error().remedy.english().find("A0 poster"), std::string::npos);
    const auto missing = find_sheet_template("no/such.json", {});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::input_unreadable);
}

}  // namespace
}  // namespace parkatlas::io
