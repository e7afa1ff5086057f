#include "tasks/atlas.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stop_token>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace parkatlas::tasks {
namespace {

TEST(NumberedFiles, APatternHoldsItsNumberOnce) {
    const auto names = numbered_files("maps/out-%02d.png");
    ASSERT_TRUE(names);
    ASSERT_TRUE(*names);
    EXPECT_EQ((*names)->path(3), "maps/out-03.png");
    EXPECT_EQ((*names)->path(123), "maps/out-123.png");
    EXPECT_EQ((**numbered_files("%d.png")).path(7), "7.png");
    EXPECT_EQ((**numbered_files("folder/")).path(7), "folder/07.png");
    EXPECT_FALSE(*numbered_files("a.pdf"));
}

TEST(NumberedFiles, OtherNamesAreUsageErrors) {
    for (const char* name : {"a.png", "a-%s.png", "a-%d-%d.png", "a-%123d.png", "a-%.png", "a.svg",
                             "a-%d.svg", "a", "a-%d.gif"}) {
        const auto names = numbered_files(name);
        ASSERT_FALSE(names) << name;
        EXPECT_EQ(names.error().code, ErrorCode::usage) << name;
    }
}

const Workspace& ningbo() {
    static const Workspace workspace = open({"layout:ningbo"}, BaseMap::load, {})->value;
    return workspace;
}

AtlasRequest request_for(const std::filesystem::path& output) {
    AtlasRequest request;
    request.output = output;
    request.page = {297.0, 210.0, 40.0, {}};
    return request;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(WriteAtlas, OneSheetForEachParkInOnePdfTheSameOnEveryRun) {
    const test::TemporaryFolder folder;
    const auto first = write_atlas(ningbo(), request_for(folder.path() / "a.pdf"), {});
    ASSERT_TRUE(first) << error_line(first.error());
    EXPECT_EQ(first->sheet_count, 5U);  // 一核两带五园
    EXPECT_EQ(first->contents_pages, 1U);
    const auto second = write_atlas(ningbo(), request_for(folder.path() / "b.pdf"), {});
    ASSERT_TRUE(second);
    const std::string bytes = bytes_of(folder.path() / "a.pdf");
    EXPECT_TRUE(bytes.starts_with("%PDF"));
    EXPECT_EQ(bytes, bytes_of(folder.path() / "b.pdf"));
}

TEST(WriteAtlas, PicturesAreNumberedByPage) {
    const test::TemporaryFolder folder;
    AtlasRequest request = request_for(folder.path() / "s-%02d.png");
    request.role = model::Role::belt;
    const auto report = write_atlas(ningbo(), request, {});
    ASSERT_TRUE(report) << error_line(report.error());
    EXPECT_EQ(report->sheet_count, 2U);
    for (const char* name : {"s-01.png", "s-02.png", "s-03.png"}) {  // contents, two belts
        EXPECT_TRUE(bytes_of(folder.path() / name).starts_with("\x89PNG")) << name;
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 3);
}

TEST(WriteAtlas, AnnotationsStandOnTheSheetsThatShowTheirPlace) {
    const test::TemporaryFolder folder;
    auto notes = std::make_shared<cartography::AnnotationContent>();
    const auto text_at = [](std::string id, model::AnnotationPlace place) {
        model::Annotation one;
        one.kind = model::AnnotationKind::text;
        one.id = std::move(id);
        one.text = "注";
        one.places = {place};
        return one;
    };
    // In the middle of every page, and in no sheet's map.
    const auto& layout = *ningbo().layouts.front();
    const auto park =
        std::ranges::find(layout.features, model::Role::park, &model::LayoutFeature::role);
    ASSERT_NE(park, layout.features.end());
    using Anchor = model::AnnotationPlace::Anchor;
    notes->file.items = {text_at("page", {Anchor::page, 100, 100}),
                         text_at("nowhere", {Anchor::lon_lat, 100.0, 30.0})};
    AtlasRequest request = request_for(folder.path() / "a.pdf");
    request.sheet.annotations = notes;
    request.manifest = folder.path() / "a.json";
    const auto report = write_atlas(ningbo(), request, {});
    ASSERT_TRUE(report) << error_line(report.error());
    ASSERT_EQ(report->dropped_annotations.size(), 1U);
    EXPECT_NE(report->dropped_annotations[0].name.find("nowhere"), std::string::npos)
        << report->dropped_annotations[0].name;
    const std::string manifest = bytes_of(*request.manifest);
    std::size_t shown = 0;
    for (std::size_t at = manifest.find("\"id\": \"page\""); at != std::string::npos; ++shown) {
        at = manifest.find("\"id\": \"page\"", at + 1);
    }
    EXPECT_EQ(shown, 5U);  // 五园
    EXPECT_NE(manifest.find("\"feature\": \"" + park->id + "\""), std::string::npos);
    EXPECT_NE(manifest.find("\"page\": 6"), std::string::npos);
}

TEST(WriteAtlas, ALayerOfFeaturesHasASheetForEach) {
    const test::TemporaryFolder folder;
    const std::filesystem::path data = folder.path() / "parks.geojson";
    std::ofstream{data} << R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"name":"甲园"},"geometry":{"type":"Polygon","coordinates":
        [[[121.5,29.8],[121.6,29.8],[121.6,29.9],[121.5,29.9],[121.5,29.8]]]}},
      {"type":"Feature","properties":{"name":"乙园"},"geometry":{"type":"Polygon","coordinates":
        [[[121.7,29.8],[121.75,29.8],[121.75,29.85],[121.7,29.85],[121.7,29.8]]]}}]})";
    const auto opened = open({data.string()}, BaseMap::load, {});
    ASSERT_TRUE(opened);
    std::filesystem::create_directory(folder.path() / "out");
    AtlasRequest request = request_for(folder.path() / "out" / "%02d.png");
    request.manifest = folder.path() / "out.json";
    const auto report = write_atlas(opened->value, request, {});
    ASSERT_TRUE(report) << error_line(report.error());
    EXPECT_EQ(report->sheet_count, 2U);
    const std::string manifest = bytes_of(*request.manifest);
    for (const char* words : {"\"name\": \"目录\"", "\"name\": \"甲园\"", "\"name\": \"乙园\"",
                              "\"file\": \"03.png\""}) {
        EXPECT_NE(manifest.find(words), std::string::npos) << words;
    }
}

class StopsAt : public Progress {
  public:
    StopsAt(std::uint64_t step, std::stop_source& stop) : step_{step}, stop_{stop} {}
    void update(std::uint64_t done, std::uint64_t) override {
        if (done >= step_) stop_.request_stop();
    }

  private:
    std::uint64_t step_;
    std::stop_source& stop_;
};

TEST(WriteAtlas, AStopLeavesNothing) {
    for (const char* name : {"a.pdf", "s-%d.png"}) {
        const test::TemporaryFolder folder;
        std::stop_source stop;
        StopsAt progress{2, stop};
        const auto report =
            write_atlas(ningbo(), request_for(folder.path() / name), {&progress, stop.get_token()});
        ASSERT_FALSE(report) << name;
        EXPECT_EQ(report.error().code, ErrorCode::stopped);
        EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << name;
    }
}

TEST(WriteAtlas, MoreFeaturesThanTheLimitAndNoneAtAllAreUsageErrors) {
    const test::TemporaryFolder folder;
    AtlasRequest request = request_for(folder.path() / "a.pdf");
    request.limit = 4;
    const auto many = write_atlas(ningbo(), request, {});
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().code, ErrorCode::usage);
    request.limit = 200;
    request.role = model::Role::plot;
    const auto none = write_atlas(ningbo(), request, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::usage);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(WriteAtlas, SheetsOfALayerAreColouredByAnAttribute) {
    const test::TemporaryFolder folder;
    std::ofstream{folder.path() / "plots.geojson"} << R"({"type":"FeatureCollection","features":[
{"type":"Feature","id":1,"properties":{"name":"甲","use":"工业用地"},"geometry":{"type":"Polygon",
"coordinates":[[[121.50,29.80],[121.51,29.80],[121.51,29.81],[121.50,29.81],[121.50,29.80]]]}},
{"type":"Feature","id":2,"properties":{"name":"乙","use":"居住用地"},"geometry":{"type":"Polygon",
"coordinates":[[[121.51,29.80],[121.52,29.80],[121.52,29.81],[121.51,29.81],[121.51,29.80]]]}}]})";
    const Workspace plots =
        open({folder.path() / "plots.geojson"}, BaseMap::load, {}).value().value;
    AtlasRequest request = request_for(folder.path() / "plain-%d.png");
    ASSERT_TRUE(write_atlas(plots, request, {}));
    request.output = folder.path() / "use-%d.png";
    request.color_by = "use";
    ASSERT_TRUE(write_atlas(plots, request, {}));
    for (const char* page : {"-2.png", "-3.png"}) {
        EXPECT_NE(bytes_of(folder.path() / (std::string{"plain"} + page)),
                  bytes_of(folder.path() / (std::string{"use"} + page)));
    }
    request.color_by = "colour";
    const auto unknown = write_atlas(plots, request, {});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::usage);
}

}  // namespace
}  // namespace parkatlas::tasks
