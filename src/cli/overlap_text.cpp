#include "cli/overlap_text.h"

#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_cli.h"
#include "base/messages_overlap.h"
#include "cli/area_columns.h"
#include "cli/json_rows.h"
#include "cli/json_writer.h"
#include "cli/table.h"

namespace parkatlas::cli {

namespace {

void write_side(JsonWriter& json, std::string_view key, const analysis::FeatureOfLayer& side) {
    json.key(key);
    json.begin_object();
    json.member("layer", side.layer->name);
    json.member("id", side.layer->ids.view(side.index));
    json.member("name", side.layer->names.view(side.index));
    json.end_object();
}

/// A figure on shifted coordinates says so.
void write_offset(JsonWriter& json, geo::MapOffset offset) {
    if (offset != geo::MapOffset::none) json.member("offset", geo::map_offset_identifier(offset));
}

Result<void> write_overlap_json(const analysis::OverlapTable& table, const TextSink& sink) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", geo::method_name(table.method));
    write_offset(json, table.offset);
    json.member("pair_count", table.rows.size());
    json.member("total_area_m2", table.total_area_m2);
    json.key("pairs");
    json.begin_array(JsonWriter::Layout::lines);
    const auto write_row = [&](JsonWriter& part, std::size_t i) {
        const analysis::OverlapRow& row = table.rows[i];
        part.begin_object();
        write_side(part, "a", row.a);
        write_side(part, "b", row.b);
        part.member("area_m2", row.area_m2);
        part.member("share_of_a", row.share_of_a);
        part.member("share_of_b", row.share_of_b);
        part.end_object();
    };
    if (Result<void> rows = write_json_rows(json, table.rows.size(), write_row, &sink); !rows) {
        return rows;
    }
    json.end_array();
    json.end_object();
    return sink(json.take());
}

std::string overlap_csv(const analysis::OverlapTable& table) {
    std::string csv = csv_record({"a_layer", "a_id", "a_name", "b_layer", "b_id", "b_name",
                                  "area_m2", "share_of_a", "share_of_b", "method", "basis"});
    for (const analysis::OverlapRow& row : table.rows) {
        csv += csv_record({row.a.layer->name, model::id_text(row.a.id()), row.a.name().value_or(""),
                           row.b.layer->name, model::id_text(row.b.id()), row.b.name().value_or(""),
                           fmt::format("{}", row.area_m2), fmt::format("{}", row.share_of_a),
                           fmt::format("{}", row.share_of_b),
                           std::string{geo::method_name(table.method)}, table.basis});
    }
    return csv;
}

std::string side_label(const analysis::FeatureOfLayer& side) {
    return side.name().value_or("#" + model::id_text(side.id()));
}

std::string overlap_table_text(const analysis::OverlapTable& answer, const CommonOptions& options) {
    const Lang lang = options.lang;
    if (answer.rows.empty()) {
        return fmt::format("{}\n{}\n", text(msg::table_no_pairs, lang),
                           basis_line(answer.method, answer.basis, lang));
    }
    TextTable table;
    table.add_column("A", Align::left);
    table.add_column("B", Align::left);
    add_area_columns(table, options);
    table.add_column(std::string{text(msg::col_share_a, lang)}, Align::right);
    table.add_column(std::string{text(msg::col_share_b, lang)}, Align::right);
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
    std::vector<std::string> total{std::string{text(msg::word_total, lang)}, ""};
    add_area_cells(total, answer.total_area_m2, options);
    table.add_row(std::move(total));
    return table.str() +
           fmt::format(fmt::runtime(text(msg::table_pairs, lang)), answer.rows.size()) + "; " +
           basis_line(answer.method, answer.basis, lang) + "\n" +
           rounded.note(answer.total_area_m2);
}

// Tables of the modes. Each is made of cells that three forms print.

std::string number(double value) {
    return fmt::format("{}", value);
}

std::string heading(Msg what, AreaUnit unit, Lang lang) {
    return fmt::format("{} ({})", text(what, lang), unit_symbol(unit, lang));
}

/// Columns of one kind of area, as many as units are shown.
void add_columns_of(TextTable& table, Msg what, const CommonOptions& options) {
    for (const AreaUnit unit : shown_units(options)) {
        table.add_column(heading(what, unit, options.lang), Align::right);
    }
}

std::string coverage_json(const analysis::CoverageTable& table) {
    const bool gaps = table.ground == geo::Ground::left;
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", geo::method_name(table.method));
    json.member("mode", gaps ? "gaps" : "coverage");
    write_offset(json, table.offset);
    json.member("feature_count", table.rows.size());
    json.member("total_area_m2", table.total_area_m2);
    json.member("total_covered_m2", table.total_covered_m2);
    json.member("total_left_m2", table.total_area_m2 - table.total_covered_m2);
    json.key("features");
    json.begin_array(JsonWriter::Layout::lines);
    for (const analysis::CoverageRow& row : table.rows) {
        json.begin_object();
        write_side(json, "a", row.a);
        json.member("area_m2", row.area_m2);
        json.member("covered_m2", row.covered_m2);
        json.member("left_m2", row.left_m2());
        json.member("share_covered", row.share());
        json.member("features_of_b", row.parts);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::string coverage_csv(const analysis::CoverageTable& table) {
    std::string csv = csv_record({"a_layer", "a_id", "a_name", "area_m2", "covered_m2", "left_m2",
                                  "share_covered", "features_of_b", "method", "basis"});
    for (const analysis::CoverageRow& row : table.rows) {
        csv += csv_record({row.a.layer->name, model::id_text(row.a.id()), row.a.name().value_or(""),
                           number(row.area_m2), number(row.covered_m2), number(row.left_m2()),
                           number(row.share()), std::to_string(row.parts),
                           std::string{geo::method_name(table.method)}, table.basis});
    }
    return csv;
}

std::string coverage_table_text(const analysis::CoverageTable& answer,
                                const CommonOptions& options) {
    const Lang lang = options.lang;
    const bool gaps = answer.ground == geo::Ground::left;
    TextTable table;
    table.add_column("A", Align::left);
    add_area_columns(table, options);
    add_columns_of(table, gaps ? msg::col_left : msg::col_covered, options);
    table.add_column(std::string{text(gaps ? msg::col_left_share : msg::col_covered_share, lang)},
                     Align::right);
    table.add_column(std::string{text(msg::col_covering_features, lang)}, Align::right);
    const auto part_cells = [&](std::vector<std::string>& cells, double area_m2,
                                double covered_m2) {
        const double part_m2 = gaps ? area_m2 - covered_m2 : covered_m2;
        add_area_cells(cells, area_m2, options);
        add_area_cells(cells, part_m2, options);
        cells.push_back(area_m2 > 0.0 ? percent(part_m2 / area_m2) : "-");
    };
    RoundedRows rounded{options};
    RoundedRows rounded_parts{options};
    for (const analysis::CoverageRow& row : answer.rows) {
        rounded.add(row.area_m2);
        rounded_parts.add(gaps ? row.left_m2() : row.covered_m2);
        std::vector<std::string> cells{side_label(row.a)};
        part_cells(cells, row.area_m2, row.covered_m2);
        cells.push_back(std::to_string(row.parts));
        table.add_row(std::move(cells));
    }
    table.add_rule();
    std::vector<std::string> total{std::string{text(msg::word_total, lang)}};
    part_cells(total, answer.total_area_m2, answer.total_covered_m2);
    total.emplace_back();
    table.add_row(std::move(total));
    const double parts_m2 =
        gaps ? answer.total_area_m2 - answer.total_covered_m2 : answer.total_covered_m2;
    return table.str() + basis_line(answer.method, answer.basis, lang) + "\n" +
           rounded.note(answer.total_area_m2) + rounded_parts.note(parts_m2);
}

std::string fold_json(const analysis::FoldTable& table) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", geo::method_name(table.method));
    json.member("mode", "folds");
    write_offset(json, table.offset);
    json.member("total_area_m2", table.total_area_m2);
    json.key("folds");
    json.begin_array(JsonWriter::Layout::lines);
    for (const analysis::FoldRow& row : table.rows) {
        json.begin_object();
        json.member("count", row.count);
        json.member("area_m2", row.area_m2);
        json.member("pieces", row.pieces);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::string fold_csv(const analysis::FoldTable& table) {
    std::string csv = csv_record({"count", "area_m2", "pieces", "method", "basis"});
    for (const analysis::FoldRow& row : table.rows) {
        csv +=
            csv_record({std::to_string(row.count), number(row.area_m2), std::to_string(row.pieces),
                        std::string{geo::method_name(table.method)}, table.basis});
    }
    return csv;
}

std::string fold_table_text(const analysis::FoldTable& answer, const CommonOptions& options) {
    const Lang lang = options.lang;
    TextTable table;
    table.add_column(std::string{text(msg::col_fold, lang)}, Align::right);
    add_area_columns(table, options);
    table.add_column(std::string{text(msg::col_share_of_ground, lang)}, Align::right);
    table.add_column(std::string{text(msg::col_fold_pieces, lang)}, Align::right);
    RoundedRows rounded{options};
    for (const analysis::FoldRow& row : answer.rows) {
        rounded.add(row.area_m2);
        std::vector<std::string> cells{std::to_string(row.count)};
        add_area_cells(cells, row.area_m2, options);
        cells.push_back(answer.total_area_m2 > 0.0 ? percent(row.area_m2 / answer.total_area_m2)
                                                   : "-");
        cells.push_back(std::to_string(row.pieces));
        table.add_row(std::move(cells));
    }
    table.add_rule();
    std::vector<std::string> total{std::string{text(msg::word_total, lang)}};
    add_area_cells(total, answer.total_area_m2, options);
    total.insert(total.end(), 2, "");
    table.add_row(std::move(total));
    return table.str() + basis_line(answer.method, answer.basis, lang) + "\n" +
           rounded.note(answer.total_area_m2);
}

std::string class_json(const analysis::ClassTable& table) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.member("method", geo::method_name(table.method));
    json.member("mode", "classes");
    write_offset(json, table.offset);
    json.member("by", table.by);
    json.member("total_area_m2", table.total_area_m2);
    json.member("uncovered_m2", table.uncovered_m2);
    json.key("classes");
    json.begin_array(JsonWriter::Layout::lines);
    for (const analysis::ClassRow& row : table.rows) {
        json.begin_object();
        json.member("value", row.value);
        json.member("area_m2", row.area_m2);
        json.member("share_of_a", row.share_of_a);
        json.member("features_of_b", row.features);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::string class_csv(const analysis::ClassTable& table) {
    std::string csv =
        csv_record({table.by, "area_m2", "share_of_a", "features_of_b", "method", "basis"});
    for (const analysis::ClassRow& row : table.rows) {
        csv += csv_record({row.value, number(row.area_m2), number(row.share_of_a),
                           std::to_string(row.features),
                           std::string{geo::method_name(table.method)}, table.basis});
    }
    return csv;
}

std::string class_table_text(const analysis::ClassTable& answer, const CommonOptions& options) {
    const Lang lang = options.lang;
    TextTable table;
    table.add_column(answer.by, Align::left);
    add_area_columns(table, options);
    table.add_column(std::string{text(msg::col_share_a, lang)}, Align::right);
    table.add_column(std::string{text(msg::col_covering_features, lang)}, Align::right);
    const auto add = [&](std::string label, double area_m2, double share, std::string features) {
        std::vector<std::string> cells{std::move(label)};
        add_area_cells(cells, area_m2, options);
        cells.push_back(percent(share));
        cells.push_back(std::move(features));
        table.add_row(std::move(cells));
    };
    RoundedRows rounded{options};
    double sum_m2 = answer.uncovered_m2;
    for (const analysis::ClassRow& row : answer.rows) {
        rounded.add(row.area_m2);
        sum_m2 += row.area_m2;
        add(row.value.empty() ? std::string{text(msg::word_no_value, lang)} : row.value,
            row.area_m2, row.share_of_a, std::to_string(row.features));
    }
    table.add_rule();
    const double all = answer.total_area_m2 > 0.0 ? answer.total_area_m2 : 1.0;
    add(std::string{text(msg::word_uncovered, lang)}, answer.uncovered_m2,
        answer.uncovered_m2 / all, "");
    add(std::string{text(msg::word_all_of_a, lang)}, answer.total_area_m2,
        answer.total_area_m2 / all, "");
    rounded.add(answer.uncovered_m2);
    // Classes that lie over each other add up to more than A, and not by rounding.
    const bool adds_up = std::abs(sum_m2 - answer.total_area_m2) <= 1e-9 * all;
    return table.str() + std::string{text(msg::overlap_class_note, lang)} + "\n" +
           basis_line(answer.method, answer.basis, lang) + "\n" +
           (adds_up ? rounded.note(answer.total_area_m2) : std::string{});
}

}  // namespace

Result<void> write_overlaps(const analysis::OverlapTable& table, const CommonOptions& options,
                            const TextSink& sink) {
    switch (options.effective_format()) {
        case Format::json:
            return write_overlap_json(table, sink);
        case Format::csv:
            return sink(overlap_csv(table));
        case Format::table:
            break;
    }
    return sink(overlap_table_text(table, options));
}

std::string overlap_text(const analysis::CoverageTable& table, const CommonOptions& options) {
    switch (options.effective_format()) {
        case Format::json:
            return coverage_json(table);
        case Format::csv:
            return coverage_csv(table);
        case Format::table:
            break;
    }
    return coverage_table_text(table, options);
}

std::string overlap_text(const analysis::FoldTable& table, const CommonOptions& options) {
    switch (options.effective_format()) {
        case Format::json:
            return fold_json(table);
        case Format::csv:
            return fold_csv(table);
        case Format::table:
            break;
    }
    return fold_table_text(table, options);
}

std::string overlap_text(const analysis::ClassTable& table, const CommonOptions& options) {
    switch (options.effective_format()) {
        case Format::json:
            return class_json(table);
        case Format::csv:
            return class_csv(table);
        case Format::table:
            break;
    }
    return class_table_text(table, options);
}

}  // namespace parkatlas::cli
