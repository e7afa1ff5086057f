#include "model/role.h"

#include <array>

#include "base/messages.h"

namespace parkatlas::model {

namespace {

struct RoleEntry {
    Role role;
    std::string_view identifier;
    Msg label;
};

constexpr std::array role_table{
    RoleEntry{Role::core, "core", Msg::role_core},
    RoleEntry{Role::pole, "pole", Msg::role_pole},
    RoleEntry{Role::belt, "belt", Msg::role_belt},
    RoleEntry{Role::axis, "axis", Msg::role_axis},
    RoleEntry{Role::corridor, "corridor", Msg::role_corridor},
    RoleEntry{Role::zone, "zone", Msg::role_zone},
    RoleEntry{Role::cluster, "cluster", Msg::role_cluster},
    RoleEntry{Role::park, "park", Msg::role_park},
    RoleEntry{Role::sector, "sector", Msg::role_sector},
    RoleEntry{Role::phase, "phase", Msg::role_phase},
    RoleEntry{Role::plate, "plate", Msg::role_plate},
    RoleEntry{Role::plot, "plot", Msg::role_plot},
    RoleEntry{Role::node, "node", Msg::role_node},
    RoleEntry{Role::town, "town", Msg::role_town},
    RoleEntry{Role::platform, "platform", Msg::role_platform},
    RoleEntry{Role::other, "other", Msg::role_other},
};

// In the order of a scheme's name: what is at the core first, its sectors right after it.
constexpr std::array legend_order{Role::core,     Role::sector,   Role::pole,  Role::belt,
                                  Role::axis,     Role::corridor, Role::zone,  Role::cluster,
                                  Role::park,     Role::phase,    Role::plate, Role::plot,
                                  Role::platform, Role::town,     Role::node,  Role::other};

struct BasisEntry {
    Basis basis;
    std::string_view identifier;
    Msg label;
};

constexpr std::array basis_table{
    BasisEntry{Basis::surveyed, "surveyed", Msg::basis_surveyed},
    BasisEntry{Basis::administrative, "administrative", Msg::basis_administrative},
    BasisEntry{Basis::text_boundary, "text-boundary", Msg::basis_text_boundary},
    BasisEntry{Basis::schematic, "schematic", Msg::basis_schematic},
};

}  // namespace

std::span<const Role> all_roles() {
    return legend_order;
}

std::string_view role_identifier(Role role) {
    return role_table[static_cast<std::size_t>(role)].identifier;
}

Role parse_role(std::string_view identifier) {
    for (const RoleEntry& entry : role_table) {
        if (entry.identifier == identifier) return entry.role;
    }
    return Role::other;
}

std::string_view role_label(Role role, Lang lang) {
    return text(role_table[static_cast<std::size_t>(role)].label, lang);
}

std::string_view basis_identifier(Basis basis) {
    return basis_table[static_cast<std::size_t>(basis)].identifier;
}

std::optional<Basis> parse_basis(std::string_view identifier) {
    for (const BasisEntry& entry : basis_table) {
        if (entry.identifier == identifier) return entry.basis;
    }
    return std::nullopt;
}

std::string_view basis_label(Basis basis, Lang lang) {
    return text(basis_table[static_cast<std::size_t>(basis)].label, lang);
}

}  // namespace parkatlas::model
