#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "base/messages.h"
#include "cli/commands.h"
#include "tasks/export_sheet.h"
#include "tasks/workspace.h"

namespace parkatlas::cli {

namespace {

constexpr double min_dpi = 30.0;
constexpr double max_dpi = 1200.0;
constexpr double screen_dpi = 96.0;
constexpr double print_dpi = 300.0;
constexpr double max_megapixels = 400.0;

// Numbers separated by one character, nothing else: "121,29,122,30".
template <std::size_t Count>
std::optional<std::array<double, Count>> numbers(const std::string& text, char separator) {
    std::array<double, Count> values{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < Count; ++i) {
        if (i > 0) {
            if (at == end || *at != separator) return std::nullopt;
            ++at;
        }
        const auto [after, error] = std::from_chars(at, end, values[i]);
        if (error != std::errc{} || !std::isfinite(values[i])) return std::nullopt;
        at = after;
    }
    if (at != end) return std::nullopt;
    return values;
}

Result<tasks::PageSize> page_size(const ExportArguments& arguments, tasks::SheetFormat format) {
    tasks::PageSize page;
    if (arguments.dpi && (*arguments.dpi < min_dpi || *arguments.dpi > max_dpi)) {
        return fail(ErrorCode::usage, "--dpi", fmt::format("{} is out of range", *arguments.dpi),
                    fmt::format("give {:.0f} to {:.0f}", min_dpi, max_dpi));
    }
    if (arguments.portrait && arguments.landscape) {
        return fail(ErrorCode::usage, "--portrait", "contradicts --landscape", "give one of them");
    }
    if (arguments.size) {
        const auto pixels = numbers<2>(*arguments.size, 'x');
        constexpr double smallest = 64;
        constexpr double largest = 30000;
        if (!pixels || (*pixels)[0] != std::floor((*pixels)[0]) ||
            (*pixels)[1] != std::floor((*pixels)[1]) || (*pixels)[0] < smallest ||
            (*pixels)[1] < smallest || (*pixels)[0] > largest || (*pixels)[1] > largest) {
            return fail(ErrorCode::usage, "--size",
                        fmt::format("'{}' is no size in pixels", *arguments.size),
                        "give WxH, e.g. 1920x1080");
        }
        page.dpi = arguments.dpi.value_or(screen_dpi);
        page.pixels = {static_cast<int>((*pixels)[0]), static_cast<int>((*pixels)[1])};
        page.width_mm = (*pixels)[0] * millimetres_per_inch / page.dpi;
        page.height_mm = (*pixels)[1] * millimetres_per_inch / page.dpi;
    } else {
        const Result<std::pair<double, double>> named = tasks::parse_page(arguments.page);
        if (!named) return tl::unexpected{named.error()};
        page.dpi = arguments.dpi.value_or(print_dpi);
        page.width_mm = named->first;
        page.height_mm = named->second;
        const bool upright = page.height_mm > page.width_mm;
        if ((arguments.portrait && !upright) || (arguments.landscape && upright)) {
            std::swap(page.width_mm, page.height_mm);
        }
    }
    const double per_mm = page.dpi / millimetres_per_inch;
    const double megapixels = page.width_mm * per_mm * page.height_mm * per_mm / 1e6;
    if (megapixels > max_megapixels && !tasks::is_vector(format)) {
        return fail(ErrorCode::usage, "--dpi",
                    fmt::format("the picture would have {:.0f} million pixels", megapixels),
                    "ask for a smaller page or fewer dpi");
    }
    return page;
}

Result<double> scale_denominator(const std::string& text) {
    double denominator = 0.0;
    const std::string digits = text.starts_with("1:") ? text.substr(2) : text;
    const auto value = numbers<1>(digits, ' ');
    if (value) denominator = (*value)[0];
    if (denominator < 10.0 || denominator > 1e9) {
        return fail(ErrorCode::usage, "--scale", fmt::format("'{}' is no scale", text),
                    "give 1:N, e.g. 1:200000");
    }
    return denominator;
}

}  // namespace

Result<int> run_export(const Context& context, const ExportArguments& arguments) {
    if (!context.options.output) {
        return fail(ErrorCode::usage, "export", "no output file",
                    "give -o OUT.png, .pdf, .svg or .tif");
    }
    tasks::ExportRequest request;
    request.output = *context.options.output;
    const Result<tasks::SheetFormat> format = tasks::sheet_format(request.output);
    if (!format) return tl::unexpected{format.error()};
    Result<tasks::PageSize> page = page_size(arguments, *format);
    if (!page) return tl::unexpected{page.error()};
    request.page = *page;
    if (context.options.crs) {
        Result<geo::Crs> crs = geo::Crs::parse(*context.options.crs);
        if (!crs) return fail(ErrorCode::usage, "--crs", crs.error().what, crs.error().remedy);
        if (crs->is_geographic()) {
            return fail(ErrorCode::usage, "--crs",
                        fmt::format("{} is not projected", *context.options.crs),
                        "a map needs metres, e.g. EPSG:4549");
        }
        request.map_crs = *crs;
    }
    if (arguments.extent) {
        const auto degrees = numbers<4>(*arguments.extent, ',');
        if (!degrees) {
            return fail(ErrorCode::usage, "--extent",
                        fmt::format("'{}' is no extent", *arguments.extent),
                        "give w,s,e,n in degrees, e.g. 121,29,122,30");
        }
        request.extent_degrees =
            geo::Box{(*degrees)[0], (*degrees)[1], (*degrees)[2], (*degrees)[3]};
    }
    cartography::SheetSpec& sheet = request.sheet;
    if (arguments.scale) {
        const Result<double> denominator = scale_denominator(*arguments.scale);
        if (!denominator) return tl::unexpected{denominator.error()};
        sheet.scale_denominator = *denominator;
    }
    sheet.lang = context.options.lang;
    sheet.map.lang = context.options.lang;
    sheet.title = arguments.title.value_or("");
    sheet.compiled_by = arguments.compiled_by.value_or("");
    sheet.date = arguments.date.value_or("");
    sheet.approval_number = arguments.approval_number.value_or("");
    sheet.decorations = !arguments.no_decorations;
    if (arguments.manifest) request.manifest = *arguments.manifest;

    if (arguments.annotations) {
        const auto loaded = tasks::load_annotations(*arguments.annotations, context.work);
        if (!loaded) return tl::unexpected{loaded.error()};
        report_findings(context, loaded->findings);
        sheet.annotations = loaded->value;
    }
    const Result<Loaded<tasks::Workspace>> opened =
        tasks::open(arguments.sources, tasks::BaseMap::load, context.work);
    if (!opened) return tl::unexpected{opened.error()};
    report_findings(context, opened->findings);
    const Result<cartography::Sheet> written =
        tasks::export_sheet(opened->value, request, context.work);
    if (!written) return tl::unexpected{written.error()};

    if (!context.options.quiet) {
        const Lang lang = context.options.lang;
        const double per_mm = request.page.dpi / millimetres_per_inch;
        const auto pixels = request.page.pixels.value_or(
            std::pair{static_cast<int>(std::lround(written->list.width_mm * per_mm)),
                      static_cast<int>(std::lround(written->list.height_mm * per_mm))});
        const std::string scale = grouped(written->view.scale_denominator, 0);
        const std::string done =
            tasks::is_vector(*format)
                ? fmt::format(fmt::runtime(text(Msg::export_done_page, lang)),
                              request.output.string(), grouped(written->list.width_mm, 0),
                              grouped(written->list.height_mm, 0), scale)
                : fmt::format(fmt::runtime(text(Msg::export_done, lang)), request.output.string(),
                              pixels.first, pixels.second, scale);
        fmt::print(stderr, "{}\n", done);
        if (!written->missing_characters.empty()) {
            std::vector<std::string> codes;
            for (const char32_t c : written->missing_characters) {
                codes.push_back(fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)));
            }
            const std::string missing =
                fmt::format(fmt::runtime(text(Msg::export_missing, lang)), fmt::join(codes, ", "));
            fmt::print(stderr, "{}\n",
                       warning_line({ErrorCode::unsupported, request.output.string(), missing,
                                     "install fonts-noto-cjk-extra or another font"}));
        }
        if (!written->dropped_annotations.empty()) {
            std::vector<std::string> names;
            for (const cartography::UnsetAnnotation& one : written->dropped_annotations) {
                names.push_back(fmt::format("{} ({})", one.name, one.reason));
            }
            const std::string left_out = fmt::format(
                fmt::runtime(text(Msg::export_annotations_left_out, lang)), fmt::join(names, ", "));
            fmt::print(
                stderr, "{}\n",
                warning_line({ErrorCode::unsupported, request.output.string(), left_out, {}}));
        }
        if (!written->dropped_labels.empty()) {
            fmt::print(stderr, "{}\n",
                       fmt::format(fmt::runtime(text(Msg::export_dropped, lang)),
                                   fmt::join(written->dropped_labels, ", ")));
        }
    }
    return 0;
}

}  // namespace parkatlas::cli
