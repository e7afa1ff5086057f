// The sheet as it will be printed: the page in the middle, what it holds at the side, and export.

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/annotation_fields.h"
#include "app/panels.h"
#include "app/sheet_edits.h"
#include "app/sheet_page.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "app/user_folders.h"
#include "base/messages_annotate.h"
#include "base/messages_steps.h"
#include "base/messages_tools.h"
#include "base/messages_viewer.h"
#include "base/units.h"
#include "tasks/annotating.h"
#include "tasks/sheet_settings.h"

namespace parkatlas::app {
namespace {

using tasks::SheetFormat;
using tasks::SheetSettings;

constexpr float side_px = 372.0F;
constexpr std::array<double, 4> resolutions{96, 150, 300, 600};
constexpr std::array<const char*, 5> pages{"A0", "A1", "A2", "A3", "A4"};

struct FormatName {
    SheetFormat format;
    const char* name;
};
constexpr std::array<FormatName, 6> formats{{{SheetFormat::pdf, "PDF"},
                                             {SheetFormat::png, "PNG"},
                                             {SheetFormat::svg, "SVG"},
                                             {SheetFormat::geotiff, "GeoTIFF"},
                                             {SheetFormat::jpeg, "JPEG"},
                                             {SheetFormat::webp, "WebP"}}};

void change(const Ui& ui, const SheetSettings& settings, Msg step, std::string what = {}) {
    change_sheet(ui.commands, *ui.document, settings, {step, std::move(what)}, ui.gesture());
}

// ---- the side -----------------------------------------------------------------------------------

struct Side {
    const Ui& ui;
    float width;
    float label;

    // A label, and the cursor where its control goes.
    void row(std::string_view words) const {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        text_elided_at(ui, {at.x, at.y + ui.px(6.0F)}, words, ui.fonts.body, theme::ink_soft,
                       label - ui.px(8.0F));
        ImGui::SetCursorScreenPos({at.x + label, at.y});
        ImGui::SetNextItemWidth(width - label);
    }
    template <typename Items>
    void combo(const char* id, const std::string& now, const Items& items) const {
        ui.fonts.need(now);
        if (ImGui::BeginCombo(id, now.c_str(), ImGuiComboFlags_HeightLarge)) {
            items();
            ImGui::EndCombo();
        }
        ui.note_box(id + 2);
    }
    static bool choice(const Ui& of, const std::string& words, bool chosen) {
        of.fonts.need(words);
        return ImGui::Selectable(words.c_str(), chosen);
    }
};

std::string scale_words(const std::optional<double>& scale) {
    return scale ? "1:" + grouped(*scale, 0) : std::string{};
}

// What stands on the page by hand: buttons that put it there, and the look of the chosen one.
void page_items(const Side& side) {
    const Ui& ui = side.ui;
    section_heading(ui, ui.text(msg::viewer_page_items));
    const float left = ImGui::GetCursorScreenPos().x;
    float x = left;
    const auto next_to = [&](std::string_view words) {
        const float width = text_width(words, ui.fonts.body) + ui.px(42.0F);
        if (x > left && x + width <= left + side.width) {
            ImGui::SameLine(0.0F, ui.px(2.0F));
        } else {
            x = left;
        }
        x += width + ui.px(2.0F);
    };
    using Kind = model::AnnotationKind;
    constexpr std::array<std::pair<Kind, Icon>, 4> kinds{{{Kind::text, Icon::annotate},
                                                          {Kind::arrow, Icon::arrow_right},
                                                          {Kind::north_arrow, Icon::arrow_up},
                                                          {Kind::scale_bar, Icon::ruler}}};
    for (const auto& [kind, icon] : kinds) {
        const std::string_view words = tasks::annotation_kind_label(kind, ui.state.lang);
        next_to(words);
        const bool armed = ui.state.tools.page_kind == kind;
        const std::string name = "sheet.place." + std::string{model::annotation_kind_name(kind)};
        if (toggle_button(ui, name.c_str(), icon, words, {}, armed)) {
            ui.commands.push_back(
                ToolCommand{PlaceOnPage{armed ? std::nullopt : std::optional{kind}}});
        }
    }
    next_to(ui.text(msg::viewer_picture));
    if (icon_button(ui, "sheet.picture", Icon::file, ui.text(msg::viewer_picture),
                    ui.text(msg::viewer_picture_tip))) {
        ui.commands.push_back(ShowFileDialog{FilePurpose::picture});
    }
    next_to(ui.text(msg::viewer_load_annotations));
    if (icon_button(ui, "sheet.load_annotations", Icon::folder,
                    ui.text(msg::viewer_load_annotations), ui.text(msg::viewer_load_tip))) {
        ui.commands.push_back(ShowFileDialog{FilePurpose::annotations});
    }
    const auto chosen = ui.state.tools.annotation;
    const bool any = chosen && *chosen < ui.edits().annotations->items.size();
    if (!any) {
        text_block(
            ui, ui.text(ui.state.tools.page_kind ? msg::viewer_place_hint : msg::viewer_page_hint),
            ui.fonts.small, theme::ink_soft, side.width);
        return;
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float buttons = ui.px(140.0F);
    text_elided_at(ui, {at.x, at.y + ui.px(7.0F)},
                   tasks::annotation_title(ui.edits().annotations->items[*chosen], ui.state.lang),
                   ui.fonts.bold, theme::ink, side.width - buttons - ui.px(8.0F));
    draw_annotation_deeds(ui, *chosen, at.x + side.width - buttons, at.y);
    ImGui::NewLine();
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(38.0F)});
    draw_annotation_fields(ui, *chosen, at.x, side.width);
}

void page_fields(const Side& side, const SheetSettings& settings) {
    const Ui& ui = side.ui;
    SheetSettings next = settings;
    section_heading(ui, ui.text(msg::tools_sheet_page));
    side.row(ui.text(msg::tools_sheet_template));
    const std::string none{ui.text(msg::tools_sheet_no_template)};
    side.combo("##sheet.template", settings.template_name.empty() ? none : settings.template_name,
               [&] {
                   for (const model::SheetTemplate& one : ui.tools.sheet.templates()) {
                       const std::string& name = one.name.in(ui.state.lang);
                       if (!Side::choice(ui, name, name == settings.template_name)) continue;
                       if (tasks::take_template(next, one, ui.state.lang)) {
                           change(ui, next, msg::steps_sheet_template, name);
                       }
                   }
               });
    side.row(ui.text(msg::tools_sheet_size));
    ImGui::SetNextItemWidth(ui.px(110.0F));
    side.combo("##sheet.size", settings.page, [&] {
        for (const char* name : pages) {
            if (!Side::choice(ui, name, settings.page == name)) continue;
            next.page = name;
            change(ui, next, msg::steps_sheet_page);
        }
    });
    ImGui::SameLine(0.0F, ui.px(8.0F));
    const auto turn = [&](const char* name, Msg words, bool portrait) {
        if (toggle_button(ui, name, portrait ? Icon::portrait : Icon::landscape, {}, ui.text(words),
                          settings.portrait == portrait)) {
            next.portrait = portrait;
            change(ui, next, msg::steps_sheet_page);
        }
        ImGui::SameLine(0.0F, ui.px(2.0F));
    };
    turn("sheet.landscape", msg::tools_sheet_landscape, false);
    turn("sheet.portrait", msg::tools_sheet_portrait, true);
    ImGui::NewLine();
    side.row(ui.text(msg::tools_sheet_scale));
    const std::string automatic{ui.text(msg::tools_sheet_scale_auto)};
    const auto& scale = settings.sheet.scale_denominator;
    side.combo("##sheet.scale", scale ? scale_words(scale) : automatic, [&] {
        if (Side::choice(ui, automatic, !scale)) {
            next.sheet.scale_denominator.reset();
            next.sheet.extent_map.reset();
            change(ui, next, msg::steps_sheet_scale);
        }
        for (const double one : sheet_scales) {
            if (!Side::choice(ui, scale_words(one), scale == one)) continue;
            next.sheet.scale_denominator = one;
            change(ui, next, msg::steps_sheet_scale);
        }
    });
    const auto extent = [&](const char* name, Icon icon, Msg words) {
        const bool clicked = icon_button(ui, name, icon, ui.text(words), {});
        ImGui::SameLine(0.0F, ui.px(4.0F));
        return clicked;
    };
    side.row(ui.text(msg::tools_sheet_extent));
    if (extent("sheet.whole", Icon::fit, msg::tools_sheet_whole)) {
        next.sheet.scale_denominator.reset();
        next.sheet.extent_map.reset();
        change(ui, next, msg::steps_sheet_extent);
    }
    if (extent("sheet.view", Icon::locate, msg::tools_sheet_view)) {
        next.sheet.scale_denominator.reset();
        next.sheet.extent_map = ui.state.camera.view().extent();
        change(ui, next, msg::steps_sheet_extent);
    }
    ImGui::NewLine();
}

void text_fields(const Side& side, const SheetSettings& settings) {
    const Ui& ui = side.ui;
    section_heading(ui, ui.text(msg::tools_sheet_texts));
    struct Field {
        const char* id;
        Msg label;
        std::string cartography::SheetSpec::*value;
        std::string hint;
    };
    const model::Layout* layout = ui.document->layout();
    const Lang lang = ui.state.lang;
    const std::string title = layout != nullptr ? layout->title.in(lang) : std::string{};
    using Spec = cartography::SheetSpec;
    const std::array<Field, 7> fields{
        {{"##sheet.title", msg::tools_sheet_title, &Spec::title, title},
         {"##sheet.subtitle", msg::tools_sheet_subtitle, &Spec::subtitle,
          layout != nullptr ? (lang == Lang::zh ? layout->scheme : layout->scheme_en) : ""},
         {"##sheet.compiled_by", msg::tools_sheet_compiled_by, &Spec::compiled_by,
          layout != nullptr ? cartography::compiler_of(*layout, lang) : ""},
         {"##sheet.date", msg::tools_sheet_date, &Spec::date,
          layout != nullptr ? layout->document.date : ""},
         {"##sheet.drawn_by", msg::tools_sheet_drawn_by, &Spec::drawn_by, ""},
         {"##sheet.checked_by", msg::tools_sheet_checked_by, &Spec::checked_by, ""},
         {"##sheet.approval", msg::tools_sheet_approval, &Spec::approval_number,
          std::string{ui.text(msg::tools_sheet_approval_hint)}}}};
    for (const Field& field : fields) {
        side.row(ui.text(field.label));
        std::string words = settings.sheet.*field.value;
        ui.fonts.need(field.hint);
        if (ImGui::InputTextWithHint(field.id, field.hint.c_str(), &words)) {
            ui.fonts.need(words);
            SheetSettings next = settings;
            next.sheet.*field.value = words;
            // A name that is typed wants to be seen.
            if (field.value == &Spec::drawn_by) {
                next.sheet.show.set(cartography::Element::drawn_by, !words.empty());
            }
            if (field.value == &Spec::checked_by) {
                next.sheet.show.set(cartography::Element::checked_by, !words.empty());
            }
            change(ui, next, msg::steps_sheet_text, std::string{ui.text(field.label)});
        }
        ui.note_box(field.id + 2);
    }
}

void element_fields(const Side& side, const SheetSettings& settings) {
    const Ui& ui = side.ui;
    section_heading(ui, ui.text(msg::tools_sheet_elements));
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float line = ui.px(28.0F);
    std::size_t place = 0;
    for (const cartography::Element element : cartography::all_elements) {
        const bool left = place % 2 == 0;
        const ImVec2 at{top.x + (left ? 0.0F : side.width / 2.0F),
                        top.y + line * static_cast<float>(place / 2)};
        ++place;
        ImGui::SetCursorScreenPos(at);
        const bool on = settings.sheet.show.has(element);
        const std::string name = "sheet.element." + std::string{cartography::element_name(element)};
        const bool clicked = check_box(ui, name, on ? Check::on : Check::off);
        text_elided_at(ui, {at.x + ui.px(28.0F), at.y + ui.px(2.0F)},
                       cartography::element_label(element, ui.state.lang), ui.fonts.body,
                       theme::ink, side.width / 2.0F - ui.px(34.0F));
        if (clicked) {
            SheetSettings next = settings;
            next.sheet.show.set(element, !on);
            change(ui, next, msg::steps_sheet_element,
                   std::string{cartography::element_label(element, ui.state.lang)});
        }
    }
    ImGui::SetCursorScreenPos({top.x, top.y + line * static_cast<float>((place + 1) / 2)});
    ImGui::Dummy({1.0F, 1.0F});
}

// What a printed planning sheet should have and this one has not.
void missing(const Side& side) {
    const Ui& ui = side.ui;
    const tasks::SheetPreview* preview = ui.tools.sheet.preview();
    if (preview == nullptr || cartography::is_complete(preview->check)) return;
    section_heading(ui, ui.text(msg::tools_sheet_missing));
    for (const cartography::CheckRow& row : preview->check) {
        if (row.state != cartography::CheckState::missing) continue;
        text_block(ui, row.label + (ui.state.lang == Lang::zh ? "：" : ": ") + row.reason,
                   ui.fonts.small, theme::warning_ink, side.width);
    }
}

std::string first_path(const Ui& ui, SheetFormat format) {
    const model::Layout* layout = ui.document->layout();
    const std::string name = layout != nullptr ? layout->id : "map";
    return first_place(name + std::string{tasks::format_ending(format)}).string();
}

void export_fields(const Side& side, const SheetSettings& settings) {
    const Ui& ui = side.ui;
    ToolMemory::Sheet& memory = ui.tools.memory.sheet;
    SheetSettings next = settings;
    section_heading(ui, ui.text(msg::tools_sheet_export));
    if (ui.tools.output.busy() || ui.tools.output.result()) {
        static_cast<void>(output_progress(ui, side.width));
        return;
    }
    const auto format_name = [](SheetFormat format) {
        for (const FormatName& one : formats) {
            if (one.format == format) return std::string{one.name};
        }
        return std::string{};
    };
    side.row(ui.text(msg::tools_sheet_format));
    ImGui::SetNextItemWidth(ui.px(110.0F));
    side.combo("##sheet.format", format_name(settings.format), [&] {
        for (const FormatName& one : formats) {
            if (!Side::choice(ui, one.name, settings.format == one.format)) continue;
            next.format = one.format;
            memory.path = std::filesystem::path{memory.path}
                              .replace_extension(tasks::format_ending(one.format))
                              .string();
            change(ui, next, msg::steps_sheet_page);  // the format is not the document's
        }
    });
    const bool vector = tasks::is_vector(settings.format);
    if (!vector) {
        ImGui::SameLine(0.0F, ui.px(8.0F));
        ImGui::SetNextItemWidth(side.width - side.label - ui.px(118.0F));
        side.combo("##sheet.dpi", fmt::format("{:.0f} dpi", settings.dpi), [&] {
            for (const double dpi : resolutions) {
                if (!Side::choice(ui, fmt::format("{:.0f} dpi", dpi), settings.dpi == dpi))
                    continue;
                next.dpi = dpi;
                change(ui, next, msg::steps_sheet_dpi);
            }
        });
    }
    if (memory.path.empty()) memory.path = first_path(ui, settings.format);
    side.row(ui.text(msg::tools_export_path));
    ImGui::InputText("##sheet.path", &memory.path);
    ui.fonts.need(memory.path);
    ui.note_box("sheet.path");
    const tasks::PageSize size = tasks::page_of(settings);
    std::string words = fmt::format("{:.0f} × {:.0f} mm", size.width_mm, size.height_mm);
    if (!vector) {
        const auto [width, height] = tasks::page_pixels(size);
        words += fmt::format("   {} × {} px", width, height);
    }
    if (const tasks::SheetPreview* preview = ui.tools.sheet.preview()) {
        const double bytes = tasks::estimated_bytes(preview->content, settings.format, size);
        words += "   " + fmt::format(fmt::runtime(ui.text(msg::tools_sheet_about_size)),
                                     tasks::file_size_words(bytes));
    }
    text_block(ui, words, ui.fonts.small, theme::ink_soft, side.width);
    if (ui.tools.files.is_file(memory.path)) {
        text_line(ui, ui.text(msg::tools_export_replaces), ui.fonts.small, theme::warning_ink);
    }
    ImGui::Dummy({1.0F, ui.px(4.0F)});
    if (wide_button(ui, "sheet.export", Icon::save, ui.text(msg::tools_sheet_export_button), {})) {
        SheetSettings order = settings;
        order.sheet = sheet_spec(ui);
        ui.tools.output.start(memory.path, [document = ui.shared_document, order,
                                            path = memory.path](const Work& work) {
            return tasks::export_settings(document->workspace, order,
                                          document->scene.content().layer_classes,
                                          document->scene.crs(), path, work);
        });
    }
}

}  // namespace

cartography::SheetSpec sheet_spec(const Ui& ui) {
    cartography::SheetSpec spec = tasks::spec_of(ui.state.tools.sheet);
    spec.lang = ui.state.lang;
    spec.map = ui.state.map;
    spec.annotations = ui.tools.annotations.content();
    spec.map.selected.reset();  // what is selected in the window is not printed
    return spec;
}

void draw_sheet_mode(const Ui& ui) {
    const RectPx& bar = ui.layout.toolbar;
    const RectPx& status = ui.layout.status;
    const float width = std::min(ui.px(side_px), bar.w * 0.45F);
    const RectPx whole{0.0F, bar.y + bar.h, bar.w, status.y - bar.y - bar.h};
    begin_panel("sheet", {whole.x, whole.y, whole.w - width, whole.h}, theme::hover, {0.0F, 0.0F});
    draw_sheet_page(ui, {whole.x, whole.y, whole.w - width, whole.h});
    ImGui::End();
    begin_panel("sheet.side", {whole.w - width, whole.y, width, whole.h}, theme::panel,
                {ui.px(18.0F), ui.px(10.0F)});
    const ImVec2 top = ImGui::GetCursorScreenPos();
    text_line(ui, ui.text(msg::tools_sheet), ui.fonts.title, theme::ink);
    ImGui::SetCursorScreenPos({whole.w - ui.px(44.0F), top.y});
    if (quiet_icon_button(ui, "sheet.close", Icon::close, ui.px(28.0F),
                          ui.text(msg::tools_sheet_close))) {
        ui.commands.push_back(ToolCommand{ShowSheet{false}});
    }
    ImGui::SetCursorScreenPos({top.x, top.y + ui.px(32.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(9.0F), ui.px(5.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8.0F), ui.px(6.0F)});
    begin_scrolled(ui, "sheet.fields");
    const Side side{ui, ImGui::GetContentRegionAvail().x - ui.px(4.0F), ui.px(92.0F)};
    const SheetSettings& settings = ui.state.tools.sheet;
    page_items(side);
    export_fields(side, settings);
    page_fields(side, settings);
    text_fields(side, settings);
    element_fields(side, settings);
    missing(side);
    ImGui::Dummy({1.0F, ui.px(12.0F)});
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::End();
}

}  // namespace parkatlas::app
