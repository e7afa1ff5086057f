#include "io/write_layer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "io/gdal_writer.h"
#include "io/text_writer.h"
#include "io/write_plan.h"

namespace parkatlas::io {

namespace {

struct Ending {
    std::string_view ending;
    OutputFormat format;
};
constexpr std::array endings{
    Ending{".geojson", OutputFormat::geojson},
    Ending{".json", OutputFormat::geojson},
    Ending{".geojsonl", OutputFormat::geojson_lines},
    Ending{".ndjson", OutputFormat::geojson_lines},
    Ending{".jsonl", OutputFormat::geojson_lines},
    Ending{".geojsons", OutputFormat::geojson_texts},
    Ending{".geojsonseq", OutputFormat::geojson_texts},
    Ending{".gpkg", OutputFormat::geopackage},
    Ending{".fgb", OutputFormat::flatgeobuf},
    Ending{".shp", OutputFormat::shapefile},
    Ending{".csv", OutputFormat::csv},
    Ending{".kml", OutputFormat::kml},
};

bool takes_several_layers(OutputFormat format) {
    return format == OutputFormat::geopackage || format == OutputFormat::kml;
}

Result<void> check(std::span<const model::Layer* const> layers, const std::string& path,
                   const WriteOptions& options, std::optional<OutputFormat> format) {
    if (!format) {
        return fail(ErrorCode::usage, path, said(msg::errors_no_ending),
                    said(msg::errors_end_in, output_endings()));
    }
    if (options.encoding != "UTF-8" && options.encoding != "GBK") {
        return fail(ErrorCode::usage, path, said(msg::errors_text_not_written, options.encoding),
                    said(msg::errors_utf_8_or_gbk));
    }
    if (layers.empty()) return fail(ErrorCode::usage, path, said(msg::errors_there_no_layer_write));
    if (layers.size() > 1 && !takes_several_layers(*format)) {
        return fail(ErrorCode::unsupported, path,
                    said(msg::errors_this_format_holds_one, layers.size()),
                    said(msg::errors_write_gpkg_or_name));
    }
    return {};
}

Result<void> write_in(OutputFormat format, std::span<const model::Layer* const> layers,
                      const std::string& path, const WriteOptions& options, FindingLog& log,
                      const Work& work) {
    switch (format) {
        case OutputFormat::geojson:
        case OutputFormat::geojson_lines:
        case OutputFormat::geojson_texts:
            return write_geojson(*layers.front(), path, format, options, log, work);
        case OutputFormat::csv:
            return write_csv(*layers.front(), path, options, log, work);
        case OutputFormat::kml:
            return write_kml(layers, path, options, log, work);
        case OutputFormat::geopackage:
        case OutputFormat::flatgeobuf:
        case OutputFormat::shapefile:
            break;
    }
    for (const model::Layer* layer : layers) {
        if (layer->offset == model::CoordinateOffset::none) continue;
        log.add(Severity::warning, "offset_lost", {},
                said(msg::errors_format_cannot_say_coordinates, offset_crs_name(layer->offset)));
    }
    return write_with_gdal(layers, path, format, options, log, work);
}

}  // namespace

std::optional<OutputFormat> output_format_of(std::string_view path) {
    std::string ending = std::filesystem::path{path}.extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto* const place = std::ranges::find(endings, ending, &Ending::ending);
    if (place == endings.end()) return std::nullopt;
    return place->format;
}

std::string output_endings() {
    std::string list;
    for (const Ending& one : endings) {
        if (!list.empty()) list += ", ";
        list += one.ending;
    }
    return list;
}

Result<std::vector<Finding>> write_layers_noting(std::span<const model::Layer* const> layers,
                                                 const std::string& path,
                                                 const WriteOptions& options, const Work& work) {
    const std::optional<OutputFormat> format = output_format_of(path);
    if (Result<void> fits = check(layers, path, options, format); !fits) {
        return tl::unexpected{std::move(fits.error())};
    }
    FindingLog log{path};
    try {
        Result<void> written = write_in(*format, layers, path, options, log, work);
        if (!written) return tl::unexpected{std::move(written.error())};
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::output_failed, path, said(msg::errors_no_memory_to_write));
    }
    return log.take();
}

Result<void> write_layers(std::span<const model::Layer* const> layers, const std::string& path,
                          const WriteOptions& options, const Work& work) {
    Result<std::vector<Finding>> findings = write_layers_noting(layers, path, options, work);
    if (!findings) return tl::unexpected{std::move(findings.error())};
    return {};
}

}  // namespace parkatlas::io
