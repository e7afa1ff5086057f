#include "cli/sheet_arguments.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "base/messages_cli.h"
#include "base/messages_labels.h"
#include "base/messages_layers.h"
#include "base/messages_page.h"
#include "base/units.h"
#include "cartography/sheet_check.h"
#include "tasks/sheet_template.h"

namespace parkatlas::cli {

namespace {

constexpr double min_dpi = 30.0;
constexpr double max_dpi = 1200.0;
constexpr double screen_dpi = 96.0;
constexpr double print_dpi = 300.0;
constexpr double max_megapixels = 400.0;

Result<void> take_size_in_pixels(const SheetArguments& arguments, tasks::PageSize& page) {
    const auto pixels = numbers(*arguments.size, 'x', 2);
    constexpr double smallest = 64;
    constexpr double largest = 30000;
    const auto is_side = [](double side) {
        return side == std::floor(side) && side >= smallest && side <= largest;
    };
    if (!pixels || !is_side((*pixels)[0]) || !is_side((*pixels)[1])) {
        return fail(ErrorCode::usage, "--size",
                    fmt::format("'{}' is no size in pixels", *arguments.size),
                    "give WxH, e.g. 1920x1080");
    }
    page.dpi = arguments.dpi.value_or(screen_dpi);
    page.pixels = {static_cast<int>((*pixels)[0]), static_cast<int>((*pixels)[1])};
    page.width_mm = (*pixels)[0] * millimetres_per_inch / page.dpi;
    page.height_mm = (*pixels)[1] * millimetres_per_inch / page.dpi;
    return {};
}

Result<void> take_page(const SheetArguments& arguments, tasks::SheetFormat format,
                       tasks::PageSize& page) {
    if (arguments.dpi && (*arguments.dpi < min_dpi || *arguments.dpi > max_dpi)) {
        return fail(ErrorCode::usage, "--dpi", fmt::format("{} is out of range", *arguments.dpi),
                    fmt::format("give {:.0f} to {:.0f}", min_dpi, max_dpi));
    }
    if (arguments.portrait && arguments.landscape) {
        return fail(ErrorCode::usage, "--portrait", "contradicts --landscape", "give one of them");
    }
    if (arguments.size) {
        if (Result<void> done = take_size_in_pixels(arguments, page); !done) return done;
    } else {
        if (arguments.page) {
            const Result<std::pair<double, double>> named = tasks::parse_page(*arguments.page);
            if (!named) return tl::unexpected{named.error()};
            page.width_mm = named->first;
            page.height_mm = named->second;
        }
        if (arguments.dpi) page.dpi = *arguments.dpi;
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
    return {};
}

Result<void> take_elements(const std::vector<std::string>& names, const char* option, bool on,
                           cartography::SheetSpec& sheet) {
    for (const std::string& name : names) {
        const auto element = cartography::parse_element(name);
        if (!element) {
            std::vector<std::string_view> known;
            for (const auto one : cartography::all_elements) {
                known.push_back(cartography::element_name(one));
            }
            return fail(ErrorCode::usage, option, fmt::format("'{}' is no element", name),
                        fmt::format("{}", fmt::join(known, ", ")));
        }
        sheet.show.set(*element, on);
    }
    return {};
}

/// What --crs says, if it was given.
Result<void> take_crs(const Context& context, geo::Crs& map_crs) {
    if (!context.options.crs) return {};
    const Result<geo::Crs> crs = geo::Crs::parse(*context.options.crs);
    if (!crs) return fail(ErrorCode::usage, "--crs", crs.error().what, crs.error().remedy);
    if (crs->is_geographic()) {
        return fail(ErrorCode::usage, "--crs",
                    fmt::format("{} is not projected", *context.options.crs),
                    "a map needs metres, e.g. EPSG:4549");
    }
    map_crs = *crs;
    return {};
}

}  // namespace

std::optional<std::vector<double>> numbers(std::string_view text, char separator,
                                           std::size_t count) {
    std::vector<double> values(count);
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < count; ++i) {
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

Result<void> read_sheet_arguments(const Context& context, const SheetArguments& arguments,
                                  tasks::SheetFormat format, tasks::PageSize& page,
                                  geo::Crs& map_crs, cartography::SheetSpec& sheet) {
    page.dpi = print_dpi;
    if (arguments.kept) {
        Result<void> done = tasks::apply_template(*arguments.kept, page, sheet);
        if (!done) return done;
    }
    if (arguments.template_name) {
        const auto chosen = tasks::open_template(*arguments.template_name, context.work);
        if (!chosen) return tl::unexpected{chosen.error()};
        if (Result<void> done = tasks::apply_template(*chosen, page, sheet); !done) return done;
    }
    if (arguments.palette && format != tasks::SheetFormat::png) {
        return fail(ErrorCode::usage, "--palette", "is for PNG files", "end the name in .png");
    }
    if (Result<void> done = take_page(arguments, format, page); !done) return done;
    if (Result<void> done = take_crs(context, map_crs); !done) return done;
    sheet.lang = context.options.lang;
    sheet.map.lang = context.options.lang;
    const auto take = [](const std::optional<std::string>& typed, std::string& value) {
        if (typed) value = *typed;
    };
    take(arguments.title, sheet.title);
    take(arguments.compiled_by, sheet.compiled_by);
    take(arguments.drawn_by, sheet.drawn_by);
    take(arguments.checked_by, sheet.checked_by);
    take(arguments.date, sheet.date);
    take(arguments.approval_number, sheet.approval_number);
    take(arguments.stamp, sheet.stamp);
    // Who gives a name wants it to be seen.
    if (arguments.drawn_by) sheet.show.set(cartography::Element::drawn_by, true);
    if (arguments.checked_by) sheet.show.set(cartography::Element::checked_by, true);
    if (Result<void> done = take_elements(arguments.show, "--show", true, sheet); !done) {
        return done;
    }
    return take_elements(arguments.hide, "--hide", false, sheet);
}

Result<void> read_annotations(const Context& context, const SheetArguments& arguments,
                              cartography::SheetSpec& sheet) {
    if (!arguments.annotations) return {};
    const auto loaded = tasks::load_annotations(*arguments.annotations, context.work);
    if (!loaded) return tl::unexpected{loaded.error()};
    report_findings(context, loaded->findings);
    sheet.annotations = loaded->value;
    return {};
}

void report_dropped_labels(const std::vector<std::string>& dropped, std::size_t untried,
                           Lang lang) {
    if (!dropped.empty()) {
        fmt::print(stderr, "{}\n",
                   fmt::format(fmt::runtime(text(msg::export_dropped, lang)),
                               cartography::some_of(dropped, lang)));
    }
    if (untried > 0) {
        fmt::print(stderr, "{}\n",
                   fmt::format(fmt::runtime(text(msg::labels_untried, lang)),
                               grouped(static_cast<double>(untried), 0)));
    }
}

void report_dropped_annotations(const std::string& where,
                                const std::vector<cartography::UnsetAnnotation>& dropped,
                                Lang lang) {
    if (dropped.empty()) return;
    std::vector<std::string> names;
    for (const cartography::UnsetAnnotation& one : dropped) {
        names.push_back(fmt::format("{} ({})", one.name, one.reason));
    }
    const std::string left_out = fmt::format(
        fmt::runtime(text(msg::export_annotations_left_out, lang)), fmt::join(names, ", "));
    fmt::print(stderr, "{}\n", warning_line({ErrorCode::unsupported, where, left_out, {}}));
}

void report_stand_ins(const std::string& where,
                      const std::vector<draw::FontSet::StandIn>& stand_ins, Lang lang) {
    if (stand_ins.empty()) return;
    std::vector<std::string> words;
    for (const draw::FontSet::StandIn& one : stand_ins) {
        words.push_back(
            fmt::format("U+{:04X} ({})", static_cast<std::uint32_t>(one.character), one.font));
    }
    const std::string told =
        fmt::format(fmt::runtime(text(msg::export_stand_ins, lang)), fmt::join(words, ", "));
    fmt::print(stderr, "{}\n", warning_line({ErrorCode::unsupported, where, told, {}}));
}

void report_missing_characters(const std::string& where, const std::vector<char32_t>& missing,
                               Lang lang) {
    if (missing.empty()) return;
    std::vector<std::string> codes;
    for (const char32_t c : missing) {
        codes.push_back(fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)));
    }
    const std::string words =
        fmt::format(fmt::runtime(text(msg::export_missing, lang)), fmt::join(codes, ", "));
    fmt::print(stderr, "{}\n",
               warning_line({ErrorCode::unsupported, where, words,
                             "install fonts-noto-cjk-extra or another font"}));
}

}  // namespace parkatlas::cli
