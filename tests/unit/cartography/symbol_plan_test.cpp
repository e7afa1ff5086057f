#include "cartography/symbol_plan.h"

#include <cmath>

#include <gtest/gtest.h>

#include "cartography/role_symbols.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

/// Points at the given places (metres), in a view of 1:1,000,000: 1 mm is 1 km.
struct Places {
    model::Layout layout;
    std::vector<SceneFeature> features;
    std::vector<std::size_t> shown;
    draw::MapView view{{0, 0, 240, 240}, {0, 0}, 1'000'000.0};

    void add(model::Role role, double x, double y) {
        layout.features.emplace_back();
        layout.features.back().role = role;
        SceneFeature feature;
        feature.tag = static_cast<std::uint32_t>(layout.features.size());
        feature.points.push_back({x, y});
        feature.centre = {x, y};
        feature.box.add(geo::XY{x, y});
        shown.push_back(features.size());
        features.push_back(feature);
    }
    [[nodiscard]] SymbolPlan plan() const { return SymbolPlan{layout, features, shown, view}; }
    [[nodiscard]] geo::XY place_mm(const SymbolPlan& plan, std::size_t i) const {
        const geo::XY shift = plan.shift_mm(features[i].tag, 0);
        return {features[i].points[0].x / 1000 + shift.x,
                -features[i].points[0].y / 1000 + shift.y};
    }
};

TEST(SymbolPlan, SymbolsFarApartStayWhereTheyAre) {
    Places places;
    places.add(model::Role::park, 0, 0);
    places.add(model::Role::town, 20'000, 0);
    const SymbolPlan plan = places.plan();
    for (const SceneFeature& feature : places.features) EXPECT_FALSE(plan.is_moved(feature.tag, 0));
}

TEST(SymbolPlan, DiscsThatHideEachOtherStandApartAndNearTheirPlaces) {
    Places places;
    places.add(model::Role::park, 0, 0);
    places.add(model::Role::park, 1'900, 300);
    places.add(model::Role::town, 500, 500);
    places.add(model::Role::town, 500, 500);  // on the very same spot
    const SymbolPlan plan = places.plan();
    for (std::size_t i = 0; i < places.features.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const geo::XY a = places.place_mm(plan, i);
            const geo::XY b = places.place_mm(plan, j);
            EXPECT_GT(std::hypot(a.x - b.x, a.y - b.y), 3.5) << i << " " << j;
        }
        const geo::XY shift = plan.shift_mm(places.features[i].tag, 0);
        EXPECT_LE(std::hypot(shift.x, shift.y), 7.0 + 1e-9);
    }
}

TEST(SymbolPlan, TheSameInputGivesTheSamePlaces) {
    Places places;
    for (int i = 0; i < 12; ++i) places.add(model::Role::platform, i * 700.0, (i % 3) * 400.0);
    const SymbolPlan a = places.plan();
    const SymbolPlan b = places.plan();
    for (const SceneFeature& feature : places.features) {
        EXPECT_EQ(a.shift_mm(feature.tag, 0), b.shift_mm(feature.tag, 0));
    }
}

}  // namespace
}  // namespace parkatlas::cartography
