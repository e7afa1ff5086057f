#include "io/layout_format.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
