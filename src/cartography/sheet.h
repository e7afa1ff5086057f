#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/lang.h"
#include "base/result.h"
#include "cartography/annotation_layer.h"
#include "cartography/map_scene.h"
#include "cartography/sheet_elements.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::cartography {

/// A heading with words below it, in the panel.
struct SheetNote {
    std::string heading, words;
};

/// What a sheet is asked to be. Lengths in mm.
struct SheetSpec {
    double width_mm = 420.0;
    double height_mm = 297.0;
    Lang lang = Lang::zh;
    std::string title;                     ///< empty: the layout's title
    std::string subtitle;                  ///< empty: the scheme
    std::string compiled_by;               ///< 编制单位; empty: the layout's
    std::string date;                      ///< as printed; empty: the document's date
    std::string approval_number;           ///< 审图号; empty: the words 示意图
    std::string stamp = {};                ///< words in place of 示意图, such as 内部用图
    std::string drawn_by = {};             ///< 制图
    std::string checked_by = {};           ///< 审核
    std::string page_words = {};           ///< "3 / 12", in the footer; of an atlas
    Elements show = {};                    ///< which elements; those without content stay away
    std::optional<double> margin_mm = {};  ///< none: by the page's size
    double type_scale = 1.0;               ///< all type and lines times this
    std::vector<SheetNote> notes = {};     ///< in place of the layout's summary
    /// Rows of the table of areas: indices into the layout's features; empty: the parks shown.
    std::vector<std::uint32_t> table_features = {};
    std::optional<geo::Box> overview_extent = {};  ///< map metres; none: all units of the base map
    bool decorations = true;             ///< false: the map alone, to the edge of the page
    std::optional<geo::Box> extent_map;  ///< map metres to show at least; none: the scene's default
    std::optional<double> scale_denominator;  ///< exact 1:N about the extent's middle
    MapOptions map;
    /// Set on the map and the page; one that holds a north arrow or a scale bar moves the sheet's
    /// own to where the file says. May be null.
    std::shared_ptr<const AnnotationContent> annotations = nullptr;
};

/// 编制单位 of a plan as a sheet names it; empty where the plan does not say.
[[nodiscard]] std::string compiler_of(const model::Layout& layout, Lang lang);

enum class ItemKind {
    title,
    legend,
    scale_bar,
    north_arrow,
    source,
    stamp,
    label,
    annotation,
    table,    ///< of areas; a line of an atlas's contents
    overview  ///< the small map of where the sheet lies
};

[[nodiscard]] std::string_view item_kind_name(ItemKind kind);

struct SheetItem {
    ItemKind kind = ItemKind::label;
    std::string text;
    std::string feature;  ///< id, for labels
    draw::RectMm box;
    std::optional<double> bar_mm, ground_m;      ///< of a scale bar
    std::string annotation_type = {};            ///< of an annotation: "text", "arrow" …
    std::string annotation_id = {};              ///< as in its file; may be empty
    std::optional<std::size_t> annotation = {};  ///< its index into the file's items
};

/// What became of elements that depend on the content and the room.
struct SheetReport {
    bool has_title = false, has_subtitle = false;
    bool has_legend = false, legend_fits = true;
    bool table_fits = true;
    bool wants_summary = false;
    std::size_t notes_left_out = 0;
    bool has_accuracy_note = false;
};

struct Sheet {
    draw::DrawList list;
    draw::MapView view;  ///< of the map frame
    std::string crs;     ///< "EPSG:4549"
    std::vector<SheetItem> items;
    std::vector<std::string> dropped_labels;
    /// Ids: see Labelling::untried.
    std::vector<std::string> untried_labels;
    /// Names of the dropped, then of the untried ones.
    std::vector<std::string> names_without_place;
    std::vector<UnsetAnnotation> dropped_annotations;
    SheetReport report;
    /// Characters of its texts that no installed font has; they are drawn as the font's own sign
    /// for that. Filled in by whoever knows that the fonts were used for this sheet alone.
    std::vector<char32_t> missing_characters;
    std::vector<draw::FontSet::StandIn> stand_ins;  ///< characters drawn by another font, likewise
};

/// Composes the page: map frame, title, legend grouped by role in the scheme's order (exactly what
/// is on the map), numeric scale and bar that agree, north arrow, compiling unit and date, data
/// sources and CRS, 示意图 or the approval number, neat line. Without an asked scale, a round one
/// is chosen that shows the extent; without decorations the map fits the extent as closely as the
/// page allows.
///
/// Fails with  usage  a page too small to hold a map; a scale that is no positive number.
[[nodiscard]] Result<Sheet> compose_sheet(const MapScene& scene, const SheetSpec& spec,
                                          const draw::FontSet& fonts);

/// True if the annotations bring one of these themselves: then it stands where they put it.
[[nodiscard]] bool moved_by_annotations(const SheetSpec& spec, model::AnnotationKind kind);

/// The bar that suits a scale: a round ground length (1, 2 or 5 times a power of ten metres) whose
/// bar is at most `max_mm` long. bar_mm * scale_denominator / 1000 == ground_m.
struct ScaleBar {
    double ground_m = 0.0;
    double bar_mm = 0.0;
};
[[nodiscard]] ScaleBar scale_bar_for(double scale_denominator, double max_mm);

}  // namespace parkatlas::cartography
