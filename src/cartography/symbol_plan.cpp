#include "cartography/symbol_plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cartography/role_symbols.h"

namespace parkatlas::cartography {
namespace {

struct Disc {
    std::uint32_t tag;
    std::size_t point;
    geo::XY place, at;
    double radius;
    bool is_fixed;
};

/// Beyond this many a map shows a carpet, and moving symbols apart would only spread it.
constexpr std::size_t most_discs = 400;
constexpr int rounds = 60;
constexpr double gap_mm = 0.25;
/// A symbol farther from its place than this would be read as another place's.
constexpr double farthest_mm = 7.0;

/// Discs that meet go half of what they share each. Discs on one spot part at angles that differ.
bool push_apart(Disc& a, Disc& b, std::size_t turn) {
    if (a.is_fixed && b.is_fixed) return false;
    const double wanted = a.radius + b.radius + gap_mm;
    geo::XY d{b.at.x - a.at.x, b.at.y - a.at.y};
    double length = std::hypot(d.x, d.y);
    if (length >= wanted - 1e-9) return false;
    if (length < 1e-6) {
        const double angle = static_cast<double>(turn) * (3.0 - std::sqrt(5.0)) * std::numbers::pi;
        d = {std::cos(angle), std::sin(angle)};
        length = 1.0;
    }
    const double share = a.is_fixed || b.is_fixed ? 1.0 : 0.5;
    const double by = (wanted - std::min(length, wanted)) * share;
    if (!a.is_fixed) a.at = {a.at.x - d.x / length * by, a.at.y - d.y / length * by};
    if (!b.is_fixed) b.at = {b.at.x + d.x / length * by, b.at.y + d.y / length * by};
    return true;
}

}  // namespace

SymbolPlan::SymbolPlan(const model::Layout& layout, const std::vector<SceneFeature>& features,
                       const std::vector<std::size_t>& shown, const draw::MapView& view) {
    std::vector<std::size_t> order = shown;
    std::sort(order.begin(), order.end());
    const double f = size_factor(view);
    std::vector<Disc> discs;
    for (const std::size_t i : order) {
        const SceneFeature& feature = features[i];
        const model::LayoutFeature& told = layout.features[i];
        if (has_badge(told)) {
            for (std::size_t p = 0; p < std::max<std::size_t>(1, feature.pieces.size()); ++p) {
                const Badge badge = badge_of(feature, p, view);
                const geo::XY at{badge.middle.x_mm, badge.middle.y_mm};
                discs.push_back(
                    {feature.tag, p, at, at, badge.radius_mm * 1.12, !feature.pieces.empty()});
            }
        } else if (told.role != model::Role::core) {
            const bool is_pole = told.role == model::Role::pole;
            if (is_pole) {
                const draw::PaperMm at = view.to_paper({feature.centre.x, feature.centre.y});
                discs.push_back(
                    {feature.tag, 0, {at.x_mm, at.y_mm}, {at.x_mm, at.y_mm}, 3.2 * f, true});
                continue;
            }
            for (std::size_t p = 0; p < feature.points.size(); ++p) {
                const draw::PaperMm at = view.to_paper({feature.points[p].x, feature.points[p].y});
                discs.push_back(
                    {feature.tag, p, {at.x_mm, at.y_mm}, {at.x_mm, at.y_mm}, 1.9 * f, false});
            }
        }
        if (discs.size() > most_discs) return;
    }
    for (int round = 0; round < rounds; ++round) {
        bool moved = false;
        for (std::size_t a = 0; a < discs.size(); ++a) {
            for (std::size_t b = a + 1; b < discs.size(); ++b) {
                if (std::abs(discs[a].at.x - discs[b].at.x) > 12.0 * f) continue;
                moved = push_apart(discs[a], discs[b], a + b) || moved;
            }
        }
        if (!moved) break;
    }
    for (const Disc& disc : discs) {
        geo::XY shift{disc.at.x - disc.place.x, disc.at.y - disc.place.y};
        const double length = std::hypot(shift.x, shift.y);
        if (disc.is_fixed || length < 0.05) continue;
        const double share = std::min(1.0, farthest_mm * f / length);
        shifts_[{disc.tag, disc.point}] = {shift.x * share, shift.y * share};
    }
}

geo::XY SymbolPlan::shift_mm(std::uint32_t tag, std::size_t point) const {
    const auto found = shifts_.find({tag, point});
    return found == shifts_.end() ? geo::XY{} : found->second;
}

}  // namespace parkatlas::cartography
