#include <gtest/gtest.h>

#include "pictures.h"

namespace parkatlas::render {
namespace {

using draw::Fill;

TEST(Fill, InkIsTheAreaOfThePolygonLessItsHole) {
    // A slanted square of side 60 (area 3600) with a square hole of side 20 (area 400).
    const double c = 60 * std::cos(0.3);
    const double s = 60 * std::sin(0.3);
    const auto path =
        path_of({{{30, 20}, {30 + c, 20 + s}, {30 + c - s, 20 + s + c}, {30 - s, 20 + c}},
                 rectangle(40, 45, 20, 20)});
    const Image image = drawn(page_of(120, 120, {item_of(Fill{path, black})}));
    // Four samples a pixel: the edges' error averages out to well under a tenth of a pixel per
    // pixel of perimeter (320).
    EXPECT_NEAR(total_ink(image), 3200.0, 16.0);
    EXPECT_EQ(ink(image, 50, 55), 0.0);
}

TEST(Fill, BowTieIsFilledEvenOdd) {
    const auto path = path_of({{{10, 10}, {90, 90}, {90, 10}, {10, 90}}});
    const Image image = drawn(page_of(100, 100, {item_of(Fill{path, black})}));
    EXPECT_NEAR(total_ink(image), 3200.0, 16.0);  // two triangles of 80 * 40 / 2
    EXPECT_EQ(ink(image, 20, 50), 1.0);
    EXPECT_EQ(ink(image, 80, 50), 1.0);
    EXPECT_EQ(ink(image, 50, 20), 0.0);
}

TEST(Fill, RuleDecidesWhatAPentagramHolds) {
    std::vector<geo::XY> star;
    for (int i = 0; i < 5; ++i) {
        const double angle = i * 4 * 3.14159265358979 / 5;
        star.push_back({50 + 45 * std::sin(angle), 50 - 45 * std::cos(angle)});
    }
    const auto path = path_of({star});
    const Image even_odd =
        drawn(page_of(100, 100, {item_of(Fill{path, black, geo::FillRule::even_odd})}));
    const Image non_zero =
        drawn(page_of(100, 100, {item_of(Fill{path, black, geo::FillRule::non_zero})}));
    EXPECT_EQ(ink(even_odd, 50, 50), 0.0);
    EXPECT_EQ(ink(non_zero, 50, 50), 1.0);
}

TEST(Fill, NeighboursShareABorderWithoutGapOrDoubleLine) {
    // Two polygons of one opaque colour that meet along a ragged line, on white: were there a gap,
    // some pixel of the seam would be lighter; the whole must look like one rectangle.
    std::vector<geo::XY> left = {{10.3, 10}};
    std::vector<geo::XY> right = {{189.7, 10}};
    for (int i = 0; i <= 60; ++i) {
        const geo::XY p{100 + 20 * std::sin(i * 1.7), 10 + i * 3.0};
        left.push_back(p);
        right.push_back(p);
    }
    left.push_back({10.3, 190});
    right.push_back({189.7, 190});
    const Image image = drawn(page_of(
        200, 200, {item_of(Fill{path_of({left}), black}), item_of(Fill{path_of({right}), black})}));
    for (int y = 12; y < 188; ++y) {
        for (int x = 12; x < 188; ++x) ASSERT_EQ(ink(image, x, y), 1.0) << x << ", " << y;
    }
}

TEST(Fill, TranslucentNeighboursShowNoDoubleLine) {
    const draw::Color half = black.with_alpha(128);
    const auto left = path_of({{{10, 10}, {90.37, 10}, {110.61, 190}, {10, 190}}});
    const auto right = path_of({{{90.37, 10}, {190, 10}, {190, 190}, {110.61, 190}}});
    const Image image =
        drawn(page_of(200, 200, {item_of(Fill{left, half}), item_of(Fill{right, half})}));
    const double inside = ink(image, 30, 100);
    EXPECT_NEAR(inside, 128 / 255.0, 1 / 255.0);
    for (int y = 12; y < 188; ++y) {
        for (int x = 12; x < 188; ++x) {
            // Blending a border pixel in two steps, quarter by quarter, rounds twice.
            ASSERT_NEAR(ink(image, x, y), inside, 2 / 255.0) << x << ", " << y;
        }
    }
}

TEST(Fill, DenseNeighboursStayTogetherWhereVerticesAreThinned) {
    // Map polygons with some ten vertices to the pixel: what thinning does to the shared border it
    // must do to both. 1:1,000,000 at 1 px/mm: 1 px is 1000 m.
    std::vector<geo::XY> left = {{500000, 3300000}};
    std::vector<geo::XY> right = {{600000, 3400000}};
    for (int i = 0; i <= 1000; ++i) {
        const geo::XY p{550000 + 3000 * std::sin(i * 0.11) + 700 * std::sin(i * 2.3),
                        3300000 + i * 100.0};
        left.push_back(p);
    }
    right.insert(right.end(), left.rbegin(), left.rend() - 1);  // the other way, as neighbours go
    left.push_back({500000, 3400000});
    right.push_back({600000, 3300000});
    draw::DrawList list = page_of(100, 100,
                                  {item_of(Fill{path_of({left}), black}, draw::Space::map),
                                   item_of(Fill{path_of({right}), black}, draw::Space::map)});
    list.groups[0].view = {{0, 0, 100, 100}, {550000, 3350000}, 1e6};
    const Image image = drawn(list);
    for (int y = 1; y < 99; ++y) {
        for (int x = 1; x < 99; ++x) ASSERT_EQ(ink(image, x, y), 1.0) << x << ", " << y;
    }
}

/// A square of 1 m in map space at 1:100 and 4 px/mm, so 40 px wide. The view's frame is the page.
draw::DrawList square_metre(geo::MapXY centre) {
    draw::DrawList list = page_of(
        50, 50,
        {item_of(Fill{path_of({rectangle(500000, 3300000, 1, 1)}), black}, draw::Space::map)});
    list.groups[0].view = {{0, 0, 50, 50}, centre, 100};
    return list;
}

TEST(Fill, ASquareMetreFarFromTheOriginIsInItsPlace) {
    // The centre of the view is the square's centre: 100 px - 20 px to 100 px + 20 px.
    const Image image = drawn(square_metre({500000.5, 3300000.5}), 4);
    EXPECT_EQ(dark_box(image), (InkBox{80, 80, 120, 120}));
    EXPECT_NEAR(total_ink(image), 1600.0, 0.01);
}

TEST(Fill, DoesNotJitterWhenTheCentreMovesByACentimetre) {
    // 0.01 m is 0.4 px. The square moves left by as much each time; its ink is its area always, and
    // the middle of its ink is where it should be.
    for (int i = 0; i < 20; ++i) {
        const Image image = drawn(square_metre({500000.5 + 0.01 * i, 3300000.5}), 4);
        double sum = 0.0;
        double moment = 0.0;
        for (int x = 0; x < image.width; ++x) {
            const double column = ink(image, x, 100);
            sum += column;
            moment += column * (x + 0.5);
        }
        EXPECT_NEAR(sum, 40.0, 0.26) << i;  // four samples: a quarter of a pixel
        EXPECT_NEAR(moment / sum, 100.0 - 0.4 * i, 0.26) << i;
    }
}

TEST(Fill, APolygonFarLargerThanTheViewKeepsItsEdge) {
    // A province of 1000 km at 1:100: its slanted edge passes through the middle of the view. The
    // edge's ends lie some 2e7 px away.
    const auto path = path_of({{{0, 2800000}, {1000000, 3800000}, {1000000, 2800000}}});
    draw::DrawList list = page_of(50, 50, {item_of(Fill{path, black}, draw::Space::map)});
    list.groups[0].view = {{0, 0, 50, 50}, {500000, 3300000}, 100};
    const Image image = drawn(list, 4);
    for (int y = 0; y < 200; ++y) {
        // The diagonal runs up to the right through pixel corners; right and below is inside.
        if (y > 1) {
            EXPECT_EQ(ink(image, 199 - y + 2, y), 1.0) << y;
        }
        if (y < 198) {
            EXPECT_EQ(ink(image, 199 - y - 2, y), 0.0) << y;
        }
    }
    EXPECT_NEAR(total_ink(image), 20000.0, 60.0);
}

TEST(Fill, TinyTinyOrEmptyPathsDrawNothingAndDoNotHarm) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Image image = drawn(page_of(
        20, 20,
        {item_of(Fill{path_of({{{5, 5}}}), black}),
         item_of(Fill{path_of({{{5, 5}, {9, 9}}}), black}),
         item_of(Fill{path_of({{{5, 5}, {nan, 9}, {5, 9}}}), black}),
         item_of(Fill{std::make_shared<const draw::Path>(), black}), item_of(Fill{nullptr, black}),
         item_of(draw::Stroke{nullptr, black, 1.0, draw::Join::round, draw::Cap::butt, {}}),
         item_of(draw::Text{})}));
    EXPECT_EQ(total_ink(image), 0.0);
}

TEST(Fill, NothingIsDrawnOutsideTheClip) {
    draw::DrawList list = page_of(100, 100,
                                  {item_of(Fill{path_of({rectangle(0, 0, 100, 100)}), black}),
                                   item_of(draw::Stroke{path_of({{{0, 0}, {100, 100}}}, false),
                                                        black,
                                                        30.0,
                                                        draw::Join::round,
                                                        draw::Cap::round,
                                                        {}})});
    list.groups[0].clip = draw::RectMm{20, 30, 40, 50};
    const Image image = drawn(list);
    EXPECT_EQ(dark_box(image), (InkBox{20, 30, 60, 80}));
    EXPECT_EQ(total_ink(image), 2000.0);  // 40 x 50, edges crisp
}

TEST(Fill, LaterItemsCoverEarlierOnes) {
    const Image image = drawn(page_of(30, 30,
                                      {item_of(Fill{path_of({rectangle(0, 0, 20, 20)}), red}),
                                       item_of(Fill{path_of({rectangle(10, 10, 20, 20)}), blue})}));
    EXPECT_EQ(image.pixel(5, 5)[0], 255);
    EXPECT_EQ(image.pixel(15, 15)[0], 0);
    EXPECT_EQ(image.pixel(15, 15)[2], 255);
}

TEST(Fill, BlendsInSrgbOverTheBackgroundAndEndsOpaque) {
    draw::DrawList list =
        page_of(10, 10, {item_of(Fill{path_of({rectangle(0, 0, 5, 10)}), {200, 100, 0, 51}})});
    list.background = {100, 200, 50, 0};
    const Image image = drawn(list);
    // 51/255 = 0.2: 0.8 * background + 0.2 * colour.
    EXPECT_NEAR(image.pixel(2, 5)[0], 120, 1);
    EXPECT_NEAR(image.pixel(2, 5)[1], 180, 1);
    EXPECT_NEAR(image.pixel(2, 5)[2], 40, 1);
    for (int x = 0; x < 10; ++x) EXPECT_EQ(image.pixel(x, 5)[3], 255);
}

TEST(Fill, AnchoredSymbolsKeepTheirSizeAtEveryScale) {
    for (const double scale : {1e3, 1e5, 1e7}) {
        draw::Item symbol =
            item_of(Fill{path_of({rectangle(-5, -5, 10, 10)}), black}, draw::Space::anchored);
        symbol.anchor = {400000, 3300000};
        draw::DrawList list = page_of(100, 100, {symbol});
        list.groups[0].view = {{0, 0, 100, 60}, {400000, 3300000}, scale};
        EXPECT_EQ(dark_box(drawn(list)), (InkBox{45, 25, 55, 35})) << scale;
    }
}

}  // namespace
}  // namespace parkatlas::render
