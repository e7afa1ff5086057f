#include "analysis/mended_layer.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "unit/analysis/layers.h"

namespace parkatlas::analysis {
namespace {

using test::bow_tie;
using test::layer_of;
using test::ningbo_block;
using test::shifted_block;
using test::XY;

MendedLayer mended(const model::Layer& layer, Keep keep, std::vector<Finding>& findings) {
    const auto measurer = make_measurer(layer, geo::Method::geodesic, std::nullopt, findings);
    EXPECT_TRUE(measurer);
    auto answer = mend_layer(layer, layer.shapes, *measurer, keep, findings, {});
    EXPECT_TRUE(answer);
    return std::move(*answer);
}

TEST(MendedLayer, ShapesThatMayAllStayAreBorrowed) {
    const model::Layer layer = layer_of({ningbo_block, shifted_block});
    std::vector<Finding> findings;
    EXPECT_EQ(mended(layer, Keep::figures_and_shapes, findings).shapes.get(), &layer.shapes);
    EXPECT_EQ(mended(layer, Keep::figures, findings).shapes, nullptr);
    EXPECT_TRUE(findings.empty());
}

// As many as are cut into several pieces of work.
TEST(MendedLayer, MendedAndUnusableShapesStandAmongTheOthersAtTheirPlaces) {
    constexpr std::size_t count = 5000;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::vector<XY>> rings(count, ningbo_block);
    for (const std::size_t at : {std::size_t{0}, std::size_t{2500}, count - 1}) rings[at] = bow_tie;
    rings[1200] = {{121, 29}, {nan, 29}, {121.1, 29.1}};
    const model::Layer layer = layer_of(rings);
    std::vector<Finding> findings;
    const MendedLayer answer = mended(layer, Keep::figures_and_shapes, findings);
    ASSERT_EQ(answer.shapes->size(), count);
    for (std::size_t i = 0; i < count; ++i) {
        const geo::ShapeView shape = (*answer.shapes)[i];
        if (i == 1200) {
            EXPECT_TRUE(shape.is_empty());
            EXPECT_FALSE(answer.measured[i]);
            EXPECT_EQ(answer.valid[i], 0);
        } else if (i == 0 || i == 2500 || i == count - 1) {
            EXPECT_EQ(shape.part_count(), 2U);
            ASSERT_TRUE(answer.measured[i]);
            EXPECT_NEAR(answer.measured[i]->area_m2, test::mended_bow_tie_m2, 1e-3);
            EXPECT_EQ(answer.valid[i], 0);
        } else {
            ASSERT_EQ(shape.part_count(), 1U) << i;
            EXPECT_TRUE(std::ranges::equal(shape.part(0).ring(0), ningbo_block));
            EXPECT_EQ(answer.valid[i], 1);
        }
    }
    ASSERT_EQ(findings.size(), 4U);
    EXPECT_EQ(findings[0].code, "invalid_geometry");
    EXPECT_EQ(findings[1].code, "unmeasurable");
    EXPECT_EQ(findings[1].feature, layer.feature_label(1200));
    EXPECT_EQ(findings[3].feature, layer.feature_label(count - 1));
}

}  // namespace
}  // namespace parkatlas::analysis
