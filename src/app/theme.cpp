#include "app/theme.h"

namespace parkatlas::app::theme {
namespace {

constexpr Palette light{
    .paper = {255, 255, 255},
    .panel = {250, 251, 250},
    .ground = {225, 234, 239},
    .line = {219, 225, 223},
    .ink = {31, 42, 46},
    .ink_soft = {88, 103, 108},
    .ink_faint = {140, 152, 156},
    .accent = {30, 107, 92},
    .accent_deep = {22, 86, 73},
    .accent_pale = {222, 237, 232},
    .hover = {238, 244, 242},
    .pressed = {224, 233, 230},
    .warning_ink = {176, 108, 12},
    .bar_target = {168, 209, 196},
    .note = {255, 248, 230},
    .note_line = {236, 212, 154},
    .note_ink = {116, 82, 16},
    .alarm = {253, 238, 236},
    .alarm_line = {232, 180, 174},
    .alarm_ink = {140, 42, 32},
    .grab = {205, 213, 211},
    .grab_hovered = {178, 190, 187},
    .grab_active = {150, 165, 161},
    .selected_text = {190, 220, 211},
    .dim = {31, 42, 46, 90},
};

// What is written on a ground of the accent is written in `paper`: dark on a bright green.
constexpr Palette dark_palette{
    .paper = {37, 43, 46},
    .panel = {30, 35, 38},
    .ground = {24, 29, 32},
    .line = {60, 68, 72},
    .ink = {228, 234, 234},
    .ink_soft = {166, 179, 182},
    .ink_faint = {118, 131, 135},
    .accent = {94, 194, 168},
    .accent_deep = {132, 216, 194},
    .accent_pale = {39, 70, 63},
    .hover = {48, 56, 59},
    .pressed = {58, 67, 71},
    .warning_ink = {236, 174, 88},
    .bar_target = {62, 110, 97},
    .note = {60, 52, 32},
    .note_line = {112, 94, 50},
    .note_ink = {238, 208, 134},
    .alarm = {68, 38, 36},
    .alarm_line = {132, 70, 64},
    .alarm_ink = {247, 166, 156},
    .grab = {74, 84, 88},
    .grab_hovered = {96, 108, 112},
    .grab_active = {120, 134, 138},
    .selected_text = {46, 96, 84},
    .dim = {0, 0, 0, 130},
};

// The palette goes with the ImGui context, as the rest of its style does.
const Palette& present() {
    if (ImGui::GetCurrentContext() == nullptr) return light;
    const void* chosen = ImGui::GetIO().UserData;
    return chosen != nullptr ? *static_cast<const Palette*>(chosen) : light;
}

}  // namespace

Tone::operator draw::Color() const {
    return present().*of_;
}

draw::Color Tone::with_alpha(std::uint8_t alpha) const {
    return (present().*of_).with_alpha(alpha);
}

draw::Color severity_ink(Severity severity) {
    switch (severity) {
        case Severity::error:
            return alarm_ink;
        case Severity::warning:
            return warning_ink;
        case Severity::info:
            break;
    }
    return ink_soft;
}

ImU32 packed(draw::Color color) {
    return IM_COL32(color.r, color.g, color.b, color.a);
}

ImVec4 vec(draw::Color color) {
    return {static_cast<float>(color.r) / 255.0F, static_cast<float>(color.g) / 255.0F,
            static_cast<float>(color.b) / 255.0F, static_cast<float>(color.a) / 255.0F};
}

void apply(float scale, bool dark) {
    ImGui::GetIO().UserData = const_cast<Palette*>(dark ? &dark_palette : &light);
    const Palette& palette = present();
    ImGuiStyle style;
    style.WindowPadding = {16.0F, 12.0F};
    style.WindowRounding = 0.0F;
    style.WindowBorderSize = 0.0F;
    style.ChildRounding = 6.0F;
    style.PopupRounding = 8.0F;
    style.PopupBorderSize = 1.0F;
    style.FramePadding = {10.0F, 6.0F};
    style.FrameRounding = 6.0F;
    style.FrameBorderSize = 1.0F;
    style.ItemSpacing = {8.0F, 6.0F};
    style.ItemInnerSpacing = {8.0F, 6.0F};
    style.ScrollbarSize = 10.0F;
    style.ScrollbarRounding = 5.0F;
    style.GrabRounding = 5.0F;
    style.ScaleAllSizes(scale);

    ImVec4* colors = style.Colors;
    colors[ImGuiCol_Text] = vec(ink);
    colors[ImGuiCol_TextDisabled] = vec(ink_faint);
    colors[ImGuiCol_WindowBg] = vec(panel);
    colors[ImGuiCol_ChildBg] = vec(panel.with_alpha(0));
    colors[ImGuiCol_PopupBg] = vec(paper);
    colors[ImGuiCol_Border] = vec(line);
    colors[ImGuiCol_FrameBg] = vec(paper);
    colors[ImGuiCol_FrameBgHovered] = vec(paper);
    colors[ImGuiCol_FrameBgActive] = vec(paper);
    colors[ImGuiCol_TitleBg] = vec(paper);
    colors[ImGuiCol_TitleBgActive] = vec(paper);
    colors[ImGuiCol_ScrollbarBg] = vec(panel.with_alpha(0));
    colors[ImGuiCol_ScrollbarGrab] = vec(palette.grab);
    colors[ImGuiCol_ScrollbarGrabHovered] = vec(palette.grab_hovered);
    colors[ImGuiCol_ScrollbarGrabActive] = vec(palette.grab_active);
    colors[ImGuiCol_Button] = vec(paper);
    colors[ImGuiCol_ButtonHovered] = vec(hover);
    colors[ImGuiCol_ButtonActive] = vec(pressed);
    colors[ImGuiCol_Header] = vec(accent_pale);
    colors[ImGuiCol_HeaderHovered] = vec(hover);
    colors[ImGuiCol_HeaderActive] = vec(pressed);
    colors[ImGuiCol_Separator] = vec(line);
    colors[ImGuiCol_SliderGrab] = vec(accent);
    colors[ImGuiCol_SliderGrabActive] = vec(accent_deep);
    colors[ImGuiCol_CheckMark] = vec(paper);
    colors[ImGuiCol_TextSelectedBg] = vec(palette.selected_text);
    colors[ImGuiCol_PlotHistogram] = vec(accent);
    colors[ImGuiCol_NavHighlight] = vec(accent);
    colors[ImGuiCol_ModalWindowDimBg] = vec(palette.dim);
    ImGui::GetStyle() = style;
}

}  // namespace parkatlas::app::theme
