#include "model/scheme.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace parkatlas::model {
namespace {

std::string described(const Scheme& scheme) {
    std::string text;
    for (const SchemeCount& one : scheme) {
        if (!text.empty()) text += ' ';
        text += std::string{role_identifier(one.role)} + '=' +
                (one.many ? "many" : std::to_string(one.count));
    }
    return text;
}

std::string counts_of(std::string_view name) {
    const auto scheme = parse_scheme(name);
    if (!scheme) return "not understood: " + scheme.error().word;
    return described(*scheme);
}

SchemeProblem problem_of(std::string_view name) {
    const auto scheme = parse_scheme(name);
    EXPECT_FALSE(scheme) << name << " gave " << described(*scheme);
    return scheme ? SchemeProblem{} : scheme.error();
}

// The names of the five plans and of the issue that asks for the grammar.
TEST(ParseScheme, ReadsTheNamesOfThePlans) {
    EXPECT_EQ(counts_of("一核两带五园"), "core=1 belt=2 park=5");
    EXPECT_EQ(counts_of("一核三极三带"), "core=1 pole=3 belt=3");
    EXPECT_EQ(counts_of("一核两带"), "core=1 belt=2");
    EXPECT_EQ(counts_of("一园多点"), "park=1 node=many");
    EXPECT_EQ(counts_of("一轴四区"), "axis=1 zone=4");
    EXPECT_EQ(counts_of("三带六园"), "belt=3 park=6");
    EXPECT_EQ(counts_of("一心一轴六组团"), "core=1 axis=1 cluster=6");
    EXPECT_EQ(counts_of("多镇多园"), "town=many park=many");
}

TEST(ParseScheme, KnowsEveryWordOfARole) {
    const std::vector<std::pair<std::string, Role>> words{
        {"核", Role::core},       {"核心", Role::core}, {"心", Role::core},
        {"中心", Role::core},     {"极", Role::pole},   {"增长极", Role::pole},
        {"带", Role::belt},       {"轴", Role::axis},   {"廊", Role::corridor},
        {"走廊", Role::corridor}, {"区", Role::zone},   {"片", Role::zone},
        {"片区", Role::zone},     {"园", Role::park},   {"园区", Role::park},
        {"组团", Role::cluster},  {"点", Role::node},   {"节点", Role::node},
        {"镇", Role::town},       {"小镇", Role::town}, {"平台", Role::platform},
        {"板块", Role::sector}};
    for (const auto& [word, role] : words) {
        const auto scheme = parse_scheme("三" + word);
        ASSERT_TRUE(scheme) << word;
        EXPECT_EQ(*scheme, (Scheme{{role, 3, false}})) << word;
    }
}

TEST(ParseScheme, ReadsChineseNumerals) {
    const std::vector<std::pair<std::string, int>> numerals{
        {"一", 1},      {"二", 2},    {"两", 2},    {"双", 2},     {"三", 3},    {"四", 4},
        {"五", 5},      {"六", 6},    {"七", 7},    {"八", 8},     {"九", 9},    {"十", 10},
        {"十一", 11},   {"十二", 12}, {"十九", 19}, {"一十", 10},  {"二十", 20}, {"二十三", 23},
        {"九十九", 99}, {"12", 12},   {"１２", 12}, {"9999", 9999}};
    for (const auto& [numeral, count] : numerals) {
        const auto scheme = parse_scheme(numeral + "园");
        ASSERT_TRUE(scheme) << numeral;
        EXPECT_EQ(scheme->front().count, count) << numeral;
        EXPECT_FALSE(scheme->front().many);
    }
}

TEST(ParseScheme, PassesOverSignsAndJoiningWords) {
    const std::string expected = "core=1 belt=2 park=5";
    EXPECT_EQ(counts_of("“一核、两带、五园”"), expected);
    EXPECT_EQ(counts_of("一核 两带 五园"), expected);
    EXPECT_EQ(counts_of("　一核，两带和五园。"), expected);
    EXPECT_EQ(counts_of("一核+两带+五园"), expected);
    EXPECT_EQ(counts_of("1 核 2 带 及 5 园区"), expected);
    EXPECT_EQ(counts_of("“一核”“两带”与“五园”"), expected);
}

TEST(ParseScheme, ManyIsKeptByTwoAndNotByOne) {
    const auto scheme = parse_scheme("一园多点");
    ASSERT_TRUE(scheme);
    EXPECT_FALSE(scheme->at(1).is_kept_by(1));
    EXPECT_TRUE(scheme->at(1).is_kept_by(2));
    EXPECT_TRUE(scheme->at(1).is_kept_by(40));
    EXPECT_TRUE(scheme->at(0).is_kept_by(1));
    EXPECT_FALSE(scheme->at(0).is_kept_by(2));
}

TEST(ParseScheme, SaysWhichWordIsUnknownAndWhereItStands) {
    const auto expect = [](std::string_view name, SchemeTrouble trouble, std::string_view word,
                           std::size_t position) {
        const SchemeProblem problem = problem_of(name);
        EXPECT_EQ(problem.trouble, trouble) << name;
        EXPECT_EQ(problem.word, word) << name;
        EXPECT_EQ(problem.position, position) << name;
    };
    expect("一核两翼", SchemeTrouble::unknown_word, "翼", 4);
    expect("一中心两基地", SchemeTrouble::unknown_word, "基地", 5);
    expect("健康产业布局", SchemeTrouble::unknown_word, "健康产业布局", 1);
    expect("一主三副", SchemeTrouble::unknown_word, "主", 2);
    expect("一核、abc 两带", SchemeTrouble::unknown_word, "abc", 4);
    expect("核两带", SchemeTrouble::missing_number, "核", 1);
    expect("一核带", SchemeTrouble::missing_number, "带", 3);
    expect("一核两", SchemeTrouble::missing_role, "两", 3);
    expect("一核两带三核", SchemeTrouble::repeated_role, "核", 6);
    expect("一核一中心", SchemeTrouble::repeated_role, "中心", 4);
    expect("零核", SchemeTrouble::bad_number, "零", 1);
    expect("一核0园", SchemeTrouble::bad_number, "0", 3);
    expect("一核五十五五园", SchemeTrouble::bad_number, "五十五五", 3);
    expect("两十园", SchemeTrouble::bad_number, "两十", 1);
    expect("10000园", SchemeTrouble::bad_number, "10000", 1);
    expect("99999999999999999999园", SchemeTrouble::bad_number, "99999999999999999999", 1);
    expect("多多园", SchemeTrouble::bad_number, "多多", 1);
    expect("", SchemeTrouble::empty, "", 1);
    expect("“ ”", SchemeTrouble::empty, "", 1);
}

TEST(ParseScheme, TakesAnyBytesWithoutHarm) {
    std::mt19937 random{20240305};  // any seed will do
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (std::size_t length = random() % 24; length > 0; --length) {
            bytes += static_cast<char>(random() % 256);
        }
        const auto scheme = parse_scheme(bytes);
        EXPECT_TRUE(scheme || scheme.error().position >= 1U);
    }
}

// A name made from counts promises these counts: random schemes of all roles a name can speak of.
TEST(SchemeName, ParsesToTheCountsItWasMadeFrom) {
    constexpr unsigned seed = 438;
    std::mt19937 random{seed};
    std::vector<Role> roles{Role::core,     Role::pole, Role::belt,    Role::axis,
                            Role::corridor, Role::zone, Role::park,    Role::sector,
                            Role::node,     Role::town, Role::cluster, Role::platform};
    for (int round = 0; round < 3000; ++round) {
        for (std::size_t i = roles.size() - 1; i > 0; --i) {
            std::swap(roles[i], roles[random() % (i + 1)]);
        }
        Scheme scheme;
        for (std::size_t i = 0; i <= random() % roles.size(); ++i) {
            const bool many = random() % 5 == 0;
            scheme.push_back({roles[i], many ? 0 : 1 + static_cast<int>(random() % 99), many});
        }
        const std::string name = scheme_name(scheme);
        const auto parsed = parse_scheme(name);
        ASSERT_TRUE(parsed) << name << ", seed " << seed;
        ASSERT_EQ(*parsed, scheme) << name << ", seed " << seed;
    }
}

TEST(SchemeName, IsTheNameOfThePlan) {
    for (const std::string name : {"一核两带五园", "一核三极三带", "一园多点", "多镇多园"}) {
        EXPECT_EQ(scheme_name(*parse_scheme(name)), name);
    }
    EXPECT_EQ(scheme_name({{Role::park, 12, false}}), "十二园");
}

}  // namespace
}  // namespace parkatlas::model
