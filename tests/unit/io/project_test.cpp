#include "io/project.h"

#include <filesystem>
#include <fstream>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace parkatlas::io {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* whole = R"({
 "parkatlas_project": 1, "$schema": "project.schema.json",
 "plan": "layout:ningbo",
 "layers": [
  {"source": "data/工业用地.geojson", "opacity": 0.4, "color": "#3c6ea0", "label_field": "用途"},
  {"source": "/srv/红线.gpkg", "layer": "2025", "name": "生态红线", "visible": false,
   "labels": false, "future": {"a": [1, 2]}}],
 "measurements": [
  {"kind": "area", "name": "甲", "points": [[121.5, 29.8], [121.6, 29.8], [121.6, 29.9]]}],
 "annotations": {"parkatlas_annotations": 1, "annotations": [
  {"type": "text", "text": "码头", "at": {"lon_lat": [121.8, 29.9]}}]},
 "sketches": [{"name": "方案一", "feature": "park-meishan",
  "rings": [[[121.5, 29.8], [121.6, 29.8], [121.6, 29.9]]], "note": "x"}],
 "bookmarks": [{"name": "北仑", "centre": [121.84, 29.9], "scale": 50000}],
 "view": {"centre": [121.5, 29.8], "scale": 100000, "hidden_roles": ["park"],
  "hidden_features": ["core"], "hidden_parts": ["counties"], "tilt": 3},
 "stamp": {"by": "x"}
})";

model::Project parsed(std::string_view json) {
    Result<Loaded<model::Project>> read = parse_project(json, "p");
    EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().what.english());
    return read ? std::move(read->value) : model::Project{};
}

TEST(Project, EveryMemberIsRead) {
    const model::Project project = parsed(whole);
    EXPECT_EQ(project.plan, "layout:ningbo");
    ASSERT_EQ(project.edits.layers.size(), 2U);
    const model::LayerEdit& first = project.edits.layers[0];
    EXPECT_EQ(first.key.source, "data/工业用地.geojson");
    EXPECT_TRUE(first.visible && first.labels);
    EXPECT_DOUBLE_EQ(first.opacity, 0.4);
    EXPECT_EQ(first.color, (model::Rgba{0x3c, 0x6e, 0xa0, 255}));
    EXPECT_EQ(first.label_field, "用途");
    const model::LayerEdit& second = project.edits.layers[1];
    EXPECT_EQ(second.key.layer, "2025");
    EXPECT_EQ(second.name, "生态红线");
    EXPECT_FALSE(second.visible || second.labels);
    ASSERT_EQ(project.edits.measurements->size(), 1U);
    EXPECT_EQ(project.edits.measurements->front().points[2], (geo::LonLat{121.6, 29.9}));
    EXPECT_EQ(project.edits.annotations->items[0].text, "码头");
    EXPECT_EQ(project.edits.sketches->front().feature, "park-meishan");
    EXPECT_EQ(project.edits.bookmarks[0].scale_denominator, 50'000.0);
    EXPECT_THAT(project.view.hidden_roles, ElementsAre("park"));
    EXPECT_THAT(project.view.hidden_features, ElementsAre("core"));
    EXPECT_THAT(project.view.hidden_parts, ElementsAre("counties"));
}

TEST(Project, WhatIsWrittenIsReadBackAsTheSameValue) {
    const model::Project project = parsed(whole);
    const std::string text = project_json(project);
    EXPECT_EQ(parsed(text), project);
    EXPECT_EQ(project_json(parsed(text)), text);
}

TEST(Project, MembersThatAreNotKnownSurviveAndAreTold) {
    const Result<Loaded<model::Project>> read = parse_project(whole, "p");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->findings.size(), 4U);  // future, note, tilt, stamp; not $schema
    const std::string text = project_json(read->value);
    for (const char* kept : {"\"future\"", "\"note\"", "\"tilt\"", "\"stamp\"", "\"$schema\""}) {
        EXPECT_THAT(text, HasSubstr(kept));
    }
}

TEST(Project, AnEmptyOneIsAProject) {
    EXPECT_EQ(parsed(R"({"parkatlas_project": 1})"), model::Project{});
    EXPECT_EQ(parsed(project_json({})), model::Project{});
}

TEST(Project, AValueThatIsWrongIsNamedByItsPlace) {
    const std::pair<const char*, const char*> wrong[] = {
        {R"({"parkatlas_project": 1, "layers": [{"source": "a"}, {"source": "b", "opacity": 2}]})",
         "layers[1].opacity"},
        {R"({"parkatlas_project": 1, "layers": [{"name": "a"}]})", "layers[0]"},
        {R"({"parkatlas_project": 1, "layers": [{"source": "a", "color": "red"}]})",
         "layers[0].color"},
        {R"({"parkatlas_project": 1, "measurements": [{"kind": "area", "points": [[1, 2]]}]})",
         "measurements[0].points"},
        {R"({"parkatlas_project": 1, "sketches": [{"rings": [[[1, 2], [3, 91], [4, 5]]]}]})",
         "sketches[0].rings[0][1]"},
        {R"({"parkatlas_project": 1, "view": {"hidden_roles": "park"}})", "view.hidden_roles"},
        {R"({"parkatlas_project": 1, "annotations": {"parkatlas_annotations": 1,
            "annotations": [{"type": "cloud"}]}})",
         "annotations"},
    };
    for (const auto& [json, place] : wrong) {
        const Result<Loaded<model::Project>> read = parse_project(json, "p");
        ASSERT_FALSE(read) << json;
        EXPECT_EQ(read.error().code, ErrorCode::input_malformed) << json;
        EXPECT_THAT(read.error().where, HasSubstr(place));
    }
}

TEST(Project, WhatIsNoProjectIsRefused) {
    for (const char* text : {"", "{", "[]", "3", "{}", R"({"type": "FeatureCollection"})",
                             R"({"parkatlas_project": "1"})", "\xff\xfe"}) {
        const Result<Loaded<model::Project>> read = parse_project(text, "p");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::input_malformed) << text;
    }
    const std::string deep = R"({"parkatlas_project": 1, "x": )" + std::string(100'000, '[');
    EXPECT_FALSE(parse_project(deep, "p"));
    const Result<Loaded<model::Project>> newer = parse_project(R"({"parkatlas_project": 2})", "p");
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, ErrorCode::unsupported);
}

TEST(Project, PathsAreRelativeInTheFileAndAbsoluteInTheProgram) {
    EXPECT_EQ(relative_source("/home/w/项目/data/a.shp", "/home/w/项目"), "data/a.shp");
    EXPECT_EQ(relative_source("/home/w/共享/a.gpkg:roads", "/home/w/项目"), "../共享/a.gpkg:roads");
    for (const char* source :
         {"/home/w/项目/data/a.shp", "/home/w/共享/a.gpkg:roads", "/x.json", "/home/w/项目/PG:a"}) {
        const std::string relative = relative_source(source, "/home/w/项目");
        EXPECT_NE(relative, source);
        EXPECT_EQ(absolute_source(relative, "/home/w/项目"), source);
    }
    for (const char* source : {"layout:ningbo", "PG:dbname=plan", "https://x.cn/a.json", "-"}) {
        EXPECT_EQ(relative_source(source, "/home/w"), source);
        EXPECT_EQ(absolute_source(source, "/home/w"), source);
    }
}

TEST(Project, PicturesOfAnnotationsAreRelativeInTheFile) {
    const char* with_picture = R"({"parkatlas_project": 1, "annotations":
        {"parkatlas_annotations": 1, "annotations": [{"type": "image", "file": "pictures/logo.png",
         "at": {"page_mm": [1, 2]}, "height_mm": 9}]}})";
    const model::Project project = with_absolute_sources(parsed(with_picture), "/home/plan");
    EXPECT_EQ(project.edits.annotations->items[0].file, "/home/plan/pictures/logo.png");
    const model::Project moved = with_relative_sources(project, "/home/plan/pictures");
    EXPECT_EQ(moved.edits.annotations->items[0].file, "logo.png");
    EXPECT_EQ(parsed(project_json(moved)).edits, moved.edits);
}

TEST(Project, TheSheetIsKeptWithWhatANewerProgramAddsToIt) {
    const model::Project project = parsed(
        R"({"parkatlas_project": 1, "sheet": {"page": "A2", "orientation": "portrait",
        "scale": 200000, "approval_number": "浙S(2026)1号", "elements": {"overview": true},
        "centre": [121.5, 29.75], "fold": {"by": 3}}})");
    ASSERT_TRUE(project.edits.sheet);
    const model::SheetTemplate& sheet = *project.edits.sheet;
    EXPECT_EQ(sheet.page, "A2");
    EXPECT_EQ(sheet.scale_denominator, 200'000.0);
    EXPECT_EQ(sheet.approval_number, "浙S(2026)1号");
    EXPECT_THAT(sheet.elements, ElementsAre(std::pair{std::string{"overview"}, true}));
    EXPECT_EQ(project.edits.sheet_centre, (geo::LonLat{121.5, 29.75}));
    const std::string text = project_json(project);
    EXPECT_THAT(text, HasSubstr("\"fold\""));
    EXPECT_EQ(parsed(text), project);
    EXPECT_FALSE(parsed(R"({"parkatlas_project": 1})").edits.sheet);
}

TEST(Project, AValueOfTheSheetThatIsNoneIsNamed) {
    const auto read = parse_project(R"({"parkatlas_project": 1, "sheet": {"dpi": 5}})", "p");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::input_malformed);
    EXPECT_THAT(read.error().where, HasSubstr("dpi"));
}

TEST(Project, OnlyPathsAndBuiltInLayoutsAreOpenedUnasked) {
    for (const char* source : {"a.shp", "/a/b.gpkg:roads", "../a", "layout:ningbo", "规划:a.shp"}) {
        EXPECT_FALSE(is_remote_source(source)) << source;
    }
    for (const char* source :
         {"PG:dbname=x", "https://x.cn/a", "/vsicurl/http://x", "-", "MySQL:x", "WFS:http://x"}) {
        EXPECT_TRUE(is_remote_source(source)) << source;
    }
}

TEST(Project, AProjectThatMovesWithItsFolderFindsItsFiles) {
    const fs::path folder =
        fs::temp_directory_path() / ("parkatlas-project-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    std::ofstream{folder / "x.parkatlas"}
        << R"({"parkatlas_project": 1, "layers": [{"source": "data/a.geojson"}]})";
    const Result<Loaded<model::Project>> read =
        read_project((folder / "x.parkatlas").string(), Work{});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->value.edits.layers[0].key.source, (folder / "data/a.geojson").string());
    EXPECT_FALSE(read_project((folder / "none.parkatlas").string(), Work{}));
    EXPECT_FALSE(read_project(folder.string(), Work{}));
    fs::remove_all(folder);
}

}  // namespace
}  // namespace parkatlas::io
