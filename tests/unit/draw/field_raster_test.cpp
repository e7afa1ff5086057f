#include "draw/field_raster.h"

#include <algorithm>
#include <cstdlib>

#include "base/image.h"
#include "base/threads.h"
#include "fields.h"

namespace parkatlas::draw {
namespace {

/// Solid and black, without outlines: alpha is coverage.
PolygonStyle solid() {
    PolygonStyle style;
    style.far_alpha = 255;
    style.outline_width_mm = 0.0;
    return style;
}

FieldPlacement placed(const PolygonField& field, double px_per_m, int width, int height) {
    const geo::XY middle = field.bounds().centre();
    return {{middle.x, middle.y}, width / 2.0, height / 2.0, px_per_m, 4.0};
}

Image drawn(const Polygons& item, const FieldPlacement& at, int width, int height) {
    Image image;
    image.width = width;
    image.height = height;
    image.rgba.resize(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const FieldTarget target{image.rgba.data(), width, 0, 0, width, height};
    rasterize(item, at, target);
    return image;
}

double total_alpha(const Image& image) {
    double sum = 0.0;
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) sum += image.rgba[i];
    return sum / 255.0;
}

double area_of(const std::vector<Rings>& squares) {
    double sum = 0.0;
    for (const Rings& rings : squares) {
        const double side = rings[0][1].x - rings[0][0].x;
        sum += side * side;
    }
    return sum;
}

int most_difference(const Image& a, const Image& b) {
    int most = 0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
        most = std::max(most, std::abs(int{a.rgba[i]} - int{b.rgba[i]}));
    }
    return most;
}

TEST(RasterizeField, PixelsSumToTheAreaOfPolygonsWithHoles) {
    const PolygonFieldPtr field =
        field_of({{square_at(0, 0, 100), square_at(20, 20, 30)}, {square_at(150, 10, 60)}});
    const Image image = drawn({field, {solid()}}, placed(*field, 1.37, 400, 200), 400, 200);
    const double expected = (10'000.0 - 900.0 + 3600.0) * 1.37 * 1.37;
    EXPECT_NEAR(total_alpha(image), expected, expected * 1e-3);
}

TEST(RasterizeField, BrokenRingsAreFilledByTheEvenOddRule) {
    // A five-pointed star drawn in one go: its middle is empty. With the corners on a circle of
    // radius 1, the points together have the area 5 * (phi^-2) * sin(36 degrees) …: taken here from
    // the shoelace of the ten-cornered outline less the pentagon inside.
    std::vector<geo::XY> star;
    for (int i = 0; i < 5; ++i) {
        const double angle = 2 * 3.14159265358979323846 * (2 * i) / 5;
        star.push_back({100 * std::cos(angle), 100 * std::sin(angle)});
    }
    const double pi = 3.14159265358979323846;
    const double inner = 100 * std::cos(2 * pi / 5) / std::cos(pi / 5);
    const double outline = 5 * 100 * inner * std::sin(pi / 5);
    const double pentagon = 2.5 * inner * inner * std::sin(2 * pi / 5);
    const PolygonFieldPtr field = field_of({{star}});
    const Image image = drawn({field, {solid()}}, placed(*field, 1.0, 300, 300), 300, 300);
    EXPECT_NEAR(total_alpha(image), outline - pentagon, 5.0);
    // The picture's middle is the middle of the star's box, a little beside the star's own.
    EXPECT_EQ(image.pixel(150, 150)[3], 0);
}

TEST(RasterizeField, ARingOfAMillionPointsIsExact) {
    std::vector<geo::XY> ring;
    constexpr int count = 1'000'000;
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * 3.14159265358979323846 * i / count;
        const double r = 1000 + 20 * std::sin(500 * angle);
        ring.push_back({r * std::cos(angle), r * std::sin(angle)});
    }
    const PolygonFieldPtr field = field_of({{ring}});
    const Image image = drawn({field, {solid()}}, placed(*field, 0.2, 500, 500), 500, 500);
    // Integral of r^2 / 2: pi * (1000^2 + 20^2 / 2).
    const double expected = 3.14159265358979323846 * (1e6 + 200.0) * 0.04;
    EXPECT_NEAR(total_alpha(image), expected, expected * 1e-4);
}

TEST(RasterizeField, AFarViewIsAsDarkAtAnyScale) {
    const auto squares = scattered_squares(4000, 40'000, 20, 120, 7);
    const PolygonFieldPtr field = field_of(squares);
    const double area_m2 = area_of(squares);
    for (const double px_per_m : {0.02, 0.011, 0.005, 0.0021, 0.001}) {
        const int side = static_cast<int>(41'000 * px_per_m) + 20;
        const Image image =
            drawn({field, {solid()}}, placed(*field, px_per_m, side, side), side, side);
        // Squares cover 1.4 % of the ground; where they overlap the pixel is full and not more.
        const double share = total_alpha(image) / (area_m2 * px_per_m * px_per_m);
        EXPECT_NEAR(share, 0.995, 0.007) << px_per_m;
    }
}

TEST(RasterizeField, SpecksAndFiguresMeetWithoutAJump) {
    // One square, larger and larger through the size at which it stops being a speck.
    const PolygonFieldPtr field = field_of({{square_at(0, 0, 100)}});
    for (int i = 0; i < 100; ++i) {
        const double px_per_m = 0.005 + 0.0001 * i;
        const Image image = drawn({field, {solid()}}, placed(*field, px_per_m, 9, 9), 9, 9);
        EXPECT_NEAR(total_alpha(image), 1e4 * px_per_m * px_per_m, 9 * 0.5 / 255) << px_per_m;
    }
}

std::vector<Rings> quilt(std::size_t columns, unsigned seed) {
    std::mt19937 random{seed};
    std::vector<geo::XY> corners;
    const auto at = [&](std::size_t x, std::size_t y) { return corners[y * (columns + 1) + x]; };
    for (std::size_t y = 0; y <= columns; ++y) {
        for (std::size_t x = 0; x <= columns; ++x) {
            const bool rim = x == 0 || y == 0 || x == columns || y == columns;
            const double dx = rim ? 0.0 : 0.7 * share(random);
            const double dy = rim ? 0.0 : 0.7 * share(random);
            corners.push_back(
                {100.0 * (static_cast<double>(x) + dx), 100.0 * (static_cast<double>(y) + dy)});
        }
    }
    std::vector<Rings> patches;
    for (std::size_t y = 0; y < columns; ++y) {
        for (std::size_t x = 0; x < columns; ++x) {
            patches.push_back({{at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)}});
        }
    }
    return patches;
}

TEST(RasterizeField, NeighboursLeaveNoSeamAtAnyScale) {
    const PolygonFieldPtr field = field_of(quilt(30, 8));
    for (const double px_per_m : {0.5, 0.1, 0.031, 0.009, 0.004}) {
        const int side = static_cast<int>(3000 * px_per_m) - 2;
        const Image image =
            drawn({field, {solid()}}, placed(*field, px_per_m, side, side), side, side);
        for (std::size_t i = 3; i < image.rgba.size(); i += 4)
            ASSERT_GE(image.rgba[i], 252) << px_per_m;
    }
}

TEST(RasterizeField, NeighboursOfDifferentClassesLeaveNoSeamEither) {
    const auto patches = quilt(20, 9);
    std::vector<std::uint8_t> classes;
    for (std::size_t i = 0; i < patches.size(); ++i)
        classes.push_back(static_cast<std::uint8_t>(i % 3));
    const PolygonFieldPtr field = field_of(patches, classes);
    const Image image =
        drawn({field, {solid(), solid(), solid()}}, placed(*field, 0.1, 198, 198), 198, 198);
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) ASSERT_GE(image.rgba[i], 254);
}

TEST(RasterizeField, ClassesShowInTheirColours) {
    PolygonStyle red = solid();
    red.fill = {255, 0, 0, 255};
    PolygonStyle blue = solid();
    blue.fill = {0, 0, 255, 255};
    const PolygonFieldPtr field = field_of(
        {{square_at(0, 0, 100)}, {square_at(100, 0, 100)}, {square_at(200, 0, 100)}}, {0, 1, 7});
    const Image image = drawn({field, {red, blue}}, placed(*field, 0.1, 30, 10), 30, 10);
    EXPECT_EQ(image.pixel(5, 5)[0], 255);
    EXPECT_EQ(image.pixel(5, 5)[2], 0);
    EXPECT_EQ(image.pixel(15, 5)[2], 255);
    EXPECT_EQ(image.pixel(25, 5)[3], 0) << "a class without a style is not drawn";
}

TEST(RasterizeField, OneTargetAndManyGiveTheSamePicture) {
    PolygonStyle style;
    const PolygonFieldPtr field = field_of(scattered_squares(3000, 3000, 20, 200, 10));
    const Polygons item{field, {style}};
    constexpr int side = 700;
    const FieldPlacement at = placed(*field, 0.23, side, side);
    const Image whole = drawn(item, at, side, side);
    Image pieces = whole;
    std::fill(pieces.rgba.begin(), pieces.rgba.end(), std::uint8_t{0});
    for (int y = 0; y < side; y += 97) {
        for (int x = 0; x < side; x += 131) {
            const auto first =
                4 * (static_cast<std::size_t>(y) * side + static_cast<std::size_t>(x));
            const FieldTarget target{
                pieces.rgba.data() + first, side, x, y, std::min(131, side - x),
                std::min(97, side - y)};
            rasterize(item, at, target);
        }
    }
    EXPECT_LE(most_difference(whole, pieces), 1);
}

TEST(RasterizeField, IsTheSameForAnyNumberOfThreads) {
    const PolygonFieldPtr field = field_of(scattered_squares(3000, 3000, 20, 200, 11));
    const Polygons item{field, {PolygonStyle{}}};
    const FieldPlacement at = placed(*field, 0.3, 900, 900);
    const auto draw_with = [&](int threads) {
        const ThreadLimit limit{threads};
        return drawn(item, at, 900, 900);
    };
    EXPECT_EQ(draw_with(1).rgba, draw_with(4).rgba);
}

TEST(RasterizeField, NothingTremblesAtOneToAHundred) {
    // 1:100 at 96 dpi; the view moves by a hundredth of a pixel at a time.
    const PolygonFieldPtr field = field_of(
        {{square_at(654'321.123, 3'312'345.678, 0.5)}, {square_at(500'000.0, 3'100'000.0, 1.0)}});
    const double px_per_m = 96 / 25.4 * 10;
    double last = -1.0;
    for (int i = 0; i < 100; ++i) {
        FieldPlacement at{{654'321.0, 3'312'345.0}, 20.0 + 0.01 * i, 80.0, px_per_m, 96 / 25.4};
        const Image image = drawn({field, {solid()}}, at, 100, 100);
        // The centre of what is dark, from the first moment of the alphas.
        double moment = 0.0;
        for (int y = 0; y < 100; ++y) {
            for (int x = 0; x < 100; ++x) moment += (x + 0.5) * image.pixel(x, y)[3] / 255.0;
        }
        const double centre = moment / total_alpha(image);
        EXPECT_NEAR(centre, 20.0 + 0.01 * i + (0.123 + 0.25) * px_per_m, 0.02);
        EXPECT_GE(centre, last - 0.005);
        last = centre;
    }
}

TEST(RasterizeField, OutlinesFadeInWithTheSizeOnPaper) {
    EXPECT_EQ(outline_strength(0.3, 0.3), 0.0);
    EXPECT_EQ(outline_strength(3.0, 0.3), 1.0);
    EXPECT_GT(outline_strength(1.2, 0.3), outline_strength(1.0, 0.3));
}

TEST(RasterizeField, AnOutlineIsAsWideAsAsked) {
    PolygonStyle style = solid();
    style.near_alpha = 0;
    style.outline = {0, 0, 0, 255};
    style.outline_width_mm = 1.0;  // 4 pixels
    const PolygonFieldPtr field = field_of({{square_at(0, 0, 100)}});
    const Image image = drawn({field, {style}}, placed(*field, 1.0, 120, 120), 120, 120);
    // Across the left side, at half height: sides of the square at 10 and 110.
    double across = 0.0;
    for (int x = 0; x < 60; ++x) across += image.pixel(x, 60)[3] / 255.0;
    EXPECT_NEAR(across, 4.0, 0.05);
    EXPECT_EQ(image.pixel(60, 60)[3], 0);
}

TEST(RasterizeField, FarAwayNothingIsTouched) {
    const PolygonFieldPtr field = field_of({{square_at(0, 0, 100)}});
    Image image;
    image.rgba.assign(400, 7);
    const FieldTarget target{image.rgba.data(), 10, 0, 0, 10, 10};
    const FieldPlacement at{{1e6, 1e6}, 0, 0, 1.0, 4.0};
    EXPECT_FALSE(rasterize({field, {solid()}}, at, target));
}

TEST(RasterizeField, APictureThatIsNoLongerWantedIsNotPainted) {
    const PolygonFieldPtr field = field_of({{square_at(0, 0, 100)}});
    std::vector<std::uint8_t> rgba(std::size_t{4} * 200 * 200);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(rasterize({field, {solid()}}, placed(*field, 1.0, 200, 200),
                           {rgba.data(), 200, 0, 0, 200, 200}, Work{nullptr, stop.get_token()}));
}

}  // namespace
}  // namespace parkatlas::draw
