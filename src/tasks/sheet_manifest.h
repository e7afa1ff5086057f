#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cartography/sheet.h"

namespace parkatlas::tasks {

/// The manifest of product.md as JSON text.
[[nodiscard]] std::string manifest_json(const cartography::Sheet& sheet, double dpi);

/// A page of an atlas as its manifest tells it.
struct AtlasPage {
    int number = 1;
    std::string name;            ///< of its feature; of a page of contents: the word for that
    std::string feature;         ///< id; empty for contents
    std::filesystem::path file;  ///< of a numbered picture; empty in a PDF
    const cartography::Sheet* sheet = nullptr;
};

/// All pages in order: {"pages": [{"page", "name", "feature", "file", and what a sheet's manifest
/// has}]}. Of a page of contents no map is told.
[[nodiscard]] std::string atlas_manifest_json(const std::vector<AtlasPage>& pages, double dpi);

}  // namespace parkatlas::tasks
