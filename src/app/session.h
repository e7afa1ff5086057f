#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/background.h"
#include "app/flight.h"
#include "app/frame_input.h"
#include "app/frame_meter.h"
#include "app/loader.h"
#include "app/map_canvas.h"
#include "app/panels.h"
#include "app/preferences.h"
#include "app/quit_signals.h"
#include "app/script_runner.h"
#include "app/tool_desks.h"
#include "app/ui_fonts.h"
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
        std::set<int> hidden_layers;
    };

    [[nodiscard]] bool frame_needed() const;
    [[nodiscard]] bool is_settled() const;
    void sleep_until_needed();
    [[nodiscard]] Result<void> take_loaded();
    [[nodiscard]] Result<void> at_rest();
    void save_choices();
    void handle_keys();
    [[nodiscard]] bool measuring_key(KeyPress press);
    [[nodiscard]] bool finder_key(KeyPress press);
    void want_background_work();
    [[nodiscard]] Result<void> frame();
    [[nodiscard]] Result<void> renew_context();
    [[nodiscard]] std::vector<RectPx> draw_panels(const Ui& ui, float px_per_mm);
    // session_visits.cpp
    void apply_commands();
    [[nodiscard]] ViewRecord present_view() const;
    void begin_visit(Visit visit);
    void visit_above();
    void walk_history(int steps);
    void arrive_or_load(Visit visit);
    void put_away();
    void take_out(OpenedPlan& plan, std::vector<std::string> sources);
    void show_document(std::shared_ptr<Document> document, std::vector<std::string> sources);
    void go_to(const Visit& visit);
    void go_to_typed_place();
    void fly(const Camera& from);
    void advance_flight();
    [[nodiscard]] std::string words_for(const Visit& visit) const;

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
    std::optional<tasks::Ruler> ruler_;
    Background background_;
    ToolDesks tools_;
    std::vector<std::string> sources_;  // of the document
    std::shared_ptr<Document> document_;
    std::shared_ptr<const LayerAreas> areas_;  // null until measured
    std::map<std::string, OpenedPlan> opened_;
    std::optional<Visit> awaited_;  // what the loader loads for, after the first document
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
    std::optional<std::filesystem::path> preferences_path_;
    Preferences preferences_;
    std::optional<std::filesystem::path> pending_screenshot_;
    bool context_lost_ = false;
    float styled_scale_ = 0.0F;
    double px_per_mm_ = 96.0 / 25.4;  // screen coordinates
    FrameMeter meter_;
    Clock::time_point began_ = Clock::now();
    std::optional<double> first_picture_s_;
    int frames_ = 0;
    int dumped_at_frame_ = -1;
    bool last_screenshot_asked_ = false;
};

}  // namespace parkatlas::app
