#include "cartography/base_map.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "draw/polygon_field.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

BaseMap base(bool with_land, const std::vector<geo::XY>& anchors) {
    const auto counties = test::counties();
    const auto land = test::land();
    return *BaseMap::create(counties.get(), with_land ? land.get() : nullptr,
                            geo::Crs::gauss_kruger_120(), anchors);
}

draw::MapView whole(double scale) {
    draw::MapView view;
    view.frame = {0, 0, 400, 300};
    view.centre = {test::origin_x + 40'000, test::origin_y + 40'000};
    view.scale_denominator = scale;
    return view;
}

std::size_t strokes(const draw::Group& group) {
    return static_cast<std::size_t>(std::ranges::count_if(group.items, [](const auto& item) {
        return std::holds_alternative<draw::Stroke>(item.shape);
    }));
}

TEST(BaseMap, OnlyCountiesOfTheSubjectsMunicipalityAreNamed) {
    const BaseMap map = base(true, {{test::origin_x + 10'000, test::origin_y + 10'000}});
    const draw::MapView view = whole(400'000);
    const auto names = map.names_in(view);
    const auto counties = std::ranges::count(names, BaseName::Kind::county, &BaseName::kind);
    const auto cities = std::ranges::count(names, BaseName::Kind::city, &BaseName::kind);
    EXPECT_EQ(counties, 8);  // half of sixteen
    EXPECT_EQ(cities, 1);    // the neighbour; the subject is named by the title
}

TEST(BaseMap, AtSmallScalesMunicipalitiesAreNamedInstead) {
    const BaseMap map = base(true, {{test::origin_x + 10'000, test::origin_y + 10'000}});
    const draw::MapView view = whole(5'000'000);
    const auto names = map.names_in(view);
    EXPECT_EQ(std::ranges::count(names, BaseName::Kind::county, &BaseName::kind), 0);
    EXPECT_EQ(std::ranges::count(names, BaseName::Kind::city, &BaseName::kind), 2);
}

TEST(BaseMap, EveryNameStandsOnLandInsideItsUnit) {
    const BaseMap map = base(true, {});
    const draw::MapView view = whole(400'000);
    for (const BaseName* name : map.names_in(view)) {
        if (name->kind == BaseName::Kind::water) continue;
        for (const geo::XY place : name->places) {
            EXPECT_TRUE(map.is_land(place)) << name->zh;
            EXPECT_TRUE(name->box.contains(place)) << name->zh;
        }
    }
}

TEST(BaseMap, LandReachesToTheEastOnlyAsFarAsItsData) {
    const BaseMap map = base(true, {});
    EXPECT_TRUE(map.is_land({test::origin_x + 69'000, test::origin_y + 1'000}));
    EXPECT_FALSE(map.is_land({test::origin_x + 71'000, test::origin_y + 1'000}));
}

TEST(BaseMap, OutsideTheViewNothingIsPaintedButTheSea) {
    const BaseMap map = base(true, {});
    draw::Group group{"map", std::nullopt, whole(400'000), {}};
    group.view.centre.x_m += 5e6;
    map.paint(group, {});
    EXPECT_EQ(strokes(group), 0U);
    EXPECT_EQ(group.items.size(), 2U);  // background and sea mask
}

TEST(BaseMap, SwitchedOffLayersAreNotPaintedAndNotListed) {
    const BaseMap map = base(true, {});
    draw::Group group{"map", std::nullopt, whole(400'000), {}};
    map.paint(group, {false, false, 1.0});
    EXPECT_EQ(group.items.size(), 1U);
    const BaseMap::Shown shown = map.shown_in(group.view, {false, false, 1.0});
    EXPECT_FALSE(shown.coast || shown.city_border || shown.county_border || shown.province_border);
}

TEST(BaseMap, BordersOfEachKindAreFound) {
    const BaseMap map = base(false, {{test::origin_x + 10'000, test::origin_y + 10'000}});
    const BaseMap::Shown shown = map.shown_in(whole(400'000), {});
    EXPECT_TRUE(shown.county_border);
    EXPECT_TRUE(shown.city_border);
    EXPECT_TRUE(shown.province_border);  // without a coast the outer edge is the border
    EXPECT_FALSE(shown.coast);
}

TEST(BaseMap, WhereTheLandsDataEndsTheFogIsOpaque) {
    model::Layer land = test::empty_layer("land");
    land.crs = geo::Crs::cgcs2000();
    land.shapes.append_polygon({{{118, 27}, {121, 27}, {121, 31}, {118, 31}, {118, 27}}});
    land.ids.push_back(std::int64_t{1});
    land.names.push_back(std::nullopt);
    const auto map = BaseMap::create(nullptr, &land, geo::Crs::gauss_kruger_120(), {});
    ASSERT_TRUE(map);
    draw::Group group;
    group.view.frame = {0, 0, 400, 400};
    group.view.centre = {500'000, 3'200'000};
    group.view.scale_denominator = 2'500'000;
    map->paint_sea(group, {true, true, 1.0});
    const auto to_map = geo::Transform::between(geo::Crs::cgcs2000(), geo::Crs::gauss_kruger_120());
    const auto seen_at = [&](geo::XY degrees) {
        const geo::XY p = *to_map->apply(degrees);
        double share = 1.0;
        for (const draw::Item& item : group.items) {
            const auto* const fog = std::get_if<draw::Polygons>(&item.shape);
            if (fog == nullptr) continue;
            fog->field->visit({p.x, p.y, p.x, p.y}, [&](draw::PolygonField::Ref ref) {
                if (fog->field->contains(ref, p)) share *= 1 - fog->styles[0].far_alpha / 255.0;
                return true;
            });
        }
        return share;
    };
    EXPECT_DOUBLE_EQ(seen_at({120, 29}), 1.0);
    EXPECT_NEAR(seen_at({120, 27.12}), 0.5, 0.02);
    EXPECT_DOUBLE_EQ(seen_at({120, 26.99}), 0.0);
    EXPECT_DOUBLE_EQ(seen_at({117.99, 29}), 0.0);
}

}  // namespace
}  // namespace parkatlas::cartography
