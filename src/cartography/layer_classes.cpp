#include "cartography/layer_classes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cartography/palette.h"

namespace parkatlas::cartography {
namespace {

using draw::Color;

struct LandUse {
    std::string_view code;  ///< 用地用海分类 2023, first level
    std::string_view key;   ///< what its name and those of its parts hold
    Color color;
};

/// The first level of the classification for territorial planning (自然资源部 2023), with the words
/// that names of the second level and of older plans hold. The hues are those of the planning
/// convention; the values are the sheet's own, calm enough for names on top. Longer words first,
/// where one holds another.
constexpr std::array land_uses{
    LandUse{"06", "设施农", {216, 215, 159}},   LandUse{"06", "农业设施", {216, 215, 159}},
    LandUse{"01", "耕地", {245, 243, 190}},     LandUse{"01", "水田", {245, 243, 190}},
    LandUse{"01", "旱地", {245, 243, 190}},     LandUse{"02", "园地", {205, 226, 150}},
    LandUse{"02", "果园", {205, 226, 150}},     LandUse{"03", "林地", {132, 186, 120}},
    LandUse{"04", "草地", {188, 220, 134}},     LandUse{"05", "湿地", {140, 204, 190}},
    LandUse{"05", "滩涂", {140, 204, 190}},     LandUse{"07", "居住", {255, 232, 110}},
    LandUse{"07", "住宅", {255, 232, 110}},     LandUse{"07", "宅基地", {255, 232, 110}},
    LandUse{"08", "公共管理", {236, 112, 178}}, LandUse{"08", "公共服务", {236, 112, 178}},
    LandUse{"08", "科教文卫", {236, 112, 178}}, LandUse{"08", "教育", {236, 112, 178}},
    LandUse{"08", "医疗", {236, 112, 178}},     LandUse{"09", "商业", {232, 84, 76}},
    LandUse{"09", "商服", {232, 84, 76}},       LandUse{"10", "工矿", {186, 146, 108}},
    LandUse{"10", "工业", {186, 146, 108}},     LandUse{"11", "仓储", {156, 126, 204}},
    LandUse{"12", "交通", {178, 178, 180}},     LandUse{"12", "道路", {178, 178, 180}},
    LandUse{"13", "公用设施", {92, 148, 172}},  LandUse{"14", "绿地", {112, 204, 104}},
    LandUse{"14", "开敞空间", {112, 204, 104}}, LandUse{"15", "特殊用地", {142, 152, 98}},
    LandUse{"16", "留白", {250, 250, 250}},     LandUse{"17", "水域", {126, 184, 226}},
    LandUse{"17", "水面", {126, 184, 226}},     LandUse{"17", "河流", {126, 184, 226}},
    LandUse{"17", "湖泊", {126, 184, 226}},     LandUse{"17", "水库", {126, 184, 226}},
    LandUse{"17", "坑塘", {126, 184, 226}},     LandUse{"18", "渔业", {148, 206, 222}},
    LandUse{"23", "未利用", {222, 218, 206}},   LandUse{"23", "其他土地", {222, 218, 206}}};

/// Twelve hues that differ in lightness too.
constexpr std::array<Color, 12> series{
    Color{78, 121, 167},  Color{242, 166, 84},  Color{118, 183, 178}, Color{208, 92, 94},
    Color{150, 196, 110}, Color{176, 122, 161}, Color{237, 201, 72},  Color{84, 140, 104},
    Color{255, 170, 178}, Color{140, 108, 84},  Color{164, 190, 224}, Color{150, 150, 156}};

const LandUse* land_use(std::string_view name) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    // A code alone, of either level: 07, 0701.
    if (name.size() >= 2 && name.size() <= 6 && std::ranges::all_of(name, is_digit)) {
        const auto found = std::ranges::find(land_uses, name.substr(0, 2), &LandUse::code);
        return found == land_uses.end() ? nullptr : &*found;
    }
    for (const LandUse& use : land_uses) {
        if (name.find(use.key) != std::string_view::npos) return &use;
    }
    return nullptr;
}

struct State {
    std::string_view word;
    FillPattern pattern;
};
constexpr std::array states{
    State{"规划", FillPattern::hatch},          State{"拟建", FillPattern::hatch},
    State{"planned", FillPattern::hatch},       State{"待改造", FillPattern::cross_hatch},
    State{"renewal", FillPattern::cross_hatch}, State{"潜力", FillPattern::dots},
    State{"potential", FillPattern::dots},      State{"重叠", FillPattern::cross_hatch},
    State{"overlap", FillPattern::cross_hatch}};

FillPattern pattern_of(std::string_view name) {
    // Words for a state are short; 规划绿地 is a use.
    for (const State& state : states) {
        if (name == state.word || name == std::string{state.word} + "中") return state.pattern;
    }
    return FillPattern::plain;
}

}  // namespace

void choose_looks(std::vector<LayerClass>& classes) {
    std::size_t known = 0;
    std::size_t named = 0;
    for (const LayerClass& one : classes) {
        if (one.name.empty()) continue;
        ++named;
        if (land_use(one.name) != nullptr) ++known;
    }
    const bool are_uses = known > 0 && 2 * known >= named;
    std::size_t next = 0;
    std::vector<std::pair<const LandUse*, int>> shades;  // how often a colour was given
    for (LayerClass& one : classes) {
        one.pattern = pattern_of(one.name);
        if (one.name.empty()) {
            one.color = palette::other;
            continue;
        }
        if (const LandUse* use = are_uses ? land_use(one.name) : nullptr) {
            auto shade = std::ranges::find_if(
                shades, [use](const auto& given) { return given.first->code == use->code; });
            if (shade == shades.end()) shade = shades.insert(shades.end(), {use, 0});
            // Parts of one use: the same hue, darker from one to the next.
            one.color = palette::darker(use->color, std::min(0.45, 0.13 * shade->second++));
            continue;
        }
        const Color color = palette::nth(series, next);
        const std::size_t round = next++ / series.size();
        one.color = round == 0   ? color
                    : round == 1 ? palette::darker(color, 0.35)
                    : round == 2 ? palette::lighter(color, 0.45)
                                 : palette::darker(color, 0.6);
    }
}

}  // namespace parkatlas::cartography
