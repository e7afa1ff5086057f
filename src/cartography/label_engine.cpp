#include "cartography/label_engine.h"

#include <algorithm>
#include <numeric>

#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

bool is_within(const draw::RectMm& box, const draw::RectMm& frame) {
    return box.x_mm >= frame.x_mm && box.y_mm >= frame.y_mm && box.right_mm() <= frame.right_mm() &&
           box.bottom_mm() <= frame.bottom_mm();
}

class Placer {
  public:
    Placer(const std::vector<LabelRequest>& requests, const LabelField& field)
        : requests_{requests}, field_{field}, chosen_(requests.size()) {
        costs_.resize(requests.size());
        for (std::size_t r = 0; r < requests.size(); ++r) usable_.push_back(usable_candidates(r));
    }

    std::vector<std::optional<std::size_t>> run() {
        std::vector<std::size_t> order(requests_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            return requests_[a].priority > requests_[b].priority;
        });
        for (std::size_t request = 0; request < requests_.size(); ++request) {
            if (requests_[request].is_fixed && !requests_[request].candidates.empty()) {
                chosen_[request] = 0;
                usable_[request].clear();  // nobody pushes it elsewhere
            }
        }
        for (const std::size_t request : order) {
            if (chosen_[request]) continue;
            if (const auto free = first_free(request)) {
                chosen_[request] = *free;
            } else {
                make_room_for(request);
            }
        }
        return chosen_;
    }

  private:
    /// Candidates that meet neither the frame's edge nor a hard obstacle, cheapest first.
    std::vector<std::size_t> usable_candidates(std::size_t request) {
        std::vector<std::pair<double, std::size_t>> priced;
        const auto& candidates = requests_[request].candidates;
        for (std::size_t c = 0; c < candidates.size(); ++c) {
            if (const auto cost = cost_of(candidates[c], requests_[request].owner)) {
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

    std::optional<double> cost_of(const LabelCandidate& candidate, int owner) const {
        double cost = candidate.cost;
        for (const draw::RectMm& box : candidate.boxes) {
            if (!is_within(box, field_.frame)) return std::nullopt;
            for (const Obstacle& obstacle : field_.obstacles) {
                if (obstacle.cost && obstacle.owner == owner) continue;  // its own ground
                const double shared = shared_area(box, obstacle.box);
                if (shared <= 0) continue;
                if (!obstacle.cost) return std::nullopt;
                cost += *obstacle.cost * shared / std::max(1e-9, box.w_mm * box.h_mm);
            }
        }
        if (candidate.leader) {
            for (const Obstacle& obstacle : field_.obstacles) {
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

    bool conflict(const LabelCandidate& a, const LabelCandidate& b) const {
        const double gap = field_.gap_mm / 2;
        const draw::RectMm box_a = bounds_of(a.boxes).grown(gap);
        const draw::RectMm box_b = bounds_of(b.boxes).grown(gap);
        if (box_a.intersects(box_b)) return true;
        if (a.leader && segment_meets(a.leader->first, a.leader->second, box_b)) return true;
        if (b.leader && segment_meets(b.leader->first, b.leader->second, box_a)) return true;
        return a.leader && b.leader &&
               segments_cross(a.leader->first, a.leader->second, b.leader->first, b.leader->second);
    }

    const LabelCandidate& candidate(std::size_t request, std::size_t index) const {
        return requests_[request].candidates[index];
    }

    bool is_free(std::size_t request, std::size_t index) const {
        for (std::size_t other = 0; other < chosen_.size(); ++other) {
            if (other == request || !chosen_[other]) continue;
            if (conflict(candidate(request, index), candidate(other, *chosen_[other]))) {
                return false;
            }
        }
        return true;
    }

    std::optional<std::size_t> first_free(std::size_t request) const {
        for (const std::size_t index : usable_[request]) {
            if (is_free(request, index)) return index;
        }
        return std::nullopt;
    }

    /// Takes a place that is held by others, if each of them finds another place of its own.
    void make_room_for(std::size_t request) {
        for (const std::size_t index : usable_[request]) {
            const auto before = chosen_;
            std::vector<std::size_t> pushed;
            for (std::size_t other = 0; other < chosen_.size(); ++other) {
                if (other == request || !chosen_[other]) continue;
                if (conflict(candidate(request, index), candidate(other, *chosen_[other]))) {
                    pushed.push_back(other);
                }
            }
            if (pushed.size() > 4) continue;
            chosen_[request] = index;
            for (const std::size_t other : pushed) chosen_[other].reset();
            bool all_placed = true;
            for (const std::size_t other : pushed) {
                chosen_[other] = first_free(other);
                if (!chosen_[other] || !may_push(request, other, *before[other])) {
                    all_placed = false;
                    break;
                }
            }
            if (all_placed) return;
            chosen_ = before;
        }
    }

    /// A higher rank may be asked for a small favour only: its next place is about as good.
    bool may_push(std::size_t request, std::size_t other, std::size_t before) const {
        if (requests_[other].priority <= requests_[request].priority) return true;
        return costs_[other][*chosen_[other]] - costs_[other][before] <= most_favour;
    }

    static constexpr double most_favour = 2.5;
    const std::vector<LabelRequest>& requests_;
    const LabelField& field_;
    std::vector<std::vector<double>> costs_;
    std::vector<std::vector<std::size_t>> usable_;
    std::vector<std::optional<std::size_t>> chosen_;
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
