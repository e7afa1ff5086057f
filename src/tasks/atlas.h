#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/role.h"
#include "tasks/export_sheet.h"
#include "tasks/workspace.h"

namespace parkatlas::tasks {

struct AtlasRequest {
    /// "atlas.pdf": one file with bookmarks. "out-%02d.png" or a folder ("out/"): numbered
    /// pictures, the contents first.
    std::filesystem::path output;
    PageSize page;
    geo::Crs map_crs = geo::Crs::gauss_kruger_120();
    /// What all sheets share, annotations too; title and extent are each one's own.
    cartography::SheetSpec sheet;
    std::optional<model::Role> role;  ///< of a layout; none: parks, else the first role with places
    std::size_t limit = 200;          ///< more sheets than this are refused
    std::optional<std::filesystem::path> manifest;
    bool palette = false;  ///< pictures of 8 bits a pixel
    std::string color_by =
        {};  ///< field that colours the layers, on all sheets alike; may be empty
};

struct AtlasReport {
    std::size_t sheet_count = 0;
    std::size_t contents_pages = 0;
    std::vector<std::filesystem::path> files;
    std::vector<std::string> dropped_labels;  ///< "sheet: label"
    std::size_t untried_labels = 0;           ///< on all sheets; see cartography::Labelling
    /// Annotations that no sheet shows, with the reason of the first.
    std::vector<cartography::UnsetAnnotation> dropped_annotations;
    std::vector<char32_t> missing_characters;
    std::vector<draw::FontSet::StandIn> stand_ins;
};

/// The pattern of numbered files: "%d" or "%02d" once in the name. A folder means "%02d.png" in
/// it. Fails with usage if neither; none for a ".pdf".
struct NumberedFiles {
    std::string before, after;
    int digits = 0;
    [[nodiscard]] std::filesystem::path path(std::size_t number) const;
};
[[nodiscard]] Result<std::optional<NumberedFiles>> numbered_files(
    const std::filesystem::path& output);

/// One sheet for each park of the layout (or each feature of a role, or of a plain layer), zoomed
/// to it at a round scale, with its own title, table of areas, overview and the names of its
/// neighbours; contents first. Complete or absent: a PDF as one file, pictures all together.
/// Fails with  usage  nothing to show, more than `limit` features, an unknown ending, a field that
/// no layer
///                    has
///             as export_sheet for pages and files; stopped, with nothing written.
[[nodiscard]] Result<AtlasReport> write_atlas(const Workspace& workspace,
                                              const AtlasRequest& request, const Work& work);

}  // namespace parkatlas::tasks
