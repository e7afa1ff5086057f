#include "tasks/plan_network.h"

#include <algorithm>
#include <string>
#include <utility>

#include "io/geodata.h"

namespace parkatlas::tasks {
namespace {

constexpr std::string_view layout_prefix = "layout:";

std::string_view linked_id(const model::LayoutLink& link) {
    const std::string_view to = link.to;
    return to.starts_with(layout_prefix) ? to.substr(layout_prefix.size()) : to;
}

bool names(const model::LayoutFeature& feature, const model::Layout& layout,
           const model::LayoutFeature& other) {
    return std::ranges::find(feature.same_as, layout.id + "/" + other.id) != feature.same_as.end();
}

}  // namespace

PlanNetwork::PlanNetwork(std::vector<std::shared_ptr<const model::Layout>> layouts)
    : layouts_{std::move(layouts)} {}

Result<PlanNetwork> PlanNetwork::load_built_in() {
    const Result<std::vector<std::string>> ids = io::built_in_layouts();
    if (!ids) return tl::unexpected{ids.error()};
    std::vector<std::shared_ptr<const model::Layout>> layouts;
    for (const std::string& id : *ids) {
        Result<Loaded<model::Layout>> loaded = io::load_built_in_layout(id);
        if (!loaded) return tl::unexpected{loaded.error()};
        layouts.push_back(std::make_shared<const model::Layout>(std::move(loaded->value)));
    }
    return PlanNetwork{std::move(layouts)};
}

const model::Layout* PlanNetwork::find(std::string_view id) const {
    for (const auto& layout : layouts_) {
        if (layout->id == id) return layout.get();
    }
    return nullptr;
}

std::vector<const model::Layout*> PlanNetwork::above(const model::Layout& layout) const {
    std::vector<const model::Layout*> chain;
    std::string_view id = layout.id;
    while (true) {
        const auto leads_here = [&](const auto& other) {
            return std::ranges::any_of(
                other->links, [&](const model::LayoutLink& link) { return linked_id(link) == id; });
        };
        const auto found = std::ranges::find_if(layouts_, leads_here);
        if (found == layouts_.end() || (*found)->id == layout.id ||
            std::ranges::find(chain, found->get()) != chain.end()) {
            break;  // at the top, or plans that lead to each other
        }
        chain.push_back(found->get());
        id = (*found)->id;
    }
    std::ranges::reverse(chain);
    return chain;
}

std::vector<const model::Layout*> PlanNetwork::below(const model::Layout& layout) const {
    std::vector<const model::Layout*> plans;
    for (const model::LayoutLink& link : layout.links) {
        const model::Layout* plan = find(linked_id(link));
        if (plan != nullptr && plan->id != layout.id &&
            std::ranges::find(plans, plan) == plans.end()) {
            plans.push_back(plan);
        }
    }
    return plans;
}

const model::Layout* PlanNetwork::plan_of(const model::Layout& layout,
                                          std::string_view feature_id) const {
    for (const model::LayoutLink& link : layout.links) {
        if (link.from == feature_id) return find(linked_id(link));
    }
    return nullptr;
}

std::vector<PlanFeature> PlanNetwork::leading_to(const model::Layout& layout) const {
    std::vector<PlanFeature> features;
    for (const auto& other : layouts_) {
        if (other->id == layout.id) continue;
        for (const model::LayoutLink& link : other->links) {
            if (linked_id(link) != layout.id) continue;
            if (const auto index = other->find(link.from)) {
                features.push_back({other.get(), *index});
            }
        }
    }
    return features;
}

std::vector<PlanFeature> PlanNetwork::same_place(const model::Layout& layout,
                                                 std::size_t index) const {
    const model::LayoutFeature& feature = layout.features[index];
    std::vector<PlanFeature> places;
    for (const auto& other : layouts_) {
        if (other->id == layout.id) continue;
        for (std::size_t i = 0; i < other->features.size(); ++i) {
            const model::LayoutFeature& there = other->features[i];
            if (names(feature, *other, there) || names(there, layout, feature)) {
                places.push_back({other.get(), i});
            }
        }
    }
    return places;
}

const std::string& short_title(const model::Layout& layout, Lang lang) {
    if (const std::string& one = layout.short_title.in(lang); !one.empty()) return one;
    if (const std::string& title = layout.title.in(lang); !title.empty()) return title;
    return layout.id;
}

}  // namespace parkatlas::tasks
