#pragma once

#include <string>
#include <vector>

#include "cartography/map_scene.h"
#include "cartography/sheet.h"

namespace parkatlas::cartography {

/// One line of an atlas's contents.
struct AtlasEntry {
    std::string name;
    std::string note;  ///< role, area: smaller, behind the name
    int page = 0;
};

/// A page of contents, and where on it each entry stands, so that a file may link it to its page.
struct ContentsPage {
    Sheet sheet;
    struct Link {
        draw::RectMm box;
        int page = 0;
    };
    std::vector<Link> links;
};

/// How many pages the contents take on a page of that size.
[[nodiscard]] std::size_t contents_page_count(const SheetSpec& spec, std::size_t entries);

/// The contents in as many pages as they take: title, entries with leaders of dots to their page
/// numbers, compiling unit and date. `first_number` is the number of the first entry.
/// Fails with usage as compose_sheet does for a page that is too small.
[[nodiscard]] Result<std::vector<ContentsPage>> compose_contents(
    const MapScene& scene, const SheetSpec& spec, const std::vector<AtlasEntry>& entries,
    const draw::FontSet& fonts);

}  // namespace parkatlas::cartography
