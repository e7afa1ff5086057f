#include "model/values.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::model {
namespace {

using testing::ElementsAre;

const Values& one_of_each() {
    static const Values values{
        std::monostate{},    false,        true, std::int64_t{-9007199254740993}, 0.1,
        std::string{"宁波"}, std::string{}};
    return values;
}

TEST(Values, GivesBackWhatWasPutIn) {
    EXPECT_THAT(one_of_each(), ElementsAre(Value{}, Value{false}, Value{true},
                                           Value{std::int64_t{-9007199254740993}}, Value{0.1},
                                           Value{std::string{"宁波"}}, Value{std::string{}}));
}

TEST(Values, AppendedOnesKeepTheirTexts) {
    Values values{std::string{"甬江"}, 2.5};
    values.append(one_of_each());
    ASSERT_EQ(values.size(), 9U);
    EXPECT_EQ(values[0], Value{std::string{"甬江"}});
    for (std::size_t i = 0; i < one_of_each().size(); ++i)
        EXPECT_EQ(values[2 + i], one_of_each()[i]);
}

TEST(Values, ATextMayBeReplacedByALongerOneAndAnythingElse) {
    Values values{std::string{"a"}, std::string{"b"}};
    values.set(0, Value{std::string(1000, 'x')});
    values.set(1, Value{std::int64_t{7}});
    EXPECT_THAT(values, ElementsAre(Value{std::string(1000, 'x')}, Value{std::int64_t{7}}));
}

TEST(Values, AfterTheLastRowIsTakenAwayTheOthersStand) {
    Values values{std::string{"a"}, std::string{"b"}};
    values.pop_back();
    values.push_back(ValueView{std::string_view{"c"}});
    EXPECT_THAT(values, ElementsAre(Value{std::string{"a"}}, Value{std::string{"c"}}));
    EXPECT_EQ(values.text_bytes(), 2 * (sizeof(std::uint32_t) + 1));
}

TEST(Values, NewRowsAreNull) {
    Values values{1.0};
    values.resize(3);
    EXPECT_THAT(values, ElementsAre(Value{1.0}, Value{}, Value{}));
    EXPECT_TRUE(values.is_null(2));
}

TEST(Values, AreEqualByContentAndNotByHowTheyCameAbout) {
    Values values{std::string{"long enough to move the next one"}, std::string{"b"}};
    values.set(0, Value{std::string{"a"}});
    EXPECT_EQ(values, (Values{std::string{"a"}, std::string{"b"}}));
    EXPECT_NE(values, (Values{std::string{"a"}, std::string{"c"}}));
    EXPECT_NE(values, (Values{std::string{"a"}}));
}

TEST(Names, AnEmptyNameIsNotAMissingOne) {
    const Names names{"", std::nullopt};
    EXPECT_EQ(names[0], std::optional<std::string>{""});
    EXPECT_EQ(names[1], std::nullopt);
    EXPECT_TRUE(names.has(0));
    EXPECT_FALSE(names.has(1));
}

TEST(Ids, AreNumbersOrTexts) {
    Ids ids;
    ids.push_back(7);
    ids.push_back("park-meishan");
    ids.push_back(FeatureId{std::string{"8"}});
    EXPECT_THAT(ids, ElementsAre(FeatureId{std::int64_t{7}}, FeatureId{std::string{"park-meishan"}},
                                 FeatureId{std::string{"8"}}));
}

}  // namespace
}  // namespace parkatlas::model
