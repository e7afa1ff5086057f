#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "base/result.h"
#include "cli/context.h"
#include "model/sheet_template.h"
#include "tasks/export_sheet.h"

namespace parkatlas::cli {

/// Options that `export` and `atlas` share, as typed: the page and the texts in its margin.
struct SheetArguments {
    std::optional<model::SheetTemplate> kept;  ///< by the project that is exported
    std::optional<std::string> template_name;
    std::optional<std::string> page;
    bool portrait = false;
    bool landscape = false;
    std::optional<double> dpi;
    std::optional<std::string> size, title;
    std::optional<std::string> compiled_by, drawn_by, checked_by, date, approval_number, stamp;
    std::vector<std::string> show, hide;  ///< elements
    std::optional<std::string> manifest, annotations;
    bool palette = false;
};

/// Fills page, CRS of the map and sheet: what the project keeps, then the template, then what was
/// typed. Fails with usage
/// also for a --crs that is not projected.
[[nodiscard]] Result<void> read_sheet_arguments(const Context& context,
                                                const SheetArguments& arguments,
                                                tasks::SheetFormat format, tasks::PageSize& page,
                                                geo::Crs& map_crs, cartography::SheetSpec& sheet);

/// Reads the file of --annotations, if one is given; prints what was found in it.
[[nodiscard]] Result<void> read_annotations(const Context& context, const SheetArguments& arguments,
                                            cartography::SheetSpec& sheet);

/// A warning on standard error, if there are any.
/// On standard error: labels without a place, and how many features were given none to begin with.
void report_dropped_labels(const std::vector<std::string>& dropped, std::size_t untried, Lang lang);
void report_dropped_annotations(const std::string& where,
                                const std::vector<cartography::UnsetAnnotation>& dropped,
                                Lang lang);

/// A warning on standard error that names the fonts, if there are any.
void report_stand_ins(const std::string& where,
                      const std::vector<draw::FontSet::StandIn>& stand_ins, Lang lang);

/// A warning on standard error, if there are any.
void report_missing_characters(const std::string& where, const std::vector<char32_t>& missing,
                               Lang lang);

/// Numbers separated by one character, nothing else: "121,29,122,30".
[[nodiscard]] std::optional<std::vector<double>> numbers(std::string_view text, char separator,
                                                         std::size_t count);

}  // namespace parkatlas::cli
