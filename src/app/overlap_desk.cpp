#include "app/overlap_desk.h"

#include <algorithm>
#include <exception>
#include <map>
#include <utility>

#include "analysis/overlap_modes.h"
#include "analysis/overlap_table.h"
#include "app/sketch_desk.h"

namespace parkatlas::app {
namespace {

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) {
    return (static_cast<std::uint64_t>(a) << 32U) | b;
}

std::vector<std::uint32_t> by_shared_ground(const std::map<std::uint32_t, double>& shared) {
    std::vector<std::uint32_t> features;
    for (const auto& [feature, area_m2] : shared) features.push_back(feature);
    std::stable_sort(features.begin(), features.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return shared.at(a) > shared.at(b); });
    return features;
}

OverlapView view_of(const Document& document, const OverlapSides& sides, const Work& work) {
    OverlapView view;
    view.sides = sides;
    const model::Layer* a = numbered_layer(document, sides.a);
    const model::Layer* b = sides.b ? numbered_layer(document, *sides.b) : nullptr;
    if (a == nullptr || (sides.b && b == nullptr)) return view;
    const auto table = analysis::overlap_table(*a, b, analysis::MeasureOptions{}, work);
    if (!table) {
        view.problem = table.error().what;
        return view;
    }
    for (const analysis::OverlapRow& row : table->value.rows) {
        view.pairs.push_back({static_cast<std::uint32_t>(row.a.index),
                              static_cast<std::uint32_t>(row.b.index), row.area_m2, row.share_of_a,
                              row.share_of_b});
    }
    arrange(view);
    return view;
}

model::Layer only(const model::Layer& layer, std::uint32_t index) {
    model::Layer one;
    one.name = layer.name;
    one.source = layer.source;
    one.crs = layer.crs;
    one.crs_stated = layer.crs_stated;
    one.offset = layer.offset;
    one.shapes.append(layer.shapes[index]);
    one.ids.push_back(layer.ids[index]);
    one.names.push_back(layer.names.view(index));
    return one;
}

MarkedOutline ground_of(const Document& document, const ChosenOverlap& chosen,
                        const std::stop_token& stop) {
    const model::Layer* a = numbered_layer(document, chosen.sides.a);
    const model::Layer* b = numbered_layer(document, chosen.sides.b.value_or(chosen.sides.a));
    if (a == nullptr || b == nullptr || chosen.a >= a->size() || chosen.b >= b->size()) return {};
    const model::Layer one = only(*a, chosen.a);
    const model::Layer other = only(*b, chosen.b);
    const auto shared =
        analysis::pair_layer(one, &other, analysis::MeasureOptions{}, Work{nullptr, stop});
    if (!shared || shared->value.size() == 0) return {};
    const auto to_map = geo::Transform::between(shared->value.crs, document.scene.crs());
    if (!to_map) return {};
    return outline_of(shared->value.shapes[0], *to_map);
}

}  // namespace

const OverlapPair* OverlapView::at(std::uint32_t a, std::uint32_t b) const {
    const auto found = pair_of.find(key_of(a, b));
    return found == pair_of.end() ? nullptr : &pairs[found->second];
}

void arrange(OverlapView& view) {
    std::stable_sort(
        view.pairs.begin(), view.pairs.end(),
        [](const OverlapPair& a, const OverlapPair& b) { return a.area_m2 > b.area_m2; });
    std::map<std::uint32_t, double> of_a;
    std::map<std::uint32_t, double> of_b;
    view.total_m2 = 0.0;
    view.pair_of.clear();
    for (std::size_t i = 0; i < view.pairs.size(); ++i) {
        const OverlapPair& pair = view.pairs[i];
        view.total_m2 += pair.area_m2;
        of_a[pair.a] += pair.area_m2;
        (view.sides.b ? of_b : of_a)[pair.b] += pair.area_m2;
        view.pair_of.emplace(key_of(pair.a, pair.b), i);
        if (!view.sides.b) view.pair_of.emplace(key_of(pair.b, pair.a), i);
    }
    view.rows = by_shared_ground(of_a);
    view.columns = view.sides.b ? by_shared_ground(of_b) : view.rows;
}

void OverlapDesk::want(const std::shared_ptr<const Document>& document, const OverlapSides& sides) {
    if (asked_ == document && asked_sides_ == sides) return;
    asked_ = document;
    asked_sides_ = sides;
    view_job_.start([document, sides](const std::stop_token& stop) {
        auto made = std::make_shared<View>();
        made->document = document;
        try {
            made->view = view_of(*document, sides, Work{nullptr, stop});
        } catch (const std::exception& thrown) {
            made->view.sides = sides;
            made->view.problem = thrown.what();
        }
        return std::shared_ptr<const View>{std::move(made)};
    });
}

void OverlapDesk::want_ground(const std::shared_ptr<const Document>& document,
                              const std::optional<ChosenOverlap>& chosen) {
    if (ground_asked_ == document && chosen_ == chosen) return;
    ground_is_known_ =
        chosen_ == chosen;  // of a document made anew: nobody has to look there again
    ground_asked_ = document;
    chosen_ = chosen;
    ground_.reset();
    if (!chosen) {
        ground_job_.stop();
        return;
    }
    ground_job_.start([document, of = *chosen](const std::stop_token& stop) {
        Ground made{document, {}};
        try {
            made.outline = ground_of(*document, of, stop);
        } catch (const std::exception&) {  // nothing is hatched then
            made.outline = {};
        }
        return made;
    });
}

bool OverlapDesk::poll() {
    bool any = false;
    if (auto view = view_job_.poll()) {
        view_ = std::move(*view);
        any = true;
    }
    if (auto ground = ground_job_.poll()) {
        ground_ = std::move(ground);
        ground_is_new_ = !ground_is_known_;
        any = true;
    }
    return any;
}

const OverlapView* OverlapDesk::view(const Document* document, const OverlapSides& sides) const {
    const bool fits = view_ && view_->document.get() == document && view_->view.sides == sides;
    return fits ? &view_->view : nullptr;
}

const MarkedOutline* OverlapDesk::ground(const Document* document) const {
    return ground_ && ground_->document.get() == document ? &ground_->outline : nullptr;
}

std::optional<geo::Box> OverlapDesk::take_new_ground() {
    if (!std::exchange(ground_is_new_, false) || !ground_ || ground_->outline.box.is_empty()) {
        return std::nullopt;
    }
    return ground_->outline.box;
}

}  // namespace parkatlas::app
