#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cartography/base_map.h"
#include "cartography/curved_text.h"
#include "cartography/geometry.h"
#include "cartography/label_engine.h"
#include "cartography/map_scene.h"
#include "cartography/painter.h"
#include "cartography/scene_features.h"
#include "cartography/sheet_layers.h"
#include "cartography/symbol_plan.h"

namespace parkatlas::cartography {

/// The names on a map: gathers who wants a label and where it could stand, has them placed, and
/// paints what found a place.
class MapLabels {
  public:
    MapLabels(const draw::MapView& view, const draw::FontSet& fonts, const MapOptions& options,
              const std::vector<draw::RectMm>& obstacles);

    /// A feature of the layout: its name, its area where that may be said, its parts.
    void add(const SceneFeature& feature, const model::LayoutFeature& told,
             std::optional<double> measured_area_m2);
    /// A feature of a user's layer. `in_crowd`: one of very many, with few places for its name.
    void add_plain(const SceneFeature& feature, const std::string& name, const std::string& id,
                   bool in_crowd);
    void add(const BaseName& name, const BaseMap& base);

    /// Where symbols stand; before anything is added.
    void set_symbols(SymbolPlan plan) { plan_ = std::move(plan); }
    /// Where point symbols and the dots along belts stand on the paper; before anything is added.
    void set_symbol_places(std::vector<draw::PaperMm> places) { symbols_ = std::move(places); }
    /// A feature whose symbols stand on the map, and its name; before anything is added.
    void note_symbols(const SceneFeature& feature, const std::string& name);
    /// Names of municipalities stand on tinted ground: darker and with a halo.
    void set_tinted_ground(bool is_tinted) { tinted_ground_ = is_tinted; }
    /// Names of regions stand on land.
    void set_base(const BaseMap& base) { base_ = &base; }

    /// Names of features shown by themselves: parts of the same name are not set twice.
    void set_own_names(std::set<std::string> names) { own_names_ = std::move(names); }

    void place();
    /// The stretch of a ribbon's middle line that its name takes, in mm along it.
    [[nodiscard]] std::optional<std::pair<double, double>> stretch_of(const std::string& id) const;
    void paint_leaders(draw::Group& group) const;
    void paint_texts(draw::Group& group) const;
    [[nodiscard]] Labelling result() const;

  private:
    struct Style {
        double size_mm, area_size_mm;
        draw::Typeface face;
        draw::Color color;
        double priority;
    };
    struct Pending {
        std::string feature;             ///< id; empty for names of the base map
        std::string name;                ///< for the list of what was dropped
        std::vector<TextBlock> blocks;   ///< form / 3
        std::vector<CurvedText> curved;  ///< form - 3 * blocks.size()
        LabelRequest request;
        draw::Color color, leader_color, curve_halo;
        double halo_mm = 0.6;
        draw::Color halo{255, 255, 255, 225};
        bool is_part = false;  ///< of a feature that has a label of its own
    };

    [[nodiscard]] static SheetLayer layer_of(const Pending& label);
    void paint_leader(draw::Group& group, std::size_t i) const;
    void paint_text(draw::Group& group, std::size_t i) const;
    [[nodiscard]] Style style_of(const SceneFeature& feature,
                                 const model::LayoutFeature& told) const;
    [[nodiscard]] std::vector<TextBlock> blocks_for(const std::string& name,
                                                    const std::string& area,
                                                    const Style& style) const;
    /// Takes away every place but the one it was put at by hand, if it was.
    void fix(Pending& label, const SceneFeature& feature, const Style& style) const;
    void add_inside(Pending& label, const SceneFeature& feature, bool badged) const;
    void add_around(Pending& label, const draw::RectMm& symbol, double farthest_mm,
                    double near_cost) const;
    void add_beside(Pending& label, const SceneFeature& feature) const;
    void add_close_by(Pending& label, const draw::RectMm& symbol) const;
    /// The largest polygon of a feature, or its place, as a box on the paper.
    [[nodiscard]] draw::RectMm box_on_paper(const SceneFeature& feature) const;
    void add_along(Pending& label, const SceneFeature& feature, const model::LayoutFeature& told,
                   const Style& style) const;
    void add_on_line(Pending& label, const Chain& own, const Chain& calm, double cost,
                     const std::vector<draw::PaperMm>& places, const Style& style) const;
    /// On paper, those along a belt that want a name.
    [[nodiscard]] std::vector<draw::PaperMm> named_waypoints(
        const SceneFeature& feature, const model::LayoutFeature& told) const;
    void add_inside_region(Pending& label, const SceneFeature& feature) const;
    void add_at_link(Pending& label, const SceneFeature& feature) const;
    void add_waypoints(const SceneFeature& feature, const model::LayoutFeature& told);
    /// Where the dot of a place along a belt may stand, on paper, best first: beside a symbol of
    /// the plan that stands at the place itself. None if the symbol's own name tells the place.
    struct DotPlace {
        draw::PaperMm at;
        double cost;
    };
    [[nodiscard]] std::vector<DotPlace> waypoint_places(geo::XY place,
                                                        const std::string& name) const;
    [[nodiscard]] draw::PaperMm symbol_place(const SceneFeature& feature, std::size_t point) const;
    void add_parts(const SceneFeature& feature, const model::LayoutFeature& told, int owner);
    void add_symbol_obstacles(const SceneFeature& feature, const model::LayoutFeature& told,
                              int owner);

    template <typename Quantifier>
    [[nodiscard]] bool stands_on_land(const draw::RectMm& box, const BaseMap& base,
                                      Quantifier quantifier) const;
    [[nodiscard]] bool is_on_land(const draw::RectMm& box, const BaseMap& base) const;
    [[nodiscard]] bool meets_land(const draw::RectMm& box, const BaseMap& base) const;
    void keep_off_coast(Pending& label, const BaseName& name, const BaseMap& base) const;
    void price_border(Pending& label, const BaseName& name) const;
    void price_foreign_plates();

    /// Owners of obstacles: features of the layout by their tags, then those of the user's layers.
    static constexpr int first_plain_owner = 1 << 24;

    const draw::MapView& view_;
    const draw::FontSet& fonts_;
    const MapOptions& options_;
    double f_;
    std::set<std::string> own_names_;
    SymbolPlan plan_;
    std::vector<draw::PaperMm> symbols_;
    std::vector<std::pair<draw::PaperMm, std::string>> named_symbols_;
    bool tinted_ground_ = false;
    const BaseMap* base_ = nullptr;
    int plain_owner_ = first_plain_owner;
    LabelField field_;
    std::vector<Pending> labels_;
    std::vector<std::pair<std::size_t, PointLocator>> plates_;  ///< by place in labels_
    std::vector<std::optional<std::size_t>> chosen_;
};

}  // namespace parkatlas::cartography
