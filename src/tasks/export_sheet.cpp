#include "tasks/export_sheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <future>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "base/units.h"
#include "base/xml_text.h"
#include "draw/fonts.h"
#include "export/png.h"
#include "export/vector.h"
#include "io/geotiff.h"
#include "io/lossy_picture.h"
#include "render/page_painter.h"
#include "tasks/color_classes.h"
#include "tasks/sheet_manifest.h"
#include "tasks/sheet_output.h"

namespace parkatlas::tasks {

namespace {

// Printers give up long before this; a page beyond it is a slip of the keyboard.
constexpr double max_page_mm = 5000.0;
constexpr double min_page_mm = 20.0;

/// Tells the request how long each stage took.
class Stages {
  public:
    explicit Stages(const ExportRequest& request) : request_{request} {}
    void done(std::string_view stage) {
        const auto now = std::chrono::steady_clock::now();
        const std::chrono::duration<double, std::milli> took = now - began_;
        if (request_.on_stage) request_.on_stage(stage, took.count());
        began_ = now;
    }

  private:
    const ExportRequest& request_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// The extent in map metres that covers a box of degrees: its border is followed in small steps,
// since parallels and meridians are curves on the map.
Result<geo::Box> project_extent(const geo::Box& degrees, const geo::Crs& map_crs) {
    if (degrees.min_x >= degrees.max_x || degrees.min_y >= degrees.max_y) {
        return fail(ErrorCode::usage, "--extent", said(msg::errors_west_must_less_than),
                    said(msg::errors_give_w_s_e));
    }
    const Result<geo::Transform> to_map = geo::Transform::between(geo::Crs::cgcs2000(), map_crs);
    if (!to_map) return tl::unexpected{to_map.error()};
    constexpr int steps = 16;
    std::vector<geo::XY> border;
    for (int i = 0; i <= steps; ++i) {
        const double x = degrees.min_x + degrees.width() * i / steps;
        const double y = degrees.min_y + degrees.height() * i / steps;
        border.push_back({x, degrees.min_y});
        border.push_back({x, degrees.max_y});
        border.push_back({degrees.min_x, y});
        border.push_back({degrees.max_x, y});
    }
    if (Result<void> applied = to_map->apply(border); !applied) {
        return tl::unexpected{applied.error()};
    }
    geo::Box box;
    for (const geo::XY p : border) box.add(p);
    return box;
}

std::string lower_case_ending(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return ending;
}

/// Beside a picture: where it lies, for programs that read no more than that. ESRI's world file
/// (size of a pixel, turns, middle of the upper left pixel), and GDAL's .aux.xml for the CRS.
Result<void> write_world_file(const ExportRequest& request, geo::MapXY corner, double pixel_m) {
    // Named after the ending's first and last letter: .pgw, .tfw, .jgw, .wpw.
    const std::string ending = lower_case_ending(request.output);
    std::filesystem::path world = request.output;
    world.replace_extension(fmt::format(".{}{}w", ending == ".tiff" ? 't' : ending[1],
                                        ending == ".tiff" ? 'f' : ending.back()));
    const std::string lines =
        fmt::format("{:.12g}\n0\n0\n{:.12g}\n{:.6f}\n{:.6f}\n", pixel_m, -pixel_m,
                    corner.x_m + pixel_m / 2, corner.y_m - pixel_m / 2);
    if (Result<void> done = write_file_safely(world, lines); !done) return done;
    const Result<std::string> wkt = io::esri_wkt(request.map_crs);
    if (!wkt) return tl::unexpected{wkt.error()};
    std::filesystem::path aux = request.output;
    aux += ".aux.xml";
    return write_file_safely(
        aux, fmt::format("<PAMDataset>\n  <SRS>{}</SRS>\n</PAMDataset>\n", xml_text(*wkt)));
}

/// Draws the sheet in the format and writes the file.
Result<void> write_sheet(const cartography::Sheet& sheet, SheetFormat format, double dpi,
                         const ExportRequest& request, const draw::FontSet& fonts, const Work& work,
                         Stages& stages) {
    switch (format) {
        case SheetFormat::pdf: {
            const exporting::PdfPage page{
                &sheet.list, exporting::MapPlace{sheet.view, request.map_crs}, {}};
            return exporting::write_pdf(request.output, {&page, 1}, fonts, {title_of(sheet)});
        }
        case SheetFormat::svg:
            return exporting::write_svg(request.output, sheet.list, fonts,
                                        {title_of(sheet), request.svg_text});
        case SheetFormat::png:
        case SheetFormat::geotiff:
        case SheetFormat::jpeg:
        case SheetFormat::webp:
            break;
    }
    render::PagePainter painter;
    const Result<Image> image =
        request.page.pixels
            ? painter.draw_image_sized(sheet.list, fonts, request.page.pixels->first,
                                       request.page.pixels->second, work.stop)
            : painter.draw_image(sheet.list, fonts, dpi, work.stop);
    if (work.stop_requested()) {
        return fail(ErrorCode::stopped, request.output.string(), said(msg::errors_stopped_by_user));
    }
    if (!image) return tl::unexpected{image.error()};
    stages.done("draw");
    // The whole page is the picture; the map frame places it on the ground.
    const geo::MapXY corner = sheet.view.to_map({0.0, 0.0});
    const double pixel_m = millimetres_per_inch / dpi / sheet.view.mm_per_metre();
    const auto write = [&]() -> Result<void> {
        if (format == SheetFormat::png) {
            return exporting::write_png(request.output, *image,
                                        {dpi, png_texts(sheet), request.palette});
        }
        if (format == SheetFormat::geotiff) {
            return io::write_geotiff(
                request.output, *image,
                {request.map_crs, {corner.x_m, corner.y_m}, pixel_m, dpi, title_of(sheet)});
        }
        return io::write_lossy(
            request.output, *image,
            format == SheetFormat::jpeg ? io::LossyCoding::jpeg : io::LossyCoding::webp, dpi);
    };
    Result<void> written = write();
    if (!written || !request.world_file) return written;
    return write_world_file(request, corner, pixel_m);
}

}  // namespace

Result<SheetFormat> sheet_format(const std::filesystem::path& output) {
    const std::string ending = lower_case_ending(output);
    if (ending == ".png") return SheetFormat::png;
    if (ending == ".pdf") return SheetFormat::pdf;
    if (ending == ".svg") return SheetFormat::svg;
    if (ending == ".tif" || ending == ".tiff") return SheetFormat::geotiff;
    if (ending == ".jpg" || ending == ".jpeg") return SheetFormat::jpeg;
    if (ending == ".webp") return SheetFormat::webp;
    return fail(ErrorCode::usage, output.string(),
                said(msg::errors_no_export, output.extension().string()),
                said(msg::errors_endings));
}

Result<std::pair<double, double>> parse_page(const std::string& text) {
    struct Named {
        const char* name;
        double width_mm, height_mm;
    };
    // ISO 216, landscape.
    static constexpr std::array pages{Named{"A0", 1189, 841}, Named{"A1", 841, 594},
                                      Named{"A2", 594, 420}, Named{"A3", 420, 297},
                                      Named{"A4", 297, 210}};
    for (const Named& page : pages) {
        if (text == page.name || (text.size() == 2 && text[0] == 'a' && text[1] == page.name[1])) {
            return std::pair{page.width_mm, page.height_mm};
        }
    }
    double width = 0.0;
    double height = 0.0;
    const char* const end = text.data() + text.size();
    auto [after_width, width_error] = std::from_chars(text.data(), end, width);
    if (width_error == std::errc{} && after_width != end &&
        (*after_width == 'x' || *after_width == 'X')) {
        auto [after_height, height_error] = std::from_chars(after_width + 1, end, height);
        const bool ends_well = after_height == end || std::string_view{after_height, end} == "mm";
        if (height_error == std::errc{} && ends_well && width >= min_page_mm &&
            height >= min_page_mm && width <= max_page_mm && height <= max_page_mm) {
            return std::pair{width, height};
        }
    }
    return fail(ErrorCode::usage, "--page", said(msg::errors_no_page_size, text),
                said(msg::errors_give_a0_a4_or, fmt::format("{:.0f}", min_page_mm),
                     fmt::format("{:.0f}", max_page_mm)));
}

Result<Exported> export_checked(const Workspace& workspace, const ExportRequest& request,
                                const Work& work) {
    SheetFormat format = SheetFormat::pdf;
    if (request.check != CheckMode::only) {
        const Result<SheetFormat> asked = sheet_format(request.output);
        if (!asked) return tl::unexpected{asked.error()};
        format = *asked;
    }
    Stages stages{request};
    // Found and opened beside the making of the scene; from then on they are this thread's.
    auto fonts_coming = std::async(std::launch::async, [] { return draw::FontSet::load(); });
    using Classes = std::vector<std::shared_ptr<const cartography::LayerClasses>>;
    Result<Classes> classes = request.layer_classes;
    if (classes->empty()) {
        classes = color_classes(workspace.layers, request.color_by, request.sheet.lang, work);
    }
    if (!classes) return tl::unexpected{classes.error()};
    const Result<cartography::MapScene> scene =
        make_scene(workspace, request.map_crs, std::move(*classes));
    if (!scene) return tl::unexpected{scene.error()};
    stages.done("scene");
    const Result<draw::FontSet> fonts = fonts_coming.get();
    if (!fonts) return tl::unexpected{fonts.error()};

    cartography::SheetSpec spec = request.sheet;
    spec.width_mm = request.page.width_mm;
    spec.height_mm = request.page.height_mm;
    if (request.extent_degrees) {
        const Result<geo::Box> extent = project_extent(*request.extent_degrees, request.map_crs);
        if (!extent) return tl::unexpected{extent.error()};
        spec.extent_map = *extent;
    }
    Result<cartography::Sheet> composed = cartography::compose_sheet(*scene, spec, *fonts);
    if (!composed) return tl::unexpected{composed.error()};
    stages.done("compose");
    Exported out;
    out.sheet = std::move(*composed);
    const cartography::Sheet& sheet = out.sheet;
    out.sheet.missing_characters = fonts->missing();
    out.sheet.stand_ins = fonts->stand_ins();
    out.check = cartography::check_sheet(sheet, *scene, spec);
    if (request.check == CheckMode::only ||
        (request.check == CheckMode::strict && !cartography::is_complete(out.check))) {
        return out;
    }
    if (work.stop_requested()) {
        return fail(ErrorCode::stopped, request.output.string(), said(msg::errors_stopped_by_user));
    }

    // Both targets are opened before the long work, so that an unwritable one is told at once.
    Result<std::optional<SafeFile>> manifest_file = std::optional<SafeFile>{};
    if (request.manifest) {
        Result<SafeFile> file = SafeFile::create(*request.manifest);
        if (!file) return tl::unexpected{file.error()};
        manifest_file = std::move(*file);
    }
    if (Result<SafeFile> probe = SafeFile::create(request.output); !probe) {
        return tl::unexpected{probe.error()};
    }

    const double dpi = request.page.pixels
                           ? request.page.pixels->first * millimetres_per_inch / spec.width_mm
                           : request.page.dpi;
    if (Result<void> written = write_sheet(sheet, format, dpi, request, *fonts, work, stages);
        !written) {
        return tl::unexpected{written.error()};
    }
    stages.done("write");
    if (*manifest_file) {
        if (Result<void> written = (*manifest_file)->write(manifest_json(sheet, dpi)); !written) {
            return tl::unexpected{written.error()};
        }
        if (Result<void> done = (*manifest_file)->commit(); !done) {
            return tl::unexpected{done.error()};
        }
    }
    out.is_written = true;
    return out;
}

Result<cartography::Sheet> export_sheet(const Workspace& workspace, const ExportRequest& request,
                                        const Work& work) {
    ExportRequest plain = request;
    plain.check = CheckMode::none;
    Result<Exported> done = export_checked(workspace, plain, work);
    if (!done) return tl::unexpected{done.error()};
    return std::move(done->sheet);
}

}  // namespace parkatlas::tasks
