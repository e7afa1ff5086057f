// The attribute table in the drawer. It scrolls by rows of its own and not by ImGui's pixels: a
// million rows are more pixels than a float can tell apart.

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/drawer_tabs.h"
#include "app/layer_edits.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_parts.h"
#include "base/messages_tools.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

using analysis::FeatureTable;
using Memory = ToolMemory::Table;

constexpr float row_px = 28.0F;
constexpr float least_column_px = 56.0F;
constexpr float most_column_px = 300.0F;
constexpr std::size_t rows_looked_at = 200;
constexpr double rows_per_notch = 3.0;

struct Frame {
    const Ui& ui;
    const ShownTable& shown;
    Memory& memory;
    ImVec2 low, high;  ///< of the rows, scroll bars excluded
    float row_height;

    [[nodiscard]] const FeatureTable& table() const { return *shown.table; }
    [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return shown.answer.rows; }
    [[nodiscard]] std::size_t whole_rows() const {
        return static_cast<std::size_t>(std::max((high.y - low.y) / row_height, 1.0F));
    }
    [[nodiscard]] double last_top() const {
        const double rest =
            static_cast<double>(rows().size()) - static_cast<double>((high.y - low.y) / row_height);
        return std::max(std::ceil(rest), 0.0);
    }
};

// Wide enough for its head and for what stands in the first rows.
std::vector<float> widths_of(const Ui& ui, const ShownTable& shown) {
    const FeatureTable& table = *shown.table;
    std::vector<float> widths;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        float width = text_width(table.columns()[c].shown_name(), ui.fonts.small) + ui.px(22.0F);
        const std::size_t step = std::max<std::size_t>(table.rows() / rows_looked_at, 1);
        for (std::size_t r = 0; r < table.rows(); r += step) {
            width = std::max(width, text_width(table.words(r, c), ui.fonts.body));
        }
        widths.push_back(std::clamp(width / ui.scale + 22.0F, least_column_px, most_column_px));
    }
    return widths;
}

void forget_another_table(const Ui& ui, const ShownTable& shown, Memory& memory) {
    if (memory.of == shown.table.get()) return;
    memory.of = shown.table.get();
    memory.top_row = 0.0;
    memory.scroll_x_px = 0.0F;
    memory.anchor = memory.cursor = 0;
    memory.widths = widths_of(ui, shown);
}

// ---- selecting ----------------------------------------------------------------------------------

std::vector<std::uint32_t> rows_between(const Frame& frame, std::uint32_t a, std::uint32_t b) {
    const std::uint32_t first = std::min(a, b);
    const std::uint32_t last =
        std::min(std::max(a, b), static_cast<std::uint32_t>(frame.rows().size() - 1));
    return {frame.rows().begin() + first, frame.rows().begin() + last + 1};
}

void mark(const Frame& frame, std::uint32_t place, bool extend, bool toggle) {
    const std::uint32_t row = frame.rows()[place];
    frame.memory.cursor = place;
    if (extend) {
        frame.ui.commands.push_back(ToolCommand{
            MarkFeatures{frame.shown.layer, rows_between(frame, frame.memory.anchor, place), row}});
        return;
    }
    frame.memory.anchor = place;
    if (toggle) {
        frame.ui.commands.push_back(ToolCommand{ToggleMark{frame.shown.layer, row}});
    } else {
        frame.ui.commands.push_back(ToolCommand{MarkFeatures{frame.shown.layer, {row}, row}});
    }
}

void reveal(const Frame& frame, std::uint32_t place) {
    const auto at = static_cast<double>(place);
    const auto whole = static_cast<double>(frame.whole_rows());
    if (at < frame.memory.top_row) frame.memory.top_row = at;
    if (at > frame.memory.top_row + whole - 1.0) frame.memory.top_row = at - whole + 1.0;
}

// The marked rows in the order shown.
const Memory::Marks& marks(const Ui& ui, const ShownTable& shown) {
    Memory::Marks& known = ui.tools.memory.table.marks;
    const Marked& marked = ui.state.tools.marked;
    if (known.of == &shown && known.version == marked.version) return known;
    known = {&shown, marked.version, {}, 0.0};
    if (marked.layer != shown.layer) return known;
    for (const std::uint32_t row : marked.rows) {
        if (row < shown.place_of.size() && shown.place_of[row] != ShownTable::nowhere) {
            known.rows.push_back(shown.place_of[row]);
        }
    }
    std::sort(known.rows.begin(), known.rows.end());
    const auto column = shown.table->find("area_m2");
    for (std::uint32_t& place : known.rows) {
        place = shown.answer.rows[place];
        if (!column) continue;
        known.area_m2 += analysis::cell_number(shown.table->cell(place, *column)).value_or(0.0);
    }
    return known;
}

void copy_marked(const Ui& ui, const ShownTable& shown) {
    const std::vector<std::uint32_t>& rows = marks(ui, shown).rows;
    if (rows.empty()) return;
    ImGui::SetClipboardText(tasks::rows_as_tsv(*shown.table, rows).c_str());
}

void handle_keys(const Frame& frame) {
    for (const KeyPress press : std::exchange(frame.memory.keys, {})) {
        if (press.key == GLFW_KEY_C) {
            copy_marked(frame.ui, frame.shown);
            continue;
        }
        if (frame.rows().empty()) continue;
        const auto last = static_cast<std::int64_t>(frame.rows().size()) - 1;
        if (press.key == GLFW_KEY_A) {
            frame.ui.commands.push_back(ToolCommand{MarkFeatures{frame.shown.layer, frame.rows()}});
            continue;
        }
        const auto page = static_cast<std::int64_t>(frame.whole_rows());
        std::int64_t place = std::min<std::int64_t>(frame.memory.cursor, last);
        if (press.key == GLFW_KEY_UP) --place;
        if (press.key == GLFW_KEY_DOWN) ++place;
        if (press.key == GLFW_KEY_PAGE_UP) place -= page;
        if (press.key == GLFW_KEY_PAGE_DOWN) place += page;
        if (press.key == GLFW_KEY_HOME) place = 0;
        if (press.key == GLFW_KEY_END) place = last;
        const auto to = static_cast<std::uint32_t>(std::clamp<std::int64_t>(place, 0, last));
        mark(frame, to, (press.modifiers & GLFW_MOD_SHIFT) != 0, false);
        reveal(frame, to);
    }
}

// What was selected on the map comes into sight here.
void follow_selection(const Frame& frame) {
    const Marked& marked = frame.ui.state.tools.marked;
    if (frame.memory.revealed == marked.version) return;
    frame.memory.revealed = marked.version;
    if (marked.layer != frame.shown.layer || marked.rows.empty()) return;
    const auto& selected = frame.ui.state.map.selected;
    const bool is_here = selected && selected->layer == frame.shown.layer;
    const std::uint32_t row = is_here ? selected->index : marked.rows.front();
    if (row >= frame.shown.place_of.size()) return;
    const std::uint32_t place = frame.shown.place_of[row];
    if (place == ShownTable::nowhere) return;
    reveal(frame, place);
    frame.memory.cursor = place;
    if (marked.rows.size() == 1) frame.memory.anchor = place;
}

// ---- drawing ------------------------------------------------------------------------------------

// Left edges of the columns on the screen; one more for the end.
std::vector<float> edges_of(const Frame& frame) {
    std::vector<float> edges;
    float x = frame.low.x - frame.memory.scroll_x_px;
    for (const float width : frame.memory.widths) {
        edges.push_back(x);
        x += frame.ui.px(width);
    }
    edges.push_back(x);
    return edges;
}

void order_by(const Frame& frame, std::size_t column) {
    std::optional<analysis::RowOrder> order = frame.shown.question.order;
    if (!order || order->column != column) {
        order = analysis::RowOrder{column, false};
    } else if (!order->descending) {
        order->descending = true;
    } else {
        order.reset();
    }
    frame.ui.commands.push_back(ToolCommand{SetTableOrder{frame.shown.layer, order}});
}

void column_edge(const Frame& frame, std::size_t column, float x, float y, float height) {
    const Ui& ui = frame.ui;
    ImGui::SetCursorScreenPos({x - ui.px(4.0F), y});
    ImGui::InvisibleButton(fmt::format("table.edge.{}", column).c_str(), {ui.px(8.0F), height});
    if (ImGui::IsItemActive()) {
        float& width = frame.memory.widths[column];
        width = std::max(width + ImGui::GetIO().MouseDelta.x / ui.scale, least_column_px / 2.0F);
    }
    if (ImGui::IsItemActive() || ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    }
}

void sort_arrow(const Frame& frame, float x, float y, bool down) {
    const Ui& ui = frame.ui;
    const float half = ui.px(3.5F);
    const float rise = down ? half : -half;
    ImGui::GetWindowDrawList()->AddTriangleFilled({x - half, y - rise / 2.0F},
                                                  {x + half, y - rise / 2.0F}, {x, y + rise},
                                                  theme::packed(theme::accent));
}

void head(const Frame& frame, const std::vector<float>& edges, float top, float height) {
    const Ui& ui = frame.ui;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({frame.low.x, top}, {frame.high.x, top + height},
                        theme::packed(theme::paper));
    list->PushClipRect({frame.low.x, top}, {frame.high.x, top + height}, true);
    const auto& order = frame.shown.question.order;
    for (std::size_t c = 0; c + 1 < edges.size(); ++c) {
        if (edges[c + 1] < frame.low.x || edges[c] > frame.high.x) continue;
        const analysis::TableColumn& column = frame.table().columns()[c];
        const float left = std::max(edges[c] + ui.px(4.0F), frame.low.x);
        const float right = std::min(edges[c + 1] - ui.px(4.0F), frame.high.x);
        if (right - left > 1.0F) {
            ImGui::SetCursorScreenPos({left, top});
            const std::string name = "table.head." + column.name;
            if (ImGui::InvisibleButton(name.c_str(), {right - left, height})) order_by(frame, c);
            ui.note_box(name);
            if (ImGui::IsItemHovered()) {
                list->AddRectFilled({edges[c], top}, {edges[c + 1], top + height},
                                    theme::packed(theme::hover));
            }
        }
        const bool ordered = order && order->column == c;
        const float room = edges[c + 1] - edges[c] - ui.px(ordered ? 30.0F : 16.0F);
        const float width = std::min(text_width(column.shown_name(), ui.fonts.small), room);
        const float x =
            column.is_number ? edges[c + 1] - ui.px(10.0F) - width : edges[c] + ui.px(10.0F);
        const float y = std::floor(top + (height - ui.fonts.small->FontSize) / 2.0F);
        text_elided_at(ui, {x, y}, column.shown_name(), ui.fonts.small,
                       ordered ? theme::accent_deep : theme::ink_soft, std::max(room, 1.0F));
        if (ordered) {
            sort_arrow(frame, column.is_number ? x - ui.px(9.0F) : x + width + ui.px(9.0F),
                       top + height / 2.0F, order->descending);
        }
        list->AddLine({edges[c + 1] - 0.5F, top + ui.px(6.0F)},
                      {edges[c + 1] - 0.5F, top + height - ui.px(6.0F)},
                      theme::packed(theme::line));
    }
    list->PopClipRect();
    for (std::size_t c = 0; c + 1 < edges.size(); ++c) {
        if (edges[c + 1] > frame.low.x && edges[c + 1] < frame.high.x + ui.px(4.0F)) {
            column_edge(frame, c, edges[c + 1], top, height);
        }
    }
    list->AddLine({frame.low.x, top + height - 0.5F}, {frame.high.x, top + height - 0.5F},
                  theme::packed(theme::line));
}

void row_cells(const Frame& frame, const std::vector<float>& edges, std::uint32_t row, float top) {
    const Ui& ui = frame.ui;
    const float y = std::floor(top + (frame.row_height - ui.fonts.body->FontSize) / 2.0F);
    for (std::size_t c = 0; c + 1 < edges.size(); ++c) {
        if (edges[c + 1] < frame.low.x || edges[c] > frame.high.x) continue;
        const std::string words = frame.table().words(row, c);
        if (words.empty()) continue;
        const float room = std::max(edges[c + 1] - edges[c] - ui.px(20.0F), 1.0F);
        const bool number = frame.table().columns()[c].is_number;
        const float width = number ? std::min(text_width(words, ui.fonts.body), room) : 0.0F;
        const float x = number ? edges[c + 1] - ui.px(10.0F) - width : edges[c] + ui.px(10.0F);
        text_elided_at(ui, {x, y}, words, ui.fonts.body, theme::ink, room);
    }
}

void rows(const Frame& frame, const std::vector<float>& edges) {
    const Ui& ui = frame.ui;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->PushClipRect(frame.low, frame.high, true);
    const Marked& marked = ui.state.tools.marked;
    const float right = std::min(edges.back(), frame.high.x);
    const auto first = static_cast<std::size_t>(frame.memory.top_row);
    const std::size_t end = std::min(first + frame.whole_rows() + 2, frame.rows().size());
    for (std::size_t place = first; place < end; ++place) {
        const float top = frame.low.y + static_cast<float>(place - first) * frame.row_height;
        const float bottom = std::min(top + frame.row_height, frame.high.y);
        if (bottom - top < 1.0F) break;
        const std::uint32_t row = frame.rows()[place];
        ImGui::SetCursorScreenPos({frame.low.x, top});
        const std::string name = fmt::format("table.row.{}", place - first);
        ImGui::InvisibleButton(name.c_str(), {std::max(right - frame.low.x, 1.0F), bottom - top});
        ui.note_box(name);
        if (ImGui::IsItemClicked()) {
            const ImGuiIO& io = ImGui::GetIO();
            mark(frame, static_cast<std::uint32_t>(place), io.KeyShift, io.KeyCtrl);
            frame.memory.has_keys = true;
        }
        const bool hovered = ImGui::IsItemHovered();
        if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            ui.commands.push_back(ZoomToFeature{{frame.shown.layer, row}});
        }
        const bool chosen = marked.holds(frame.shown.layer, row);
        if (chosen || hovered) {
            list->AddRectFilled({frame.low.x, top}, {right, bottom},
                                theme::packed(chosen ? theme::accent_pale : theme::hover));
        }
        list->AddLine({frame.low.x, top + frame.row_height - 0.5F},
                      {right, top + frame.row_height - 0.5F},
                      theme::packed(theme::line.with_alpha(110)));
        row_cells(frame, edges, row, top);
    }
    list->PopClipRect();
}

void scroll_bar(const Frame& frame, float x, float width) {
    const Ui& ui = frame.ui;
    const double last = frame.last_top();
    frame.memory.top_row = std::clamp(frame.memory.top_row, 0.0, last);
    if (last <= 0.0) return;
    const float height = frame.high.y - frame.low.y;
    const double share =
        static_cast<double>(height / frame.row_height) / static_cast<double>(frame.rows().size());
    const float thumb = std::max(height * static_cast<float>(share), ui.px(28.0F));
    ImGui::SetCursorScreenPos({x, frame.low.y});
    ImGui::InvisibleButton("table.scroll", {width, height});
    ui.note_box("table.scroll");
    const float mouse = ImGui::GetIO().MousePos.y;
    float at = frame.low.y + (height - thumb) * static_cast<float>(frame.memory.top_row / last);
    if (ImGui::IsItemActivated()) {
        const bool on_thumb = mouse >= at && mouse < at + thumb;
        frame.memory.scrollbar_held_px = on_thumb ? mouse - at : thumb / 2.0F;
    }
    if (ImGui::IsItemActive()) {
        const float room = std::max(height - thumb, 1.0F);
        const float to = (mouse - frame.memory.scrollbar_held_px - frame.low.y) / room;
        frame.memory.top_row = std::round(last * static_cast<double>(std::clamp(to, 0.0F, 1.0F)));
        at = frame.low.y + (height - thumb) * static_cast<float>(frame.memory.top_row / last);
    }
    const bool strong = ImGui::IsItemActive() || ImGui::IsItemHovered();
    ImGui::GetWindowDrawList()->AddRectFilled(
        {x + ui.px(3.0F), at}, {x + width - ui.px(3.0F), at + thumb},
        theme::packed(strong ? theme::ink_faint : theme::line), ui.px(4.0F));
}

void scroll_sideways(const Frame& frame, float y, float height) {
    const Ui& ui = frame.ui;
    float all = 0.0F;
    for (const float width : frame.memory.widths) all += ui.px(width);
    const float room = frame.high.x - frame.low.x;
    const float last = std::max(all - room, 0.0F);
    frame.memory.scroll_x_px = std::clamp(frame.memory.scroll_x_px, 0.0F, last);
    if (last <= 0.0F) return;
    const float thumb = std::max(room * room / all, ui.px(40.0F));
    ImGui::SetCursorScreenPos({frame.low.x, y});
    ImGui::InvisibleButton("table.scroll_x", {room, height});
    ui.note_box("table.scroll_x");
    if (ImGui::IsItemActive()) {
        frame.memory.scroll_x_px =
            std::clamp(frame.memory.scroll_x_px +
                           ImGui::GetIO().MouseDelta.x * last / std::max(room - thumb, 1.0F),
                       0.0F, last);
    }
    const float at = frame.low.x + (room - thumb) * frame.memory.scroll_x_px / last;
    const bool strong = ImGui::IsItemActive() || ImGui::IsItemHovered();
    ImGui::GetWindowDrawList()->AddRectFilled(
        {at, y + ui.px(3.0F)}, {at + thumb, y + height - ui.px(3.0F)},
        theme::packed(strong ? theme::ink_faint : theme::line), ui.px(4.0F));
}

void wheel(const Frame& frame, float top) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                      ImGui::IsMouseHoveringRect({frame.low.x, top},
                                                 {frame.high.x + frame.ui.px(14.0F), frame.high.y});
    if (!over) {
        if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) frame.memory.has_keys = false;
        return;
    }
    if (io.KeyShift || io.MouseWheelH != 0.0F) {
        const float step = io.MouseWheelH != 0.0F ? -io.MouseWheelH : -io.MouseWheel;
        frame.memory.scroll_x_px += step * frame.ui.px(60.0F);
    } else if (io.MouseWheel != 0.0F) {
        frame.memory.top_row -= rows_per_notch * static_cast<double>(io.MouseWheel);
    }
}

// ---- above the rows -----------------------------------------------------------------------------

std::string table_name(const Ui& ui, int layer) {
    if (layer < 0) return std::string{ui.text(msg::tools_table_of_scheme)};
    return layer_title(ui.edits(), *ui.document, layer);
}

// Which table, where there is more than one.
float chooser(const Ui& ui, int layer, float x, float y) {
    const bool scheme = ui.document->layout() != nullptr;
    std::vector<int> tables = listed_layers(ui.edits(), *ui.document);
    if (scheme) tables.insert(tables.begin(), -1);
    if (tables.size() < 2) return 0.0F;
    const float width = ui.px(170.0F);
    ImGui::SetCursorScreenPos({x, y});
    ImGui::SetNextItemWidth(width);
    const std::string now = table_name(ui, layer);
    ui.fonts.need(now);
    if (ImGui::BeginCombo("##table.layer", now.c_str())) {
        for (const int i : tables) {
            const std::string name = table_name(ui, i);
            ui.fonts.need(name);
            ImGui::PushID(i);
            if (ImGui::Selectable(name.c_str(), i == layer)) {
                ui.commands.push_back(ToolCommand{ShowTable{i}});
            }
            ImGui::PopID();
        }
        ImGui::EndCombo();
    }
    ui.note_box("table.layer");
    return width + ui.px(8.0F);
}

// A line under the part of the expression that is wrong, and what is wrong with it below.
void filter_problem(const Ui& ui, const analysis::FilterError& problem, const std::string& filter,
                    ImVec2 field, float width, float height) {
    const std::size_t at = std::min(problem.at, filter.size());
    const std::size_t length = std::min(problem.length, filter.size() - at);
    const float x =
        field.x + ui.px(10.0F) + text_width(std::string_view{filter}.substr(0, at), ui.fonts.body);
    const float under = std::max(
        text_width(std::string_view{filter}.substr(at, length), ui.fonts.body), ui.px(8.0F));
    const float right = field.x + width - ui.px(4.0F);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({std::min(x, right - ui.px(8.0F)), field.y + height - ui.px(4.0F)},
                        {std::min(x + under, right), field.y + height - ui.px(1.5F)},
                        theme::packed(theme::alarm_ink));
}

std::string count_words(const Ui& ui, const ShownTable& shown) {
    const std::string all = grouped(static_cast<double>(shown.table->rows()), 0);
    if (shown.answer.rows.size() == shown.table->rows()) {
        return fmt::format(fmt::runtime(ui.text(msg::tools_table_count)), all);
    }
    return fmt::format(fmt::runtime(ui.text(msg::tools_table_count_of)),
                       grouped(static_cast<double>(shown.answer.rows.size()), 0), all);
}

std::string marked_words(const Ui& ui, const ShownTable& shown) {
    const Memory::Marks& known = marks(ui, shown);
    if (known.rows.empty()) return {};
    const std::string count = grouped(static_cast<double>(known.rows.size()), 0);
    if (!shown.table->find("area_m2") || known.rows.size() < 2) {
        return fmt::format(fmt::runtime(ui.text(msg::tools_table_marked)), count);
    }
    return fmt::format(fmt::runtime(ui.text(msg::tools_table_marked_area)), count,
                       format_area_number(known.area_m2, AreaUnit::mu));
}

void zoom_to_marked(const Ui& ui, const ShownTable& shown) {
    geo::Box box;
    for (const std::uint32_t row : marks(ui, shown).rows) {
        box.add(ui.scene()->feature_extent({shown.layer, row}));
    }
    ui.commands.push_back(LookAt{box});
}

float button(const Ui& ui, const char* name, Icon icon, Msg tip, bool possible, float x, float y,
             bool& clicked) {
    ImGui::SetCursorScreenPos({x, y});
    if (!possible) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.35F);
    clicked = icon_button(ui, name, icon, {}, ui.text(tip)) && possible;
    if (!possible) ImGui::PopStyleVar();
    return ui.px(34.0F);
}

// Which table, filter, counts, and what can be done with the rows; `shown` may be null.
void bar(const Ui& ui, int layer, const ShownTable* shown, ImVec2 top, float right) {
    Memory& memory = ui.tools.memory.table;
    float x = top.x + ui.px(10.0F);
    const float y = top.y + ui.px(5.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(10.0F), ui.px(5.0F)});
    x += chooser(ui, layer, x, y);
    const auto look = ui.state.tools.tables.find(layer);
    std::string filter = look != ui.state.tools.tables.end() ? look->second.filter : std::string{};
    const float width = std::clamp((right - x) * 0.5F, ui.px(160.0F), ui.px(520.0F));
    ImGui::SetCursorScreenPos({x, y});
    ImGui::SetNextItemWidth(width);
    if (ImGui::InputTextWithHint("##table.filter", ui.text(msg::tools_table_filter_hint).data(),
                                 &filter)) {
        ui.fonts.need(filter);
        ui.commands.push_back(ToolCommand{SetTableFilter{layer, filter}});
    }
    ui.note_box("table.filter");
    ImGui::PopStyleVar();
    const bool problem = shown != nullptr && shown->answer.problem.has_value();
    if (!problem) tooltip(ui, ui.text(msg::tools_table_filter_tip));
    const ImVec2 field = ImGui::GetItemRectMin();
    const float height = ImGui::GetItemRectSize().y;
    if (problem) filter_problem(ui, *shown->answer.problem, filter, field, width, height);
    x += width + ui.px(4.0F);
    if (!filter.empty()) {
        ImGui::SetCursorScreenPos({x, y + ui.px(2.0F)});
        if (quiet_icon_button(ui, "table.clear_filter", Icon::close, ui.px(24.0F),
                              ui.text(msg::tools_table_clear_filter))) {
            ui.commands.push_back(ToolCommand{SetTableFilter{layer, {}}});
        }
    }
    x += ui.px(32.0F);
    if (shown == nullptr) return;
    const bool any_marked = !marks(ui, *shown).rows.empty();
    float tools = right - ui.px(3.0F * 34.0F + 6.0F);
    const float words_room = tools - x - ui.px(10.0F);
    bool clicked = false;
    tools += button(ui, "table.zoom", Icon::locate, msg::tools_table_zoom_tip, any_marked, tools,
                    y - ui.px(2.0F), clicked);
    if (clicked) zoom_to_marked(ui, *shown);
    tools += button(ui, "table.copy", Icon::copy, msg::tools_table_copy_tip, any_marked, tools,
                    y - ui.px(2.0F), clicked);
    if (clicked) copy_marked(ui, *shown);
    button(ui, "table.export", Icon::save, msg::tools_table_export_tip, !shown->answer.rows.empty(),
           tools, y - ui.px(2.0F), clicked);
    if (clicked) memory.export_open = true;
    const float line = std::floor(y + (height - ui.fonts.small->FontSize) / 2.0F);
    if (problem) {
        text_elided_at(ui, {x, line}, shown->answer.problem->what, ui.fonts.small, theme::alarm_ink,
                       std::max(words_room, 1.0F));
        return;
    }
    std::string words = count_words(ui, *shown);
    if (const std::string marked = marked_words(ui, *shown); !marked.empty()) {
        words += "  ·  " + marked;
    }
    if (ui.tools.table.busy()) words = ui.text(msg::tools_table_working);
    text_elided_at(ui, {x, line}, words, ui.fonts.small, theme::ink_soft,
                   std::max(words_room, 1.0F));
}

}  // namespace

void draw_table(const Ui& ui) {
    const std::optional<int> layer = shown_table(ui.state, *ui.document);
    if (!layer) {
        empty_state(ui, Icon::table, ui.text(msg::tools_table_empty),
                    ui.text(msg::tools_table_empty_hint));
        return;
    }
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const ShownTable* shown = ui.tools.table.shown(ui.document, *layer);
    bar(ui, *layer, shown, top, top.x + room.x);
    if (is_held_in_part(*ui.document, *layer)) {
        ImGui::SetCursorScreenPos({top.x, top.y + ui.px(42.0F)});
        empty_state(ui, Icon::warning, ui.text(msg::parts_tool), ui.text(msg::parts_table_hint));
        return;
    }
    if (shown == nullptr) return;
    Memory& memory = ui.tools.memory.table;
    forget_another_table(ui, *shown, memory);
    const float head_top = top.y + ui.px(42.0F);
    const float head_height = ui.px(27.0F);
    const float scroll = ui.px(14.0F);
    const Frame frame{ui,
                      *shown,
                      memory,
                      {top.x, head_top + head_height},
                      {top.x + room.x - scroll, top.y + room.y - scroll},
                      std::round(ui.px(row_px))};
    if (frame.high.y - frame.low.y < frame.row_height) return;
    wheel(frame, head_top);
    handle_keys(frame);
    follow_selection(frame);
    scroll_sideways(frame, frame.high.y, scroll);
    scroll_bar(frame, frame.high.x, scroll);
    const std::vector<float> edges = edges_of(frame);
    head(frame, edges, head_top, head_height);
    if (frame.rows().empty()) {
        ImGui::SetCursorScreenPos(frame.low);
        empty_state(ui, Icon::search, ui.text(msg::tools_table_none),
                    ui.text(msg::tools_table_none_hint));
        return;
    }
    rows(frame, edges);
}

}  // namespace parkatlas::app
