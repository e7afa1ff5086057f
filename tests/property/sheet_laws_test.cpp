// Laws of the sheet over random layouts, pages, scales and resolutions.

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "cartography/ground_measure.h"
#include "cartography/sheet.h"
#include "render/page_painter.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

constexpr std::uint32_t first_seed = 20220822;

/// Uniform in [from, to]; the same on every machine.
double between(std::mt19937& random, double from, double to) {
    return from + (to - from) * static_cast<double>(random()) / 4294967295.0;
}

SheetSpec random_page(std::mt19937& random) {
    SheetSpec spec;
    spec.width_mm = between(random, 180.0, 1200.0);
    spec.height_mm = between(random, 180.0, 1200.0);
    spec.lang = random() % 2 == 0 ? Lang::zh : Lang::en;
    spec.show.set(Element::overview, random() % 2 == 0);
    spec.show.set(Element::area_table, random() % 2 == 0);
    spec.show.set(Element::kilometre_grid, random() % 2 == 0);
    if (random() % 2 == 0) spec.scale_denominator = std::floor(between(random, 20'000, 900'000));
    return spec;
}

const SheetItem* bar_of(const Sheet& sheet) {
    const auto found = std::ranges::find(sheet.items, ItemKind::scale_bar, &SheetItem::kind);
    return found == sheet.items.end() ? nullptr : &*found;
}

TEST(SheetLaws, TheScaleIsExactAndTheBarIsTrueOnTheGround) {
    for (std::uint32_t seed = first_seed; seed < first_seed + 40; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        const MapScene scene = test::scene(static_cast<int>(random() % 40), seed);
        const SheetSpec spec = random_page(random);
        const auto sheet = compose_sheet(scene, spec, test::fonts());
        ASSERT_TRUE(sheet) << error_line(sheet.error());
        if (spec.scale_denominator) {
            EXPECT_DOUBLE_EQ(sheet->view.scale_denominator, *spec.scale_denominator);
        }
        const SheetItem* bar = bar_of(*sheet);
        ASSERT_NE(bar, nullptr);
        const double n = sheet->view.scale_denominator;
        EXPECT_NEAR(*bar->bar_mm * n / 1000.0, *bar->ground_m, 1e-9 * *bar->ground_m);
        // Numeric and graphic scale say the same, also in words.
        std::string digits;
        for (const char c : bar->text.substr(bar->text.find("1:") + 2)) {
            if (c >= '0' && c <= '9') digits += c;
        }
        EXPECT_NEAR(std::stod(digits), n, 0.5);
        // At the map's own place, on the ellipsoid: within 0.5 %.
        const auto ground = GroundMeasure::create(scene.crs());
        ASSERT_TRUE(ground);
        const double half_m = *bar->bar_mm / sheet->view.mm_per_metre() / 2;
        const geo::MapXY middle = sheet->view.centre;
        const auto measured =
            ground->length_m({middle.x_m - half_m, middle.y_m}, {middle.x_m + half_m, middle.y_m});
        ASSERT_TRUE(measured);
        EXPECT_NEAR(*measured, *bar->ground_m, 0.005 * *bar->ground_m);
    }
}

TEST(SheetLaws, LabelsMeetNeitherEachOtherNorTheFrameAndNoneIsForgotten) {
    for (std::uint32_t seed = first_seed; seed < first_seed + 30; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        const int parks = static_cast<int>(random() % 61);
        const MapScene scene = test::scene(parks, seed);
        SheetSpec spec = random_page(random);
        spec.scale_denominator.reset();
        const auto sheet = compose_sheet(scene, spec, test::fonts());
        ASSERT_TRUE(sheet);
        std::set<std::string> told{sheet->dropped_labels.begin(), sheet->dropped_labels.end()};
        const draw::RectMm frame = sheet->view.frame.grown(1e-6);
        for (std::size_t i = 0; i < sheet->items.size(); ++i) {
            const SheetItem& label = sheet->items[i];
            if (label.kind != ItemKind::label) continue;
            told.insert(label.feature);
            EXPECT_TRUE(frame.contains({label.box.x_mm, label.box.y_mm})) << label.text;
            EXPECT_TRUE(frame.contains({label.box.right_mm(), label.box.bottom_mm()}))
                << label.text;
            for (std::size_t j = 0; j < i; ++j) {
                EXPECT_FALSE(label.box.intersects(sheet->items[j].box))
                    << label.text << " / " << sheet->items[j].text;
            }
        }
        for (const model::LayoutFeature& feature : scene.content().layout->features) {
            EXPECT_TRUE(told.contains(feature.id)) << feature.id;
        }
    }
}

TEST(SheetLaws, TheSameInputGivesTheSameSheet) {
    std::mt19937 random{first_seed};
    const SheetSpec spec = random_page(random);
    const auto first = compose_sheet(test::scene(30, 5), spec, test::fonts());
    const auto second = compose_sheet(test::scene(30, 5), spec, test::fonts());
    ASSERT_TRUE(first);
    ASSERT_TRUE(second);
    ASSERT_EQ(first->items.size(), second->items.size());
    for (std::size_t i = 0; i < first->items.size(); ++i) {
        EXPECT_EQ(first->items[i].text, second->items[i].text);
        EXPECT_EQ(first->items[i].box, second->items[i].box);
    }
}

TEST(SheetLaws, TheBarIsAsLongInPixelsAsItsMillimetresAtAnyResolution) {
    render::PagePainter painter;
    std::mt19937 random{first_seed};
    const MapScene scene = test::scene(5, 3);
    for (int round = 0; round < 5; ++round) {
        const double dpi = round == 0 ? 96.0 : round == 1 ? 600.0 : between(random, 96.0, 600.0);
        SCOPED_TRACE(dpi);
        SheetSpec spec;
        spec.width_mm = between(random, 140.0, 170.0);
        spec.height_mm = between(random, 100.0, 120.0);
        const auto sheet = compose_sheet(scene, spec, test::fonts());
        ASSERT_TRUE(sheet);
        const auto image = painter.draw_image(sheet->list, test::fonts(), dpi);
        ASSERT_TRUE(image);
        EXPECT_EQ(image->width, std::lround(spec.width_mm * dpi / 25.4));
        EXPECT_EQ(image->height, std::lround(spec.height_mm * dpi / 25.4));
        // The bar's outline is the lowest dark line of its box: its ends are the bar's.
        const SheetItem* bar = bar_of(*sheet);
        ASSERT_NE(bar, nullptr);
        const double px = dpi / 25.4;
        const int y = static_cast<int>(bar->box.bottom_mm() * px);
        int first = image->width;
        int last = 0;
        for (int row = std::max(0, y - 2); row <= y; ++row) {
            for (int x = static_cast<int>((bar->box.x_mm - 2) * px);
                 x < static_cast<int>((bar->box.right_mm() + 2) * px); ++x) {
                if (image->pixel(x, row)[0] > 225) continue;
                first = std::min(first, x);
                last = std::max(last, x);
            }
        }
        // The outline is drawn half outside: a tenth of a millimetre at either end.
        EXPECT_NEAR(last + 1 - first, *bar->bar_mm * px, 2.0 + 0.2 * px);
    }
}

}  // namespace
}  // namespace parkatlas::cartography
