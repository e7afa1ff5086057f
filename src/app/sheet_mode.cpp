// The sheet as it will be printed: the page in the middle, what it holds at the side, and export.

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/panels.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "app/user_folders.h"
#include "base/messages_tools.h"
#include "base/units.h"
#include "tasks/sheet_settings.h"

namespace parkatlas::app {
namespace {

using tasks::SheetFormat;
using tasks::SheetSettings;

constexpr float side_px = 372.0F;
constexpr std::array<double, 10> scales{5'000,   10'000,  25'000,    50'000,    100'000,
                                        250'000, 500'000, 1'000'000, 1'500'000, 2'000'000};
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

void change(const Ui& ui, const SheetSettings& settings) {
    ui.commands.push_back(ToolCommand{SetSheet{settings}});
}

// ---- the page -----------------------------------------------------------------------------------

std::uint64_t hash_of(const std::string& words) {
    return std::hash<std::string>{}(words);
}

// Changes whenever the preview would look different.
std::uint64_t order_number(const Ui& ui, int width, int height) {
    const ToolState& tools = ui.state.tools;
    std::string words = fmt::format("{} {} {} {} {} {}", tools.sheet_version, width, height,
                                    static_cast<const void*>(ui.document),
                                    static_cast<int>(ui.state.lang), ui.state.history.revision());
    // Layers and their looks are in the revision; what is switched off of the plan is not.
    const cartography::MapOptions& map = ui.state.map;
    words += fmt::format(" {}{}{}{}", map.land, map.counties, map.labels, map.areas_on_labels);
    for (const model::Role role : map.hidden_roles)
        words += fmt::format(" r{}", static_cast<int>(role));
    for (const std::uint32_t feature : map.hidden_features) words += fmt::format(" f{}", feature);
    return hash_of(words) | 1U;
}

void order_preview(const Ui& ui, int width, int height) {
    SheetDesk::Order order;
    order.document = ui.shared_document;
    order.spec = sheet_spec(ui);
    order.width_px = width;
    order.height_px = height;
    ui.tools.sheet.want(std::move(order), order_number(ui, width, height));
}

// The map under the hand: drag shifts it, the wheel changes its scale.
void move_map(const Ui& ui, ImVec2 low, float px_per_mm, bool hovered) {
    const tasks::SheetPreview& preview = *ui.tools.sheet.preview();
    ToolMemory::Sheet& memory = ui.tools.memory.sheet;
    const ImGuiIO& io = ImGui::GetIO();
    const auto mm = [&](ImVec2 at) {
        return draw::PaperMm{static_cast<double>((at.x - low.x) / px_per_mm),
                             static_cast<double>((at.y - low.y) / px_per_mm)};
    };
    const bool over_map = hovered && preview.view.frame.contains(mm(io.MousePos));
    SheetSettings settings = ui.state.tools.sheet;
    const auto look = [&](geo::MapXY centre, double scale) {
        settings.sheet.scale_denominator = scale;
        settings.sheet.extent_map = geo::Box{centre.x_m, centre.y_m, centre.x_m, centre.y_m};
        change(ui, settings);
    };
    if (over_map && ImGui::IsItemActivated()) memory.held = io.MousePos;
    if (memory.held && ImGui::IsItemDeactivated()) {
        const double dx = static_cast<double>((io.MousePos.x - memory.held->x) / px_per_mm);
        const double dy = static_cast<double>((io.MousePos.y - memory.held->y) / px_per_mm);
        memory.held.reset();
        if (std::hypot(dx, dy) > 0.5) {
            const double metres = 1.0 / preview.view.mm_per_metre();
            look({preview.view.centre.x_m - dx * metres, preview.view.centre.y_m + dy * metres},
                 preview.view.scale_denominator);
        }
    }
    if (over_map) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    if (over_map && io.MouseWheel != 0.0F && !ui.tools.sheet.busy()) {
        // The next larger or smaller of the usual scales.
        const double now = preview.view.scale_denominator;
        double next = now;
        if (io.MouseWheel > 0.0F) {
            for (const double scale : scales) {
                if (scale < now * 0.999) next = scale;
            }
        } else {
            for (auto scale = scales.rbegin(); scale != scales.rend(); ++scale) {
                if (*scale > now * 1.001) next = *scale;
            }
        }
        if (next != now) look(preview.view.centre, next);
    }
}

void page(const Ui& ui, RectPx area) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const tasks::PageSize size = tasks::page_of(ui.state.tools.sheet);
    const float margin = ui.px(28.0F);
    const float px_per_mm = std::min((area.w - 2.0F * margin) / static_cast<float>(size.width_mm),
                                     (area.h - 2.0F * margin) / static_cast<float>(size.height_mm));
    const float width = std::floor(static_cast<float>(size.width_mm) * px_per_mm);
    const float height = std::floor(static_cast<float>(size.height_mm) * px_per_mm);
    const ImVec2 low{std::floor(area.x + (area.w - width) / 2.0F),
                     std::floor(area.y + (area.h - height) / 2.0F)};
    const ImVec2 high{low.x + width, low.y + height};
    const float pixels = ImGui::GetIO().DisplayFramebufferScale.x;
    order_preview(ui, static_cast<int>(width * pixels), static_cast<int>(height * pixels));
    const float shadow = ui.px(6.0F);
    list->AddRectFilled({low.x + shadow, low.y + shadow}, {high.x + shadow, high.y + shadow},
                        theme::packed(draw::Color{40, 60, 64, 40}), ui.px(3.0F));
    list->AddRectFilled(low, high, theme::packed(theme::paper));
    ImGui::SetCursorScreenPos(low);
    ImGui::InvisibleButton("sheet.page", {std::max(width, 1.0F), std::max(height, 1.0F)});
    ui.note_box("sheet.page");
    const bool hovered = ImGui::IsItemHovered();
    const unsigned texture = ui.tools.sheet.texture();
    const tasks::SheetPreview* preview = ui.tools.sheet.preview();
    if (preview == nullptr || texture == 0) {
        const std::string_view words = ui.tools.sheet.problem()
                                           ? std::string_view{ui.tools.sheet.problem()->what}
                                           : ui.text(msg::tools_sheet_composing);
        const float half = text_width(words, ui.fonts.body) / 2.0F;
        text_at(ui, list, {(low.x + high.x) / 2.0F - half, (low.y + high.y) / 2.0F}, words,
                ui.fonts.body, ui.tools.sheet.problem() ? theme::alarm_ink : theme::ink_soft);
        return;
    }
    move_map(ui, low, px_per_mm, hovered);
    ImVec2 shift{0.0F, 0.0F};
    const auto& held = ui.tools.memory.sheet.held;
    if (held) shift = {ImGui::GetIO().MousePos.x - held->x, ImGui::GetIO().MousePos.y - held->y};
    // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui's handle of a texture is a pointer
    const auto handle = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture));
    list->AddImage(handle, low, high);
    if (held) {  // what the hand has taken follows it, the rest of the page stays
        const draw::RectMm& frame = preview->view.frame;
        const auto at = [&](double x, double y) {
            return ImVec2{low.x + static_cast<float>(x) * px_per_mm,
                          low.y + static_cast<float>(y) * px_per_mm};
        };
        const ImVec2 from = at(frame.x_mm, frame.y_mm);
        const ImVec2 to = at(frame.right_mm(), frame.bottom_mm());
        list->PushClipRect(from, to, true);
        list->AddRectFilled(from, to, theme::packed(theme::ground));
        const auto uv = [&](ImVec2 p) {
            return ImVec2{(p.x - low.x) / width, (p.y - low.y) / height};
        };
        list->AddImage(handle, {from.x + shift.x, from.y + shift.y},
                       {to.x + shift.x, to.y + shift.y}, uv(from), uv(to));
        list->PopClipRect();
    }
    if (ui.tools.sheet.busy()) {
        const std::string_view words = ui.text(msg::tools_sheet_composing);
        const float wide = text_width(words, ui.fonts.small) + ui.px(20.0F);
        list->AddRectFilled({high.x - wide, low.y - ui.px(25.0F)}, {high.x, low.y - ui.px(3.0F)},
                            theme::packed(theme::paper.with_alpha(230)), ui.px(5.0F));
        text_at(ui, list, {high.x - wide + ui.px(10.0F), low.y - ui.px(23.0F)}, words,
                ui.fonts.small, theme::ink_soft);
    }
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
                       if (tasks::take_template(next, one, ui.state.lang)) change(ui, next);
                   }
               });
    side.row(ui.text(msg::tools_sheet_size));
    ImGui::SetNextItemWidth(ui.px(110.0F));
    side.combo("##sheet.size", settings.page, [&] {
        for (const char* name : pages) {
            if (!Side::choice(ui, name, settings.page == name)) continue;
            next.page = name;
            change(ui, next);
        }
    });
    ImGui::SameLine(0.0F, ui.px(8.0F));
    const auto turn = [&](const char* name, Msg words, bool portrait) {
        if (toggle_button(ui, name, portrait ? Icon::portrait : Icon::landscape, {}, ui.text(words),
                          settings.portrait == portrait)) {
            next.portrait = portrait;
            change(ui, next);
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
            change(ui, next);
        }
        for (const double one : scales) {
            if (!Side::choice(ui, scale_words(one), scale == one)) continue;
            next.sheet.scale_denominator = one;
            change(ui, next);
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
        change(ui, next);
    }
    if (extent("sheet.view", Icon::locate, msg::tools_sheet_view)) {
        next.sheet.scale_denominator.reset();
        next.sheet.extent_map = ui.state.camera.view().extent();
        change(ui, next);
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
          layout != nullptr ? layout->compiled_by : ""},
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
            change(ui, next);
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
            change(ui, next);
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
            change(ui, next);
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
                change(ui, next);
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
    std::error_code ignored;
    if (std::filesystem::is_regular_file(memory.path, ignored)) {
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
    page(ui, {whole.x, whole.y, whole.w - width, whole.h});
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
