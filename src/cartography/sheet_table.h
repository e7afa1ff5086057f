#pragma once

#include <string>
#include <vector>

#include "cartography/map_scene.h"
#include "cartography/painter.h"
#include "cartography/sheet.h"

namespace parkatlas::cartography {

/// A small table on a sheet. Cells of one row stand beside each other; the first column takes the
/// room that the others leave and breaks its lines.
struct TableContent {
    std::string heading;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

/// Areas of the layout's parks (or of the given features): what the plan states, what its shape
/// measures where it may be measured, and what the shape is. Empty rows: nothing to tell.
[[nodiscard]] TableContent area_table(const MapScene& scene,
                                      const std::vector<std::uint32_t>& features, Lang lang);
/// The parks that a view shows; where none of them has an area to tell, the other features that do.
[[nodiscard]] std::vector<std::uint32_t> features_with_areas(const MapScene& scene,
                                                             const draw::MapView& view,
                                                             const MapOptions& options);

/// The table set in type for a width.
class SetTable {
  public:
    SetTable(const TableContent& content, double width_mm, double size_mm,
             const draw::FontSet& fonts);
    [[nodiscard]] double height_mm() const { return height_mm_; }
    /// Returns the table's box.
    draw::RectMm paint(draw::Group& group, draw::PaperMm top_left) const;
    /// Rows as lines, cells parted by tabs.
    [[nodiscard]] std::string text() const;

  private:
    struct Row {
        std::vector<draw::GlyphRunPtr> name_lines;
        std::vector<draw::GlyphRunPtr> cells;
        double height_mm = 0.0;
    };
    [[nodiscard]] double right_of(std::size_t column) const;
    TableContent content_;
    draw::GlyphRunPtr heading_;
    std::vector<Row> rows_;  ///< the head first
    std::vector<double> widths_mm_;
    double size_mm_, width_mm_;
    double height_mm_ = 0.0;
};

}  // namespace parkatlas::cartography
