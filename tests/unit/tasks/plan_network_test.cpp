#include "tasks/plan_network.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::tasks {
namespace {

using testing::ElementsAre;

std::vector<std::string> ids(const std::vector<const model::Layout*>& plans) {
    std::vector<std::string> all;
    for (const model::Layout* plan : plans) all.push_back(plan->id);
    return all;
}

std::vector<std::string> ids(const std::vector<PlanFeature>& places) {
    std::vector<std::string> all;
    for (const PlanFeature& place : places) {
        all.push_back(place.layout->id + "/" + place.layout->features[place.index].id);
    }
    return all;
}

// A plan with the features a, b … and links from a to each of `to`.
std::shared_ptr<model::Layout> plan(const std::string& id, const std::vector<std::string>& to) {
    auto layout = std::make_shared<model::Layout>();
    layout->id = id;
    for (const char* feature : {"a", "b"}) {
        model::LayoutFeature one;
        one.id = feature;
        layout->features.push_back(one);
    }
    for (const std::string& target : to) layout->links.push_back({"a", "layout:" + target});
    return layout;
}

class BuiltInPlans : public testing::Test {
  protected:
    void SetUp() override {
        Result<PlanNetwork> loaded = PlanNetwork::load_built_in();
        ASSERT_TRUE(loaded) << error_line(loaded.error());
        network = std::move(*loaded);
    }
    const model::Layout& layout(std::string_view id) const { return *network.find(id); }
    PlanNetwork network;
};

// The expected chains are those of the plans' own words: the province's plan names Hangzhou its
// core and Ningbo a pole; Ningbo's puts the digital health park into its sector at the Yongjiang.
TEST_F(BuiltInPlans, LeadFromProvinceToCityToPark) {
    EXPECT_THAT(ids(network.above(layout("digital-health-park"))),
                ElementsAre("zhejiang", "ningbo"));
    EXPECT_THAT(ids(network.above(layout("zhejiang"))), ElementsAre());
    EXPECT_THAT(ids(network.below(layout("zhejiang"))), ElementsAre("hangzhou", "ningbo"));
    EXPECT_THAT(ids(network.below(layout("ningbo"))), ElementsAre("digital-health-park", "cixi"));
}

TEST_F(BuiltInPlans, AFeatureLeadsToItsPlanAndThePlanBackToTheFeature) {
    EXPECT_EQ(network.plan_of(layout("zhejiang"), "pole-ningbo"), network.find("ningbo"));
    EXPECT_EQ(network.plan_of(layout("zhejiang"), "pole-wenzhou"), nullptr);
    EXPECT_THAT(ids(network.leading_to(layout("digital-health-park"))),
                ElementsAre("ningbo/core-yongjiang"));
}

TEST_F(BuiltInPlans, OnePlaceIsFoundInEveryPlanThatNamesIt) {
    const model::Layout& ningbo = layout("ningbo");
    EXPECT_THAT(
        ids(network.same_place(ningbo, *ningbo.find("park-qianwan"))),
        ElementsAre("zhejiang/park-hangzhou-bay", "cixi/park-hangzhou-bay", "cixi/park-cixi"));
    EXPECT_TRUE(network.same_place(ningbo, *ningbo.find("core")).empty());
}

TEST(PlanNetwork, ASamePlaceNamedByOneSideOnlyCountsForBoth) {
    const auto one = plan("one", {});
    const auto two = plan("two", {});
    one->features[0].same_as = {"two/b"};
    const PlanNetwork network{{one, two}};
    EXPECT_THAT(ids(network.same_place(*one, 0)), ElementsAre("two/b"));
    EXPECT_THAT(ids(network.same_place(*two, 1)), ElementsAre("one/a"));
}

TEST(PlanNetwork, PlansThatLeadToEachOtherEndTheChain) {
    const PlanNetwork network{{plan("one", {"two"}), plan("two", {"one"})}};
    EXPECT_THAT(ids(network.above(*network.find("one"))), ElementsAre("two"));
}

TEST(PlanNetwork, ALinkToAnUnknownPlanLeadsNowhere) {
    const PlanNetwork network{{plan("one", {"elsewhere", "one"})}};
    EXPECT_TRUE(network.below(*network.find("one")).empty());
    EXPECT_TRUE(network.above(*network.find("one")).empty());
}

TEST(PlanNetwork, AUsersOwnPlanLeadsIntoTheBuiltInOnes) {
    const PlanNetwork network{{plan("one", {})}};
    const auto own = plan("own", {"one"});
    EXPECT_EQ(network.plan_of(*own, "a"), network.find("one"));
}

TEST(ShortTitle, FallsBackToTitleThenId) {
    model::Layout layout;
    layout.id = "x";
    EXPECT_EQ(short_title(layout, Lang::zh), "x");
    layout.title = {"某市布局图", {}};
    EXPECT_EQ(short_title(layout, Lang::en), "某市布局图");
    layout.short_title = {"某市", "Some city"};
    EXPECT_EQ(short_title(layout, Lang::en), "Some city");
}

}  // namespace
}  // namespace parkatlas::tasks
