#pragma once

#include <string>
#include <vector>

#include "cartography/map_scene.h"
#include "cartography/painter.h"
#include "cartography/sheet.h"

/// The furniture of a sheet: each function paints one thing and says where it went.
namespace parkatlas::cartography {

/// Where things go, in mm.
struct PagePlan {
    double unit = 1.0;  ///< sizes of type and lines relative to an A3 sheet
    draw::RectMm page;
    draw::RectMm title;  ///< band of the title block
    draw::RectMm outer;  ///< outer line of the map's double frame
    draw::RectMm map;    ///< inner line: the map itself
    draw::RectMm panel;  ///< legend, scale, note
    bool panel_below = false;
    draw::RectMm footer;
};
/// True if there is something to put into a panel; without one the map takes its room.
[[nodiscard]] bool wants_panel(const SheetSpec& spec);
/// Fails with usage if the page is too small.
[[nodiscard]] Result<PagePlan> plan_page(const SheetSpec& spec, double panel_height_mm);

[[nodiscard]] draw::MapView fit_view(const draw::RectMm& frame, const geo::Box& extent,
                                     std::optional<double> scale_denominator, bool round_scale);
/// The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8 times a power of ten that is not smaller.
[[nodiscard]] double round_scale_from(double denominator);

std::vector<SheetItem> paint_title(draw::Group& group, const PagePlan& plan,
                                   const std::string& title, const std::string& subtitle,
                                   const draw::FontSet& fonts);
/// The double frame 图廓, with degrees of longitude and latitude between its lines if asked for.
void paint_frame(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
                 const geo::Crs& crs, bool has_graticule, const draw::FontSet& fonts);

/// One line of the kilometre grid 公里网.
struct GridLine {
    bool is_easting = true;
    double at_mm = 0.0;      ///< across (easting) or down (northing)
    double km = 0.0;         ///< the coordinate it stands for
    draw::RectMm words_box;  ///< where its number stands, just inside the frame
    bool has_words = true;   ///< false where something else stands there
};
/// Lines some 25 to 65 mm apart, 1, 2 or 5 times a power of ten metres on the ground.
[[nodiscard]] std::vector<GridLine> kilometre_grid(const PagePlan& plan, const draw::MapView& view);
void paint_kilometre_grid(draw::Group& group, const PagePlan& plan,
                          const std::vector<GridLine>& lines, const draw::FontSet& fonts);

/// Lines at the right of the footer: compiling unit, who drew and checked, date and page.
[[nodiscard]] int footer_right_lines(const SheetSpec& spec);
/// CRS and sources at the left; compiling unit, draughtsman and checker, date and page at the
/// right.
void paint_footer(draw::Group& group, const PagePlan& plan, const MapScene& scene,
                  const SheetSpec& spec, const draw::FontSet& fonts, std::vector<SheetItem>& items);
/// Scale as number and bar, centred on `at.x_mm`, from `at.y_mm` down.
SheetItem paint_scale(draw::Group& group, double unit, double scale_denominator, double max_mm,
                      draw::PaperMm at, Lang lang, const draw::FontSet& fonts);
inline constexpr double north_arrow_width_units = 14.0;
inline constexpr double north_arrow_height_units = 23.0;
/// Points to true north at the middle of the map.
[[nodiscard]] draw::RectMm north_arrow_box(const PagePlan& plan);
/// In a box of 14 by 23 units.
SheetItem paint_north_arrow(draw::Group& group, const draw::RectMm& box, double true_north_deg,
                            Lang lang, const draw::FontSet& fonts);
/// Direction of true north on the sheet, degrees clockwise from up.
[[nodiscard]] double true_north_deg(const geo::Crs& crs, geo::MapXY at);

[[nodiscard]] draw::RectMm stamp_box(const PagePlan& plan, const std::string& words,
                                     const draw::FontSet& fonts);
SheetItem paint_stamp(draw::Group& group, const PagePlan& plan, const std::string& words,
                      const draw::FontSet& fonts);

/// Text in lines no wider than `width_mm`; returns its box.
draw::RectMm paint_paragraph(draw::Group& group, const std::string& words, draw::PaperMm top_left,
                             double width_mm, double size_mm, draw::Color color, Align align,
                             const draw::FontSet& fonts);
[[nodiscard]] double paragraph_height_mm(const std::string& words, double width_mm, double size_mm,
                                         const draw::FontSet& fonts);

// Words of the margin.
[[nodiscard]] std::string crs_words(const geo::Crs& crs, Lang lang);
[[nodiscard]] std::string source_words(const MapScene& scene, const SheetSpec& spec);
/// Empty if every shape is surveyed or administrative.
[[nodiscard]] std::string accuracy_words(const MapScene& scene, Lang lang);
[[nodiscard]] std::string date_words(const MapScene& scene, const SheetSpec& spec);
[[nodiscard]] std::string compiled_by_words(const MapScene& scene, const SheetSpec& spec);

}  // namespace parkatlas::cartography
