#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "analysis/overlap_modes.h"
#include "analysis/overlap_table.h"
#include "base/messages_overlap.h"
#include "cli/area_columns.h"
#include "cli/commands.h"
#include "cli/json_writer.h"
#include "cli/overlap_text.h"
#include "cli/table.h"
#include "io/write_layer.h"
#include "tasks/open_project.h"
#include "tasks/workspace.h"

namespace parkatlas::cli {

namespace {

// The one layer a side of an overlap means.
Result<const model::Layer*> only_layer(const tasks::Workspace& workspace,
                                       const std::string& source) {
    if (workspace.all_layers.size() == 1) return workspace.all_layers.front();
    std::vector<std::string> names;
    for (const model::Layer* layer : workspace.all_layers) names.push_back(layer->name);
    return fail(ErrorCode::usage, source,
                fmt::format("holds several layers: {}", fmt::join(names, ", ")),
                fmt::format("choose one, e.g. {}:{}", source, names.empty() ? "LAYER" : names[0]));
}

/// What the command was given, opened.
struct Sides {
    Loaded<tasks::Workspace> opened_a, opened_b;
    const model::Layer* a = nullptr;
    const model::Layer* b = nullptr;
};

/// A project in place of A stands for its plan and its one visible layer, or for the one it has; in
/// place of B for the one it has.
Result<OverlapArguments> without_projects(const Context& context, OverlapArguments arguments) {
    const auto layers_of = [&](const std::string& source) {
        return tasks::with_projects_opened({source}, context.work);
    };
    const auto too_many = [](const std::string& source, const std::vector<std::string>& layers) {
        return fail(ErrorCode::usage, source,
                    said(msg::overlap_project_layers, fmt::format("{}", fmt::join(layers, ", "))),
                    said(msg::overlap_project_name_two));
    };
    const Result<std::vector<std::string>> a = layers_of(arguments.a);
    if (!a) return tl::unexpected{a.error()};
    if (a->size() > (arguments.b ? 1U : 2U) || a->empty()) return too_many(arguments.a, *a);
    if (arguments.b) {
        const Result<std::vector<std::string>> b = layers_of(*arguments.b);
        if (!b) return tl::unexpected{b.error()};
        if (b->size() != 1) return too_many(*arguments.b, *b);
        arguments.b = b->front();
    } else if (a->size() == 2) {
        arguments.b = a->back();
    }
    arguments.a = a->front();
    return arguments;
}

Result<Sides> open_sides(const Context& context, const OverlapArguments& given) {
    const Result<OverlapArguments> plain = without_projects(context, given);
    if (!plain) return tl::unexpected{plain.error()};
    const OverlapArguments& arguments = *plain;
    Sides sides;
    const tasks::Offsets& offsets = context.options.offsets;
    if (Result<void> fits = tasks::validate(offsets, arguments.b ? 2 : 1); !fits) {
        return tl::unexpected{fits.error()};
    }
    const auto open = [&](const std::string& source, std::size_t place,
                          Loaded<tasks::Workspace>& into) -> Result<const model::Layer*> {
        Result<Loaded<tasks::Workspace>> opened = tasks::open(
            {source}, tasks::BaseMap::none, context.work, tasks::offsets_of(offsets, place));
        if (!opened) return tl::unexpected{opened.error()};
        into = std::move(*opened);
        Result<const model::Layer*> layer = only_layer(into.value, source);
        if (layer) report_findings(context, into.findings);
        return layer;
    };
    const Result<const model::Layer*> a = open(arguments.a, 0, sides.opened_a);
    if (!a) return tl::unexpected{a.error()};
    sides.a = *a;
    if (!arguments.b) return sides;
    const Result<const model::Layer*> b = open(*arguments.b, 1, sides.opened_b);
    if (!b) return tl::unexpected{b.error()};
    sides.b = *b;
    return sides;
}

/// A file whose ending asks for shapes and not for a table.
bool asks_for_layer(const CommonOptions& options) {
    if (!options.output || options.format) return false;
    const std::optional<io::OutputFormat> format = io::output_format_of(*options.output);
    return format && *format != io::OutputFormat::csv && !options.output->ends_with(".json");
}

Result<void> write_shapes(const Context& context, const model::Layer& layer) {
    const model::Layer* const layers[] = {&layer};
    const std::string& path = *context.options.output;
    const Result<std::vector<Finding>> written =
        io::write_layers_noting(layers, path, {}, context.work);
    if (!written) return tl::unexpected{written.error()};
    report_findings(context, *written);
    if (!context.options.quiet) {
        fmt::print(stdout, "{}\n",
                   fmt::format(fmt::runtime(text(msg::overlap_layer_written, context.options.lang)),
                               layer.size(), path));
    }
    return {};
}

/// Prints the table of a mode, or writes its shapes.
template <typename Table>
Result<int> answer_with(const Context& context, const Result<Loaded<Table>>& answer) {
    if (!answer) return tl::unexpected{answer.error()};
    report_findings(context, answer->findings);
    Result<void> done;
    if constexpr (requires { answer->value.shapes; }) {
        if (answer->value.shapes) {
            done = write_shapes(context, *answer->value.shapes);
            if (!done) return tl::unexpected{done.error()};
            return 0;
        }
    }
    done = deliver(context, overlap_text(answer->value, context.options));
    if (!done) return tl::unexpected{done.error()};
    return 0;
}

Result<int> run_pairs(const Context& context, const Sides& sides,
                      const analysis::MeasureOptions& measure) {
    if (!asks_for_layer(context.options)) {
        const auto table = analysis::overlap_table(*sides.a, sides.b, measure, context.work);
        if (!table) return tl::unexpected{table.error()};
        report_findings(context, table->findings);
        const Result<void> done = deliver_parts(context, [&](const TextSink& sink) {
            return write_overlaps(table->value, context.options, sink);
        });
        if (!done) return tl::unexpected{done.error()};
        return 0;
    }
    const Result<Loaded<model::Layer>> layer =
        analysis::pair_layer(*sides.a, sides.b, measure, context.work);
    if (!layer) return tl::unexpected{layer.error()};
    report_findings(context, layer->findings);
    if (Result<void> done = write_shapes(context, layer->value); !done) {
        return tl::unexpected{done.error()};
    }
    return 0;
}

}  // namespace

Result<int> run_overlap(const Context& context, const OverlapArguments& arguments) {
    const Result<analysis::MeasureOptions> measure = context.options.measure_options();
    if (!measure) return tl::unexpected{measure.error()};
    const bool by_class = arguments.mode == "classes";
    if (by_class != arguments.by.has_value()) {
        return fail(ErrorCode::usage, "--by",
                    by_class ? "is missing: classes go by an attribute of B"
                             : "goes with --mode classes only",
                    by_class ? "give one, e.g. --by use" : "");
    }
    if (by_class && !arguments.b) {
        return fail(ErrorCode::usage, "B", "is missing: classes are those of a second layer");
    }
    const Result<Sides> sides = open_sides(context, arguments);
    if (!sides) return tl::unexpected{sides.error()};
    const analysis::GroundOptions options{*measure, asks_for_layer(context.options)};
    if (arguments.mode == "coverage") {
        return answer_with(context, analysis::coverage_table(*sides->a, sides->b, options,
                                                             geo::Ground::covered, context.work));
    }
    if (arguments.mode == "gaps") {
        return answer_with(context, analysis::coverage_table(*sides->a, sides->b, options,
                                                             geo::Ground::left, context.work));
    }
    if (arguments.mode == "folds") {
        return answer_with(context,
                           analysis::fold_table(*sides->a, sides->b, options, context.work));
    }
    if (by_class) {
        return answer_with(context, analysis::class_table(*sides->a, *sides->b, *arguments.by,
                                                          options, context.work));
    }
    return run_pairs(context, *sides, *measure);
}

}  // namespace parkatlas::cli
