#pragma once

#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "geo/measure.h"
#include "geo/shapes.h"

namespace parkatlas::test {

using geo::XY;

/// The block of 0.02 degrees near Ningbo that the figures in these tests speak of.
inline const std::vector<XY> ningbo_block{
    {121.54, 29.87}, {121.56, 29.87}, {121.56, 29.89}, {121.54, 29.89}};
/// A block of 0.005 degrees inside it.
inline const std::vector<XY> inner_block{
    {121.545, 29.875}, {121.550, 29.875}, {121.550, 29.880}, {121.545, 29.880}};

inline geo::Shapes polygon(std::initializer_list<std::vector<XY>> rings) {
    geo::Shapes shapes;
    shapes.append_polygon(rings);
    return shapes;
}

/// One shape of several polygon parts, each of one ring.
inline geo::Shapes multipolygon(std::initializer_list<std::vector<XY>> shells) {
    geo::Shapes shapes;
    shapes.begin_shape();
    for (const std::vector<XY>& shell : shells) {
        shapes.begin_part(geo::PartKind::polygon);
        shapes.begin_ring();
        shapes.add(shell);
    }
    return shapes;
}

inline std::vector<XY> rectangle(double w, double s, double e, double n) {
    return {{w, s}, {e, s}, {e, n}, {w, n}};
}

inline geo::Measurer measurer(geo::Method method, const geo::Crs& layer_crs,
                              const std::optional<geo::Crs>& planar_crs = {}) {
    auto made = geo::Measurer::create(method, layer_crs, planar_crs);
    if (!made) throw std::runtime_error(error_line(made.error()));
    return std::move(*made);
}

/// Area of shape 0; a failure is a failed test and gives -1.
inline double area_m2(const geo::Measurer& by, const geo::Shapes& shapes) {
    const auto measured = by.measure(shapes[0]);
    EXPECT_TRUE(measured) << (measured ? "" : error_line(measured.error()));
    return measured ? measured->area_m2 : -1.0;
}

inline geo::Crs crs(std::string_view definition) {
    auto parsed = geo::Crs::parse(definition);
    if (!parsed) throw std::runtime_error(error_line(parsed.error()));
    return std::move(*parsed);
}

}  // namespace parkatlas::test
