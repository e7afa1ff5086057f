#include "tasks/boundaries.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/messages_audit.h"
#include "base/messages_errors.h"

namespace parkatlas::tasks {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::optional<std::size_t> match_by_name(const model::Layout& layout, const model::Layer& layer,
                                         std::size_t index) {
    std::vector<std::string> names;
    if (layer.names.has(index)) names.push_back(*layer.names[index]);
    for (const char* key : {"name", "name_zh", "name_en"}) {
        const model::AttributeColumn* column = layer.column(key);
        if (column != nullptr) names.push_back(model::value_text(column->values[index]));
    }
    for (const std::string& written : names) {
        const std::string_view name = trimmed(written);
        if (name.empty()) continue;
        for (std::size_t i = 0; i < layout.features.size(); ++i) {
            const model::Words& own = layout.features[i].name;
            if (trimmed(own.zh) == name || trimmed(own.en) == name) return i;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> match(const model::Layout& layout, const model::Layer& layer,
                                 std::size_t index) {
    // What a reader numbers by itself is no id that somebody gave.
    const model::FeatureIdView id = layer.ids.view(index);
    const auto* number = std::get_if<std::int64_t>(&id);
    const bool only_counts = number != nullptr && *number == static_cast<std::int64_t>(index + 1);
    const std::optional<std::size_t> by_id = layout.find(model::id_text(layer.ids[index]));
    const std::optional<std::size_t> by_name = match_by_name(layout, layer, index);
    if (only_counts && by_name) return by_name;
    return by_id ? by_id : by_name;
}

void append_polygons(geo::Shapes& to, geo::ShapeView from) {
    for (std::size_t p = 0; p < from.part_count(); ++p) {
        const geo::ShapeView::PartView part = from.part(p);
        if (part.kind != geo::PartKind::polygon) continue;
        to.begin_part(geo::PartKind::polygon);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            to.begin_ring();
            to.add(part.ring(r));
        }
    }
}

struct Piece {
    std::size_t layer, index;
};

}  // namespace

Result<Replacement> replace_shapes(model::Layout& layout,
                                   const std::vector<const model::Layer*>& boundaries, Lang lang) {
    Replacement out;
    const auto note = [&](Severity severity, const char* code, const std::string& source,
                          std::string feature, Msg key, const std::string& name) {
        out.findings.push_back({severity, code, source, std::move(feature),
                                fmt::format(fmt::runtime(text(key, lang)), name)});
    };
    std::vector<geo::Shapes> brought;
    std::vector<std::vector<Piece>> pieces(layout.features.size());
    for (std::size_t l = 0; l < boundaries.size(); ++l) {
        const model::Layer& layer = *boundaries[l];
        const auto transform = geo::Transform::between(layer.crs, layout.layer.crs);
        if (!transform) return tl::unexpected{transform.error()};
        brought.push_back(layer.shapes);
        if (Result<void> done = transform->apply(brought.back().mutable_vertices()); !done) {
            Error error = done.error();
            error.where = layer.source + (error.where.empty() ? "" : ", " + error.where);
            return tl::unexpected{std::move(error)};
        }
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const std::string id = model::id_text(layer.ids[i]);
            if (!layer.shapes[i].has_polygons()) {
                note(Severity::info, "boundary_no_polygon", layer.source, id,
                     msg::audit_boundary_no_polygon, layer.feature_label(i));
            } else if (const std::optional<std::size_t> found = match(layout, layer, i)) {
                pieces[*found].push_back({l, i});
            } else {
                note(Severity::info, "boundary_unmatched", layer.source, id,
                     msg::audit_boundary_unmatched, layer.feature_label(i));
            }
        }
    }
    if (std::ranges::all_of(pieces, [](const auto& list) { return list.empty(); })) {
        const std::string where = boundaries.empty() ? std::string{} : boundaries.front()->source;
        return fail(ErrorCode::input_malformed, where,
                    said(msg::errors_no_polygon_matches_feature, layout.layer.source),
                    said(msg::errors_give_boundaries_ids_or));
    }
    geo::Shapes shapes;
    for (std::size_t i = 0; i < layout.features.size(); ++i) {
        out.replaced.push_back(!pieces[i].empty());
        if (pieces[i].empty()) {
            shapes.append(layout.layer.shapes[i]);
            continue;
        }
        shapes.begin_shape();
        for (const Piece& piece : pieces[i])
            append_polygons(shapes, brought[piece.layer][piece.index]);
        model::LayoutFeature& feature = layout.features[i];
        feature.basis = model::Basis::surveyed;
        feature.basis_word = model::basis_identifier(model::Basis::surveyed);
        feature.position_accuracy_m.reset();
        feature.anchor.reset();
        note(Severity::info, "boundary_replaced", layout.layer.source, feature.id,
             msg::audit_boundary_replaced, layout.layer.feature_label(i));
    }
    layout.layer.shapes = std::move(shapes);
    return out;
}

}  // namespace parkatlas::tasks
