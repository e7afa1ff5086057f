#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/layer_legend.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"

namespace parkatlas::app {
namespace {

std::string cursor_words(const Ui& ui) {
    if (!ui.state.cursor) return std::string{ui.text(msg::app_status_no_cursor)};
    const geo::MapXY at = *ui.state.cursor;
    const std::string metres = fmt::format("N {:.1f}  E {:.1f} m", at.y_m, at.x_m);
    const Result<geo::XY> degrees = ui.document->map_to_degrees.apply({at.x_m, at.y_m});
    if (!degrees) return metres;
    return fmt::format("{:.5f}° E  {:.5f}° N    {}", degrees->x, degrees->y, metres);
}

std::string findings_words(const std::vector<Finding>& findings, Lang lang) {
    constexpr std::size_t most = 12;
    std::string all;
    for (std::size_t i = 0; i < findings.size() && i < most; ++i) {
        const Finding& one = findings[i];
        all += fmt::format("{}{}{}{}: {}", i == 0 ? "" : "\n", one.source,
                           one.feature.empty() ? "" : ", ", one.feature, one.message.in(lang));
    }
    if (findings.size() > most) all += fmt::format("\n… +{}", findings.size() - most);
    return all;
}

}  // namespace

void draw_status_bar(const Ui& ui) {
    const RectPx& bar = ui.layout.status;
    begin_panel("status", bar, theme::paper, {0.0F, 0.0F});
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({bar.x, bar.y + 0.5F}, {bar.x + bar.w, bar.y + 0.5F}, theme::packed(theme::line));
    if (ui.document != nullptr) {
        ImFont* font = ui.fonts.small;
        const float y = std::floor(bar.y + (bar.h - font->FontSize) / 2.0F);
        const auto put = [&](float x, const std::string& words, draw::Color color) {
            text_at(ui, list, {x, y}, words, font, color);
            return text_width(words, font);
        };
        const auto divider = [&](float x) {
            list->AddLine({x, bar.y + ui.px(8.0F)}, {x, bar.y + bar.h - ui.px(8.0F)},
                          theme::packed(theme::line));
        };
        const float after = bar.x + ui.px(16.0F) +
                            put(bar.x + ui.px(16.0F), cursor_words(ui),
                                ui.state.cursor ? theme::ink : theme::ink_faint);

        // From the right: what does not change with the mouse.
        float x = bar.x + bar.w - ui.px(16.0F);
        const auto put_left = [&](const std::string& words, draw::Color color) {
            x -= text_width(words, font);
            put(x, words, color);
            x -= ui.px(14.0F);
            divider(x);
            x -= ui.px(14.0F);
        };
        put_left(ui.state.map.selected
                     ? fmt::format(fmt::runtime(ui.text(msg::app_status_selected)), 1)
                     : std::string{ui.text(msg::app_status_selected_none)},
                 theme::ink_soft);
        const geo::Crs& crs = ui.scene()->crs();
        put_left(crs.label() == crs.name() || crs.name().empty()
                     ? crs.label()
                     : fmt::format("{} · {}", crs.label(), crs.name()),
                 theme::ink_soft);
        x = scale_button(ui, x) - ui.px(14.0F);
        divider(x);
        x -= ui.px(14.0F);
        if (!ui.state.files.note.empty()) {
            text_elided_at(ui, {after + ui.px(28.0F), y}, ui.state.files.note, font,
                           theme::accent_deep, std::max(x - after - ui.px(180.0F), 1.0F));
        }
        if (const std::string part = part_status(ui); !part.empty()) {
            put_left(part, theme::note_ink);
        }
        if (!ui.document->findings.empty()) {
            put_left(fmt::format(fmt::runtime(ui.text(msg::app_status_findings)),
                                 ui.document->findings.size()),
                     theme::note_ink);
            ImGui::SetCursorScreenPos({x + ui.px(28.0F), bar.y});
            ImGui::InvisibleButton("status.findings", {ui.px(90.0F), bar.h});
            tooltip(ui, findings_words(ui.document->findings, ui.state.lang));
        }
    }
    ImGui::End();
}

}  // namespace parkatlas::app
