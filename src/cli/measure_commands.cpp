#include <cmath>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "analysis/area_table.h"
#include "analysis/overlap_table.h"
#include "base/messages.h"
#include "cli/commands.h"
#include "cli/json_writer.h"
#include "cli/table.h"
#include "model/role.h"
#include "tasks/workspace.h"

namespace parkatlas::cli {

namespace {

std::string basis_line(geo::Method method, const std::string& basis, Lang lang) {
    return fmt::format(fmt::runtime(text(Msg::table_method, lang)), geo::method_name(method),
                       basis);
}

std::string percent(double share) {
    return fmt::format("{:.2f} %", 100.0 * share);
}

// The columns of areas in a table: the asked unit, or the three that planners compare.
std::vector<AreaUnit> shown_units(const CommonOptions& options) {
    if (options.unit) return {*options.unit};
    return {AreaUnit::km2, AreaUnit::ha, AreaUnit::mu};
}

void add_area_columns(TextTable& table, const CommonOptions& options) {
    for (const AreaUnit unit : shown_units(options)) {
        table.add_column(fmt::format("{} ({})", text(Msg::col_area, options.lang),
                                     unit_symbol(unit, options.lang)),
                         Align::right);
    }
}

void add_area_cells(std::vector<std::string>& cells, const std::optional<double>& area_m2,
                    const CommonOptions& options) {
    for (const AreaUnit unit : shown_units(options)) {
        cells.push_back(area_m2 ? format_area_number(*area_m2, unit) : "-");
    }
}

std::string area_json(const analysis::AreaTable& table) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", geo::method_name(table.method));
    json.member("ellipsoid", table.ellipsoid);
    json.key("features");
    json.begin_array(JsonWriter::Layout::lines);
    for (const analysis::AreaRow& row : table.rows) {
        json.begin_object();
        json.member("source", row.source);
        json.member("layer", row.layer);
        json.member("id", row.id);
        json.member("name", row.name);
        json.member("area_m2", row.area_m2);
        json.member("perimeter_m", row.perimeter_m);
        json.member("valid", row.valid);
        json.end_object();
    }
    json.end_array();
    json.member("total_area_m2", table.total_area_m2);
    json.end_object();
    return json.take();
}

std::string number_field(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : "";
}

std::string area_csv(const analysis::AreaTable& table) {
    std::string csv = csv_record(
        {"source", "layer", "id", "name", "area_m2", "perimeter_m", "valid", "method", "basis"});
    for (const analysis::AreaRow& row : table.rows) {
        csv += csv_record({row.source, row.layer, model::id_text(row.id), row.name.value_or(""),
                           number_field(row.area_m2), number_field(row.perimeter_m),
                           row.valid ? "true" : "false",
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
        const auto found = by_source.find(table.rows[i].source);
        if (found == by_source.end()) continue;
        if (const auto at = found->second->find(model::id_text(table.rows[i].id))) {
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
    if (several_layers) table.add_column(std::string{text(Msg::col_layer, lang)}, Align::left);
    table.add_column(std::string{text(Msg::col_name, lang)}, Align::left);
    if (with_layout) table.add_column(std::string{text(Msg::col_role, lang)}, Align::left);
    add_area_columns(table, options);
    table.add_column(fmt::format("{} (km)", text(Msg::col_perimeter, lang)), Align::right);
    if (with_layout) {
        table.add_column(std::string{text(Msg::col_stated, lang)}, Align::right);
        table.add_column(std::string{text(Msg::col_basis, lang)}, Align::left);
    }
    table.add_column(std::string{text(Msg::col_valid, lang)}, Align::left);

    bool any_drawn = false;
    for (std::size_t i = 0; i < answer.rows.size(); ++i) {
        const analysis::AreaRow& row = answer.rows[i];
        const model::LayoutFeature* feature = features[i];
        std::vector<std::string> cells;
        if (several_layers) cells.push_back(row.layer);
        if (feature != nullptr && !feature->name.in(lang).empty()) {
            cells.push_back(feature->name.in(lang));
        } else {
            cells.push_back(row.name.value_or("#" + model::id_text(row.id)));
        }
        if (with_layout) {
            cells.emplace_back(feature != nullptr ? model::role_label(feature->role, lang) : "");
        }
        add_area_cells(cells, row.area_m2, options);
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
        cells.emplace_back(text(row.valid ? Msg::word_yes : Msg::word_mended, lang));
        table.add_row(std::move(cells));
    }
    table.add_rule();
    std::vector<std::string> total;
    if (several_layers) total.emplace_back();
    total.emplace_back(text(Msg::word_total, lang));
    if (with_layout) total.emplace_back();
    add_area_cells(total, answer.total_area_m2, options);
    table.add_row(std::move(total));

    std::string out = table.str() + basis_line(answer.method, answer.basis, lang) + "\n";
    if (any_drawn) out += std::string{text(Msg::table_schematic_note, lang)} + "\n";
    return out;
}

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
    for (const analysis::OverlapRow& row : answer.rows) {
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
           basis_line(answer.method, answer.basis, lang) + "\n";
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

Result<int> run_area(const Context& context, const std::vector<std::string>& sources) {
    const Result<analysis::MeasureOptions> measure = context.options.measure_options();
    if (!measure) return tl::unexpected{measure.error()};
    Result<Loaded<tasks::Workspace>> opened =
        tasks::open(sources, tasks::BaseMap::none, context.work);
    if (!opened) return tl::unexpected{opened.error()};
    const tasks::Workspace& workspace = opened->value;
    const Result<Loaded<analysis::AreaTable>> answer =
        analysis::area_table(workspace.all_layers, *measure, context.work);
    report_findings(context, opened->findings);
    if (!answer) return tl::unexpected{answer.error()};
    report_findings(context, answer->findings);

    std::string out;
    switch (context.options.effective_format()) {
        case Format::json:
            out = area_json(answer->value);
            break;
        case Format::csv:
            out = area_csv(answer->value);
            break;
        case Format::table:
            out = area_text(workspace, answer->value, context.options);
            break;
    }
    if (Result<void> delivered = deliver(context, out); !delivered) {
        return tl::unexpected{delivered.error()};
    }
    return 0;
}

Result<int> run_overlap(const Context& context, const std::string& a,
                        const std::optional<std::string>& b) {
    const Result<analysis::MeasureOptions> measure = context.options.measure_options();
    if (!measure) return tl::unexpected{measure.error()};
    const Result<Loaded<tasks::Workspace>> opened_a =
        tasks::open({a}, tasks::BaseMap::none, context.work);
    if (!opened_a) return tl::unexpected{opened_a.error()};
    const Result<const model::Layer*> layer_a = only_layer(opened_a->value, a);
    if (!layer_a) return tl::unexpected{layer_a.error()};
    report_findings(context, opened_a->findings);

    Loaded<tasks::Workspace> opened_b;
    const model::Layer* layer_b = nullptr;
    if (b) {
        Result<Loaded<tasks::Workspace>> opened =
            tasks::open({*b}, tasks::BaseMap::none, context.work);
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
