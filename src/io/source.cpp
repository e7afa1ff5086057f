#include "io/source.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <new>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/messages_errors.h"
#include "io/encoding.h"
#include "io/file_bytes.h"
#include "io/gdal_source.h"
#include "io/geodata.h"
#include "io/geojson.h"
#include "io/layout_format.h"

namespace parkatlas::io {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view layout_prefix = "layout:";
constexpr std::array<std::string_view, 7> geojson_endings{
    ".geojson", ".json", ".geojsonl", ".geojsons", ".geojsonseq", ".ndjson", ".jsonl"};
constexpr std::array<std::string_view, 6> url_schemes{"http://", "https://", "ftp://",
                                                      "ftps://", "file://",  "s3://"};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

bool path_exists(const std::string& path) {
    struct stat facts = {};
    return stat(path.c_str(), &facts) == 0;
}

bool has_geojson_ending(const std::string& path) {
    const std::string ending = lower(fs::path{path}.extension().string());
    return std::find(geojson_endings.begin(), geojson_endings.end(), ending) !=
           geojson_endings.end();
}

/// True if the text of a file starts like a JSON object.
bool starts_like_json(std::string_view head) {
    if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
    const std::size_t first = head.find_first_not_of(" \t\r\n\x1e");
    return first != std::string_view::npos && head[first] == '{';
}

Loaded<Opened> opened_layout(Loaded<model::Layout> layout) {
    Loaded<Opened> answer;
    answer.value.layers.push_back(layout.value.layer);
    answer.value.layout = std::move(layout.value);
    answer.findings = std::move(layout.findings);
    return answer;
}

Result<Loaded<Opened>> opened(Result<Loaded<GeoJsonLayer>> read) {
    if (!read) return tl::unexpected{std::move(read.error())};
    Loaded<Opened> answer;
    answer.value.layers.push_back(std::move(read->value.layer));
    answer.findings = std::move(read->findings);
    return answer;
}

Result<Loaded<Opened>> open_layout_text(Result<std::string> text, const std::string& source,
                                        const std::string& stem) {
    if (!text) return tl::unexpected{std::move(text.error())};
    Result<Loaded<model::Layout>> layout = read_layout_text(std::move(*text), source, stem);
    if (!layout) return tl::unexpected{std::move(layout.error())};
    return opened_layout(std::move(*layout));
}

Result<Loaded<Opened>> open_built_in(std::string_view id) {
    Result<Loaded<model::Layout>> layout = load_built_in_layout(id);
    if (!layout) return tl::unexpected{std::move(layout.error())};
    return opened_layout(std::move(*layout));
}

Result<Loaded<Opened>> open_standard_input(const Work& work) {
    const std::string source = "-";
    Result<std::string> text = InputFile::standard_input().read_all(source, work);
    if (!text) return tl::unexpected{std::move(text.error())};
    // A pipe can be read once, so its text is kept until it is known what it is.
    Result<Loaded<GeoJsonLayer>> read = read_geojson_text(*text, source, "stdin", {});
    if (read && read->value.has_layout) {
        return open_layout_text(std::move(text), source, "stdin");
    }
    return opened(std::move(read));
}

/// GeoJSON text of which the user says that it is GBK.
Result<Loaded<Opened>> open_gbk_text(std::string_view bytes, const std::string& source,
                                     const std::string& stem) {
    Result<std::string> text = to_utf8(bytes, "GB18030", source);
    if (!text) return tl::unexpected{std::move(text.error())};
    Result<Loaded<GeoJsonLayer>> read = read_geojson_text(*text, source, stem, {});
    if (read && read->value.has_layout) return open_layout_text(std::move(text), source, stem);
    if (read) read->value.layer.encoding = "GB18030";
    return opened(std::move(read));
}

Result<Loaded<Opened>> open_with_gdal(const GdalRequest& request, const Work& work) {
    Result<Loaded<std::vector<model::Layer>>> read = read_gdal_source(request, work);
    if (!read) return tl::unexpected{std::move(read.error())};
    Loaded<Opened> answer;
    answer.value.layers = std::move(read->value);
    answer.findings = std::move(read->findings);
    return answer;
}

void take_part(GdalRequest& request, const OpenOptions& options) {
    request.hold_bytes = options.hold_bytes;
    if (!options.cut) return;
    request.layer = options.cut->layer;
    request.cut = GdalRequest::Cut{options.cut->box, options.cut->most};
}

/// The driver of GDAL for JSON that is maps but no GeoJSON, by what such files begin with; empty
/// if it is none. Text of any encoding that has ASCII's bytes.
std::string other_json_driver(std::string_view head) {
    const auto has = [head](std::string_view word) {
        return head.find(word) != std::string_view::npos;
    };
    if (has("\"Topology\"")) return "TopoJSON";
    const bool is_esri =
        has("\"esriGeometry") || has("\"esriFieldType") ||
        (has("\"spatialReference\"") && has("\"wkid\"")) ||
        (has("\"attributes\"") && (has("\"rings\"") || has("\"paths\"") || has("\"points\"")));
    return is_esri ? "ESRIJSON" : std::string{};
}

/// What the reader of GeoJSON could not make sense of: another kind of JSON goes to GDAL; none if
/// it is none, or GDAL cannot either.
std::optional<Result<Loaded<Opened>>> open_other_json(
    const InputFile& file, const std::string& path, const std::string& layer,
    const std::string& source, const OpenOptions& options, const Work& work) {
    constexpr std::size_t most = 65536;
    GdalRequest request{
        path, source, layer, other_json_driver(file.head(most)), options.encoding, options.on_part};
    if (request.only_driver.empty()) return std::nullopt;
    take_part(request, options);
    Result<Loaded<Opened>> opened = open_with_gdal(request, work);
    if (!opened && opened.error().code != ErrorCode::stopped && layer.empty()) return std::nullopt;
    return opened;
}

Result<Loaded<Opened>> open_geojson(const InputFile& file, const std::string& path,
                                    const std::string& layer, const std::string& source,
                                    const OpenOptions& options, const Work& work) {
    const std::string stem = fs::path{path}.stem().string();
    Result<Loaded<Opened>> answer;
    if (options.encoding == "GBK") {
        Result<std::string> bytes = file.read_all(source, work);
        if (!bytes) return tl::unexpected{std::move(bytes.error())};
        answer = open_gbk_text(*bytes, source, stem);
    } else if (file.is_regular()) {
        Result<Loaded<GeoJsonLayer>> read = read_geojson_file(path, source, {}, work);
        if (!read && read.error().code == ErrorCode::input_malformed) {
            if (auto other = open_other_json(file, path, layer, source, options, work)) {
                return std::move(*other);
            }
        }
        answer = read && read->value.has_layout
                     ? open_layout_text(file.read_all(source, work), source, stem)
                     : opened(std::move(read));
    } else {
        // A pipe may not be opened again: its writer may be gone by then, and no other will come.
        Result<std::string> text = file.read_all(source, work);
        if (!text) return tl::unexpected{std::move(text.error())};
        Result<Loaded<GeoJsonLayer>> read = read_geojson_text(*text, source, stem, {});
        answer = read && read->value.has_layout ? open_layout_text(std::move(text), source, stem)
                                                : opened(std::move(read));
    }
    if (answer && !layer.empty()) {
        const std::string& name = answer->value.layers.front().name;
        if (layer != name && layer != stem) {
            return fail(ErrorCode::input_unreadable, source, said(msg::errors_no_layer, layer),
                        said(msg::errors_its_one_layer, name));
        }
    }
    return answer;
}

GdalRequest gdal_request(const std::string& path, const std::string& source,
                         const std::string& layer, const OpenOptions& options) {
    GdalRequest request{path, source, layer, {}, options.encoding, options.on_part};
    take_part(request, options);
    return request;
}

/// A directory is a dataset if it is a file geodatabase or holds shapefiles.
bool is_directory_dataset(const std::string& path) {
    if (lower(fs::path{path}.extension().string()) == ".gdb") return true;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator{path, error}) {
        if (lower(entry.path().extension().string()) == ".shp") return true;
    }
    return false;
}

Result<Loaded<Opened>> open_path(const std::string& path, const std::string& layer,
                                 const std::string& source, const OpenOptions& options,
                                 const Work& work) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        if (!is_directory_dataset(path)) {
            return fail(ErrorCode::input_unreadable, source, said(msg::errors_is_directory),
                        said(msg::errors_name_a_file));
        }
        return open_with_gdal(gdal_request(path, source, layer, options), work);
    }
    const Result<InputFile> file = InputFile::open(path, source);
    if (!file) return tl::unexpected{file.error()};
    if (!file->is_regular() || has_geojson_ending(path)) {
        return open_geojson(*file, path, layer, source, options, work);
    }
    if (file->size_bytes() == 0) {
        return fail(ErrorCode::input_malformed, source, said(msg::errors_file_empty));
    }
    if (starts_like_json(file->head(4096))) {
        return open_geojson(*file, path, layer, source, options, work);
    }
    return open_with_gdal(gdal_request(path, source, layer, options), work);
}

Result<Loaded<Opened>> refuse_remote(const std::string& source) {
    const std::string word = lower(source);
    if (word.starts_with("/vsi")) {
        return fail(ErrorCode::unsupported, source, said(msg::errors_vsi),
                    said(msg::errors_unpack));
    }
    for (const std::string_view scheme : url_schemes) {
        if (word.starts_with(scheme)) {
            return fail(ErrorCode::unsupported, source, said(msg::errors_urls),
                        said(msg::errors_download));
        }
    }
    return Loaded<Opened>{};
}

Result<Loaded<Opened>> dispatch(const std::string& source, const OpenOptions& options,
                                const Work& work) {
    if (source.empty()) return fail(ErrorCode::usage, "SOURCE", said(msg::errors_empty));
    if (source.find('\0') != std::string::npos) {
        return fail(ErrorCode::usage, "SOURCE", said(msg::errors_holds_zero_byte));
    }
    if (source == "-") return open_standard_input(work);
    if (Result<Loaded<Opened>> refused = refuse_remote(source); !refused) return refused;
    if (path_exists(source)) return open_path(source, {}, source, options, work);
    if (source.starts_with(layout_prefix)) {
        return open_built_in(std::string_view{source}.substr(layout_prefix.size()));
    }
    if (GdalRequest named = named_driver_request(source); !named.target.empty()) {
        named.encoding = options.encoding;
        named.on_part = options.on_part;
        take_part(named, options);
        return open_with_gdal(named, work);
    }
    const std::size_t colon = source.rfind(':');
    if (colon != std::string::npos && colon > 0 && colon + 1 < source.size() &&
        path_exists(source.substr(0, colon))) {
        return open_path(source.substr(0, colon), source.substr(colon + 1), source, options, work);
    }
    return open_path(source, {}, source, options, work);  // for its words on what is not there
}

}  // namespace

Result<Loaded<Opened>> open_source(std::string_view source, const Work& work) {
    return open_source(source, {}, work);
}

Result<Loaded<Opened>> open_source(std::string_view source, const OpenOptions& options,
                                   const Work& work) {
    try {
        return dispatch(std::string{source}, options, work);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::input_unreadable, std::string{source},
                    said(msg::errors_no_memory_to_hold));
    }
}

Result<model::Layer> read_layer_box(std::string_view source, const model::Layer& layer,
                                    const geo::Box& box, const Work& work) {
    if (!layer.part) return layer;
    OpenOptions options;
    if (layer.encoding == "GB18030") options.encoding = "GBK";
    options.cut = OpenOptions::Cut{layer.name, box, layer.part->most};
    Result<Loaded<Opened>> opened = open_source(source, options, work);
    if (!opened) return tl::unexpected{std::move(opened.error())};
    model::Layer read = std::move(opened->value.layers.front());
    read.part = layer.part;
    read.part->box = box;
    return read;
}

}  // namespace parkatlas::io
