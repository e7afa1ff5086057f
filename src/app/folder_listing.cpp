#include "app/folder_listing.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "app/user_folders.h"
#include "base/error_words.h"
#include "base/messages_errors.h"
#include "io/project.h"

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 26> endings{
    ".geojson",   ".json", ".geojsonl",   ".geojsons", ".ndjson", ".shp", ".gpkg",
    ".kml",       ".kmz",  ".gml",        ".gpx",      ".dxf",    ".dgn", ".tab",
    ".mif",       ".csv",  ".xlsx",       ".fgb",      ".sqlite", ".db",  ".topojson",
    ".parkatlas", ".zip",  ".geojsonseq", ".jsonl",    ".gdb"};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string ending_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string{} : lower(name.substr(dot));
}

void add_folder(std::vector<Place>& all, const fs::path& folder, std::string name = {}) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) return;
    const auto same = [&](const Place& place) { return place.folder == folder; };
    if (std::ranges::none_of(all, same)) all.push_back({std::move(name), folder});
}

void add_below(std::vector<Place>& all, const fs::path& folder) {
    std::error_code error;
    for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        add_folder(all, at->path());
    }
}

}  // namespace

Result<FolderListing> list_folder(const fs::path& folder) {
    std::error_code error;
    FolderListing listing{folder, {}};
    fs::directory_iterator at{folder, error};
    if (error) {
        return fail(ErrorCode::input_unreadable, folder.string(),
                    said(msg::errors_folder_unreadable, system_error_words(error.value())));
    }
    for (const fs::directory_iterator end; at != end; at.increment(error)) {
        if (error) break;
        FolderEntry entry;
        entry.name = at->path().filename().string();
        if (entry.name.starts_with('.')) continue;
        std::error_code ignored;
        entry.is_folder = at->is_directory(ignored);
        if (!entry.is_folder) entry.size_bytes = at->file_size(ignored);
        if (ignored) entry.size_bytes = 0;
        listing.entries.push_back(std::move(entry));
    }
    std::ranges::sort(listing.entries, [](const FolderEntry& a, const FolderEntry& b) {
        if (a.is_folder != b.is_folder) return a.is_folder;
        const std::string first = lower(a.name);
        const std::string second = lower(b.name);
        return first != second ? first < second : a.name < b.name;
    });
    return listing;
}

bool is_readable_kind(std::string_view name) {
    return std::ranges::find(endings, ending_of(name)) != endings.end();
}

bool has_ending(std::string_view name, std::string_view ending) {
    return ending_of(name) == ending;
}

bool is_picture_name(std::string_view name) {
    constexpr std::array<std::string_view, 6> pictures{".png",  ".jpg", ".jpeg",
                                                       ".webp", ".bmp", ".gif"};
    return std::ranges::find(pictures, ending_of(name)) != pictures.end();
}

bool is_project_name(std::string_view name) {
    return ending_of(name) == io::project_ending;
}

std::vector<Place> places() {
    std::vector<Place> all;
    if (const std::optional<fs::path> home = home_folder()) {
        add_folder(all, *home);
        for (const char* name : {"桌面", "Desktop", "文档", "Documents", "下载", "Downloads"}) {
            add_folder(all, *home / name);
        }
    }
    if (const char* user = std::getenv("USER")) add_below(all, fs::path{"/media"} / user);
    add_below(all, "/mnt");
    add_folder(all, "/", "/");
    return all;
}

}  // namespace parkatlas::app
