#include "app/tool_apply.h"

#include <utility>

#include "base/messages_annotate.h"
#include "tasks/annotating.h"

namespace parkatlas::app {
namespace {

struct Applier {
    AppState& state;

    // One feature stays the selected one: that which the inspector speaks of.
    void select(int layer, std::uint32_t row) const {
        state.map.selected = cartography::FeatureRef{layer, row};
        ++state.selection_count;
    }
    void operator()(const MarkFeatures& c) const {
        state.tools.marked.set(c.layer, c.rows);
        if (c.first) {
            select(c.layer, *c.first);
        } else if (state.map.selected && !state.tools.marked.holds(state.map.selected->layer,
                                                                   state.map.selected->index)) {
            state.map.selected.reset();
        }
    }
    void operator()(const ToggleMark& c) const {
        Marked& marked = state.tools.marked;
        marked.toggle(c.layer, c.row);
        if (marked.holds(c.layer, c.row)) {
            select(c.layer, c.row);
        } else if (marked.rows.empty()) {
            state.map.selected.reset();
        } else if (state.map.selected == cartography::FeatureRef{c.layer, c.row}) {
            select(c.layer, marked.rows.back());
        }
    }
    void operator()(const ShowTable& c) const { state.tools.table = c.layer; }
    void operator()(const SetTableFilter& c) const { state.tools.tables[c.layer].filter = c.words; }
    void operator()(const SetTableOrder& c) const { state.tools.tables[c.layer].order = c.order; }
    void operator()(const SetOverlapSides& c) const {
        state.tools.overlap_sides = c.sides;
        state.tools.overlap.reset();
    }
    void operator()(const ChooseOverlap& c) const { state.tools.overlap = c.pair; }
    void operator()(const ShowOverlapMatrix& c) const { state.tools.overlap_matrix = c.matrix; }
    void operator()(const ChooseSketch& c) const {
        state.tools.sketch = c.index;
        if (c.index) state.measuring.choose({});
    }
    void operator()(const TakeAnnotating& c) const { state.tools.annotate_kind = c.kind; }
    void operator()(const ChooseAnnotation& c) const {
        state.tools.annotation = c.index;
        if (c.index) {
            state.tools.sketch.reset();
            state.measuring.choose({});
        }
    }
    void operator()(const EditAnnotation& c) const { state.tools.edit_annotation = c.index; }
    void operator()(const AnnotateFeature& c) const { state.tools.annotate_feature = c.id; }
    void operator()(const PlaceOnPage& c) const {
        state.tools.page_kind = c.kind;
        if (c.kind) state.tools.annotation.reset();
    }
    void operator()(const ShowSheet& c) const {
        state.tools.page_kind.reset();
        // What is seen is what is put on the page, until another extent is asked for.
        if (c.open && !state.tools.sheet_open && !state.tools.sheet.sheet.scale_denominator) {
            state.tools.sheet.sheet.extent_map = state.camera.view().extent();
        }
        state.tools.sheet_open = c.open;
        ++state.tools.sheet_version;
    }
    void operator()(const SetSheet& c) const {
        state.tools.sheet = c.sheet;
        ++state.tools.sheet_version;
    }
    void operator()(const SetClassBy& c) const { state.tools.class_by[c.layer] = c.attribute; }
};

}  // namespace

void finish_annotation(AppState& state) {
    const model::AnnotationKind kind = state.tools.annotate_kind;
    if (state.measuring.sketch().points.size() < tasks::least_points(kind)) return;
    const std::string feature = std::exchange(state.tools.annotate_feature, {});
    model::Annotation made =
        tasks::drawn_annotation(kind, state.measuring.take_points(), feature, state.lang);
    const bool worded = !made.text.empty();
    model::Edits next = state.history.present();
    const std::size_t index = next.annotations->items.size();
    next.annotations.edit().items.push_back(std::move(made));
    StepName name{msg::annotate_step_add,
                  std::string{tasks::annotation_kind_label(kind, state.lang)}};
    state.history.change(std::move(name), std::move(next));
    state.measuring.take(Tool::select);
    state.tools.annotation = index;
    if (worded) state.tools.edit_annotation = index;
}

void apply_tool(const ToolCommand& command, AppState& state) {
    std::visit(Applier{state}, command.what);
}

}  // namespace parkatlas::app
