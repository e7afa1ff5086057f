#include "geo/edge_peeling.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "geo/edge_walk.h"

namespace parkatlas::geo::detail {

namespace {

/// A second of comparing.
constexpr std::uint64_t most_tests = 200'000'000;
constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

/// Even edges that do not end in the open, nor do without those that do.
std::vector<EdgeGraph::Edge> even_without_dead_ends(const EdgeGraph& graph) {
    std::vector<std::uint32_t> degree(graph.nodes.size());
    std::vector<std::uint32_t> joined(graph.nodes.size());  // numbers of the even edges, by xor
    for (const EdgeGraph::Edge& edge : graph.odd) {
        ++degree[edge.a];
        ++degree[edge.b];
    }
    for (std::uint32_t i = 0; i < graph.even.size(); ++i) {
        for (const std::uint32_t node : {graph.even[i].a, graph.even[i].b}) {
            ++degree[node];
            joined[node] ^= i;
        }
    }
    std::vector<std::uint8_t> gone(graph.even.size());
    for (std::uint32_t first = 0; first < degree.size(); ++first) {
        // There are two odd edges at least wherever there are any: a single one is even.
        for (std::uint32_t node = first; degree[node] == 1;) {
            const std::uint32_t edge = joined[node];
            gone[edge] = 1;
            const auto [a, b] = graph.even[edge];
            for (const std::uint32_t end : {a, b}) {
                --degree[end];
                joined[end] ^= edge;
            }
            node = a == node ? b : a;
        }
    }
    std::vector<EdgeGraph::Edge> kept;
    for (std::size_t i = 0; i < gone.size(); ++i) {
        if (gone[i] == 0) kept.push_back(graph.even[i]);
    }
    return kept;
}

class Peeler {
  public:
    Peeler(const EdgeGraph& graph, std::vector<EdgeGraph::Edge> edges)
        : edges_{std::move(edges)},
          rounds_{graph.nodes, edges_},
          is_left_(edges_.size(), 1),
          loop_of_(2 * edges_.size()) {
        for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
            if (rounds_.edges_at(node).size() > 2) rounds_.sort_around(node);
        }
    }

    std::optional<std::vector<EdgeGraph::Edge>> run() {
        std::vector<EdgeGraph::Edge> borders;
        while (true) {
            if (!find_loops()) return std::nullopt;
            if (leave_out_bridges() && !find_loops()) return std::nullopt;
            if (loops_.empty()) return borders;
            if (!find_faces()) return std::nullopt;
            for (std::uint32_t edge = 0; edge < edges_.size(); ++edge) {
                if (is_left_[edge] == 0 || is_ground(2 * edge) == is_ground(2 * edge + 1)) continue;
                borders.push_back(edges_[edge]);
                is_left_[edge] = 0;
            }
            leave_out();
        }
    }

  private:
    struct Loop {
        EdgeRounds::Loop steps;
        std::uint32_t round;  ///< loops of one round belong to one side of one component
        int turn;
    };

    void leave_out() {
        rounds_.leave_out([this](std::uint32_t edge) { return is_left_[edge] == 0; });
    }

    /// False if it takes too long.
    bool find_loops() {
        loops_.clear();
        std::ranges::fill(loop_of_, nothing);
        std::uint32_t round = 0;
        for (std::uint32_t step = 0; step < loop_of_.size(); ++step) {
            if (is_left_[step / 2] == 0 || loop_of_[step] != nothing) continue;
            for (EdgeRounds::Loop& steps : rounds_.loops_from(step)) {
                for (const std::uint32_t own : steps) {
                    loop_of_[own] = static_cast<std::uint32_t>(loops_.size());
                }
                tests_ += steps.size();
                loops_.push_back({std::move(steps), round, 0});
            }
            ++round;
        }
        return tests_ <= most_tests;
    }

    /// Edges with the same ground on both sides. True if there were any.
    bool leave_out_bridges() {
        bool any = false;
        for (std::uint32_t edge = 0; edge < edges_.size(); ++edge) {
            if (is_left_[edge] == 0) continue;
            if (loops_[loop_of_[std::size_t{2} * edge]].round !=
                loops_[loop_of_[std::size_t{2} * edge + 1]].round) {
                continue;
            }
            is_left_[edge] = 0;
            any = true;
        }
        if (any) leave_out();
        return any;
    }

    /// Faces, the loops that enclose them, and whether they are ground. False if rounding
    /// contradicts itself or it takes too long.
    bool find_faces() {
        std::vector<std::uint32_t> outer_of_round;
        for (std::uint32_t i = 0; i < loops_.size(); ++i) {
            Loop& loop = loops_[i];
            if (loop.steps.size() < 3) return false;
            loop.turn = rounds_.turn_of(loop.steps);
            if (loop.turn == 0) return false;
            if (loop.round >= outer_of_round.size()) outer_of_round.resize(loop.round + 1, nothing);
            if (loop.turn < 0) continue;
            if (outer_of_round[loop.round] != nothing) return false;
            outer_of_round[loop.round] = i;
        }
        face_of_round_ = outer_of_round;
        if (!place_rounds_without_outer_loop(outer_of_round)) return false;
        return judge_faces();
    }

    /// Round a component as a whole: that is in the smallest face round it, if in any.
    bool place_rounds_without_outer_loop(const std::vector<std::uint32_t>& outer_of_round) {
        struct Face {
            Box box;
            double area;
            std::uint32_t loop;
        };
        std::vector<Face> faces;
        std::vector<std::uint32_t> west(outer_of_round.size(), nothing);
        for (std::uint32_t i = 0; i < loops_.size(); ++i) {
            const Loop& loop = loops_[i];
            Face face{{}, 0.0, i};
            for (const std::uint32_t step : loop.steps) {
                face.box.add(rounds_.at(rounds_.origin(step)));
                west[loop.round] = std::min(west[loop.round], rounds_.origin(step));
            }
            if (loop.turn < 0) continue;
            face.area = rounds_.area_of(loop.steps);
            faces.push_back(face);
        }
        for (std::uint32_t round = 0; round < outer_of_round.size(); ++round) {
            if (outer_of_round[round] != nothing) continue;
            double smallest = std::numeric_limits<double>::infinity();
            for (const Face& face : faces) {
                ++tests_;
                if (!face.box.contains(rounds_.at(west[round])) || !(face.area < smallest))
                    continue;
                tests_ += loops_[face.loop].steps.size();
                if (tests_ > most_tests) return false;
                if (!rounds_.holds(loops_[face.loop].steps, west[round])) continue;
                face_of_round_[round] = face.loop;
                smallest = face.area;
            }
        }
        return true;
    }

    /// A face that fills a hole of another, by itself, is its child; every second generation is
    /// ground.
    bool judge_faces() {
        std::vector<std::uint32_t> parent(loops_.size(), nothing);
        for (const Loop& loop : loops_) {
            if (loop.turn > 0) continue;
            const std::uint32_t face = face_of_round_[loop.round];
            const std::uint32_t child = loop_of_[loop.steps.front() ^ 1U];
            if (face == nothing || loops_[child].turn < 0 ||
                loops_[child].steps.size() != loop.steps.size()) {
                continue;
            }
            const bool fills = std::ranges::all_of(
                loop.steps, [&](std::uint32_t step) { return loop_of_[step ^ 1U] == child; });
            if (fills) parent[child] = face;
        }
        is_ground_.assign(loops_.size(), 0);
        for (std::uint32_t i = 0; i < loops_.size(); ++i) {
            if (loops_[i].turn < 0) continue;
            std::size_t above = 0;
            for (std::uint32_t up = parent[i]; up != nothing; up = parent[up]) {
                if (++above > loops_.size()) return false;
            }
            tests_ += above;
            is_ground_[i] = above % 2 == 0 ? 1 : 0;
        }
        return tests_ <= most_tests;
    }

    /// On the left of the step.
    [[nodiscard]] bool is_ground(std::uint32_t step) const {
        const std::uint32_t face = face_of_round_[loops_[loop_of_[step]].round];
        return face != nothing && is_ground_[face] == 1;
    }

    std::vector<EdgeGraph::Edge> edges_;
    EdgeRounds rounds_;
    std::vector<std::uint8_t> is_left_;   ///< of each edge: neither border nor bridge yet
    std::vector<std::uint32_t> loop_of_;  ///< of each step
    std::vector<Loop> loops_;
    std::vector<std::uint32_t> face_of_round_;  ///< the outer loop of the face it goes round in
    std::vector<std::uint8_t> is_ground_;       ///< of faces, by their outer loops
    std::uint64_t tests_ = 0;
};

}  // namespace

std::optional<std::vector<EdgeGraph::Edge>> peel_borders(const EdgeGraph& graph) {
    if (graph.even.empty()) return graph.odd;
    std::vector<EdgeGraph::Edge> edges = even_without_dead_ends(graph);
    if (edges.empty()) return graph.odd;
    edges.insert(edges.end(), graph.odd.begin(), graph.odd.end());
    return Peeler{graph, std::move(edges)}.run();
}

}  // namespace parkatlas::geo::detail
