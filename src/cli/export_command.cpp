#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/messages_cli.h"
#include "base/messages_errors.h"
#include "base/messages_page.h"
#include "cli/commands.h"
#include "cli/sheet_arguments.h"
#include "cli/table.h"
#include "tasks/annotation_files.h"
#include "tasks/export_sheet.h"
#include "tasks/open_project.h"
#include "tasks/workspace.h"

namespace parkatlas::cli {

namespace {

Result<double> scale_denominator(const std::string& text) {
    double denominator = 0.0;
    const std::string digits = text.starts_with("1:") ? text.substr(2) : text;
    if (const auto value = numbers(digits, ' ', 1)) denominator = value->front();
    if (denominator < 10.0 || denominator > 1e9) {
        return fail(ErrorCode::usage, "--scale", fmt::format("'{}' is no scale", text),
                    "give 1:N, e.g. 1:200000");
    }
    return denominator;
}

Result<tasks::ExportRequest> request_of(const Context& context, const ExportArguments& arguments,
                                        tasks::SheetFormat format) {
    tasks::ExportRequest request;
    request.output = context.options.output.value_or("");
    if (Result<void> done = read_sheet_arguments(context, arguments.sheet, format, request.page,
                                                 request.map_crs, request.sheet);
        !done) {
        return tl::unexpected{done.error()};
    }
    if (arguments.extent) {
        const auto degrees = numbers(*arguments.extent, ',', 4);
        if (!degrees) {
            return fail(ErrorCode::usage, "--extent",
                        fmt::format("'{}' is no extent", *arguments.extent),
                        "give w,s,e,n in degrees, e.g. 121,29,122,30");
        }
        request.extent_degrees =
            geo::Box{(*degrees)[0], (*degrees)[1], (*degrees)[2], (*degrees)[3]};
    }
    if (arguments.scale) {
        const Result<double> denominator = scale_denominator(*arguments.scale);
        if (!denominator) return tl::unexpected{denominator.error()};
        request.sheet.scale_denominator = *denominator;
    }
    request.sheet.decorations = !arguments.no_decorations;
    request.check = arguments.check    ? tasks::CheckMode::only
                    : arguments.strict ? tasks::CheckMode::strict
                                       : tasks::CheckMode::none;
    if (arguments.sheet.manifest) request.manifest = *arguments.sheet.manifest;
    request.world_file = arguments.world_file;
    request.svg_text = arguments.svg_text;
    request.palette = arguments.sheet.palette;
    if (arguments.color_by) request.color_by = *arguments.color_by;
    if (Result<void> done = read_annotations(context, arguments.sheet, request.sheet); !done) {
        return tl::unexpected{done.error()};
    }
    return request;
}

/// The check as a table or JSON on standard output.
Result<void> print_check(const Context& context, const std::vector<cartography::CheckRow>& rows) {
    std::string out;
    if (context.options.format == Format::json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const cartography::CheckRow& row : rows) {
            list.push_back({{"element", row.element},
                            {"state", cartography::check_state_name(row.state)},
                            {"reason", row.reason}});
        }
        const nlohmann::ordered_json answer{{"complete", cartography::is_complete(rows)},
                                            {"elements", std::move(list)}};
        out = answer.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    } else {
        const Lang lang = context.options.lang;
        TextTable table;
        table.add_column(std::string{text(msg::sheet_check_head_element, lang)}, Align::left);
        table.add_column(std::string{text(msg::sheet_check_head_state, lang)}, Align::left);
        table.add_column(std::string{text(msg::sheet_check_head_reason, lang)}, Align::left);
        for (const cartography::CheckRow& row : rows) {
            const Msg state =
                row.state == cartography::CheckState::present   ? msg::sheet_check_present
                : row.state == cartography::CheckState::missing ? msg::sheet_check_missing
                                                                : msg::sheet_check_not_needed;
            table.add_row({row.label, std::string{text(state, lang)}, row.reason});
        }
        out = table.str();
    }
    const std::size_t written = std::fwrite(out.data(), 1, out.size(), stdout);
    if (written != out.size() || std::fflush(stdout) != 0) {
        return fail(ErrorCode::output_failed, "standard output", "cannot write");
    }
    return {};
}

// A project brings its map: layers, looks, what is hidden, annotations, and what is in view.
Result<Loaded<tasks::Workspace>> take_project(const Context& context, const std::string& source,
                                              tasks::ExportRequest& request) {
    const Lang lang = context.options.lang;
    Result<Loaded<tasks::OpenedProject>> opened = tasks::open_project(source, lang, context.work);
    if (!opened) return tl::unexpected{opened.error()};
    tasks::OpenedProject& project = opened->value;
    request.sheet.map = std::move(project.map);
    request.layer_classes = std::move(project.classes);
    if (!request.extent_degrees) {
        request.sheet.extent_map = tasks::seen_extent(project.view, request.map_crs);
    }
    if (project.annotations && request.sheet.annotations) {  // those of --annotations on top
        auto both = std::make_shared<cartography::AnnotationContent>(*project.annotations);
        tasks::add_annotations(both->file, request.sheet.annotations->file);
        both->pictures.insert(request.sheet.annotations->pictures.begin(),
                              request.sheet.annotations->pictures.end());
        request.sheet.annotations = std::move(both);
    } else if (project.annotations) {
        request.sheet.annotations = std::move(project.annotations);
    }
    return Loaded<tasks::Workspace>{std::move(project.workspace), std::move(opened->findings)};
}

Result<Loaded<tasks::Workspace>> open_sources(const Context& context,
                                              const std::vector<std::string>& sources,
                                              tasks::ExportRequest& request) {
    const auto project = std::ranges::find_if(sources, tasks::is_project_source);
    if (project == sources.end()) {
        return tasks::open(sources, tasks::BaseMap::load, context.work, context.options.offsets);
    }
    if (sources.size() > 1) {
        return fail(ErrorCode::usage, *project, said(msg::errors_project_alone),
                    said(msg::errors_project_alone_remedy));
    }
    return take_project(context, *project, request);
}

void report_done(const Context& context, const tasks::ExportRequest& request,
                 tasks::SheetFormat format, const cartography::Sheet& sheet) {
    const Lang lang = context.options.lang;
    const double per_mm = request.page.dpi / millimetres_per_inch;
    const auto pixels = request.page.pixels.value_or(
        std::pair{static_cast<int>(std::lround(sheet.list.width_mm * per_mm)),
                  static_cast<int>(std::lround(sheet.list.height_mm * per_mm))});
    const std::string scale = grouped(sheet.view.scale_denominator, 0);
    const std::string done =
        tasks::is_vector(format)
            ? fmt::format(fmt::runtime(text(msg::export_done_page, lang)), request.output.string(),
                          grouped(sheet.list.width_mm, 0), grouped(sheet.list.height_mm, 0), scale)
            : fmt::format(fmt::runtime(text(msg::export_done, lang)), request.output.string(),
                          pixels.first, pixels.second, scale);
    fmt::print(stderr, "{}\n", done);
    report_missing_characters(request.output.string(), sheet.missing_characters, lang);
    report_stand_ins(request.output.string(), sheet.stand_ins, lang);
    report_dropped_annotations(request.output.string(), sheet.dropped_annotations, lang);
    const auto names = std::span{sheet.names_without_place}.first(sheet.dropped_labels.size());
    report_dropped_labels({names.begin(), names.end()}, sheet.untried_labels.size(), lang);
}

}  // namespace

Result<int> run_export(const Context& context, const ExportArguments& arguments) {
    tasks::SheetFormat format = tasks::SheetFormat::pdf;
    if (context.options.output) {
        const Result<tasks::SheetFormat> asked = tasks::sheet_format(*context.options.output);
        if (!asked) return tl::unexpected{asked.error()};
        format = *asked;
    } else if (!arguments.check) {
        return fail(ErrorCode::usage, "export", "no output file",
                    "give -o OUT.png, .pdf, .svg, .tif, .jpg or .webp");
    }
    ExportArguments with_kept = arguments;
    const auto project = std::ranges::find_if(arguments.sources, tasks::is_project_source);
    if (project != arguments.sources.end()) {
        Result<std::optional<model::SheetTemplate>> kept =
            tasks::sheet_of_project(*project, context.work);
        if (!kept) return tl::unexpected{kept.error()};
        with_kept.sheet.kept = std::move(*kept);
    }
    Result<tasks::ExportRequest> request = request_of(context, with_kept, format);
    if (!request) return tl::unexpected{request.error()};
    std::string stages;
    request->on_stage = [&stages](std::string_view stage, double ms) {
        stages += fmt::format("{}\"{}_ms\": {:.1f}", stages.empty() ? "" : ", ", stage, ms);
    };
    const auto began = std::chrono::steady_clock::now();
    const Result<Loaded<tasks::Workspace>> opened =
        open_sources(context, arguments.sources, *request);
    if (!opened) return tl::unexpected{opened.error()};
    const std::chrono::duration<double, std::milli> read = std::chrono::steady_clock::now() - began;
    request->on_stage("read", read.count());
    report_findings(context, opened->findings);
    const Result<tasks::Exported> done =
        tasks::export_checked(opened->value, *request, context.work);
    if (!done) return tl::unexpected{done.error()};
    if (arguments.stats) fmt::print(stderr, "{{{}}}\n", stages);
    const bool is_complete = cartography::is_complete(done->check);
    if (request->check == tasks::CheckMode::only) {
        if (Result<void> printed = print_check(context, done->check); !printed) {
            return tl::unexpected{printed.error()};
        }
        return is_complete ? 0 : 1;
    }
    if (!done->is_written) {  // strict, and something is missing
        for (const cartography::CheckRow& row : done->check) {
            if (row.state != cartography::CheckState::missing) continue;
            fmt::print(
                stderr, "{}\n",
                error_line(
                    {ErrorCode::usage,
                     request->output.string(),
                     fmt::format(fmt::runtime(text(msg::sheet_check_line, context.options.lang)),
                                 row.label, row.reason),
                     {}}));
        }
        return 1;
    }
    if (!context.options.quiet) report_done(context, *request, format, done->sheet);
    return 0;
}

}  // namespace parkatlas::cli
