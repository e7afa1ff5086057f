// The page of the sheet: its preview, and the hand on what stands on it.

#include "app/sheet_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>

#include "app/annotation_fields.h"
#include "app/sheet_edits.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_annotate.h"
#include "base/messages_steps.h"
#include "base/messages_tools.h"
#include "base/messages_viewer.h"
#include "tasks/annotating.h"
#include "tasks/page_places.h"
#include "tasks/sheet_settings.h"

namespace parkatlas::app {
namespace {

constexpr float handle_px = 9.0F;
constexpr double least_move_mm = 0.5;  // a hand that trembles by less has clicked
constexpr double box_margin_mm = 0.8;
constexpr double middle_reach_mm = 4.0;

const model::Annotations& all(const Ui& ui) {
    return *ui.edits().annotations;
}

// Changes whenever the preview would look different.
std::uint64_t order_number(const Ui& ui, int width, int height) {
    const ToolState& tools = ui.state.tools;
    std::string words =
        fmt::format("{} {} {} {} {} {} {}", tools.sheet_version, width, height,
                    static_cast<const void*>(ui.document), static_cast<int>(ui.state.lang),
                    ui.state.history.revision(), ui.tools.annotations.version());
    // Layers and their looks are in the revision; what is switched off of the plan is not.
    const cartography::MapOptions& map = ui.state.map;
    words += fmt::format(" {}{}{}{}", map.land, map.counties, map.labels, map.areas_on_labels);
    for (const model::Role role : map.hidden_roles)
        words += fmt::format(" r{}", static_cast<int>(role));
    for (const std::uint32_t feature : map.hidden_features) words += fmt::format(" f{}", feature);
    return std::hash<std::string>{}(words) | 1U;
}

void order_preview(const Ui& ui, int width, int height) {
    SheetDesk::Order order;
    order.document = ui.shared_document;
    order.spec = sheet_spec(ui);
    order.width_px = width;
    order.height_px = height;
    ui.tools.sheet.want(std::move(order), order_number(ui, width, height));
}

// The page on the screen.
struct PageView {
    const Ui& ui;
    ImVec2 low, high;
    float px_per_mm;
    const tasks::SheetPreview& preview;

    [[nodiscard]] draw::PaperMm mm(ImVec2 at) const {
        return {static_cast<double>((at.x - low.x) / px_per_mm),
                static_cast<double>((at.y - low.y) / px_per_mm)};
    }
    [[nodiscard]] ImVec2 px(draw::PaperMm at) const {
        return {low.x + static_cast<float>(at.x_mm) * px_per_mm,
                low.y + static_cast<float>(at.y_mm) * px_per_mm};
    }
    [[nodiscard]] ImVec2 mouse() const { return ImGui::GetIO().MousePos; }
    // How far the hand has come from there.
    [[nodiscard]] draw::PaperMm way_from(ImVec2 from) const {
        return {static_cast<double>((mouse().x - from.x) / px_per_mm),
                static_cast<double>((mouse().y - from.y) / px_per_mm)};
    }
};

bool is_far(draw::PaperMm way) {
    return std::hypot(way.x_mm, way.y_mm) > least_move_mm;
}

void change_item(const Ui& ui, Msg words, std::size_t index, model::Annotation to) {
    change_document(ui.commands,
                    {words, tasks::annotation_title(all(ui).items[index], ui.state.lang)},
                    [index, to = std::move(to)](model::Edits& edits) {
                        model::Annotations& file = edits.annotations.edit();
                        if (index < file.items.size()) file.items[index] = to;
                    });
}

void add_item(const Ui& ui, Msg words, model::Annotation made) {
    const std::size_t index = all(ui).items.size();
    const std::string kind{tasks::annotation_kind_label(made.kind, ui.state.lang)};
    ui.tools.memory.annotate.wants_field = made.kind == model::AnnotationKind::text;
    change_document(ui.commands, {words, kind}, [made = std::move(made)](model::Edits& edits) {
        edits.annotations.edit().items.push_back(made);
    });
    ui.commands.push_back(ToolCommand{ChooseAnnotation{index}});
}

// ---- the map of the page ------------------------------------------------------------------------

void look(const Ui& ui, geo::MapXY centre, double scale, Msg step) {
    tasks::SheetSettings settings = ui.state.tools.sheet;
    settings.sheet.scale_denominator = scale;
    settings.sheet.extent_map = geo::Box{centre.x_m, centre.y_m, centre.x_m, centre.y_m};
    change_sheet(ui.commands, *ui.document, settings, {step, {}}, ui.gesture());
}

// The wheel goes to the next larger or smaller of the usual scales.
void scale_map(const PageView& page) {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel == 0.0F || page.ui.tools.sheet.busy()) return;
    const double now = page.preview.view.scale_denominator;
    double next = now;
    if (wheel > 0.0F) {
        for (const double scale : sheet_scales) {
            if (scale < now * 0.999) next = scale;
        }
    } else {
        for (auto scale = sheet_scales.rbegin(); scale != sheet_scales.rend(); ++scale) {
            if (*scale > now * 1.001) next = *scale;
        }
    }
    if (next != now) look(page.ui, page.preview.view.centre, next, msg::steps_sheet_scale);
}

void drop_map(const PageView& page, ImVec2 held) {
    const draw::PaperMm way = page.way_from(held);
    const draw::MapView& view = page.preview.view;
    if (!is_far(way)) {
        page.ui.commands.push_back(ToolCommand{ChooseAnnotation{}});
        return;
    }
    const double metres = 1.0 / view.mm_per_metre();
    look(page.ui, {view.centre.x_m - way.x_mm * metres, view.centre.y_m + way.y_mm * metres},
         view.scale_denominator, msg::steps_sheet_extent);
}

// What the hand has taken of the map follows it, the rest of the page stays.
void draw_held_map(const PageView& page, ImTextureID texture, ImVec2 held) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const draw::RectMm& frame = page.preview.view.frame;
    const ImVec2 from = page.px({frame.x_mm, frame.y_mm});
    const ImVec2 to = page.px({frame.right_mm(), frame.bottom_mm()});
    const ImVec2 shift{page.mouse().x - held.x, page.mouse().y - held.y};
    const auto uv = [&](ImVec2 p) {
        return ImVec2{(p.x - page.low.x) / (page.high.x - page.low.x),
                      (p.y - page.low.y) / (page.high.y - page.low.y)};
    };
    list->PushClipRect(from, to, true);
    list->AddRectFilled(from, to, theme::packed(theme::ground));
    list->AddImage(texture, {from.x + shift.x, from.y + shift.y}, {to.x + shift.x, to.y + shift.y},
                   uv(from), uv(to));
    list->PopClipRect();
}

// ---- what stands on it --------------------------------------------------------------------------

double distance_to_chain(const std::vector<draw::PaperMm>& chain, draw::PaperMm at, bool closed) {
    double nearest = 1e9;
    const std::size_t edges = closed ? chain.size() : chain.size() - 1;
    for (std::size_t i = 0; i < edges; ++i) {
        const draw::PaperMm a = chain[i];
        const draw::PaperMm b = chain[(i + 1) % chain.size()];
        const double dx = b.x_mm - a.x_mm;
        const double dy = b.y_mm - a.y_mm;
        const double length2 = std::max(dx * dx + dy * dy, 1e-12);
        const double t =
            std::clamp(((at.x_mm - a.x_mm) * dx + (at.y_mm - a.y_mm) * dy) / length2, 0.0, 1.0);
        nearest =
            std::min(nearest, std::hypot(a.x_mm + t * dx - at.x_mm, a.y_mm + t * dy - at.y_mm));
    }
    return nearest;
}

// Lines count where they run, areas on their rim and in their middle: what lies in them must stay
// within reach.
bool is_hit(const model::Annotation& one, const cartography::SheetItem& item, draw::PaperMm at,
            const tasks::PagePlaces& places) {
    using Kind = model::AnnotationKind;
    constexpr double reach_mm = 1.6;
    const draw::PaperMm middle = item.box.centre();
    const double from_middle = std::hypot(middle.x_mm - at.x_mm, middle.y_mm - at.y_mm);
    if (one.kind == Kind::circle) {
        return from_middle < middle_reach_mm ||
               std::abs(from_middle - item.box.w_mm / 2.0) < reach_mm;
    }
    const bool area = one.kind == Kind::polygon;
    if (!area && one.kind != Kind::line && one.kind != Kind::arrow) {
        return item.box.grown(box_margin_mm).contains(at);
    }
    std::vector<draw::PaperMm> chain;
    for (const model::AnnotationPlace& place : one.places) {
        const auto on_paper = places.on_paper(place);
        if (!on_paper) return false;
        chain.push_back(*on_paper);
    }
    return (area && from_middle < middle_reach_mm) || distance_to_chain(chain, at, area) < reach_mm;
}

std::optional<SheetGrip> grip_at(const PageView& page, const tasks::PagePlaces& places) {
    const draw::PaperMm at = page.mm(page.mouse());
    const auto& items = all(page.ui).items;
    const auto chosen = page.ui.state.tools.annotation;
    const auto& on_page = page.preview.items;
    for (const cartography::SheetItem& item : on_page) {
        if (!item.annotation || item.annotation != chosen || *chosen >= items.size()) continue;
        for (const tasks::PageHandle& handle :
             tasks::page_handles(items[*chosen], item.box, places)) {
            const ImVec2 there = page.px(handle.at);
            if (std::hypot(there.x - page.mouse().x, there.y - page.mouse().y) >
                page.ui.px(handle_px)) {
                continue;
            }
            return SheetGrip{chosen, item, !handle.place, handle.place, page.mouse()};
        }
    }
    for (auto item = on_page.rbegin(); item != on_page.rend(); ++item) {
        if (item->annotation) {
            if (*item->annotation >= items.size()) continue;  // the preview is older
            if (!is_hit(items[*item->annotation], *item, at, places)) continue;
            return SheetGrip{item->annotation, *item, false, std::nullopt, page.mouse()};
        }
        if (tasks::annotation_of_item(*item) && item->box.grown(box_margin_mm).contains(at)) {
            return SheetGrip{std::nullopt, *item, false, std::nullopt, page.mouse()};
        }
    }
    return std::nullopt;
}

// Released: what was drawn stays where the hand left it, as one step.
void drop_grip(const PageView& page, const SheetGrip& grip, const tasks::PagePlaces& places) {
    const Ui& ui = page.ui;
    const draw::PaperMm way = page.way_from(grip.from);
    if (!grip.annotation) {
        std::optional<model::Annotation> made = tasks::annotation_of_item(grip.item);
        if (!made || !is_far(way) || !tasks::move_on_page(*made, {}, way, places)) return;
        add_item(ui, msg::annotate_step_move, std::move(*made));
        return;
    }
    if (*grip.annotation >= all(ui).items.size()) return;
    ui.commands.push_back(ToolCommand{ChooseAnnotation{grip.annotation}});
    if (!is_far(way)) return;
    model::Annotation to = all(ui).items[*grip.annotation];
    if (grip.resizes) {
        tasks::resize_on_page(to, grip.item.box, way);
        change_item(ui, msg::viewer_step_resize, *grip.annotation, std::move(to));
    } else if (tasks::move_on_page(to, grip.place, way, places)) {
        change_item(ui, msg::annotate_step_move, *grip.annotation, std::move(to));
    }
}

void outline(const PageView& page, const draw::RectMm& box, float thick) {
    const draw::RectMm grown = box.grown(box_margin_mm);
    ImGui::GetWindowDrawList()->AddRect(
        page.px({grown.x_mm, grown.y_mm}), page.px({grown.right_mm(), grown.bottom_mm()}),
        theme::packed(theme::accent), page.ui.px(2.0F), 0, page.ui.px(thick));
}

void draw_square(const PageView& page, ImVec2 at) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float half = page.ui.px(4.5F);
    list->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half},
                        theme::packed(draw::Color{255, 255, 255}));
    list->AddRect({at.x - half, at.y - half}, {at.x + half, at.y + half},
                  theme::packed(theme::accent), 0.0F, 0, page.ui.px(2.0F));
}

// A shadow of the item goes with the hand until it is let go.
void draw_grip(const PageView& page, const SheetGrip& grip, ImTextureID texture) {
    const draw::PaperMm way = page.way_from(grip.from);
    draw::RectMm box = grip.item.box;
    if (grip.place) {
        draw_square(page, page.mouse());
        return;
    }
    if (grip.resizes && grip.annotation && *grip.annotation < all(page.ui).items.size()) {
        box = tasks::resized_box(all(page.ui).items[*grip.annotation], box, way);
    } else {
        box.x_mm += way.x_mm;
        box.y_mm += way.y_mm;
    }
    const auto uv = [&](double x_mm, double y_mm) {
        const ImVec2 at = page.px({x_mm, y_mm});
        return ImVec2{(at.x - page.low.x) / (page.high.x - page.low.x),
                      (at.y - page.low.y) / (page.high.y - page.low.y)};
    };
    const draw::RectMm& was = grip.item.box;
    ImGui::GetWindowDrawList()->AddImage(
        texture, page.px({box.x_mm, box.y_mm}), page.px({box.right_mm(), box.bottom_mm()}),
        uv(was.x_mm, was.y_mm), uv(was.right_mm(), was.bottom_mm()), IM_COL32(255, 255, 255, 190));
    outline(page, box, 1.6F);
}

void draw_chosen(const PageView& page, const tasks::PagePlaces& places) {
    const auto chosen = page.ui.state.tools.annotation;
    if (!chosen || *chosen >= all(page.ui).items.size()) return;
    for (const cartography::SheetItem& item : page.preview.items) {
        if (item.annotation != chosen) continue;
        outline(page, item.box, 1.2F);
        for (const tasks::PageHandle& handle :
             tasks::page_handles(all(page.ui).items[*chosen], item.box, places)) {
            draw_square(page, page.px(handle.at));
        }
    }
}

// Something is to be placed: from where the button goes down to where it comes up.
void place_item(const PageView& page, bool hovered) {
    const Ui& ui = page.ui;
    std::optional<ImVec2>& placing = ui.tools.memory.sheet.placing;
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (ImGui::IsItemActivated()) placing = page.mouse();
    if (placing && ImGui::IsItemActive()) {
        ImGui::GetWindowDrawList()->AddLine(*placing, page.mouse(), theme::packed(theme::accent),
                                            ui.px(2.0F));
    }
    if (!placing || !ImGui::IsItemDeactivated()) return;
    std::optional<model::Annotation> made = tasks::page_annotation(
        *ui.state.tools.page_kind, page.mm(*placing), page.mm(page.mouse()), ui.state.lang);
    placing.reset();
    ui.commands.push_back(ToolCommand{PlaceOnPage{}});
    if (made) add_item(ui, msg::annotate_step_add, std::move(*made));
}

void handle_mouse(const PageView& page, const tasks::PagePlaces& places, bool hovered) {
    const Ui& ui = page.ui;
    ToolMemory::Sheet& memory = ui.tools.memory.sheet;
    if (ui.state.tools.page_kind) {
        place_item(page, hovered);
        return;
    }
    const bool over_map = hovered && page.preview.view.frame.contains(page.mm(page.mouse()));
    const bool pressed = ImGui::IsItemActivated();
    if (pressed) {
        memory.held.reset();
        memory.grip = grip_at(page, places);
        if (!memory.grip && over_map) memory.held = page.mouse();
    }
    if (ImGui::IsItemDeactivated()) {
        if (memory.grip) drop_grip(page, *memory.grip, places);
        if (memory.held) drop_map(page, *memory.held);
        if (!memory.grip && !memory.held) ui.commands.push_back(ToolCommand{ChooseAnnotation{}});
        memory.grip.reset();
        memory.held.reset();
        return;
    }
    const std::optional<SheetGrip> under =
        hovered && !ImGui::IsItemActive() ? grip_at(page, places) : std::nullopt;
    if (under || memory.grip) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    } else if (over_map) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    }
    if (under && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        ui.tools.memory.annotate.wants_field = true;
    }
    if (over_map) scale_map(page);
}

void say_busy(const Ui& ui, ImVec2 low, ImVec2 high) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::string_view words = ui.text(msg::tools_sheet_composing);
    const float wide = text_width(words, ui.fonts.small) + ui.px(20.0F);
    list->AddRectFilled({high.x - wide, low.y - ui.px(25.0F)}, {high.x, low.y - ui.px(3.0F)},
                        theme::packed(theme::paper.with_alpha(230)), ui.px(5.0F));
    text_at(ui, list, {high.x - wide + ui.px(10.0F), low.y - ui.px(23.0F)}, words, ui.fonts.small,
            theme::ink_soft);
}

}  // namespace

void draw_sheet_page(const Ui& ui, RectPx area) {
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
    if (preview == nullptr || texture == 0 || px_per_mm <= 0.0F) {
        const std::string words = ui.tools.sheet.problem()
                                      ? ui.tools.sheet.problem()->what.in(ui.state.lang)
                                      : std::string{ui.text(msg::tools_sheet_composing)};
        const float half = text_width(words, ui.fonts.body) / 2.0F;
        text_at(ui, list, {(low.x + high.x) / 2.0F - half, (low.y + high.y) / 2.0F}, words,
                ui.fonts.body, ui.tools.sheet.problem() ? theme::alarm_ink : theme::ink_soft);
        return;
    }
    // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui's handle of a texture is a pointer
    const auto handle = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture));
    list->AddImage(handle, low, high);
    const PageView page{ui, low, high, px_per_mm, *preview};
    const ToolMemory::Sheet& memory = ui.tools.memory.sheet;
    if (const auto places = page_places(ui)) {
        handle_mouse(page, *places, hovered);
        if (memory.held && is_far(page.way_from(*memory.held))) {
            draw_held_map(page, handle, *memory.held);
        }
        list->PushClipRect(low, high, true);
        if (memory.grip && is_far(page.way_from(memory.grip->from))) {
            draw_grip(page, *memory.grip, handle);
        } else if (!ui.tools.sheet.busy()) {
            draw_chosen(page, *places);
        }
        list->PopClipRect();
    }
    if (ui.tools.sheet.busy()) say_busy(ui, low, high);
}

}  // namespace parkatlas::app
