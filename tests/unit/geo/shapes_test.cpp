#include "geo/shapes.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::multipolygon;
using test::polygon;
using test::rectangle;

TEST(Shapes, KeepsPartsAndRingsApart) {
    Shapes shapes = polygon({rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)});
    shapes.append_point({9, 9});
    shapes.append(multipolygon({rectangle(5, 5, 6, 6), rectangle(7, 7, 8, 8)})[0]);
    ASSERT_EQ(shapes.size(), 3U);
    EXPECT_EQ(shapes[0].part_count(), 1U);
    EXPECT_EQ(shapes[0].part(0).ring_count, 2U);
    EXPECT_EQ(shapes[0].part(0).ring(1).front(), (XY{1, 1}));
    EXPECT_EQ(shapes[0].part(0).ring(1).size(), 4U);
    EXPECT_EQ(shapes[1].part(0).kind, PartKind::point);
    EXPECT_FALSE(shapes[1].has_polygons());
    EXPECT_EQ(shapes[2].part_count(), 2U);
    EXPECT_EQ(shapes[2].part(1).ring(0).back(), (XY{7, 8}));
    EXPECT_EQ(shapes[2].vertex_count(), 8U);
}

TEST(Shapes, AnEmptyShapeTakesItsPlace) {
    Shapes shapes;
    shapes.begin_shape();
    shapes.append_point({1, 2});
    shapes.begin_shape();
    ASSERT_EQ(shapes.size(), 3U);
    EXPECT_TRUE(shapes[0].is_empty());
    EXPECT_FALSE(shapes[1].is_empty());
    EXPECT_TRUE(shapes[2].is_empty());
    EXPECT_TRUE(shapes[0].bounds().is_empty());
    EXPECT_EQ(shapes[2].vertex_count(), 0U);
}

TEST(Shapes, EmptyRingsAndPartsKeepTheirNeighboursIntact) {
    Shapes shapes;
    shapes.begin_shape();
    shapes.begin_part(PartKind::polygon);
    shapes.begin_ring();
    shapes.begin_part(PartKind::polygon);
    shapes.begin_part(PartKind::polygon);
    shapes.begin_ring();
    shapes.add(rectangle(0, 0, 1, 1));
    ASSERT_EQ(shapes[0].part_count(), 3U);
    EXPECT_TRUE(shapes[0].part(0).ring(0).empty());
    EXPECT_EQ(shapes[0].part(1).ring_count, 0U);
    EXPECT_EQ(shapes[0].part(2).ring(0).size(), 4U);
}

TEST(Shapes, BoundsHoldEveryVertex) {
    const Shapes shapes = multipolygon({rectangle(-3, 1, 2, 4), rectangle(5, -7, 6, 0)});
    const Box box = shapes[0].bounds();
    EXPECT_EQ(box.min_x, -3);
    EXPECT_EQ(box.min_y, -7);
    EXPECT_EQ(box.max_x, 6);
    EXPECT_EQ(box.max_y, 4);
}

TEST(Shapes, ACopyEqualsItsOriginal) {
    Shapes original = polygon({rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)});
    Shapes copy;
    copy.append(original[0]);
    EXPECT_TRUE(std::ranges::equal(copy.vertices(), original.vertices()));
    EXPECT_EQ(copy[0].part(0).ring_count, 2U);
}

TEST(Shapes, AllShapesAppendedFollowTheOwnOnes) {
    Shapes own = polygon({rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)});
    Shapes other = multipolygon({rectangle(-3, 1, 2, 4), rectangle(5, -7, 6, 0)});
    other.begin_shape();
    other.append_point({9, 9});
    own.append(other);
    ASSERT_EQ(own.size(), 4U);
    EXPECT_EQ(own[0].part(0).ring_count, 2U);
    EXPECT_EQ(own[1].part_count(), 2U);
    EXPECT_TRUE(std::ranges::equal(own[1].part(1).ring(0), other[0].part(1).ring(0)));
    EXPECT_TRUE(own[2].is_empty());
    EXPECT_EQ(own[3].part(0).kind, PartKind::point);
    EXPECT_EQ(own[3].part(0).ring(0)[0], (XY{9, 9}));
}

TEST(Shapes, ARangeAppendedIsWhatAppendingOneByOneGives) {
    Shapes other = polygon({rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)});
    other.begin_shape();
    other.append(multipolygon({rectangle(-3, 1, 2, 4), rectangle(5, -7, 6, 0)})[0]);
    other.append_point({9, 9});
    other.begin_shape();
    for (std::size_t first = 0; first <= other.size(); ++first) {
        for (std::size_t last = first; last <= other.size(); ++last) {
            Shapes at_once = polygon({rectangle(7, 7, 8, 8)});
            Shapes one_by_one = at_once;
            at_once.append(other, first, last);
            for (std::size_t i = first; i < last; ++i) one_by_one.append(other[i]);
            ASSERT_EQ(at_once.size(), one_by_one.size());
            EXPECT_TRUE(std::ranges::equal(at_once.vertices(), one_by_one.vertices()));
            for (std::size_t i = 0; i < at_once.size(); ++i) {
                ASSERT_EQ(at_once[i].part_count(), one_by_one[i].part_count());
                for (std::size_t p = 0; p < at_once[i].part_count(); ++p) {
                    const ShapeView::PartView part = at_once[i].part(p);
                    ASSERT_EQ(part.kind, one_by_one[i].part(p).kind);
                    ASSERT_EQ(part.ring_count, one_by_one[i].part(p).ring_count);
                    for (std::size_t r = 0; r < part.ring_count; ++r) {
                        EXPECT_TRUE(std::ranges::equal(part.ring(r), one_by_one[i].part(p).ring(r)))
                            << first << ".." << last;
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace parkatlas::geo
