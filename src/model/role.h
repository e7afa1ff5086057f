#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/lang.h"

namespace parkatlas::model {

/// What a feature is in the scheme of a plan. `other`: a word this program does not know; the
/// feature keeps the word (`LayoutFeature::role_word`).
enum class Role {
    core,
    pole,
    belt,
    axis,
    corridor,
    zone,
    cluster,
    park,
    sector,
    phase,
    plate,
    plot,
    node,
    town,
    platform,
    other
};

/// All roles in the order in which a legend lists them.
[[nodiscard]] std::span<const Role> all_roles();
/// "core" … as in files and JSON.
[[nodiscard]] std::string_view role_identifier(Role role);
[[nodiscard]] Role parse_role(std::string_view identifier);
/// 核 / Core …
[[nodiscard]] std::string_view role_label(Role role, Lang lang);

/// How a geometry came about, so that a drawn shape is never printed as a survey.
enum class Basis { surveyed, administrative, text_boundary, schematic };

/// "administrative", "text-boundary", "schematic", "surveyed".
[[nodiscard]] std::string_view basis_identifier(Basis basis);
[[nodiscard]] std::optional<Basis> parse_basis(std::string_view identifier);
[[nodiscard]] std::string_view basis_label(Basis basis, Lang lang);

}  // namespace parkatlas::model
