#include "cartography/sheet_layers.h"

#include <array>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/messages_layers.h"

namespace parkatlas::cartography {
namespace {

constexpr std::uint16_t first_role = 64;
constexpr std::uint16_t first_source = 128;

struct Fixed {
    SheetLayer layer;
    std::string_view id;
    Msg name;
};

constexpr std::array before_content{
    Fixed{SheetLayer::title, "title", msg::layer_title},
    Fixed{SheetLayer::legend, "legend", msg::layer_legend},
    Fixed{SheetLayer::scale, "scale", msg::layer_scale},
    Fixed{SheetLayer::footer, "footer", msg::layer_footer},
    Fixed{SheetLayer::frame, "frame", msg::layer_frame},
    Fixed{SheetLayer::grid, "grid", msg::layer_grid},
    Fixed{SheetLayer::overview, "overview", msg::layer_overview},
    Fixed{SheetLayer::inset, "inset", msg::layer_inset},
    Fixed{SheetLayer::annotations, "annotations", msg::layer_annotations},
    Fixed{SheetLayer::names, "names", msg::layer_names},
    Fixed{SheetLayer::place_names, "place-names", msg::layer_place_names}};
constexpr std::array after_content{Fixed{SheetLayer::units, "units", msg::layer_units},
                                   Fixed{SheetLayer::ground, "ground", msg::layer_ground}};

}  // namespace

std::uint16_t role_layer(model::Role role) {
    return static_cast<std::uint16_t>(first_role + static_cast<std::uint16_t>(role));
}

std::uint16_t source_layer(std::size_t index) {
    return static_cast<std::uint16_t>(first_source + index);
}

std::vector<draw::Layer> layers_in_use(const draw::DrawList& list, const MapContent& content,
                                       Lang lang) {
    std::set<std::uint16_t> used;
    for (const draw::Group& group : list.groups) {
        used.insert(group.layer);
        for (const draw::Item& item : group.items) used.insert(item.layer);
    }
    std::vector<draw::Layer> layers;
    const auto add = [&](std::uint16_t number, std::string id, std::string name) {
        if (used.contains(number)) layers.push_back({number, std::move(id), std::move(name)});
    };
    const auto add_fixed = [&](const Fixed& one) {
        add(number_of(one.layer), std::string{one.id}, std::string{text(one.name, lang)});
    };
    for (const Fixed& one : before_content) add_fixed(one);
    for (const model::Role role : model::all_roles()) {
        add(role_layer(role), std::string{model::role_identifier(role)},
            std::string{model::role_label(role, lang)});
    }
    for (std::size_t i = 0; i < content.layers.size(); ++i) {
        add(source_layer(i), fmt::format("layer-{}", i + 1), content.layers[i]->name);
    }
    for (const Fixed& one : after_content) add_fixed(one);
    return layers;
}

}  // namespace parkatlas::cartography
