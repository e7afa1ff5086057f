#include "app/theme.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

struct ImGuiContextForTest {
    ImGuiContextForTest() { ImGui::CreateContext(); }
    ~ImGuiContextForTest() { ImGui::DestroyContext(); }
    ImGuiContextForTest(const ImGuiContextForTest&) = delete;
    ImGuiContextForTest& operator=(const ImGuiContextForTest&) = delete;
};

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(draw::Color color) {
    const auto linear = [](std::uint8_t channel) {
        const double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

double contrast(draw::Color a, draw::Color b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

TEST(Theme, WordsCanBeReadOnEveryGroundOfBothPalettes) {
    for (const bool dark : {false, true}) {
        const ImGuiContextForTest context;
        theme::apply(1.0F, dark);
        // 4.5 is what WCAG AA asks of body text.
        for (const draw::Color ground : {theme::paper, theme::panel, theme::hover}) {
            EXPECT_GE(contrast(theme::ink, ground), 4.5) << dark;
            EXPECT_GE(contrast(theme::ink_soft, ground), 4.5) << dark;
            EXPECT_GE(contrast(theme::accent, ground), 4.5) << dark;
        }
        EXPECT_GE(contrast(theme::paper, theme::accent), 4.5) << dark;
        EXPECT_GE(contrast(theme::paper, theme::accent_deep), 4.5) << dark;
        EXPECT_GE(contrast(theme::ink, theme::accent_pale), 4.5) << dark;
        EXPECT_GE(contrast(theme::note_ink, theme::note), 4.5) << dark;
        EXPECT_GE(contrast(theme::alarm_ink, theme::alarm), 4.5) << dark;
    }
}

TEST(Theme, ThePaletteGoesWithTheImGuiContext) {
    const draw::Color light = theme::paper;  // no context: light
    const ImGuiContextForTest context;
    theme::apply(1.0F, true);
    EXPECT_NE(static_cast<draw::Color>(theme::paper), light);
    theme::apply(1.0F, false);
    EXPECT_EQ(static_cast<draw::Color>(theme::paper), light);
}

}  // namespace
}  // namespace parkatlas::app
