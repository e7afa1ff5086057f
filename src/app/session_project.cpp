// The document as a file: projects, the file dialog, the journal, and what is asked before work
// could be lost.

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "app/layer_edits.h"
#include "app/log_book.h"
#include "app/session.h"
#include "app/user_folders.h"
#include "base/messages_document.h"
#include "io/project.h"

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

// A change is in the journal after so long; a drag, once it pauses for the journal's sake.
constexpr std::chrono::milliseconds journal_pause{1000};
constexpr std::chrono::milliseconds longest_wait_for_journal{2000};
constexpr std::size_t most_recent = 12;

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};

std::vector<std::string> wanted_sources(const model::Project& project) {
    std::vector<std::string> sources;
    const auto add = [&](const std::string& source) {
        if (source.empty() || io::is_remote_source(source)) return;
        if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
    };
    add(project.plan);
    for (const model::LayerEdit& layer : project.edits.layers) add(layer.key.source);
    return sources;
}

bool is_saved(const UnsavedWork& work) {
    if (work.project.empty()) return false;
    const Result<Loaded<model::Project>> file = io::read_project(work.project.string(), Work{});
    return file && file->value.plan == work.document.plan &&
           file->value.edits == work.document.edits;
}

// The file that is written for what was typed.
fs::path save_target(fs::path typed) {
    if (!is_project_name(typed.string())) typed += io::project_ending;
    return typed;
}

}  // namespace

model::Project Session::present_project() const {
    model::Project project = kept_;  // what this program does not know stays
    project.edits = state_.history.present();
    if (!document_) return project;
    if (document_->layout() != nullptr) project.plan = document_->plan_source();
    const draw::MapView& view = state_.camera.view();
    const Result<geo::XY> centre =
        document_->map_to_degrees.apply({view.centre.x_m, view.centre.y_m});
    project.view.centre.reset();
    if (centre) project.view.centre = geo::LonLat{centre->x, centre->y};
    project.view.scale_denominator = state_.camera.scale_denominator();
    project.view.hidden_roles.clear();
    for (const model::Role role : state_.map.hidden_roles) {
        project.view.hidden_roles.emplace_back(model::role_identifier(role));
    }
    project.view.hidden_features.clear();
    if (const model::Layout* layout = document_->layout()) {
        for (const std::uint32_t index : state_.map.hidden_features) {
            project.view.hidden_features.push_back(layout->features[index].id);
        }
    }
    project.view.hidden_parts.clear();
    for (const MapPart part :
         {MapPart::land, MapPart::counties, MapPart::labels, MapPart::label_areas}) {
        if (!map_part_visible(state_, part)) {
            project.view.hidden_parts.emplace_back(map_part_name(part));
        }
    }
    return project;
}

// Opens the sources of a project in the background; `take_project` shows what came of it.
void Session::open_project(Pending pending) {
    leave_loader();
    Awaited awaited;
    const std::vector<std::string> sources = wanted_sources(pending.project);
    state_.opening = pending.file.empty() ? std::string{text(msg::document_untitled, state_.lang)}
                                          : pending.file.stem().string();
    ui_fonts_.need(state_.opening);
    awaited.project = std::make_shared<const Pending>(std::move(pending));
    load(sources, std::move(awaited));
}

// Beside the window: it may lie on a share that does not answer.
void Session::read_project(const fs::path& file, bool is_named) {
    std::error_code ignored;
    const fs::path path = fs::absolute(file, ignored).lexically_normal();
    state_.opening = path.stem().string();
    ui_fonts_.need(state_.opening);
    reading_project_.start([path, is_named, revision = state_.history.revision()] {
        return ProjectRead{path, revision, is_named, io::read_project(path.string(), Work{})};
    });
}

Result<void> Session::take_read_project() {
    std::optional<ProjectRead> done = reading_project_.poll();
    if (!done) return {};
    window_->want_frames(3);
    if (!done->read) {
        if (done->is_named) return tl::unexpected{std::move(done->read.error())};
        // At the start the start page is answer enough.
        if (document_) {
            complain({done->read.error()});
        } else {
            state_.log.add(Severity::warning, done->read.error());
        }
        state_.opening.clear();
        discards_ = false;  // the document stays, and what is unsaved of it
        if (!document_ && !loader_) {
            state_.files.start_page = by_hand_;
            load({"layout:ningbo"}, {}, false);
        }
        return {};
    }
    const bool changed_since = document_ && state_.history.revision() != done->revision;
    if (changed_since && by_hand_ && state_.history.is_changed()) {
        state_.opening.clear();
        discards_ = false;
        state_.files.leave = Leave{done->file};  // asks again
        return {};
    }
    open_project({std::move(done->read->value), done->file, false});
    return {};
}

// The document of a project is open.
void Session::take_project(const Pending& pending) {
    state_.history.restart(pending.project.edits);
    if (pending.changed) state_.history.mark_saved(0);  // no state is on disk
    state_.measuring = {};
    state_.files.project = pending.file;
    state_.files.start_page = false;
    state_.files.note.clear();
    kept_ = pending.project;
    kept_.edits = {};
    history_ = {};
    opened_.clear();
    state_.failed.clear();
    for (const model::LayerEdit& layer : pending.project.edits.layers) {
        const std::string& source = layer.key.source;
        if (!io::is_remote_source(source)) continue;
        state_.failed.push_back(source);
        document_->problems.push_back(
            {ErrorCode::unsupported, source,
             std::string{text(msg::document_remote_source, state_.lang)},
             std::string{text(msg::document_remote_remedy, state_.lang)}});
    }
    state_.map.hidden_roles.clear();
    for (const std::string& role : pending.project.view.hidden_roles) {
        state_.map.hidden_roles.insert(model::parse_role(role));
    }
    for (const MapPart part :
         {MapPart::land, MapPart::counties, MapPart::labels, MapPart::label_areas}) {
        const auto& hidden = pending.project.view.hidden_parts;
        const bool visible = std::ranges::find(hidden, map_part_name(part)) == hidden.end();
        apply(SetMapPartVisible{part, visible}, state_, nullptr);
    }
    if (!pending.file.empty()) note_recent(pending.file.string());
}

void Session::look_as_saved(const model::ProjectView& view) {
    state_.map.hidden_features.clear();
    if (const model::Layout* layout = document_->layout()) {
        for (const std::string& id : view.hidden_features) {
            if (const auto index = layout->find(id)) {
                state_.map.hidden_features.insert(static_cast<std::uint32_t>(*index));
            }
        }
    }
    const Result<geo::XY> centre =
        view.centre ? document_->degrees_to_map.apply({view.centre->lon_deg, view.centre->lat_deg})
                    : fail(ErrorCode::out_of_range, {}, {});
    if (!centre) {
        commands_.push_back(FitAll{});
        return;
    }
    flight_.reset();
    state_.camera.look({centre->x, centre->y}, view.scale_denominator);
}

void Session::note_recent(const std::string& file) {
    std::erase(state_.files.recent, file);
    state_.files.recent.insert(state_.files.recent.begin(), file);
    if (state_.files.recent.size() > most_recent) state_.files.recent.resize(most_recent);
    for (const std::string& one : state_.files.recent) ui_fonts_.need(one);
}

// A journal that is older than the project would offer older work after a crash between writing the
// one and removing the other. So the journal goes first; not at any price, as its disk may be full.
void Session::save_to(const fs::path& file) {
    state_.files.saving = true;
    to_save_ = ToSave{file, Clock::now() + longest_wait_for_journal};
}

void Session::write_what_is_to_be_saved() {
    if (!to_save_) return;
    const std::uint64_t revision = state_.history.revision();
    const bool needs_journal = journal_ && state_.history.is_changed() && !state_.files.left;
    if (needs_journal && !journal_->holds(revision) && Clock::now() < to_save_->at_latest) {
        if (journal_->kept_revision() != revision) journal_due_ = Clock::now();
        keep_journal();
        if (!journal_->holds(revision)) return;
    }
    const fs::path file = std::exchange(to_save_, std::nullopt)->file;
    const model::Project project = present_project();
    saver_.ask({file,
                [project, folder = file.parent_path()] {
                    return io::project_json(io::with_relative_sources(project, folder));
                },
                state_.history.revision()});
}

void Session::show_dialog(FilePurpose purpose, const std::string& source) {
    FileDialog dialog;
    dialog.purpose = purpose;
    dialog.source = source;
    dialog.number = ++dialogs_;
    dialog.places = places_;
    finding_places_.start([] { return places(); });
    if (!state_.files.project.empty()) {
        dialog.folder = state_.files.project.parent_path();
    } else if (!state_.files.recent.empty()) {
        dialog.folder = fs::path{state_.files.recent.front()}.parent_path();
    }
    if (dialog.folder.empty()) {
        for (const model::LayerEdit& layer : state_.history.present().layers) {
            const fs::path file{layer.key.source};
            if (file.is_absolute()) dialog.folder = file.parent_path();
        }
    }
    if (dialog.folder.empty()) dialog.folder = home_folder().value_or("/");
    if (purpose == FilePurpose::save_as) {
        const model::Layout* layout = document_ ? document_->layout() : nullptr;
        std::string name = layout != nullptr
                               ? layout->title.in(state_.lang)
                               : std::string{text(msg::document_untitled, state_.lang)};
        std::ranges::replace(name, '/', '-');
        dialog.suggested = state_.files.project.empty() ? name + std::string{io::project_ending}
                                                        : state_.files.project.filename().string();
    }
    ui_fonts_.need(dialog.folder.string() + dialog.suggested + dialog.source);
    list(dialog.folder);
    state_.files.dialog = std::move(dialog);
}

void Session::list(const fs::path& folder) {
    lister_.start([folder]() -> Result<FolderListing> {
        try {
            return list_folder(folder);
        } catch (const std::exception& thrown) {
            return fail(ErrorCode::input_unreadable, folder.string(), thrown.what());
        }
    });
}

// What was chosen in the dialog, or typed, is looked at beside the window.
void Session::choose_file(const fs::path& path) {
    if (!state_.files.dialog) return;
    const FileDialog& dialog = *state_.files.dialog;
    const bool saves = dialog.purpose == FilePurpose::save_as;
    looking_at_chosen_.start([path, saves, number = dialog.number] {
        std::error_code ignored;
        ChosenPath chosen{number, path, false, false};
        const bool is_dataset = path.extension() == ".gdb";
        chosen.is_folder = !is_dataset && fs::is_directory(path, ignored);
        chosen.is_taken = saves && fs::exists(save_target(path), ignored);
        return chosen;
    });
}

// A folder is entered; else the dialog has its answer.
void Session::take_chosen(const ChosenPath& chosen) {
    if (!state_.files.dialog || state_.files.dialog->number != chosen.dialog) return;
    FileDialog& dialog = *state_.files.dialog;
    const fs::path& path = chosen.path;
    if (chosen.is_folder) {
        memory_.files.typed = dialog.suggested;
        go_to_folder(path);
        return;
    }
    if (dialog.purpose == FilePurpose::save_as) {
        const fs::path target = save_target(path);
        if (chosen.is_taken && target != state_.files.project && !dialog.asks_to_replace) {
            dialog.asks_to_replace = true;
            return;
        }
        save_to(target);
    } else if (dialog.purpose == FilePurpose::picture) {
        add_picture(path, dialog.source);
    } else if (dialog.purpose == FilePurpose::annotations) {
        // Whoever asks for annotations means them: no file is taken for a layer here.
        take_added({path.string()}, true);
    } else if (dialog.purpose == FilePurpose::relink) {
        const std::string title = fs::path{dialog.source}.stem().string();
        commands_.push_back(relink_source(dialog.source, title, path.string()));
        std::erase(state_.failed, path.string());  // may be there by now
        std::erase(state_.failed, dialog.source);
    } else {
        commands_.push_back(AddSources{{path.string()}});
    }
    state_.files.dialog.reset();
}

void Session::go_to_folder(const fs::path& folder) {
    if (!state_.files.dialog) return;
    FileDialog& dialog = *state_.files.dialog;
    fs::path wanted = folder.lexically_normal();
    if (!wanted.has_filename() && wanted.has_relative_path()) wanted = wanted.parent_path();
    if (wanted != dialog.folder) dialog.listing.reset();  // else it stays until it is read anew
    dialog.folder = wanted;
    dialog.problem.clear();
    dialog.asks_to_replace = false;
    if (dialog.purpose != FilePurpose::save_as) memory_.files.typed.clear();
    memory_.files.is_new = true;  // whoever looks around may go on typing
    list(wanted);
}

// Nothing stands in the way of leaving any more.
void Session::leave_now() {
    const Leave leave = *std::exchange(state_.files.leave, std::nullopt);
    state_.files.asks_to_save = false;
    if (leave.project.empty()) {
        state_.quit = true;
        return;
    }
    read_project(leave.project);
}

void Session::obey(const DocumentCommand& wish) {
    std::visit(
        Overloaded{[&](const SaveProject& c) {
                       if (!document_) return;
                       if (c.as || state_.files.project.empty()) {
                           show_dialog(FilePurpose::save_as, {});
                       } else {
                           save_to(state_.files.project);
                       }
                   },
                   [&](const ShowFileDialog& c) { show_dialog(c.purpose, c.source); },
                   [&](const GoToFolder& c) { go_to_folder(c.folder); },
                   [&](const ChooseFile& c) { choose_file(c.path); },
                   [&](const CloseFileDialog&) {
                       state_.files.dialog.reset();
                       state_.files.leave.reset();  // whoever does not say where to save stays
                       state_.files.asks_to_save = false;
                   },
                   [&](const OpenProject& c) { state_.files.leave = Leave{c.path}; },
                   [&](const AnswerLeaving& c) {
                       if (c.answer == LeaveAnswer::save) {
                           obey(SaveProject{});
                       } else if (c.answer == LeaveAnswer::discard) {
                           if (journal_) journal_->clear();
                           discards_ = true;
                           leave_now();
                       } else {
                           state_.files.leave.reset();
                           state_.files.asks_to_save = false;
                       }
                   },
                   [&](const AnswerRestore& c) {
                       if (!state_.files.left) return;
                       state_.files.left.reset();
                       if (journal_) journal_->settle(c.restore);
                       if (c.restore) {
                           open_project({std::move(left_.document), left_.project, true});
                       } else {
                           offer_left_work();
                       }
                   },
                   [&](const CloseStartPage&) { state_.files.start_page = false; }},
        wish);
    window_->want_frames(3);
}

void Session::offer_left_work() {
    if (!journal_) return;
    std::optional<UnsavedWork> left = journal_->take_left();
    if (!left) return;
    left_ = std::move(*left);
    comparing_left_.start([left = left_] { return is_saved(left); });
}

// Where the end came between saving and removing the journal there is nothing to offer.
void Session::take_left_work() {
    const std::optional<bool> is_in_file = comparing_left_.poll();
    if (!is_in_file) return;
    window_->want_frames(3);
    if (*is_in_file) {
        journal_->settle(false);
        offer_left_work();
        return;
    }
    const model::Edits& edits = left_.document.edits;
    state_.files.left = LeftWork{left_.project,
                                 edits.layers.size(),
                                 edits.measurements->size(),
                                 edits.annotations->items.size(),
                                 edits.sketches->size(),
                                 edits.bookmarks.size()};
    ui_fonts_.need(left_.project.string());
}

void Session::take_saved(const FileWorker::Done& done) {
    state_.files.saving = false;
    if (!done.result) {
        complain({done.result.error()});
        state_.files.leave.reset();
        state_.files.asks_to_save = false;
        return;
    }
    state_.history.mark_saved(done.tag);
    state_.files.project = done.target;
    state_.files.note =
        fmt::format(fmt::runtime(text(msg::document_saved, state_.lang)), done.target.string());
    ui_fonts_.need(state_.files.note);
    state_.log.add(Severity::info, {ErrorCode::stopped, {}, state_.files.note, {}});
    note_recent(done.target.string());
    save_choices();
    name_window();
    if (state_.files.leave && state_.files.asks_to_save && !state_.history.is_changed()) {
        leave_now();
    }
}

void Session::keep_journal() {
    if (!journal_) return;
    journal_->poll();
    if (!document_ || state_.files.left || comparing_left_.busy()) return;
    const bool changed = state_.history.is_changed();
    if (!changed || discards_) {
        journal_->clear();
        journal_due_.reset();
        return;
    }
    const Clock::time_point now = Clock::now();
    if (journal_->kept_revision() == state_.history.revision()) {
        journal_due_.reset();
        return;
    }
    if (!journal_due_) journal_due_ = now + journal_pause;
    if (now < *journal_due_) return;
    journal_due_.reset();
    journal_->keep(state_.history.revision(), {state_.files.project, present_project()});
}

// Files are looked after between frames.
Result<void> Session::tend_files() {
    if (window_->close_requested()) {
        window_->keep_open();
        state_.files.leave = Leave{};
        window_->want_frames(3);
    }
    if (const std::optional<ChosenPath> chosen = looking_at_chosen_.poll()) {
        take_chosen(*chosen);
        window_->want_frames(3);
    }
    if (std::optional<std::vector<Place>> found = finding_places_.poll()) {
        places_ = std::move(*found);
        for (const Place& place : places_) ui_fonts_.need(place.folder.string());
        if (state_.files.dialog) state_.files.dialog->places = places_;
        window_->want_frames(3);
    }
    if (std::optional<Result<FolderListing>> listing = lister_.poll()) {
        if (state_.files.dialog) {
            if (*listing) {
                for (const FolderEntry& entry : (*listing)->entries) ui_fonts_.need(entry.name);
                state_.files.dialog->listing = std::move(**listing);
            } else {
                state_.files.dialog->problem = listing->error().what;
                ui_fonts_.need(all_words(listing->error()));
            }
        }
        window_->want_frames(3);
    }
    take_left_work();
    while (const std::optional<FileWorker::Done> done = saver_.take()) {
        take_saved(*done);
        window_->want_frames(3);
    }
    for (const DocumentCommand& wish : std::exchange(state_.files.wishes, {})) obey(wish);
    write_what_is_to_be_saved();
    if (state_.files.leave && !state_.files.asks_to_save && !state_.files.saving) {
        if (by_hand_ && document_ && state_.history.is_changed()) {
            state_.files.asks_to_save = true;
            window_->want_frames(3);
        } else {
            leave_now();
        }
    }
    keep_journal();
    return take_read_project();
}

}  // namespace parkatlas::app
