// Over the map: what became of a wish; the way out of full screen.

#include <algorithm>
#include <cmath>

#include "app/over_map.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {
namespace {

constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_NoFocusOnAppearing;

}  // namespace

void begin_over_map(const char* id, RectPx rect) {
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.w, rect.h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2{1.0F, 1.0F});
    ImGui::Begin(id, nullptr,
                 flags | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(2);
}

void draw_note(const Ui& ui, std::vector<RectPx>& boxes) {
    if (ui.state.view.note.empty()) return;
    const RectPx& map = ui.layout.map;
    const float width = std::min(ui.px(560.0F), map.w - ui.px(32.0F));
    const float room = width - ui.px(64.0F);
    const std::size_t lines = lines_of(ui.state.view.note, ui.fonts.body, room);
    const float height =
        std::round(ui.fonts.body->FontSize * 1.45F) * static_cast<float>(lines) + ui.px(24.0F);
    const RectPx box{std::floor(map.x + (map.w - width) / 2.0F),
                     std::floor(map.y + map.h - height - ui.px(70.0F)), width, height};
    ImGui::SetNextWindowPos({box.x, box.y});
    ImGui::SetNextWindowSize({box.w, box.h});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::note));
    ImGui::PushStyleColor(ImGuiCol_Border, theme::packed(theme::note_line));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::Begin("note", nullptr, flags);
    ImGui::SetCursorScreenPos({box.x + ui.px(16.0F), box.y + ui.px(12.0F)});
    text_block(ui, ui.state.view.note, ui.fonts.body, theme::note_ink, room);
    ImGui::SetCursorScreenPos({box.x + box.w - ui.px(36.0F), box.y + ui.px(10.0F)});
    if (quiet_icon_button(ui, "note.dismiss", Icon::close, ui.px(24.0F),
                          ui.text(msg::app_dismiss))) {
        ui.commands.push_back(ViewCommand{DismissNote{}});
    }
    boxes.push_back(box);
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

void draw_leave_full_screen(const Ui& ui) {
    if (!ui.state.view.full_screen) return;
    const RectPx& map = ui.layout.map;
    const std::string_view words = ui.text(msg::navigate_full_screen_leave);
    const float width = text_width(words, ui.fonts.body) + ui.px(46.0F);
    const float side = ui.px(34.0F);
    const float window_width = ui.layout.toolbar.w;
    ImGui::SetNextWindowPos({std::floor((window_width - width) / 2.0F),
                             std::floor(map.y + map.h - side - ui.px(14.0F))});
    ImGui::SetNextWindowSize({width, side});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper.with_alpha(225)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0.0F, 0.0F});
    ImGui::Begin("full_screen", nullptr, flags);
    if (icon_button(ui, "full_screen.leave", Icon::close, words, {})) {
        ui.commands.push_back(ViewCommand{ShowFullScreen{false}});
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
}

}  // namespace parkatlas::app
