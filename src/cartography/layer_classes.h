#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cartography/fill_pattern.h"
#include "draw/draw_list.h"

namespace parkatlas::cartography {

/// Features of a layer that share a value of an attribute.
struct LayerClass {
    std::string name;  ///< the value; empty: the features have none
    std::size_t count = 0;
    std::optional<double> area_m2;  ///< none: no polygon among them
    draw::Color color;
    FillPattern pattern = FillPattern::plain;
};

/// A layer's features sorted into classes by an attribute.
struct LayerClasses {
    std::string field;
    std::vector<LayerClass> classes;
    std::vector<std::uint8_t> of_feature;  ///< index into `classes`
};

/// More classes than this are told apart neither on the map nor in a legend.
inline constexpr std::size_t most_classes = 40;

/// Chooses colour and pattern of each class by its name and place: where half of the names or more
/// are land uses, the colours of the planning convention (residential yellow, commercial red,
/// industry brown, green space green …); states of building tell by pattern as well (planned:
/// hatched, potential: dotted) and so does shared ground (cross-hatched); else a series of twelve,
/// lighter and darker when it runs out.
void choose_looks(std::vector<LayerClass>& classes);

}  // namespace parkatlas::cartography
