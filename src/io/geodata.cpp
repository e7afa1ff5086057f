#include "io/geodata.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/messages_errors.h"
#include "io/file_bytes.h"
#include "io/geojson.h"
#include "io/layout_format.h"

namespace parkatlas::io {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> layouts_in_order{"ningbo", "zhejiang", "hangzhou",
                                                           "digital-health-park", "cixi"};
/// What tells a folder with the built-in data from any other.
constexpr std::string_view mark = "base/SOURCE.md";
/// A build folder may lie this deep in the source tree, and a test program that deep in it.
constexpr int most_levels_up = 6;

bool is_geodata(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / mark, ignored);
}

fs::path program_folder() {
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

fs::path layout_path(const fs::path& folder, std::string_view id) {
    return folder / "layouts" / (std::string{id} + ".geojson");
}

Result<model::Layer> load_base(std::string_view file_name) {
    const Result<fs::path> folder = geodata_folder();
    if (!folder) return tl::unexpected{folder.error()};
    const std::string path = (*folder / "base" / file_name).string();
    Result<Loaded<GeoJsonLayer>> read = read_geojson_file(path, path, {}, {});
    if (!read) return tl::unexpected{std::move(read.error())};
    return std::move(read->value.layer);
}

}  // namespace

Result<fs::path> geodata_folder() {
    if (const char* named = std::getenv("PARKATLAS_GEODATA"); named != nullptr && *named != '\0') {
        if (is_geodata(named)) return fs::path{named};
        return fail(ErrorCode::input_unreadable, "PARKATLAS_GEODATA",
                    said(msg::errors_no_folder_built_data, named, mark));
    }
    std::vector<std::string> looked_at;
    const fs::path program = program_folder();
    std::vector<fs::path> candidates{program.parent_path() / "share/parkatlas/geodata"};
    fs::path level = program;
    for (int up = 0; up <= most_levels_up && !level.empty(); ++up) {
        candidates.push_back(level / "geodata");
        if (level == level.root_path()) break;
        level = level.parent_path();
    }
    for (const fs::path& candidate : candidates) {
        if (is_geodata(candidate)) return candidate;
        looked_at.push_back(candidate.string());
    }
    return fail(ErrorCode::input_unreadable, "geodata",
                said(msg::errors_built_data_was_not, fmt::format("{}", fmt::join(looked_at, ", "))),
                said(msg::errors_set_parkatlas_geodata_folder));
}

Result<std::vector<std::string>> built_in_layouts() {
    const Result<fs::path> folder = geodata_folder();
    if (!folder) return tl::unexpected{folder.error()};
    std::vector<std::string> present;
    for (const std::string_view id : layouts_in_order) {
        std::error_code ignored;
        if (fs::exists(layout_path(*folder, id), ignored)) present.emplace_back(id);
    }
    return present;
}

Result<Loaded<model::Layout>> load_built_in_layout(std::string_view id) {
    const Result<std::vector<std::string>> present = built_in_layouts();
    if (!present) return tl::unexpected{present.error()};
    const std::string source = "layout:" + std::string{id};
    if (std::find(present->begin(), present->end(), id) == present->end()) {
        return fail(ErrorCode::input_unreadable, source, said(msg::errors_no_layout),
                    said(msg::errors_there_are, fmt::format("{}", fmt::join(*present, ", "))));
    }
    const Result<fs::path> folder = geodata_folder();
    if (!folder) return tl::unexpected{folder.error()};
    const Result<InputFile> file = InputFile::open(layout_path(*folder, id).string(), source);
    if (!file) return tl::unexpected{file.error()};
    Result<std::string> text = file->read_all(source, {});
    if (!text) return tl::unexpected{std::move(text.error())};
    return read_layout_text(std::move(*text), source, std::string{id});
}

Result<model::Layer> load_counties() {
    return load_base("counties.geojson");
}

Result<model::Layer> load_land() {
    return load_base("land.geojson");
}

}  // namespace parkatlas::io
