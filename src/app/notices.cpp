#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/messages_common.h"
#include "base/messages_frames.h"
#include "base/messages_navigate.h"
#include "base/messages_sheet.h"
#include "base/messages_viewer.h"
#include "base/units.h"
#include "cartography/sheet.h"

namespace parkatlas::app {
namespace {

constexpr ImGuiWindowFlags overlay_flags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoNav |
    ImGuiWindowFlags_NoFocusOnAppearing;

void problems(const Ui& ui, std::vector<RectPx>& boxes) {
    const RectPx& map = ui.layout.map;
    const float width = std::min(ui.px(560.0F), map.w - ui.px(32.0F));
    // Below the titles of two maps that are compared.
    const float below = ui.px(ui.state.view.compared.sources.empty() ? 16.0F : 60.0F);
    ImGui::SetNextWindowPos({map.x + (map.w - width) / 2.0F, map.y + below});
    ImGui::SetNextWindowSize({width, 0.0F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::alarm));
    ImGui::PushStyleColor(ImGuiCol_Border, theme::packed(theme::alarm_line));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::Begin("problems", nullptr, overlay_flags);
    const float top = ImGui::GetCursorScreenPos().y;
    text_line(ui, ui.text(msg::app_problem_title), ui.fonts.bold, theme::alarm_ink);
    for (const Error& problem : ui.state.problems) {
        const std::string& what = problem.what.in(ui.state.lang);
        const std::string words = problem.where.empty() ? what : problem.where + ": " + what;
        text_block(ui, words, ui.fonts.body, theme::ink);
        if (problem.remedy.empty()) continue;
        text_block(
            ui,
            fmt::format(fmt::runtime(ui.text(msg::app_remedy)), problem.remedy.in(ui.state.lang)),
            ui.fonts.small, theme::ink_soft);
    }
    const ImVec2 size = ImGui::GetWindowSize();
    const ImVec2 at = ImGui::GetWindowPos();
    boxes.push_back({at.x, at.y, size.x, size.y});
    // Beside the title, so that the card stays low.
    const std::string_view details = ui.text(msg::viewer_details);
    const float wide = text_width(details, ui.fonts.body) + ui.px(50.0F);
    ImGui::SetCursorScreenPos({at.x + size.x - ui.px(40.0F) - wide, top - ui.px(8.0F)});
    if (icon_button(ui, "problems.details", Icon::list, details,
                    ui.text(msg::viewer_details_tip))) {
        show_log(ui.commands);
    }
    ImGui::SetCursorScreenPos({at.x + size.x - ui.px(38.0F), top - ui.px(2.0F)});
    if (quiet_icon_button(ui, "problems.dismiss", Icon::close, ui.px(24.0F),
                          ui.text(msg::app_dismiss))) {
        ui.commands.push_back(DismissProblems{});
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

// Words on a pale plate, so that they can be read over any map.
RectPx plate(const Ui& ui, ImDrawList* list, float right, float bottom, std::string_view words,
             ImFont* font, draw::Color ink) {
    const float w = text_width(words, font) + ui.px(16.0F);
    const float h = font->FontSize + ui.px(8.0F);
    const RectPx box{std::floor(right - w), std::floor(bottom - h), w, h};
    list->AddRectFilled({box.x, box.y}, {box.x + w, box.y + h},
                        theme::packed(theme::paper.with_alpha(215)), ui.px(4.0F));
    text_at(ui, list, {box.x + ui.px(8.0F), box.y + ui.px(4.0F)}, words, font, ink);
    return box;
}

// `beside`: where what stands to the right of it begins; above that, where there is no room.
RectPx scale_bar(const Ui& ui, ImDrawList* list, float px_per_mm, const RectPx& beside) {
    const RectPx& map = ui.layout.map;
    const double longest_mm = std::min(45.0, ui.state.camera.view().frame.w_mm / 4.0);
    const cartography::ScaleBar bar =
        cartography::scale_bar_for(ui.state.camera.scale_denominator(), longest_mm);
    const bool in_km = bar.ground_m >= 1000.0;
    const std::string words =
        fmt::format("{} {}", grouped(in_km ? bar.ground_m / 1000.0 : bar.ground_m, 0),
                    ui.text(in_km ? msg::sheet_kilometres : msg::sheet_metres));
    const float length = static_cast<float>(bar.bar_mm) * px_per_mm;
    ImFont* font = ui.fonts.small;
    const float pad = ui.px(10.0F);
    RectPx box{map.x + ui.px(14.0F), map.y + map.h - ui.px(54.0F), length + 2.0F * pad,
               ui.px(42.0F)};
    if (beside.w > 0.0F && beside.x < box.x + box.w + ui.px(6.0F)) {
        box.y = beside.y - ui.px(6.0F) - box.h;
    }
    list->AddRectFilled({box.x, box.y}, {box.x + box.w, box.y + box.h},
                        theme::packed(theme::paper.with_alpha(215)), ui.px(4.0F));
    text_at(ui, list,
            {std::floor(box.x + (box.w - text_width(words, font)) / 2.0F), box.y + ui.px(5.0F)},
            words, font, theme::ink);
    const float y = std::floor(box.y + ui.px(29.0F));
    const float left = std::floor(box.x + pad);
    const float thick = ui.px(5.0F);
    const ImU32 ink = theme::packed(theme::ink);
    list->AddRectFilled({left, y}, {left + length / 2.0F, y + thick}, ink);
    list->AddRectFilled({left + length / 2.0F, y}, {left + length, y + thick},
                        theme::packed(theme::paper));
    list->AddRect({left, y}, {left + length, y + thick}, ink, 0.0F, 0, 1.0F);
    return box;
}

void share_bar(const Ui& ui, ImDrawList* list, ImVec2 at, float width, float share) {
    const float end = at.x + width * std::min(share, 1.0F);
    list->AddRectFilled(at, {at.x + width, at.y + ui.px(6.0F)}, theme::packed(theme::line),
                        ui.px(3.0F));
    list->AddRectFilled(at, {end, at.y + ui.px(6.0F)}, theme::packed(theme::accent), ui.px(3.0F));
}

// A note of parts with dots between them, as lines from the lowest up: one where there is room.
std::vector<std::string_view> note_lines(const Ui& ui, std::string_view note) {
    constexpr std::string_view dot = " · ";
    const float room = ui.layout.map.w - ui.px(28.0F + 16.0F);
    const std::size_t at = note.rfind(dot);
    if (at == std::string_view::npos || text_width(note, ui.fonts.small) <= room) return {note};
    return {note.substr(at + dot.size()), note.substr(0, at)};
}

bool has_schematic_shapes(const model::Layout& layout) {
    return std::any_of(layout.features.begin(), layout.features.end(), [](const auto& feature) {
        return feature.basis == model::Basis::schematic;
    });
}

}  // namespace

std::vector<RectPx> draw_map_overlays(const Ui& ui, float px_per_mm) {
    std::vector<RectPx> boxes;
    const RectPx& map = ui.layout.map;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({map.x, map.y}, {map.x + map.w, map.y + map.h});
    const float right = map.x + map.w - ui.px(14.0F);
    float bottom = map.y + map.h - ui.px(12.0F);
    RectPx sources;
    if (ui.scene()->content().land || ui.scene()->content().counties) {
        for (const std::string_view words : note_lines(ui, ui.text(msg::app_sources_note))) {
            boxes.push_back(plate(ui, list, right, bottom, words, ui.fonts.small, theme::ink_soft));
            const float left =
                sources.w > 0.0F ? std::min(sources.x, boxes.back().x) : boxes.back().x;
            sources = boxes.back();
            sources.w += sources.x - left;
            sources.x = left;
            bottom = sources.y - ui.px(2.0F);
        }
        bottom -= ui.px(4.0F);
    }
    const model::Layout* layout = ui.document->layout();
    if (layout != nullptr && has_schematic_shapes(*layout)) {
        boxes.push_back(plate(ui, list, right, bottom, ui.text(msg::app_schematic_note),
                              ui.fonts.small, theme::note_ink));
    }
    boxes.push_back(scale_bar(ui, list, px_per_mm, sources));
    list->PopClipRect();
    if (!ui.state.problems.empty()) problems(ui, boxes);
    return boxes;
}

bool draw_opening(const Ui& ui, std::string_view what, float share_done) {
    const RectPx& map = ui.layout.map;
    begin_panel("opening", map, theme::ground, {0.0F, 0.0F});
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 middle = {map.x + map.w / 2.0F, map.y + map.h * 0.45F};
    draw_icon(list, Icon::logo, {middle.x, middle.y - ui.px(64.0F)}, ui.px(56.0F),
              theme::packed(theme::accent));
    const auto centred = [&](std::string_view words, ImFont* font, draw::Color color, float y) {
        text_at(ui, list, {std::floor(middle.x - text_width(words, font) / 2.0F), std::floor(y)},
                words, font, color);
    };
    centred(ui.text(msg::app_opening), ui.fonts.title, theme::ink, middle.y - ui.px(16.0F));
    centred(what, ui.fonts.small, theme::ink_soft, middle.y + ui.px(14.0F));
    if (share_done >= 0.0F) {
        share_bar(ui, list, {middle.x - ui.px(120.0F), middle.y + ui.px(46.0F)}, ui.px(240.0F),
                  share_done);
    }
    const std::string_view words = ui.text(msg::frames_cancel);
    const float width = text_width(words, ui.fonts.body) + ui.px(48.0F);
    ImGui::SetCursorScreenPos({std::floor(middle.x - width / 2.0F), middle.y + ui.px(66.0F)});
    const bool cancelled =
        icon_button(ui, "opening.cancel", Icon::close, words, ui.text(msg::frames_cancel_tip));
    ImGui::End();
    return cancelled;
}

bool draw_still_opening(const Ui& ui, std::string_view what, float share_done) {
    const RectPx& map = ui.layout.map;
    const float width = std::min(ui.px(440.0F), map.w - ui.px(32.0F));
    const float height = ui.px(46.0F);
    const RectPx box{std::floor(map.x + (map.w - width) / 2.0F), map.y + ui.px(14.0F), width,
                     height};
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8.0F));
    begin_panel("still_opening", box, theme::paper, {0.0F, 0.0F});
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::string words = fmt::format(fmt::runtime(ui.text(msg::frames_reading)), what);
    text_elided_at(ui, {box.x + ui.px(14.0F), box.y + ui.px(9.0F)}, words, ui.fonts.small,
                   theme::ink, width - ui.px(70.0F));
    if (share_done >= 0.0F) {
        share_bar(ui, list, {box.x + ui.px(14.0F), box.y + height - ui.px(14.0F)},
                  width - ui.px(70.0F), share_done);
    }
    ImGui::SetCursorScreenPos({box.x + width - ui.px(42.0F), box.y + ui.px(8.0F)});
    const bool cancelled = quiet_icon_button(ui, "opening.cancel", Icon::close, ui.px(30.0F),
                                             ui.text(msg::frames_cancel_tip));
    ImGui::End();
    ImGui::PopStyleVar();
    return cancelled;
}

void draw_about(const Ui& ui) {
    if (!ui.state.about_open) return;
    const RectPx& map = ui.layout.map;
    const float width = ui.px(460.0F);
    ImGui::SetNextWindowPos({map.x + map.w / 2.0F, map.y + map.h * 0.45F}, ImGuiCond_Always,
                            {0.5F, 0.5F});
    ImGui::SetNextWindowSize({width, 0.0F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(26.0F), ui.px(22.0F)});
    ImGui::Begin("about", nullptr, overlay_flags);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_icon(ImGui::GetWindowDrawList(), Icon::logo, {at.x + ui.px(20.0F), at.y + ui.px(20.0F)},
              ui.px(40.0F), theme::packed(theme::accent));
    ImGui::SetCursorScreenPos({at.x + ui.px(54.0F), at.y + ui.px(8.0F)});
    text_line(ui, ui.text(msg::product_name), ui.fonts.title, theme::ink);
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(52.0F)});
    text_block(ui, ui.text(msg::app_about_text), ui.fonts.body, theme::ink);
    ImGui::Dummy({0.0F, ui.px(4.0F)});
    if (wide_button(ui, "about.keys", Icon::list, ui.text(msg::navigate_key_list_tip), {})) {
        ui.commands.push_back(ShowAbout{false});
        ui.commands.push_back(ViewCommand{ShowKeys{true}});
    }
    ImGui::Dummy({0.0F, ui.px(4.0F)});
    text_block(ui, ui.text(msg::app_about_licence), ui.fonts.small, theme::ink_soft);
    ImGui::SetCursorScreenPos({at.x + width - ui.px(76.0F), at.y - ui.px(6.0F)});
    if (quiet_icon_button(ui, "about.close", Icon::close, ui.px(28.0F), ui.text(msg::app_close))) {
        ui.commands.push_back(ShowAbout{false});
    }
    const bool elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                           !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (elsewhere) ui.commands.push_back(ShowAbout{false});
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

}  // namespace parkatlas::app
