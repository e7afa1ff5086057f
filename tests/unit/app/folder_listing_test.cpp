#include "app/folder_listing.h"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

TEST(FolderListing, FoldersComeFirstAndHiddenFilesNotAtAll) {
    const fs::path folder =
        fs::temp_directory_path() / ("parkatlas-listing-" + std::to_string(::getpid()));
    fs::create_directories(folder / "数据");
    for (const char* name : {"b.shp", "A.geojson", ".hidden.json", "规划.parkatlas"}) {
        std::ofstream{folder / name} << "12345";
    }
    const Result<FolderListing> listing = list_folder(folder);
    ASSERT_TRUE(listing);
    std::vector<std::string> names;
    for (const FolderEntry& entry : listing->entries) names.push_back(entry.name);
    EXPECT_EQ(names, (std::vector<std::string>{"数据", "A.geojson", "b.shp", "规划.parkatlas"}));
    EXPECT_TRUE(listing->entries[0].is_folder);
    EXPECT_EQ(listing->entries[1].size_bytes, 5U);
    fs::remove_all(folder);
    EXPECT_FALSE(list_folder(folder));
}

TEST(FolderListing, KindsAreKnownByTheirEndings) {
    for (const char* name : {"a.GeoJSON", "规划.shp", "x.parkatlas", "b.tar.gpkg"}) {
        EXPECT_TRUE(is_readable_kind(name)) << name;
    }
    for (const char* name : {"a.docx", "shp", ".shp", "a.", ""}) {
        EXPECT_FALSE(is_readable_kind(name)) << name;
    }
    EXPECT_TRUE(is_project_name("/a/规划.PARKATLAS"));
    EXPECT_FALSE(is_project_name("parkatlas"));
}

}  // namespace
}  // namespace parkatlas::app
