#include "tasks/sheet_settings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "io/sheet_template.h"
#include "tasks/sheet_template.h"
#include "tasks/whole_layers.h"

namespace parkatlas::tasks {
namespace {

constexpr std::array<std::string_view, 5> iso_pages{"A0", "A1", "A2", "A3", "A4"};

// The name of a page of this size, either way round; else its size.
std::string page_name(double width_mm, double height_mm) {
    for (const std::string_view name : iso_pages) {
        const auto size = parse_page(std::string{name});
        if (!size) continue;
        if ((size->first == width_mm && size->second == height_mm) ||
            (size->first == height_mm && size->second == width_mm)) {
            return std::string{name};
        }
    }
    return fmt::format("{}x{}mm", std::max(width_mm, height_mm), std::min(width_mm, height_mm));
}

}  // namespace

Result<std::vector<model::SheetTemplate>> sheet_templates() {
    return io::built_in_sheet_templates();
}

Result<void> take_template(SheetSettings& settings, const model::SheetTemplate& from, Lang lang) {
    SheetSettings next = settings;
    PageSize page = page_of(next);
    next.sheet.show = cartography::Elements{};
    if (Result<void> taken = apply_template(from, page, next.sheet); !taken) return taken;
    next.template_name = from.name.in(lang);
    next.page = page_name(page.width_mm, page.height_mm);
    next.portrait = page.height_mm > page.width_mm;
    next.dpi = page.dpi;
    settings = std::move(next);
    return {};
}

std::optional<model::SheetTemplate> as_template(const SheetSettings& settings) {
    const auto written = [](const SheetSettings& from) {
        model::SheetTemplate out;
        out.name.zh = out.name.en = from.template_name;
        out.page = from.page;
        out.orientation = from.portrait ? "portrait" : "landscape";
        out.dpi = from.dpi;
        const cartography::SheetSpec& sheet = from.sheet;
        out.margin_mm = sheet.margin_mm;
        if (sheet.type_scale != 1.0) out.type_scale = sheet.type_scale;
        out.scale_denominator = sheet.scale_denominator;
        const cartography::Elements usual;
        for (const cartography::Element element : cartography::all_elements) {
            const bool is_shown = sheet.show.has(element);
            if (is_shown == usual.has(element)) continue;
            out.elements.emplace_back(cartography::element_name(element), is_shown);
        }
        out.title = sheet.title;
        out.subtitle = sheet.subtitle;
        out.compiled_by = sheet.compiled_by;
        out.drawn_by = sheet.drawn_by;
        out.checked_by = sheet.checked_by;
        out.date = sheet.date;
        out.approval_number = sheet.approval_number;
        out.stamp = sheet.stamp;
        return out;
    };
    model::SheetTemplate own = written(settings);
    if (own == written(SheetSettings{})) return std::nullopt;
    return own;
}

PageSize page_of(const SheetSettings& settings) {
    PageSize page;
    if (const auto size = parse_page(settings.page)) {
        std::tie(page.width_mm, page.height_mm) = *size;
    }
    if (settings.portrait != (page.height_mm > page.width_mm)) {
        std::swap(page.width_mm, page.height_mm);
    }
    page.dpi = settings.dpi;
    return page;
}

cartography::SheetSpec spec_of(const SheetSettings& settings) {
    cartography::SheetSpec spec = settings.sheet;
    const PageSize page = page_of(settings);
    spec.width_mm = page.width_mm;
    spec.height_mm = page.height_mm;
    return spec;
}

std::string_view format_ending(SheetFormat format) {
    switch (format) {
        case SheetFormat::png:
            return ".png";
        case SheetFormat::svg:
            return ".svg";
        case SheetFormat::geotiff:
            return ".tif";
        case SheetFormat::jpeg:
            return ".jpg";
        case SheetFormat::webp:
            return ".webp";
        case SheetFormat::pdf:
            break;
    }
    return ".pdf";
}

Result<void> export_settings(
    const Workspace& workspace, const SheetSettings& settings,
    const std::vector<std::shared_ptr<const cartography::LayerClasses>>& classes,
    const geo::Crs& map_crs, const std::string& path, const Work& work) {
    if (Result<void> complete =
            drawn_layers_are_whole(workspace.layers, settings.sheet.map, settings.sheet.lang);
        !complete) {
        return complete;
    }
    ExportRequest request;
    request.output = path;
    request.page = page_of(settings);
    request.map_crs = map_crs;
    request.sheet = spec_of(settings);
    request.layer_classes = classes;
    // About how far a sheet has come after each stage, by the times of large ones.
    request.on_stage = [&](std::string_view stage, double) {
        constexpr std::uint64_t whole = 100;
        constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> shares{
            {{"scene", 20}, {"compose", 40}, {"draw", 75}, {"write", 100}}};
        for (const auto& [name, share] : shares) {
            if (name == stage) work.report(share, whole);
        }
    };
    const Result<cartography::Sheet> done = export_sheet(workspace, request, work);
    if (!done) return tl::unexpected{done.error()};
    return {};
}

}  // namespace parkatlas::tasks
