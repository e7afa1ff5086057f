#include "cartography/label_engine.h"

#include <algorithm>
#include <numeric>

#include "base/parallel.h"
#include "cartography/box_grid.h"
#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

/// About the height of a name in two lines with the air around it.
constexpr double cell_mm = 8.0;
constexpr std::size_t requests_per_piece = 16;

bool is_within(const draw::RectMm& box, const draw::RectMm& frame) {
    return box.x_mm >= frame.x_mm && box.y_mm >= frame.y_mm && box.right_mm() <= frame.right_mm() &&
           box.bottom_mm() <= frame.bottom_mm();
}

class Placer {
  public:
    Placer(const std::vector<LabelRequest>& requests, const LabelField& field)
        : requests_{requests},
          field_{field},
          obstacles_{field.frame, cell_mm},
          taken_{field.frame, cell_mm},
          chosen_(requests.size()) {
        for (std::size_t o = 0; o < field.obstacles.size(); ++o) {
            obstacles_.add(static_cast<std::uint32_t>(o), field.obstacles[o].box);
        }
        costs_.resize(requests.size());
        usable_.resize(requests.size());
        std::vector<Numbers> scratch(parallel_width());
        // Nothing in it can fail, and nobody asks it to stop.
        (void)for_each_piece(requests.size(), requests_per_piece, Work{},
                             [&](IndexRange piece, std::size_t worker) -> Result<void> {
                                 for (std::size_t r = piece.first; r < piece.last; ++r) {
                                     usable_[r] = usable_candidates(r, scratch[worker]);
                                 }
                                 return {};
                             });
    }

    std::vector<std::optional<std::size_t>> run() {
        std::vector<std::size_t> order(requests_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            return requests_[a].priority > requests_[b].priority;
        });
        for (std::size_t request = 0; request < requests_.size(); ++request) {
            if (requests_[request].is_fixed && !requests_[request].candidates.empty()) {
                choose(request, 0);
                usable_[request].clear();  // nobody pushes it elsewhere
            }
        }
        for (const std::size_t request : order) {
            if (chosen_[request]) continue;
            if (const auto free = first_free(request)) {
                choose(request, *free);
            } else if (requests_[request].may_push) {
                make_room_for(request);
            }
        }
        return chosen_;
    }

  private:
    using Numbers = std::vector<std::uint32_t>;

    /// Candidates that meet neither the frame's edge nor a hard obstacle, cheapest first.
    std::vector<std::size_t> usable_candidates(std::size_t request, Numbers& near) {
        std::vector<std::pair<double, std::size_t>> priced;
        const auto& candidates = requests_[request].candidates;
        for (std::size_t c = 0; c < candidates.size(); ++c) {
            const auto cost = cost_of(candidates[c], requests_[request].owner, near);
            if (cost && *cost <= requests_[request].most_cost) {
                priced.emplace_back(*cost, c);
            }
        }
        std::sort(priced.begin(), priced.end());
        std::vector<std::size_t> out;
        costs_[request].resize(candidates.size());
        for (const auto& [cost, candidate] : priced) {
            out.push_back(candidate);
            costs_[request][candidate] = cost;
        }
        return out;
    }

    std::optional<double> cost_of(const LabelCandidate& candidate, int owner, Numbers& near) const {
        double cost = candidate.cost;
        const auto is_free = [&](const draw::RectMm& box) {
            if (!is_within(box, field_.frame)) return false;
            obstacles_.find_near(box, near);
            for (const std::uint32_t o : near) {
                const Obstacle& obstacle = field_.obstacles[o];
                if (obstacle.cost && obstacle.owner == owner) continue;  // its own ground
                const double shared = shared_area(box, obstacle.box);
                if (shared <= 0) continue;
                if (!obstacle.cost) return false;
                cost += *obstacle.cost * shared / std::max(1e-9, box.w_mm * box.h_mm);
            }
            return true;
        };
        if (!std::ranges::all_of(candidate.boxes, is_free)) return std::nullopt;
        if (candidate.dot && !is_free(*candidate.dot)) return std::nullopt;
        if (candidate.leader) {
            obstacles_.find_near(box_of(*candidate.leader), near);
            for (const std::uint32_t o : near) {
                const Obstacle& obstacle = field_.obstacles[o];
                if (obstacle.owner == owner) continue;
                if (segment_meets(candidate.leader->first, candidate.leader->second,
                                  obstacle.box)) {
                    if (!obstacle.cost) return std::nullopt;
                    cost += 0.08 * *obstacle.cost;
                }
            }
        }
        return cost;
    }

    /// Whether a label with its leader, or its own dot, lies upon another's dot.
    static bool covers_dot(const draw::RectMm& box, const LabelCandidate& label,
                           const LabelCandidate& other) {
        if (!other.dot) return false;
        return box.intersects(*other.dot) || (label.dot && label.dot->intersects(*other.dot)) ||
               (label.leader &&
                segment_meets(label.leader->first, label.leader->second, *other.dot));
    }

    bool conflict(const LabelCandidate& a, const LabelCandidate& b) const {
        const double gap = field_.gap_mm / 2;
        const draw::RectMm box_a = bounds_of(a.boxes).grown(gap);
        const draw::RectMm box_b = bounds_of(b.boxes).grown(gap);
        if (box_a.intersects(box_b)) return true;
        if (covers_dot(box_a, a, b) || covers_dot(box_b, b, a)) return true;
        if (a.leader && segment_meets(a.leader->first, a.leader->second, box_b)) return true;
        if (b.leader && segment_meets(b.leader->first, b.leader->second, box_a)) return true;
        return a.leader && b.leader &&
               segments_cross(a.leader->first, a.leader->second, b.leader->first, b.leader->second);
    }

    static draw::RectMm box_of(const std::pair<geo::XY, geo::XY>& leader) {
        const auto& [a, b] = leader;
        return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
    }

    /// Candidates whose reaches do not share a cell are in no conflict.
    draw::RectMm reach(std::size_t request, std::size_t index) const {
        const LabelCandidate& one = candidate(request, index);
        std::vector<draw::RectMm> parts{bounds_of(one.boxes).grown(field_.gap_mm / 2)};
        if (one.leader) parts.push_back(box_of(*one.leader));
        if (one.dot) parts.push_back(*one.dot);
        return bounds_of(parts);
    }

    void choose(std::size_t request, std::size_t index) {
        chosen_[request] = index;
        taken_.add(static_cast<std::uint32_t>(request), reach(request, index));
    }

    void give_up(std::size_t request) {
        if (!chosen_[request]) return;
        taken_.remove(static_cast<std::uint32_t>(request), reach(request, *chosen_[request]));
        chosen_[request].reset();
    }

    const LabelCandidate& candidate(std::size_t request, std::size_t index) const {
        return requests_[request].candidates[index];
    }

    /// Those whose places a candidate would take, ascending.
    std::vector<std::size_t> in_the_way(std::size_t request, std::size_t index) const {
        std::vector<std::size_t> found;
        for (const std::uint32_t other : taken_.near(reach(request, index))) {
            if (other != request &&
                conflict(candidate(request, index), candidate(other, *chosen_[other]))) {
                found.push_back(other);
            }
        }
        return found;
    }

    bool is_free(std::size_t request, std::size_t index) {
        taken_.find_near(reach(request, index), near_);
        return std::ranges::none_of(near_, [&](std::uint32_t other) {
            return other != request &&
                   conflict(candidate(request, index), candidate(other, *chosen_[other]));
        });
    }

    std::optional<std::size_t> first_free(std::size_t request) {
        for (const std::size_t index : usable_[request]) {
            if (is_free(request, index)) return index;
        }
        return std::nullopt;
    }

    /// Takes a place that is held by others, if each of them finds another place of its own.
    void make_room_for(std::size_t request) {
        for (const std::size_t index : usable_[request]) {
            const std::vector<std::size_t> pushed = in_the_way(request, index);
            if (pushed.size() > 4) continue;
            std::vector<std::size_t> before;
            for (const std::size_t other : pushed) {
                before.push_back(*chosen_[other]);
                give_up(other);
            }
            choose(request, index);
            bool all_placed = true;
            for (std::size_t i = 0; i < pushed.size() && all_placed; ++i) {
                const auto next = first_free(pushed[i]);
                all_placed = next && may_push(request, pushed[i], before[i], *next);
                if (all_placed) choose(pushed[i], *next);
            }
            if (all_placed) return;
            give_up(request);
            for (const std::size_t other : pushed) give_up(other);
            for (std::size_t i = 0; i < pushed.size(); ++i) choose(pushed[i], before[i]);
        }
    }

    /// A higher rank may be asked for a small favour only: its next place is about as good.
    bool may_push(std::size_t request, std::size_t other, std::size_t before,
                  std::size_t next) const {
        if (requests_[other].priority <= requests_[request].priority) return true;
        return costs_[other][next] - costs_[other][before] <= most_favour;
    }

    static constexpr double most_favour = 4.0;
    const std::vector<LabelRequest>& requests_;
    const LabelField& field_;
    BoxGrid obstacles_;
    BoxGrid taken_;  ///< reaches of the candidates chosen, by request
    std::vector<std::vector<double>> costs_;
    std::vector<std::vector<std::size_t>> usable_;
    std::vector<std::optional<std::size_t>> chosen_;
    Numbers near_;
};

}  // namespace

draw::RectMm bounds_of(const std::vector<draw::RectMm>& boxes) {
    if (boxes.empty()) return {};
    draw::RectMm out = boxes.front();
    for (const draw::RectMm& box : boxes) {
        const double right = std::max(out.right_mm(), box.right_mm());
        const double bottom = std::max(out.bottom_mm(), box.bottom_mm());
        out.x_mm = std::min(out.x_mm, box.x_mm);
        out.y_mm = std::min(out.y_mm, box.y_mm);
        out.w_mm = right - out.x_mm;
        out.h_mm = bottom - out.y_mm;
    }
    return out;
}

std::vector<std::optional<std::size_t>> place_labels(const std::vector<LabelRequest>& requests,
                                                     const LabelField& field) {
    return Placer{requests, field}.run();
}

}  // namespace parkatlas::cartography
