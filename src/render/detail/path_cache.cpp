#include "render/detail/path_cache.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_set>
#include <utility>

#include "base/parallel.h"
#include "draw/polygon_field.h"

namespace parkatlas::render::detail {

namespace {

constexpr std::uint32_t vertices_per_chunk = 64;
constexpr std::uint64_t frames_kept = 120;

/// Small figures keep every vertex: what they would save is little and a symbol should stay round.
constexpr std::size_t vertices_worth_thinning = 200;

PathRecord make_record(const draw::Path& path) {
    PathRecord record;
    std::uint32_t begin = 0;
    for (const std::uint32_t end : path.ring_ends) {
        std::uint32_t count = end - begin;
        if (path.closed && count > 1 && path.points[begin] == path.points[end - 1]) --count;
        if (count > 0) record.rings.push_back({begin, count, 0, 0});
        begin = end;
    }
    for (const geo::XY& point : path.points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
            record.bounds = {};
            record.rings.clear();
            return record;
        }
        record.bounds.add(point);
    }
    for (Ring& ring : record.rings) {
        // A closed ring of n vertices has n segments, an open chain n - 1.
        const std::uint32_t segments = path.closed && ring.count > 1 ? ring.count : ring.count - 1;
        ring.first_chunk = static_cast<std::uint32_t>(record.chunks.size());
        double length = 0.0;
        for (std::uint32_t at = 0; at == 0 || at < segments; at += vertices_per_chunk) {
            Chunk chunk;
            chunk.first = at;
            chunk.count = std::min(vertices_per_chunk, segments - at) + 1;
            chunk.start_length = length;
            geo::XY previous = PathRecord::vertex(path, ring, at);
            for (std::uint32_t i = 0; i < chunk.count; ++i) {
                const geo::XY point = PathRecord::vertex(path, ring, at + i);
                chunk.box.add(point);
                length += std::hypot(point.x - previous.x, point.y - previous.y);
                previous = point;
            }
            record.chunks.push_back(chunk);
        }
        ring.chunk_count = static_cast<std::uint32_t>(record.chunks.size()) - ring.first_chunk;
    }
    return record;
}

/// Rings as geo::triangulate wants them.
struct Outline {
    std::vector<geo::XY> vertices;
    std::vector<std::uint32_t> ring_ends;
};

struct Cell {
    double x, y;
    bool operator==(const Cell&) const = default;
};

Outline thinned(const draw::Path& path, const PathRecord& record, int level) {
    const double size = std::ldexp(1.0, level);
    const double per_size = std::ldexp(1.0, -level);
    const auto cell_of = [&](geo::XY p) {
        return Cell{std::floor(p.x * per_size), std::floor(p.y * per_size)};
    };
    Outline outline;
    outline.vertices.reserve(path.points.size() / 2);
    for (const Ring& ring : record.rings) {
        const auto at = [&](std::uint32_t i) { return path.points[ring.first + i]; };
        // Start where a cell begins, so that a run over the ring's seam is one run.
        std::uint32_t start = 0;
        const Cell last = cell_of(at(ring.count - 1));
        while (start < ring.count && cell_of(at(start)) == last) ++start;
        if (start == ring.count) continue;  // the whole ring lies within one cell
        const std::size_t begin = outline.vertices.size();
        for (std::uint32_t done = 0; done < ring.count;) {
            const geo::XY first = PathRecord::vertex(path, ring, start + done);
            const Cell cell = cell_of(first);
            std::uint32_t run = 1;
            while (done + run < ring.count &&
                   cell_of(PathRecord::vertex(path, ring, start + done + run)) == cell) {
                ++run;
            }
            outline.vertices.push_back(
                run == 1 ? first : geo::XY{(cell.x + 0.5) * size, (cell.y + 0.5) * size});
            done += run;
        }
        if (outline.vertices.size() - begin < 3) {
            outline.vertices.resize(begin);
        } else {
            outline.ring_ends.push_back(static_cast<std::uint32_t>(outline.vertices.size()));
        }
    }
    return outline;
}

/// True for one ring that turns one way only and goes round once: a fan fills it.
bool is_convex(const std::vector<geo::XY>& points, const Ring& ring) {
    if (ring.count < 3 || ring.count > 128) return false;
    int sign = 0;
    int flips_x = 0;
    double last_dx = 0.0;
    for (std::uint32_t i = 0; i < ring.count; ++i) {
        const geo::XY a = points[ring.first + i];
        const geo::XY b = points[ring.first + (i + 1) % ring.count];
        const geo::XY c = points[ring.first + (i + 2) % ring.count];
        const double turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
        const double back = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
        if (turn == 0.0 && back <= 0.0) return false;  // a spike or a repeated vertex
        if (turn != 0.0) {
            const int now = turn > 0.0 ? 1 : -1;
            if (sign == 0) sign = now;
            if (now != sign) return false;
        }
        const double dx = b.x - a.x;
        if (dx != 0.0) {
            if (last_dx != 0.0 && (dx > 0.0) != (last_dx > 0.0)) ++flips_x;
            last_dx = dx;
        }
    }
    // Once round changes the direction of x twice; one change may fall on the seam.
    return sign != 0 && flips_x <= 2;
}

std::size_t bytes_of(const FillMesh& mesh) {
    return mesh.vertices.size() * sizeof(geo::XY) + mesh.indices.size() * sizeof(std::uint32_t);
}

draw::PolygonFieldPtr make_area(const draw::Path& path, const PathRecord& record) {
    if (record.bounds.is_empty()) return nullptr;
    const auto rings = [&](std::size_t, std::size_t, geo::RingSet& out) {
        out.points = path.points;
        out.ring_ends = path.ring_ends;
        return true;
    };
    const auto built = draw::PolygonField::build(1, rings, {}, {}, path.points.size());
    return built ? *built : nullptr;
}

/// The level that a path's triangles are made at, if `level` is asked for.
int level_of(const draw::Path& path, int level) {
    return path.points.size() < vertices_worth_thinning ? full_detail : level;
}

}  // namespace

int detail_level(double px_per_unit) {
    if (!(px_per_unit > 0.0) || !std::isfinite(px_per_unit)) return full_detail;
    return static_cast<int>(std::floor(std::log2(0.7 / px_per_unit)));
}

FillMesh make_fill_mesh(const draw::Path& path, const PathRecord& record, geo::FillRule rule,
                        int level) {
    if (record.bounds.is_empty()) return {};
    if (level != full_detail && path.points.size() >= vertices_worth_thinning) {
        const Outline outline = thinned(path, record, level);
        geo::Triangles made = geo::triangulate(outline.vertices, outline.ring_ends, rule);
        return {std::move(made.vertices), std::move(made.indices)};
    }
    if (record.rings.size() == 1 && is_convex(path.points, record.rings[0])) {
        const Ring& ring = record.rings[0];
        FillMesh fan;
        const auto begin = path.points.begin() + static_cast<std::ptrdiff_t>(ring.first);
        fan.vertices.assign(begin, begin + static_cast<std::ptrdiff_t>(ring.count));
        for (std::uint32_t i = 2; i < ring.count; ++i) {
            fan.indices.insert(fan.indices.end(), {0, i - 1, i});
        }
        return fan;
    }
    geo::Triangles made = geo::triangulate(path.points, path.ring_ends, rule);
    return {std::move(made.vertices), std::move(made.indices)};
}

void PathCache::begin_frame() {
    ++frame_;
    if (frame_ % 32 != 0) return;
    for (auto at = entries_.begin(); at != entries_.end();) {
        Entry& entry = at->second;
        const bool gone = entry.path.expired() || entry.last_used + frames_kept < frame_;
        std::erase_if(entry.meshes, [&](const MeshSlot& slot) {
            const bool drop = gone || slot.last_used + frames_kept < frame_;
            if (drop) mesh_bytes_ -= bytes_of(*slot.mesh);
            return drop;
        });
        at = gone ? entries_.erase(at) : std::next(at);
    }
}

PathCache::Entry& PathCache::entry(const draw::PathPtr& path) {
    Entry& found = entries_[path.get()];
    // Another path may have come to live at the address of one that is gone.
    const bool same = !found.path.owner_before(path) && !path.owner_before(found.path);
    if (!same) {
        for (const MeshSlot& slot : found.meshes) mesh_bytes_ -= bytes_of(*slot.mesh);
        found = Entry{};
        found.path = path;
        found.record = make_record(*path);
    }
    found.last_used = frame_;
    return found;
}

const PathRecord& PathCache::record(const draw::PathPtr& path) {
    return entry(path).record;
}

PathCache::MeshSlot* PathCache::find(Entry& entry, geo::FillRule rule, int level) {
    const auto at = std::ranges::find_if(entry.meshes, [&](const MeshSlot& slot) {
        return slot.rule == rule && slot.level == level;
    });
    return at == entry.meshes.end() ? nullptr : &*at;
}

FillMesh& PathCache::keep(Entry& entry, geo::FillRule rule, int level, FillMesh mesh) {
    mesh_bytes_ += bytes_of(mesh);
    entry.meshes.push_back({rule, level, frame_, std::make_unique<FillMesh>(std::move(mesh))});
    return *entry.meshes.back().mesh;
}

const FillMesh& PathCache::fill(const draw::PathPtr& path, geo::FillRule rule, int level) {
    Entry& found = entry(path);
    level = level_of(*path, level);
    if (MeshSlot* const slot = find(found, rule, level)) {
        slot->last_used = frame_;
        return *slot->mesh;
    }
    return keep(found, rule, level, make_fill_mesh(*path, found.record, rule, level));
}

const draw::PolygonFieldPtr& PathCache::area(const draw::PathPtr& path) {
    Entry& found = entry(path);
    if (!found.area) found.area = make_area(*path, found.record);
    return *found.area;
}

void PathCache::make_areas(std::span<const draw::PathPtr> wanted) {
    struct Job {
        const draw::PathPtr* path;
        Entry* of;
        draw::PolygonFieldPtr area;
    };
    std::vector<Job> jobs;
    std::unordered_set<const Entry*> seen;
    for (const draw::PathPtr& path : wanted) {
        // Entries of the map stay where they are when others come.
        Entry& of = entry(path);
        if (!of.area && seen.insert(&of).second) jobs.push_back({&path, &of, nullptr});
    }
    // The heaviest first, so that none of them is left for one thread at the end.
    std::ranges::stable_sort(jobs, std::greater{},
                             [](const Job& job) { return (*job.path)->points.size(); });
    const Result<void> made =
        for_each_piece(jobs.size(), 1, {}, [&](IndexRange piece, std::size_t) -> Result<void> {
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                jobs[i].area = make_area(**jobs[i].path, jobs[i].of->record);
            }
            return {};
        });
    if (!made) return;  // `area` makes them, then
    for (Job& job : jobs) job.of->area = std::move(job.area);
}

}  // namespace parkatlas::render::detail
