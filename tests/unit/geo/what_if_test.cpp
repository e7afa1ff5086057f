#include "geo/what_if.h"

#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

#include "geo/overlap.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::measurer;
using test::polygon;
using test::rectangle;

Measurer planar() {
    return measurer(Method::planar, Crs::gauss_kruger_120());
}

/// Squares of 100 m side, 110 m apart, `side` by `side` of them; class = row number modulo 3.
std::shared_ptr<const WhatIfLayer> squares(int side) {
    Shapes shapes;
    std::vector<double> areas_m2;
    std::vector<std::uint32_t> classes;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            shapes.append_polygon(
                {rectangle(110.0 * x, 110.0 * y, 110.0 * x + 100, 110.0 * y + 100)});
            areas_m2.push_back(1e4);
            classes.push_back(static_cast<std::uint32_t>(y % 3));
        }
    }
    return std::make_shared<const WhatIfLayer>(std::move(shapes), std::move(areas_m2),
                                               std::move(classes), 3);
}

const WhatIfAnswer& asked(WhatIf& what_if, const Shapes& shapes) {
    const auto answer = what_if.update(shapes[0]);
    if (!answer) throw std::runtime_error(error_line(answer.error()));
    return **answer;
}

TEST(WhatIf, CountsWholeAndCutFeaturesByClass) {
    WhatIf what_if{squares(10), planar()};
    // By hand: columns 0 and 1 whole, column 2 to 30 m; rows 0 and 1 whole, row 2 to 50 m.
    const WhatIfAnswer& answer = asked(what_if, polygon({rectangle(-5, -5, 250, 270)}));
    EXPECT_EQ(answer.shares.size(), 9U);
    EXPECT_EQ(answer.shares.front().feature, 0U);
    EXPECT_EQ(answer.shares.back().feature, 22U);
    EXPECT_NEAR(answer.total_m2, 230.0 * 250.0, 1e-6);
    EXPECT_NEAR(answer.class_m2[0], 230.0 * 100.0, 1e-6);
    EXPECT_NEAR(answer.class_m2[2], 230.0 * 50.0, 1e-6);
    EXPECT_EQ(answer.class_features, (std::vector<std::size_t>{3, 3, 3}));
    EXPECT_NEAR(answer.polygon_m2, 255.0 * 275.0, 1e-6);
    EXPECT_FALSE(answer.polygon_mended);
}

TEST(WhatIf, ADraggedVertexGivesWhatAFirstUpdateWould) {
    const auto layer = squares(40);
    std::mt19937 random{21};
    const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<XY> ring;
    for (int i = 0; i < 40; ++i) {
        const double turn = 6.283185307 * i / 40;
        ring.push_back({2200 + 1500 * std::cos(turn), 2200 + 1500 * std::sin(turn)});
    }
    WhatIf dragged{layer, planar()};
    static_cast<void>(asked(dragged, polygon({ring})));
    for (int step = 0; step < 60; ++step) {
        const std::size_t i = random() % ring.size();
        switch (step % 5) {
            case 3:  // a vertex put in
                ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(i),
                            {2200 + 1500 * (unit() - 0.5), 2200 + 1500 * (unit() - 0.5)});
                break;
            case 4:
                ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(i));
                break;
            default:
                ring[i] = {ring[i].x + 300 * (unit() - 0.5), ring[i].y + 300 * (unit() - 0.5)};
        }
        const WhatIfAnswer& after = asked(dragged, polygon({ring}));
        WhatIf anew{layer, planar()};
        const WhatIfAnswer& first = asked(anew, polygon({ring}));
        ASSERT_EQ(after.shares.size(), first.shares.size()) << step;
        for (std::size_t k = 0; k < first.shares.size(); ++k) {
            ASSERT_EQ(after.shares[k].feature, first.shares[k].feature) << step;
            ASSERT_NEAR(after.shares[k].area_m2, first.shares[k].area_m2, 1e-6) << step;
        }
        EXPECT_NEAR(after.total_m2, first.total_m2, 1e-3);
    }
}

TEST(WhatIf, AgreesWithOverlaps) {
    const auto layer = squares(30);
    const Shapes park = polygon({{{-50, 400}, {1500, -80}, {3000, 1700}, {900, 2600}},
                                 {{800, 900}, {1400, 1000}, {1100, 1500}}});
    WhatIf what_if{layer, planar()};
    const WhatIfAnswer& answer = asked(what_if, park);
    const Shapes& parcels = layer->shapes();
    const auto pairs = overlaps(park, &parcels, planar(), {});
    ASSERT_TRUE(pairs);
    ASSERT_EQ(answer.shares.size(), pairs->pairs.size());
    for (std::size_t i = 0; i < answer.shares.size(); ++i) {
        EXPECT_EQ(answer.shares[i].feature, pairs->pairs[i].b);
        EXPECT_NEAR(answer.shares[i].area_m2, pairs->pairs[i].area_m2, 1e-9);
    }
}

TEST(WhatIf, LooksOnlyNearTheEdgesThatChanged) {
    WhatIf what_if{squares(50), planar()};
    std::vector<XY> ring{{0, 0}, {5000, 0}, {5000, 5000}, {2500, 5010}, {0, 5000}};
    EXPECT_GT(asked(what_if, polygon({ring})).looked_at, 2000U);
    EXPECT_EQ(asked(what_if, polygon({ring})).looked_at, 0U);
    ring[3].y = 4800;  // two edges along the top
    const WhatIfAnswer& answer = asked(what_if, polygon({ring}));
    EXPECT_GT(answer.looked_at, 40U);
    EXPECT_LT(answer.looked_at, 200U);
}

TEST(WhatIf, APolygonThatCrossesItselfIsMended) {
    WhatIf what_if{squares(3), planar()};
    const WhatIfAnswer& answer =
        asked(what_if, polygon({{{0, 0}, {100, 100}, {100, 0}, {0, 100}}}));
    EXPECT_TRUE(answer.polygon_mended);
    EXPECT_NEAR(answer.total_m2, 5000.0, 1e-6);  // two triangles of 2500
}

TEST(WhatIf, AfterAFailureTheNextUpdateIsRight) {
    WhatIf what_if{squares(3), planar()};
    const Shapes block = polygon({rectangle(0, 0, 50, 50)});
    EXPECT_NEAR(asked(what_if, block).total_m2, 2500.0, 1e-6);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto failed = what_if.update(polygon({{{0, 0}, {1, nan}, {1, 1}}})[0]);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::out_of_range);
    EXPECT_NEAR(asked(what_if, block).total_m2, 2500.0, 1e-6);
    Shapes nothing;
    nothing.begin_shape();
    EXPECT_TRUE(asked(what_if, nothing).shares.empty());
    EXPECT_NEAR(asked(what_if, block).total_m2, 2500.0, 1e-6);
}

}  // namespace
}  // namespace parkatlas::geo
