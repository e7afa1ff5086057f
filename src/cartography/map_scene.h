#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "base/result.h"
#include "cartography/layer_classes.h"
#include "cartography/layer_look.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "geo/crs.h"
#include "model/layer.h"
#include "model/layout.h"

namespace parkatlas::cartography {

/// What a map shows. Everything may be absent; the painting order is fixed: land, counties, user
/// layers, the layout's belts, poles, core, sectors, parks, points, then labels.
struct MapContent {
    std::shared_ptr<const model::Layer> counties;
    std::shared_ptr<const model::Layer> land;
    std::shared_ptr<const model::Layout> layout;
    /// Geodesic area of each feature of the layout (none where it has no polygon), same order.
    std::vector<std::optional<double>> measured_area_m2;
    std::vector<std::shared_ptr<const model::Layer>> layers;
    /// Of each layer, or fewer or null where a layer has one colour.
    std::vector<std::shared_ptr<const LayerClasses>> layer_classes = {};

    [[nodiscard]] const LayerClasses* classes_of(std::size_t layer) const {
        return layer < layer_classes.size() ? layer_classes[layer].get() : nullptr;
    }
};

struct MapLegend;

/// One feature on the map: of the layout (layer < 0) or of `MapContent::layers[layer]`.
struct FeatureRef {
    int layer = -1;
    std::uint32_t index = 0;
    bool operator==(const FeatureRef&) const = default;
};

/// A label that stands where a person put it.
struct FixedLabel {
    std::string feature;   ///< id
    draw::PaperMm middle;  ///< of the label
    bool vertical = false;
    bool leader = true;  ///< a line to the feature, where the label stands apart from it
};

/// What is switched off, and what is emphasised.
struct MapOptions {
    Lang lang = Lang::zh;
    bool land = true;
    bool counties = true;
    bool labels = true;
    bool areas_on_labels = true;
    std::set<model::Role> hidden_roles;
    std::set<std::uint32_t> hidden_features;  ///< indices into the layout's features
    std::set<int> hidden_layers;
    /// Painting order of the layers, lowest first; those not listed lie below, in their own order.
    std::vector<int> layer_order;
    std::vector<LayerLook> layer_looks;  ///< by MapContent::layers; see look_of
    std::optional<FeatureRef> selected;  ///< drawn with an emphasis outline
    std::vector<FixedLabel> fixed_labels;
    /// Labelling::untried wanted: costs a look at every feature in the view.
    bool list_untried = false;
};

struct PlacedLabel {
    std::string text;     ///< lines joined by '\n'
    std::string feature;  ///< feature id; empty for counties
    draw::RectMm box;
};

struct Labelling {
    std::vector<PlacedLabel> placed;
    std::vector<std::string>
        dropped;  ///< feature ids (or county names) for which no place was left
    std::vector<std::string> dropped_names;  ///< of the same, one for one
    /// Named features of the user's layers that are too many, or too small among many, to be
    /// given a place at all; the lower layer first, ascending.
    std::vector<FeatureRef> untried;
};

/// The content brought into the map's CRS once; draws any view of it.
class MapScene {
  public:
    /// Fails with what geo::Transform fails with. Features that cannot be brought over are left out
    /// and listed by `left_out`.
    [[nodiscard]] static Result<MapScene> create(MapContent content, const geo::Crs& map_crs);
    MapScene(MapScene&&) noexcept;
    MapScene& operator=(MapScene&&) noexcept;
    ~MapScene();

    [[nodiscard]] const MapContent& content() const;
    [[nodiscard]] const geo::Crs& crs() const;
    [[nodiscard]] const std::vector<std::string>& left_out() const;

    /// Map metres that a first view should show: the layout's stated extent, else all features.
    [[nodiscard]] geo::Box default_extent() const;
    /// Of what the options leave visible; the default extent where that is all, or nothing.
    [[nodiscard]] geo::Box visible_extent(const MapOptions& options) const;
    [[nodiscard]] geo::Box feature_extent(FeatureRef feature) const;
    /// Of MapContent::layers[layer]; empty if it has no shape.
    [[nodiscard]] geo::Box layer_extent(std::size_t layer) const;
    /// Where its symbol or name belongs, map metres; its box is empty if it has no shape.
    [[nodiscard]] geo::MapXY feature_centre(FeatureRef feature) const;
    /// The feature with this id: of the layout first, then of the layers in their order.
    [[nodiscard]] std::optional<FeatureRef> find(std::string_view id) const;
    /// Its name in a language; its id where it has none.
    [[nodiscard]] std::string feature_name(FeatureRef feature, Lang lang) const;

    /// Adds the map's items for `group.view` (clip to its frame). Labels are placed without
    /// collisions, keeping clear of `obstacles` and inside the frame; the same input gives the same
    /// items. Cost follows what is in the view; paths are shared with earlier calls.
    Labelling draw(draw::Group& group, const draw::FontSet& fonts, const MapOptions& options,
                   const std::vector<draw::RectMm>& obstacles) const;

    /// The topmost feature at a place, within `tolerance_m`; points before parks before belts.
    [[nodiscard]] std::optional<FeatureRef> pick(geo::MapXY at, double tolerance_m,
                                                 const MapOptions& options) const;

  private:
    friend struct MapLegend;
    struct Impl;
    explicit MapScene(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::cartography
