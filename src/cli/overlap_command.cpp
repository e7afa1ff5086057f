#include <utility>

#include <fmt/format.h>

#include "analysis/overlap_table.h"
#include "base/messages.h"
#include "cli/area_columns.h"
#include "cli/commands.h"
#include "cli/json_writer.h"
#include "cli/table.h"
#include "tasks/workspace.h"

namespace parkatlas::cli {

namespace {

void write_side(JsonWriter& json, std::string_view key, const analysis::OverlapSide& side) {
    json.key(key);
    json.begin_object();
    json.member("layer", side.layer);
    json.member("id", side.id);
    json.member("name", side.name);
    json.end_object();
}

std::string overlap_json(const analysis::OverlapTable& table) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", geo::method_name(table.method));
    if (table.offset != geo::MapOffset::none) {
        json.member("offset", geo::map_offset_identifier(table.offset));
    }
    json.member("pair_count", table.rows.size());
    json.member("total_area_m2", table.total_area_m2);
    json.key("pairs");
    json.begin_array(JsonWriter::Layout::lines);
    for (const analysis::OverlapRow& row : table.rows) {
        json.begin_object();
        write_side(json, "a", row.a);
        write_side(json, "b", row.b);
        json.member("area_m2", row.area_m2);
        json.member("share_of_a", row.share_of_a);
        json.member("share_of_b", row.share_of_b);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::string overlap_csv(const analysis::OverlapTable& table) {
    std::string csv = csv_record({"a_layer", "a_id", "a_name", "b_layer", "b_id", "b_name",
                                  "area_m2", "share_of_a", "share_of_b", "method", "basis"});
    for (const analysis::OverlapRow& row : table.rows) {
        csv += csv_record({row.a.layer, model::id_text(row.a.id), row.a.name.value_or(""),
                           row.b.layer, model::id_text(row.b.id), row.b.name.value_or(""),
                           fmt::format("{}", row.area_m2), fmt::format("{}", row.share_of_a),
                           fmt::format("{}", row.share_of_b),
                           std::string{geo::method_name(table.method)}, table.basis});
    }
    return csv;
}

std::string side_label(const analysis::OverlapSide& side) {
    return side.name.value_or("#" + model::id_text(side.id));
}

std::string overlap_text(const analysis::OverlapTable& answer, const CommonOptions& options) {
    const Lang lang = options.lang;
    if (answer.rows.empty()) {
        return fmt::format("{}\n{}\n", text(Msg::table_no_pairs, lang),
                           basis_line(answer.method, answer.basis, lang));
    }
    TextTable table;
    table.add_column("A", Align::left);
    table.add_column("B", Align::left);
    add_area_columns(table, options);
    table.add_column(std::string{text(Msg::col_share_a, lang)}, Align::right);
    table.add_column(std::string{text(Msg::col_share_b, lang)}, Align::right);
    RoundedRows rounded{options};
    for (const analysis::OverlapRow& row : answer.rows) {
        rounded.add(row.area_m2);
        std::vector<std::string> cells{side_label(row.a), side_label(row.b)};
        add_area_cells(cells, row.area_m2, options);
        cells.push_back(percent(row.share_of_a));
        cells.push_back(percent(row.share_of_b));
        table.add_row(std::move(cells));
    }
    table.add_rule();
    std::vector<std::string> total{std::string{text(Msg::word_total, lang)}, ""};
    add_area_cells(total, answer.total_area_m2, options);
    table.add_row(std::move(total));
    return table.str() +
           fmt::format(fmt::runtime(text(Msg::table_pairs, lang)), answer.rows.size()) + "; " +
           basis_line(answer.method, answer.basis, lang) + "\n" +
           rounded.note(answer.total_area_m2);
}

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

}  // namespace

Result<int> run_overlap(const Context& context, const std::string& a,
                        const std::optional<std::string>& b) {
    const Result<analysis::MeasureOptions> measure = context.options.measure_options();
    if (!measure) return tl::unexpected{measure.error()};
    const tasks::Offsets& offsets = context.options.offsets;
    if (Result<void> fits = tasks::validate(offsets, b ? 2 : 1); !fits) {
        return tl::unexpected{fits.error()};
    }
    const Result<Loaded<tasks::Workspace>> opened_a =
        tasks::open({a}, tasks::BaseMap::none, context.work, tasks::offsets_of(offsets, 0));
    if (!opened_a) return tl::unexpected{opened_a.error()};
    const Result<const model::Layer*> layer_a = only_layer(opened_a->value, a);
    if (!layer_a) return tl::unexpected{layer_a.error()};
    report_findings(context, opened_a->findings);

    Loaded<tasks::Workspace> opened_b;
    const model::Layer* layer_b = nullptr;
    if (b) {
        Result<Loaded<tasks::Workspace>> opened =
            tasks::open({*b}, tasks::BaseMap::none, context.work, tasks::offsets_of(offsets, 1));
        if (!opened) return tl::unexpected{opened.error()};
        opened_b = std::move(*opened);
        const Result<const model::Layer*> only = only_layer(opened_b.value, *b);
        if (!only) return tl::unexpected{only.error()};
        layer_b = *only;
        report_findings(context, opened_b.findings);
    }
    const Result<Loaded<analysis::OverlapTable>> answer =
        analysis::overlap_table(**layer_a, layer_b, *measure, context.work);
    if (!answer) return tl::unexpected{answer.error()};
    report_findings(context, answer->findings);

    std::string out;
    switch (context.options.effective_format()) {
        case Format::json:
            out = overlap_json(answer->value);
            break;
        case Format::csv:
            out = overlap_csv(answer->value);
            break;
        case Format::table:
            out = overlap_text(answer->value, context.options);
            break;
    }
    if (Result<void> delivered = deliver(context, out); !delivered) {
        return tl::unexpected{delivered.error()};
    }
    return 0;
}

}  // namespace parkatlas::cli
