#include "app/widgets.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/text_layout.h"
#include "app/theme.h"
#include "cartography/palette.h"

namespace parkatlas::app {
namespace {

Advance advance_of(ImFont* font) {
    return [font](char32_t c) {
        return font->GetCharAdvance(static_cast<ImWchar>(c < 0x10000 ? c : 0xFFFD));
    };
}

ImVec2 plus(ImVec2 a, float dx, float dy) {
    return {a.x + dx, a.y + dy};
}

ImVec2 item_middle() {
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    return {(low.x + high.x) / 2.0F, (low.y + high.y) / 2.0F};
}

}  // namespace

void Ui::note_box(std::string name) const {
    if (!ImGui::IsItemVisible()) return;
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    boxes.push_back({std::move(name), {low.x, low.y, high.x - low.x, high.y - low.y}});
}

void begin_panel(const char* id, RectPx rect, draw::Color background, ImVec2 padding) {
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.w, rect.h});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(background));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2{1.0F, 1.0F});
    ImGui::Begin(id, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
}

void begin_scrolled(const Ui& ui, const char* id) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 panel = ImGui::GetWindowPos();
    const float width = panel.x + ImGui::GetWindowWidth() - at.x - ui.px(6.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(10.0F), 0.0F});
    ImGui::BeginChild(id, {std::max(width, 1.0F), 0.0F}, false,
                      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar();
}

void text_at(const Ui& ui, ImDrawList* list, ImVec2 at, std::string_view utf8, ImFont* font,
             draw::Color color) {
    if (utf8.empty()) return;  // ImGui takes a null pointer for a text of unknown length
    ui.fonts.need(utf8);
    list->AddText(font, font->FontSize, at, theme::packed(color), utf8.data(),
                  utf8.data() + utf8.size());
}

void text_line(const Ui& ui, std::string_view utf8) {
    if (utf8.data() == nullptr) utf8 = "";
    ui.fonts.need(utf8);
    ImGui::TextUnformatted(utf8.data(), utf8.data() + utf8.size());
}

void text_line(const Ui& ui, std::string_view utf8, ImFont* font, draw::Color color) {
    ImGui::PushFont(font);
    ImGui::PushStyleColor(ImGuiCol_Text, theme::packed(color));
    text_line(ui, utf8);
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void text_block(const Ui& ui, std::string_view utf8, ImFont* font, draw::Color color,
                float width_px) {
    if (width_px <= 0.0F) width_px = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    const float line_px = std::round(font->FontSize * 1.45F);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    float y = at.y;
    for (const std::string_view line : wrap_text(utf8, width_px, advance_of(font))) {
        const float lead = std::floor((line_px - font->FontSize) / 2.0F);
        text_at(ui, list, {at.x, y + lead}, line, font, color);
        y += line_px;
    }
    ImGui::Dummy({width_px, y - at.y});
}

void text_elided_at(const Ui& ui, ImVec2 at, std::string_view utf8, ImFont* font, draw::Color color,
                    float width_px) {
    const std::string shown = elide_text(utf8, width_px, advance_of(font));
    text_at(ui, ImGui::GetWindowDrawList(), at, shown, font, color);
    if (shown.size() == utf8.size() && shown == utf8) return;
    if (ImGui::IsMouseHoveringRect(at, plus(at, width_px, font->FontSize)) &&
        ImGui::IsWindowHovered()) {
        const TooltipFrame frame{ui};
        text_line(ui, utf8, ui.fonts.small, theme::ink);
    }
}

float text_width(std::string_view utf8, ImFont* font) {
    return text_advance(utf8, advance_of(font));
}

std::size_t lines_of(std::string_view utf8, ImFont* font, float width_px) {
    return wrap_text(utf8, width_px, advance_of(font)).size();
}

void empty_state(const Ui& ui, Icon icon, std::string_view title, std::string_view hint) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float width = std::min(ui.px(420.0F), room.x - ui.px(32.0F));
    const float height = ui.px(120.0F);
    const float middle = at.x + room.x / 2.0F;
    float y = at.y + std::max((room.y - height) / 2.0F, ui.px(12.0F));
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddCircleFilled({middle, y + ui.px(22.0F)}, ui.px(22.0F),
                          theme::packed(theme::accent_pale));
    draw_icon(list, icon, {middle, y + ui.px(22.0F)}, ui.px(20.0F), theme::packed(theme::accent));
    y += ui.px(54.0F);
    text_at(ui, list, {std::floor(middle - text_width(title, ui.fonts.bold) / 2.0F), y}, title,
            ui.fonts.bold, theme::ink);
    y += ui.px(26.0F);
    const float line_px = std::round(ui.fonts.small->FontSize * 1.45F);
    for (const std::string_view line : wrap_text(hint, width, advance_of(ui.fonts.small))) {
        text_at(ui, list, {std::floor(middle - text_width(line, ui.fonts.small) / 2.0F), y}, line,
                ui.fonts.small, theme::ink_soft);
        y += line_px;
    }
}

void section_heading(const Ui& ui, std::string_view title) {
    ImGui::Dummy({0.0F, ui.px(8.0F)});
    text_line(ui, title, ui.fonts.small, theme::ink_soft);
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const float y = std::floor((low.y + high.y) / 2.0F) + 0.5F;
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    ImGui::GetWindowDrawList()->AddLine({high.x + ui.px(10.0F), y}, {right, y},
                                        theme::packed(theme::line));
}

void tooltip(const Ui& ui, std::string_view words) {
    if (words.empty() || !ImGui::IsItemHovered()) return;
    const TooltipFrame frame{ui};
    text_line(ui, words, ui.fonts.small, theme::ink);
}

TooltipFrame::TooltipFrame(const Ui& ui) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(10.0F), ui.px(6.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6.0F));
    ImGui::BeginTooltip();
}

TooltipFrame::~TooltipFrame() {
    ImGui::EndTooltip();
    ImGui::PopStyleVar(2);
}

bool icon_button(const Ui& ui, const char* name, Icon icon, std::string_view words,
                 std::string_view tip) {
    return toggle_button(ui, name, icon, words, tip, false);
}

bool toggle_button(const Ui& ui, const char* name, Icon icon, std::string_view words,
                   std::string_view tip, bool on) {
    const float side = ui.px(34.0F);
    const float words_px = words.empty() ? 0.0F : text_width(words, ui.fonts.body) + ui.px(8.0F);
    const bool clicked =
        ImGui::InvisibleButton(name, {words.empty() ? side : ui.px(38.0F) + words_px, side});
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    if (hovered || on) {
        const draw::Color ground = ImGui::IsItemActive() ? theme::pressed
                                   : on                  ? theme::accent_pale
                                                         : theme::hover;
        list->AddRectFilled(low, high, theme::packed(ground), ui.px(6.0F));
    }
    // Buttons that lead nowhere at present are drawn with less than full alpha.
    const float alpha = ImGui::GetStyle().Alpha;
    const draw::Color color = (hovered || on ? theme::accent : theme::ink)
                                  .with_alpha(static_cast<std::uint8_t>(255.0F * alpha));
    draw_icon(list, icon, {low.x + side / 2.0F, (low.y + high.y) / 2.0F}, ui.px(17.0F),
              theme::packed(color));
    if (!words.empty()) {
        const float y = std::floor((low.y + high.y - ui.fonts.body->FontSize) / 2.0F);
        text_at(ui, list, {low.x + side, y}, words, ui.fonts.body, color);
    }
    ui.note_box(name);
    tooltip(ui, tip);
    return clicked;
}

bool wide_button(const Ui& ui, const char* name, Icon icon, std::string_view words,
                 std::string_view tip) {
    const float height = ui.px(36.0F);
    const float width = ImGui::GetContentRegionAvail().x;
    const bool clicked = ImGui::InvisibleButton(name, {width, height});
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, theme::packed(hovered ? theme::accent_deep : theme::accent),
                        ui.px(6.0F));
    const float room = width - ui.px(60.0F);
    const std::string shown = elide_text(words, room, advance_of(ui.fonts.body));
    const float x = low.x + std::floor((width - text_width(shown, ui.fonts.body)) / 2.0F);
    const float y = std::floor((low.y + high.y - ui.fonts.body->FontSize) / 2.0F);
    draw_icon(list, icon, {x - ui.px(14.0F), (low.y + high.y) / 2.0F}, ui.px(14.0F),
              theme::packed(theme::paper));
    text_at(ui, list, {x, y}, shown, ui.fonts.body, theme::paper);
    ui.note_box(name);
    tooltip(ui, tip);
    return clicked;
}

float word_button_width(const Ui& ui, std::string_view words) {
    return text_width(words, ui.fonts.body) + ui.px(36.0F);
}

bool word_button(const Ui& ui, const char* name, std::string_view words, bool strong) {
    const bool clicked = ImGui::InvisibleButton(name, {word_button_width(ui, words), ui.px(34.0F)});
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const draw::Color calm = hovered ? theme::hover : theme::paper;
    const draw::Color bold = hovered ? theme::accent_deep : theme::accent;
    list->AddRectFilled(low, high, theme::packed(strong ? bold : calm), ui.px(6.0F));
    if (!strong) list->AddRect(low, high, theme::packed(theme::line), ui.px(6.0F));
    text_at(ui, list,
            plus(low, ui.px(18.0F), std::floor((ui.px(34.0F) - ui.fonts.body->FontSize) / 2.0F)),
            words, ui.fonts.body, strong ? theme::paper : theme::ink);
    ui.note_box(name);
    return clicked;
}

bool quiet_icon_button(const Ui& ui, const std::string& name, Icon icon, float side_px,
                       std::string_view tip) {
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {side_px, side_px});
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) {
        list->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                            theme::packed(theme::pressed), ui.px(4.0F));
    }
    draw_icon(list, icon, item_middle(), side_px * 0.62F,
              theme::packed(hovered ? theme::accent : theme::ink_soft));
    ui.note_box(name);
    tooltip(ui, tip);
    return clicked;
}

bool check_box(const Ui& ui, const std::string& name, Check value) {
    const float side = ui.px(24.0F);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {side, side});
    const ImVec2 middle = item_middle();
    const float half = ui.px(8.0F);
    const ImVec2 low = {std::floor(middle.x - half), std::floor(middle.y - half)};
    const ImVec2 high = plus(low, 2.0F * half, 2.0F * half);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    const float radius = ui.px(4.0F);
    if (value == Check::off) {
        list->AddRectFilled(low, high, theme::packed(theme::paper), radius);
        list->AddRect(low, high, theme::packed(hovered ? theme::accent : theme::ink_faint), radius,
                      0, ui.px(1.3F));
    } else {
        list->AddRectFilled(low, high, theme::packed(hovered ? theme::accent_deep : theme::accent),
                            radius);
        const ImU32 white = theme::packed(theme::paper);
        if (value == Check::on) {
            list->PathLineTo(plus(low, 0.44F * half, 1.04F * half));
            list->PathLineTo(plus(low, 0.84F * half, 1.44F * half));
            list->PathLineTo(plus(low, 1.58F * half, 0.62F * half));
            list->PathStroke(white, 0, ui.px(1.8F));
        } else {
            list->AddLine(plus(low, 0.5F * half, half), plus(low, 1.5F * half, half), white,
                          ui.px(1.8F));
        }
    }
    ui.note_box(name);
    return clicked;
}

void badge(const Ui& ui, std::string_view words, draw::Color ground, draw::Color ink) {
    const float width = text_width(words, ui.fonts.small) + ui.px(16.0F);
    const float height = ui.px(22.0F);
    ImGui::Dummy({width, height});
    const ImVec2 low = ImGui::GetItemRectMin();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, ImGui::GetItemRectMax(), theme::packed(ground), height / 2.0F);
    text_at(ui, list,
            plus(low, ui.px(8.0F), std::floor((height - ui.fonts.small->FontSize) / 2.0F)), words,
            ui.fonts.small, ink);
}

Card::Card(const Ui& ui, draw::Color ground, draw::Color line)
    : ui_{ui},
      ground_{ground},
      line_{line},
      top_left_{ImGui::GetCursorScreenPos()},
      width_px_{ImGui::GetContentRegionAvail().x} {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos(plus(top_left_, ui.px(12.0F), ui.px(10.0F)));
    ImGui::BeginGroup();
}

Card::~Card() {
    ImGui::EndGroup();
    const float bottom = ImGui::GetItemRectMax().y + ui_.px(10.0F);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->ChannelsSetCurrent(0);
    const ImVec2 high = {top_left_.x + width_px_, bottom};
    list->AddRectFilled(top_left_, high, theme::packed(ground_), ui_.px(8.0F));
    list->AddRect(top_left_, high, theme::packed(line_), ui_.px(8.0F));
    list->ChannelsMerge();
    ImGui::SetCursorScreenPos({top_left_.x, bottom + ui_.px(6.0F)});
    ImGui::Dummy({0.0F, 0.0F});
}

float Card::inner_width_px() const {
    return width_px_ - ui_.px(24.0F);
}

void enter_or_zoom(const Ui& ui, cartography::FeatureRef feature) {
    if (const model::Layout* plan = plan_of(*ui.document, feature)) {
        ui.commands.push_back(OpenPlan{plan->id, {}});
    } else {
        ui.commands.push_back(ZoomToFeature{feature});
    }
}

draw::Color feature_color(const model::Layout& layout, std::size_t index) {
    namespace palette = cartography::palette;
    const model::Role role = layout.features[index].role;
    std::size_t nth = 0;  // among the features of its role
    for (std::size_t i = 0; i < index; ++i) nth += layout.features[i].role == role ? 1U : 0U;
    switch (role) {
        case model::Role::core:
            return palette::core;
        case model::Role::pole:
            return palette::pole;
        case model::Role::belt:
        case model::Role::axis:
        case model::Role::corridor:
            return palette::nth(palette::belts, nth);
        case model::Role::sector:
            return palette::nth(palette::sectors, nth);
        case model::Role::plate:
            return palette::nth(palette::plates, nth);
        case model::Role::park:
        case model::Role::phase:
            return palette::park;
        case model::Role::node:
            return palette::node;
        case model::Role::town:
            return palette::town;
        case model::Role::platform:
            return palette::platform;
        default:
            return palette::other;
    }
}

}  // namespace parkatlas::app
