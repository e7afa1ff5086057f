#include "geo/simplify.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "geo/geos_handle.h"

namespace parkatlas::geo {

namespace {

using detail::GeosContext;

struct HashXY {
    std::size_t operator()(XY p) const {
        // Adding zero makes one of the two zeros.
        const auto x = std::bit_cast<std::uint64_t>(p.x + 0.0);
        const auto y = std::bit_cast<std::uint64_t>(p.y + 0.0);
        std::uint64_t h = x * 0x9e3779b97f4a7c15U ^ (y + 0x7f4a7c15U) * 0xc2b2ae3d27d4eb4fU;
        h ^= h >> 29;
        return h * 0xbf58476d1ce4e5b9U;
    }
};

bool comes_before(XY a, XY b) {
    return a.x < b.x || (a.x == b.x && a.y < b.y);
}

using Chain = std::vector<XY>;

/// A piece between two junctions, and in which direction a ring runs along it.
struct Use {
    std::size_t piece;
    bool reversed;
};

/// Of the vertices of all rings and lines: where the way of those that share one parts.
class Junctions {
  public:
    void add_end(XY vertex) { at_[vertex].is_junction = true; }
    void add_pass(XY vertex, XY before, XY after) {
        if (comes_before(after, before)) std::swap(before, after);
        auto [place, is_new] = at_.try_emplace(vertex);
        Pass& pass = place->second;
        if (is_new) {
            pass.before = before;
            pass.after = after;
        } else if (pass.is_junction || pass.before != before || pass.after != after) {
            pass.is_junction = true;
        }
    }
    [[nodiscard]] bool has(XY vertex) const {
        const auto place = at_.find(vertex);
        return place != at_.end() && place->second.is_junction;
    }

  private:
    struct Pass {
        XY before, after;
        bool is_junction = false;
    };
    std::unordered_map<XY, Pass, HashXY> at_;
};

/// The ring without the vertex that closes it and without neighbours that are equal.
Chain open_ring(std::span<const XY> ring) {
    Chain out;
    for (const XY vertex : ring) {
        if (out.empty() || out.back() != vertex) out.push_back(vertex);
    }
    while (out.size() > 1 && out.front() == out.back()) out.pop_back();
    return out;
}

Chain open_chain(std::span<const XY> line) {
    Chain out;
    for (const XY vertex : line) {
        if (out.empty() || out.back() != vertex) out.push_back(vertex);
    }
    return out;
}

/// All pieces, each once however many rings run along it.
class Pieces {
  public:
    /// `chain` from one junction to the next, or a whole ring closed by its first vertex.
    Use add(Chain chain) {
        bool reversed = false;
        if (chain.front() == chain.back()) {
            reversed = settle_ring(chain);
        } else {
            reversed = comes_before(chain.back(), chain.front());
        }
        if (reversed && chain.front() != chain.back()) std::ranges::reverse(chain);
        const HashXY hash;
        const std::size_t key = hash(chain.front()) * 31 + hash(chain[1]) * 7 + chain.size();
        const auto [first, last] = by_key_.equal_range(key);
        for (auto place = first; place != last; ++place) {
            if (chains[place->second] == chain) return {place->second, reversed};
        }
        by_key_.emplace(key, chains.size());
        chains.push_back(std::move(chain));
        return {chains.size() - 1, reversed};
    }

    std::vector<Chain> chains;

  private:
    /// Turns a closed chain without junctions so that it starts at its least vertex and goes on to
    /// the lesser neighbour. True if that reversed it.
    static bool settle_ring(Chain& chain) {
        chain.pop_back();
        const auto least = std::min_element(chain.begin(), chain.end(), comes_before);
        std::rotate(chain.begin(), least, chain.end());
        const bool reversed = chain.size() > 2 && comes_before(chain.back(), chain[1]);
        if (reversed) std::reverse(chain.begin() + 1, chain.end());
        chain.push_back(chain.front());
        return reversed;
    }
    std::unordered_multimap<std::size_t, std::size_t> by_key_;
};

/// A ring or line taken apart.
struct Taken {
    std::vector<Use> uses;
};

Taken take_apart(const Chain& vertices, bool is_ring, const Junctions& junctions, Pieces& pieces) {
    Taken taken;
    if (vertices.size() < 2) return taken;
    Chain chain = vertices;
    bool whole_ring = false;
    if (is_ring) {
        const auto first =
            std::ranges::find_if(chain, [&](XY vertex) { return junctions.has(vertex); });
        whole_ring = first == chain.end();
        if (!whole_ring) std::rotate(chain.begin(), first, chain.end());
        chain.push_back(chain.front());
    }
    std::size_t from = 0;
    for (std::size_t i = 1; i < chain.size(); ++i) {
        const bool ends = i + 1 == chain.size() || (!whole_ring && junctions.has(chain[i]));
        if (!ends) continue;
        taken.uses.push_back(pieces.add({chain.begin() + static_cast<std::ptrdiff_t>(from),
                                         chain.begin() + static_cast<std::ptrdiff_t>(i) + 1}));
        from = i;
    }
    return taken;
}

Chain put_together(const std::vector<Use>& uses, const std::vector<Chain>& chains) {
    Chain out;
    for (const Use& use : uses) {
        const Chain& chain = chains[use.piece];
        const std::size_t skip = out.empty() ? 0 : 1;
        if (use.reversed) {
            out.insert(out.end(), chain.rbegin() + static_cast<std::ptrdiff_t>(skip), chain.rend());
        } else {
            out.insert(out.end(), chain.begin() + static_cast<std::ptrdiff_t>(skip), chain.end());
        }
    }
    return out;
}

/// True if a closed chain still encloses something.
bool is_ring_still(const Chain& ring) {
    if (ring.size() < 4) return false;
    double doubled = 0.0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        doubled += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                   (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    }
    return doubled != 0.0;
}

tl::unexpected<Error> geos_failed(const GeosContext& context) {
    return fail(ErrorCode::geometry_invalid, {},
                said(msg::errors_geos_cannot_simplify, context.last_error()));
}

/// The vertices of `chain` that GEOS left, in the layer's own coordinates.
Chain matched(const Chain& chain, const GEOSCoordSequence* left, UnitMetres unit,
              GEOSContextHandle_t handle) {
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(handle, left, &count);
    Chain out;
    std::size_t at = 0;
    for (unsigned i = 0; i < count; ++i) {
        double x = 0.0;
        double y = 0.0;
        GEOSCoordSeq_getXY_r(handle, left, i, &x, &y);
        if (i + 1 == count) at = chain.size() - 1;
        while (at < chain.size() && (chain[at].x * unit.x != x || chain[at].y * unit.y != y)) ++at;
        if (at == chain.size()) break;
        out.push_back(chain[at++]);
    }
    return out;
}

Result<std::vector<Chain>> simplified(const std::vector<Chain>& chains, double tolerance_m,
                                      UnitMetres unit) {
    GeosContext context;
    GEOSContextHandle_t const handle = context.get();
    std::vector<GEOSGeometry*> lines;
    lines.reserve(chains.size());
    const auto let_go = [&] {
        for (GEOSGeometry* line : lines) GEOSGeom_destroy_r(handle, line);
    };
    for (const Chain& chain : chains) {
        GEOSCoordSequence* const sequence =
            GEOSCoordSeq_create_r(handle, static_cast<unsigned>(chain.size()), 2);
        for (std::size_t i = 0; i < chain.size(); ++i) {
            GEOSCoordSeq_setXY_r(handle, sequence, static_cast<unsigned>(i), chain[i].x * unit.x,
                                 chain[i].y * unit.y);
        }
        GEOSGeometry* const line = GEOSGeom_createLineString_r(handle, sequence);
        if (line == nullptr) {
            let_go();
            return geos_failed(context);
        }
        lines.push_back(line);
    }
    const detail::Geometry all =
        detail::own(context, GEOSGeom_createCollection_r(handle, GEOS_MULTILINESTRING, lines.data(),
                                                         static_cast<unsigned>(lines.size())));
    if (!all) return geos_failed(context);
    const detail::Geometry left =
        detail::own(context, GEOSTopologyPreserveSimplify_r(handle, all.get(), tolerance_m));
    if (!left) return geos_failed(context);
    if (GEOSGetNumGeometries_r(handle, left.get()) != static_cast<int>(chains.size())) {
        return fail(ErrorCode::geometry_invalid, {}, said(msg::errors_geos_lost_line_while));
    }
    std::vector<Chain> out;
    out.reserve(chains.size());
    for (std::size_t i = 0; i < chains.size(); ++i) {
        const GEOSGeometry* const line =
            GEOSGetGeometryN_r(handle, left.get(), static_cast<int>(i));
        Chain chain = matched(chains[i], GEOSGeom_getCoordSeq_r(handle, line), unit, handle);
        if (chain.size() < 2 || chain.front() != chains[i].front() ||
            chain.back() != chains[i].back()) {
            chain = chains[i];
        }
        out.push_back(std::move(chain));
    }
    return out;
}

class Simplifier {
  public:
    Simplifier(const Shapes& shapes, const Work& work) : shapes_{shapes}, work_{work} {}

    Result<Shapes> run(double tolerance_m, UnitMetres unit) {
        if (Result<void> found = find_junctions(); !found) return tl::unexpected{found.error()};
        take_all_apart();
        if (work_.stop_requested()) return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
        Result<std::vector<Chain>> left = simplified(pieces_.chains, tolerance_m, unit);
        if (!left) return tl::unexpected{left.error()};
        keep_rings(*left);
        return rebuilt(*left);
    }

  private:
    template <typename Visit>
    void each_chain(Visit visit) const {
        for (std::size_t s = 0; s < shapes_.size(); ++s) {
            for (std::size_t p = 0; p < shapes_[s].part_count(); ++p) {
                const auto part = shapes_[s].part(p);
                if (part.kind == PartKind::point) continue;
                for (std::size_t r = 0; r < part.ring_count; ++r) visit(part.kind, part.ring(r));
            }
        }
    }

    Result<void> find_junctions() {
        for (const XY vertex : shapes_.vertices()) {
            if (std::isfinite(vertex.x) && std::isfinite(vertex.y)) continue;
            return fail(ErrorCode::out_of_range, fmt::format("vertex ({}, {})", vertex.x, vertex.y),
                        said(msg::errors_not_finite_2));
        }
        each_chain([this](PartKind kind, std::span<const XY> ring) {
            const bool is_ring = kind == PartKind::polygon;
            const Chain chain = is_ring ? open_ring(ring) : open_chain(ring);
            const std::size_t n = chain.size();
            for (std::size_t i = 0; i < n; ++i) {
                if (!is_ring && (i == 0 || i + 1 == n)) {
                    junctions_.add_end(chain[i]);
                } else {
                    junctions_.add_pass(chain[i], chain[(i + n - 1) % n], chain[(i + 1) % n]);
                }
            }
        });
        return {};
    }

    void take_all_apart() {
        each_chain([this](PartKind kind, std::span<const XY> ring) {
            const bool is_ring = kind == PartKind::polygon;
            taken_.push_back(take_apart(is_ring ? open_ring(ring) : open_chain(ring), is_ring,
                                        junctions_, pieces_));
        });
    }

    /// Pieces of rings that would collapse go back to what they were, until no ring collapses.
    void keep_rings(std::vector<Chain>& left) const {
        bool changed = true;
        while (changed) {
            changed = false;
            std::size_t index = 0;
            each_chain([&](PartKind kind, std::span<const XY>) {
                const Taken& taken = taken_[index++];
                if (kind != PartKind::polygon || taken.uses.empty()) return;
                if (is_ring_still(put_together(taken.uses, left))) return;
                for (const Use& use : taken.uses) {
                    if (left[use.piece].size() == pieces_.chains[use.piece].size()) continue;
                    left[use.piece] = pieces_.chains[use.piece];
                    changed = true;
                }
            });
        }
    }

    [[nodiscard]] Shapes rebuilt(const std::vector<Chain>& left) const {
        Shapes out;
        std::size_t index = 0;
        for (std::size_t s = 0; s < shapes_.size(); ++s) {
            out.begin_shape();
            for (std::size_t p = 0; p < shapes_[s].part_count(); ++p) {
                const auto part = shapes_[s].part(p);
                out.begin_part(part.kind);
                for (std::size_t r = 0; r < part.ring_count; ++r) {
                    out.begin_ring();
                    if (part.kind == PartKind::point) {
                        out.add(part.ring(r));
                        continue;
                    }
                    const Taken& taken = taken_[index++];
                    if (taken.uses.empty()) {
                        out.add(part.ring(r));
                    } else {
                        out.add(put_together(taken.uses, left));
                    }
                }
            }
        }
        return out;
    }

    const Shapes& shapes_;
    const Work& work_;
    Junctions junctions_;
    Pieces pieces_;
    std::vector<Taken> taken_;
};

}  // namespace

Result<Shapes> simplify(const Shapes& shapes, double tolerance_m, UnitMetres unit,
                        const Work& work) {
    if (!(tolerance_m > 0.0)) return shapes;
    return Simplifier{shapes, work}.run(tolerance_m, unit);
}

}  // namespace parkatlas::geo
