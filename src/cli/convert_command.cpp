#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/messages_convert.h"
#include "cli/commands.h"
#include "cli/json_text.h"
#include "tasks/convert.h"

namespace parkatlas::cli {

namespace {

using model::CoordinateOffset;

std::optional<CoordinateOffset> offset_named(const std::string& name) {
    if (name == "gcj02") return CoordinateOffset::gcj02;
    if (name == "bd09") return CoordinateOffset::bd09;
    if (name == "none") return CoordinateOffset::none;
    return std::nullopt;
}

const char* offset_identifier(CoordinateOffset offset) {
    switch (offset) {
        case CoordinateOffset::gcj02:
            return "gcj02";
        case CoordinateOffset::bd09:
            return "bd09";
        case CoordinateOffset::none:
            break;
    }
    return "none";
}

Result<std::vector<tasks::FieldMapping>> mappings_of(const std::vector<std::string>& words) {
    std::vector<tasks::FieldMapping> mappings;
    for (const std::string& one : words) {
        const std::size_t equals = one.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == one.size()) {
            return fail(ErrorCode::usage, "--map", fmt::format("\"{}\" is no mapping", one),
                        "write FIELD=PROPERTY");
        }
        mappings.push_back({one.substr(0, equals), one.substr(equals + 1)});
    }
    return mappings;
}

Result<tasks::ConvertRequest> request_of(const Context& context,
                                         const ConvertArguments& arguments) {
    tasks::ConvertRequest request;
    request.sources = arguments.sources;
    request.output = context.options.output.value_or(std::string{});
    request.crs = context.options.crs;
    request.from_offset = offset_named(arguments.from_offset);
    request.to_offset = offset_named(arguments.to_offset);
    request.from_encoding = arguments.from_encoding;
    request.encoding = arguments.encoding;
    request.simplify_m = arguments.simplify_m;
    request.decimals = arguments.decimals;
    request.layer_name = arguments.layer_name;
    request.lang = context.options.lang;
    Result<std::vector<tasks::FieldMapping>> mappings = mappings_of(arguments.mappings);
    if (!mappings) return tl::unexpected{mappings.error()};
    request.mappings = std::move(*mappings);
    if (arguments.scheme) {
        request.layout =
            tasks::LayoutHead{arguments.layout_id.value_or(""), *arguments.scheme,
                              arguments.title.value_or(""), arguments.role.value_or("")};
    } else if (arguments.layout_id || arguments.title || arguments.role) {
        return fail(ErrorCode::usage, "convert", "--layout-id, --title and --role make a layout",
                    "give --scheme, too");
    }
    return request;
}

Json report_json(const tasks::ConvertReport& report, const std::vector<Finding>& findings,
                 const std::string& output) {
    Json layers = Json::array();
    for (const tasks::ConvertedLayer& layer : report.layers) {
        Json operation = nullptr;
        if (layer.operation) {
            operation = {{"name", layer.operation->name},
                         {"accuracy_m", nullable(layer.operation->accuracy_m)},
                         {"ballpark", layer.operation->is_ballpark}};
        }
        layers.push_back({{"name", layer.name},
                          {"feature_count", layer.features},
                          {"vertex_count", layer.vertices_after},
                          {"vertex_count_before", layer.vertices_before},
                          {"crs", layer.crs},
                          {"offset", offset_identifier(layer.offset)},
                          {"operation", std::move(operation)}});
    }
    Json problems = Json::array();
    for (const Finding& finding : findings) problems.push_back(finding_json(finding));
    return {{"output", output},
            {"is_layout", report.is_layout},
            {"layers", std::move(layers)},
            {"problems", std::move(problems)}};
}

std::string report_text(const tasks::ConvertReport& report, const std::string& output, Lang lang) {
    const auto filled = [lang](Msg key, const auto&... values) {
        return fmt::format(fmt::runtime(text(key, lang)), values...);
    };
    std::string out =
        filled(report.is_layout ? msg::convert_done_layout : msg::convert_done, output) + "\n";
    for (const tasks::ConvertedLayer& layer : report.layers) {
        out += filled(msg::convert_layer, layer.name, layer.features, layer.crs);
        if (layer.vertices_after != layer.vertices_before) {
            out += filled(msg::convert_vertices, layer.vertices_before, layer.vertices_after);
        }
        out += "\n";
        if (!layer.operation || layer.operation->name.empty()) continue;
        out += layer.operation->accuracy_m
                   ? filled(msg::convert_operation, layer.operation->name,
                            *layer.operation->accuracy_m)
                   : filled(msg::convert_operation_unknown, layer.operation->name);
        out += "\n";
    }
    return out;
}

}  // namespace

void declare_convert(CLI::App& command, ConvertArguments& arguments, Lang lang) {
    const auto word = [lang](Msg key) { return std::string{text(key, lang)}; };
    command.add_option("--from-encoding", arguments.from_encoding, word(msg::cli_from_encoding))
        ->check(CLI::IsMember({"GBK", "UTF-8"}))
        ->type_name("GBK|UTF-8");
    command.add_option("--encoding", arguments.encoding, word(msg::cli_encoding))
        ->check(CLI::IsMember({"GBK", "UTF-8"}))
        ->type_name("GBK|UTF-8")
        ->default_str("UTF-8");
    for (const auto& [name, value, help] :
         {std::tuple{"--from-offset", &arguments.from_offset, msg::cli_convert_from_offset},
          {"--to-offset", &arguments.to_offset, msg::cli_convert_to_offset}}) {
        command.add_option(name, *value, word(help))
            ->check(CLI::IsMember({"gcj02", "bd09", "none"}))
            ->type_name("gcj02|bd09|none");
    }
    command.add_option("--simplify", arguments.simplify_m, word(msg::cli_simplify))
        ->check(CLI::PositiveNumber)
        ->type_name("METRES");
    command.add_option("--decimals", arguments.decimals, word(msg::cli_decimals))
        ->check(CLI::Range(0, 17))
        ->type_name("N");
    command.add_option("--map", arguments.mappings, word(msg::cli_map))
        ->type_name("FIELD=PROPERTY")
        ->allow_extra_args(false);
    command.add_option("--layer-name", arguments.layer_name, word(msg::cli_layer_name))
        ->type_name("NAME");
    const std::string group = word(msg::cli_group_layout);
    for (const auto& [name, value, help] :
         {std::tuple{"--scheme", &arguments.scheme, msg::cli_scheme},
          {"--layout-id", &arguments.layout_id, msg::cli_layout_id},
          {"--title", &arguments.title, msg::cli_layout_title},
          {"--role", &arguments.role, msg::cli_layout_role}}) {
        command.add_option(name, *value, word(help))->type_name("TEXT")->group(group);
    }
}

Result<int> run_convert(const Context& context, const ConvertArguments& arguments) {
    const Result<tasks::ConvertRequest> request = request_of(context, arguments);
    if (!request) return tl::unexpected{request.error()};
    const Result<Loaded<tasks::ConvertReport>> done = tasks::convert(*request, context.work);
    if (!done) return tl::unexpected{done.error()};
    report_findings(context, done->findings);
    Context to_screen = context;
    to_screen.options.output.reset();  // it names the data, not the report
    const bool as_json = context.options.format == Format::json;
    if (context.options.quiet && !as_json) return 0;
    const std::string out =
        as_json ? json_text(report_json(done->value, done->findings, request->output))
                : report_text(done->value, request->output, context.options.lang);
    if (Result<void> delivered = deliver(to_screen, out); !delivered) {
        return tl::unexpected{delivered.error()};
    }
    return 0;
}

}  // namespace parkatlas::cli
