#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/drawer_tabs.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

using cartography::FeatureRef;

// The report, or in its place why there is none yet.
const analysis::AuditReport* report_or_reason(const Ui& ui) {
    if (ui.document->layout() == nullptr) {
        empty_state(ui, Icon::check, ui.text(msg::app_no_audit), ui.text(msg::app_no_audit_hint));
        return nullptr;
    }
    if (ui.audit == nullptr) {
        empty_state(ui, Icon::check, ui.text(msg::app_audit_running), {});
        return nullptr;
    }
    if (!*ui.audit) {
        empty_state(ui, Icon::warning, ui.text(msg::app_audit_failed),
                    (*ui.audit).error().what.in(ui.state.lang));
        return nullptr;
    }
    return &**ui.audit;
}

// A row that can be clicked; true when it was.
bool row_ground(const Ui& ui, const std::string& name, float left, float right, float height) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({left - ui.px(8.0F), top.y});
    const bool clicked =
        ImGui::InvisibleButton(name.c_str(), {right - left + ui.px(16.0F), height});
    ui.note_box(name);
    if (ImGui::IsItemHovered()) {
        ImGui::GetWindowDrawList()->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                                  theme::packed(theme::hover), ui.px(5.0F));
    }
    ImGui::SetCursorScreenPos({top.x, top.y + height});
    ImGui::Dummy({1.0F, 0.0F});
    return clicked;
}

void summary(const Ui& ui, const analysis::AuditReport& report, float left, float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    float x = left;
    const auto put = [&](Severity severity, Msg words) {
        const int count = report.count(severity);
        const draw::Color color = count == 0 ? theme::ink_faint : theme::severity_ink(severity);
        list->AddCircleFilled({x + ui.px(5.0F), y + ui.px(8.0F)}, ui.px(4.0F),
                              theme::packed(color));
        const std::string label = fmt::format(fmt::runtime(ui.text(words)), count);
        text_at(ui, list, {x + ui.px(15.0F), y}, label, ui.fonts.small, color);
        x += text_width(label, ui.fonts.small) + ui.px(36.0F);
    };
    put(Severity::error, msg::app_audit_errors);
    put(Severity::warning, msg::app_audit_warnings);
    put(Severity::info, msg::app_audit_remarks);
    text_at(ui, list, {x, y}, ui.text(msg::app_audit_click), ui.fonts.small, theme::ink_faint);
}

void finding_row(const Ui& ui, const Finding& finding, std::size_t index, float left, float right) {
    const std::optional<FeatureRef> feature = find_feature(*ui.document, finding.feature);
    const float names = std::min(ui.px(210.0F), (right - left) * 0.28F);
    const float words_x = left + ui.px(20.0F) + names + ui.px(12.0F);
    const float words_width = right - words_x;
    const float line = std::round(ui.fonts.body->FontSize * 1.45F);
    const auto lines =
        static_cast<float>(lines_of(finding.message.in(ui.state.lang), ui.fonts.body, words_width));
    const float height = std::max(lines * line + ui.px(8.0F), ui.px(32.0F));
    const ImVec2 top = ImGui::GetCursorScreenPos();
    if (row_ground(ui, fmt::format("finding.{}", index), left, right, height) && feature) {
        ui.commands.push_back(SelectFeature{*feature});
        ui.commands.push_back(ZoomToFeature{*feature});
    }
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float y = top.y + ui.px(4.0F);
    ImGui::GetWindowDrawList()->AddCircleFilled(
        {left + ui.px(5.0F), y + line / 2.0F}, ui.px(4.0F),
        theme::packed(theme::severity_ink(finding.severity)));
    const std::string name =
        feature ? feature_name(*ui.document, *feature, ui.state.lang) : finding.feature;
    text_elided_at(ui, {left + ui.px(20.0F), y + ui.px(3.0F)}, name, ui.fonts.bold, theme::ink,
                   names);
    ImGui::SetCursorScreenPos({words_x, y});
    text_block(ui, finding.message.in(ui.state.lang), ui.fonts.body, theme::ink, words_width);
    ImGui::SetCursorScreenPos(after);
}

void begin_rows(const Ui& ui, const char* id, float x, float y) {
    ImGui::SetCursorScreenPos({x, y});
    ImGui::BeginChild(id, {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    static_cast<void>(ui);
}

void end_rows(const Ui& ui) {
    ImGui::Dummy({0.0F, ui.px(10.0F)});
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace

void draw_audit(const Ui& ui) {
    const analysis::AuditReport* report = report_or_reason(ui);
    if (report == nullptr) return;
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float left = top.x + ui.px(18.0F);
    const float right = top.x + ImGui::GetContentRegionAvail().x - ui.px(26.0F);
    summary(ui, *report, left, top.y + ui.px(9.0F));
    begin_rows(ui, "audit.rows", top.x, top.y + ui.px(34.0F));
    for (std::size_t i = 0; i < report->findings.size(); ++i) {
        finding_row(ui, report->findings[i], i, left, right);
    }
    end_rows(ui);
}

}  // namespace parkatlas::app
