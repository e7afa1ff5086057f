#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/layer.h"
#include "model/layout.h"

namespace parkatlas::io {

/// The folder with the built-in data: $PARKATLAS_GEODATA, else share/parkatlas/geodata beside the
/// installed program, else geodata/ of the source tree the program was built in.
/// Fails with input_unreadable, naming the places looked at.
[[nodiscard]] Result<std::filesystem::path> geodata_folder();

/// Identifiers of the built-in layouts that are there, in the product's order.
[[nodiscard]] Result<std::vector<std::string>> built_in_layouts();

/// A built-in layout by id. Fails with input_unreadable for an unknown id (the remedy lists them).
[[nodiscard]] Result<Loaded<model::Layout>> load_built_in_layout(std::string_view id);

/// The 89 county-level units of Zhejiang: columns adcode, municipality, municipality_adcode,
/// name_en …
[[nodiscard]] Result<model::Layer> load_counties();
/// Land (mainland and islands) from OpenStreetMap's coastline.
[[nodiscard]] Result<model::Layer> load_land();

}  // namespace parkatlas::io
