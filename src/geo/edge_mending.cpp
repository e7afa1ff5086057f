#include "geo/edge_mending.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include "geo/edge_graph.h"
#include "geo/edge_peeling.h"
#include "geo/edge_walk.h"
#include "geo/validity.h"

namespace parkatlas::geo::detail {

namespace {

/// Above, the tangle is nothing that somebody drew.
constexpr std::size_t most_meetings = 100'000;
/// A second of comparing.
constexpr std::uint64_t most_tests = 200'000'000;

class Assembler {
  public:
    Assembler(std::span<const XY> nodes, std::span<const EdgeGraph::Edge> borders)
        : walk_{nodes, borders} {}

    std::optional<Shapes> run() {
        if (!walk_.orient()) return std::nullopt;
        for (std::vector<Loop>& border : walk_.borders()) {
            if (!take(border)) return std::nullopt;
        }
        if (!place_holes()) return std::nullopt;
        return shapes();
    }

  private:
    using Loop = EdgeRounds::Loop;
    struct Polygon {
        Box box;
        double area = 0.0;
        std::vector<Loop> rings;  ///< the outer one first
    };
    struct LooseHoles {
        std::uint32_t west;  ///< node
        std::vector<Loop> rings;
    };

    /// An outer ring with the holes that touch it, or holes. False where rounding contradicts
    /// itself.
    bool take(std::vector<Loop>& border) {
        const EdgeRounds& rounds = walk_.rounds();
        auto outer = border.end();
        for (auto ring = border.begin(); ring != border.end(); ++ring) {
            const int turn = ring->size() < 3 ? 0 : rounds.turn_of(*ring);
            if (turn == 0 || (turn > 0 && outer != border.end())) return false;
            if (turn > 0) outer = ring;
        }
        if (outer != border.end()) {
            std::iter_swap(border.begin(), outer);
            Polygon polygon{{}, rounds.area_of(border.front()), std::move(border)};
            for (const std::uint32_t step : polygon.rings.front()) {
                polygon.box.add(rounds.at(rounds.origin(step)));
            }
            polygons_.push_back(std::move(polygon));
            return true;
        }
        std::uint32_t west = std::numeric_limits<std::uint32_t>::max();
        for (const Loop& ring : border) {
            for (const std::uint32_t step : ring) west = std::min(west, rounds.origin(step));
        }
        loose_.push_back({west, std::move(border)});
        return true;
    }

    /// Holes that touch no outer ring of theirs belong to the smallest polygon round them.
    bool place_holes() {
        const EdgeRounds& rounds = walk_.rounds();
        std::uint64_t tests = 0;
        std::vector<std::vector<Loop>> holes(polygons_.size());
        for (LooseHoles& loose : loose_) {
            std::size_t home = polygons_.size();
            for (std::size_t i = 0; i < polygons_.size(); ++i) {
                const Polygon& polygon = polygons_[i];
                ++tests;
                if (!polygon.box.contains(rounds.at(loose.west))) continue;
                if (home < i && polygons_[home].area <= polygon.area) continue;
                tests += polygon.rings.front().size();
                if (tests > most_tests) return false;
                if (rounds.holds(polygon.rings.front(), loose.west)) home = i;
            }
            if (home == polygons_.size()) return false;
            std::ranges::move(loose.rings, std::back_inserter(holes[home]));
        }
        for (std::size_t i = 0; i < holes.size(); ++i) {
            std::ranges::move(holes[i], std::back_inserter(polygons_[i].rings));
        }
        return true;
    }

    [[nodiscard]] Shapes shapes() const {
        const EdgeRounds& rounds = walk_.rounds();
        Shapes out;
        std::size_t vertices = 0;
        for (const Polygon& polygon : polygons_) {
            for (const Loop& ring : polygon.rings) vertices += ring.size() + 1;
        }
        out.reserve(1, vertices);
        out.begin_shape();
        for (const Polygon& polygon : polygons_) {
            out.begin_part(PartKind::polygon);
            for (const Loop& ring : polygon.rings) {
                out.begin_ring();
                for (const std::uint32_t step : ring) out.add(rounds.at(rounds.origin(step)));
                out.add(rounds.at(rounds.origin(ring.front())));
            }
        }
        return out;
    }

    EdgeWalk walk_;
    std::vector<Polygon> polygons_;
    std::vector<LooseHoles> loose_;
};

}  // namespace

std::optional<Shapes> mend_by_edges(ShapeView shape) {
    const std::optional<EdgeGraph> graph = edge_graph(shape, most_meetings);
    if (!graph) return std::nullopt;
    const std::optional<std::vector<EdgeGraph::Edge>> borders = peel_borders(*graph);
    if (!borders) return std::nullopt;
    std::optional<Shapes> mended = Assembler{graph->nodes, *borders}.run();
    if (!mended) return std::nullopt;
    const bool is_sound =
        std::ranges::none_of(find_problems((*mended)[0]), [](const ShapeProblem& problem) {
            return is_invalid(problem.trouble) || problem.trouble == Trouble::wrong_orientation;
        });
    return is_sound ? std::move(mended) : std::nullopt;
}

}  // namespace parkatlas::geo::detail
