#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "cartography/sheet.h"
#include "model/sheet_template.h"
#include "tasks/export_sheet.h"

namespace parkatlas::tasks {

/// A sheet as a person sets it up at the window.
struct SheetSettings {
    std::string template_name;  ///< as listed; empty: none
    std::string page = "A3";    ///< A0 … A4, or a size of a template's own
    bool portrait = false;
    double dpi = 300.0;
    SheetFormat format = SheetFormat::pdf;
    /// Texts, elements and scale; size, map options and annotations are filled in by `spec_of`.
    cartography::SheetSpec sheet;
};

/// The templates that come with the program. Fails as io::built_in_sheet_templates does.
[[nodiscard]] Result<std::vector<model::SheetTemplate>> sheet_templates();

/// Puts what a template says into the settings. Fails as apply_template does.
[[nodiscard]] Result<void> take_template(SheetSettings& settings, const model::SheetTemplate& from,
                                         Lang lang);

/// What `take_template` puts into fresh settings so that they are these: how a project keeps a
/// sheet. None where they are the usual ones.
[[nodiscard]] std::optional<model::SheetTemplate> as_template(const SheetSettings& settings);

/// Size and resolution of the page. A size that is not known counts as A3.
[[nodiscard]] PageSize page_of(const SheetSettings& settings);

/// What is composed: the settings with the page's size.
[[nodiscard]] cartography::SheetSpec spec_of(const SheetSettings& settings);

/// ".pdf" …
[[nodiscard]] std::string_view format_ending(SheetFormat format);

/// Writes the sheet, of layers that are drawn as wholes and in colours of these classes.
/// Progress goes by stages; a stop is heeded between them.
/// Fails as drawn_layers_are_whole and export_sheet do.
[[nodiscard]] Result<void> export_settings(
    const Workspace& workspace, const SheetSettings& settings,
    const std::vector<std::shared_ptr<const cartography::LayerClasses>>& classes,
    const geo::Crs& map_crs, const std::string& path, const Work& work);

}  // namespace parkatlas::tasks
