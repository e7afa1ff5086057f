#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <imgui.h>

#include "app/annotation_desk.h"
#include "app/app_state.h"
#include "app/document.h"
#include "app/file_probe.h"
#include "app/loader.h"
#include "app/marked_outlines.h"
#include "app/output_job.h"
#include "app/overlap_desk.h"
#include "app/sheet_desk.h"
#include "app/sketch_desk.h"
#include "app/table_desk.h"
#include "app/window.h"
#include "cartography/sheet.h"

namespace parkatlas::app {

/// What the hand has taken of the page.
struct SheetGrip {
    std::optional<std::size_t> annotation;  ///< none: the sheet's own north arrow or scale bar
    cartography::SheetItem item;            ///< as it was on the page
    bool resizes = false;
    std::optional<std::size_t> place;  ///< one of its points; none: all of it
    ImVec2 from;                       ///< the mouse, when it was taken
};

/// What the panels of the tools remember between frames about themselves.
struct ToolMemory {
    struct Table {
        double top_row = 0.0;  ///< first row in sight
        float scroll_x_px = 0.0F;
        float scrollbar_held_px = -1.0F;  ///< where the thumb was taken; less than 0: it is not
        std::uint32_t anchor = 0;         ///< place where Shift begins
        std::uint32_t cursor = 0;         ///< place that the arrow keys move
        std::uint32_t revealed = 0;       ///< selection that the rows have been scrolled to
        bool has_keys = false;            ///< keys go to the rows
        std::vector<KeyPress> keys;
        const void* of = nullptr;   ///< the table that the above is of
        std::vector<float> widths;  ///< of its columns, design pixels
        std::size_t resized = 0;    ///< column whose edge is held
        /// The rows that are marked, in the order shown, worked out once a change.
        struct Marks {
            const void* of = nullptr;  ///< the answer they are places of
            std::uint32_t version = 0;
            std::vector<std::uint32_t> rows;
            double area_m2 = 0.0;
        } marks;
        bool export_open = false;
        const void* export_of = nullptr;  ///< the table that the path was made up for
        std::string export_path;
        bool only_marked = false;
    } table;
    /// A dialog that writes one thing to one file.
    struct Output {
        bool open = false;
        std::string path;
    };
    Output sketches;
    Output measurements;
    Output annotations;
    struct Annotate {
        std::optional<std::size_t> editing;  ///< whose words are a field on the map
        std::string words;
        bool fresh = false;        ///< the field does not have the keyboard yet
        std::size_t field_of = 0;  ///< the same in the drawer
        std::string field;
        bool field_active = false;
        bool wants_field = false;  ///< it is to have the keyboard
    } annotate;
    struct Sheet {
        std::optional<ImVec2> held;     ///< where the hand took the map of the page
        std::optional<SheetGrip> grip;  ///< what it took of the page
        std::optional<ImVec2> placing;  ///< where it began to place something
        std::string path;               ///< of the file to be written
    } sheet;
};

/// What works beside the window for the tools. Panels read answers here and hand in orders; the
/// session owns it.
struct ToolDesks {
    explicit ToolDesks(const std::function<void()>& wake)
        : table{wake},
          outlines{wake},
          overlap{wake},
          sketch{wake},
          sheet{wake},
          annotations{wake},
          output{wake},
          files{wake} {}

    TableDesk table;
    MarkedOutlines outlines;
    OverlapDesk overlap;
    SketchDesk sketch;
    SheetDesk sheet;
    AnnotationDesk annotations;
    OutputJob output;
    FileProbe files;
    ToolMemory memory;

    [[nodiscard]] bool busy() const {
        return table.busy() || outlines.busy() || overlap.busy() || sketch.busy() || sheet.busy() ||
               annotations.busy() || output.busy();
    }
    bool poll();
    /// Orders what the state of this frame needs.
    void want(const AppState& state, const std::shared_ptr<const Document>& document,
              const std::shared_ptr<const LayerAreas>& areas);
    /// A key that means something to a tool; true if one took it.
    [[nodiscard]] bool take_key(const AppState& state, KeyPress press);
};

/// The table that is shown: the chosen one, else the scheme's, else the lowest layer's; none where
/// there is nothing to list.
[[nodiscard]] std::optional<int> shown_table(const AppState& state, const Document& document);

/// The layers whose overlaps are shown: the chosen ones, else those inside the scheme, else those
/// inside the lowest layer; none where nothing is open.
[[nodiscard]] std::optional<OverlapSides> shown_sides(const AppState& state,
                                                      const Document& document);

/// The rings of the sketch in the hand: the one that is being drawn, up to the mouse, else the
/// chosen one; none of either.
[[nodiscard]] std::optional<tasks::SketchRings> sketch_in_hand(const AppState& state);

}  // namespace parkatlas::app
