// The panel of frame times: how long frames take and what for, with a small graph.

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/messages_frames.h"

namespace parkatlas::app {
namespace {

constexpr float panel_width = 344.0F;  // design pixels
constexpr float graph_height = 72.0F;
// Height of the graph: as much as the longest frame needs, within these; longer bars are cut.
constexpr double least_full_ms = 25.0;
constexpr double most_full_ms = 70.0;
constexpr std::array<double, 3> marks_ms{16.7, 33.3, 50.0};  // 60, 30 and 20 frames a second

struct Part {
    Msg words;
    draw::Color color;
    double FrameTimes::*ms;
};

std::array<Part, 4> parts() {
    return {{{msg::frames_panels, theme::bar_target, &FrameTimes::panels_ms},
             {msg::frames_map, theme::marked, &FrameTimes::map_ms},
             {msg::frames_draw, theme::accent, &FrameTimes::draw_ms},
             {msg::frames_swap, theme::ink_faint, &FrameTimes::swap_ms}}};
}

// Each frame a bar, its parts on one another, the latest at the right.
void graph(const Ui& ui, const std::vector<FrameTimes>& frames, float width) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float height = ui.px(graph_height);
    const ImVec2 high{low.x + width, low.y + height};
    list->AddRectFilled(low, high, theme::packed(theme::panel), ui.px(4.0F));
    double full_ms = least_full_ms;
    for (const FrameTimes& frame : frames) full_ms = std::max(full_ms, frame.total_ms());
    full_ms = std::min(full_ms, most_full_ms);
    const auto y_of = [&](double ms) {
        return high.y - static_cast<float>(std::min(ms / full_ms, 1.0)) * height;
    };
    const float step = width / static_cast<float>(FrameMeter::shown_frames);
    float x = high.x - step * static_cast<float>(frames.size());
    for (const FrameTimes& frame : frames) {
        double below_ms = 0.0;
        for (const Part& part : parts()) {
            const double ms = frame.*part.ms;
            list->AddRectFilled({x, y_of(below_ms + ms)}, {x + step, y_of(below_ms)},
                                theme::packed(part.color));
            below_ms += ms;
        }
        x += step;
    }
    for (const double mark_ms : marks_ms) {
        if (mark_ms > full_ms) continue;
        const float y = std::floor(y_of(mark_ms)) + 0.5F;
        list->AddLine({low.x, y}, {high.x, y}, theme::packed(theme::ink.with_alpha(60)));
        text_at(ui, list, {low.x + ui.px(4.0F), y - ui.fonts.small->FontSize},
                fmt::format("{:.0f}", mark_ms), ui.fonts.small, theme::ink_soft);
    }
    ImGui::Dummy({width, height});
}

void legend(const Ui& ui, const FrameTimes& mean) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float column = ui.px(panel_width - 32.0F) / 2.0F;
    const float row = ui.fonts.small->FontSize + ui.px(6.0F);
    const float side = ui.px(9.0F);
    int number = 0;
    for (const Part& part : parts()) {
        const ImVec2 low{at.x + column * static_cast<float>(number % 2),
                         at.y + row * static_cast<float>(number / 2)};
        const float top = low.y + std::floor((row - side) / 2.0F);
        list->AddRectFilled({low.x, top}, {low.x + side, top + side}, theme::packed(part.color),
                            ui.px(2.0F));
        text_at(ui, list, {low.x + ui.px(15.0F), low.y + ui.px(3.0F)},
                fmt::format("{}  {}", ui.text(part.words),
                            fmt::format(fmt::runtime(ui.text(msg::frames_ms)), mean.*part.ms)),
                ui.fonts.small, theme::ink);
        ++number;
    }
    ImGui::Dummy({2.0F * column, 2.0F * row});
}

void line(const Ui& ui, Msg title, const std::string& words) {
    text_line(ui, ui.text(title), ui.fonts.small, theme::ink_soft);
    text_block(ui, words, ui.fonts.small, theme::ink);
}

}  // namespace

void draw_frame_times(const Ui& ui, const FrameReport& report) {
    if (!ui.state.frame_times_open) return;
    const RectPx& map = ui.layout.map;
    const float width = std::min(ui.px(panel_width), map.w - ui.px(28.0F));
    ImGui::SetNextWindowPos({map.x + map.w - ui.px(14.0F) - width, map.y + ui.px(14.0F)});
    ImGui::SetNextWindowSize({width, 0.0F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(16.0F), ui.px(12.0F)});
    ImGui::Begin("frame_times", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    text_line(ui, ui.text(msg::frames_title), ui.fonts.bold, theme::ink);
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + width - ui.px(52.0F), at.y - ui.px(4.0F)});
    if (quiet_icon_button(ui, "frame_times.close", Icon::close, ui.px(24.0F),
                          ui.text(msg::app_close))) {
        ui.commands.push_back(ShowFrameTimes{false});
    }
    ImGui::SetCursorScreenPos(below);
    const FrameMeter::Percentiles whole = report.meter.percentiles();
    text_block(ui,
               fmt::format(fmt::runtime(ui.text(msg::frames_whole)), whole.half_ms, whole.most_ms,
                           whole.longest_ms),
               ui.fonts.small, theme::ink_soft);
    ImGui::Dummy({0.0F, ui.px(2.0F)});
    graph(ui, report.meter.last(), width - ui.px(32.0F));
    legend(ui, report.meter.mean());
    ImGui::Dummy({0.0F, ui.px(2.0F)});
    const MapCanvas::Times& pictures = report.pictures;
    line(ui, msg::frames_picture,
         fmt::format(fmt::runtime(ui.text(msg::frames_picture_parts)), pictures.last_compose_ms,
                     pictures.last_paint_ms, pictures.last_upload_ms, pictures.paintings));
    const OpeningTimes& opening = ui.document->times;
    std::string words = fmt::format(fmt::runtime(ui.text(msg::frames_opening_parts)),
                                    opening.read_ms, opening.base_ms, opening.index_ms);
    if (report.first_picture_s) {
        words += "\n" + fmt::format(fmt::runtime(ui.text(msg::frames_first_picture)),
                                    *report.first_picture_s);
    }
    line(ui, msg::frames_opening, words);
    const ImVec2 size = ImGui::GetWindowSize();
    const ImVec2 corner = ImGui::GetWindowPos();
    ui.boxes.push_back({"frame_times", {corner.x, corner.y, size.x, size.y}});
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

}  // namespace parkatlas::app
