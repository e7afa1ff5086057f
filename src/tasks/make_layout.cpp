#include "tasks/make_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/units.h"
#include "geo/crs.h"
#include "io/layout_format.h"
#include "model/role.h"
#include "model/scheme.h"

namespace parkatlas::tasks {

namespace {

struct AreaProperty {
    std::string_view name, unit_text;
    double square_metres;
};
constexpr std::array area_properties{
    AreaProperty{"stated_area_mu", "亩", square_metres_per_mu},
    AreaProperty{"stated_area_ha", "公顷", 1e4},
    AreaProperty{"stated_area_km2", "平方公里", 1e6},
};

/// The identifier of a role named by a word: park, Park, 园, 园区, 产业园区 is none.
std::string role_of_word(const std::string& word) {
    if (model::parse_role(word) != model::Role::other) return word;
    for (const model::Role role : model::all_roles()) {
        if (word == model::role_label(role, Lang::zh) ||
            word == model::role_label(role, Lang::en)) {
            return std::string{model::role_identifier(role)};
        }
    }
    // The words that a scheme's name may use, as in 一园区.
    const auto scheme = model::parse_scheme("一" + word);
    if (scheme && scheme->size() == 1) {
        return std::string{model::role_identifier(scheme->front().role)};
    }
    return word;
}

std::size_t column_named(model::Layer& layer, std::string_view name) {
    for (std::size_t c = 0; c < layer.columns.size(); ++c) {
        if (layer.columns[c].name == name) return c;
    }
    layer.columns.push_back({std::string{name}, {}});
    layer.columns.back().values.resize(layer.size());
    return layer.columns.size() - 1;
}

std::optional<double> number_of(const model::Value& value) {
    if (const auto* const real = std::get_if<double>(&value)) return *real;
    if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*whole);
    }
    return std::nullopt;
}

void append_layer(const model::Layer& from, const geo::Shapes& shapes, model::Layer& to) {
    const std::size_t before = to.size();
    to.shapes.append(shapes);
    to.ids.append(from.ids);
    to.names.append(from.names);
    for (const model::AttributeColumn& column : from.columns) {
        model::AttributeColumn& target = to.columns[column_named(to, column.name)];
        target.values.resize(before);
        target.values.append(column.values);
        for (const std::size_t row : column.json_rows) target.json_rows.push_back(before + row);
    }
    for (model::AttributeColumn& column : to.columns) column.values.resize(to.size());
}

/// Ids as text, none twice.
void settle_ids(const std::vector<model::Layer>& layers, model::Layer& all) {
    std::set<std::string> taken;
    std::size_t i = 0;
    for (const model::Layer& layer : layers) {
        for (std::size_t row = 0; row < layer.size(); ++row, ++i) {
            const std::string plain = model::id_text(all.ids[i]);
            std::string id = plain;
            for (int n = 1; !taken.insert(id).second; ++n) {
                id = fmt::format("{}-{}", layer.name, plain);
                if (n > 1) id += fmt::format("-{}", n);
            }
            all.ids.set(i, id);
        }
    }
}

void settle_names(model::Layer& layer) {
    const std::size_t column = column_named(layer, "name");
    for (std::size_t i = 0; i < layer.size(); ++i) {
        model::Values& values = layer.columns[column].values;
        if (values.is_null(i) && layer.names.has(i)) {
            values.set(i, model::ValueView{*layer.names.view(i)});
        } else if (number_of(values[i])) {
            values.set(i, model::Value{model::value_text(values[i])});
        }
    }
}

void settle_roles(model::Layer& layer, const std::string& fallback) {
    const std::size_t column = column_named(layer, "role");
    model::Values& values = layer.columns[column].values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const model::Value value = values[i];
        if (const auto* const word = std::get_if<std::string>(&value); word && !word->empty()) {
            values.set(i, model::Value{role_of_word(*word)});
        } else if (!fallback.empty()) {
            values.set(i, model::Value{fallback});
        }
    }
}

void settle_areas(model::Layer& layer) {
    for (const AreaProperty& property : area_properties) {
        if (layer.column(property.name) == nullptr) continue;
        const std::size_t area = column_named(layer, "stated_area_m2");
        const std::size_t words = column_named(layer, "stated_area_text");
        const std::size_t given = column_named(layer, property.name);
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const std::optional<double> figure = number_of(layer.columns[given].values[i]);
            if (!figure) continue;
            layer.columns[area].values.set(i, model::Value{*figure * property.square_metres});
            model::Values& texts = layer.columns[words].values;
            if (texts.is_null(i)) {
                texts.set(i, model::Value{fmt::format("{}{}", *figure, property.unit_text)});
            }
        }
        layer.columns.erase(layer.columns.begin() + static_cast<long>(given));
    }
}

}  // namespace

Result<Loaded<model::Layout>> make_layout(const std::vector<model::Layer>& layers,
                                          const LayoutHead& head) {
    if (!model::parse_scheme(head.scheme)) {
        return fail(ErrorCode::usage, "--scheme", said(msg::errors_no_scheme_can_read, head.scheme),
                    said(msg::errors_numbers_roles_turn, "一核两带五园"));
    }
    const std::string role = head.role.empty() ? std::string{} : role_of_word(head.role);
    if (!role.empty() && model::parse_role(role) == model::Role::other) {
        return fail(ErrorCode::usage, "--role", said(msg::errors_unknown_role, head.role),
                    "core, pole, belt, axis, zone, cluster, park, node … or 核, 极, 带, 园 …");
    }
    model::Layout plain;
    plain.id = head.id;
    plain.scheme = head.scheme;
    plain.title.zh = head.title.empty() ? head.scheme : head.title;
    model::Layer& all = plain.layer;
    all.crs = geo::Crs::cgcs2000();
    all.crs_stated = true;
    all.offset = layers.front().offset;
    for (const model::Layer& layer : layers) {
        if (layer.offset != all.offset) {
            return fail(ErrorCode::unsupported, layer.source,
                        said(msg::errors_layers_carry_different_offsets), "give --to-offset none");
        }
        const Result<geo::Transform> to_degrees = geo::Transform::between(layer.crs, all.crs);
        if (!to_degrees) return tl::unexpected{to_degrees.error()};
        geo::Shapes shapes = layer.shapes;
        if (Result<void> moved = to_degrees->apply(shapes.mutable_vertices()); !moved) {
            moved.error().where = layer.source;
            return tl::unexpected{moved.error()};
        }
        append_layer(layer, shapes, all);
    }
    settle_ids(layers, all);
    settle_names(all);
    settle_roles(all, role);
    settle_areas(all);
    plain.features.resize(all.size());
    // What the format makes of it is what a reader will: so it is written and read.
    Result<std::string> text = io::layout_text(plain);
    if (!text) return tl::unexpected{text.error()};
    return io::read_layout_text(std::move(*text), layers.front().source, head.id);
}

}  // namespace parkatlas::tasks
