#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace parkatlas::app {

struct FolderEntry {
    std::string name;
    bool is_folder = false;
    std::uint64_t size_bytes = 0;

    bool operator==(const FolderEntry&) const = default;
};

/// What a folder holds: folders first, each part by name; hidden ones left out.
struct FolderListing {
    std::filesystem::path folder;
    std::vector<FolderEntry> entries;
};

/// Fails with input_unreadable: missing, no folder, no permission.
[[nodiscard]] Result<FolderListing> list_folder(const std::filesystem::path& folder);

/// True for names of files that the program can open as data, a layout or a project.
[[nodiscard]] bool is_readable_kind(std::string_view name);
/// Whatever its case; `ending` in small letters with its dot.
[[nodiscard]] bool has_ending(std::string_view name, std::string_view ending);
/// A picture for the page.
[[nodiscard]] bool is_picture_name(std::string_view name);
[[nodiscard]] bool is_project_name(std::string_view name);

/// A place to start from.
struct Place {
    std::string name;  ///< empty: that of the folder
    std::filesystem::path folder;
};
/// Home, the desktop and document folders below it, mounted drives, the root.
[[nodiscard]] std::vector<Place> places();

}  // namespace parkatlas::app
