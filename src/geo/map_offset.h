#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "geo/coords.h"

namespace parkatlas::geo {

/// The shift that China's public map services put on longitude/latitude.
///
///   gcj02  GCJ-02 (火星坐标): official map services, AutoNavi, Tencent
///   bd09   BD-09: Baidu's second shift on top of GCJ-02
///
/// The plain side is WGS 84 longitude/latitude in degrees, longitude first. CGCS2000 is taken as
/// the same here: the two agree to about a metre, the shift is several hundred.
///
/// GCJ-02 was never published by its authority; what is computed here is the algorithm in general
/// use (source in map_offset.cpp), which reproduces the services' maps to some metres. As that
/// algorithm has it, the shift begins and ends at a rectangle around China, 72.004 to 137.8347 E
/// and 0.8293 to 55.8271 N: beyond it coordinates stay as they are, in BD-09 too.
enum class MapOffset { none, gcj02, bd09 };

/// "none", "gcj02", "bd09".
[[nodiscard]] std::optional<MapOffset> parse_map_offset(std::string_view word);
[[nodiscard]] std::string_view map_offset_identifier(MapOffset offset);
/// "GCJ-02", "BD-09" for a reader; empty for none.
[[nodiscard]] std::string_view map_offset_name(MapOffset offset);

/// True inside the rectangle in which coordinates are shifted, its border included.
[[nodiscard]] bool is_map_offset_applied(XY lon_lat_deg);

/// Plain degrees to shifted ones. Exact in the sense of the algorithm. Coordinates that are not
/// finite stay as they are. Some 0.2 us a point; callable from any thread.
[[nodiscard]] XY with_map_offset(XY lon_lat_deg, MapOffset offset);
void add_map_offset(std::span<XY> lon_lat_deg, MapOffset offset);

/// Shifted degrees to plain ones: the inverse of the above by iteration. Both shifts
/// change by less than 3 % of the distance moved, so that each step gains a digit and a half.
///
/// Round trip under 1e-6 m wherever the shift is applied. Along the edge of the rectangle, where
/// the shift sets in abruptly, a strip of up to 2 km is hit twice, from inside and from outside:
/// there the inside is taken.
[[nodiscard]] XY without_map_offset(XY lon_lat_deg, MapOffset offset);
void remove_map_offset(std::span<XY> lon_lat_deg, MapOffset offset);

/// From where to where, on the ground.
struct GroundShift {
    double east_m = 0.0;
    double north_m = 0.0;

    [[nodiscard]] double length_m() const;
    /// Clockwise from north, 0 to 360.
    [[nodiscard]] double azimuth_deg() const;
};

/// From `from` to `to`, degrees on CGCS2000, for shifts up to some kilometres: good to a
/// thousandth.
[[nodiscard]] GroundShift ground_shift(XY from_deg, XY to_deg);
/// What the offset does to a plain position: at Ningbo GCJ-02 moves it 493 m to the
/// east-south-east.
[[nodiscard]] GroundShift map_offset_at(XY lon_lat_deg, MapOffset offset);

}  // namespace parkatlas::geo
