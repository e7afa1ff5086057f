#include "geo/box_index.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <queue>
#include <tuple>
#include <utility>

namespace parkatlas::geo {

namespace {

constexpr std::uint32_t curve_bits = 16;
constexpr double curve_cells = 65536.0;

/// Four levels of the Hilbert curve at a time: for each way that the curve may run through a square
/// of 16 x 16 cells, the place of each cell on it and the way that it runs through the cell.
class HilbertSteps {
  public:
    static constexpr std::uint32_t bits = 4;

    constexpr HilbertSteps() {
        for (std::uint32_t way = 0; way < ways; ++way) {
            for (std::uint32_t cell = 0; cell < cells; ++cell) {
                steps_[way * cells + cell] = step(way, cell >> bits, cell & (side - 1));
            }
        }
    }

    /// Place of a cell of a 2^16 x 2^16 grid on the curve through it.
    [[nodiscard]] constexpr std::uint32_t place(std::uint32_t x, std::uint32_t y) const {
        std::uint32_t place = 0;
        std::uint32_t way = 0;
        for (std::uint32_t shift = curve_bits; shift > 0;) {
            shift -= bits;
            const std::uint32_t cell =
                ((x >> shift) & (side - 1)) << bits | ((y >> shift) & (side - 1));
            const Step& next = steps_[way * cells + cell];
            place = place << (2 * bits) | next.place;
            way = next.way;
        }
        return place;
    }

  private:
    static constexpr std::uint32_t side = 1U << bits;
    static constexpr std::uint32_t cells = side * side;
    static constexpr std::uint32_t mirrored = 1, swapped = 2;  ///< parts of a way
    static constexpr std::uint32_t ways = 4;
    struct Step {
        std::uint8_t place, way;
    };

    static constexpr Step step(std::uint32_t way, std::uint32_t x, std::uint32_t y) {
        std::uint32_t place = 0;
        for (std::uint32_t bit = side / 2; bit > 0; bit /= 2) {
            const std::uint32_t mirror = (way & mirrored) != 0 ? bit : 0;
            const bool in_x = ((x ^ mirror) & bit) != 0;
            const bool in_y = ((y ^ mirror) & bit) != 0;
            const std::uint32_t right = ((way & swapped) != 0 ? in_y : in_x) ? 1U : 0U;
            const std::uint32_t up = ((way & swapped) != 0 ? in_x : in_y) ? 1U : 0U;
            place = place << 2U | ((3U * right) ^ up);
            if (up == 0) way ^= right == 1 ? mirrored | swapped : swapped;
        }
        return {static_cast<std::uint8_t>(place), static_cast<std::uint8_t>(way)};
    }

    std::array<Step, std::size_t{ways} * cells> steps_{};
};

constexpr HilbertSteps hilbert;

struct Placed {
    std::uint32_t place;
    std::uint32_t number;
};

/// By place, numbers ascending where places are equal (they come in that order).
void sort_by_place(std::vector<Placed>& items) {
    constexpr std::uint32_t digit_bits = 11;
    constexpr std::size_t digits = 1U << digit_bits;
    if (items.size() < digits) {
        std::ranges::sort(items, {}, [](const Placed& p) { return std::tie(p.place, p.number); });
        return;
    }
    std::vector<Placed> other(items.size());
    for (std::uint32_t shift = 0; shift < 32; shift += digit_bits) {
        std::array<std::size_t, digits> next{};
        const auto digit = [shift](const Placed& p) { return (p.place >> shift) & (digits - 1); };
        for (const Placed& p : items) ++next[digit(p)];
        std::size_t before = 0;
        for (std::size_t& at : next) before += std::exchange(at, before);
        for (const Placed& p : items) other[next[digit(p)]++] = p;
        items.swap(other);
    }
}

bool is_findable(const Box& box) {
    return !box.is_empty() && std::isfinite(box.min_x) && std::isfinite(box.min_y) &&
           std::isfinite(box.max_x) && std::isfinite(box.max_y);
}

/// `value`, which lies in [low, low + width], as a cell of the curve's grid.
std::uint32_t cell(double value, double low, double width) {
    const double at = width > 0.0 ? (value - low) / width * curve_cells : 0.0;
    return static_cast<std::uint32_t>(std::clamp(at, 0.0, curve_cells - 1.0));
}

double distance(const Box& box, XY point) {
    return std::hypot(std::max({box.min_x - point.x, 0.0, point.x - box.max_x}),
                      std::max({box.min_y - point.y, 0.0, point.y - box.max_y}));
}

}  // namespace

BoxIndex::BoxIndex(std::span<const Box> boxes) {
    Box all;
    std::size_t findable = 0;
    for (const Box& box : boxes) {
        if (!is_findable(box)) continue;
        all.add(box);
        ++findable;
    }
    if (findable == 0) return;
    assert(boxes.size() <= std::numeric_limits<std::uint32_t>::max());

    // Halves, so that the width of boxes as large as doubles go stays finite.
    const double width = all.max_x / 2 - all.min_x / 2;
    const double height = all.max_y / 2 - all.min_y / 2;
    std::vector<Placed> items;
    items.reserve(findable);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const Box& box = boxes[i];
        if (!is_findable(box)) continue;
        const XY middle{box.min_x / 2 + box.max_x / 2, box.min_y / 2 + box.max_y / 2};
        items.push_back({hilbert.place(cell(middle.x / 2, all.min_x / 2, width),
                                       cell(middle.y / 2, all.min_y / 2, height)),
                         static_cast<std::uint32_t>(i)});
    }
    sort_by_place(items);

    numbers_.reserve(findable);
    boxes_.reserve(findable + findable / (fan_out - 1) + 8);
    for (const Placed& item : items) {
        numbers_.push_back(item.number);
        boxes_.push_back(boxes[item.number]);
    }
    levels_.push_back({0, findable});
    while (levels_.back().count > 1) {
        const Level below = levels_.back();
        levels_.push_back({boxes_.size(), (below.count + fan_out - 1) / fan_out});
        for (std::size_t i = 0; i < below.count; i += fan_out) {
            Box round;
            for (std::size_t k = i; k < std::min(i + fan_out, below.count); ++k) {
                round.add(boxes_[below.first + k]);
            }
            boxes_.push_back(round);
        }
    }
}

void BoxIndex::query(const Box& box, std::vector<std::uint32_t>& found) const {
    found.clear();
    visit(box, [&found](std::uint32_t number) {
        found.push_back(number);
        return true;
    });
    std::ranges::sort(found);
}

std::vector<std::uint32_t> BoxIndex::query(const Box& box) const {
    std::vector<std::uint32_t> found;
    query(box, found);
    return found;
}

std::optional<std::uint32_t> BoxIndex::nearest(XY point, double farthest) const {
    if (numbers_.empty()) return std::nullopt;
    // Nodes before boxes where both are equally far: there may be a box of a lower number in them.
    struct Candidate {
        double away;
        std::size_t level, place;
        std::uint32_t number;
        bool operator<(const Candidate& other) const {  // the queue's top is the largest
            return std::tuple{-away, level, other.number} <
                   std::tuple{-other.away, other.level, number};
        }
    };
    std::priority_queue<Candidate> queue;
    const auto add = [&](std::size_t level, std::size_t place) {
        const double away = distance(boxes_[levels_[level].first + place], point);
        if (away <= farthest) queue.push({away, level, place, level == 0 ? numbers_[place] : 0});
    };
    add(levels_.size() - 1, 0);
    while (!queue.empty()) {
        const Candidate next = queue.top();
        queue.pop();
        if (next.level == 0) return next.number;
        const std::size_t last =
            std::min((next.place + 1) * fan_out, levels_[next.level - 1].count);
        for (std::size_t i = next.place * fan_out; i < last; ++i) add(next.level - 1, i);
    }
    return std::nullopt;
}

}  // namespace parkatlas::geo
