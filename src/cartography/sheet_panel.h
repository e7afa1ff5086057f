#pragma once

#include <string>
#include <vector>

#include "cartography/sheet.h"
#include "cartography/sheet_legend.h"
#include "cartography/sheet_parts.h"
#include "cartography/sheet_table.h"

namespace parkatlas::cartography {

/// The panel beside or below the map: the heading 图例 and its rows, the table of areas, notes,
/// then scale and the note on accuracy at its foot.
class SheetPanel {
  public:
    SheetPanel(const MapScene& scene, const SheetSpec& spec, const draw::FontSet& fonts,
               const draw::MapView& view);

    /// What a panel below the map needs in height.
    [[nodiscard]] double height_below_mm(double width_mm, double u) const;
    /// Paints the panel and adds what it holds to the sheet's items and report.
    void paint(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
               Sheet& sheet) const;

  private:
    void paint_beside(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
                      Sheet& sheet) const;
    void paint_below(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
                     Sheet& sheet) const;
    void paint_heading(draw::Group& group, const draw::RectMm& panel, double u) const;
    void paint_scale_and_note(draw::Group& group, const draw::MapView& view, draw::PaperMm scale_at,
                              double scale_w, draw::PaperMm note_at, double note_w, double u,
                              Sheet& sheet) const;
    [[nodiscard]] LegendPanel below(double width_mm, double height_mm, double u) const;
    [[nodiscard]] double heading_room_mm(double u) const;
    [[nodiscard]] double scale_room_mm(double u) const;
    [[nodiscard]] double note_height_mm(double width_mm, double u) const;
    [[nodiscard]] SetTable table(double width_mm, double u) const;
    [[nodiscard]] bool has_table() const { return !table_.rows.empty(); }
    void paint_legend(draw::Group& group, const LegendPanel& legend, draw::PaperMm at,
                      double width_mm, Sheet& sheet) const;
    /// Notes from the foot upwards, as large as they all fit; those without room are reported.
    void paint_notes(draw::Group& group, double x, double top, double bottom, double width_mm,
                     double u, Sheet& sheet) const;

    const MapScene& scene_;
    const SheetSpec& spec_;
    const draw::FontSet& fonts_;
    std::vector<LegendRow> rows_;
    TableContent table_;
    std::vector<SheetNote> notes_;
    std::string accuracy_;
    bool has_scale_ = true;
};

}  // namespace parkatlas::cartography
