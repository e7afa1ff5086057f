#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

namespace parkatlas::app {

/// What the file dialog is for.
enum class FilePurpose : std::uint8_t {
    open,         ///< data to be added, a layout, or a project
    save_as,      ///< where to save the project
    relink,       ///< the new place of a source that is missing
    annotations,  ///< annotations to be added
    picture       ///< of an annotation; with a source, in place of that one
};

// What concerns the document as a file. The session carries these out; see session_project.cpp.

struct SaveProject {
    bool as = false;  ///< asks where to
};
struct ShowFileDialog {
    FilePurpose purpose = FilePurpose::open;
    std::string source = {};  ///< the one to be found again
};
struct GoToFolder {
    std::filesystem::path folder;
};
/// The answer of the dialog.
struct ChooseFile {
    std::filesystem::path path;
};
struct CloseFileDialog {};
/// In place of the document; asks first where there is something to lose.
struct OpenProject {
    std::filesystem::path path;
};
enum class LeaveAnswer : std::uint8_t { save, discard, cancel };
struct AnswerLeaving {
    LeaveAnswer answer;
};
/// Of work that a crash left behind.
struct AnswerRestore {
    bool restore;
};
struct CloseStartPage {};

using DocumentCommand =
    std::variant<SaveProject, ShowFileDialog, GoToFolder, ChooseFile, CloseFileDialog, OpenProject,
                 AnswerLeaving, AnswerRestore, CloseStartPage>;

}  // namespace parkatlas::app
