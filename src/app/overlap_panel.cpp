// Which features share ground: a list and a matrix; a click looks at the shared ground and hatches
// it on the map.

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>
#include <imgui.h>

#include "app/drawer_tabs.h"
#include "app/layer_edits.h"
#include "app/panels.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_app.h"
#include "base/messages_parts.h"
#include "base/messages_tools.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

constexpr std::size_t most_matrix_features = 400;

std::string name_in(const Ui& ui, int layer, std::uint32_t feature) {
    if (layer != county_layer) {
        return feature_name(*ui.document, {layer, feature}, ui.state.lang);
    }
    const model::Layer& counties = *ui.scene()->content().counties;
    if (!counties.names[feature]) return counties.feature_label(feature);
    return unit_name(*ui.document, *counties.names[feature], ui.state.lang);
}

// What the plan's own structure explains: a sector inside its core, a park inside a belt.
const analysis::AuditOverlap* audit_of(const Ui& ui, const OverlapView& view,
                                       const OverlapPair& pair) {
    if (ui.audit == nullptr || !*ui.audit || view.sides.a != -1 || view.sides.b) return nullptr;
    const std::string a = feature_id(*ui.document, {-1, pair.a});
    const std::string b = feature_id(*ui.document, {-1, pair.b});
    for (const analysis::AuditOverlap& one : (*ui.audit)->overlaps) {
        if (model::id_text(one.row.a.id) == a && model::id_text(one.row.b.id) == b) return &one;
    }
    return nullptr;
}

void choose(const Ui& ui, const OverlapView& view, const OverlapPair& pair) {
    ui.commands.push_back(ToolCommand{ChooseOverlap{ChosenOverlap{view.sides, pair.a, pair.b}}});
    const int layer_b = view.sides.b.value_or(view.sides.a);
    if (view.sides.a != county_layer) {
        ui.commands.push_back(SelectFeature{{view.sides.a, pair.a}});
    } else if (layer_b != county_layer) {
        ui.commands.push_back(SelectFeature{{layer_b, pair.b}});
    }
}

bool is_chosen(const Ui& ui, const OverlapView& view, const OverlapPair& pair) {
    return ui.state.tools.overlap == ChosenOverlap{view.sides, pair.a, pair.b};
}

// ---- which layers -------------------------------------------------------------------------------

std::string side_name(const Ui& ui, const std::optional<int>& layer) {
    if (!layer) return std::string{ui.text(msg::tools_overlap_itself)};
    if (*layer == county_layer) return std::string{ui.text(msg::tools_sketch_counties)};
    if (*layer < 0) return std::string{ui.text(msg::tools_table_of_scheme)};
    return layer_title(ui.edits(), *ui.document, *layer);
}

std::vector<int> all_sides(const Ui& ui) {
    std::vector<int> sides;
    if (ui.document->layout() != nullptr) sides.push_back(-1);
    std::ranges::copy(listed_layers(ui.edits(), *ui.document), std::back_inserter(sides));
    if (ui.scene()->content().counties) sides.push_back(county_layer);
    return sides;
}

void side_combo(const Ui& ui, const char* id, const std::optional<int>& now,
                const std::vector<std::optional<int>>& choices,
                const std::function<void(std::optional<int>)>& take) {
    const std::string words = side_name(ui, now);
    ui.fonts.need(words);
    ImGui::SetNextItemWidth(ui.px(160.0F));
    if (ImGui::BeginCombo(id, words.c_str())) {
        for (const std::optional<int>& choice : choices) {
            const std::string name = side_name(ui, choice);
            ui.fonts.need(name);
            ImGui::PushID(choice.value_or(1'000'000));
            if (ImGui::Selectable(name.c_str(), choice == now)) take(choice);
            ImGui::PopID();
        }
        ImGui::EndCombo();
    }
    ui.note_box(id);
}

void bar(const Ui& ui, const OverlapSides& sides, const OverlapView* view, ImVec2 top,
         float right) {
    ImGui::SetCursorScreenPos({top.x + ui.px(12.0F), top.y + ui.px(5.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(10.0F), ui.px(5.0F)});
    std::vector<std::optional<int>> of_a;
    std::vector<std::optional<int>> of_b{std::nullopt};
    for (const int side : all_sides(ui)) {
        if (side != county_layer) of_a.emplace_back(side);
        if (side != sides.a) of_b.emplace_back(side);
    }
    side_combo(ui, "##overlap.a", sides.a, of_a, [&](std::optional<int> a) {
        ui.commands.push_back(
            ToolCommand{SetOverlapSides{{*a, sides.b == a ? std::nullopt : sides.b}}});
    });
    ImGui::SameLine(0.0F, ui.px(8.0F));
    text_line(ui, "×", ui.fonts.body, theme::ink_soft);
    ImGui::SameLine(0.0F, ui.px(8.0F));
    side_combo(ui, "##overlap.b", sides.b, of_b, [&](std::optional<int> b) {
        ui.commands.push_back(ToolCommand{SetOverlapSides{{sides.a, b}}});
    });
    ImGui::PopStyleVar();
    std::string words;
    const bool in_part = is_held_in_part(*ui.document, sides.a) ||
                         is_held_in_part(*ui.document, sides.b.value_or(sides.a));
    if (in_part) {
        words.clear();
    } else if (view == nullptr) {
        words = ui.text(msg::tools_overlap_working);
    } else if (view->problem.empty()) {
        words = fmt::format(fmt::runtime(ui.text(msg::tools_overlap_count)),
                            grouped(static_cast<double>(view->pairs.size()), 0),
                            format_area_number(view->total_m2, AreaUnit::mu));
    }
    const ImVec2 after = ImGui::GetItemRectMax();
    const float modes = right - ui.px(92.0F);
    text_elided_at(ui, {after.x + ui.px(16.0F), top.y + ui.px(12.0F)}, words, ui.fonts.small,
                   theme::ink_soft, std::max(modes - after.x - ui.px(30.0F), 1.0F));
    ImGui::SetCursorScreenPos({modes, top.y + ui.px(2.0F)});
    const bool matrix = ui.state.tools.overlap_matrix;
    if (toggle_button(ui, "overlap.list", Icon::list, {}, ui.text(msg::tools_overlap_list),
                      !matrix)) {
        ui.commands.push_back(ToolCommand{ShowOverlapMatrix{false}});
    }
    ImGui::SameLine(0.0F, ui.px(2.0F));
    if (toggle_button(ui, "overlap.matrix", Icon::table, {}, ui.text(msg::tools_overlap_matrix),
                      matrix)) {
        ui.commands.push_back(ToolCommand{ShowOverlapMatrix{true}});
    }
}

// ---- the list -----------------------------------------------------------------------------------

struct Columns {
    float a, b, area_right, mu_right, share_a_right, share_b_right, note;
};

Columns columns_for(const Ui& ui, float left, float right) {
    Columns at{};
    at.note = right - ui.px(96.0F);
    at.share_b_right = at.note - ui.px(18.0F);
    at.share_a_right = at.share_b_right - ui.px(78.0F);
    at.mu_right = at.share_a_right - ui.px(78.0F);
    at.area_right = at.mu_right - ui.px(110.0F);
    const float names = (at.area_right - ui.px(92.0F) - left) / 2.0F;
    at.a = left;
    at.b = left + names;
    return at;
}

void list_head(const Ui& ui, const Columns& at, const OverlapSides& sides, float left, float right,
               float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto put = [&](float x, std::string_view words, bool flush_right) {
        text_at(ui, list, {flush_right ? x - text_width(words, ui.fonts.small) : x, y}, words,
                ui.fonts.small, theme::ink_soft);
    };
    const float names = at.b - at.a - ui.px(12.0F);
    text_elided_at(ui, {at.a, y}, "A  " + side_name(ui, sides.a), ui.fonts.small, theme::ink_soft,
                   names);
    text_elided_at(ui, {at.b, y}, "B  " + side_name(ui, sides.b.value_or(sides.a)), ui.fonts.small,
                   theme::ink_soft, names);
    put(at.area_right, unit_symbol(AreaUnit::km2, ui.state.lang), true);
    put(at.mu_right, unit_symbol(AreaUnit::mu, ui.state.lang), true);
    put(at.share_a_right, ui.text(msg::app_share_of_a), true);
    put(at.share_b_right, ui.text(msg::app_share_of_b), true);
    list->AddLine({left, y + ui.px(20.0F)}, {right, y + ui.px(20.0F)}, theme::packed(theme::line));
}

void list_row(const Ui& ui, const OverlapView& view, std::size_t index, const Columns& at,
              float left, float right) {
    const OverlapPair& pair = view.pairs[index];
    const float height = ui.px(31.0F);
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({left - ui.px(8.0F), top.y});
    const std::string name = fmt::format("overlap.{}", index);
    if (ImGui::InvisibleButton(name.c_str(), {right - left + ui.px(16.0F), height})) {
        choose(ui, view, pair);
    }
    ui.note_box(name);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool chosen = is_chosen(ui, view, pair);
    if (chosen || ImGui::IsItemHovered()) {
        list->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                            theme::packed(chosen ? theme::accent_pale : theme::hover), ui.px(5.0F));
    }
    ImGui::SetCursorScreenPos({top.x, top.y + height});
    ImGui::Dummy({1.0F, 0.0F});
    const float y = std::floor(top.y + (height - ui.fonts.body->FontSize) / 2.0F);
    const float names = at.b - at.a - ui.px(12.0F);
    text_elided_at(ui, {at.a, y}, name_in(ui, view.sides.a, pair.a), ui.fonts.body, theme::ink,
                   names);
    text_elided_at(ui, {at.b, y}, name_in(ui, view.sides.b.value_or(view.sides.a), pair.b),
                   ui.fonts.body, theme::ink, names);
    const auto put = [&](float x, const std::string& words) {
        text_at(ui, list, {x - text_width(words, ui.fonts.body), y}, words, ui.fonts.body,
                theme::ink);
    };
    put(at.area_right, format_area_number(pair.area_m2, AreaUnit::km2));
    put(at.mu_right, format_area_number(pair.area_m2, AreaUnit::mu));
    put(at.share_a_right, fmt::format("{:.1f}%", pair.share_of_a * 100.0));
    put(at.share_b_right, fmt::format("{:.1f}%", pair.share_of_b * 100.0));
    if (const analysis::AuditOverlap* one = audit_of(ui, view, pair)) {
        const Msg note = one->nested    ? msg::app_overlap_nested
                         : one->implied ? msg::app_overlap_implied
                                        : msg::app_overlap_unexpected;
        text_at(ui, list, {at.note, y + ui.px(1.0F)}, ui.text(note), ui.fonts.small,
                one->implied ? theme::ink_faint : theme::warning_ink);
    }
}

void pair_list(const Ui& ui, const OverlapView& view, ImVec2 top, float width) {
    const float left = top.x + ui.px(18.0F);
    const float right = top.x + width - ui.px(26.0F);
    const Columns at = columns_for(ui, left, right);
    list_head(ui, at, view.sides, left, right, top.y + ui.px(4.0F));
    ImGui::SetCursorScreenPos({top.x, top.y + ui.px(27.0F)});
    ImGui::BeginChild("overlap.rows", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(view.pairs.size()), ui.px(31.0F));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            list_row(ui, view, static_cast<std::size_t>(i), at, left, right);
        }
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

// ---- the matrix ---------------------------------------------------------------------------------

draw::Color cell_color(double share) {
    // From pale to deep: the eye tells small shares apart better than large ones.
    const auto step = static_cast<float>(std::sqrt(std::clamp(share, 0.0, 1.0)));
    const auto mix = [&](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(
            static_cast<float>(from) + (static_cast<float>(to) - static_cast<float>(from)) * step);
    };
    const draw::Color pale = theme::accent_pale;
    const draw::Color deep = theme::accent;
    return {mix(pale.r, deep.r), mix(pale.g, deep.g), mix(pale.b, deep.b)};
}

// ImGui sets text level; its letters are turned afterwards.
void slanted_text(const Ui& ui, ImDrawList* list, ImVec2 at, std::string_view words,
                  float degrees) {
    const int before = list->VtxBuffer.Size;
    text_at(ui, list, at, words, ui.fonts.small, theme::ink);
    const float angle = -degrees * 3.14159265F / 180.0F;
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    for (int i = before; i < list->VtxBuffer.Size; ++i) {
        ImVec2& p = list->VtxBuffer[i].pos;
        const float dx = p.x - at.x;
        const float dy = p.y - at.y;
        p = {at.x + dx * c - dy * s, at.y + dx * s + dy * c};
    }
}

std::string shortened(std::string_view words, ImFont* font, float width) {
    if (text_width(words, font) <= width) return std::string{words};
    std::string cut{words};
    while (!cut.empty() && text_width(cut + "…", font) > width) {
        while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0U) == 0x80U) {
            cut.pop_back();
        }
        if (!cut.empty()) cut.pop_back();
    }
    return cut + "…";
}

void cell(const Ui& ui, const OverlapView& view, const OverlapPair& pair, bool turned, ImVec2 low,
          ImVec2 high, const std::string& name) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const double share = turned ? pair.share_of_b : pair.share_of_a;
    list->AddRectFilled(low, high, theme::packed(cell_color(share)));
    ImGui::SetCursorScreenPos(low);
    if (ImGui::InvisibleButton(name.c_str(), {high.x - low.x, high.y - low.y})) {
        choose(ui, view, pair);
    }
    ui.note_box(name);
    const std::string words =
        share < 0.0005 ? "<0.1" : fmt::format("{:.{}f}", share * 100.0, share < 0.0995 ? 1 : 0);
    const float width = text_width(words, ui.fonts.small);
    text_at(ui, list,
            {std::floor((low.x + high.x - width) / 2.0F),
             std::floor((low.y + high.y - ui.fonts.small->FontSize) / 2.0F)},
            words, ui.fonts.small, share > 0.25 ? theme::paper : theme::ink);
    const bool chosen = is_chosen(ui, view, pair);
    if (chosen || ImGui::IsItemHovered()) {
        list->AddRect(low, high, theme::packed(chosen ? theme::marked : theme::ink), 0.0F, 0,
                      ui.px(2.0F));
    }
    if (ImGui::IsItemHovered()) {
        const TooltipFrame frame{ui};
        const int layer_b = view.sides.b.value_or(view.sides.a);
        text_line(ui, name_in(ui, view.sides.a, pair.a) + "  ×  " + name_in(ui, layer_b, pair.b),
                  ui.fonts.bold, theme::ink);
        text_line(ui, format_area(pair.area_m2, AreaUnit::mu, ui.state.lang) + "   " +
                          format_area(pair.area_m2, AreaUnit::km2, ui.state.lang));
        text_line(ui,
                  fmt::format(fmt::runtime(ui.text(msg::tools_overlap_shares)),
                              pair.share_of_a * 100.0, pair.share_of_b * 100.0),
                  ui.fonts.small, theme::ink_soft);
    }
}

void matrix(const Ui& ui, const OverlapView& view, ImVec2 top, ImVec2 room) {
    const std::size_t rows = std::min(view.rows.size(), most_matrix_features);
    const std::size_t columns = std::min(view.columns.size(), most_matrix_features);
    const float side_w = ui.px(46.0F);
    const float side_h = ui.px(27.0F);
    const float names = std::min(ui.px(210.0F), room.x * 0.35F);
    const float head = std::min(ui.px(86.0F), room.y * 0.42F);
    const int layer_b = view.sides.b.value_or(view.sides.a);
    ImGui::SetCursorScreenPos({top.x + names, top.y + head});
    ImGui::BeginChild("overlap.matrix.cells",
                      {room.x - names - ui.px(6.0F), room.y - head - ui.px(2.0F)}, false,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const float scroll_x = ImGui::GetScrollX();
    const float scroll_y = ImGui::GetScrollY();
    const ImVec2 view_low = ImGui::GetWindowPos();
    const ImVec2 view_high{view_low.x + ImGui::GetWindowWidth(),
                           view_low.y + ImGui::GetWindowHeight()};
    const auto first = [](float scroll, float side) {
        return static_cast<std::size_t>(std::max(scroll / side, 0.0F));
    };
    const auto end = [](float scroll, float extent, float side, std::size_t count) {
        return std::min(count, static_cast<std::size_t>((scroll + extent) / side) + 1);
    };
    const std::size_t first_row = first(scroll_y, side_h);
    const std::size_t end_row = end(scroll_y, view_high.y - view_low.y, side_h, rows);
    const std::size_t first_column = first(scroll_x, side_w);
    const std::size_t end_column = end(scroll_x, view_high.x - view_low.x, side_w, columns);
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::size_t r = first_row; r < end_row; ++r) {
        for (std::size_t c = first_column; c < end_column; ++c) {
            const ImVec2 low{origin.x + side_w * static_cast<float>(c),
                             origin.y + side_h * static_cast<float>(r)};
            const ImVec2 high{low.x + side_w - 1.0F, low.y + side_h - 1.0F};
            const std::uint32_t a = view.rows[r];
            const std::uint32_t b = view.columns[c];
            if (!view.sides.b && a == b) {
                list->AddRectFilled(low, high, theme::packed(theme::line.with_alpha(120)));
            } else if (const OverlapPair* pair = view.at(a, b)) {
                cell(ui, view, *pair, pair->a != a, low, high,
                     fmt::format("overlap.cell.{}.{}", r, c));
            } else {
                list->AddRectFilled(low, high, theme::packed(theme::paper));
            }
        }
    }
    ImGui::SetCursorScreenPos({origin.x + side_w * static_cast<float>(columns) + ui.px(70.0F),
                               origin.y + side_h * static_cast<float>(rows) + ui.px(4.0F)});
    ImGui::Dummy({1.0F, 1.0F});
    ImGui::EndChild();

    list = ImGui::GetWindowDrawList();
    list->PushClipRect({top.x, view_low.y}, {view_low.x, view_high.y}, true);
    for (std::size_t r = first_row; r < end_row; ++r) {
        const float y = origin.y + side_h * static_cast<float>(r) +
                        std::floor((side_h - ui.fonts.small->FontSize) / 2.0F);
        text_elided_at(ui, {top.x + ui.px(14.0F), y}, name_in(ui, view.sides.a, view.rows[r]),
                       ui.fonts.small, theme::ink, names - ui.px(22.0F));
    }
    list->PopClipRect();
    list->PushClipRect({view_low.x, top.y}, {top.x + room.x, view_low.y}, true);
    constexpr float slant = 38.0F;
    for (std::size_t c = first_column; c < end_column; ++c) {
        const ImVec2 at{origin.x + side_w * (static_cast<float>(c) + 0.3F),
                        view_low.y - ui.px(18.0F)};
        const std::string words = shortened(name_in(ui, layer_b, view.columns[c]), ui.fonts.small,
                                            (head - ui.px(22.0F)) / std::sin(slant * 0.0174533F));
        slanted_text(ui, list, at, words, slant);
    }
    list->PopClipRect();
    const bool cut = view.rows.size() > rows || view.columns.size() > columns;
    const std::string_view note =
        cut ? ui.text(msg::tools_overlap_matrix_cut) : ui.text(msg::tools_overlap_matrix_note);
    text_elided_at(ui, {top.x + ui.px(14.0F), top.y + head - ui.px(20.0F)}, note, ui.fonts.small,
                   theme::ink_faint, names - ui.px(20.0F));
}

}  // namespace

void draw_overlaps(const Ui& ui) {
    const std::optional<OverlapSides> sides = shown_sides(ui.state, *ui.document);
    if (!sides) {
        empty_state(ui, Icon::overlap, ui.text(msg::tools_table_empty),
                    ui.text(msg::tools_table_empty_hint));
        return;
    }
    const OverlapView* view = ui.tools.overlap.view(ui.document, *sides);
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    bar(ui, *sides, view, top, top.x + room.x);
    const ImVec2 below{top.x, top.y + ui.px(42.0F)};
    ImGui::SetCursorScreenPos(below);
    if (is_held_in_part(*ui.document, sides->a) ||
        is_held_in_part(*ui.document, sides->b.value_or(sides->a))) {
        empty_state(ui, Icon::warning, ui.text(msg::parts_tool), ui.text(msg::parts_overlap_hint));
        return;
    }
    if (view == nullptr) return;
    if (!view->problem.empty()) {
        empty_state(ui, Icon::warning, ui.text(msg::tools_overlap_failed),
                    view->problem.in(ui.state.lang));
    } else if (view->pairs.empty()) {
        empty_state(ui, Icon::overlap, ui.text(msg::app_no_overlaps),
                    ui.text(msg::tools_overlap_none_hint));
    } else if (ui.state.tools.overlap_matrix) {
        matrix(ui, *view, below, {room.x, room.y - ui.px(42.0F)});
    } else {
        pair_list(ui, *view, below, room.x);
    }
}

void draw_shared_ground(const Ui& ui, float px_per_mm) {
    const MarkedOutline* ground = ui.tools.overlap.ground(ui.document);
    if (ground == nullptr || ui.state.drawer != DrawerTab::overlaps) return;
    const RectPx& map = ui.layout.map;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({map.x, map.y}, {map.x + map.w, map.y + map.h});
    std::vector<std::vector<ImVec2>> rings;
    for (const std::vector<geo::MapXY>& ring : ground->rings) {
        std::vector<ImVec2>& places = rings.emplace_back();
        for (const geo::MapXY vertex : ring) {
            const draw::PaperMm mm = ui.state.camera.view().to_paper(vertex);
            places.push_back(
                {static_cast<float>(mm.x_mm) * px_per_mm, static_cast<float>(mm.y_mm) * px_per_mm});
        }
        list->AddPolyline(places.data(), static_cast<int>(places.size()),
                          theme::packed(theme::paper.with_alpha(210)), ImDrawFlags_Closed,
                          ui.px(4.0F));
        list->AddPolyline(places.data(), static_cast<int>(places.size()),
                          theme::packed(theme::marked), ImDrawFlags_Closed, ui.px(1.8F));
    }
    for (const HatchLine& line :
         hatch_lines(rings, {map.x, map.y}, {map.x + map.w, map.y + map.h}, ui.px(9.0F))) {
        list->AddLine(line.from, line.to, theme::packed(theme::marked.with_alpha(170)),
                      ui.px(1.2F));
    }
    list->PopClipRect();
}

}  // namespace parkatlas::app
