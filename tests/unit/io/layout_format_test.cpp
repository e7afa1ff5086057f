#include "io/layout_format.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/geodata.h"
#include "io/source.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using test::count_of;
using testing::ElementsAre;
using testing::HasSubstr;

std::string text_of(std::string_view name) {
    std::ifstream file{test::test_file("layouts/" + std::string{name})};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Loaded<model::Layout> parse(std::string_view name) {
    Result<Loaded<model::Layout>> layout = parse_layout(text_of(name), std::string{name});
    if (!layout) {
        ADD_FAILURE() << error_line(layout.error());
        return {};
    }
    return std::move(*layout);
}

TEST(ParseLayout, TheHeadIsRead) {
    const model::Layout layout = parse("small.geojson").value;
    EXPECT_EQ(layout.id, "small");
    EXPECT_EQ(layout.scheme, "一核一园");
    EXPECT_EQ(layout.title.en, "Small map");
    EXPECT_EQ(layout.document.title.zh, "小规划");
    EXPECT_EQ(layout.document.number, "甬〔2022〕1号");
    EXPECT_EQ(layout.compiled_by, "某局");
    ASSERT_TRUE(layout.extent);
    EXPECT_EQ(layout.extent->max_y, 29.9);
    ASSERT_EQ(layout.indicators.size(), 1U);
    EXPECT_EQ(layout.indicators[0].base_value, 245.0);
    EXPECT_EQ(layout.indicators[0].target_value, std::nullopt);
    EXPECT_EQ(layout.indicators[0].target_text, "≥1000");
    EXPECT_EQ(layout.indicators[0].target_text_en, "1000 or more");
    EXPECT_EQ(layout.indicators[0].note.zh, "含乙园。");
    EXPECT_EQ(layout.indicators[0].note.en, "With park B.");
    EXPECT_EQ(layout.indicators[0].target_year, 2025);
    EXPECT_EQ(layout.short_title.zh, "小");
    EXPECT_EQ(layout.short_title.en, "Small");
    ASSERT_EQ(layout.links.size(), 1U);
    EXPECT_EQ(layout.links[0].to, "layout:other");
}

TEST(ParseLayout, FeaturesCarryWhatThePlanSays) {
    const Loaded<model::Layout> loaded = parse("small.geojson");
    EXPECT_TRUE(test::warnings(loaded.findings).empty());
    const model::Layout& layout = loaded.value;
    ASSERT_EQ(layout.features.size(), 2U);
    const model::LayoutFeature& core = layout.features[0];
    EXPECT_EQ(core.role, model::Role::core);
    EXPECT_THAT(core.located_in, ElementsAre("鄞州区", "海曙区"));
    EXPECT_EQ(core.anchor, (geo::LonLat{121.51, 29.81}));
    EXPECT_EQ(core.stated_area_m2, std::nullopt);
    EXPECT_EQ(core.position_accuracy_m, 2500.0);
    EXPECT_EQ(core.centreline.size(), 2U);
    const model::LayoutFeature& park = layout.features[1];
    EXPECT_EQ(park.part_of, "c");
    EXPECT_EQ(park.stated_area_m2, 4e6);
    EXPECT_EQ(park.basis, model::Basis::text_boundary);
    EXPECT_EQ(park.status, "在建");
    EXPECT_THAT(park.same_as, ElementsAre("other/x"));
    ASSERT_EQ(park.parts.size(), 1U);
    EXPECT_EQ(park.parts[0].name.en, "East");
    EXPECT_EQ(park.parts[0].stated_area_m2, 1e6);
}

TEST(ParseLayout, TheLayerHoldsTheSameFeatures) {
    const model::Layout layout = parse("small.geojson").value;
    EXPECT_EQ(layout.layer.name, "small");
    EXPECT_TRUE(layout.layer.crs_stated);
    EXPECT_EQ(layout.layer.names[1], "甲园");
    EXPECT_EQ(model::id_text(layout.layer.ids[1]), layout.features[1].id);
    EXPECT_EQ(layout.layer.shapes.size(), 2U);
}

TEST(ParseLayout, OddWordsAreFindingsAndTheRestIsKept) {
    const Loaded<model::Layout> loaded = parse("odd_words.geojson");
    const model::Layout& layout = loaded.value;
    ASSERT_EQ(layout.features.size(), 3U);  // the number among the features is none
    ASSERT_EQ(layout.layer.size(), 3U);
    EXPECT_EQ(layout.features[0].role, model::Role::other);
    EXPECT_EQ(layout.features[0].role_word, "harbour");
    EXPECT_EQ(layout.features[0].basis, model::Basis::schematic);
    EXPECT_EQ(layout.features[0].stated_area_m2, std::nullopt);
    EXPECT_EQ(layout.features[1].id, "b");
    EXPECT_THAT(layout.features[2].located_in, ElementsAre("鄞州区"));
    EXPECT_EQ(layout.scheme, "");
    EXPECT_EQ(count_of(loaded.findings, "unknown_role"), 1);
    EXPECT_EQ(count_of(loaded.findings, "missing_role"), 1);
    EXPECT_EQ(count_of(loaded.findings, "unknown_basis"), 1);
    EXPECT_EQ(count_of(loaded.findings, "unknown_feature"), 2);
    EXPECT_EQ(count_of(loaded.findings, "null_geometry"), 1);
    // scheme, extent, document, base_year, an indicator, two stated areas, an anchor
    EXPECT_EQ(count_of(loaded.findings, "wrong_type"), 8);
}

TEST(ParseLayout, WithoutTheMemberItIsNoLayout) {
    const Result<Loaded<model::Layout>> layout =
        parse_layout(text_of("no_layout_member.geojson"), "where.geojson");
    ASSERT_FALSE(layout);
    EXPECT_EQ(layout.error().code, ErrorCode::input_malformed);
    EXPECT_EQ(layout.error().where, "where.geojson");
    EXPECT_THAT(layout.error().what, HasSubstr("layout"));
}

TEST(ParseLayout, BrokenTextIsMalformed) {
    const std::string text = text_of("small.geojson");
    for (const std::size_t length : {std::size_t{0}, std::size_t{100}, text.size() - 5}) {
        EXPECT_EQ(parse_layout(text.substr(0, length), "t").error().code,
                  ErrorCode::input_malformed);
    }
}

TEST(ParseLayout, ADatumThatNobodyKnowsIsAnError) {
    std::string text = text_of("small.geojson");
    text.replace(text.find("CGCS2000"), 8, "ATLANTIS");
    EXPECT_EQ(parse_layout(text, "t").error().code, ErrorCode::crs_unknown);
}

model::Layout again(const model::Layout& layout) {
    const Result<std::string> text = layout_text(layout);
    if (!text) {
        ADD_FAILURE() << error_line(text.error());
        return {};
    }
    Result<Loaded<model::Layout>> read = parse_layout(*text, "again");
    if (!read) {
        ADD_FAILURE() << error_line(read.error());
        return {};
    }
    return std::move(read->value);
}

class BuiltInLayout : public testing::TestWithParam<const char*> {};

TEST_P(BuiltInLayout, IsTheSameAfterWritingAndReading) {
    const Result<Loaded<model::Layout>> loaded = load_built_in_layout(GetParam());
    ASSERT_TRUE(loaded);
    const model::Layout& before = loaded->value;
    const model::Layout after = again(before);
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.scheme, before.scheme);
    EXPECT_EQ(after.also_scheme_en, before.also_scheme_en);
    EXPECT_EQ(after.title, before.title);
    EXPECT_EQ(after.document, before.document);
    EXPECT_EQ(after.compiled_by, before.compiled_by);
    EXPECT_EQ(after.datum, before.datum);
    EXPECT_EQ(after.summary, before.summary);
    EXPECT_EQ(after.extent->max_x, before.extent->max_x);
    EXPECT_EQ(after.features, before.features);
    EXPECT_EQ(after.indicators, before.indicators);
    EXPECT_EQ(after.links, before.links);
    EXPECT_EQ(after.others, before.others);
    EXPECT_EQ(after.layer.ids, before.layer.ids);
    EXPECT_EQ(after.layer.names, before.layer.names);
    EXPECT_TRUE(std::ranges::equal(after.layer.shapes.vertices(), before.layer.shapes.vertices()));
    // Columns may come in another order; those of nothing but nulls are not written.
    for (const model::AttributeColumn& column : before.layer.columns) {
        const bool is_empty = std::ranges::all_of(column.values, [](const model::Value& value) {
            return std::holds_alternative<std::monostate>(value);
        });
        EXPECT_TRUE(is_empty || after.layer.column(column.name) != nullptr) << column.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Each, BuiltInLayout,
                         testing::Values("ningbo", "zhejiang", "hangzhou", "digital-health-park",
                                         "cixi"));

TEST(LayoutText, WhatNobodyKnowsComesBack) {
    const char* const text = R"({"type":"FeatureCollection","generator":{"by":"hand"},
        "layout":{"scheme":"一园","our":[1,{"a":null}],"document":{"title":"t","pages":12},
                  "indicators":[{"name":"i","note":"n"}],
                  "links":[{"from":"p","to":"layout:x","why":"because"}]},
        "features":[{"type":"Feature","id":"p","geometry":null,
          "properties":{"role":"harbour","basis":"guessed","berths":4,"depth":12.0,"tags":["a",1],
                        "stated_area_m2":"4 km2","parts":[{"name":"e","at":[1,2],"x":true}],
                        "waypoints":[{"name":"w","at":[1,2],"y":"z"}]}}]})";
    const Result<Loaded<model::Layout>> read = parse_layout(text, "t");
    ASSERT_TRUE(read);
    const std::string out = *layout_text(read->value);
    for (const char* piece :
         {R"("generator":{"by":"hand"})", R"("our":[1,{"a":null}])", R"("pages":12)",
          R"("note":"n")", R"("why":"because")", R"("role":"harbour")", R"("basis":"guessed")",
          R"("berths":4)", R"("depth":12.0)", R"("tags":["a",1])", R"("stated_area_m2":"4 km2")",
          R"("x":true)", R"("y":"z")"}) {
        EXPECT_THAT(out, HasSubstr(piece));
    }
    EXPECT_EQ(*layout_text(again(read->value)), out);
}

TEST(LayoutText, TheDatumSaysWhatTheCoordinatesAre) {
    model::Layout layout = parse("small.geojson").value;
    layout.layer.offset = model::CoordinateOffset::gcj02;
    EXPECT_EQ(again(layout).layer.offset, model::CoordinateOffset::gcj02);
    layout.layer.crs = geo::Crs::gauss_kruger_120();
    EXPECT_EQ(layout_text(layout).error().code, ErrorCode::unsupported);
}

TEST(OpenSource, AFileWithALayoutMemberOpensAsLayout) {
    const std::string path = test::test_file("layouts/small.geojson");
    const Result<Loaded<Opened>> opened = open_source(path, {});
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->value.layout);
    EXPECT_EQ(opened->value.layout->features.size(), 2U);
    ASSERT_EQ(opened->value.layers.size(), 1U);
    EXPECT_EQ(opened->value.layers[0].name, "small");
    EXPECT_EQ(opened->value.layers[0].source, path);
}

}  // namespace
}  // namespace parkatlas::io
