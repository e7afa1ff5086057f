// The head above the map: where in the hierarchy of plans one stands, and which plans lie below.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "tasks/plan_network.h"

namespace parkatlas::app {
namespace {

struct Line {
    float y, height;  ///< top and height of the strip
};

float text_y(const Line& line, ImFont* font) {
    return std::floor(line.y + (line.height - font->FontSize) / 2.0F);
}

// Words that lead to a plan; gives their width.
float plan_link(const Ui& ui, const model::Layout& plan, const std::string& name, float x,
                const Line& line, ImFont* font) {
    const std::string& words = tasks::short_title(plan, ui.state.lang);
    const float width = text_width(words, font) + ui.px(12.0F);
    ImGui::SetCursorScreenPos({x, line.y + ui.px(4.0F)});
    if (ImGui::InvisibleButton(name.c_str(), {width, line.height - ui.px(8.0F)})) {
        ui.commands.push_back(OpenPlan{plan.id, {}});
    }
    ui.note_box(name);
    tooltip(ui, plan.title.in(ui.state.lang));
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (hovered) {
        list->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                            theme::packed(theme::hover), ui.px(5.0F));
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    text_at(ui, list, {x + ui.px(6.0F), text_y(line, font)}, words, font,
            hovered ? theme::accent_deep : theme::accent);
    return width;
}

float separator(const Ui& ui, float x, const Line& line) {
    draw_icon(ImGui::GetWindowDrawList(), Icon::chevron_right,
              {x + ui.px(7.0F), line.y + line.height / 2.0F}, ui.px(13.0F),
              theme::packed(theme::ink_faint));
    return ui.px(14.0F);
}

std::string opened_names(const Document& document) {
    std::string all;
    for (const auto& layer : document.scene.content().layers) {
        all += (all.empty() ? "" : " · ") + layer->name;
    }
    return all;
}

// Plans below, from the right; gives where they begin.
float plans_below(const Ui& ui, const model::Layout& layout, float right, float left_limit,
                  const Line& line) {
    const auto below = ui.document->network->below(layout);
    if (below.empty()) return right;
    float width = 0.0F;
    for (const model::Layout* plan : below) {
        width +=
            text_width(tasks::short_title(*plan, ui.state.lang), ui.fonts.small) + ui.px(18.0F);
    }
    const std::string_view caption = ui.text(msg::app_plans_below);
    const float caption_width = text_width(caption, ui.fonts.small) + ui.px(8.0F);
    if (right - width - caption_width < left_limit) return right;
    float x = right - width;
    text_at(ui, ImGui::GetWindowDrawList(), {x - caption_width, text_y(line, ui.fonts.small)},
            caption, ui.fonts.small, theme::ink_soft);
    for (const model::Layout* plan : below) {
        x += plan_link(ui, *plan, "below." + plan->id, x, line, ui.fonts.small) + ui.px(6.0F);
    }
    return right - width - caption_width;
}

}  // namespace

void draw_plan_head(const Ui& ui) {
    const RectPx& rect = ui.layout.head;
    begin_panel("head", rect, theme::panel, {0.0F, 0.0F});
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({rect.x, rect.y + rect.h - 0.5F}, {rect.x + rect.w, rect.y + rect.h - 0.5F},
                  theme::packed(theme::line));
    const Line line{rect.y, rect.h};
    float x = rect.x + ui.px(10.0F);
    const float right = rect.x + rect.w - ui.px(12.0F);
    if (ui.document != nullptr) {
        const model::Layout* layout = ui.document->layout();
        if (layout != nullptr && ui.document->network) {
            for (const model::Layout* plan : ui.document->network->above(*layout)) {
                x += plan_link(ui, *plan, "plan." + plan->id, x, line, ui.fonts.body);
                x += separator(ui, x, line);
            }
        }
        const std::string words = layout != nullptr ? tasks::short_title(*layout, ui.state.lang)
                                                    : opened_names(*ui.document);
        x += ui.px(6.0F);
        const float wish = text_width(words, ui.fonts.bold);
        float end = right;
        if (!ui.state.opening.empty()) {
            const std::string opening =
                fmt::format(fmt::runtime(ui.text(msg::app_opening_plan)), ui.state.opening);
            end -= text_width(opening, ui.fonts.small);
            text_at(ui, list, {end, text_y(line, ui.fonts.small)}, opening, ui.fonts.small,
                    theme::accent_deep);
        } else if (layout != nullptr && ui.document->network) {
            end = plans_below(ui, *layout, right, x + wish + ui.px(24.0F), line);
        }
        text_elided_at(ui, {x, text_y(line, ui.fonts.bold)}, words, ui.fonts.bold, theme::ink,
                       std::max(end - x - ui.px(16.0F), 1.0F));
    }
    ImGui::End();
}

}  // namespace parkatlas::app
