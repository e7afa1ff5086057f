#include "io/gdal_source.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
#include <regex>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "io/encoding.h"
#include "io/file_bytes.h"
#include "io/gdal_handles.h"

namespace parkatlas::io {

namespace {

// Formats of local files that name no other file to be opened and no address. The GeoPackage and
// FlatGeobuf drivers and the rest read what stands in the dataset; VRT, the web services, GMLAS and
// SQLite (whose virtual tables can be any file) are not among them.
constexpr std::array<const char*, 11> local_drivers{
    "ESRI Shapefile", "GPKG", "FlatGeobuf", "LIBKML", "KML", "GML", "DXF",
    "MapInfo File",   "CSV",  "GPX",        nullptr};
constexpr std::array<const char*, 3> directory_drivers{"OpenFileGDB", "ESRI Shapefile", nullptr};

struct NamedDriver {
    std::string_view prefix;  ///< in lower case
    const char* driver;
    bool is_part_of_target;  ///< GDAL wants to see the prefix, too
};
constexpr std::array named_drivers{
    NamedDriver{"pg:", "PostgreSQL", true},  NamedDriver{"postgresql://", "PostgreSQL", true},
    NamedDriver{"mysql:", "MySQL", true},    NamedDriver{"mssql:", "MSSQLSpatial", true},
    NamedDriver{"oci:", "OCI", true},        NamedDriver{"wfs:", "WFS", true},
    NamedDriver{"oapif:", "OAPIF", true},    NamedDriver{"vrt:", "OGR_VRT", false},
    NamedDriver{"sqlite:", "SQLite", false},
};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// Sets a configuration option of GDAL on this thread while it lives.
class ThreadOption {
  public:
    ThreadOption(const char* key, const char* value) : key_{key} {
        CPLSetThreadLocalConfigOption(key, value);
    }
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;
    ~ThreadOption() { CPLSetThreadLocalConfigOption(key_, nullptr); }

  private:
    const char* key_;
};

/// True if the table of a Shapefile does not say its encoding: no .cpg, and a language byte of
/// 0 (none) or 0x57 (that of the system it was written on).
bool leaves_encoding_open(const std::filesystem::path& shapefile) {
    std::error_code ignored;
    for (const char* ending : {".cpg", ".CPG", ".Cpg"}) {
        std::filesystem::path sibling = shapefile;
        if (std::filesystem::exists(sibling.replace_extension(ending), ignored)) return false;
    }
    for (const char* ending : {".dbf", ".DBF", ".Dbf"}) {
        std::filesystem::path sibling = shapefile;
        const std::string path = sibling.replace_extension(ending).string();
        if (!std::filesystem::exists(path, ignored)) continue;
        const Result<InputFile> table = InputFile::open(path, path);
        if (!table) return false;
        constexpr std::size_t language_at = 29;
        const std::string head = table->head(32);
        if (head.size() <= language_at) return false;
        const auto language = static_cast<unsigned char>(head[language_at]);
        return language == 0 || language == 0x57;
    }
    return false;
}

// Sent to a GeoPackage before anything else. Its schema may name virtual tables, and those of
// SpatiaLite read any Shapefile or text file; so only the modules for indexes are let through, and
// anything else makes the statement fail (the absolute value of the least integer overflows), and
// with it the opening. One "using" and no more, so that no quoted name can play the module's part.
constexpr const char* only_own_tables =
    "PRELUDE_STATEMENTS=PRAGMA trusted_schema=OFF; "
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM sqlite_master WHERE sql IS NOT NULL"
    " AND NOT (upper(sql) GLOB 'CREATE TABLE*' OR upper(sql) GLOB 'CREATE INDEX*'"
    " OR upper(sql) GLOB 'CREATE UNIQUE INDEX*' OR upper(sql) GLOB 'CREATE TRIGGER*'"
    " OR upper(sql) GLOB 'CREATE VIEW*')"
    " AND NOT (upper(sql) GLOB 'CREATE VIRTUAL TABLE*'"
    " AND length(replace(upper(sql), 'USING', '')) = length(sql) - 5"
    " AND (upper(sql) GLOB '* USING RTREE(*' OR upper(sql) GLOB '* USING RTREE (*'"
    " OR upper(sql) GLOB '* USING FTS[345](*' OR upper(sql) GLOB '* USING FTS[345] (*')))"
    " THEN abs(-9223372036854775807 - 1) END";

/// A MapInfo table that is a view of other tables or a list of them ("seamless").
bool is_table_of_tables(std::string_view head) {
    const std::string text = lower(head);
    return text.starts_with("!table") && (text.find("isseamless") != std::string::npos ||
                                          text.find("create view") != std::string::npos ||
                                          text.find("open table") != std::string::npos);
}

std::vector<const char*> open_options(const GdalRequest& request, std::string_view head) {
    const std::string ending = lower(std::filesystem::path{request.target}.extension().string());
    std::vector<const char*> options;
    if (head.starts_with("SQLite format 3")) options = {only_own_tables};
    if (ending == ".shp" && (!request.encoding.empty() || leaves_encoding_open(request.target)))
        options = {"ENCODING="};
    if (head.find('<') < 4) options = {"DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO"};
    if (ending == ".csv") {
        options = {"AUTODETECT_TYPE=YES", "GEOM_POSSIBLE_NAMES=WKT,wkt,geom,geometry,the_geom",
                   "X_POSSIBLE_NAMES=lon,lng,longitude,x,经度",
                   "Y_POSSIBLE_NAMES=lat,latitude,y,纬度"};
    }
    options.push_back(nullptr);
    return options;
}

/// The start of a plain file; empty for a directory and for what is asked for by a driver's name.
std::string head_of(const GdalRequest& request) {
    constexpr std::size_t most = 65536;
    if (!request.only_driver.empty()) return {};
    const Result<InputFile> file = InputFile::open(request.target, request.source);
    return file ? file->head(most) : std::string{};
}

Error cannot_open(const GdalRequest& request, const std::string& complaint) {
    if (!request.only_driver.empty()) {
        const bool is_there = GDALGetDriverByName(request.only_driver.c_str()) != nullptr;
        return {is_there ? ErrorCode::input_unreadable : ErrorCode::unsupported,
                request.source,
                !is_there           ? said(msg::errors_this_gdal_has_no, request.only_driver)
                : complaint.empty() ? said(msg::errors_cannot_opened)
                                    : Phrase{without_password(complaint)},
                {}};
    }
    static constexpr std::array<std::string_view, 12> endings{".shp", ".dbf", ".gpkg", ".fgb",
                                                              ".kml", ".kmz", ".gml",  ".dxf",
                                                              ".tab", ".mif", ".csv",  ".gpx"};
    const std::string ending = lower(std::filesystem::path{request.target}.extension().string());
    const bool is_known = std::find(endings.begin(), endings.end(), ending) != endings.end();
    const bool no_driver =
        complaint.find("not recognized as a supported file format") != std::string::npos;
    if (complaint.find("integer overflow") != std::string::npos) {
        return {
            ErrorCode::unsupported, request.source, said(msg::errors_schema_holds_tables_read), {}};
    }
    if (ending == ".vrt") {
        return {ErrorCode::unsupported, request.source, said(msg::errors_vrt_opens_other_files),
                said(msg::errors_write_vrt, request.target)};
    }
    if (is_known || !no_driver) {
        return {ErrorCode::input_malformed,
                request.source,
                complaint.empty() || no_driver ? said(msg::errors_no_file_inside_or, ending)
                                               : Phrase{complaint},
                {}};
    }
    return {ErrorCode::unsupported, request.source, said(msg::errors_no_vector_format_read),
            said(msg::errors_geojson_shapefile_geopackage_flatgeobuf)};
}

bool has_geometry(OGRLayerH layer) {
    return OGR_L_GetGeomType(layer) != wkbNone;
}

Result<std::vector<OGRLayerH>> layers_wanted(GDALDatasetH dataset, const GdalRequest& request) {
    std::vector<OGRLayerH> all;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
        if (OGRLayerH layer = GDALDatasetGetLayer(dataset, i)) all.push_back(layer);
    }
    if (!request.layer.empty()) {
        if (OGRLayerH one = GDALDatasetGetLayerByName(dataset, request.layer.c_str())) {
            return std::vector<OGRLayerH>{one};
        }
        std::string names;
        for (OGRLayerH layer : all) {
            if (!names.empty()) names += ", ";
            names += OGR_L_GetName(layer);
        }
        return fail(ErrorCode::input_unreadable, request.source,
                    said(msg::errors_no_layer, request.layer), said(msg::errors_it_has, names));
    }
    if (std::any_of(all.begin(), all.end(), has_geometry))
        std::erase_if(all, std::not_fn(has_geometry));
    if (all.empty())
        return fail(ErrorCode::input_malformed, request.source, said(msg::errors_holds_no_layer));
    return all;
}

}  // namespace

GdalQuiet::GdalQuiet() {
    CPLPushErrorHandlerEx(&GdalQuiet::take, this);
}
GdalQuiet::~GdalQuiet() {
    CPLPopErrorHandler();
}

void GdalQuiet::take(CPLErr severity, CPLErrorNum, const char* message) {
    auto* const self = static_cast<GdalQuiet*>(CPLGetErrorHandlerUserData());
    if (severity >= CE_Failure && self->failure_.empty() && message != nullptr) {
        self->failure_ = is_valid_utf8(message) ? message : "GDAL cannot read it";
    }
}

GdalRequest named_driver_request(std::string_view text) {
    const std::string word = lower(text);
    for (const NamedDriver& named : named_drivers) {
        if (!word.starts_with(named.prefix) || word.size() == named.prefix.size()) continue;
        const std::string_view target =
            named.is_part_of_target ? text : text.substr(named.prefix.size());
        return {std::string{target}, without_password(text), {}, named.driver};
    }
    return {};
}

std::string without_password(std::string_view connection) {
    static const std::regex assigned{R"((password|passwd|pwd)\s*=\s*('[^']*'|[^\s,;&]*))",
                                     std::regex::icase};
    static const std::regex in_address{R"((://[^:/@\s]*):[^@\s]*@)"};
    const std::string hidden = std::regex_replace(std::string{connection}, assigned, "$1=***");
    return std::regex_replace(hidden, in_address, "$1:***@");
}

Result<Loaded<std::vector<model::Layer>>> read_gdal_source(const GdalRequest& request,
                                                           const Work& work) {
    if (Result<void> there = register_gdal_drivers(); !there) {
        return tl::unexpected{std::move(there.error())};
    }
    GdalQuiet quiet;
    const ThreadOption arcs{"OGR_ARC_STEPSIZE", "0.25"};
    std::error_code ignored;
    const bool is_directory = std::filesystem::is_directory(request.target, ignored);
    const std::array<const char*, 2> one_driver{request.only_driver.c_str(), nullptr};
    const char* const* const drivers = !request.only_driver.empty() ? one_driver.data()
                                       : is_directory               ? directory_drivers.data()
                                                                    : local_drivers.data();
    const std::string head = head_of(request);
    if (is_table_of_tables(head)) {
        return fail(ErrorCode::unsupported, request.source,
                    said(msg::errors_mapinfo_table_made_other),
                    said(msg::errors_open_those_tables));
    }
    const std::vector<const char*> options = open_options(request, head);
    const DatasetOwner dataset{GDALOpenEx(request.target.c_str(),
                                          GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                          drivers, options.data(), nullptr)};
    if (dataset == nullptr) return tl::unexpected{cannot_open(request, quiet.failure())};
    const std::string format = GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get()));
    const Result<std::vector<OGRLayerH>> wanted = layers_wanted(dataset.get(), request);
    if (!wanted) return tl::unexpected{wanted.error()};
    Loaded<std::vector<model::Layer>> answer;
    std::optional<Error> first_error;
    for (OGRLayerH layer : *wanted) {
        Result<Loaded<model::Layer>> read = read_gdal_layer(layer, request, format, quiet, work);
        if (!read) {
            if (read.error().code == ErrorCode::stopped) return tl::unexpected{read.error()};
            if (!first_error) first_error = read.error();
            answer.findings.push_back({Severity::error, "layer_unusable", request.source,
                                       OGR_L_GetName(layer), read.error().what});
            continue;
        }
        answer.value.push_back(std::move(read->value));
        for (Finding& finding : read->findings) answer.findings.push_back(std::move(finding));
    }
    if (answer.value.empty()) return tl::unexpected{std::move(*first_error)};
    return answer;
}

}  // namespace parkatlas::io
