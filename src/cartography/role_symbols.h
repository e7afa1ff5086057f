#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cartography/label_engine.h"
#include "cartography/scene_features.h"
#include "cartography/symbol_plan.h"

namespace parkatlas::cartography {

/// The colour a feature's role and number give it.
[[nodiscard]] draw::Color role_color(const model::LayoutFeature& told, int number);

/// Sizes follow the page, but less than it grows: 1 on an A3 sheet.
[[nodiscard]] double size_factor(const draw::MapView& view);

/// A numbered disc on a piece of a park.
struct Badge {
    draw::PaperMm tip;     ///< the place
    draw::PaperMm middle;  ///< of the disc
    double radius_mm = 0.0;
    bool is_pin = false;    ///< stands above its place on a tail, so that a small shape stays seen
    bool is_moved = false;  ///< stands beside its place, linked by a line
};
/// Parks, and phases that are not told apart inside a park of their own.
[[nodiscard]] bool has_badge(const model::LayoutFeature& told);
/// The badge of one piece (or of the first point), where `plan` puts it.
[[nodiscard]] Badge badge_of(const SceneFeature& feature, std::size_t piece,
                             const draw::MapView& view, const SymbolPlan& plan = {});

/// The rings around a core: none where it is so large on paper that it is a region of its own.
struct CoreRings {
    draw::PaperMm middle;
    double core_mm = 0.0;    ///< radius of the core itself
    double radius_mm = 0.0;  ///< of the outermost ring
    bool is_dot = false;     ///< the shape itself is too small to be seen
};
[[nodiscard]] std::optional<CoreRings> core_rings(const SceneFeature& feature,
                                                  const model::LayoutFeature& told,
                                                  const draw::MapView& view);

/// Paints a feature of a layout without its words; of a union only the symbol.
void paint_feature(draw::Group& group, const SceneFeature& feature,
                   const model::LayoutFeature& told, const SymbolPlan& plan);
/// The numbered discs, painted after all shapes.
void paint_badges(draw::Group& group, const SceneFeature& feature, const model::LayoutFeature& told,
                  const SymbolPlan& plan, const draw::FontSet& fonts);
/// Arrow heads along a ribbon's middle line, leaving out the stretch that its name takes and the
/// places where symbols stand on it.
void paint_direction(draw::Group& group, const SceneFeature& feature,
                     const model::LayoutFeature& told,
                     std::optional<std::pair<double, double>> name_mm,
                     std::span<const draw::PaperMm> symbols);

/// The middle line of a ribbon on paper, calmed for text; empty if it has none.
[[nodiscard]] std::vector<geo::XY> paper_centreline(const SceneFeature& feature,
                                                    const draw::MapView& view);

/// Half the width of a ribbon on paper, taken at the middle of its middle line; 0 if it has no
/// area.
[[nodiscard]] double ribbon_half_width_mm(const SceneFeature& feature, const draw::MapView& view);

/// A feature of a user's layer.
void paint_plain(draw::Group& group, const SceneFeature& feature, draw::Color color);
void paint_selection(draw::Group& group, const SceneFeature& feature);

// Small versions for the legend; `box` in paper mm.
void paint_sample(draw::Group& group, const model::LayoutFeature& told, int number,
                  const SceneFeature* feature, const draw::RectMm& box, const draw::FontSet& fonts);

}  // namespace parkatlas::cartography
