#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/drawer_tabs.h"
#include "app/indicator_table.h"
#include "app/theme.h"
#include "base/messages_app.h"

namespace parkatlas::app {
namespace {

// Left edges of the columns in screen coordinates; figures meet at their points.
struct Columns {
    float name, unit, base_point, target, target_point, bar, change_right, section, right;
};

struct Widths {
    float left = 0.0F, right = 0.0F;
    void add(const AlignedFigure& figure, ImFont* font) {
        left = std::max(left, text_width(figure.left, font));
        right = std::max(right, text_width(figure.right, font));
    }
};

Columns columns_for(const Ui& ui, const IndicatorTable& table, float left, float right) {
    Widths base;
    Widths target;
    float unit = text_width(ui.text(msg::app_indicator_unit), ui.fonts.small);
    float section = text_width(ui.text(msg::app_section), ui.fonts.small);
    float change = text_width(ui.text(msg::app_indicator_change), ui.fonts.small);
    for (const IndicatorGroup& group : table.groups) {
        for (const IndicatorRow& row : group.rows) {
            base.add(row.base, ui.fonts.body);
            if (!row.target_in_words) target.add(row.target, ui.fonts.bold);
            unit = std::max(unit, text_width(row.unit, ui.fonts.small));
            section = std::max(section, text_width(row.section, ui.fonts.small));
            change = std::max(change, text_width(row.change, ui.fonts.small));
        }
    }
    const float gap = ui.px(18.0F);
    const float year = text_width("2020", ui.fonts.small);
    base.left = std::max(base.left, year);
    target.left = std::max(target.left, year);
    Columns at{};
    at.right = right;
    at.section = right - section;
    at.change_right = at.section - gap;
    at.name = left;
    const float figures =
        unit + base.left + base.right + target.left + target.right + change + 5.0F * gap;
    const float room = at.change_right - left - figures;  // for the names and the bars
    const float names = std::floor(std::max(room * 0.58F, ui.px(120.0F)));
    at.unit = left + names + gap;
    at.base_point = at.unit + unit + gap + base.left;
    at.target = at.base_point + base.right + gap;
    at.target_point = at.target + target.left;
    at.bar = at.target_point + target.right + gap;
    return at;
}

float bar_right(const Ui& ui, const Columns& at, float change_width) {
    return std::max(at.change_right - change_width - ui.px(14.0F), at.bar + ui.px(24.0F));
}

void figure_at(const Ui& ui, ImDrawList* list, float point_x, float y, const AlignedFigure& figure,
               ImFont* font, draw::Color color) {
    text_at(ui, list, {point_x - text_width(figure.left, font), y}, figure.left, font, color);
    text_at(ui, list, {point_x, y}, figure.right, font, color);
}

void head(const Ui& ui, const IndicatorTable& table, const Columns& at) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = top.y + ui.px(6.0F);
    ImFont* font = ui.fonts.small;
    const auto put = [&](float x, std::string_view words) {
        text_at(ui, list, {x, y}, words, font, theme::ink_soft);
    };
    const auto put_right = [&](float x, std::string_view words) {
        put(x - text_width(words, font), words);
    };
    put(at.name, ui.text(msg::app_indicator_name));
    put(at.unit, ui.text(msg::app_indicator_unit));
    const auto year = [](const std::optional<int>& one) {
        return one ? fmt::format("{}", *one) : std::string{};
    };
    put_right(at.base_point, year(table.base_year));
    put_right(at.target_point, year(table.target_year));
    put_right(at.change_right, ui.text(msg::app_indicator_change));
    put(at.section, ui.text(msg::app_section));
    const float bottom = top.y + ui.px(28.0F);
    list->AddLine({at.name, bottom}, {at.right, bottom}, theme::packed(theme::line));
    ImGui::Dummy({at.right - at.name, ui.px(30.0F)});
}

// What was reached is dark, what is to be added pale; both from the same zero.
void bar(const Ui& ui, ImDrawList* list, const IndicatorRow& row, ImVec2 low, ImVec2 high) {
    const float width = high.x - low.x;
    const auto x = [&](double share) { return low.x + width * static_cast<float>(share); };
    const float radius = ui.px(3.0F);
    if (row.target_share) {
        list->AddRectFilled(low, {std::max(x(*row.target_share), low.x + 2.0F), high.y},
                            theme::packed(theme::bar_target), radius);
    }
    if (row.base_share && *row.base_share > 0.0) {
        list->AddRectFilled(low, {std::max(x(*row.base_share), low.x + 2.0F), high.y},
                            theme::packed(theme::accent), radius);
    }
    if (row.base_share && row.target_share && *row.target_share < *row.base_share) {
        const float at = x(*row.target_share);  // less is aimed at: a mark within the dark bar
        list->AddLine({at, low.y - ui.px(2.0F)}, {at, high.y + ui.px(2.0F)},
                      theme::packed(theme::note_ink), ui.px(2.0F));
    }
}

void years_below(const Ui& ui, ImDrawList* list, const IndicatorRow& row, const Columns& at,
                 float y) {
    const auto put = [&](float right, const std::string& year) {
        if (year.empty()) return;
        const std::string words =
            fmt::format(fmt::runtime(ui.text(msg::app_indicator_other_year)), year);
        text_at(ui, list, {right - text_width(words, ui.fonts.small), y}, words, ui.fonts.small,
                theme::note_ink);
    };
    put(at.base_point, row.base_year);
    put(at.target_point, row.target_year);
}

float table_row(const Ui& ui, const IndicatorRow& row, const Columns& at, float bar_end) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float names = at.unit - at.name - ui.px(10.0F);
    const std::string name =
        row.note == 0 ? row.name
                      : row.name + fmt::format(fmt::runtime(ui.text(msg::app_note_mark)), row.note);
    const bool two_years = !row.base_year.empty() || !row.target_year.empty();
    const float line = std::round(ui.fonts.body->FontSize * 1.45F);
    const float lines = static_cast<float>(lines_of(name, ui.fonts.body, names));
    const float height = std::max(
        std::max(lines * line, two_years ? ui.px(42.0F) : 0.0F) + ui.px(6.0F), ui.px(31.0F));
    const ImVec2 high = {at.right, top.y + height};
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(top, high)) {
        list->AddRectFilled({at.name - ui.px(8.0F), top.y}, {at.right + ui.px(8.0F), high.y},
                            theme::packed(theme::hover), ui.px(4.0F));
    }
    ImGui::SetCursorScreenPos({at.name, std::floor(top.y + (height - lines * line) / 2.0F)});
    text_block(ui, name, ui.fonts.body, theme::ink, names);

    const float figure_height = two_years ? ui.px(38.0F) : ui.fonts.body->FontSize;
    const float y = std::floor(top.y + (height - figure_height) / 2.0F);
    const float small_y = y + std::floor((ui.fonts.body->FontSize - ui.fonts.small->FontSize));
    text_at(ui, list, {at.unit, small_y}, row.unit, ui.fonts.small, theme::ink_soft);
    figure_at(ui, list, at.base_point, y, row.base, ui.fonts.body, theme::ink);
    if (two_years) years_below(ui, list, row, at, y + ui.px(22.0F));
    if (row.target_in_words) {
        text_elided_at(ui, {at.target, y}, row.target.whole(), ui.fonts.body, theme::ink,
                       at.change_right - at.target);
    } else {
        figure_at(ui, list, at.target_point, y, row.target, ui.fonts.bold, theme::ink);
        const float middle = std::floor(y + ui.fonts.body->FontSize / 2.0F) + 1.0F;
        bar(ui, list, row, {at.bar, middle - ui.px(6.0F)}, {bar_end, middle + ui.px(6.0F)});
        text_at(ui, list, {at.change_right - text_width(row.change, ui.fonts.small), small_y},
                row.change, ui.fonts.small, theme::ink_soft);
    }
    text_at(ui, list, {at.section, small_y}, row.section, ui.fonts.small, theme::ink_soft);
    ImGui::SetCursorScreenPos({top.x, high.y});
    ImGui::Dummy({1.0F, 0.0F});
    return height;
}

void bar_key(const Ui& ui, const IndicatorTable& table, float right, float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto entry = [&](const std::optional<int>& year, Msg words, draw::Color color) {
        const std::string label =
            year ? fmt::format(fmt::runtime(ui.text(words)), *year) : std::string{};
        right -= text_width(label, ui.fonts.small);
        text_at(ui, list, {right, y}, label, ui.fonts.small, theme::ink_soft);
        right -= ui.px(22.0F);
        list->AddRectFilled({right, y + ui.px(3.0F)}, {right + ui.px(16.0F), y + ui.px(12.0F)},
                            theme::packed(color), ui.px(2.0F));
        right -= ui.px(16.0F);
    };
    entry(table.target_year, msg::app_indicator_target_key, theme::bar_target);
    entry(table.base_year, msg::app_indicator_base_key, theme::accent);
}

}  // namespace

void draw_indicators(const Ui& ui) {
    const model::Layout* layout = ui.document->layout();
    if (layout == nullptr || layout->indicators.empty()) {
        empty_state(
            ui, Icon::chart, ui.text(msg::app_no_indicators),
            ui.text(layout == nullptr ? msg::app_no_layout_hint : msg::app_no_indicators_hint));
        return;
    }
    const IndicatorTable table = indicator_table(*layout, ui.state.lang);
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float left = top.x + ui.px(18.0F);
    const float right = top.x + ImGui::GetContentRegionAvail().x - ui.px(26.0F);
    text_elided_at(ui, {left, top.y + ui.px(8.0F)}, layout->document.title.in(ui.state.lang),
                   ui.fonts.small, theme::ink_soft, (right - left) * 0.62F);
    bar_key(ui, table, right, top.y + ui.px(8.0F));
    ImGui::SetCursorScreenPos({left, top.y + ui.px(28.0F)});
    const Columns at = columns_for(ui, table, left, right);
    head(ui, table, at);
    float change = 0.0F;
    for (const IndicatorGroup& group : table.groups) {
        for (const IndicatorRow& row : group.rows) {
            change = std::max(change, text_width(row.change, ui.fonts.small));
        }
    }
    ImGui::SetCursorScreenPos({top.x, ImGui::GetCursorScreenPos().y});
    ImGui::BeginChild("indicators.rows", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    for (const IndicatorGroup& group : table.groups) {
        if (!group.kind.empty()) {
            const ImVec2 line = ImGui::GetCursorScreenPos();
            text_at(ui, ImGui::GetWindowDrawList(), {at.name, line.y + ui.px(7.0F)},
                    fmt::format("{}  {}", group.kind, group.rows.size()), ui.fonts.small,
                    theme::accent_deep);
            ImGui::Dummy({1.0F, ui.px(26.0F)});
        }
        for (const IndicatorRow& row : group.rows) {
            table_row(ui, row, at, bar_right(ui, at, change));
        }
    }
    ImGui::Dummy({0.0F, ui.px(6.0F)});
    for (std::size_t i = 0; i < table.notes.size(); ++i) {
        ImGui::SetCursorScreenPos({at.name, ImGui::GetCursorScreenPos().y});
        text_block(ui,
                   fmt::format(fmt::runtime(ui.text(msg::app_note_line)), i + 1, table.notes[i]),
                   ui.fonts.small, theme::ink_soft, at.right - at.name);
    }
    ImGui::Dummy({0.0F, ui.px(10.0F)});
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace parkatlas::app
