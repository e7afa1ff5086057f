#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document_command.h"
#include "app/folder_listing.h"

namespace parkatlas::app {

/// The file dialog while it is open.
struct FileDialog {
    FilePurpose purpose = FilePurpose::open;
    std::string source;  ///< to be found again
    std::filesystem::path folder;
    std::string suggested;                 ///< what its field holds at first
    int number = 0;                        ///< another one for each dialog
    std::optional<FolderListing> listing;  ///< none while it is being read
    Phrase problem;                        ///< why the folder cannot be listed
    std::vector<Place> places;
    bool asks_to_replace = false;  ///< the file to save to is there already
};

/// What is to be left for what: the window, or the document for a project.
struct Leave {
    std::filesystem::path project = {};  ///< to be opened next; empty: the window closes
};

/// Work of an earlier run that a crash left behind.
struct LeftWork {
    std::filesystem::path project;  ///< empty: was never saved
    std::size_t layers = 0, measurements = 0, annotations = 0, sketches = 0, bookmarks = 0;
};

/// The document as a file: what of it the panels show.
struct FileState {
    std::filesystem::path project;  ///< empty: never saved
    bool saving = false;
    std::string note;  ///< what was just done, for a while
    std::optional<FileDialog> dialog;
    std::optional<Leave> leave;  ///< wished for
    bool asks_to_save = false;   ///< the question before `leave`
    std::optional<LeftWork> left;
    bool start_page = false;
    std::vector<std::string> recent;      ///< files, the last used first
    std::vector<DocumentCommand> wishes;  ///< the session takes them
};

}  // namespace parkatlas::app
