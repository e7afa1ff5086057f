#include "tasks/color_classes.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "analysis/area_table.h"
#include "analysis/attribute_classes.h"
#include "base/messages_layers.h"

namespace parkatlas::tasks {

namespace {

using cartography::LayerClass;
using cartography::LayerClasses;

/// The classes of least area as one, at the end.
void join_small_ones(LayerClasses& made, std::vector<std::uint32_t>& of_feature, Lang lang) {
    const std::size_t kept = cartography::most_classes - 1;
    std::vector<std::size_t> order(made.classes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&made](std::size_t a, std::size_t b) {
        return made.classes[a].area_m2.value_or(0.0) > made.classes[b].area_m2.value_or(0.0);
    });
    std::vector<bool> stays(made.classes.size(), false);
    for (std::size_t i = 0; i < kept; ++i) stays[order[i]] = true;
    std::vector<LayerClass> classes;
    LayerClass rest;
    rest.name =
        fmt::format(fmt::runtime(text(msg::color_by_others, lang)), made.classes.size() - kept);
    std::vector<std::uint32_t> renumbered(made.classes.size(), static_cast<std::uint32_t>(kept));
    for (std::size_t i = 0; i < made.classes.size(); ++i) {
        LayerClass& one = made.classes[i];
        if (stays[i]) {
            renumbered[i] = static_cast<std::uint32_t>(classes.size());
            classes.push_back(std::move(one));
            continue;
        }
        rest.count += one.count;
        if (one.area_m2) rest.area_m2 = rest.area_m2.value_or(0.0) + *one.area_m2;
    }
    classes.push_back(std::move(rest));
    made.classes = std::move(classes);
    for (std::uint32_t& number : of_feature) number = renumbered[number];
}

Result<std::shared_ptr<const LayerClasses>> classes_of(const model::Layer& layer,
                                                       const std::string& field, Lang lang,
                                                       const Work& work) {
    auto sorted = analysis::attribute_classes(layer, field);
    if (!sorted) return tl::unexpected{sorted.error()};
    const auto measured = analysis::area_table({&layer}, {}, work);
    if (!measured) return tl::unexpected{measured.error()};
    auto made = std::make_shared<LayerClasses>();
    made->field = field;
    for (const std::string& name : sorted->names) {
        LayerClass one;
        one.name = name;
        made->classes.push_back(std::move(one));
    }
    for (std::size_t i = 0; i < sorted->of_feature.size(); ++i) {
        LayerClass& one = made->classes[sorted->of_feature[i]];
        ++one.count;
        const std::optional<double>& area_m2 = measured->value.rows[i].area_m2;
        if (area_m2 && *area_m2 > 0.0) one.area_m2 = one.area_m2.value_or(0.0) + *area_m2;
    }
    if (made->classes.size() > cartography::most_classes) {
        join_small_ones(*made, sorted->of_feature, lang);
    }
    cartography::choose_looks(made->classes);
    made->of_feature.assign(sorted->of_feature.begin(), sorted->of_feature.end());
    return std::shared_ptr<const LayerClasses>{std::move(made)};
}

}  // namespace

Result<std::vector<std::shared_ptr<const LayerClasses>>> color_classes(
    const std::vector<std::shared_ptr<const model::Layer>>& layers, const std::string& field,
    Lang lang, const Work& work) {
    if (field.empty()) return std::vector<std::shared_ptr<const LayerClasses>>{};
    if (layers.empty()) {
        return fail(ErrorCode::usage, "--color-by", std::string{text(msg::color_by_nothing, lang)});
    }
    std::vector<std::shared_ptr<const LayerClasses>> out(layers.size());
    bool is_found = false;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i]->column(field) == nullptr) continue;
        auto made = classes_of(*layers[i], field, lang, work);
        if (!made) return tl::unexpected{made.error()};
        out[i] = std::move(*made);
        is_found = true;
    }
    if (!is_found) {
        // Says which fields there are.
        const auto none = analysis::attribute_classes(*layers.front(), field);
        if (!none) return tl::unexpected{none.error()};
    }
    return out;
}

}  // namespace parkatlas::tasks
