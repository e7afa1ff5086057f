#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/hatching.h"
#include "app/output_job.h"
#include "app/panels.h"
#include "app/tool_desks.h"
#include "app/widgets.h"
#include "cartography/sheet.h"

namespace parkatlas::app {

// What the tools draw, each from the state and the desks of `ui`.

/// The attribute table, in the drawer.
void draw_table(const Ui& ui);
/// The dialog that writes its rows to a file.
void draw_table_export(const Ui& ui);
/// Sketches and what the chosen one shares with the visible layers, in the drawer.
void draw_sketch_panel(const Ui& ui);
void draw_sketch_export(const Ui& ui);
/// The dialog that writes measurements to a layer.
void draw_measurement_export(const Ui& ui);
/// Over the map: sketches, with handles on the chosen one.
void draw_sketches(const Ui& ui, float px_per_mm);
[[nodiscard]] std::optional<SketchHandle> sketch_handle_under_mouse(const Ui& ui, float px_per_mm);
[[nodiscard]] std::optional<std::size_t> sketch_under_mouse(const Ui& ui, float px_per_mm);
/// A point of a sketch follows the hand; one on an edge becomes a point of its own first.
void move_sketch_point(const Ui& ui, SketchHandle& handle, geo::LonLat to);
void remove_sketch_point(const Ui& ui, const SketchHandle& handle);
/// Annotations of the document, in the drawer.
void draw_annotations_panel(const Ui& ui);
void draw_annotation_save(const Ui& ui);
/// Over the map: the chosen annotation's box and places; a field for words in place.
void draw_annotation_handles(const Ui& ui, float px_per_mm);
void draw_words_in_place(const Ui& ui, float px_per_mm);
[[nodiscard]] std::optional<AnnotationGrip> annotation_under_mouse(const Ui& ui, float px_per_mm);
void move_annotation(const Ui& ui, AnnotationGrip& grip, geo::LonLat to);
void change_annotation(const Ui& ui, std::size_t index,
                       const std::function<void(model::Annotation&)>& edit);
void duplicate_chosen_annotation(const AppState& state, Commands& commands);
void remove_chosen_annotation(const AppState& state, Commands& commands);

/// In place of everything below the toolbar: the sheet as it will be, its settings, export.
void draw_sheet_mode(const Ui& ui);
/// What the page is composed from now.
[[nodiscard]] cartography::SheetSpec sheet_spec(const Ui& ui);
/// Over the map: the ground that the chosen pair of features shares, hatched.
void draw_shared_ground(const Ui& ui, float px_per_mm);

/// Over the map: outlines of the features that are selected in a table.
void draw_marked(const Ui& ui, float px_per_mm);

/// A window of its own in the middle of the map, with a title, while the object lives.
class Dialog {
  public:
    Dialog(const Ui& ui, const char* id, std::string_view title, float design_width);
    ~Dialog();
    Dialog(const Dialog&) = delete;
    Dialog& operator=(const Dialog&) = delete;
    [[nodiscard]] float inner_width_px() const { return inner_width_px_; }

  private:
    float inner_width_px_;
};

/// The dialog `id` that asks for a file and writes `order(path)` to it, while `memory.open`.
struct OutputDialog {
    const char* id;
    Msg title, hint;
    std::string_view first_name;  ///< of the file
};
void draw_output_dialog(const Ui& ui, ToolMemory::Output& memory, const OutputDialog& about,
                        const std::function<OutputJob::Order(const std::string& path)>& order);

/// A field for a file's path and the button that begins; true when that was pressed.
[[nodiscard]] bool output_path_field(const Ui& ui, std::string& path, std::string_view hint,
                                     float width_px);

/// What becomes of a file that is being written: progress with a stop button, the result with its
/// folder, or what went wrong. True once it has been closed.
[[nodiscard]] bool output_progress(const Ui& ui, float width_px);

}  // namespace parkatlas::app
