#include "cartography/pole_symbol.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cartography/palette.h"

namespace parkatlas::cartography {

namespace {

constexpr int lowest_rank = 3;

constexpr std::array<std::pair<std::string_view, int>, 8> rank_words{{{"一", 1},
                                                                      {"二", 2},
                                                                      {"三", 3},
                                                                      {"四", 4},
                                                                      {"主", 1},
                                                                      {"副", 2},
                                                                      {"primary", 1},
                                                                      {"secondary", 2}}};

}  // namespace

int pole_rank(std::string_view grade) {
    constexpr std::string_view ordinal = "第";
    if (grade.starts_with(ordinal)) grade.remove_prefix(ordinal.size());
    if (grade.empty()) return 0;
    if (grade.front() >= '1' && grade.front() <= '9') {
        return std::min(grade.front() - '0', lowest_rank);
    }
    for (const auto& [word, rank] : rank_words) {
        if (grade.starts_with(word)) return std::min(rank, lowest_rank);
    }
    return 0;
}

void paint_pole_symbol(const Painter& painter, geo::XY middle, double radius, int rank,
                       draw::Color color) {
    const double line = radius * 0.18;
    painter.fill(circle_path(middle, radius), palette::paper);
    painter.stroke(circle_path(middle, radius), color, line);
    if (rank == 1) {
        painter.stroke(circle_path(middle, radius * 1.34), palette::paper, line * 1.8);
        painter.stroke(circle_path(middle, radius * 1.34), color, line * 0.7);
    }
    if (rank == lowest_rank) {
        painter.fill(circle_path(middle, radius * 0.42), color);
        return;
    }
    painter.fill(star_path(middle, radius * (rank == 2 ? 0.6 : 0.77)), color);
}

}  // namespace parkatlas::cartography
