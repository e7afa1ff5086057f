#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "io/geometry_scratch.h"
#include "io/json_cursor.h"

namespace parkatlas::io {

[[nodiscard]] bool is_geojson_geometry_type(std::string_view type);

/// Reads the members of GeoJSON geometries into a GeometryScratch. Whatever order the members come
/// in: the coordinates are gathered by their nesting and interpreted once the type is known.
///
/// The functions return false only where the text is no JSON; a geometry that is JSON and still
/// makes no sense leaves its reason in `GeometryScratch::problem`.
class GeoJsonGeometryReader {
  public:
    static constexpr int max_collection_depth = 64;

    /// Coordinates of one geometry object, not yet interpreted.
    struct Frame {
        /// How deep the arrays go above the numbers: 0 a position, 1 a list of them, … 3.
        int height = none;
        std::size_t first_ring = 0;
        std::size_t first_group = 0;
        bool seen = false;
        static constexpr int none = -1;   ///< only empty arrays, or no coordinates
        static constexpr int mixed = -2;  ///< no GeoJSON: depths differ, or too deep
    };

    GeoJsonGeometryReader(JsonCursor& cursor, GeometryScratch& scratch)
        : cursor_{&cursor}, scratch_{&scratch} {}

    void clear() { groups_.clear(); }
    /// The value of a member `geometry`: an object or null.
    [[nodiscard]] bool read_geometry(int collection_depth);
    [[nodiscard]] bool read_coordinates(Frame& frame);
    [[nodiscard]] bool read_geometries(int collection_depth);
    /// Makes parts of what a frame gathered.
    void close(const Frame& frame, std::string_view type);
    [[nodiscard]] Frame open() const;

  private:
    struct Group {
        std::size_t first_ring, end_ring;
    };
    [[nodiscard]] bool read_array(int level, int& height);
    [[nodiscard]] bool read_position();
    void complain(Phrase problem);

    JsonCursor* cursor_;
    GeometryScratch* scratch_;
    std::vector<Group> groups_;
};

}  // namespace parkatlas::io
