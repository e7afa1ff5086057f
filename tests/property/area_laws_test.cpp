#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "geo/triangulate.h"
#include "property/random_shapes.h"

namespace parkatlas::geo {
namespace {

using test::area_of;
using test::measurer_for;
using test::polygon_of;
using test::Random;

/// product.md: 1e-9 relative or 0.001 m2, whichever is larger.
double tolerance_m2(double area_m2) {
    return std::max(1e-9 * area_m2, 0.001);
}

class AreaLaws : public ::testing::TestWithParam<Method> {
  protected:
    Random random{test::seed()};
    // The official method in a layer's own zone: else the pieces of a cut polygon may belong to
    // another zone than the whole, and edges straight in one are not in the other.
    const bool in_degrees = GetParam() == Method::geodesic;
    Measurer by = measurer_for(GetParam(), in_degrees ? Crs::cgcs2000() : Crs::gauss_kruger_120());
    /// In the coordinates `by` measures in.
    std::vector<XY> ring() {
        if (in_degrees) return test::star_in_zhejiang(random);
        return test::star(random, {random.between(4e5, 7e5), random.between(3e6, 3.4e6)},
                          std::pow(10.0, random.between(0.5, 4.5)), random.whole(3, 60));
    }
    /// The official rule rounds points to 0.1 mm and about 0.03 mm: what that moves over a border.
    double slack(const AreaAndPerimeter& of) const {
        return tolerance_m2(of.area_m2) +
               (GetParam() == Method::official ? 1e-4 * of.perimeter_m : 0.0);
    }
    AreaAndPerimeter measured(const std::vector<XY>& of) {
        const auto out = by.measure(polygon_of(of)[0]);
        EXPECT_TRUE(out);
        return out ? *out : AreaAndPerimeter{};
    }
};

TEST_P(AreaLaws, ReversingTheRingChangesNothing) {
    for (int i = 0; i < 200; ++i) {
        std::vector<XY> one = ring();
        const AreaAndPerimeter before = measured(one);
        std::ranges::reverse(one);
        const AreaAndPerimeter after = measured(one);
        EXPECT_NEAR(after.area_m2, before.area_m2, slack(before));
        EXPECT_NEAR(after.perimeter_m, before.perimeter_m, 1e-6 + 1e-7 * before.perimeter_m);
    }
}

TEST_P(AreaLaws, TheStartVertexDoesNotMatter) {
    for (int i = 0; i < 200; ++i) {
        std::vector<XY> one = ring();
        const AreaAndPerimeter before = measured(one);
        std::ranges::rotate(one, one.begin() + random.whole(1, static_cast<int>(one.size()) - 1));
        EXPECT_NEAR(measured(one).area_m2, before.area_m2, slack(before));
    }
}

TEST_P(AreaLaws, PartsOfACutPolygonSumToTheWhole) {
    // Cut from the first vertex to the middle one: a star seen from its centre is cut by two
    // radii, which stay inside it.
    for (int i = 0; i < 200; ++i) {
        std::vector<XY> one = ring();
        if (one.size() < 4) continue;
        XY centre{0, 0};
        for (const XY v : one) {
            centre.x += v.x / static_cast<double>(one.size());
            centre.y += v.y / static_cast<double>(one.size());
        }
        const auto middle = one.begin() + static_cast<std::ptrdiff_t>(one.size() / 2);
        std::vector<XY> left{one.begin(), middle + 1};
        std::vector<XY> right{middle, one.end()};
        right.push_back(one.front());
        // Signed areas add whatever the shape of the pieces; absolute ones where both wind alike.
        left.push_back(centre);
        right.push_back(centre);
        const auto winding = [](const std::vector<XY>& piece) {
            double twice = 0.0;
            for (std::size_t k = 2; k < piece.size(); ++k) {
                twice += (piece[k - 1].x - piece[0].x) * (piece[k].y - piece[0].y) -
                         (piece[k].x - piece[0].x) * (piece[k - 1].y - piece[0].y);
            }
            return twice;
        };
        if (!(winding(left) > 0.0) || !(winding(right) > 0.0)) continue;
        const AreaAndPerimeter whole = measured(one);
        EXPECT_NEAR(measured(left).area_m2 + measured(right).area_m2, whole.area_m2,
                    2 * slack(whole));
    }
}

INSTANTIATE_TEST_SUITE_P(EveryMethod, AreaLaws,
                         ::testing::Values(Method::geodesic, Method::official, Method::planar),
                         [](const auto& of) { return std::string{method_name(of.param)}; });

TEST(GeodesicLaws, AWholeTurnOfLongitudeChangesNothing) {
    Random random{test::seed()};
    const Measurer by = measurer_for(Method::geodesic, Crs::cgcs2000());
    for (int i = 0; i < 200; ++i) {
        // Anywhere on the globe, the antimeridian among it.
        const std::vector<XY> one =
            test::star(random, {random.between(-175, 175), random.between(-80, 80)},
                       random.between(0.001, 5.0), random.whole(3, 30));
        const double area = area_of(by, polygon_of(one));
        for (const double turn : {-360.0, 360.0}) {
            std::vector<XY> turned = one;
            for (XY& v : turned) v.x += turn;
            EXPECT_NEAR(area_of(by, polygon_of(turned)), area, tolerance_m2(area));
        }
        // Only some vertices turned, as data across the antimeridian has it.
        std::vector<XY> mixed = one;
        for (XY& v : mixed) v.x -= random.unit() < 0.5 ? 360.0 : 0.0;
        EXPECT_NEAR(area_of(by, polygon_of(mixed)), area, tolerance_m2(area));
    }
}

TEST(GeodesicLaws, MirroringAtTheEquatorChangesNothing) {
    Random random{test::seed()};
    const Measurer by = measurer_for(Method::geodesic, Crs::cgcs2000());
    for (int i = 0; i < 200; ++i) {
        std::vector<XY> one = test::star_in_zhejiang(random);
        const double area = area_of(by, polygon_of(one));
        for (XY& v : one) v.y = -v.y;
        EXPECT_NEAR(area_of(by, polygon_of(one)), area, tolerance_m2(area));
    }
}

TEST(TriangleLaws, TrianglesSumToTheirPolygon) {
    Random random{test::seed()};
    const Measurer by = measurer_for(Method::planar, Crs::gauss_kruger_120());
    for (int i = 0; i < 300; ++i) {
        const double radius = std::pow(10.0, random.between(0.5, 4.5));
        const Shapes shapes = test::holed_star(
            random, {random.between(4e5, 7e5), random.between(3e6, 3.4e6)}, radius);
        const auto shell = shapes[0].part(0).ring(0).size();
        const std::vector<std::uint32_t> ends{static_cast<std::uint32_t>(shell),
                                              static_cast<std::uint32_t>(shapes.vertices().size())};
        const Triangles triangles = triangulate(shapes.vertices(), ends, FillRule::even_odd);
        double sum = 0.0;
        for (std::size_t k = 0; k < triangles.indices.size(); k += 3) {
            const XY a = triangles.vertices[triangles.indices[k]];
            const XY b = triangles.vertices[triangles.indices[k + 1]];
            const XY c = triangles.vertices[triangles.indices[k + 2]];
            sum += std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
        }
        const double area = area_of(by, shapes);
        EXPECT_NEAR(sum, area, 1e-9 * area);
    }
}

}  // namespace
}  // namespace parkatlas::geo
