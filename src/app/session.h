#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/background.h"
#include "app/compare_view.h"
#include "app/detached_job.h"
#include "app/file_worker.h"
#include "app/flight.h"
#include "app/folder_listing.h"
#include "app/frame_input.h"
#include "app/frame_meter.h"
#include "app/journal.h"
#include "app/latest_job.h"
#include "app/loader.h"
#include "app/map_canvas.h"
#include "app/monkey.h"
#include "app/overview_map.h"
#include "app/panels.h"
#include "app/preferences.h"
#include "app/quit_signals.h"
#include "app/remake.h"
#include "app/script_runner.h"
#include "app/start_pictures.h"
#include "app/tool_desks.h"
#include "app/ui_fonts.h"
#include "app/view_clipboard.h"
#include "app/viewer.h"
#include "app/window.h"

namespace parkatlas::app {

/// One run of the viewer: everything that lives while the window is open, and the loop.
class Session {
  public:
    Session(const ViewerOptions& options, draw::FontSet fonts, std::unique_ptr<Window> window,
            render::Renderer renderer, ScriptRunner script, const QuitSignals& quit_signals);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    /// Where to remember the user's choices, and what is remembered so far.
    void remember(std::optional<std::filesystem::path> path, const Preferences& preferences);
    [[nodiscard]] Result<int> run();

  private:
    [[nodiscard]] Result<int> run_loop();
    using Clock = std::chrono::steady_clock;

    /// A document that was left, kept for the way back.
    struct OpenedPlan {
        std::shared_ptr<Document> document;
        std::shared_ptr<const LayerAreas> areas;
        std::set<std::uint32_t> hidden_features;
    };

    /// A project whose sources are being opened.
    struct Pending {
        model::Project project;
        std::filesystem::path file;  ///< empty: never saved
        bool changed = false;        ///< holds what is not in the file
    };

    /// What the loader loads for.
    struct Awaited {
        std::optional<Visit> visit;      ///< where to go in what was opened
        std::vector<std::string> added;  ///< sources that are to become part of the document
        std::shared_ptr<const Pending> project = {};  ///< what is opened is this project's
    };

    [[nodiscard]] bool frame_needed() const;
    [[nodiscard]] bool is_settled() const;
    void sleep_until_needed();
    [[nodiscard]] Result<void> take_loaded();
    [[nodiscard]] Result<void> at_rest();
    void save_choices();
    // session_view.cpp
    [[nodiscard]] float ui_scale() const;
    void style(float scale);
    void tend_view();
    void tell(std::string note, Severity level = Severity::info);
    // session_log.cpp
    void complain(std::vector<Error> problems);
    void log_document();
    void poll_tools();
    // session_view.cpp
    [[nodiscard]] std::optional<std::chrono::milliseconds> time_to_view_work() const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> time_to_wake() const;
    [[nodiscard]] Result<void> paint_overview(const WindowLayout& layout, float scale,
                                              float px_per_mm, float pixels_per_unit);
    void copy_map(const RectPx& map, float pixels_per_unit, int height_px);
    void tend_comparison();
    [[nodiscard]] draw::MapView compared_view(const WindowLayout& layout, float px_per_mm) const;
    [[nodiscard]] Result<void> paint_comparison(const WindowLayout& layout, float px_per_mm,
                                                float pixels_per_unit);
    void show_comparison(const WindowLayout& layout, float px_per_mm, int height_px) const;
    [[nodiscard]] std::vector<model::Bookmark> recall_bookmarks(const Document& document);
    void remember_view(Preferences& now) const;
    void recall_view(const Preferences& preferences);

    void handle_keys();
    [[nodiscard]] bool answers_question(KeyPress press);
    [[nodiscard]] bool measuring_key(KeyPress press);
    [[nodiscard]] bool finder_key(KeyPress press);
    void want_background_work();
    [[nodiscard]] Result<void> frame();
    [[nodiscard]] Result<void> renew_context();
    [[nodiscard]] bool is_opening() const;
    void cancel_opening();
    void leave_loader();
    void show_early(std::shared_ptr<const Document> early);
    static void forget(std::shared_ptr<const Document> document);
    [[nodiscard]] std::vector<RectPx> draw_panels(const Ui& ui, float px_per_mm);
    // session_visits.cpp
    void apply_commands();
    [[nodiscard]] ViewRecord present_view() const;
    void begin_visit(Visit visit);
    void visit_above();
    void walk_history(int steps);
    void arrive_or_load(Visit visit);
    void put_away();
    void take_out(OpenedPlan& plan);
    void show_document(std::shared_ptr<Document> document);
    void go_to(const Visit& visit);
    void go_to_typed_place();
    void fly(const Camera& from);
    void advance_flight();
    [[nodiscard]] std::string words_for(const Visit& visit) const;

    // session_document.cpp
    [[nodiscard]] std::vector<std::string> plan_sources() const;
    [[nodiscard]] std::vector<std::string> sources_with(std::vector<std::string> plan) const;
    void load(std::vector<std::string> sources, Awaited awaited, bool may_be_empty = true);
    [[nodiscard]] Result<void> begin();
    void add_sources(std::vector<std::string> sources);
    void open_what_is_listed();
    void show_edits();
    void show_loaded(Document document);
    [[nodiscard]] static bool is_in_vain(const Awaited& awaited, const Document& loaded);
    void note_problems();
    void name_window();
    // session_annotations.cpp
    void take_added(std::vector<std::string> sources, bool are_annotations = false);
    void tend_annotations();
    void take_annotations(const std::string& path, Result<Loaded<model::Annotations>> read);
    void add_picture(const std::filesystem::path& file, const std::string& in_place_of);
    void show_annotations();
    // session_remake.cpp
    [[nodiscard]] DocumentWish present_wish() const;
    void color_layers_by(const std::string& field, Document& document, model::Edits& edits) const;
    void want_remake();
    void take_remade();
    void show_remade(Remade made);
    // session_project.cpp
    [[nodiscard]] model::Project present_project() const;
    void open_project(Pending pending);
    void read_project(const std::filesystem::path& file, bool is_named = false);
    [[nodiscard]] Result<void> take_read_project();
    void take_project(const Pending& pending);
    void look_as_saved(const model::ProjectView& view);
    void note_recent(const std::string& file);
    void save_to(const std::filesystem::path& file);
    void write_what_is_to_be_saved();
    void show_dialog(FilePurpose purpose, const std::string& source);
    void list(const std::filesystem::path& folder);
    void choose_file(const std::filesystem::path& path);
    struct ChosenPath;
    void take_chosen(const ChosenPath& chosen);
    void go_to_folder(const std::filesystem::path& folder);
    void leave_now();
    void obey(const DocumentCommand& wish);
    void offer_left_work();
    void take_left_work();
    void take_saved(const FileWorker::Done& done);
    void keep_journal();
    [[nodiscard]] Result<void> tend_files();

    [[nodiscard]] Result<void> paint_map(const std::vector<RectPx>& overlays, float px_per_mm,
                                         float pixels_per_unit);
    [[nodiscard]] Result<void> save_screenshot();
    void tell_stats() const;
    [[nodiscard]] Result<void> dump(const std::filesystem::path& path, bool idle);

    ViewerOptions options_;
    draw::FontSet fonts_;
    std::unique_ptr<Window> window_;
    MapCanvas canvas_;  // below the window: its GL objects go first
    UiFonts ui_fonts_;
    const QuitSignals& quit_signals_;
    std::unique_ptr<Loader> loader_;
    std::vector<std::unique_ptr<Loader>> leaving_;  // asked to stop: kept until they have
    std::shared_ptr<const Document> early_;         // what the loader has read so far
    bool cancels_opening_ = false;
    std::optional<tasks::Ruler> ruler_;
    Background background_;
    ToolDesks tools_;
    std::shared_ptr<Document> document_;
    std::shared_ptr<const LayerAreas> areas_;      // null until measured
    std::shared_ptr<const Document> remade_from_;  // what is being made anew, and for what
    DocumentWish remade_for_;
    LatestJob<std::shared_ptr<Remade>> remake_{[] { Window::wake(); }};
    /// Files that were dropped or chosen, by what they are.
    struct SortedFiles {
        std::vector<std::string> sources;  ///< layers, layouts, projects
        std::vector<std::pair<std::string, Result<Loaded<model::Annotations>>>> annotations;
    };
    struct ProjectRead {
        std::filesystem::path file;
        std::uint64_t revision = 0;  ///< of the document when it was asked for
        bool is_named = false;       ///< on the command line: it has to be there
        Result<Loaded<model::Project>> read;
    };
    DetachedJob<ProjectRead> reading_project_{[] { Window::wake(); }};
    DetachedJob<SortedFiles> sorting_{[] { Window::wake(); }};
    std::vector<std::string> to_sort_;  ///< what is being sorted
    std::map<std::string, OpenedPlan> opened_;
    std::optional<Awaited> awaited_;    // none: the first document
    std::uint64_t shown_revision_ = 0;  // of the document's history
    bool by_hand_ = true;               // no script, no screenshot
    std::vector<std::string> later_;    // sources to be added to the project once it is open
    model::Project kept_;               // of the project's file: what is not in the state
    DetachedJob<Result<FolderListing>> lister_{[] { Window::wake(); }};
    DetachedJob<std::vector<Place>> finding_places_{[] { Window::wake(); }};
    std::vector<Place> places_;  // as they were last found
    /// What stands where a person chose or typed a path.
    struct ChosenPath {
        int dialog = 0;  ///< its number
        std::filesystem::path path;
        bool is_folder = false, is_taken = false;
    };
    DetachedJob<ChosenPath> looking_at_chosen_{[] { Window::wake(); }};
    StartPictures pictures_{[] { Window::wake(); }};
    FileWorker saver_{[] { Window::wake(); }};
    std::unique_ptr<Journal> journal_;
    std::optional<Clock::time_point> journal_due_;
    /// The project is written once the journal holds the same work, or cannot by a certain time.
    struct ToSave {
        std::filesystem::path file;
        Clock::time_point at_latest;
    };
    std::optional<ToSave> to_save_;
    UnsavedWork left_;                                          // what is offered to be restored
    DetachedJob<bool> comparing_left_{[] { Window::wake(); }};  // is it in the project's file?
    bool discards_ = false;                                     // what is unsaved is not wanted
    int dialogs_ = 0;
    ViewHistory history_;
    std::optional<Flight> flight_;
    Clock::time_point flight_began_;
    std::optional<Clock::time_point> last_hand_;  // when the map was last moved by hand
    bool shown_once_ = false;
    AppState state_;
    Commands commands_;
    std::vector<WidgetBox> boxes_;
    PanelMemory memory_;
    MapMouse mouse_;
    FrameInput input_;
    ScriptRunner script_;
    std::optional<Monkey> monkey_;
    std::optional<std::filesystem::path> preferences_path_;
    Preferences preferences_;
    std::optional<std::filesystem::path> pending_screenshot_;
    bool context_lost_ = false;
    float styled_scale_ = 0.0F;
    bool styled_dark_ = false;
    bool is_full_screen_ = false;
    static constexpr std::chrono::seconds note_time{8};
    std::set<std::string> logged_sources_;         // whose findings are in the log
    std::optional<Clock::time_point> note_until_;  // when the note over the map goes by itself
    std::string bookmarks_of_;                     // sources that they are kept for
    ViewClipboard clipboard_;
    OverviewMap overview_;
    CompareView compare_;
    double px_per_mm_ = 96.0 / 25.4;  // screen coordinates
    FrameMeter meter_;
    Clock::time_point began_ = Clock::now();
    std::optional<double> first_picture_s_;
    int frames_ = 0;
    int dumped_at_frame_ = -1;
    bool last_screenshot_asked_ = false;
};

}  // namespace parkatlas::app
