#include "tasks/open_project.h"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace parkatlas::tasks {
namespace {

using ::testing::ElementsAre;

void write(const std::filesystem::path& path, std::string_view words) {
    std::ofstream{path, std::ios::binary} << words;
}

constexpr std::string_view triangle = R"({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"use": "a"}, "geometry": {"type": "Polygon",
     "coordinates": [[[121.5, 29.8], [121.6, 29.8], [121.6, 29.9], [121.5, 29.8]]]}}]})";

TEST(OpenProject, BringsLayersInTheirOrderAndLooksAndWhatIsHidden) {
    const test::TemporaryFolder folder;
    write(folder.path() / "a.geojson", triangle);
    write(folder.path() / "b.geojson", triangle);
    write(folder.path() / "p.parkatlas", R"({"parkatlas_project": 1, "plan": "layout:ningbo",
        "layers": [{"source": "b.geojson", "opacity": 0.25, "color_field": "use"},
                   {"source": "a.geojson", "color": "#102030", "labels": false},
                   {"source": "gone.geojson", "visible": false}],
        "annotations": {"parkatlas_annotations": 1, "annotations": [
            {"type": "text", "text": "A", "at": {"page_mm": [5, 5]}}]},
        "view": {"centre": [120, 30], "scale": 100000, "hidden_roles": ["park"],
                 "hidden_features": ["core"], "hidden_parts": ["counties"]}})");
    const auto opened = open_project((folder.path() / "p.parkatlas").string(), Lang::en, {});
    ASSERT_TRUE(opened.has_value()) << error_line(opened.error());
    const OpenedProject& project = opened->value;
    ASSERT_EQ(project.workspace.layers.size(), 2U);  // b, then a: as they are listed
    EXPECT_THAT(project.map.layer_order, ElementsAre(0, 1));
    EXPECT_TRUE(project.map.hidden_layers.empty());
    EXPECT_DOUBLE_EQ(project.map.layer_looks[0].opacity, 0.25);
    EXPECT_EQ(project.map.layer_looks[1].color, (draw::Color{0x10, 0x20, 0x30}));
    EXPECT_FALSE(project.map.layer_looks[1].labels);
    EXPECT_NE(project.classes[0], nullptr);
    EXPECT_EQ(project.classes[1], nullptr);
    EXPECT_TRUE(project.map.hidden_roles.contains(model::Role::park));
    EXPECT_EQ(project.map.hidden_features.size(), 1U);
    EXPECT_FALSE(project.map.counties);
    EXPECT_TRUE(project.map.land);
    ASSERT_NE(project.annotations, nullptr);
    EXPECT_EQ(project.annotations->file.items[0].text, "A");
    EXPECT_NE(project.workspace.counties, nullptr);
}

TEST(SeenExtent, IsAboutWhatTheWindowShows) {
    model::ProjectView view;
    EXPECT_FALSE(seen_extent(view, geo::Crs::gauss_kruger_120()).has_value());
    view.centre = geo::LonLat{120.0, 30.0};
    view.scale_denominator = 100'000.0;
    const auto seen = seen_extent(view, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(seen.has_value());
    // 240 mm by 160 mm at 1:100,000, about the false easting of the central meridian.
    EXPECT_NEAR(seen->width(), 24'000.0, 1e-6);
    EXPECT_NEAR(seen->height(), 16'000.0, 1e-6);
    EXPECT_NEAR(seen->centre().x, 500'000.0, 1e-3);
}

}  // namespace
}  // namespace parkatlas::tasks
