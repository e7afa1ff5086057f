#include "analysis/overlap_modes.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analysis/attribute_classes.h"
#include "analysis/overlap_sides.h"
#include "base/parallel.h"

namespace parkatlas::analysis {

namespace {

constexpr double pairing_share = 0.7;  ///< of the progress, until pairs are known
constexpr double summing_share = 0.9;

Result<geo::Measurer> measurer_of(const model::Layer& a, const MeasureOptions& options,
                                  std::vector<Finding>& findings) {
    Result<geo::Measurer> measurer = make_measurer(a, options.method, options.planar_crs, findings);
    if (measurer && options.method == geo::Method::planar) {
        remark_on_plane(a, options.planar_crs ? *options.planar_crs : a.crs, std::nullopt,
                        findings);
    }
    return measurer;
}

/// Both sides ready and what their features share.
struct Pairing {
    OverlapSides sides;
    geo::OverlapAnswer answer;
    std::string basis;
};

Result<Pairing> pair_up(const model::Layer& a, const model::Layer* b, const geo::Measurer& measurer,
                        std::vector<Finding>& findings, const Work& work) {
    Pairing out;
    out.basis = basis_of(a, measurer);
    PartOfProgress mending{work, 0.0, pairing_share};
    Result<OverlapSides> sides = overlap_sides(a, b, measurer, findings, Work{&mending, work.stop});
    if (!sides) return tl::unexpected(std::move(sides.error()));
    out.sides = std::move(*sides);
    PartOfProgress pairing{work, pairing_share * mending_share, pairing_share};
    Result<geo::OverlapAnswer> answer = geo::overlaps(
        *out.sides.a.shapes, out.sides.b ? out.sides.b->shapes.get() : nullptr, measurer,
        Work{&pairing, work.stop}, {out.sides.areas_a_m2, out.sides.areas_b_m2});
    if (!answer) return tl::unexpected(std::move(answer.error()));
    out.answer = std::move(*answer);
    if (b == nullptr) {  // each feature with all others: both ways
        const std::size_t count = out.answer.pairs.size();
        for (std::size_t i = 0; i < count; ++i) {
            const geo::SharedGround pair = out.answer.pairs[i];
            out.answer.pairs.push_back({pair.b, pair.a, pair.area_m2});
        }
    }
    return out;
}

/// A layer of results beside `like`, one feature a shape, ids from 1.
model::Layer layer_of(const model::Layer& like, std::string name, geo::Shapes shapes) {
    model::Layer layer;
    layer.name = std::move(name);
    layer.crs = like.crs;
    layer.crs_stated = true;
    layer.offset = like.offset;
    layer.shapes = std::move(shapes);
    layer.names.resize(layer.shapes.size());
    for (std::size_t i = 0; i < layer.shapes.size(); ++i) {
        layer.ids.push_back(static_cast<std::int64_t>(i + 1));
    }
    return layer;
}

model::Value id_value(const model::FeatureId& id) {
    return std::visit([](const auto& value) { return model::Value{value}; }, id);
}

model::Value name_value(const std::optional<std::string>& name) {
    return name ? model::Value{*name} : model::Value{};
}

/// Columns of a result layer, filled row by row.
class Columns {
  public:
    explicit Columns(std::vector<std::string> names) {
        for (std::string& name : names) columns_.push_back({std::move(name), {}, {}});
    }
    void add(const std::vector<model::Value>& row) {
        for (std::size_t i = 0; i < row.size(); ++i) columns_[i].values.push_back(row[i]);
    }
    std::vector<model::AttributeColumn> take() { return std::move(columns_); }

  private:
    std::vector<model::AttributeColumn> columns_;
};

/// One entry for each feature of A that has polygons, also those that nothing covers.
std::vector<geo::Covered> with_uncovered(std::vector<geo::Covered> covered,
                                         const geo::Shapes& shapes) {
    std::vector<geo::Covered> all;
    auto next = covered.begin();
    for (std::uint32_t i = 0; i < shapes.size(); ++i) {
        if (next != covered.end() && next->a == i) {
            all.push_back(std::move(*next));
            ++next;
        } else if (shapes[i].has_polygons()) {
            all.push_back({i, 0, 0.0, {}});
        }
    }
    return all;
}

}  // namespace

Result<Loaded<CoverageTable>> coverage_table(const model::Layer& a, const model::Layer* b,
                                             const GroundOptions& options, geo::Ground ground,
                                             const Work& work) {
    Loaded<CoverageTable> out;
    out.value.method = options.measure.method;
    out.value.ground = ground;
    const Result<geo::Measurer> measurer = measurer_of(a, options.measure, out.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    const Result<Pairing> pairing = pair_up(a, b, *measurer, out.findings, work);
    if (!pairing) return tl::unexpected(pairing.error());
    out.value.basis = pairing->basis;
    out.value.offset = a.offset;
    const OverlapSides& sides = pairing->sides;
    PartOfProgress summing{work, pairing_share, summing_share};
    Result<std::vector<geo::Covered>> covered =
        geo::covered_ground(*sides.a.shapes, *sides.other().shapes, pairing->answer.pairs, {},
                            sides.areas_a_m2, *measurer, Work{&summing, work.stop});
    if (!covered) return tl::unexpected(std::move(covered.error()));

    out.value.rows.reserve(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        out.value.rows.push_back({{&a, i}, sides.areas_a_m2[i], 0.0, 0});
        out.value.total_area_m2 += sides.areas_a_m2[i];
    }
    for (const geo::Covered& one : *covered) {
        out.value.rows[one.a].covered_m2 = one.area_m2;
        out.value.rows[one.a].parts = one.parts.size();
        out.value.total_covered_m2 += one.area_m2;
    }
    if (!options.with_shapes) return out;

    if (ground == geo::Ground::left) {
        covered = with_uncovered(std::move(*covered), *sides.a.shapes);
    }
    PartOfProgress cutting{work, summing_share, 1.0};
    Result<geo::Shapes> shapes = geo::covered_shapes(*sides.a.shapes, *sides.other().shapes,
                                                     *covered, ground, Work{&cutting, work.stop});
    if (!shapes) return tl::unexpected(std::move(shapes.error()));
    geo::Shapes kept;
    Columns columns{{"a_id", "a_name", "area_m2", "share_of_a"}};
    for (std::size_t i = 0; i < shapes->size(); ++i) {
        if ((*shapes)[i].is_empty()) continue;
        kept.append((*shapes)[i]);
        const CoverageRow& row = out.value.rows[(*covered)[i].a];
        const bool is_left = ground == geo::Ground::left;
        columns.add({id_value(row.a.id()), name_value(row.a.name()),
                     is_left ? row.left_m2() : row.covered_m2,
                     is_left ? 1.0 - row.share() : row.share()});
    }
    out.value.shapes =
        layer_of(a, ground == geo::Ground::left ? "gaps" : "coverage", std::move(kept));
    out.value.shapes->columns = columns.take();
    return out;
}

Result<Loaded<FoldTable>> fold_table(const model::Layer& a, const model::Layer* b,
                                     const GroundOptions& options, const Work& work) {
    Loaded<FoldTable> out;
    out.value.method = options.measure.method;
    const Result<geo::Measurer> measurer = measurer_of(a, options.measure, out.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    out.value.basis = basis_of(a, *measurer);
    out.value.offset = a.offset;
    PartOfProgress mending{work, 0.0, pairing_share};
    Result<OverlapSides> sides =
        overlap_sides(a, b, *measurer, out.findings, Work{&mending, work.stop});
    if (!sides) return tl::unexpected(std::move(sides.error()));
    geo::Shapes shapes = *sides->a.shapes;
    std::vector<double> areas_m2 = std::move(sides->areas_a_m2);
    if (sides->b) {
        shapes.append(*sides->b->shapes);
        areas_m2.insert(areas_m2.end(), sides->areas_b_m2.begin(), sides->areas_b_m2.end());
    }
    PartOfProgress folding{work, pairing_share * mending_share, 1.0};
    Result<geo::Folds> folds = geo::folds(shapes, areas_m2, *measurer, Work{&folding, work.stop});
    if (!folds) return tl::unexpected(std::move(folds.error()));

    std::map<std::uint32_t, FoldRow> rows;
    for (const geo::Fold& piece : folds->pieces) {
        FoldRow& row = rows[piece.count];
        row.count = piece.count;
        row.area_m2 += piece.area_m2;
        ++row.pieces;
        out.value.total_area_m2 += piece.area_m2;
    }
    for (const auto& [count, row] : rows) out.value.rows.push_back(row);
    if (!options.with_shapes) return out;
    Columns columns{{"count", "area_m2"}};
    for (const geo::Fold& piece : folds->pieces) {
        columns.add({static_cast<std::int64_t>(piece.count), piece.area_m2});
    }
    out.value.shapes = layer_of(a, "folds", std::move(folds->shapes));
    out.value.shapes->columns = columns.take();
    return out;
}

Result<Loaded<ClassTable>> class_table(const model::Layer& a, const model::Layer& b,
                                       const std::string& by, const GroundOptions& options,
                                       const Work& work) {
    Loaded<ClassTable> out;
    out.value.method = options.measure.method;
    out.value.by = by;
    const Result<AttributeClasses> classes = attribute_classes(b, by);
    if (!classes) return tl::unexpected(classes.error());
    const Result<geo::Measurer> measurer = measurer_of(a, options.measure, out.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    const Result<Pairing> pairing = pair_up(a, &b, *measurer, out.findings, work);
    if (!pairing) return tl::unexpected(pairing.error());
    out.value.basis = pairing->basis;
    out.value.offset = a.offset;
    const OverlapSides& sides = pairing->sides;
    const auto cover = [&](std::span<const std::uint32_t> classes_of_b, double begin, double end) {
        PartOfProgress part{work, begin, end};
        return geo::covered_ground(*sides.a.shapes, *sides.b->shapes, pairing->answer.pairs,
                                   classes_of_b, sides.areas_a_m2, *measurer,
                                   Work{&part, work.stop});
    };
    const Result<std::vector<geo::Covered>> of_class =
        cover(classes->of_feature, pairing_share, (pairing_share + summing_share) / 2);
    if (!of_class) return tl::unexpected(of_class.error());
    const Result<std::vector<geo::Covered>> of_any =
        cover({}, (pairing_share + summing_share) / 2, summing_share);
    if (!of_any) return tl::unexpected(of_any.error());

    for (const double area_m2 : sides.areas_a_m2) out.value.total_area_m2 += area_m2;
    out.value.uncovered_m2 = out.value.total_area_m2;
    for (const geo::Covered& one : *of_any) out.value.uncovered_m2 -= one.area_m2;
    out.value.uncovered_m2 = std::max(out.value.uncovered_m2, 0.0);
    std::vector<double> areas_m2(classes->names.size(), 0.0);
    std::vector<std::set<std::uint32_t>> features(classes->names.size());
    for (const geo::Covered& one : *of_class) {
        areas_m2[one.class_of_b] += one.area_m2;
        features[one.class_of_b].insert(one.parts.begin(), one.parts.end());
    }
    for (std::size_t c = 0; c < classes->names.size(); ++c) {
        if (features[c].empty()) continue;
        const double share =
            out.value.total_area_m2 > 0.0 ? areas_m2[c] / out.value.total_area_m2 : 0.0;
        out.value.rows.push_back({classes->names[c], areas_m2[c], share, features[c].size()});
    }
    if (!options.with_shapes) return out;
    PartOfProgress cutting{work, summing_share, 1.0};
    Result<geo::Shapes> shapes =
        geo::covered_shapes(*sides.a.shapes, *sides.b->shapes, *of_class, geo::Ground::covered,
                            Work{&cutting, work.stop});
    if (!shapes) return tl::unexpected(std::move(shapes.error()));
    Columns columns{{"a_id", "a_name", by, "area_m2"}};
    for (const geo::Covered& one : *of_class) {
        columns.add({id_value(a.ids[one.a]), name_value(a.names[one.a]),
                     classes->names[one.class_of_b], one.area_m2});
    }
    out.value.shapes = layer_of(a, "classes", std::move(*shapes));
    out.value.shapes->columns = columns.take();
    return out;
}

Result<Loaded<model::Layer>> pair_layer(const model::Layer& a, const model::Layer* b,
                                        const MeasureOptions& options, const Work& work) {
    Loaded<model::Layer> out;
    const Result<geo::Measurer> measurer = measurer_of(a, options, out.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    PartOfProgress pairing_part{work, 0.0, 0.5};
    Result<Pairing> pairing =
        pair_up(a, b, *measurer, out.findings, Work{&pairing_part, work.stop});
    if (!pairing) return tl::unexpected(std::move(pairing.error()));
    std::vector<geo::SharedGround> pairs = std::move(pairing->answer.pairs);
    if (b == nullptr) pairs.resize(pairs.size() / 2);  // each pair once
    const OverlapSides& sides = pairing->sides;
    PartOfProgress cutting{work, 0.5, 1.0};
    Result<geo::Shapes> shapes =
        geo::overlap_shapes(*sides.a.shapes, sides.b ? sides.b->shapes.get() : nullptr, pairs,
                            Work{&cutting, work.stop});
    if (!shapes) return tl::unexpected(std::move(shapes.error()));
    const model::Layer& other = b != nullptr ? *b : a;
    Columns columns{{"a_id", "a_name", "b_id", "b_name", "area_m2", "share_of_a", "share_of_b"}};
    const auto share = [](double part_m2, double whole_m2) {
        return whole_m2 > 0.0 ? std::min(part_m2 / whole_m2, 1.0) : 0.0;
    };
    for (const geo::SharedGround& pair : pairs) {
        columns.add({id_value(a.ids[pair.a]), name_value(a.names[pair.a]),
                     id_value(other.ids[pair.b]), name_value(other.names[pair.b]), pair.area_m2,
                     share(pair.area_m2, sides.areas_a_m2[pair.a]),
                     share(pair.area_m2, sides.other_areas_m2()[pair.b])});
    }
    out.value = layer_of(a, "overlaps", std::move(*shapes));
    out.value.columns = columns.take();
    return out;
}

}  // namespace parkatlas::analysis
