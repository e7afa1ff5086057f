#include "app/remake.h"

#include <cmath>
#include <fstream>
#include <vector>

#include <gtest/gtest.h>

#include "io/write_layer.h"
#include "support/temporary_folder.h"

namespace parkatlas::app {
namespace {

/// 10,000 squares in a grid of 0.01 degrees from 121 E 29 N.
std::string squares(const test::TemporaryFolder& folder, const char* name) {
    model::Layer layer;
    layer.name = "squares";
    for (int i = 0; i < 10'000; ++i) {
        const double x = 121.0 + 0.01 * (i % 100 + 0.25);
        const double y = 29.0 + 0.01 * (i / 100 + 0.25);
        layer.ids.push_back(std::int64_t{i + 1});
        layer.names.push_back(std::nullopt);
        layer.shapes.begin_shape();
        layer.shapes.begin_part(geo::PartKind::polygon);
        layer.shapes.begin_ring();
        const std::vector<geo::XY> ring{
            {x, y}, {x + 0.005, y}, {x + 0.005, y + 0.005}, {x, y + 0.005}, {x, y}};
        layer.shapes.add(ring);
    }
    const std::string path = folder.path() / name;
    const std::vector<const model::Layer*> layers{&layer};
    EXPECT_TRUE(io::write_layers(layers, path, {}, Work{}));
    return path;
}

LayerAreas no_areas(const Document& document) {
    return LayerAreas(document.layer_keys.size(), std::make_shared<const analysis::AreaTable>());
}

class HeldInPart : public testing::Test {
  protected:
    void SetUp() override {
        OpenRequest request;
        request.sources = {squares(folder_, "squares.gpkg")};
        request.hold_bytes = 600'000;
        Result<Document> opened = open_document(request, Work{});
        ASSERT_TRUE(opened) << error_line(opened.error());
        document_.emplace(std::move(*opened));
    }
    [[nodiscard]] const model::Layer& layer() const {
        return *document_->scene.content().layers[0];
    }
    /// A box of degrees as the map sees it.
    [[nodiscard]] DocumentWish wish(const geo::Box& degrees) const {
        DocumentWish wish;
        wish.seen = geo::box_over(document_->degrees_to_map, degrees);
        return wish;
    }
    void remake_for(const DocumentWish& wish) {
        std::optional<Remade> made = remake(*document_, wish, no_areas(*document_), Work{});
        ASSERT_TRUE(made);
        remade_ = std::move(made);
        document_.emplace(std::move(remade_->document));
    }
    test::TemporaryFolder folder_;
    std::optional<Document> document_;
    std::optional<Remade> remade_;
};

const geo::Box a_few{121.5, 29.5, 121.53, 29.53};
const geo::Box everything{121.0, 29.0, 122.0, 30.0};

TEST_F(HeldInPart, ASampleIsThereFirstAndItsMapIsThatOfTheWhole) {
    ASSERT_TRUE(layer().part);
    EXPECT_FALSE(layer().part->box);
    EXPECT_TRUE(is_held_in_part(*document_, 0));
    EXPECT_FALSE(is_held_in_part(*document_, -1));
    // A degree of latitude near 29.5 N is 110,866 m (CGCS2000); the extent is rounded to float.
    EXPECT_NEAR(document_->scene.layer_extent(0).height(), 0.995 * 110'866.0, 2'000.0);
}

TEST_F(HeldInPart, AllThatIsSeenIsReadWhereItIsNotTooMuch) {
    const std::size_t sampled = layer().size();
    remake_for(wish(a_few));
    ASSERT_TRUE(layer().part && layer().part->box);
    EXPECT_NE(layer().size(), sampled);
    EXPECT_EQ(remade_->other_rows, std::vector<int>{0});
    EXPECT_EQ(remade_->areas[0]->rows.size(), layer().size());
    // Nine squares lie in the view itself; around it there are more, and none twice.
    std::size_t inside = 0;
    for (std::size_t i = 0; i < layer().size(); ++i) {
        if (a_few.contains(layer().shapes[i].part(0).ring(0)[0])) ++inside;
    }
    EXPECT_EQ(inside, 9U);
    EXPECT_GT(layer().size(), 9U);
    EXPECT_LT(layer().size(), 100U);
    // The map's extent is still that of the whole.
    EXPECT_NEAR(document_->scene.layer_extent(0).height(), 0.995 * 110'866.0, 2'000.0);
}

TEST_F(HeldInPart, ASmallMovementReadsNothing) {
    remake_for(wish(a_few));
    const DocumentWish near = wish({121.505, 29.505, 121.535, 29.535});
    EXPECT_FALSE(is_wanting(*document_, near));
    EXPECT_FALSE(remake(*document_, near, no_areas(*document_), Work{}));
    EXPECT_TRUE(is_wanting(*document_, wish({121.2, 29.2, 121.23, 29.23})));
}

TEST_F(HeldInPart, FarAwayTheSampleComesBack) {
    const std::size_t sampled = layer().size();
    remake_for(wish(a_few));
    remake_for(wish(everything));
    EXPECT_FALSE(layer().part->box);
    EXPECT_EQ(layer().size(), sampled);
    EXPECT_FALSE(remake(*document_, wish(everything), no_areas(*document_), Work{}));
}

TEST_F(HeldInPart, ThatCannotBeReadAnyMoreFallsBackToTheSample) {
    remake_for(wish(a_few));
    std::filesystem::remove(folder_.path() / "squares.gpkg");
    remake_for(wish({121.2, 29.2, 121.23, 29.23}));
    EXPECT_FALSE(layer().part->box);
}

TEST_F(HeldInPart, NothingIsReadForAHiddenLayer) {
    DocumentWish hidden = wish(a_few);
    hidden.off = {0};
    EXPECT_FALSE(is_wanting(*document_, hidden));
    EXPECT_FALSE(remake(*document_, hidden, no_areas(*document_), Work{}));
}

TEST_F(HeldInPart, AStopGivesNothing) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(
        remake(*document_, wish(a_few), no_areas(*document_), Work{nullptr, stop.get_token()}));
}

TEST(ColoredByClasses, ComeAndGoWithTheWish) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "uses.geojson";
    std::ofstream{path} << R"({"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"use":"工业"},"geometry":{"type":"Point","coordinates":[121,29]}},
 {"type":"Feature","properties":{"use":"居住"},"geometry":{"type":"Point","coordinates":[122,29]}},
 {"type":"Feature","properties":{"use":"工业"},"geometry":{"type":"Point","coordinates":[121,30]}}]})";
    OpenRequest request;
    request.sources = {path};
    Result<Document> opened = open_document(request, Work{});
    ASSERT_TRUE(opened) << error_line(opened.error());
    EXPECT_EQ(opened->scene.content().classes_of(0), nullptr);
    DocumentWish wish;
    wish.colors = {{opened->layer_keys[0], "use"}};
    EXPECT_TRUE(is_wanting(*opened, wish));
    const auto colored = remake(*opened, wish, no_areas(*opened), Work{});
    ASSERT_TRUE(colored);
    const cartography::LayerClasses* classes = colored->document.scene.content().classes_of(0);
    ASSERT_NE(classes, nullptr);
    ASSERT_EQ(classes->classes.size(), 2U);
    EXPECT_EQ(classes->classes[0].count + classes->classes[1].count, 3U);
    EXPECT_TRUE(colored->other_rows.empty());
    EXPECT_FALSE(is_wanting(colored->document, wish));
    const auto plain = remake(colored->document, {}, no_areas(*opened), Work{});
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->document.scene.content().classes_of(0), nullptr);
    wish.colors[0].field = "no such field";
    EXPECT_FALSE(is_wanting(*opened, wish));
}

}  // namespace
}  // namespace parkatlas::app
