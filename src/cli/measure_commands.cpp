#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "analysis/area_table.h"
#include "base/messages_cli.h"
#include "cli/area_columns.h"
#include "cli/commands.h"
#include "cli/json_rows.h"
#include "cli/json_writer.h"
#include "cli/table.h"
#include "model/role.h"
#include "tasks/open_project.h"
#include "tasks/workspace.h"

namespace parkatlas::cli {

namespace {

// "gcj02", or "gcj02, bd09" where rows of both are there; empty if none carries an offset.
std::string offsets_of(const analysis::AreaTable& table) {
    std::string words;
    for (const geo::MapOffset offset : {geo::MapOffset::gcj02, geo::MapOffset::bd09}) {
        const bool any = std::ranges::any_of(
            table.rows, [offset](const analysis::AreaRow& row) { return row.offset() == offset; });
        if (!any) continue;
        words += words.empty() ? "" : ", ";
        words += geo::map_offset_identifier(offset);
    }
    return words;
}

void write_row(JsonWriter& json, const analysis::AreaRow& row) {
    json.begin_object();
    json.member("source", row.layer->source);
    json.member("layer", row.layer->name);
    json.member("id", row.layer->ids.view(row.feature));
    json.member("name", row.layer->names.view(row.feature));
    json.member("area_m2", row.area_m2);
    json.member("perimeter_m", row.perimeter_m);
    json.member("valid", row.valid);
    if (row.offset() != geo::MapOffset::none) {
        json.member("offset", geo::map_offset_identifier(row.offset()));
    }
    json.end_object();
}

Result<void> write_area_json(const analysis::AreaTable& table, const TextSink& sink) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", geo::method_name(table.method));
    json.member("ellipsoid", table.ellipsoid);
    json.key("features");
    json.begin_array(JsonWriter::Layout::lines);
    Result<void> rows = write_json_rows(
        json, table.rows.size(),
        [&](JsonWriter& part, std::size_t i) { write_row(part, table.rows[i]); }, &sink);
    if (!rows) return rows;
    json.end_array();
    json.member("total_area_m2", table.total_area_m2);
    // A figure on shifted coordinates says so; a total says all that went into it.
    if (const std::string offsets = offsets_of(table); !offsets.empty()) {
        json.member("offset", offsets);
    }
    json.end_object();
    return sink(json.take());
}

std::string number_field(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : "";
}

std::string area_csv(const analysis::AreaTable& table) {
    std::string csv = csv_record(
        {"source", "layer", "id", "name", "area_m2", "perimeter_m", "valid", "method", "basis"});
    for (const analysis::AreaRow& row : table.rows) {
        csv += csv_record({row.layer->source, row.layer->name, model::id_text(row.id()),
                           row.name().value_or(""), number_field(row.area_m2),
                           number_field(row.perimeter_m), row.valid ? "true" : "false",
                           std::string{geo::method_name(table.method)}, table.basis});
    }
    return csv;
}

// What a plan says of each row, where the row is a feature of a layout.
std::vector<const model::LayoutFeature*> layout_features(const tasks::Workspace& workspace,
                                                         const analysis::AreaTable& table) {
    std::unordered_map<std::string, const model::Layout*> by_source;
    for (const auto& layout : workspace.layouts) by_source[layout->layer.source] = layout.get();
    std::vector<const model::LayoutFeature*> features(table.rows.size(), nullptr);
    for (std::size_t i = 0; i < features.size(); ++i) {
        const auto found = by_source.find(table.rows[i].layer->source);
        if (found == by_source.end()) continue;
        if (const auto at = found->second->find(model::id_text(table.rows[i].id()))) {
            features[i] = &found->second->features[*at];
        }
    }
    return features;
}

std::string area_text(const tasks::Workspace& workspace, const analysis::AreaTable& answer,
                      const CommonOptions& options) {
    const Lang lang = options.lang;
    const bool with_layout = !workspace.layouts.empty();
    const bool several_layers = workspace.all_layers.size() > 1;
    const auto features = layout_features(workspace, answer);

    TextTable table;
    if (several_layers) table.add_column(std::string{text(msg::col_layer, lang)}, Align::left);
    table.add_column(std::string{text(msg::col_name, lang)}, Align::left);
    if (with_layout) table.add_column(std::string{text(msg::col_role, lang)}, Align::left);
    add_area_columns(table, options);
    table.add_column(fmt::format("{} (km)", text(msg::col_perimeter, lang)), Align::right);
    if (with_layout) {
        table.add_column(std::string{text(msg::col_stated, lang)}, Align::right);
        table.add_column(std::string{text(msg::col_basis, lang)}, Align::left);
    }
    table.add_column(std::string{text(msg::col_valid, lang)}, Align::left);

    bool any_drawn = false;
    RoundedRows rounded{options};
    for (std::size_t i = 0; i < answer.rows.size(); ++i) {
        const analysis::AreaRow& row = answer.rows[i];
        const model::LayoutFeature* feature = features[i];
        std::vector<std::string> cells;
        if (several_layers) cells.push_back(row.layer->name);
        if (feature != nullptr && !feature->name.in(lang).empty()) {
            cells.push_back(feature->name.in(lang));
        } else {
            cells.push_back(row.name().value_or("#" + model::id_text(row.id())));
        }
        if (with_layout) {
            cells.emplace_back(feature != nullptr ? model::role_label(feature->role, lang) : "");
        }
        add_area_cells(cells, row.area_m2, options);
        rounded.add(row.area_m2);
        cells.push_back(row.perimeter_m ? grouped(*row.perimeter_m / 1000.0, 3) : "-");
        if (with_layout) {
            std::string stated;
            if (feature != nullptr && feature->stated_area_m2) {
                stated = format_area(*feature->stated_area_m2, options.unit.value_or(AreaUnit::km2),
                                     lang);
            }
            cells.push_back(stated.empty() ? "-" : stated);
            cells.emplace_back(feature != nullptr ? model::basis_label(feature->basis, lang) : "");
            any_drawn = any_drawn ||
                        (feature != nullptr && (feature->basis == model::Basis::schematic ||
                                                feature->basis == model::Basis::text_boundary));
        }
        cells.emplace_back(text(row.valid ? msg::word_yes : msg::word_mended, lang));
        table.add_row(std::move(cells));
    }
    table.add_rule();
    std::vector<std::string> total;
    if (several_layers) total.emplace_back();
    total.emplace_back(text(msg::word_total, lang));
    if (with_layout) total.emplace_back();
    add_area_cells(total, answer.total_area_m2, options);
    table.add_row(std::move(total));

    std::string out = table.str() + basis_line(answer.method, answer.basis, lang) + "\n";
    out += rounded.note(answer.total_area_m2);
    if (any_drawn) out += std::string{text(msg::table_schematic_note, lang)} + "\n";
    return out;
}

}  // namespace

Result<int> run_area(const Context& context, const std::vector<std::string>& sources) {
    const Result<analysis::MeasureOptions> measure = context.options.measure_options();
    if (!measure) return tl::unexpected{measure.error()};
    const Result<std::vector<std::string>> all = tasks::with_projects_opened(sources, context.work);
    if (!all) return tl::unexpected{all.error()};
    Result<Loaded<tasks::Workspace>> opened =
        tasks::open(*all, tasks::BaseMap::none, context.work, context.options.offsets);
    if (!opened) return tl::unexpected{opened.error()};
    const tasks::Workspace& workspace = opened->value;
    const Result<Loaded<analysis::AreaTable>> answer =
        analysis::area_table(workspace.all_layers, *measure, context.work);
    report_findings(context, opened->findings);
    if (!answer) return tl::unexpected{answer.error()};
    report_findings(context, answer->findings);

    const Result<void> delivered = deliver_parts(context, [&](const TextSink& sink) {
        switch (context.options.effective_format()) {
            case Format::json:
                return write_area_json(answer->value, sink);
            case Format::csv:
                return sink(area_csv(answer->value));
            case Format::table:
                break;
        }
        return sink(area_text(workspace, answer->value, context.options));
    });
    if (!delivered) return tl::unexpected{delivered.error()};
    return 0;
}

}  // namespace parkatlas::cli
