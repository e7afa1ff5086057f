// The list of keys (F1), written from the list of actions.

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/actions.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {
namespace {

struct Entry {
    std::string keys;
    std::string_view meaning;
};
struct Block {
    std::string_view title;
    std::vector<Entry> entries;
};

std::vector<Block> blocks(Lang lang) {
    std::vector<Block> all;
    for (const ActionGroup group : {ActionGroup::file, ActionGroup::view, ActionGroup::tools,
                                    ActionGroup::panels, ActionGroup::edit, ActionGroup::window}) {
        Block block{action_group_label(group, lang), {}};
        for (const Action& action : actions()) {
            if (action.group != group) continue;
            std::string keys = key_words(action);
            if (!keys.empty()) block.entries.push_back({std::move(keys), text(action.name, lang)});
        }
        all.push_back(std::move(block));
    }
    Block mouse{text(msg::navigate_mouse, lang), {}};
    const std::array<std::pair<Msg, Msg>, 5> gestures{{
        {msg::navigate_mouse_drag, msg::navigate_mouse_drag_what},
        {msg::navigate_mouse_wheel, msg::navigate_mouse_wheel_what},
        {msg::navigate_mouse_double, msg::navigate_mouse_double_what},
        {msg::navigate_mouse_ctrl_click, msg::navigate_mouse_ctrl_click_what},
        {msg::navigate_mouse_ctrl, msg::navigate_mouse_ctrl_what},
    }};
    for (const auto& [what, meaning] : gestures) {
        mouse.entries.push_back({std::string{text(what, lang)}, text(meaning, lang)});
    }
    all.push_back(std::move(mouse));
    return all;
}

constexpr float line_px = 25.0F;
constexpr float title_px = 34.0F;

float height_of(const Block& block) {
    return title_px + line_px * static_cast<float>(block.entries.size());
}

void draw_block(const Ui& ui, const Block& block, ImVec2 at, float width) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    text_at(ui, list, {at.x, at.y + ui.px(10.0F)}, block.title, ui.fonts.small, theme::ink_soft);
    const float y = at.y + ui.px(title_px - 3.0F);
    list->AddLine({at.x, y}, {at.x + width, y}, theme::packed(theme::line));
    float top = at.y + ui.px(title_px);
    const float keys_width = ui.px(148.0F);
    for (const Entry& entry : block.entries) {
        const float text_y = std::floor(top + ui.px(4.0F));
        text_at(ui, list, {at.x, text_y}, entry.keys, ui.fonts.bold, theme::ink);
        text_elided_at(ui, {at.x + keys_width, text_y}, entry.meaning, ui.fonts.body,
                       theme::ink_soft, std::max(width - keys_width, 1.0F));
        top += ui.px(line_px);
    }
}

}  // namespace

void draw_key_list(const Ui& ui) {
    if (!ui.state.view.keys_open) return;
    const std::vector<Block> all = blocks(ui.state.lang);
    // The blocks one below the other, in two columns of about the same height.
    float total = 0.0F;
    for (const Block& block : all) total += height_of(block);
    const float window_w = ui.layout.toolbar.w;
    const float window_h = ui.layout.status.y + ui.layout.status.h;
    const float width = std::min(ui.px(980.0F), window_w - ui.px(32.0F));
    const float most_height = window_h - ui.px(60.0F);
    ImGui::SetNextWindowPos({window_w / 2.0F, window_h / 2.0F}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, most_height});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(26.0F), ui.px(20.0F)});
    ImGui::Begin("keys", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoNav);
    const ImVec2 top = ImGui::GetCursorScreenPos();
    text_line(ui, ui.text(msg::navigate_keys), ui.fonts.title, theme::ink);
    const ImVec2 begin = {top.x, ImGui::GetCursorScreenPos().y};
    const float room = width - ui.px(52.0F);
    const float column = (room - ui.px(36.0F)) / 2.0F;
    std::array<float, 2> used{};
    std::size_t at = 0;
    for (const Block& block : all) {
        const float height = height_of(block);
        if (at == 0 && used[0] > 0.0F && used[0] + height > total / 2.0F + title_px) at = 1;
        draw_block(
            ui, block,
            {begin.x + static_cast<float>(at) * (column + ui.px(36.0F)), begin.y + ui.px(used[at])},
            column);
        used[at] += height;
    }
    ImGui::Dummy({room, ui.px(std::max(used[0], used[1]) + 10.0F)});
    text_block(ui, ui.text(msg::navigate_keys_without), ui.fonts.small, theme::ink_soft, room);
    ImGui::SetCursorScreenPos({top.x + room - ui.px(22.0F), top.y - ui.px(4.0F)});
    if (quiet_icon_button(ui, "keys.close", Icon::close, ui.px(28.0F), ui.text(msg::app_close))) {
        ui.commands.push_back(ViewCommand{ShowKeys{false}});
    }
    const bool elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                           !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (elsewhere) ui.commands.push_back(ViewCommand{ShowKeys{false}});
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

}  // namespace parkatlas::app
