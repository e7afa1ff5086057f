// The first thing seen without a document: the built-in layouts as pictures, files used before, and
// where to open or drop others.

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <imgui.h>

#include "app/panels.h"
#include "app/start_pictures.h"
#include "app/theme.h"
#include "base/messages_common.h"
#include "base/messages_document.h"
#include "tasks/plan_network.h"

namespace parkatlas::app {
namespace {

constexpr const char* layout_ids[] = {"ningbo", "zhejiang", "hangzhou", "digital-health-park",
                                      "cixi"};

void layout_card(const Ui& ui, const StartPictures& pictures, const std::string& id, ImVec2 at,
                 ImVec2 size) {
    ImGui::SetCursorScreenPos(at);
    const std::string name = "start.layout." + id;
    if (ImGui::InvisibleButton(name.c_str(), size)) {
        ui.commands.push_back(OpenPlan{id, {}});
        ui.commands.push_back(CloseStartPage{});
    }
    ui.note_box(name);
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 high = {at.x + size.x, at.y + size.y};
    list->AddRectFilled(at, high, theme::packed(theme::paper), ui.px(8.0F));
    const float picture_height =
        size.x * static_cast<float>(StartPictures::height_px) / StartPictures::width_px;
    const ImVec2 picture_high = {high.x, at.y + picture_height};
    if (const unsigned texture = pictures.texture(id); texture != 0) {
        const auto handle = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture));
        list->AddImageRounded(handle, at, picture_high, {0.0F, 0.0F}, {1.0F, 1.0F}, IM_COL32_WHITE,
                              ui.px(8.0F), ImDrawFlags_RoundCornersTop);
    } else {
        list->AddRectFilled(at, picture_high, theme::packed(theme::ground), ui.px(8.0F),
                            ImDrawFlags_RoundCornersTop);
        draw_icon(list, Icon::logo, {at.x + size.x / 2.0F, at.y + picture_height / 2.0F},
                  ui.px(34.0F), theme::packed(theme::accent.with_alpha(120)));
    }
    list->AddRect(at, high, theme::packed(hovered ? theme::accent : theme::line), ui.px(8.0F), 0,
                  hovered ? ui.px(2.0F) : 1.0F);
    const model::Layout* plan = ui.document != nullptr ? ui.document->network->find(id) : nullptr;
    const std::string title = plan != nullptr ? tasks::short_title(*plan, ui.state.lang) : id;
    const float width = size.x - ui.px(24.0F);
    text_elided_at(ui, {at.x + ui.px(12.0F), at.y + picture_height + ui.px(9.0F)}, title,
                   ui.fonts.bold, theme::ink, width);
    if (plan == nullptr) return;
    const std::string& scheme =
        ui.state.lang == Lang::en && !plan->scheme_en.empty() ? plan->scheme_en : plan->scheme;
    text_elided_at(ui, {at.x + ui.px(12.0F), at.y + picture_height + ui.px(33.0F)}, scheme,
                   ui.fonts.small, theme::ink_soft, width);
}

void recent_files(const Ui& ui, ImVec2 at, float width, float bottom) {
    ImGui::SetCursorScreenPos(at);
    text_line(ui, ui.text(msg::document_start_recent), ui.fonts.bold, theme::ink);
    float y = at.y + ui.px(34.0F);
    if (ui.state.files.recent.empty()) {
        ImGui::SetCursorScreenPos({at.x, y});
        text_block(ui, ui.text(msg::document_start_no_recent), ui.fonts.body, theme::ink_soft,
                   width);
        return;
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float height = ui.px(46.0F);
    for (std::size_t i = 0; i < ui.state.files.recent.size() && y + height <= bottom; ++i) {
        const std::filesystem::path file{ui.state.files.recent[i]};
        ImGui::SetCursorScreenPos({at.x, y});
        const std::string name = "start.recent." + std::to_string(i);
        if (ImGui::InvisibleButton(name.c_str(), {width, height})) {
            if (is_project_name(file.string())) {
                ui.commands.push_back(OpenProject{file});
            } else {
                ui.commands.push_back(AddSources{{file.string()}});
            }
        }
        ui.note_box(name);
        if (ImGui::IsItemHovered()) {
            list->AddRectFilled({at.x - ui.px(8.0F), y}, {at.x + width, y + height},
                                theme::packed(theme::hover), ui.px(6.0F));
        }
        draw_icon(list, is_project_name(file.string()) ? Icon::layers : Icon::file,
                  {at.x + ui.px(10.0F), y + height / 2.0F}, ui.px(18.0F),
                  theme::packed(theme::accent));
        text_elided_at(ui, {at.x + ui.px(30.0F), y + ui.px(5.0F)}, file.filename().string(),
                       ui.fonts.body, theme::ink, width - ui.px(40.0F));
        text_elided_at(ui, {at.x + ui.px(30.0F), y + ui.px(26.0F)}, file.parent_path().string(),
                       ui.fonts.small, theme::ink_faint, width - ui.px(40.0F));
        y += height;
    }
}

// Where a file may be dropped, with a button for those who do not drag.
void drop_place(const Ui& ui, ImVec2 at, ImVec2 size) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 high = {at.x + size.x, at.y + size.y};
    list->AddRectFilled(at, high, theme::packed(theme::accent_pale.with_alpha(110)), ui.px(10.0F));
    list->AddRect(at, high, theme::packed(theme::accent.with_alpha(110)), ui.px(10.0F), 0,
                  ui.px(1.3F));
    const float middle = at.x + size.x / 2.0F;
    const float y = at.y + size.y / 2.0F;
    draw_icon(list, Icon::folder, {middle, y - ui.px(48.0F)}, ui.px(34.0F),
              theme::packed(theme::accent));
    const std::string_view words = ui.text(msg::document_start_open);
    ImGui::SetCursorScreenPos({middle - word_button_width(ui, words) / 2.0F, y - ui.px(16.0F)});
    if (word_button(ui, "start.open", words, true)) ui.commands.push_back(ShowFileDialog{});
    const std::string_view hint = ui.text(msg::document_start_drop);
    const float width = std::min(text_width(hint, ui.fonts.small), size.x - ui.px(24.0F));
    text_elided_at(ui, {std::floor(middle - width / 2.0F), y + ui.px(34.0F)}, hint, ui.fonts.small,
                   theme::ink_soft, width + 1.0F);
}

}  // namespace

void draw_start_page(const Ui& ui, const StartPictures& pictures) {
    const ImVec2 room = ImGui::GetIO().DisplaySize;
    const float top = ui.layout.toolbar.h;
    const RectPx rect{0.0F, top, room.x, room.y - top};
    begin_panel("start", rect, theme::panel, {0.0F, 0.0F});
    const float width = std::min(rect.w - ui.px(64.0F), ui.px(1240.0F));
    const float left = std::floor((rect.w - width) / 2.0F);
    float y = rect.y + std::max(ui.px(24.0F), rect.h * 0.07F);
    ImGui::SetCursorScreenPos({left, y});
    text_line(ui, ui.text(msg::document_start_title), ui.fonts.title, theme::ink);
    const std::string_view close = ui.text(msg::document_start_close);
    ImGui::SetCursorScreenPos({left + width - word_button_width(ui, close), y - ui.px(6.0F)});
    if (word_button(ui, "start.close", close, false)) ui.commands.push_back(CloseStartPage{});
    y += ui.px(44.0F);
    const float gap = ui.px(16.0F);
    const auto count = static_cast<float>(std::size(layout_ids));
    const float card = std::floor((width - gap * (count - 1.0F)) / count);
    const float card_height =
        card * static_cast<float>(StartPictures::height_px) / StartPictures::width_px +
        ui.px(62.0F);
    float x = left;
    for (const char* id : layout_ids) {
        layout_card(ui, pictures, id, {x, y}, {card, card_height});
        x += card + gap;
    }
    y += card_height + ui.px(34.0F);
    const float bottom = rect.y + rect.h - ui.px(28.0F);
    const float half = std::floor((width - ui.px(32.0F)) / 2.0F);
    recent_files(ui, {left, y}, half, bottom);
    drop_place(ui, {left + half + ui.px(32.0F), y},
               {half, std::clamp(bottom - y, ui.px(150.0F), ui.px(260.0F))});
    ImGui::End();
}

}  // namespace parkatlas::app
