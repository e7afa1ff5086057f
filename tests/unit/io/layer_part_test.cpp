// Layers that are larger than what may be held: which features of them are read.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/source.h"
#include "io/write_layer.h"
#include "support/temporary_folder.h"

namespace parkatlas::io {
namespace {

constexpr int side = 100;
constexpr double cell_deg = 0.01;

/// Squares in a grid, row by row from 121 E 29 N, half a cell wide in the middle of their cells.
model::Layer grid() {
    model::Layer layer;
    layer.name = "grid";
    for (int i = 0; i < side * side; ++i) {
        const double x = 121.0 + cell_deg * (i % side + 0.25);
        const double y = 29.0 + cell_deg * (i / side + 0.25);
        layer.ids.push_back(std::int64_t{i + 1});
        layer.names.push_back(std::nullopt);
        layer.shapes.begin_shape();
        layer.shapes.begin_part(geo::PartKind::polygon);
        layer.shapes.begin_ring();
        const double w = cell_deg / 2;
        const std::vector<geo::XY> ring{{x, y}, {x + w, y}, {x + w, y + w}, {x, y + w}, {x, y}};
        layer.shapes.add(ring);
    }
    return layer;
}

/// Some 300 bytes a feature are estimated: 3 MB in all.
constexpr std::uint64_t too_little = 600'000;
constexpr std::uint64_t enough = 30'000'000;

class LayerPart : public testing::TestWithParam<const char*> {
  protected:
    [[nodiscard]] std::string file() const {
        const std::string path = folder_.path() / GetParam();
        const model::Layer layer = grid();
        const std::vector<const model::Layer*> layers{&layer};
        const Result<void> written = write_layers(layers, path, {}, Work{});
        EXPECT_TRUE(written);
        return path;
    }
    static model::Layer open(const std::string& path, std::uint64_t hold_bytes) {
        OpenOptions options;
        options.hold_bytes = hold_bytes;
        Result<Loaded<Opened>> opened = open_source(path, options, Work{});
        if (!opened) {
            ADD_FAILURE() << error_line(opened.error());
            return {};
        }
        return std::move(opened->value.layers.at(0));
    }
    test::TemporaryFolder folder_;
};

TEST_P(LayerPart, WhatIsSmallEnoughIsReadAsAWhole) {
    const model::Layer layer = open(file(), enough);
    EXPECT_FALSE(layer.part);
    EXPECT_EQ(layer.size(), 10'000U);
}

TEST_P(LayerPart, WithoutALimitEverythingIsRead) {
    EXPECT_EQ(open(file(), 0).size(), 10'000U);
}

TEST_P(LayerPart, OfWhatIsTooLargeOneInSoManyIsReadEvenlySpread) {
    const model::Layer layer = open(file(), too_little);
    ASSERT_TRUE(layer.part);
    const model::LayerPart& part = *layer.part;
    EXPECT_EQ(part.total, 10'000U);
    EXPECT_FALSE(part.box);
    ASSERT_GT(part.step, 1U);
    EXPECT_LE(layer.size(), part.most);
    EXPECT_NEAR(static_cast<double>(layer.size()), 10'000.0 / static_cast<double>(part.step), 1.0);
    // The grid's own corners; 1e-6 of a degree for formats that round extents to float.
    EXPECT_NEAR(part.whole.min_x, 121.0025, 1e-4);
    EXPECT_NEAR(part.whole.max_y, 29.9975, 1e-4);
    std::vector<double> quarters(4);
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const geo::XY p = layer.shapes[i].part(0).ring(0)[0];
        quarters[(p.x > 121.5 ? 1U : 0U) + (p.y > 29.5 ? 2U : 0U)] += 1.0;
    }
    const double quarter = static_cast<double>(layer.size()) / 4.0;
    for (const double count : quarters) EXPECT_NEAR(count, quarter, 0.25 * quarter);
}

TEST_P(LayerPart, OfABoxEveryFeatureIsReadAsItIsInTheWhole) {
    const std::string path = file();
    const model::Layer whole = open(path, 0);
    const model::Layer part = open(path, too_little);
    // Cells 10 … 19 by 20 … 24: 10 by 5.
    const geo::Box box{121.1, 29.2, 121.2, 29.25};
    const Result<model::Layer> read = read_layer_box(path, part, box, Work{});
    ASSERT_TRUE(read) << error_line(read.error());
    ASSERT_EQ(read->size(), 50U);
    ASSERT_TRUE(read->part && read->part->box);
    EXPECT_EQ(read->part->total, 10'000U);
    EXPECT_EQ(read->part->box->min_x, 121.1);
    EXPECT_EQ(read->crs.label(), whole.crs.label());
    std::size_t same = 0;
    for (std::size_t i = 0; i < read->size(); ++i) {
        for (std::size_t k = 0; k < whole.size(); ++k) {
            if (whole.ids[k] != read->ids[i]) continue;
            EXPECT_EQ(whole.shapes[k].part(0).ring(0)[0], read->shapes[i].part(0).ring(0)[0]);
            ++same;
        }
    }
    EXPECT_EQ(same, 50U);
}

TEST_P(LayerPart, ABoxThatMeetsNothingGivesNoFeature) {
    const std::string path = file();
    const Result<model::Layer> read =
        read_layer_box(path, open(path, too_little), {110.0, 20.0, 111.0, 21.0}, Work{});
    ASSERT_TRUE(read) << error_line(read.error());
    EXPECT_EQ(read->size(), 0U);
}

TEST_P(LayerPart, ABoxOfTooManyFeaturesIsRefused) {
    const std::string path = file();
    const Result<model::Layer> read =
        read_layer_box(path, open(path, too_little), {121.0, 29.0, 122.0, 30.0}, Work{});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::out_of_range);
}

TEST_P(LayerPart, AStopIsObeyed) {
    const std::string path = file();
    const model::Layer part = open(path, too_little);
    std::stop_source stop;
    stop.request_stop();
    const Result<model::Layer> read =
        read_layer_box(path, part, {121.1, 29.2, 121.2, 29.25}, Work{nullptr, stop.get_token()});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::stopped);
}

INSTANTIATE_TEST_SUITE_P(Formats, LayerPart, testing::Values("grid.fgb", "grid.gpkg"),
                         [](const auto& one) { return std::string{one.param}.substr(5); });

TEST(LayerPartOf, FormatsThatDoNotFindByBoxAreReadAsAWhole) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "grid.shp";
    const model::Layer layer = grid();
    const std::vector<const model::Layer*> layers{&layer};
    ASSERT_TRUE(write_layers(layers, path, {}, Work{}));
    OpenOptions options;
    options.hold_bytes = too_little;
    const auto opened = open_source(path, options, Work{});
    ASSERT_TRUE(opened);
    EXPECT_FALSE(opened->value.layers[0].part);
    EXPECT_EQ(opened->value.layers[0].size(), 10'000U);
}

// Where a server is there to be asked: PARKATLAS_TEST_PG="PG:dbname=… tables=…", a table of more
// than a thousand polygons.
TEST(LayerPartOf, APostgisTableIsReadByBox) {
    const char* const source = std::getenv("PARKATLAS_TEST_PG");
    if (source == nullptr) GTEST_SKIP() << "no server";
    OpenOptions options;
    const auto whole = open_source(source, options, Work{});
    ASSERT_TRUE(whole) << error_line(whole.error());
    options.hold_bytes = too_little;
    const auto opened = open_source(source, options, Work{});
    ASSERT_TRUE(opened) << error_line(opened.error());
    const model::Layer& part = opened->value.layers.at(0);
    const model::Layer& all = whole->value.layers.at(0);
    ASSERT_TRUE(part.part);
    EXPECT_EQ(part.part->total, all.size());
    EXPECT_LE(part.size(), part.part->most);
    const geo::XY at = all.shapes[0].part(0).ring(0)[0];
    const geo::Box box{at.x - 0.005, at.y - 0.005, at.x + 0.005, at.y + 0.005};
    const Result<model::Layer> read = read_layer_box(source, part, box, Work{});
    ASSERT_TRUE(read) << error_line(read.error());
    std::set<std::string> found;
    for (std::size_t i = 0; i < read->size(); ++i) found.insert(model::id_text(read->ids[i]));
    for (std::size_t i = 0; i < all.size(); ++i) {
        bool inside = false;
        for (const geo::XY p : all.shapes[i].part(0).ring(0)) inside |= box.contains(p);
        if (!inside) continue;
        EXPECT_TRUE(found.contains(model::id_text(all.ids[i])));
    }
}

}  // namespace
}  // namespace parkatlas::io
