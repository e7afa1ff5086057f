#include "tasks/annotation_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export/png.h"
#include "support/temporary_folder.h"

namespace parkatlas::tasks {
namespace {

namespace fs = std::filesystem;
using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;

void write(const fs::path& path, std::string_view words) {
    std::ofstream{path, std::ios::binary} << words;
}

std::string bytes(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

void write_picture(const fs::path& path, int width, int height) {
    Image image;
    image.width = width;
    image.height = height;
    image.rgba.assign(static_cast<std::size_t>(width * height) * 4, 200);
    ASSERT_TRUE(exporting::write_png(path, image, {}).has_value());
}

Annotation picture(const fs::path& file) {
    Annotation made;
    made.kind = AnnotationKind::image;
    made.file = file.string();
    made.height_mm = 12.0;
    made.places.push_back({AnnotationPlace::Anchor::page, 10.0, 10.0});
    return made;
}

TEST(AnnotationsFile, IsToldFromOtherJson) {
    const test::TemporaryFolder folder;
    write(folder.path() / "a.json", R"({"parkatlas_annotations": 1, "annotations": []})");
    write(folder.path() / "b.json", R"({"type": "FeatureCollection", "features": []})");
    write(folder.path() / "c.json",
          R"({"parkatlas_project": 1, "annotations": {"parkatlas_annotations": 1}})");
    EXPECT_TRUE(is_annotations_file(folder.path() / "a.json"));
    EXPECT_FALSE(is_annotations_file(folder.path() / "b.json"));
    EXPECT_FALSE(is_annotations_file(folder.path() / "c.json"));
    EXPECT_FALSE(is_annotations_file(folder.path() / "none.json"));
    EXPECT_FALSE(is_annotations_file(folder.path()));
}

TEST(AnnotationsFile, ComesWithDegreesForMapMetresAndWholePathsOfPictures) {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "notes.json";
    write(path, R"({"parkatlas_annotations": 1, "crs": "EPSG:4549", "annotations": [
        {"type": "text", "text": "A", "at": {"map": [500000, 3320000], "offset_mm": [1, 2]}},
        {"type": "image", "file": "logo.png", "at": {"page_mm": [5, 6]}, "height_mm": 9}]})");
    const auto read = open_annotations(path.string(), {});
    ASSERT_TRUE(read.has_value()) << error_line(read.error());
    const AnnotationPlace& place = read->value.items[0].places[0];
    EXPECT_EQ(place.anchor, AnnotationPlace::Anchor::lon_lat);
    // pyproj: EPSG:4549 -> EPSG:4490 of (500000, 3320000) is 120 E, 29.998977 N.
    EXPECT_NEAR(place.x, 120.0, 1e-9);
    EXPECT_NEAR(place.y, 29.998977, 1e-6);
    EXPECT_EQ(place.offset_y_mm, 2.0);
    EXPECT_EQ(read->value.items[1].file, (folder.path() / "logo.png").string());
}

TEST(AnnotationsFile, ThatNamesALinkIsRefusedButAPersonMayChooseOne) {
    const test::TemporaryFolder folder;
    const test::TemporaryFolder elsewhere;
    write_picture(elsewhere.path() / "secret.png", 2, 2);
    const fs::path link = folder.path() / "logo.png";
    fs::create_symlink(elsewhere.path() / "secret.png", link);
    write(folder.path() / "notes.json", R"({"parkatlas_annotations": 1, "annotations": [
        {"type": "image", "file": "logo.png", "at": {"page_mm": [5, 6]}, "height_mm": 9}]})");
    const auto read = open_annotations((folder.path() / "notes.json").string(), {});
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::input_unreadable);
    EXPECT_FALSE(load_picture(link).has_value());
    EXPECT_TRUE(load_picture(link, Links::follow).has_value());
}

TEST(AddedAnnotations, KeepTheirReferencesWhereNamesAreTaken) {
    model::Annotations document;
    document.presets.push_back({"deadline", "accent", {}, {}});
    Annotation own;
    own.id = "area";
    document.items.push_back(own);
    model::MovedLabel label;
    label.feature = "core";
    label.place = {AnnotationPlace::Anchor::page, 1.0, 1.0};
    document.labels.push_back(label);

    model::Annotations file;
    file.presets.push_back({"deadline", "quiet", {}, {}});
    Annotation polygon;
    polygon.kind = AnnotationKind::polygon;
    polygon.id = "area";
    Annotation tag;
    tag.kind = AnnotationKind::area_tag;
    tag.of = "area";
    tag.style = "deadline";
    file.items = {polygon, tag};
    label.place.x = 2.0;
    file.labels.push_back(label);
    add_annotations(document, file);

    ASSERT_EQ(document.items.size(), 3U);
    EXPECT_EQ(document.items[0].id, "area");
    EXPECT_NE(document.items[1].id, "area");
    EXPECT_EQ(document.items[2].of, document.items[1].id);
    ASSERT_EQ(document.presets.size(), 2U);
    EXPECT_EQ(document.presets[0].base, "accent");
    EXPECT_EQ(document.items[2].style, document.presets[1].name);
    EXPECT_EQ(document.presets[1].base, "quiet");
    ASSERT_EQ(document.labels.size(), 1U);
    EXPECT_EQ(document.labels[0].place.x, 2.0);
}

TEST(AddedAnnotations, OfTheSamePresetKeepItsName) {
    model::Annotations document;
    document.presets.push_back({"deadline", "accent", {}, {}});
    add_annotations(document, document);
    EXPECT_EQ(document.presets.size(), 1U);
}

TEST(WrittenAnnotations, BringTheirPicturesAndTouchNoOtherFile) {
    const test::TemporaryFolder from;
    const test::TemporaryFolder to;
    write_picture(from.path() / "logo.png", 3, 2);
    write(to.path() / "logo.png", "not the same picture");
    model::Annotations file;
    file.items = {picture(from.path() / "logo.png"), picture(from.path() / "logo.png")};
    const fs::path path = to.path() / "notes.json";
    const Result<void> written = write_annotations(file, path.string());
    ASSERT_TRUE(written.has_value()) << error_line(written.error());

    EXPECT_EQ(bytes(to.path() / "logo.png"), "not the same picture");
    const auto read = open_annotations(path.string(), {});
    ASSERT_TRUE(read.has_value()) << error_line(read.error());
    EXPECT_EQ(picture_files(read->value).size(), 1U);
    EXPECT_EQ(bytes(read->value.items[0].file), bytes(from.path() / "logo.png"));
    EXPECT_TRUE(load_picture(read->value.items[0].file).has_value());

    // Written again, nothing new comes to the folder.
    ASSERT_TRUE(write_annotations(read->value, path.string()).has_value());
    EXPECT_EQ(std::distance(fs::directory_iterator{to.path()}, fs::directory_iterator{}), 3);
}

TEST(WrittenAnnotations, AreNotWrittenWithoutTheirPictures) {
    const test::TemporaryFolder folder;
    model::Annotations file;
    file.items = {picture(folder.path() / "gone.png")};
    const Result<void> written = write_annotations(file, (folder.path() / "notes.json").string());
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::input_unreadable);
    EXPECT_FALSE(fs::exists(folder.path() / "notes.json"));
}

}  // namespace
}  // namespace parkatlas::tasks
