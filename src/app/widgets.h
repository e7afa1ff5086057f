#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "analysis/audit.h"
#include "app/app_state.h"
#include "app/command.h"
#include "app/document.h"
#include "app/icons.h"
#include "app/loader.h"
#include "app/snap_index.h"
#include "app/ui_fonts.h"
#include "app/window_layout.h"
#include "base/messages.h"
#include "draw/draw_list.h"
#include "tasks/measurement.h"

namespace parkatlas::app {

struct ToolDesks;
/// What the layers panel remembers between frames.
struct LayerRows {
    std::set<std::string> unfolded;          ///< rows whose features are listed (or are not)
    std::optional<model::LayerKey> dragged;  ///< the row in the hand
};

/// What the file dialog remembers between frames.
struct FileRows {
    int number = 0;        ///< of the dialog that this is about
    std::string typed;     ///< in its field
    std::string entry;     ///< the one that was clicked last
    bool is_new = true;    ///< its field is to have the keyboard
    bool entered = false;  ///< Enter was pressed since the last frame
    bool all_kinds = false;
};

/// What the finder remembers between frames.
struct FinderMemory {
    std::uint32_t number = 0;  ///< of the opening that this is about
    std::string words;         ///< in its field
    int chosen = 0;            ///< line that Enter takes
    int steps = 0;             ///< by the arrow keys since the last frame
    bool entered = false;
    bool fresh = true;  ///< its field has not had the keyboard yet
};

/// What the list of scales remembers between frames.
struct ScaleMemory {
    bool is_open = false;
    std::string words;  ///< in its field
    bool not_understood = false;
    bool fresh = true;  ///< its field has not had the keyboard yet
};

/// What panels remember between frames about themselves and nobody else needs to know.
struct PanelMemory {
    std::uint32_t revealed_selection = 0;  ///< selection that the list has scrolled to
    std::uint64_t gesture = 0;             ///< counts presses of the mouse button
    std::uint64_t revealed_revision = 0;   ///< state that the history has scrolled to
    FinderMemory finder;
    LayerRows layers;
    FileRows files;
    ScaleMemory scale;
    RectPx scale_button;  ///< in the status bar: the list stands above it
};

/// What a panel is given for one frame: const views of everything, and where to put its wishes.
struct Ui {
    const AppState& state;
    const Document* document;  ///< null while nothing is open
    const LayerAreas* areas;   ///< null until measured
    UiFonts& fonts;            ///< drawing text announces its characters
    const WindowLayout& layout;
    float scale;  ///< pixels per design pixel
    Commands& commands;
    std::vector<WidgetBox>& boxes;
    PanelMemory& memory;
    const tasks::Ruler* ruler;                         ///< null if there is none to be had
    const SnapIndex* snap;                             ///< null until built
    const Result<analysis::AuditReport>* audit;        ///< null until there
    const std::shared_ptr<Document>& shared_document;  ///< the same, for work beside the window
    ToolDesks& tools;                    ///< what works beside the window for the tools
    const Document* compared = nullptr;  ///< what is compared, once it is open

    [[nodiscard]] std::string_view text(Msg key) const { return parkatlas::text(key, state.lang); }
    [[nodiscard]] float px(float design_px) const { return design_px * scale; }
    [[nodiscard]] const model::Edits& edits() const { return state.history.present(); }
    /// For changes that go on while the mouse button is held: they are one step of the history.
    [[nodiscard]] std::uint64_t gesture() const { return memory.gesture; }
    [[nodiscard]] const cartography::MapScene* scene() const {
        return document != nullptr ? &document->scene : nullptr;
    }
    /// Notes where the last item stands, unless it is scrolled out of sight.
    void note_box(std::string name) const;
};

/// A window without frame that fills its rectangle. Pair with ImGui::End().
void begin_panel(const char* id, RectPx rect, draw::Color background, ImVec2 padding);

/// The rest of the panel, scrolled where its content is higher, with room beside the scroll bar.
/// Pair with ImGui::EndChild().
void begin_scrolled(const Ui& ui, const char* id);

// All text of the panels goes through these: they tell the font atlas what it must hold.
void text_at(const Ui& ui, ImDrawList* list, ImVec2 at, std::string_view utf8, ImFont* font,
             draw::Color color);
void text_line(const Ui& ui, std::string_view utf8);
void text_line(const Ui& ui, std::string_view utf8, ImFont* font, draw::Color color);
/// Broken into lines (text_layout.h); width 0: as wide as the space that is left.
void text_block(const Ui& ui, std::string_view utf8, ImFont* font, draw::Color color,
                float width_px = 0.0F);
/// One line at a place of the window, cut with "…" where it does not fit; the whole text is then
/// shown in a tooltip while the mouse is over it.
void text_elided_at(const Ui& ui, ImVec2 at, std::string_view utf8, ImFont* font, draw::Color color,
                    float width_px);
[[nodiscard]] float text_width(std::string_view utf8, ImFont* font);

/// Lines that `text_block` makes of it.
[[nodiscard]] std::size_t lines_of(std::string_view utf8, ImFont* font, float width_px);

/// In place of content: an icon, what is missing and what to do, in the middle of the room.
void empty_state(const Ui& ui, Icon icon, std::string_view title, std::string_view hint);

/// A caption above a group of controls.
void section_heading(const Ui& ui, std::string_view title);
/// A button of icon and words; empty words: the icon alone.
bool icon_button(const Ui& ui, const char* name, Icon icon, std::string_view words,
                 std::string_view tip);
/// The same, but it stays down while `on`.
bool toggle_button(const Ui& ui, const char* name, Icon icon, std::string_view words,
                   std::string_view tip, bool on);
/// A framed button over the whole width.
bool wide_button(const Ui& ui, const char* name, Icon icon, std::string_view words,
                 std::string_view tip);
/// A small square button without frame.
bool quiet_icon_button(const Ui& ui, const std::string& name, Icon icon, float side_px,
                       std::string_view tip);
/// A button of words alone; `strong`: the one that Enter means.
bool word_button(const Ui& ui, const char* name, std::string_view words, bool strong);
[[nodiscard]] float word_button_width(const Ui& ui, std::string_view words);
enum class Check : unsigned char { off, on, mixed };
bool check_box(const Ui& ui, const std::string& name, Check value);
/// Words on a coloured ground.
void badge(const Ui& ui, std::string_view words, draw::Color ground, draw::Color ink);
/// A box with rounded corners behind what is drawn while the object lives. Not nested.
class Card {
  public:
    Card(const Ui& ui, draw::Color ground, draw::Color line);
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
    [[nodiscard]] float inner_width_px() const;

  private:
    const Ui& ui_;
    draw::Color ground_, line_;
    ImVec2 top_left_;
    float width_px_;
};
/// A tooltip whose content is drawn while the object lives.
class TooltipFrame {
  public:
    explicit TooltipFrame(const Ui& ui);
    ~TooltipFrame();
    TooltipFrame(const TooltipFrame&) = delete;
    TooltipFrame& operator=(const TooltipFrame&) = delete;
};
/// Words that show while the mouse is over the last item.
void tooltip(const Ui& ui, std::string_view words);

/// What a double click on a feature asks for: the plan it leads to, else a closer look.
void enter_or_zoom(const Ui& ui, cartography::FeatureRef feature);

/// The colour in which the map draws a feature.
[[nodiscard]] draw::Color feature_color(const model::Layout& layout, std::size_t index);

}  // namespace parkatlas::app
