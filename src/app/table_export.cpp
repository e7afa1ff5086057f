// The dialog that writes the rows of the attribute table to a file.

#include <filesystem>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/folder_listing.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "app/user_folders.h"
#include "base/messages_tools.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

const model::Layer& layer_of(const Ui& ui, int layer) {
    const cartography::MapContent& content = ui.scene()->content();
    return layer < 0 ? content.layout->layer : *content.layers[static_cast<std::size_t>(layer)];
}

// Beside the data, or at home where the data is no file.
std::string first_path(const Ui& ui, int layer) {
    namespace fs = std::filesystem;
    const model::Layer& from = layer_of(ui, layer);
    std::error_code ignored;
    const fs::path source = fs::absolute(from.source, ignored);
    if (is_readable_kind(source.filename().string())) {
        return (source.parent_path() / source.stem()).string() + ".csv";
    }
    const std::string name = layer < 0 ? ui.document->layout()->id : from.name;
    return first_place(name + ".csv").string();
}

void write(const Ui& ui, const ShownTable& shown, const std::vector<std::uint32_t>& rows) {
    const std::string& path = ui.tools.memory.table.export_path;
    const std::string name = layer_of(ui, shown.layer).name;
    ui.tools.output.start(path, [table = shown.table, rows, name, path](const Work& work) {
        return tasks::write_rows(table, rows, name, path, work);
    });
}

void fields(const Ui& ui, const ShownTable& shown, float width) {
    ToolMemory::Table& memory = ui.tools.memory.table;
    const std::vector<std::uint32_t>& marked = memory.marks.rows;
    text_line(ui, ui.text(msg::tools_export_path), ui.fonts.small, theme::ink_soft);
    ImGui::SetNextItemWidth(width);
    ImGui::InputTextWithHint("##export.path", ui.text(msg::tools_export_path_hint).data(),
                             &memory.export_path);
    ui.fonts.need(memory.export_path);
    ui.note_box("export.path");
    if (ui.tools.files.is_file(memory.export_path)) {
        text_line(ui, ui.text(msg::tools_export_replaces), ui.fonts.small, theme::warning_ink);
    }
    ImGui::Dummy({1.0F, ui.px(4.0F)});
    text_line(ui,
              fmt::format(fmt::runtime(ui.text(msg::tools_export_rows)),
                          grouped(static_cast<double>(shown.answer.rows.size()), 0)),
              ui.fonts.body, theme::ink);
    if (marked.size() > 1) {
        if (check_box(ui, "export.only_marked", memory.only_marked ? Check::on : Check::off)) {
            memory.only_marked = !memory.only_marked;
        }
        ImGui::SameLine(0.0F, ui.px(8.0F));
        text_line(ui, fmt::format(fmt::runtime(ui.text(msg::tools_export_only_marked)),
                                  grouped(static_cast<double>(marked.size()), 0)));
    }
    ImGui::Dummy({1.0F, ui.px(6.0F)});
    if (icon_button(ui, "export.start", Icon::save, ui.text(msg::tools_export_start), {}) &&
        !memory.export_path.empty()) {
        const bool only_marked = memory.only_marked && marked.size() > 1;
        write(ui, shown, only_marked ? marked : shown.answer.rows);
    }
    ImGui::SameLine(0.0F, ui.px(8.0F));
    if (icon_button(ui, "export.cancel", Icon::close, ui.text(msg::tools_export_cancel), {})) {
        memory.export_open = false;
    }
}

}  // namespace

void draw_table_export(const Ui& ui) {
    ToolMemory::Table& memory = ui.tools.memory.table;
    if (!memory.export_open || ui.document == nullptr) return;
    const auto layer = shown_table(ui.state, *ui.document);
    const ShownTable* shown = layer ? ui.tools.table.shown(ui.document, *layer) : nullptr;
    if (shown == nullptr) {
        memory.export_open = false;
        return;
    }
    if (memory.export_of != shown->table.get()) {
        memory.export_of = shown->table.get();
        memory.export_path = first_path(ui, *layer);
    }
    const Dialog dialog{ui, "table_export", ui.text(msg::tools_export_title), 560.0F};
    if (ui.tools.output.busy() || ui.tools.output.result()) {
        if (output_progress(ui, dialog.inner_width_px())) memory.export_open = false;
    } else {
        fields(ui, *shown, dialog.inner_width_px());
    }
}

}  // namespace parkatlas::app
