#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cartography/sheet.h"
#include "cartography/sheet_check.h"
#include "tasks/workspace.h"

namespace parkatlas::tasks {

/// Size of the picture: a page in mm at a resolution, or pixels.
struct PageSize {
    double width_mm = 420.0;
    double height_mm = 297.0;
    double dpi = 300.0;
    std::optional<std::pair<int, int>> pixels;  ///< exact pixel size, where it was asked for
};

enum class SheetFormat { png, pdf, svg, geotiff, jpeg, webp };

/// The format a file's name asks for: .png, .pdf, .svg, .tif, .tiff, .jpg, .jpeg or .webp in
/// either case.
/// Fails with usage, listing them.
[[nodiscard]] Result<SheetFormat> sheet_format(const std::filesystem::path& output);

/// Without pixels: dpi mean nothing to it.
[[nodiscard]] constexpr bool is_vector(SheetFormat format) {
    return format == SheetFormat::pdf || format == SheetFormat::svg;
}

/// What the check before export decides.
enum class CheckMode {
    none,    ///< nothing: the file is written, whatever it says
    strict,  ///< nothing is written if something is missing
    only     ///< nothing is written at all
};

struct ExportRequest {
    std::filesystem::path output;  ///< the ending chooses the format
    PageSize page;
    geo::Crs map_crs = geo::Crs::gauss_kruger_120();
    cartography::SheetSpec sheet;  ///< page size and extent are filled in from here and `page`
    std::optional<geo::Box> extent_degrees;  ///< w, s, e, n on CGCS2000
    std::optional<std::filesystem::path> manifest;
    /// Told how long each stage took: "scene", "compose", "draw", "write".
    std::function<void(std::string_view stage, double ms)> on_stage;
    CheckMode check = CheckMode::none;
    std::string color_by = {};  ///< field that colours the layers; empty: one colour each
    /// Classes found already, by the workspace's layers; they go before `color_by`.
    std::vector<std::shared_ptr<const cartography::LayerClasses>> layer_classes = {};
    bool world_file = false;  ///< beside a picture: .pgw, .tfw …, and .aux.xml with the CRS
    bool palette = false;     ///< a PNG of 8 bits a pixel
    bool svg_text = false;    ///< words of an SVG as text instead of outlines
};

/// A sheet with what the check says of it.
struct Exported {
    cartography::Sheet sheet;
    std::vector<cartography::CheckRow> check;
    bool is_written = false;
};

/// Reads an annotations file and the pictures it names, which lie beside it.
/// Fails as io::read_annotations does, and with input_unreadable or input_malformed for a picture
/// that is no PNG, is larger than 16 MB or 16 million pixels, or is a link to another place.
[[nodiscard]] Result<Loaded<std::shared_ptr<const cartography::AnnotationContent>>>
load_annotations(const std::string& path, const Work& work);

/// Composes the sheet, checks it, and writes it as `request.check` allows.
/// Fails as export_sheet does.
[[nodiscard]] Result<Exported> export_checked(const Workspace& workspace,
                                              const ExportRequest& request, const Work& work);

/// Composes the sheet and writes it; returns it for reporting. Needs no OpenGL.
/// Fails with usage (unknown ending), graphics_unavailable, output_failed.
[[nodiscard]] Result<cartography::Sheet> export_sheet(const Workspace& workspace,
                                                      const ExportRequest& request,
                                                      const Work& work);

/// "A0" … "A4" or "WxHmm" to millimetres, landscape for the A series.
[[nodiscard]] Result<std::pair<double, double>> parse_page(const std::string& text);

}  // namespace parkatlas::tasks
