#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/lang.h"
#include "base/result.h"
#include "cartography/geometry.h"
#include "cartography/levels.h"
#include "cartography/map_scene.h"
#include "cartography/painter.h"
#include "draw/draw_list.h"
#include "geo/shapes.h"
#include "model/layer.h"

namespace parkatlas::geo {
class GridTransform;
}

namespace parkatlas::cartography {

/// The lines of the base map, as the legend lists them.
enum class BaseLine { province_border, city_border, county_border, coast, tidal_edge };
/// Strokes a path in the style of a line; `is_own`: of the map's subject, else paler.
void paint_base_line(const Painter& painter, const draw::PathPtr& path, BaseLine line,
                     double size_factor, bool is_own = true);

/// A layer's shapes in the map's CRS. Shapes that PROJ cannot bring over are empty and named in
/// `left_out`; everything else keeps its index.
struct ProjectedLayer {
    geo::Shapes shapes;
    std::vector<std::string> left_out;
};
[[nodiscard]] Result<ProjectedLayer> project(const model::Layer& layer, const geo::Crs& map_crs);
/// The same where a transform of the layer's vertices is there already.
[[nodiscard]] Result<ProjectedLayer> project(const model::Layer& layer, const geo::Crs& map_crs,
                                             const geo::GridTransform& grid);

/// A name of the base map and where it may stand.
struct BaseName {
    std::string zh, en;
    geo::XY at;             ///< map metres
    double radius_m = 0.0;  ///< of the circle inside the unit about `at`
    enum class Kind { county, city, water } kind = Kind::county;
    std::vector<geo::XY> places;  ///< on land inside the unit, best first
    draw::PathPtr area;
    geo::Box box;
    PointLocator ground = {};  ///< of `area`
    [[nodiscard]] const std::string& in(Lang lang) const {
        return lang == Lang::en && !en.empty() ? en : zh;
    }
};

/// Sea, land, counties and their borders: the calm ground under the roles.
///
/// County polygons of the base data hold tidal water and reach into the sea, while the coast comes
/// from another source. So the sea is painted last, as a mask with the land left open: fills and
/// borders end at the one coastline. Borders are taken from the edges that neighbours share.
class BaseMap {
  public:
    BaseMap() = default;

    /// `anchors`: places (map metres) whose municipalities are the map's own subject.
    [[nodiscard]] static Result<BaseMap> create(const model::Layer* counties,
                                                const model::Layer* land, const geo::Crs& map_crs,
                                                const std::vector<geo::XY>& anchors);

    struct Options {
        bool land = true;
        bool counties = true;
        double size_factor = 1.0;
    };
    /// Land, units and borders. What belongs to the ground too (unions of whole units) is painted
    /// between this and `paint_sea`, so that it ends at the coastline.
    void paint_land(draw::Group& group, const Options& options) const;
    void paint_sea(draw::Group& group, const Options& options) const;
    void paint(draw::Group& group, const Options& options) const {
        paint_land(group, options);
        paint_sea(group, options);
    }

    /// Names that may be set in this view: counties of the own municipalities, the municipalities
    /// around them; only municipalities where the scale is too small for counties.
    [[nodiscard]] std::vector<const BaseName*> names_in(const draw::MapView& view) const;

    /// Which kinds of lines a view shows, for the legend.
    struct Shown {
        bool province_border = false, city_border = false, county_border = false, coast = false;
        bool tidal = false;
    };
    [[nodiscard]] Shown shown_in(const draw::MapView& view, const Options& options) const;

    /// The outline of the named units together, from the edges that an odd number of them have;
    /// null if none is known.
    [[nodiscard]] draw::PathPtr outline_of(const std::vector<std::string>& units) const;
    /// The same without what follows the coast, as open chains: along the coast the units end in
    /// tidal water, and the coastline itself is their edge.
    [[nodiscard]] draw::PathPtr inland_outline_of(const std::vector<std::string>& units) const;

    [[nodiscard]] bool is_land(geo::XY p) const;
    [[nodiscard]] bool has_land() const { return land_path_ != nullptr; }
    [[nodiscard]] const geo::Box& own_box() const { return own_box_; }
    [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }

  private:
    struct City {
        std::string name, name_en;
        draw::PathPtr area;
        geo::Box box;
        bool own = false;
    };
    struct Border {
        Levels path;
        geo::Box box;
        BaseLine kind = BaseLine::county_border;
        bool own = false;  ///< of an own municipality
    };

    [[nodiscard]] Result<void> add_land(const model::Layer& land, const geo::Crs& map_crs);
    static void add_land_ring(std::span<const geo::XY> ring, const std::vector<bool>& at_cut,
                              std::size_t start, draw::Path& path, draw::Path& coast);
    [[nodiscard]] Result<void> add_counties(const model::Layer& counties, const geo::Crs& map_crs,
                                            const std::vector<geo::XY>& anchors);
    void number_edges(const geo::Shapes& shapes);
    void add_borders(const geo::Shapes& shapes, const std::vector<std::size_t>& city_of);
    void add_outer_border(const std::vector<geo::XY>& chain);
    [[nodiscard]] Result<void> add_names(const model::Layer& counties, const geo::Shapes& shapes,
                                         const std::vector<std::size_t>& city_of);
    template <typename Visit>
    void for_each_edge_of(const std::vector<std::string>& units, const Visit& visit) const;
    void fill_coast_cells();
    [[nodiscard]] bool is_near_coast(geo::XY p) const;
    void add_fog(const geo::Box& cut_deg, const geo::Crs& map_crs);
    [[nodiscard]] bool shows_tidal(double scale_denominator, const Options& options) const;
    void paint_borders(draw::Group& group, const Options& options, bool tidal) const;
    [[nodiscard]] bool tidal_in(const geo::Box& extent) const;
    void add_water_names(const geo::Crs& map_crs);
    void add_name_places(BaseName& name) const;
    void add_border(std::vector<geo::XY> chain, BaseLine kind, bool own);

    std::vector<City> cities_;
    std::vector<Border> borders_;
    Levels coast_;  ///< of all land, as one path: one stroke covers each place once
    geo::Box coast_box_;
    draw::PathPtr land_path_, sea_mask_;
    PointLocator land_places_;
    std::vector<BaseName> names_;
    geo::Box own_box_;
    /// 3 km cells on the coast and next to it.
    std::unordered_set<std::int64_t> coast_cells_;
    std::vector<Border> tidal_edges_;  ///< the units' own edge along the coast
    /// Edges of the units, by numbers of vertices in ascending order, sorted.
    struct UnitEdge {
        std::uint32_t a, b, unit;
        bool operator<(const UnitEdge& o) const {
            return a != o.a ? a < o.a : b != o.b ? b < o.b : unit < o.unit;
        }
    };
    std::vector<geo::XY> unit_places_;
    std::vector<UnitEdge> unit_edges_;
    std::vector<std::string> unit_names_;
    /// Rings around the data, each farther out; beyond the last nothing is known.
    std::vector<draw::PolygonFieldPtr> fog_;
    geo::Box fog_free_;  ///< a view inside meets no fog
    std::vector<std::string> left_out_;
};

}  // namespace parkatlas::cartography
