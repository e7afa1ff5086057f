#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cartography/map_scene.h"
#include "cartography/scene_access.h"
#include "cartography/sheet.h"

namespace parkatlas::cartography {

/// One row of the legend.
struct LegendRow {
    enum class Kind { heading, feature, layer, layer_class, base };
    Kind kind = Kind::feature;
    std::string text;
    std::string note;             ///< smaller, below: the area as it may be told
    std::size_t index = 0;        ///< of the feature or layer
    std::size_t class_index = 0;  ///< of a layer's class
    const SceneFeature* feature = nullptr;
    int number = 0;
    bool is_part = false;  ///< set in: a part of the row before
    BaseLine line = BaseLine::coast;
};

/// Exactly what the view shows: the scheme's roles in the scheme's order with the parts of each
/// below it, then other roles, user layers and the lines of the base map. Points of a role are
/// listed one by one up to six, more of them by grade or kind with their count.
[[nodiscard]] std::vector<LegendRow> legend_rows(const MapScene& scene, const draw::MapView& view,
                                                 const SheetSpec& spec);

/// A legend set in type: where each row goes.
class LegendPanel {
  public:
    /// Sets the rows into `columns` columns of `width_mm` (all of them together) and at most
    /// `height_mm`, in type as large as fits, about `factor` times the sheet's.
    LegendPanel(std::vector<LegendRow> rows, const MapScene& scene, const SheetSpec& spec,
                const draw::FontSet& fonts, double width_mm, double height_mm, int columns,
                double factor);

    [[nodiscard]] double height_mm() const { return height_mm_; }
    /// False if the rows are too many even in the smallest type.
    [[nodiscard]] bool fits() const { return fits_; }
    void paint(draw::Group& group, draw::PaperMm top_left) const;
    /// All rows, one a line.
    [[nodiscard]] std::string text() const;

  private:
    struct Set {
        const LegendRow* row;
        std::vector<draw::GlyphRunPtr> lines;
        draw::GlyphRunPtr note;
        double x_mm = 0.0, y_mm = 0.0, height_mm = 0.0;
    };
    bool set_rows(double width_mm, double height_mm, int columns);
    /// Which groups a column may end in the middle of.
    enum class Cut { none, tall_groups, any_group };
    bool fill_columns(int columns, double goal, double height_mm, Cut cut);
    [[nodiscard]] std::size_t line_count() const;
    void paint_row(draw::Group& group, const Set& set, draw::PaperMm origin) const;

    std::vector<LegendRow> rows_;
    const MapScene& scene_;
    const SheetSpec& spec_;
    const draw::FontSet& fonts_;
    std::vector<Set> set_;
    double factor_ = 1.0;
    double column_mm_ = 0.0;
    double height_mm_ = 0.0;
    bool fits_ = false;
};

}  // namespace parkatlas::cartography
