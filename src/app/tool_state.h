#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/feature_table.h"
#include "model/annotation.h"
#include "tasks/sheet_settings.h"

namespace parkatlas::app {

/// How one attribute table is looked at.
struct TableLook {
    std::string filter;
    std::optional<analysis::RowOrder> order;
};

/// Features that are selected together, all of one layer (-1: the scheme).
struct Marked {
    int layer = -1;
    std::vector<std::uint32_t> rows;  ///< ascending, each once
    std::uint32_t version = 0;        ///< counts changes

    [[nodiscard]] bool holds(int of_layer, std::uint32_t row) const;
    void set(int of_layer, std::vector<std::uint32_t> to);
    /// In if it is out, out if it is in; a feature of another layer begins anew.
    void toggle(int of_layer, std::uint32_t row);
};

/// Which layers an overlap is of: county_layer (sketch_desk.h), -1 for the scheme, else a layer of
/// the user; `b` none: pairs inside A.
struct OverlapSides {
    int a = -1;
    std::optional<int> b;
    bool operator==(const OverlapSides&) const = default;
};

/// A pair of features whose shared ground is hatched on the map.
struct ChosenOverlap {
    OverlapSides sides;
    std::uint32_t a = 0, b = 0;
    bool operator==(const ChosenOverlap&) const = default;
};

/// State of the window's tools: what is looked at and selected, not the document.
struct ToolState {
    std::optional<int> table;         ///< the layer whose table is shown; none: the first there is
    std::map<int, TableLook> tables;  ///< by layer
    Marked marked;

    std::optional<OverlapSides> overlap_sides;  ///< none: those that suit the document
    std::optional<ChosenOverlap> overlap;
    bool overlap_matrix = false;

    std::optional<std::size_t> sketch;    ///< the chosen one of the document's sketches
    std::map<int, std::string> class_by;  ///< attribute of the class table, by layer

    model::AnnotationKind annotate_kind = model::AnnotationKind::text;  ///< of Tool::annotate
    std::optional<std::size_t> annotation;       ///< the chosen one of the document's
    std::optional<std::size_t> edit_annotation;  ///< wished for: its words in place
    std::string annotate_feature;                ///< id of the feature under the first point

    std::optional<model::AnnotationKind> page_kind;  ///< the next click on the page places one

    bool sheet_open = false;  ///< the page is shown in place of the map
    tasks::SheetSettings sheet;
    std::uint32_t sheet_version = 0;  ///< counts changes of the sheet
};

}  // namespace parkatlas::app
