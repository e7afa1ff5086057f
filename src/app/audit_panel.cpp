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

draw::Color severity_color(Severity severity) {
    switch (severity) {
        case Severity::error:
            return theme::alarm_ink;
        case Severity::warning:
            return theme::warning_ink;
        case Severity::info:
            break;
    }
    return theme::ink_faint;
}

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
        empty_state(ui, Icon::warning, ui.text(msg::app_audit_failed), (*ui.audit).error().what);
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
        const draw::Color color = count == 0 ? theme::ink_faint : severity_color(severity);
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
    const auto lines = static_cast<float>(lines_of(finding.message, ui.fonts.body, words_width));
    const float height = std::max(lines * line + ui.px(8.0F), ui.px(32.0F));
    const ImVec2 top = ImGui::GetCursorScreenPos();
    if (row_ground(ui, fmt::format("finding.{}", index), left, right, height) && feature) {
        ui.commands.push_back(SelectFeature{*feature});
        ui.commands.push_back(ZoomToFeature{*feature});
    }
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float y = top.y + ui.px(4.0F);
    ImGui::GetWindowDrawList()->AddCircleFilled({left + ui.px(5.0F), y + line / 2.0F}, ui.px(4.0F),
                                                theme::packed(severity_color(finding.severity)));
    const std::string name =
        feature ? feature_name(*ui.document, *feature, ui.state.lang) : finding.feature;
    text_elided_at(ui, {left + ui.px(20.0F), y + ui.px(3.0F)}, name, ui.fonts.bold, theme::ink,
                   names);
    ImGui::SetCursorScreenPos({words_x, y});
    text_block(ui, finding.message, ui.fonts.body, theme::ink, words_width);
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

struct OverlapColumns {
    float a, b, area_right, mu_right, share_a_right, share_b_right, note;
};

OverlapColumns overlap_columns(const Ui& ui, float left, float right) {
    OverlapColumns at{};
    at.note = right - ui.px(96.0F);
    at.share_b_right = at.note - ui.px(18.0F);
    at.share_a_right = at.share_b_right - ui.px(78.0F);
    at.mu_right = at.share_a_right - ui.px(78.0F);
    at.area_right = at.mu_right - ui.px(110.0F);
    const float names = (at.area_right - ui.px(92.0F) - left) / 2.0F;
    at.a = left;
    at.b = left + names;
    return at;
}

void overlap_head(const Ui& ui, const OverlapColumns& at, float left, float right, float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto put = [&](float x, std::string_view words, bool flush_right) {
        text_at(ui, list, {flush_right ? x - text_width(words, ui.fonts.small) : x, y}, words,
                ui.fonts.small, theme::ink_soft);
    };
    put(at.a, "A", false);
    put(at.b, "B", false);
    put(at.area_right, unit_symbol(AreaUnit::km2, ui.state.lang), true);
    put(at.mu_right, unit_symbol(AreaUnit::mu, ui.state.lang), true);
    put(at.share_a_right, ui.text(msg::app_share_of_a), true);
    put(at.share_b_right, ui.text(msg::app_share_of_b), true);
    list->AddLine({left, y + ui.px(21.0F)}, {right, y + ui.px(21.0F)}, theme::packed(theme::line));
}

// The ground that both may share, at most: the common part of their boxes.
std::optional<geo::Box> common_box(const Ui& ui, FeatureRef a, FeatureRef b) {
    const geo::Box one = ui.scene()->feature_extent(a);
    const geo::Box other = ui.scene()->feature_extent(b);
    const geo::Box box{std::max(one.min_x, other.min_x), std::max(one.min_y, other.min_y),
                       std::min(one.max_x, other.max_x), std::min(one.max_y, other.max_y)};
    if (box.is_empty()) return std::nullopt;
    return box;
}

void overlap_row(const Ui& ui, const analysis::AuditOverlap& one, std::size_t index,
                 const OverlapColumns& at, float left, float right) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float height = ui.px(31.0F);
    if (row_ground(ui, fmt::format("overlap.{}", index), left, right, height)) {
        const auto a = find_feature(*ui.document, model::id_text(one.row.a.id));
        const auto b = find_feature(*ui.document, model::id_text(one.row.b.id));
        if (a && b) {
            ui.commands.push_back(SelectFeature{*a});
            if (const auto box = common_box(ui, *a, *b)) ui.commands.push_back(LookAt{*box});
        }
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = std::floor(top.y + (height - ui.fonts.body->FontSize) / 2.0F);
    const float names = at.b - at.a - ui.px(12.0F);
    text_elided_at(ui, {at.a, y}, one.name_a.in(ui.state.lang), ui.fonts.body, theme::ink, names);
    text_elided_at(ui, {at.b, y}, one.name_b.in(ui.state.lang), ui.fonts.body, theme::ink, names);
    const auto put = [&](float x, const std::string& words) {
        text_at(ui, list, {x - text_width(words, ui.fonts.body), y}, words, ui.fonts.body,
                theme::ink);
    };
    put(at.area_right, format_area_number(one.row.area_m2, AreaUnit::km2));
    put(at.mu_right, format_area_number(one.row.area_m2, AreaUnit::mu));
    put(at.share_a_right, fmt::format("{:.1f}%", one.row.share_of_a * 100.0));
    put(at.share_b_right, fmt::format("{:.1f}%", one.row.share_of_b * 100.0));
    const Msg note = one.nested    ? msg::app_overlap_nested
                     : one.implied ? msg::app_overlap_implied
                                   : msg::app_overlap_unexpected;
    text_at(ui, list, {at.note, y + ui.px(1.0F)}, ui.text(note), ui.fonts.small,
            one.implied ? theme::ink_faint : theme::warning_ink);
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

void draw_overlaps(const Ui& ui) {
    const analysis::AuditReport* report = report_or_reason(ui);
    if (report == nullptr) return;
    if (report->overlaps.empty()) {
        empty_state(ui, Icon::overlap, ui.text(msg::app_no_overlaps),
                    ui.text(msg::app_no_overlaps_hint));
        return;
    }
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float left = top.x + ui.px(18.0F);
    const float right = top.x + ImGui::GetContentRegionAvail().x - ui.px(26.0F);
    const OverlapColumns at = overlap_columns(ui, left, right);
    overlap_head(ui, at, left, right, top.y + ui.px(8.0F));
    begin_rows(ui, "overlap.rows", top.x, top.y + ui.px(32.0F));
    for (std::size_t i = 0; i < report->overlaps.size(); ++i) {
        overlap_row(ui, report->overlaps[i], i, at, left, right);
    }
    end_rows(ui);
}

}  // namespace parkatlas::app
