#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "draw/draw_list.h"
#include "geo/triangulate.h"

namespace parkatlas::render::detail {

/// Triangles of a path in its own units, double.
struct FillMesh {
    std::vector<geo::XY> vertices;
    std::vector<std::uint32_t> indices;  ///< three per triangle
};

/// A run of a ring's vertices with its box, so that far-off stretches of a long line cost nothing.
/// Neighbours share a vertex.
struct Chunk {
    std::uint32_t first = 0;  ///< vertex of the path
    std::uint32_t count = 0;  ///< vertices; in a closed ring the last one may be the ring's first
    geo::Box box;
    double start_length = 0.0;  ///< along the ring from its start, path units
};

struct Ring {
    std::uint32_t first = 0;
    std::uint32_t count = 0;  ///< distinct vertices: a closing one equal to the first is left out
    std::uint32_t first_chunk = 0;
    std::uint32_t chunk_count = 0;
};

/// What the renderer keeps about one path.
struct PathRecord {
    geo::Box bounds;  ///< empty if the path has no vertices or one that is not finite
    std::vector<Ring> rings;
    std::vector<Chunk> chunks;

    /// The i-th vertex of a ring, going round.
    [[nodiscard]] static geo::XY vertex(const draw::Path& path, const Ring& ring, std::uint32_t i) {
        return path.points[ring.first + (i < ring.count ? i : i - ring.count)];
    }
};

/// Level of detail of a fill. Vertices that share a cell of 2^level units with their neighbours in
/// the ring move together into the middle of it; a vertex alone in its cell stays. This looks at
/// coordinates only, so two polygons that share a border still share it.
inline constexpr int full_detail = -1000;

/// The level whose cells are at most 0.7 pixels wide.
[[nodiscard]] int detail_level(double px_per_unit);

/// Keeps what was made of paths between frames, under their address. A path that is gone is noticed
/// by its weak pointer; records that were not asked for over some frames are dropped.
class PathCache {
  public:
    /// Starts a frame: drops what has not been used lately.
    void begin_frame();

    [[nodiscard]] const PathRecord& record(const draw::PathPtr& path);

    [[nodiscard]] const FillMesh& fill(const draw::PathPtr& path, geo::FillRule rule, int level);

    /// The even-odd area of a path as a field of one polygon, for filling by exact coverage; null
    /// if it has none.
    [[nodiscard]] const draw::PolygonFieldPtr& area(const draw::PathPtr& path);

    /// Makes the areas of many paths on all threads, as `area` would make them one by one.
    void make_areas(std::span<const draw::PathPtr> wanted);

    /// Bytes held by meshes, about.
    [[nodiscard]] std::size_t mesh_bytes() const { return mesh_bytes_; }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    struct MeshSlot {
        geo::FillRule rule;
        int level;
        std::uint64_t last_used;
        std::unique_ptr<FillMesh> mesh;
    };
    struct Entry {
        std::weak_ptr<const draw::Path> path;
        std::uint64_t last_used = 0;
        PathRecord record;
        std::vector<MeshSlot> meshes;
        std::optional<draw::PolygonFieldPtr> area;
    };

    Entry& entry(const draw::PathPtr& path);
    static MeshSlot* find(Entry& entry, geo::FillRule rule, int level);
    FillMesh& keep(Entry& entry, geo::FillRule rule, int level, FillMesh mesh);

    std::unordered_map<const draw::Path*, Entry> entries_;
    std::uint64_t frame_ = 0;
    std::size_t mesh_bytes_ = 0;
};

/// The triangles of one path at a level of detail.
[[nodiscard]] FillMesh make_fill_mesh(const draw::Path& path, const PathRecord& record,
                                      geo::FillRule rule, int level);

}  // namespace parkatlas::render::detail
