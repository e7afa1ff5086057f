#include "tasks/feature_tables.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/messages_filter.h"
#include "base/units.h"
#include "io/write_table.h"
#include "model/role.h"

namespace parkatlas::tasks {
namespace {

using analysis::Cell;
using analysis::FeatureTable;
using analysis::TableColumn;

constexpr std::array<std::string_view, 5> measured_columns{"area_km2", "area_ha", "area_mu",
                                                           "area_m2", "perimeter_m"};

bool is_measured(std::string_view name) {
    return std::find(measured_columns.begin(), measured_columns.end(), name) !=
           measured_columns.end();
}

// The file keeps ids and names as attributes, too: once is enough.
bool repeats_ids(const model::Layer& layer, const model::AttributeColumn& column) {
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (model::value_text(column.values.view(i)) != model::id_text(layer.ids[i])) return false;
    }
    return true;
}

bool repeats_names(const model::Layer& layer, const model::AttributeColumn& column) {
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (model::value_text(column.values.view(i)) != layer.names.view(i).value_or(""))
            return false;
    }
    return true;
}

bool any_named(const model::Names& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names.has(i)) return true;
    }
    return false;
}

TableColumn metres(std::string name) {
    TableColumn column{std::move(name)};
    column.is_number = true;
    column.dimension = analysis::Dimension::length;
    column.grouped = true;
    column.decimals = 1;
    return column;
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, "、"));
}

template <typename Of>
std::vector<std::string> texts_of(const model::Layout& layout, const Of& of) {
    std::vector<std::string> texts;
    texts.reserve(layout.features.size());
    for (const model::LayoutFeature& feature : layout.features) texts.push_back(of(feature));
    return texts;
}

void add_texts_if_any(FeatureTable& table, std::string name, std::vector<std::string> texts) {
    const bool any = std::any_of(texts.begin(), texts.end(),
                                 [](const std::string& text) { return !text.empty(); });
    if (any) table.add_texts(std::move(name), std::move(texts));
}

struct Title {
    std::string_view name;
    Msg title;
};
constexpr std::array<Title, 7> layer_titles{{{"id", msg::column_id},
                                             {"name", msg::column_name},
                                             {"area_km2", msg::column_area_km2},
                                             {"area_ha", msg::column_area_ha},
                                             {"area_mu", msg::column_area_mu},
                                             {"area_m2", msg::column_area_m2},
                                             {"perimeter_m", msg::column_perimeter_m}}};
constexpr std::array<Title, 9> layout_titles{{{"role", msg::column_role},
                                              {"stated_area_mu", msg::column_stated_area_mu},
                                              {"basis", msg::column_basis},
                                              {"located_in", msg::column_located_in},
                                              {"part_of", msg::column_part_of},
                                              {"kind", msg::column_kind},
                                              {"grade", msg::column_grade},
                                              {"status", msg::column_status},
                                              {"section", msg::column_section}}};

// The columns made here are typed by the same names in any language; a reader sees his own.
void entitle(FeatureTable& table, std::span<const Title> titles, Lang lang) {
    for (const Title& one : titles) {
        const std::string_view title = text(one.title, lang);
        // A name that the user's own file has stays with its column.
        if (!table.find(title)) table.entitle(one.name, std::string{title});
    }
}

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1)};
}

}  // namespace

std::shared_ptr<const FeatureTable> layer_table(const std::shared_ptr<const model::Layer>& layer,
                                                const analysis::AreaTable* areas, Lang lang) {
    const model::Layer& from = *layer;
    auto table = std::make_shared<FeatureTable>(from.size(), layer);
    table->add_ids("id", from.ids);
    const bool named = any_named(from.names);
    if (named) table->add_names("name", from.names);
    for (const model::AttributeColumn& column : from.columns) {
        if (column.name == "id" && repeats_ids(from, column)) continue;
        if (named && repeats_names(from, column)) continue;
        table->add_attribute(is_measured(column.name) ? "file." + column.name : column.name,
                             column.values);
    }
    if (areas == nullptr || areas->rows.size() != from.size()) {
        entitle(*table, layer_titles, lang);
        return table;
    }
    std::vector<std::optional<double>> area_m2(from.size());
    std::vector<std::optional<double>> perimeter_m(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        area_m2[i] = areas->rows[i].area_m2;
        perimeter_m[i] = areas->rows[i].perimeter_m;
    }
    table->add_areas(area_m2);
    table->add_numbers(metres("perimeter_m"), std::move(perimeter_m));
    entitle(*table, layer_titles, lang);
    return table;
}

std::shared_ptr<const FeatureTable> layout_table(
    const std::shared_ptr<const model::Layout>& layout,
    const std::vector<std::optional<double>>& measured_m2, Lang lang) {
    using Feature = model::LayoutFeature;
    const model::Layout& from = *layout;
    auto table = std::make_shared<FeatureTable>(from.features.size(), layout);
    table->add_texts("id", texts_of(from, [](const Feature& one) { return one.id; }));
    table->add_texts("name", texts_of(from, [&](const Feature& one) { return one.name.in(lang); }));
    table->add_texts("role", texts_of(from, [&](const Feature& one) {
                         return std::string{model::role_label(one.role, lang)};
                     }));
    std::vector<std::optional<double>> stated_mu;
    for (const Feature& one : from.features) {
        stated_mu.push_back(one.stated_area_m2);
        if (stated_mu.back()) *stated_mu.back() /= square_metres_per_mu;
    }
    TableColumn stated{"stated_area_mu",     true, analysis::Dimension::area,
                       square_metres_per_mu, 1,    true};
    table->add_numbers(std::move(stated), std::move(stated_mu));
    table->add_areas(measured_m2);
    table->add_texts("basis", texts_of(from, [&](const Feature& one) {
                         return std::string{model::basis_label(one.basis, lang)};
                     }));
    add_texts_if_any(*table, "located_in",
                     texts_of(from, [](const Feature& one) { return joined(one.located_in); }));
    add_texts_if_any(*table, "part_of", texts_of(from, [&](const Feature& one) {
        const auto whole = from.find(one.part_of);
        return whole ? from.features[*whole].name.in(lang) : one.part_of;
    }));
    add_texts_if_any(*table, "kind", texts_of(from, [](const Feature& one) { return one.kind; }));
    add_texts_if_any(*table, "grade", texts_of(from, [](const Feature& one) { return one.grade; }));
    add_texts_if_any(*table, "status",
                     texts_of(from, [](const Feature& one) { return one.status; }));
    add_texts_if_any(*table, "section",
                     texts_of(from, [](const Feature& one) { return one.section; }));
    entitle(*table, layer_titles, lang);
    entitle(*table, layout_titles, lang);
    return table;
}

Result<TableAnswer> ask_table(const FeatureTable& table, const TableQuestion& question,
                              const Work& work) {
    TableAnswer answer;
    const std::string filter = trimmed(question.filter);
    answer.by_expression = analysis::RowFilter::is_meant(filter);
    Result<std::vector<std::uint32_t>> rows;
    if (answer.by_expression) {
        const auto understood = analysis::RowFilter::parse(question.filter, table, question.lang);
        if (understood) {
            rows = analysis::accepted_rows(table, *understood, work);
        } else {
            answer.problem = understood.error();
            rows->resize(table.rows());
            std::iota(rows->begin(), rows->end(), 0U);
        }
    } else {
        rows = analysis::rows_with_words(table, filter, work);
    }
    if (!rows) return tl::unexpected{rows.error()};
    if (question.order && question.order->column < table.columns().size()) {
        rows = analysis::sorted_rows(table, std::move(*rows), *question.order, work);
        if (!rows) return tl::unexpected{rows.error()};
    }
    answer.rows = std::move(*rows);
    return answer;
}

std::string rows_as_tsv(const FeatureTable& table, const std::vector<std::uint32_t>& rows) {
    std::string out;
    const std::size_t columns = table.columns().size();
    const auto put = [&](std::string_view words, std::size_t column) {
        for (const char c : words) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
        out += column + 1 < columns ? '\t' : '\n';
    };
    for (std::size_t c = 0; c < columns; ++c) put(table.columns()[c].shown_name(), c);
    for (const std::uint32_t row : rows) {
        for (std::size_t c = 0; c < columns; ++c) {
            const Cell cell = table.cell(row, c);
            if (const auto* real = std::get_if<double>(&cell)) {
                put(fmt::format("{:.{}f}", *real, table.columns()[c].decimals), c);
            } else {
                put(model::value_text(cell), c);
            }
        }
    }
    return out;
}

Result<void> write_rows(std::shared_ptr<const FeatureTable> table,
                        const std::vector<std::uint32_t>& rows, const std::string& name,
                        const std::string& path, const Work& work) {
    io::PlainTable plain;
    plain.name = name;
    for (const TableColumn& column : table->columns()) {
        plain.fields.push_back({column.shown_name(), column.is_number, column.decimals});
    }
    plain.rows = rows.size();
    plain.cell = [&](std::size_t row, std::size_t column) {
        return model::owned(table->cell(rows[row], column));
    };
    return io::write_table(plain, path, work);
}

}  // namespace parkatlas::tasks
