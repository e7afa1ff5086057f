#include "app/document.h"

#include <vector>

#include <gtest/gtest.h>

#include "io/source.h"
#include "io/write_layer.h"
#include "support/temporary_folder.h"

namespace parkatlas::app {
namespace {

/// A FlatGeobuf of so many points: large enough for a part of it to be shown.
std::string points_file(const test::TemporaryFolder& folder, int count) {
    model::Layer layer;
    layer.name = "points";
    layer.crs = geo::Crs::cgcs2000();
    for (int i = 0; i < count; ++i) {
        layer.ids.push_back(std::int64_t{i});
        layer.names.push_back(std::nullopt);
        layer.shapes.begin_shape();
        layer.shapes.begin_part(geo::PartKind::point);
        layer.shapes.begin_ring();
        const std::vector<geo::XY> place{{121.0 + 1e-5 * i, 29.8}};
        layer.shapes.add(place);
    }
    const std::string path = folder.path() / "points.fgb";
    const std::vector<const model::Layer*> layers{&layer};
    EXPECT_TRUE(io::write_layers(layers, path, {}, Work{}));
    return path;
}

TEST(OpenDocument, AMapOfAPartComesWhileTheRestOfALargeLayerIsRead) {
    const test::TemporaryFolder folder;
    OpenRequest request;
    request.sources = {points_file(folder, 50'000)};
    std::vector<std::size_t> sizes;
    request.on_early = [&](const std::shared_ptr<const Document>& early) {
        const auto& content = early->scene.content();
        ASSERT_EQ(content.layers.size(), 1U);
        sizes.push_back(content.layers[0]->size());
        EXPECT_NE(content.counties, nullptr);
        EXPECT_FALSE(early->scene.layer_extent(0).is_empty());
    };
    const Result<Document> document = open_document(request, Work{});
    ASSERT_TRUE(document) << error_line(document.error());
    ASSERT_EQ(sizes.size(), 1U);
    EXPECT_GE(sizes[0], 20'000U);
    EXPECT_LT(sizes[0], 50'000U);
    EXPECT_EQ(document->scene.content().layers[0]->size(), 50'000U);
}

TEST(OpenDocument, IsGivenUpWhileALargeLayerIsRead) {
    const test::TemporaryFolder folder;
    OpenRequest request;
    request.sources = {points_file(folder, 50'000)};
    std::stop_source stop;
    request.on_early = [&](const std::shared_ptr<const Document>&) { stop.request_stop(); };
    const Result<Document> document = open_document(request, Work{nullptr, stop.get_token()});
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::stopped);
}

TEST(OpenDocument, WhoeverAsksForNoEarlyMapGetsNone) {
    const test::TemporaryFolder folder;
    OpenRequest request;
    request.sources = {points_file(folder, 50'000)};
    EXPECT_TRUE(open_document(request, Work{}));
}

}  // namespace
}  // namespace parkatlas::app
