// The built-in layouts against the facts their plans state.

#include <cmath>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "geo/measure.h"
#include "geo/overlap.h"
#include "geo/repair.h"
#include "io/geodata.h"

namespace parkatlas {
namespace {

const model::Layout& layout(const std::string& id) {
    static std::map<std::string, model::Layout> cache;
    if (!cache.contains(id)) {
        Result<Loaded<model::Layout>> loaded = io::load_built_in_layout(id);
        if (!loaded) throw std::runtime_error{loaded.error().what};
        if (!loaded->findings.empty()) throw std::runtime_error{loaded->findings[0].message};
        cache[id] = std::move(loaded->value);
    }
    return cache[id];
}

std::set<std::string> counties_at(geo::LonLat place) {
    static const Result<model::Layer> counties = io::load_counties();
    std::set<std::string> names;
    for (const std::uint32_t i : geo::shapes_at(counties->shapes, {place.lon_deg, place.lat_deg})) {
        names.insert(*counties->names[i]);
    }
    return names;
}

bool lies_in_one_of(geo::LonLat place, const std::vector<std::string>& names) {
    const std::set<std::string> found = counties_at(place);
    for (const std::string& name : names) {
        if (found.contains(name)) return true;
    }
    return false;
}

class BuiltInLayout : public testing::TestWithParam<std::string> {};

TEST_P(BuiltInLayout, IsWholeAndValid) {
    const model::Layout& it = layout(GetParam());
    EXPECT_EQ(it.id, GetParam());
    EXPECT_FALSE(it.title.zh.empty());
    EXPECT_FALSE(it.title.en.empty());
    EXPECT_FALSE(it.short_title.zh.empty());
    EXPECT_FALSE(it.short_title.en.empty());
    EXPECT_FALSE(it.document.title.zh.empty());
    ASSERT_FALSE(it.features.empty());
    ASSERT_EQ(it.layer.size(), it.features.size());
    const geo::Repairer repairer;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < it.features.size(); ++i) {
        const model::LayoutFeature& feature = it.features[i];
        EXPECT_TRUE(ids.insert(feature.id).second) << feature.id;
        EXPECT_NE(feature.role, model::Role::other) << feature.id << " " << feature.role_word;
        EXPECT_FALSE(feature.name.zh.empty()) << feature.id;
        EXPECT_FALSE(feature.name.en.empty()) << feature.id;
        EXPECT_FALSE(feature.summary.zh.empty()) << feature.id;
        EXPECT_TRUE(feature.position_accuracy_m.has_value()) << feature.id;
        EXPECT_TRUE(feature.part_of.empty() || it.find(feature.part_of)) << feature.id;
        const auto trouble = repairer.invalidity(it.layer.shapes[i]);
        ASSERT_TRUE(trouble) << feature.id;
        EXPECT_FALSE(trouble->has_value()) << feature.id;
    }
}

TEST_P(BuiltInLayout, PutsEveryPlaceIntoTheUnitItNames) {
    for (const model::LayoutFeature& feature : layout(GetParam()).features) {
        if (feature.anchor && !feature.located_in.empty()) {
            EXPECT_TRUE(lies_in_one_of(*feature.anchor, feature.located_in)) << feature.name.zh;
        }
        for (const model::FeaturePart& part : feature.parts) {
            if (part.located_in.empty()) continue;
            EXPECT_TRUE(lies_in_one_of(part.at, part.located_in)) << part.name.zh;
        }
    }
}

TEST_P(BuiltInLayout, DrawsStatedAreasAtTheirSize) {
    const model::Layout& it = layout(GetParam());
    const auto measurer = geo::Measurer::create(geo::Method::geodesic, it.layer.crs, {});
    for (std::size_t i = 0; i < it.features.size(); ++i) {
        const model::LayoutFeature& feature = it.features[i];
        if (!feature.stated_area_m2 || feature.basis != model::Basis::schematic) continue;
        if (!it.layer.shapes[i].has_polygons()) continue;
        const double area_m2 = measurer->measure(it.layer.shapes[i])->area_m2;
        EXPECT_NEAR(area_m2, *feature.stated_area_m2, *feature.stated_area_m2 * 1e-5)
            << feature.name.zh;
    }
}

INSTANTIATE_TEST_SUITE_P(All, BuiltInLayout, testing::ValuesIn(*io::built_in_layouts()),
                         [](const testing::TestParamInfo<std::string>& built_in) {
                             std::string name = built_in.param;
                             for (char& c : name) c = c == '-' ? '_' : c;
                             return name;
                         });

TEST(Ningbo, HasOneCoreTwoBeltsFiveParksAndThreeSectors) {
    std::map<model::Role, int> counts;
    for (const model::LayoutFeature& feature : layout("ningbo").features) ++counts[feature.role];
    EXPECT_EQ(counts[model::Role::core], 1);
    EXPECT_EQ(counts[model::Role::sector], 3);
    EXPECT_EQ(counts[model::Role::belt], 2);
    EXPECT_EQ(counts[model::Role::park], 5);
    EXPECT_EQ(layout("ningbo").features.size(), 11U);
    EXPECT_EQ(layout("ningbo").scheme, "一核两带五园");
}

// 甬发改规划〔2022〕438号, section 四: areas the plan states, in m2.
TEST(Ningbo, StatesTheAreasOfThePlan) {
    const std::map<std::string, double> stated{
        {"宁波生命医学中心", 4.0e6}, {"宁波生物产业园", 4.6e6}, {"鄞州大健康产业园", 2.1e6}};
    std::size_t found = 0;
    for (const model::LayoutFeature& feature : layout("ningbo").features) {
        const auto it = stated.find(feature.name.zh);
        if (it == stated.end()) {
            EXPECT_FALSE(feature.stated_area_m2) << feature.name.zh;
            continue;
        }
        ++found;
        ASSERT_TRUE(feature.stated_area_m2) << feature.name.zh;
        EXPECT_DOUBLE_EQ(*feature.stated_area_m2, it->second);
        EXPECT_FALSE(feature.stated_area_text.empty());
    }
    EXPECT_EQ(found, stated.size());
}

TEST(Ningbo, QianwanHasThreePiecesAndTheBioIndustryParkTwo) {
    for (const model::LayoutFeature& feature : layout("ningbo").features) {
        const std::size_t index = *layout("ningbo").find(feature.id);
        if (feature.name.zh == "前湾生物医药产业园") {
            EXPECT_EQ(feature.parts.size(), 3U);
            EXPECT_EQ(layout("ningbo").layer.shapes[index].part_count(), 3U);
        }
        if (feature.name.zh == "宁波生物产业园") {
            EXPECT_EQ(feature.parts.size(), 2U);
            EXPECT_EQ(layout("ningbo").layer.shapes[index].part_count(), 2U);
        }
    }
}

// Positions of the facts sheet, to five decimals of a degree.
TEST(Ningbo, PlacesEveryFeatureWhereTheFactsSay) {
    const std::map<std::string, geo::LonLat> places{
        {"中心城区健康产业创新发展引领核", {121.56, 29.89}},
        {"三江口健康服务板块", {121.553, 29.873}},
        {"甬江健康科创板块", {121.640, 29.890}},
        {"奥体运动健康板块", {121.500, 29.935}},
        {"宁波生命医学中心", {121.460, 29.740}},
        {"鄞州大健康产业园", {121.545, 29.735}},
        {"梅山生命健康产业园", {121.985, 29.785}}};
    for (const auto& [name, place] : places) {
        bool found = false;
        for (std::size_t i = 0; i < layout("ningbo").features.size(); ++i) {
            const model::LayoutFeature& feature = layout("ningbo").features[i];
            if (feature.name.zh != name) continue;
            found = true;
            ASSERT_TRUE(feature.anchor) << name;
            EXPECT_NEAR(feature.anchor->lon_deg, place.lon_deg, 1e-5) << name;
            EXPECT_NEAR(feature.anchor->lat_deg, place.lat_deg, 1e-5) << name;
            EXPECT_TRUE(
                geo::contains(layout("ningbo").layer.shapes[i], {place.lon_deg, place.lat_deg}))
                << name;
        }
        EXPECT_TRUE(found) << name;
    }
}

TEST(Ningbo, TheCoreHoldsItsSectorsWhichAreDisjoint) {
    const model::Layout& it = layout("ningbo");
    const auto measurer = geo::Measurer::create(geo::Method::geodesic, it.layer.crs, {});
    const auto pairs = geo::overlaps(it.layer.shapes, nullptr, *measurer, {});
    ASSERT_TRUE(pairs);
    int sectors_in_core = 0;
    for (const geo::SharedGround& pair : pairs->pairs) {
        const model::LayoutFeature& a = it.features[pair.a];
        const model::LayoutFeature& b = it.features[pair.b];
        EXPECT_TRUE(a.part_of == b.id || b.part_of == a.id) << a.name.zh << " / " << b.name.zh;
        const std::size_t inner = a.part_of == b.id ? pair.a : pair.b;
        const double whole_m2 = measurer->measure(it.layer.shapes[inner])->area_m2;
        EXPECT_NEAR(pair.area_m2, whole_m2, whole_m2 * 1e-6);
        ++sectors_in_core;
    }
    EXPECT_EQ(sectors_in_core, 3);
}

}  // namespace
}  // namespace parkatlas
