#include "app/theme.h"

namespace parkatlas::app::theme {

ImU32 packed(draw::Color color) {
    return IM_COL32(color.r, color.g, color.b, color.a);
}

ImVec4 vec(draw::Color color) {
    return {static_cast<float>(color.r) / 255.0F, static_cast<float>(color.g) / 255.0F,
            static_cast<float>(color.b) / 255.0F, static_cast<float>(color.a) / 255.0F};
}

void apply(float scale) {
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
    colors[ImGuiCol_ScrollbarGrab] = vec(draw::Color{205, 213, 211});
    colors[ImGuiCol_ScrollbarGrabHovered] = vec(draw::Color{178, 190, 187});
    colors[ImGuiCol_ScrollbarGrabActive] = vec(draw::Color{150, 165, 161});
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
    colors[ImGuiCol_TextSelectedBg] = vec(draw::Color{190, 220, 211});
    colors[ImGuiCol_PlotHistogram] = vec(accent);
    colors[ImGuiCol_NavHighlight] = vec(accent);
    colors[ImGuiCol_ModalWindowDimBg] = vec(draw::Color{31, 42, 46, 90});
    ImGui::GetStyle() = style;
}

}  // namespace parkatlas::app::theme
