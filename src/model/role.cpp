#include "model/role.h"

#include <array>

#include "base/messages_common.h"

namespace parkatlas::model {

namespace {

struct RoleEntry {
    Role role;
    std::string_view identifier;
    Msg label;
};

constexpr std::array role_table{
    RoleEntry{Role::core, "core", msg::role_core},
    RoleEntry{Role::pole, "pole", msg::role_pole},
    RoleEntry{Role::belt, "belt", msg::role_belt},
    RoleEntry{Role::axis, "axis", msg::role_axis},
    RoleEntry{Role::corridor, "corridor", msg::role_corridor},
    RoleEntry{Role::zone, "zone", msg::role_zone},
    RoleEntry{Role::cluster, "cluster", msg::role_cluster},
    RoleEntry{Role::park, "park", msg::role_park},
    RoleEntry{Role::sector, "sector", msg::role_sector},
    RoleEntry{Role::phase, "phase", msg::role_phase},
    RoleEntry{Role::plate, "plate", msg::role_plate},
    RoleEntry{Role::plot, "plot", msg::role_plot},
    RoleEntry{Role::node, "node", msg::role_node},
    RoleEntry{Role::town, "town", msg::role_town},
    RoleEntry{Role::platform, "platform", msg::role_platform},
    RoleEntry{Role::other, "other", msg::role_other},
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
    BasisEntry{Basis::surveyed, "surveyed", msg::basis_surveyed},
    BasisEntry{Basis::administrative, "administrative", msg::basis_administrative},
    BasisEntry{Basis::text_boundary, "text-boundary", msg::basis_text_boundary},
    BasisEntry{Basis::schematic, "schematic", msg::basis_schematic},
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
