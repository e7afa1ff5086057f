#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/overlap_table.h"
#include "geo/coverage.h"

namespace parkatlas::analysis {

/// What is asked of the modes besides figures.
struct GroundOptions {
    MeasureOptions measure;
    bool with_shapes = false;  ///< the ground itself as a layer, which takes GEOS longer
};

/// How much of a feature of A layer B covers, where B lies over itself counted once.
struct CoverageRow {
    FeatureOfLayer a;
    double area_m2 = 0.0;     ///< of the feature
    double covered_m2 = 0.0;  ///< never more
    std::size_t parts = 0;    ///< features of B it shares ground with

    [[nodiscard]] double left_m2() const { return area_m2 - covered_m2; }
    [[nodiscard]] double share() const { return area_m2 > 0.0 ? covered_m2 / area_m2 : 0.0; }
};

struct CoverageTable {
    geo::Method method = geo::Method::geodesic;
    geo::Ground ground = geo::Ground::covered;  ///< which part was asked for
    std::string basis;
    /// Carried by A's coordinates, which the figures are on.
    model::CoordinateOffset offset = model::CoordinateOffset::none;
    std::vector<CoverageRow> rows;  ///< every feature of A, in its order
    double total_area_m2 = 0.0;
    double total_covered_m2 = 0.0;
    std::optional<model::Layer> shapes;  ///< if asked: that part of each feature
};

/// The rows have both parts of each feature; `ground` says which one the shapes are of.
/// `b` null: each feature of A by the others of A.
[[nodiscard]] Result<Loaded<CoverageTable>> coverage_table(const model::Layer& a,
                                                           const model::Layer* b,
                                                           const GroundOptions& options,
                                                           geo::Ground ground, const Work& work);

/// Ground that exactly `count` features lie on.
struct FoldRow {
    std::uint32_t count = 0;
    double area_m2 = 0.0;
    std::size_t pieces = 0;
};

struct FoldTable {
    geo::Method method = geo::Method::geodesic;
    std::string basis;
    /// Carried by A's coordinates, which the figures are on.
    model::CoordinateOffset offset = model::CoordinateOffset::none;
    std::vector<FoldRow> rows;   ///< by count, ascending
    double total_area_m2 = 0.0;  ///< each piece of ground once
    std::optional<model::Layer> shapes;
};

/// How many features of A (and B, if there is one) lie over each other.
[[nodiscard]] Result<Loaded<FoldTable>> fold_table(const model::Layer& a, const model::Layer* b,
                                                   const GroundOptions& options, const Work& work);

/// Area of A that features of B with one value of an attribute cover, each ground once a class.
struct ClassRow {
    std::string value;  ///< empty where the attribute is null
    double area_m2 = 0.0;
    double share_of_a = 0.0;
    std::size_t features = 0;  ///< of B
};

struct ClassTable {
    geo::Method method = geo::Method::geodesic;
    std::string basis;
    /// Carried by A's coordinates, which the figures are on.
    model::CoordinateOffset offset = model::CoordinateOffset::none;
    std::string by;
    std::vector<ClassRow> rows;  ///< classes that share ground with A, ascending by value
    double total_area_m2 = 0.0;  ///< of A's features
    double uncovered_m2 = 0.0;   ///< of these, what no class covers
    std::optional<model::Layer> shapes;
};

/// Fails with usage where B has no attribute `by`.
[[nodiscard]] Result<Loaded<ClassTable>> class_table(const model::Layer& a, const model::Layer& b,
                                                     const std::string& by,
                                                     const GroundOptions& options,
                                                     const Work& work);

/// The pairs of overlap_table() with the shared ground of each as `shapes` of a layer.
[[nodiscard]] Result<Loaded<model::Layer>> pair_layer(const model::Layer& a, const model::Layer* b,
                                                      const MeasureOptions& options,
                                                      const Work& work);

}  // namespace parkatlas::analysis
