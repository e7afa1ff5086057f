// Several items painted one over the other (rasterize_tiles).
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "base/image.h"
#include "draw/field_raster.h"
#include "fields.h"

namespace parkatlas::draw {
namespace {

PolygonStyle filled(Color color) {
    PolygonStyle style;
    style.fill = color;
    style.far_alpha = color.a;
    style.outline_width_mm = 0.0;
    return style;
}

/// One metre is one pixel, the map's origin in the upper left corner.
FieldPlacement one_to_one() {
    return {{0.0, 0.0}, 0.0, 0.0, 1.0, 4.0};
}

/// Squares at pixel places, y down.
PlacedPolygons squares(const std::vector<std::array<double, 3>>& boxes, Color color) {
    std::vector<Rings> features;
    for (const auto& [x, y, side] : boxes) features.push_back({square_at(x, -y - side, side)});
    return {{field_of(features), {filled(color)}}, one_to_one()};
}

LineChains line(std::vector<geo::XY> points, double half_width_px, Color color) {
    LineChains chains;
    chains.points = std::move(points);
    chains.chains.push_back({chains.points.size(), false});
    chains.half_width_px = half_width_px;
    chains.color = color;
    return chains;
}

struct Painted {
    Image image;  ///< premultiplied, transparent where no tile is
    std::vector<FieldTile> tiles;
};

Painted painted(std::span<const RasterItem> items, int width, int height) {
    Painted out;
    out.image.width = width;
    out.image.height = height;
    std::vector<std::uint8_t> rgba(4 * static_cast<std::size_t>(width * height), 77);
    out.image.rgba.assign(rgba.size(), 0);
    const FieldTarget target{rgba.data(), width, 0, 0, width, height};
    out.tiles = rasterize_tiles(items, target);
    for (const FieldTile& tile : out.tiles) {
        for (int y = tile.top_px; y < tile.top_px + tile.height_px; ++y) {
            for (int x = tile.left_px; x < tile.left_px + tile.width_px; ++x) {
                const std::size_t at =
                    4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x));
                const std::uint8_t* from = tile.is_uniform ? tile.rgba.data() : &rgba[at];
                std::copy_n(from, 4, &out.image.rgba[at]);
            }
        }
    }
    return out;
}

constexpr Color red{255, 0, 0, 255};
constexpr Color blue{0, 0, 255, 255};
constexpr Color half_blue{0, 0, 255, 128};

TEST(RasterizeTiles, WhatComesLaterLiesOverWhatCameBefore) {
    const std::vector<RasterItem> items{squares({{10, 10, 40}}, red),
                                        squares({{30, 30, 40}}, half_blue),
                                        line({{0, 20}, {90, 20}}, 3.0, {0, 255, 0, 255})};
    const Image image = painted(items, 100, 100).image;
    const auto expect = [&](int x, int y, std::array<int, 4> rgba) {
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_NEAR(image.pixel(x, y)[i], rgba[i], 1) << x << " " << y << " channel " << i;
        }
    };
    expect(15, 40, {255, 0, 0, 255});
    expect(40, 40, {127, 0, 128, 255});
    expect(60, 60, {0, 0, 128, 128});
    expect(15, 20, {0, 255, 0, 255});
    expect(5, 60, {0, 0, 0, 0});
}

TEST(RasterizeTiles, SeveralItemsGiveWhatOneAfterTheOtherGives) {
    // Blended by hand, in double, from pictures of each alone.
    const std::vector<RasterItem> items{
        squares({{3.3, 4.7, 60.2}}, {200, 120, 40, 255}), squares({{20.6, 30.1, 80.9}}, half_blue),
        line({{5, 5}, {120, 70}, {30, 110}}, 2.3, {10, 160, 90, 200}), Color{250, 240, 10, 30}};
    const Image together = painted(items, 130, 120).image;
    std::vector<double> by_hand(together.rgba.size(), 0.0);
    for (const RasterItem& item : items) {
        const Image alone = painted(std::span{&item, 1}, 130, 120).image;
        for (std::size_t i = 0; i < by_hand.size(); i += 4) {
            const double rest = 1.0 - alone.rgba[i + 3] / 255.0;
            for (std::size_t c = 0; c < 4; ++c) {
                by_hand[i + c] = alone.rgba[i + c] + rest * by_hand[i + c];
            }
        }
    }
    for (std::size_t i = 0; i < by_hand.size(); ++i) {
        ASSERT_NEAR(together.rgba[i], by_hand[i], 2.6) << "byte " << i;
    }
}

TEST(RasterizeTiles, TilesOfOneColourAreToldAndEmptyOnesLeftOut) {
    // Tiles are 256 x 128: the square covers the middle column of three wholly, and no other.
    const std::vector<RasterItem> items{squares({{256, -100, 256}}, red)};
    const Painted made = painted(items, 768, 128);
    ASSERT_EQ(made.tiles.size(), 1U);
    EXPECT_EQ(made.tiles[0].left_px, 256);
    EXPECT_TRUE(made.tiles[0].is_uniform);
    EXPECT_TRUE(made.tiles[0].is_opaque);
    EXPECT_EQ(made.tiles[0].rgba, (std::array<std::uint8_t, 4>{255, 0, 0, 255}));
}

TEST(RasterizeTiles, AnOpaqueTileOfSeveralColoursIsToldToo) {
    const std::vector<RasterItem> items{blue, squares({{10, 10, 20}}, red)};
    const Painted made = painted(items, 256, 128);
    ASSERT_EQ(made.tiles.size(), 1U);
    EXPECT_FALSE(made.tiles[0].is_uniform);
    EXPECT_TRUE(made.tiles[0].is_opaque);
    const std::vector<RasterItem> bare{squares({{10, 10, 20}}, red)};
    const Painted with_gaps = painted(bare, 256, 128);
    ASSERT_EQ(with_gaps.tiles.size(), 1U);
    EXPECT_FALSE(with_gaps.tiles[0].is_opaque);
}

double ink_of(const Image& image) {
    double sum = 0.0;
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) sum += image.rgba[i] / 255.0;
    return sum;
}

TEST(RasterizeTiles, ALineCutOffSquareIsAsLongAsItsPoints) {
    // Length times width; round ends add a disc.
    for (const double turn : {0.0, 0.3, 1.1, 2.6, 4.0}) {
        const geo::XY a{150, 150};
        const geo::XY b{150 + 80 * std::cos(turn), 150 + 80 * std::sin(turn)};
        LineChains square = line({a, b}, 4.0, red);
        LineChains round = square;
        round.has_round_ends = true;
        const std::vector<RasterItem> cut{square};
        const std::vector<RasterItem> capped{round};
        const double disc = std::numbers::pi * 16.0;
        EXPECT_NEAR(ink_of(painted(cut, 300, 300).image), 80 * 8.0, 4.0) << turn;
        EXPECT_NEAR(ink_of(painted(capped, 300, 300).image), 80 * 8.0 + disc, 4.0) << turn;
    }
}

TEST(RasterizeTiles, ATranslucentLineCoversEachPlaceOnce) {
    const std::vector<RasterItem> items{
        line({{10, 50}, {90, 50}, {50, 90}, {50, 10}}, 5.0, half_blue)};
    const Image image = painted(items, 100, 100).image;
    EXPECT_NEAR(image.pixel(50, 50)[3], 128, 1) << "where it crosses itself";
    EXPECT_NEAR(image.pixel(30, 50)[3], 128, 1);
}

TEST(RasterizeTiles, AClosedChainHasNoGapAtItsSeam) {
    LineChains ring = line({{20, 20}, {80, 20}, {80, 80}, {20, 80}}, 3.0, red);
    ring.chains[0].is_closed = true;
    const std::vector<RasterItem> items{ring};
    const Image image = painted(items, 100, 100).image;
    EXPECT_EQ(image.pixel(20, 50)[3], 255) << "from the last point to the first";
    EXPECT_EQ(image.pixel(19, 19)[3], 255) << "in the corner of the seam";
    EXPECT_EQ(image.pixel(50, 50)[3], 0);
}

TEST(RasterizeTiles, OneTargetAndManyGiveTheSamePicture) {
    std::vector<geo::XY> wave;
    for (int i = 0; i < 400; ++i) wave.push_back({1.7 * i, 300 + 200 * std::sin(0.05 * i)});
    const std::vector<RasterItem> items{Color{20, 30, 40, 255},
                                        squares({{40, 60, 300}, {380.4, 90.2, 111}}, half_blue),
                                        line(wave, 1.4, {255, 255, 255, 200})};
    const Image whole = painted(items, 700, 600).image;
    std::vector<std::uint8_t> part(std::size_t{4} * 90 * 70);
    for (int top = 0; top < 600; top += 70) {
        for (int left = 0; left < 700; left += 90) {
            const int width = std::min(90, 700 - left);
            const int height = std::min(70, 600 - top);
            const FieldTarget target{part.data(), 90, left, top, width, height};
            for (const FieldTile& tile : rasterize_tiles(items, target)) {
                for (int y = 0; y < tile.height_px; ++y) {
                    for (int x = 0; x < tile.width_px; ++x) {
                        const int at_x = tile.left_px + x;
                        const int at_y = tile.top_px + y;
                        const std::uint8_t* const pixel =
                            tile.is_uniform ? tile.rgba.data()
                                            : &part[4 * static_cast<std::size_t>((at_y - top) * 90 +
                                                                                 at_x - left)];
                        for (std::size_t c = 0; c < 4; ++c) {
                            ASSERT_NEAR(pixel[c], whole.pixel(at_x, at_y)[c], 1)
                                << at_x << " " << at_y;
                        }
                    }
                }
            }
        }
    }
}

TEST(RasterizeTiles, ThinnedNeighboursOfManyVerticesLeaveNoSeam) {
    // Two halves of a sheet that share a border of 20,000 vertices, some forty to a pixel.
    std::vector<geo::XY> border;
    for (int i = 0; i <= 20'000; ++i) {
        const double t = i / 20'000.0;
        border.push_back({500 + 60 * std::sin(40 * t) + 3 * std::sin(9000 * t), 1000 * t});
    }
    std::vector<geo::XY> west{{0, 1000}, {0, 0}};
    std::vector<geo::XY> east{{1000, 0}, {1000, 1000}};
    west.insert(west.end(), border.begin(), border.end());
    east.insert(east.end(), border.rbegin(), border.rend());
    const PolygonFieldPtr field = field_of({{west}, {east}});
    const PlacedPolygons both{{field, {filled(red)}}, {{0.0, 1000.0}, 0.0, 0.0, 0.5, 4.0}};
    const std::vector<RasterItem> items{both};
    const Painted made = painted(items, 500, 500);
    for (int y = 1; y < 499; ++y) {
        for (int x = 1; x < 499; ++x) ASSERT_GE(made.image.pixel(x, y)[3], 253) << x << " " << y;
    }
    EXPECT_NEAR(ink_of(made.image), 250'000.0, 25.0);
}

TEST(RasterizeTiles, WhatIsNoLongerWantedIsNotPainted) {
    const std::vector<RasterItem> items{blue, squares({{10, 10, 20}}, red)};
    std::vector<std::uint8_t> rgba(std::size_t{4} * 300 * 300);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(
        rasterize_tiles(items, {rgba.data(), 300, 0, 0, 300, 300}, Work{nullptr, stop.get_token()})
            .empty());
}

}  // namespace
}  // namespace parkatlas::draw
