#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/feature_table.h"
#include "app/tool_state.h"

namespace parkatlas::app {

// What the hand may ask of the tools.

/// Selects rows of a layer's table; `first`, if there is one, becomes the selected feature.
struct MarkFeatures {
    int layer;
    std::vector<std::uint32_t> rows;
    std::optional<std::uint32_t> first = {};
};
/// Ctrl and a click: in or out.
struct ToggleMark {
    int layer;
    std::uint32_t row;
};
struct ShowTable {
    int layer;
};
struct SetTableFilter {
    int layer;
    std::string words;
};
struct SetTableOrder {
    int layer;
    std::optional<analysis::RowOrder> order;
};
struct SetOverlapSides {
    OverlapSides sides;
};
struct ChooseOverlap {
    std::optional<ChosenOverlap> pair;
};
struct ShowOverlapMatrix {
    bool matrix;
};
struct ChooseSketch {
    std::optional<std::size_t> index;
};
struct SetClassBy {
    int layer;
    std::string attribute;  ///< empty: none
};
/// Kind that the annotating tool draws.
struct TakeAnnotating {
    model::AnnotationKind kind;
};
struct ChooseAnnotation {
    std::optional<std::size_t> index;
};
/// Its words become a field on the map; none: the wish has been taken.
struct EditAnnotation {
    std::optional<std::size_t> index;
};
/// The feature that the next callout or tag speaks of; empty: none.
struct AnnotateFeature {
    std::string id;
};
/// The next click on the page puts one there; none: it does not.
struct PlaceOnPage {
    std::optional<model::AnnotationKind> kind;
};
/// Shows the page as it will be printed, or the map again.
struct ShowSheet {
    bool open;
};
struct SetSheet {
    tasks::SheetSettings sheet;
};

/// One of them.
struct ToolCommand {
    std::variant<MarkFeatures, ToggleMark, ShowTable, SetTableFilter, SetTableOrder,
                 SetOverlapSides, ChooseOverlap, ShowOverlapMatrix, ChooseSketch, SetClassBy,
                 ShowSheet, SetSheet, TakeAnnotating, ChooseAnnotation, EditAnnotation,
                 AnnotateFeature, PlaceOnPage>
        what;
};

}  // namespace parkatlas::app
