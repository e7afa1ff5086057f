// What became of the labels: paint and report.
#include "cartography/map_labels.h"
#include "cartography/palette.h"

namespace parkatlas::cartography {

std::optional<std::pair<double, double>> MapLabels::stretch_of(const std::string& id) const {
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
        if (!chosen_[i] || labels_[i].feature != id) continue;
        const int form = labels_[i].request.candidates[*chosen_[i]].form -
                         3 * static_cast<int>(labels_[i].blocks.size());
        if (form < 0) continue;
        const CurvedText& set = labels_[i].curved[static_cast<std::size_t>(form)];
        return std::pair{set.from_mm, set.to_mm};
    }
    return std::nullopt;
}

SheetLayer MapLabels::layer_of(const Pending& label) {
    return label.feature.empty() ? SheetLayer::place_names : SheetLayer::names;
}

void MapLabels::paint_leaders(draw::Group& group) const {
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
        if (chosen_[i]) in_layer(group, layer_of(labels_[i]), [&] { paint_leader(group, i); });
    }
}

void MapLabels::paint_leader(draw::Group& group, std::size_t i) const {
    const LabelCandidate& candidate = labels_[i].request.candidates[*chosen_[i]];
    if (candidate.dot) {
        const Painter here{group, draw::Space::anchored, view_.to_map(candidate.dot->centre())};
        here.fill(circle_path({0, 0}, 0.85 * f_), palette::paper);
        here.fill(circle_path({0, 0}, 0.58 * f_), labels_[i].color);
    }
    if (!candidate.leader) return;
    const auto [from, to] = *candidate.leader;
    const Painter here{group, draw::Space::anchored, view_.to_map({from.x, from.y})};
    const geo::XY ends[] = {{0, 0}, {to.x - from.x, to.y - from.y}};
    here.stroke(chain_path(ends), palette::paper.with_alpha(200), 0.6 * f_);
    here.stroke(chain_path(ends), labels_[i].leader_color, 0.2 * f_);
    here.fill(circle_path({0, 0}, 0.5 * f_), labels_[i].leader_color);
}

void MapLabels::paint_texts(draw::Group& group) const {
    // Low ranks first, so that where halos touch the higher one is whole.
    for (std::size_t i = chosen_.size(); i-- > 0;) {
        if (chosen_[i]) in_layer(group, layer_of(labels_[i]), [&] { paint_text(group, i); });
    }
}

void MapLabels::paint_text(draw::Group& group, std::size_t i) const {
    const Pending& label = labels_[i];
    const draw::Color halo = label.halo;
    const LabelCandidate& candidate = label.request.candidates[*chosen_[i]];
    const int curved = candidate.form - 3 * static_cast<int>(label.blocks.size());
    if (curved >= 0) {
        const CurvedText& set = label.curved[static_cast<std::size_t>(curved)];
        const Painter here{group, draw::Space::anchored, view_.to_map(set.origin)};
        here.text(set.run, {0, 0}, label.color, set.is_beside ? halo : label.curve_halo,
                  label.halo_mm * 0.8);
        return;
    }
    const draw::RectMm& box = candidate.boxes.front();
    const TextBlock& block = label.blocks[static_cast<std::size_t>(candidate.form / 3)];
    // A box may hold more air than the block needs.
    const double left = box.x_mm + (box.w_mm - block.width_mm()) / 2;
    const Painter here{group, draw::Space::anchored, view_.to_map({left, box.y_mm})};
    block.paint(here, {0, 0}, static_cast<Align>(candidate.form % 3), halo, label.halo_mm);
}

Labelling MapLabels::result() const {
    Labelling out;
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
        const Pending& label = labels_[i];
        if (!chosen_[i]) {
            out.dropped.push_back(label.feature.empty() || label.is_part ? label.name
                                                                         : label.feature);
            out.dropped_names.push_back(label.name);
            continue;
        }
        const LabelCandidate& candidate = label.request.candidates[*chosen_[i]];
        const std::size_t form = static_cast<std::size_t>(candidate.form);
        out.placed.push_back(
            {form < 3 * label.blocks.size() ? label.blocks[form / 3].text() : label.name,
             label.feature, bounds_of(candidate.boxes)});
    }
    return out;
}

}  // namespace parkatlas::cartography
