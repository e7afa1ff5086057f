#include "export/detail/palette.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace parkatlas::exporting::detail {

namespace {

constexpr std::size_t most_colours = 256;
/// Colours that differ in the last two bits only are taken as one while boxes are made.
constexpr unsigned dropped_bits = 2;
constexpr unsigned kept_bits = 8 - dropped_bits;
constexpr std::size_t cell_count = std::size_t{1} << (3 * kept_bits);
constexpr int rounds = 6;
/// A colour with this share of what its palette entry stands for is the entry.
constexpr double ruling_share = 0.3;

using Rgb = std::array<double, 3>;

std::uint32_t over_white(const std::uint8_t* rgba) {
    std::uint32_t word = 0;
    const unsigned alpha = rgba[3];
    for (std::size_t i = 0; i < 3; ++i) {
        const unsigned channel = (rgba[i] * alpha + 255U * (255U - alpha) + 127U) / 255U;
        word = word << 8U | channel;
    }
    return word;
}

std::size_t cell_of(std::uint32_t word) {
    std::size_t cell = 0;
    for (const unsigned shift : {16U, 8U, 0U}) {
        cell = cell << kept_bits | ((word >> shift & 0xFFU) >> dropped_bits);
    }
    return cell;
}

/// Colours close to one another, and what they are on average.
struct Cell {
    std::size_t place = 0;
    double count = 0.0;
    Rgb mean{};
    std::uint32_t main_word = 0;  ///< the most frequent colour among them
    double main_count = 0.0;
};

double squared_distance(const Rgb& a, const Rgb& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < 3; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

std::vector<Cell> cells_of(const std::unordered_map<std::uint32_t, std::size_t>& counts) {
    std::vector<Cell> all(cell_count);
    std::vector<std::pair<std::uint32_t, std::size_t>> words{counts.begin(), counts.end()};
    std::sort(words.begin(), words.end());
    for (const auto& [word, count] : words) {
        Cell& cell = all[cell_of(word)];
        const auto weight = static_cast<double>(count);
        cell.count += weight;
        for (std::size_t i = 0; i < 3; ++i) {
            cell.mean[i] += weight * static_cast<double>(word >> (16U - 8U * i) & 0xFFU);
        }
        if (weight > cell.main_count) {
            cell.main_count = weight;
            cell.main_word = word;
        }
    }
    std::vector<Cell> used;
    for (std::size_t place = 0; place < all.size(); ++place) {
        Cell& cell = all[place];
        if (cell.count == 0.0) continue;
        cell.place = place;
        for (double& channel : cell.mean) channel /= cell.count;
        used.push_back(cell);
    }
    return used;
}

/// A run of cells that one entry stands for.
struct Box {
    std::size_t first = 0, last = 0;
    double error = 0.0;
    std::size_t axis = 0;
    Rgb mean{};
};

Box box_of(const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
    Box box{first, last, 0.0, 0, {}};
    double weight = 0.0;
    for (std::size_t c = first; c < last; ++c) {
        // Thin lines and the edges of letters are few pixels, but the eye looks at them.
        const double w = std::sqrt(cells[c].count);
        weight += w;
        for (std::size_t i = 0; i < 3; ++i) box.mean[i] += w * cells[c].mean[i];
    }
    for (double& channel : box.mean) channel /= weight;
    Rgb spread{};
    for (std::size_t c = first; c < last; ++c) {
        for (std::size_t i = 0; i < 3; ++i) {
            const double off = cells[c].mean[i] - box.mean[i];
            spread[i] += std::sqrt(cells[c].count) * off * off;
        }
    }
    box.axis =
        static_cast<std::size_t>(std::max_element(spread.begin(), spread.end()) - spread.begin());
    box.error = spread[0] + spread[1] + spread[2];
    return box;
}

std::vector<Rgb> boxes_of(std::vector<Cell> cells) {
    std::vector<Box> boxes{box_of(cells, 0, cells.size())};
    while (boxes.size() < most_colours) {
        const auto worst = std::ranges::max_element(boxes, {}, &Box::error);
        if (worst->error <= 0.0) break;
        const Box box = *worst;
        const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(box.first);
        const auto end = cells.begin() + static_cast<std::ptrdiff_t>(box.last);
        const auto middle = std::stable_partition(begin, end, [&box](const Cell& cell) {
            return cell.mean[box.axis] < box.mean[box.axis];
        });
        const auto split = static_cast<std::size_t>(middle - cells.begin());
        if (split == box.first || split == box.last) {
            worst->error = 0.0;  // as one as numbers can tell
            continue;
        }
        *worst = box_of(cells, box.first, split);
        boxes.push_back(box_of(cells, split, box.last));
    }
    std::vector<Rgb> colours;
    for (const Box& box : boxes) colours.push_back(box.mean);
    return colours;
}

std::size_t nearest(const std::vector<Rgb>& colours, const Rgb& to) {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < colours.size(); ++i) {
        const double distance = squared_distance(colours[i], to);
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

/// Moves each colour to the middle of the cells it is nearest to.
void settle(const std::vector<Cell>& cells, std::vector<Rgb>& colours) {
    for (int round = 0; round < rounds; ++round) {
        std::vector<Rgb> sums(colours.size());
        std::vector<double> weights(colours.size(), 0.0);
        std::vector<const Cell*> rulers(colours.size(), nullptr);
        std::vector<double> counts(colours.size(), 0.0);
        for (const Cell& cell : cells) {
            const std::size_t owner = nearest(colours, cell.mean);
            const double w = std::sqrt(cell.count);
            for (std::size_t i = 0; i < 3; ++i) sums[owner][i] += w * cell.mean[i];
            weights[owner] += w;
            counts[owner] += cell.count;
            if (rulers[owner] == nullptr || cell.main_count > rulers[owner]->main_count) {
                rulers[owner] = &cell;
            }
        }
        for (std::size_t c = 0; c < colours.size(); ++c) {
            if (weights[c] == 0.0) continue;
            const bool is_ruled = rulers[c]->main_count >= ruling_share * counts[c];
            for (std::size_t i = 0; i < 3; ++i) {
                colours[c][i] =
                    is_ruled ? static_cast<double>(rulers[c]->main_word >> (16U - 8U * i) & 0xFFU)
                             : sums[c][i] / weights[c];
            }
        }
    }
}

std::array<std::uint8_t, 3> bytes_of(const Rgb& colour) {
    std::array<std::uint8_t, 3> out{};
    for (std::size_t i = 0; i < 3; ++i) {
        out[i] = static_cast<std::uint8_t>(std::lround(std::clamp(colour[i], 0.0, 255.0)));
    }
    return out;
}

}  // namespace

Palettized palettized(const Image& image) {
    const std::size_t count =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    std::unordered_map<std::uint32_t, std::size_t> counts;
    std::uint32_t last = 0;
    std::size_t* last_count = nullptr;
    for (std::size_t p = 0; p < count; ++p) {
        const std::uint32_t word = over_white(image.rgba.data() + 4 * p);
        if (last_count == nullptr || word != last) {
            last_count = &counts[word];  // stays where it is, whatever is added
            last = word;
        }
        ++*last_count;
    }
    Palettized out;
    out.pixels.resize(count);
    std::unordered_map<std::uint32_t, std::uint8_t> entries;
    if (counts.size() <= most_colours) {
        std::vector<std::uint32_t> words;
        for (const auto& [word, number] : counts) words.push_back(word);
        std::sort(words.begin(), words.end());
        for (const std::uint32_t word : words) {
            entries.emplace(word, static_cast<std::uint8_t>(out.colours.size()));
            out.colours.push_back({static_cast<std::uint8_t>(word >> 16U),
                                   static_cast<std::uint8_t>(word >> 8U & 0xFFU),
                                   static_cast<std::uint8_t>(word & 0xFFU)});
        }
    } else {
        out.is_exact = false;
        const std::vector<Cell> cells = cells_of(counts);
        std::vector<Rgb> colours = boxes_of(cells);
        settle(cells, colours);
        for (const Rgb& colour : colours) out.colours.push_back(bytes_of(colour));
        for (const auto& [word, number] : counts) {
            const Rgb exact{static_cast<double>(word >> 16U),
                            static_cast<double>(word >> 8U & 0xFFU),
                            static_cast<double>(word & 0xFFU)};
            entries.emplace(word, static_cast<std::uint8_t>(nearest(colours, exact)));
        }
    }
    std::uint8_t entry = 0;
    for (std::size_t p = 0; p < count; ++p) {
        const std::uint32_t word = over_white(image.rgba.data() + 4 * p);
        if (p == 0 || word != last) entry = entries.at(word);
        last = word;
        out.pixels[p] = entry;
    }
    return out;
}

}  // namespace parkatlas::exporting::detail
