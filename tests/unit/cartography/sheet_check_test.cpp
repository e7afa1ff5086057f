#include "cartography/sheet_check.h"

#include <algorithm>
#include <memory>

#include <gtest/gtest.h>

#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

struct Checked {
    Sheet sheet;
    std::vector<CheckRow> rows;
    [[nodiscard]] const CheckRow& of(std::string_view element) const {
        return *std::ranges::find(rows, element, &CheckRow::element);
    }
};

Checked checked(const MapScene& scene, const SheetSpec& spec) {
    auto sheet = compose_sheet(scene, spec, test::fonts());
    EXPECT_TRUE(sheet) << error_line(sheet.error());
    Checked out{std::move(*sheet), {}};
    out.rows = check_sheet(out.sheet, scene, spec);
    return out;
}

const MapScene& small_scene() {
    static const MapScene scene = test::scene(5, 3);
    return scene;
}

TEST(CheckSheet, AWholeSheetIsComplete) {
    const Checked sheet = checked(small_scene(), {});
    EXPECT_TRUE(is_complete(sheet.rows));
    for (const char* there :
         {"title", "subtitle", "legend", "scale_bar", "north_arrow", "graticule", "stamp",
          "compiled_by", "date", "crs", "sources", "accuracy_note", "labels", "letters"}) {
        EXPECT_EQ(sheet.of(there).state, CheckState::present) << there;
    }
    // Not asked for without a template, or nothing to show.
    for (const char* other :
         {"overview", "kilometre_grid", "drawn_by", "checked_by", "summary", "annotations"}) {
        EXPECT_EQ(sheet.of(other).state, CheckState::not_needed) << other;
        EXPECT_FALSE(sheet.of(other).reason.empty()) << other;
    }
}

TEST(CheckSheet, EveryElementIsListedOnceAndWhatIsMissingSaysWhy) {
    SheetSpec spec;
    spec.show.set(Element::drawn_by, true);
    spec.show.set(Element::checked_by, true);
    const Checked sheet = checked(small_scene(), spec);
    EXPECT_EQ(sheet.rows.size(), all_elements.size() + 3);
    for (const char* missing : {"drawn_by", "checked_by"}) {
        EXPECT_EQ(sheet.of(missing).state, CheckState::missing);
        EXPECT_FALSE(sheet.of(missing).reason.empty());
    }
    EXPECT_FALSE(is_complete(sheet.rows));
    spec.drawn_by = "甲";
    spec.checked_by = "乙";
    EXPECT_TRUE(is_complete(checked(small_scene(), spec).rows));
}

TEST(CheckSheet, AMapWithoutDecorationsNeedsNothing) {
    SheetSpec spec;
    spec.decorations = false;
    const Checked sheet = checked(small_scene(), spec);
    EXPECT_TRUE(is_complete(sheet.rows));
    EXPECT_EQ(sheet.of("legend").state, CheckState::not_needed);
}

/// A layout with that many plates, each a class of its own in the legend.
MapScene scene_of_plates(int count) {
    MapContent content;
    auto layout = std::make_shared<model::Layout>();
    layout->id = "plates";
    layout->title.zh = "四十类";
    layout->compiled_by = "虚构单位";
    layout->document.date = "2022-08-22";
    layout->layer = test::empty_layer("plates");
    for (int i = 0; i < count; ++i) {
        test::add_feature(*layout, model::Role::plate, "功能板块第" + std::to_string(i + 1) + "号",
                          test::square(i % 8 * 9'000.0, i / 8 * 9'000.0, 8'000));
    }
    content.layout = layout;
    return *MapScene::create(std::move(content), geo::Crs::gauss_kruger_120());
}

TEST(CheckSheet, FortyClassesFitIntoTheLegendOfAnyPage) {
    const MapScene scene = scene_of_plates(40);
    for (const auto& [w, h] : {std::pair{297.0, 210.0},
                               {420.0, 297.0},
                               {210.0, 297.0},
                               {1189.0, 841.0},
                               {338.7, 190.5}}) {
        SheetSpec spec;
        spec.width_mm = w;
        spec.height_mm = h;
        const Checked sheet = checked(scene, spec);
        EXPECT_EQ(sheet.of("legend").state, CheckState::present) << w << " x " << h;
        const auto legend =
            std::ranges::find(sheet.sheet.items, ItemKind::legend, &SheetItem::kind);
        ASSERT_NE(legend, sheet.sheet.items.end());
        for (int i = 1; i <= 40; ++i) {
            const std::string name = "功能板块第" + std::to_string(i) + "号";
            EXPECT_NE(legend->text.find(name), std::string::npos) << name;
        }
        for (const SheetItem& item : sheet.sheet.items) {
            if (item.kind == ItemKind::scale_bar) {
                EXPECT_FALSE(item.box.intersects(legend->box)) << w << " x " << h;
            }
        }
    }
}

TEST(CheckSheet, ALegendThatRunsOverIsMissing) {
    SheetSpec spec;
    spec.width_mm = 150;
    spec.height_mm = 100;
    const Checked sheet = checked(scene_of_plates(400), spec);
    EXPECT_EQ(sheet.of("legend").state, CheckState::missing);
    EXPECT_FALSE(is_complete(sheet.rows));
}

TEST(CheckSheet, AnAnnotationOutsideTheMapIsMissing) {
    AnnotationContent content;
    model::Annotation far;
    far.text = "远";
    far.places = {{model::AnnotationPlace::Anchor::lon_lat, 100.0, 30.0, 0, 0}};
    content.file.items = {far};
    SheetSpec spec;
    spec.annotations = std::make_shared<const AnnotationContent>(content);
    const Checked sheet = checked(small_scene(), spec);
    EXPECT_EQ(sheet.of("annotations").state, CheckState::missing);
    EXPECT_NE(sheet.of("annotations").reason.find("annotations[0]"), std::string::npos);
}

TEST(Elements, NamesAreReadBackAndLabelled) {
    for (const Element element : all_elements) {
        EXPECT_EQ(parse_element(element_name(element)), element);
        EXPECT_FALSE(element_label(element, Lang::zh).empty());
    }
    EXPECT_FALSE(parse_element("legends"));
}

}  // namespace
}  // namespace parkatlas::cartography
