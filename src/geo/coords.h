#pragma once

#include <algorithm>
#include <limits>

namespace parkatlas::geo {

/// Degrees, longitude first as in GeoJSON, on a datum that stands beside it.
struct LonLat {
    double lon_deg = 0.0;
    double lat_deg = 0.0;
    bool operator==(const LonLat&) const = default;
};

/// Metres, easting first, in the projected CRS of the map or measurement.
struct MapXY {
    double x_m = 0.0;
    double y_m = 0.0;
    bool operator==(const MapXY&) const = default;
};

/// A vertex in a layer's own CRS, unit of that CRS, longitude or easting first whatever the
/// authority's axis order is. What it means is known only together with the layer's `Crs`.
struct XY {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const XY&) const = default;
};

/// Axis-parallel box; empty until something is added.
struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool is_empty() const { return !(min_x <= max_x && min_y <= max_y); }
    [[nodiscard]] double width() const { return is_empty() ? 0.0 : max_x - min_x; }
    [[nodiscard]] double height() const { return is_empty() ? 0.0 : max_y - min_y; }
    [[nodiscard]] XY centre() const { return {(min_x + max_x) / 2, (min_y + max_y) / 2}; }
    [[nodiscard]] bool contains(XY p) const {
        return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y;
    }
    /// All of `other` lies in it.
    [[nodiscard]] bool covers(const Box& other) const {
        return other.min_x >= min_x && other.min_y >= min_y && other.max_x <= max_x &&
               other.max_y <= max_y;
    }
    [[nodiscard]] bool intersects(const Box& other) const {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y &&
               other.min_y <= max_y;
    }
    void add(XY p) {
        min_x = std::min(min_x, p.x);
        min_y = std::min(min_y, p.y);
        max_x = std::max(max_x, p.x);
        max_y = std::max(max_y, p.y);
    }
    void add(const Box& other) {
        min_x = std::min(min_x, other.min_x);
        min_y = std::min(min_y, other.min_y);
        max_x = std::max(max_x, other.max_x);
        max_y = std::max(max_y, other.max_y);
    }
};

}  // namespace parkatlas::geo
