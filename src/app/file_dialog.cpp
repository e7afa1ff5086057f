// The file dialog: a browser of folders of our own, as the distribution has no light one that all
// desktops share.

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/panels.h"
#include "app/theme.h"
#include "app/user_folders.h"
#include "base/messages_app.h"
#include "base/messages_document.h"
#include "base/messages_viewer.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

constexpr float row_height = 30.0F;
constexpr const char* popup = "file.dialog";

// A path as a person types it: "~" is home, the rest counts from the folder that is shown.
fs::path typed_path(const FileDialog& dialog, const std::string& typed) {
    if (typed.starts_with("~/") || typed == "~") {
        if (const std::optional<fs::path> home = home_folder()) {
            return *home / (typed.size() > 2 ? typed.substr(2) : std::string{});
        }
    }
    return (dialog.folder / typed).lexically_normal();
}

std::string size_words(std::uint64_t bytes) {
    const auto value = static_cast<double>(bytes);
    if (value < 1e3) return fmt::format("{} B", bytes);
    if (value < 1e6) return fmt::format("{:.1f} kB", value / 1e3);
    if (value < 1e9) return fmt::format("{:.1f} MB", value / 1e6);
    return fmt::format("{:.2f} GB", value / 1e9);
}

bool is_kind_for(FilePurpose purpose, std::string_view name) {
    switch (purpose) {
        case FilePurpose::save_as:
            return is_project_name(name);
        case FilePurpose::annotations:
            return has_ending(name, ".json");
        case FilePurpose::picture:
            return is_picture_name(name);
        case FilePurpose::relink:
        case FilePurpose::open:
            break;
    }
    return is_readable_kind(name);
}

// A row that can be clicked; true if it was.
bool row(const Ui& ui, const std::string& name, Icon icon, std::string_view words, bool chosen,
         float width, std::string_view right) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(row_height);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {width, height});
    ui.note_box(name);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    if (chosen || hovered) {
        list->AddRectFilled(at, {at.x + width, at.y + height},
                            theme::packed(chosen ? theme::accent_pale : theme::hover), ui.px(5.0F));
    }
    const float middle = at.y + height / 2.0F;
    draw_icon(list, icon, {at.x + ui.px(16.0F), middle}, ui.px(15.0F),
              theme::packed(icon == Icon::folder ? theme::accent : theme::ink_soft));
    const float right_width =
        right.empty() ? 0.0F : text_width(right, ui.fonts.small) + ui.px(12.0F);
    if (!right.empty()) {
        text_at(ui, list,
                {at.x + width - right_width, std::floor(middle - ui.fonts.small->FontSize / 2.0F)},
                right, ui.fonts.small, theme::ink_faint);
    }
    text_elided_at(ui, {at.x + ui.px(32.0F), std::floor(middle - ui.fonts.body->FontSize / 2.0F)},
                   words, ui.fonts.body, theme::ink, width - ui.px(40.0F) - right_width);
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({0.0F, 0.0F});
    return clicked;
}

void place_list(const Ui& ui, const FileDialog& dialog, float width) {
    text_line(ui, ui.text(msg::document_dialog_places), ui.fonts.small, theme::ink_soft);
    for (std::size_t i = 0; i < dialog.places.size(); ++i) {
        const Place& place = dialog.places[i];
        std::string words = place.name.empty() ? place.folder.filename().string() : place.name;
        if (place.folder == home_folder()) {
            words = ui.text(msg::document_dialog_home);
        } else if (place.folder == "/") {
            words = ui.text(msg::document_dialog_root);
        }
        if (row(ui, fmt::format("file.place.{}", i), Icon::folder, words,
                place.folder == dialog.folder, width, {})) {
            ui.commands.push_back(GoToFolder{place.folder});
        }
    }
    std::vector<fs::path> recent;
    for (const std::string& file : ui.state.files.recent) {
        const fs::path folder = fs::path{file}.parent_path();
        if (folder.empty() || std::ranges::find(recent, folder) != recent.end()) continue;
        recent.push_back(folder);
        if (recent.size() == 5) break;
    }
    if (recent.empty()) return;
    ImGui::Dummy({0.0F, ui.px(6.0F)});
    text_line(ui, ui.text(msg::document_dialog_recent), ui.fonts.small, theme::ink_soft);
    for (std::size_t i = 0; i < recent.size(); ++i) {
        if (row(ui, fmt::format("file.recent.{}", i), Icon::folder, recent[i].filename().string(),
                recent[i] == dialog.folder, width, {})) {
            ui.commands.push_back(GoToFolder{recent[i]});
        }
        tooltip(ui, recent[i].string());
    }
}

void entry_list(const Ui& ui, const FileDialog& dialog, float width) {
    FileRows& rows = ui.memory.files;
    if (!dialog.problem.empty()) {
        empty_state(ui, Icon::warning, ui.text(msg::document_dialog_unreadable),
                    dialog.problem.in(ui.state.lang));
        return;
    }
    if (!dialog.listing) {
        text_line(ui, ui.text(msg::document_dialog_reading), ui.fonts.body, theme::ink_soft);
        return;
    }
    std::vector<const FolderEntry*> shown;
    for (const FolderEntry& entry : dialog.listing->entries) {
        const bool kind = is_kind_for(dialog.purpose, entry.name);
        if (entry.is_folder || rows.all_kinds || kind) shown.push_back(&entry);
    }
    if (shown.empty()) {
        empty_state(ui, Icon::folder, ui.text(msg::document_dialog_empty),
                    ui.text(msg::document_dialog_empty_hint));
        return;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(shown.size()), ui.px(row_height));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const FolderEntry& entry = *shown[static_cast<std::size_t>(i)];
            const bool clicked =
                row(ui, "file.entry." + entry.name, entry.is_folder ? Icon::folder : Icon::file,
                    entry.name, rows.typed == entry.name, width,
                    entry.is_folder ? std::string{} : size_words(entry.size_bytes));
            const bool twice =
                ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
            if (clicked && entry.is_folder) {
                ui.commands.push_back(GoToFolder{dialog.folder / entry.name});
            } else if (twice && !entry.is_folder) {
                ui.commands.push_back(ChooseFile{dialog.folder / entry.name});
            } else if (clicked) {
                rows.typed = entry.name;
                rows.entry = entry.name;
            }
        }
    }
}

void folder_line(const Ui& ui, const FileDialog& dialog, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (quiet_icon_button(ui, "file.up", Icon::arrow_up, ui.px(30.0F),
                          ui.text(msg::document_dialog_up))) {
        ui.commands.push_back(GoToFolder{dialog.folder.parent_path()});
    }
    text_elided_at(ui, {at.x + ui.px(40.0F), at.y + ui.px(6.0F)}, dialog.folder.string(),
                   ui.fonts.body, theme::ink, width - ui.px(44.0F));
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(38.0F)});
    ImGui::Dummy({0.0F, 0.0F});
}

void foot(const Ui& ui, const FileDialog& dialog, ImVec2 at, float width) {
    FileRows& rows = ui.memory.files;
    const bool saves = dialog.purpose == FilePurpose::save_as;
    const std::string_view yes = ui.text(dialog.asks_to_replace ? msg::document_replace
                                         : saves                ? msg::document_save
                                                                : msg::document_open);
    const std::string_view no = ui.text(msg::document_cancel);
    const float buttons = word_button_width(ui, yes) + word_button_width(ui, no) + ui.px(10.0F);
    ImGui::SetCursorScreenPos(at);
    ImGui::SetNextItemWidth(width);
    if (rows.is_new) ImGui::SetKeyboardFocusHere();
    rows.is_new = false;
    // A field that has the keyboard keeps words of its own: another folder, or a click on an entry,
    // makes it another field.
    const std::string id = fmt::format("##file.name.{}.{}", dialog.folder.string(), rows.entry);
    ImGui::InputTextWithHint(id.c_str(), ui.text(msg::document_dialog_name).data(), &rows.typed,
                             ImGuiInputTextFlags_AutoSelectAll);
    // Counted by the window: in a slow frame ImGui would miss a short press.
    const bool entered = std::exchange(rows.entered, false);
    ui.fonts.need(rows.typed);
    ui.note_box("file.name");
    const float y = at.y + ui.px(46.0F);
    ImGui::SetCursorScreenPos({at.x, y + ui.px(5.0F)});
    if (dialog.asks_to_replace) {
        text_elided_at(ui, {at.x, y + ui.px(9.0F)}, ui.text(msg::document_dialog_replace),
                       ui.fonts.body, theme::alarm_ink, width - buttons - ui.px(12.0F));
    } else if (!saves) {
        if (check_box(ui, "file.all", rows.all_kinds ? Check::on : Check::off)) {
            rows.all_kinds = !rows.all_kinds;
        }
        text_at(ui, ImGui::GetWindowDrawList(), {at.x + ui.px(32.0F), y + ui.px(9.0F)},
                ui.text(msg::document_dialog_all), ui.fonts.body, theme::ink);
    }
    ImGui::SetCursorScreenPos({at.x + width - buttons, y});
    if (word_button(ui, "file.cancel", no, false)) ui.commands.push_back(CloseFileDialog{});
    ImGui::SetCursorScreenPos({at.x + width - word_button_width(ui, yes), y});
    if ((word_button(ui, "file.choose", yes, true) || entered) && !rows.typed.empty()) {
        ui.commands.push_back(ChooseFile{typed_path(dialog, rows.typed)});
    }
}

std::string title_of(const Ui& ui, const FileDialog& dialog) {
    switch (dialog.purpose) {
        case FilePurpose::save_as:
            return std::string{ui.text(msg::document_dialog_save)};
        case FilePurpose::relink:
            return fmt::format(fmt::runtime(ui.text(msg::document_dialog_relink)),
                               fs::path{dialog.source}.filename().string());
        case FilePurpose::annotations:
            return std::string{ui.text(msg::viewer_dialog_annotations)};
        case FilePurpose::picture:
            if (dialog.source.empty()) return std::string{ui.text(msg::viewer_dialog_picture)};
            return fmt::format(fmt::runtime(ui.text(msg::viewer_dialog_other_picture)),
                               fs::path{dialog.source}.filename().string());
        case FilePurpose::open:
            break;
    }
    return std::string{ui.text(msg::document_dialog_open)};
}

}  // namespace

void draw_file_dialog(const Ui& ui) {
    if (!ui.state.files.dialog) return;
    const FileDialog& dialog = *ui.state.files.dialog;
    FileRows& rows = ui.memory.files;
    if (rows.number != dialog.number) {
        rows = {};
        rows.number = dialog.number;
        rows.typed = dialog.suggested;
    }
    const ImVec2 room = ImGui::GetIO().DisplaySize;
    const ImVec2 size = {std::min(ui.px(860.0F), room.x - ui.px(40.0F)),
                         std::min(ui.px(600.0F), room.y - ui.px(40.0F))};
    ImGui::SetNextWindowPos({room.x / 2.0F, room.y / 2.0F}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(22.0F), ui.px(18.0F)});
    if (!ImGui::IsPopupOpen(popup)) ImGui::OpenPopup(popup);
    if (ImGui::BeginPopupModal(popup, nullptr,
                               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings)) {
        text_line(ui, title_of(ui, dialog), ui.fonts.title, theme::ink);
        const ImVec2 top = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const float left = ui.px(190.0F);
        const float foot_height = ui.px(84.0F);
        const float height = ImGui::GetContentRegionAvail().y - foot_height;
        ImGui::BeginChild("file.places", {left, height}, false, ImGuiWindowFlags_NoNav);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, ui.px(2.0F)});
        place_list(ui, dialog, left - ui.px(14.0F));
        ImGui::PopStyleVar();
        ImGui::EndChild();
        const float x = top.x + left + ui.px(10.0F);
        const float list_width = width - left - ui.px(10.0F);
        ImGui::SetCursorScreenPos({x, top.y});
        folder_line(ui, dialog, list_width);
        ImGui::SetCursorScreenPos({x, top.y + ui.px(40.0F)});
        const ImVec2 low = {x - ui.px(4.0F), top.y + ui.px(36.0F)};
        const ImVec2 high = {top.x + width, top.y + height};
        ImGui::GetWindowDrawList()->AddRect(low, high, theme::packed(theme::line), ui.px(6.0F));
        ImGui::BeginChild("file.entries", {list_width - ui.px(4.0F), height - ui.px(46.0F)}, false,
                          ImGuiWindowFlags_NoNav);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
        entry_list(ui, dialog, list_width - ui.px(20.0F));
        ImGui::PopStyleVar();
        ImGui::EndChild();
        foot(ui, dialog, {top.x, top.y + height + ui.px(12.0F)}, width);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

}  // namespace parkatlas::app
