#include "app/session.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <thread>
#include <utility>

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <fmt/format.h>
#include <imgui.h>

#include "app/lap.h"
#include "app/state_dump.h"
#include "app/theme.h"
#include "app/tool_panels.h"
#include "base/safe_file.h"
#include "base/units.h"
#include "export/png.h"

namespace parkatlas::app {
namespace {

constexpr double design_px_per_mm = 96.0 / millimetres_per_inch;

draw::RectMm to_mm(const RectPx& box, float px_per_mm) {
    return {static_cast<double>(box.x / px_per_mm), static_cast<double>(box.y / px_per_mm),
            static_cast<double>(box.w / px_per_mm), static_cast<double>(box.h / px_per_mm)};
}

std::string opening_words(const std::vector<std::string>& sources) {
    std::string all;
    for (const std::string& source : sources) all += (all.empty() ? "" : "  ") + source;
    return all.empty() ? "layout:ningbo" : all;
}

}  // namespace

Session::Session(const ViewerOptions& options, draw::FontSet fonts, std::unique_ptr<Window> window,
                 render::Renderer renderer, ScriptRunner script, const QuitSignals& quit_signals)
    : options_{options},
      fonts_{std::move(fonts)},
      window_{std::move(window)},
      canvas_{std::move(renderer), [] { Window::wake(); }},
      ui_fonts_{fonts_},
      quit_signals_{quit_signals},
      background_{[] { Window::wake(); }},
      tools_{[] { Window::wake(); }},
      script_{std::move(script)},
      clipboard_{[] { Window::wake(); }},
      overview_{[] { Window::wake(); }},
      compare_{[] { Window::wake(); }} {
    if (Result<tasks::Ruler> ruler = tasks::Ruler::create()) ruler_.emplace(std::move(*ruler));
    apply(SetLanguage{options.lang}, state_, nullptr);
    ui_fonts_.need(opening_words(options.sources));
}

Session::~Session() {
    window_->hide();  // the user is not kept waiting by a worker that takes a moment to stop
    leave_loader();
    constexpr std::chrono::seconds patience{3};
    const Clock::time_point at_latest = Clock::now() + patience;
    for (std::unique_ptr<Loader>& loader : leaving_) {
        while (loader->busy() && Clock::now() < at_latest) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        // One that waits for a share which does not answer is left to the end of the process.
        if (loader->busy()) static_cast<void>(loader.release());
    }
}

// Nobody waits for what reads: it may be a share that does not answer.
void Session::leave_loader() {
    if (!loader_) return;
    loader_->stop();
    leaving_.push_back(std::move(loader_));
}

void Session::remember(std::optional<std::filesystem::path> path, const Preferences& preferences) {
    preferences_path_ = std::move(path);
    preferences_ = preferences;
    state_.files.recent = preferences.recent;
    for (const std::string& file : preferences.recent) ui_fonts_.need(file);
    recall_view(preferences);
    if (preferences.drawer_height)
        apply(SetDrawerHeight{*preferences.drawer_height}, state_, nullptr);
}

// A choice that cannot be remembered (no room, no right to write) is no reason to complain.
void Session::save_choices() {
    if (!preferences_path_) return;
    Preferences now = preferences_;
    if (state_.lang != options_.lang) now.lang = state_.lang;  // chosen by hand, not by --lang
    const Window::Size size = window_->size();
    if (size.width > 0 && size.height > 0 && !is_full_screen_) {
        const float scale = window_->ui_scale_of_size();
        now.width = static_cast<int>(static_cast<float>(size.width) / scale);
        now.height = static_cast<int>(static_cast<float>(size.height) / scale);
    }
    now.drawer_height = state_.drawer_height;
    now.recent = state_.files.recent;
    now.last_project = state_.files.project.string();
    remember_view(now);
    if (now != preferences_) static_cast<void>(save_preferences(*preferences_path_, now));
    preferences_ = now;
}

Result<int> Session::run() {
    if (const Result<void> begun = begin(); !begun) return tl::unexpected{begun.error()};
    const Result<int> code = run_loop();
    save_choices();
    if (options_.stats) tell_stats();
    return code;
}

Result<int> Session::run_loop() {
    while (!state_.quit || monkey_) {
        sleep_until_needed();
        if (quit_signals_.received()) {
            journal_due_ = Clock::now();  // nobody is there to ask: what is unsaved is offered back
            keep_journal();
            break;
        }
        if (monkey_) state_.quit = false;
        TurnTimes turn;
        Lap lap;
        if (const Result<void> tended = tend_files(); !tended) {
            return tl::unexpected{tended.error()};
        }
        tend_annotations();
        tend_view();
        turn.files_ms = lap.next_ms();
        if (const Result<void> taken = take_loaded(); !taken) {
            return tl::unexpected{taken.error()};
        }
        take_remade();
        turn.loaded_ms = lap.next_ms();
        if (background_.poll() || pictures_.poll()) window_->want_frames(2);
        poll_tools();
        turn.tools_ms = lap.next_ms();
        if (is_settled()) {
            if (const Result<void> rested = at_rest(); !rested) {
                return tl::unexpected{rested.error()};
            }
        }
        turn.rest_ms = lap.next_ms();
        const bool draws = frame_needed();
        const Result<void> drawn = draws ? frame() : Result<void>{};
        turn.frame_ms = lap.next_ms();
        if (frames_ > 1) meter_.add_turn(turn);  // nobody can wait for a window that is not there
        if (!draws) continue;
        if (std::exchange(context_lost_, false) || window_->context_lost()) {
            if (const Result<void> renewed = renew_context(); !renewed) {
                return tl::unexpected{renewed.error()};
            }
        } else if (!drawn) {
            return tl::unexpected{drawn.error()};
        }
    }
    return 0;
}

bool Session::frame_needed() const {
    if (window_->frames_wanted() > 0 || window_->input_pending() || !input_.is_empty() ||
        !commands_.empty() || flight_ || monkey_) {
        return true;
    }
    const auto due = time_to_view_work();
    return due && due->count() == 0;
}

bool Session::is_settled() const {
    const bool listing = state_.files.dialog && !state_.files.dialog->listing &&
                         state_.files.dialog->problem.empty();
    return document_ && !loader_ && !state_.files.saving && !pictures_.busy() && !listing &&
           !background_.busy() && !tools_.busy() && !pending_screenshot_ && !frame_needed() &&
           !looking_at_chosen_.busy() && !comparing_left_.busy() && !finding_places_.busy() &&
           !clipboard_.busy() && !sorting_.busy() && !reading_project_.busy() && !compare_.busy() &&
           !remake_.busy() && !time_to_view_work();
}

void Session::sleep_until_needed() {
    const bool undumped = options_.state_dump && dumped_at_frame_ != frames_;
    const bool more_to_do =
        is_settled() && (undumped || !script_.is_finished() || options_.screenshot);
    if (frame_needed() || more_to_do) {
        window_->poll();
    } else {
        std::optional<std::chrono::milliseconds> at_most = time_to_wake();
        if (journal_due_) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(*journal_due_ - Clock::now());
            const auto due = std::max(left, std::chrono::milliseconds{1});
            at_most = at_most ? std::min(*at_most, due) : due;
        }
        if (to_save_) at_most = std::chrono::milliseconds{20};  // the journal is about to be there
        window_->wait(at_most);
    }
}

Result<void> Session::at_rest() {
    if (options_.state_dump && dumped_at_frame_ != frames_) {
        dumped_at_frame_ = frames_;
        const Result<void> dumped = dump(*options_.state_dump, true);
        if (!dumped) return dumped;
    }
    if (!script_.is_finished()) {
        const ScriptRunner::Stage stage{
            state_,
            document_.get(),
            boxes_,
            input_,
            commands_,
            *window_,
            [this](const std::filesystem::path& path) { return dump(path, true); },
            context_lost_,
            monkey_,
            pending_screenshot_};
        const Result<void> done = script_.step(stage);
        if (script_.is_finished() && input_.is_empty()) input_.release();
        return done;
    }
    if (options_.screenshot) {
        if (last_screenshot_asked_) {
            state_.quit = true;
        } else {
            last_screenshot_asked_ = true;
            pending_screenshot_ = options_.screenshot;
            window_->want_frames(1);
        }
    }
    return {};
}

namespace {

// Those that may stand over every page of the window.
void draw_dialogs(const Ui& ui) {
    draw_about(ui);
    draw_key_list(ui);
    draw_finder(ui);
    draw_file_dialog(ui);
    draw_questions(ui);
}

}  // namespace

std::vector<RectPx> Session::draw_panels(const Ui& ui, float px_per_mm) {
    std::vector<RectPx> overlays;
    const bool full_screen = state_.view.full_screen && document_ != nullptr;
    if (!full_screen) draw_toolbar(ui);
    if (state_.files.start_page) {
        state_.cursor.reset();
        state_.hovered.reset();
        draw_start_page(ui, pictures_);
        draw_dialogs(ui);
        return overlays;
    }
    if (document_ && state_.tools.sheet_open) {
        draw_sheet_mode(ui);
        draw_status_bar(ui);
        draw_dialogs(ui);
        return overlays;
    }
    if (!full_screen) {
        draw_scheme_panel(ui);
        draw_plan_head(ui);
    }
    if (document_) {
        const MapHover hover = handle_map_mouse(ui, mouse_, px_per_mm);
        state_.cursor = hover.cursor;
        state_.hovered = hover.feature;
        state_.pen = hover.pen;
        state_.pen_snap = hover.pen_snap;
        draw_marked(ui, px_per_mm);
        draw_shared_ground(ui, px_per_mm);
        draw_sketches(ui, px_per_mm);
        draw_annotation_handles(ui, px_per_mm);
        draw_words_in_place(ui, px_per_mm);
        draw_measurements(ui, px_per_mm);
        overlays = draw_map_overlays(ui, px_per_mm);
        if (state_.view.overview) overlays.push_back(draw_overview(ui, px_per_mm));
        draw_comparison(ui, px_per_mm, overlays);
        draw_note(ui, overlays);
        draw_leave_full_screen(ui);
    } else if (!early_) {
        cancels_opening_ |= draw_opening(
            ui, state_.opening.empty() ? opening_words(options_.sources) : state_.opening,
            loader_ ? loader_->share_done() : -1.0F);
    }
    if (early_ && loader_) {
        const std::string& what = state_.opening;
        cancels_opening_ |= draw_still_opening(
            ui, what.empty() ? opening_words(options_.sources) : what, loader_->share_done());
    }
    if (!full_screen) draw_inspector(ui);
    draw_drawer(ui);
    if (!full_screen) draw_status_bar(ui);
    draw_scales(ui);
    draw_table_export(ui);
    draw_sketch_export(ui);
    draw_measurement_export(ui);
    draw_annotation_save(ui);
    if (document_) draw_frame_times(ui, {meter_, canvas_.times(), first_picture_s_});
    draw_dialogs(ui);
    return overlays;
}

Result<void> Session::paint_map(const std::vector<RectPx>& overlays, float px_per_mm,
                                float pixels_per_unit) {
    const std::shared_ptr<const cartography::AnnotationContent>& annotations =
        tools_.annotations.content();
    const std::shared_ptr<const Document> seen = early_ ? early_ : document_;
    MapCanvas::Request request{std::shared_ptr<const cartography::MapScene>{seen, &seen->scene},
                               fonts_,
                               state_.map,
                               state_.camera.view(),
                               {},
                               static_cast<double>(px_per_mm * pixels_per_unit),
                               annotations};
    for (const RectPx& box : overlays) request.obstacles.push_back(to_mm(box, px_per_mm));
    return canvas_.update(request, MapCanvas::Clock::now());
}

void Session::want_background_work() {
    if (!document_) return;
    want_remake();
    tools_.want(state_, document_, areas_);
    tools_.annotations.update(state_, *document_, fonts_);
    if (const auto ground = tools_.overlap.take_new_ground()) commands_.push_back(LookAt{*ground});
    if (state_.drawer == DrawerTab::audit || state_.drawer == DrawerTab::overlaps) {
        background_.want_audit(document_, state_.lang);
    }
    if (state_.measuring.tool() != Tool::select || state_.measuring.chosen() ||
        state_.tools.sketch) {
        background_.want_snap(document_);
    }
}

Result<void> Session::frame() {
    const float scale = ui_scale();
    if (ui_fonts_.is_stale(scale)) ui_fonts_.build(scale);
    style(scale);
    const Window::Size size = window_->size();
    const Window::Size pixels = window_->framebuffer_size();
    if (size.width <= 0 || size.height <= 0) {  // iconified
        window_->frame_done();
        return {};
    }
    const float pixels_per_unit = static_cast<float>(pixels.width) / static_cast<float>(size.width);
    const float px_per_mm = static_cast<float>(design_px_per_mm) * scale;
    px_per_mm_ = static_cast<double>(px_per_mm);

    FrameTimes times;
    Lap lap;
    window_->begin_imgui_frame();
    if (monkey_ && input_.is_empty()) {
        if (monkey_->is_finished()) {
            monkey_.reset();
        } else {
            monkey_->next(input_, boxes_, size.width, size.height);
        }
    }
    input_.apply_next(*window_);
    ImGui::NewFrame();
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) ++memory_.gesture;
    window_->mark_double_click();
    handle_keys();
    if (std::vector<std::string> dropped = window_->take_dropped(); !dropped.empty()) {
        commands_.push_back(AddSources{std::move(dropped)});
    }
    const auto width = static_cast<float>(size.width);
    const auto height = static_cast<float>(size.height);
    const float drawer = state_.drawer && document_ ? state_.drawer_height * scale : 0.0F;
    WindowLayout layout = state_.view.full_screen && document_
                              ? layout_full_screen(width, height, drawer)
                              : layout_window(width, height, scale, drawer);
    const Comparison& compared = state_.view.compared;
    if (!compared.sources.empty() && !compared.swipe) halve_map(layout);
    state_.camera.set_frame(to_mm(layout.map, px_per_mm));
    advance_flight();
    boxes_.clear();
    want_background_work();
    const std::vector<RectPx> overlays = draw_panels(
        Ui{state_, document_.get(), areas_.get(), ui_fonts_, layout, scale, commands_, boxes_,
           memory_, ruler_ ? &*ruler_ : nullptr, background_.snap(document_.get()),
           background_.audit(document_.get(), state_.lang), document_, tools_, compare_.document()},
        px_per_mm);
    apply_commands();
    cancels_opening_ |= std::exchange(state_.view.stop_opening, false);
    if (std::exchange(cancels_opening_, false)) cancel_opening();
    ImGui::Render();
    if (ui_fonts_.is_stale(scale)) {  // never shown: the next frame has the characters
        window_->want_frames(2);
        return {};
    }
    times.panels_ms = lap.next_ms();

    if (document_ || early_) {
        const Result<void> painted = paint_map(overlays, px_per_mm, pixels_per_unit);
        if (!painted) return painted;
        const Result<void> whole = paint_overview(layout, scale, px_per_mm, pixels_per_unit);
        if (!whole) return whole;
        const Result<void> other = paint_comparison(layout, px_per_mm, pixels_per_unit);
        if (!other) return other;
    }
    times.map_ms = lap.next_ms();
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, pixels.width, pixels.height);
    const ImVec4 ground = theme::vec(theme::water);
    glClearColor(ground.x, ground.y, ground.z, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    if (document_ || early_) {
        canvas_.show(state_.camera.view(), pixels.height);
        if (!state_.tools.sheet_open) show_comparison(layout, px_per_mm, pixels.height);
        if (state_.view.overview && !state_.tools.sheet_open) overview_.show(pixels.height);
    }
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    ++frames_;
    window_->frame_done();
    times.draw_ms = lap.next_ms();
    if (document_) copy_map(layout.map, pixels_per_unit, pixels.height);
    if (pending_screenshot_ && window_->frames_wanted() == 0) {
        const Result<void> saved = save_screenshot();
        if (!saved) return saved;
        static_cast<void>(lap.next_ms());
    }
    window_->present();
    times.swap_ms = lap.next_ms();
    meter_.add(times);
    if (const auto delay = window_->take_input_ms()) meter_.add_input(*delay);
    if (!first_picture_s_ && canvas_.times().compositions > 0) {
        first_picture_s_ = std::chrono::duration<double>(Clock::now() - began_).count();
    }
    return {};
}

// Not while areas are being measured: that can be left going.
bool Session::is_opening() const {
    return loader_ && (!document_ || awaited_);
}

// The window does not wait: what reads the file is asked to stop and left alone until it has.
void Session::cancel_opening() {
    if (!is_opening()) return;
    leave_loader();
    awaited_.reset();
    forget(std::exchange(early_, nullptr));
    state_.opening.clear();
    window_->want_frames(2);
    if (document_) return;
    canvas_.forget();
    load({}, {});  // the base map, for whatever comes next
}

// Only where nothing else is looked at, or where what is read is to be added to it.
void Session::show_early(std::shared_ptr<const Document> early) {
    if (!early || (awaited_ && (awaited_->visit || awaited_->project))) return;
    forget(std::exchange(early_, std::move(early)));
    if (!document_) {  // nobody can have moved the camera yet
        constexpr double margin_share = 0.06;
        state_.camera.fit(early_->scene.default_extent(), margin_share);
    }
    window_->want_frames(2);
}

// What holds a million features takes a tenth of a second to be given back.
void Session::forget(std::shared_ptr<const Document> document) {
    if (document) std::thread{[last = std::move(document)]() mutable { last.reset(); }}.detach();
}

// The document, its history and all that is chosen live on the processor: what was lost is
// pictures.
Result<void> Session::renew_context() {
    canvas_.leave_context();
    overview_.leave_context();
    compare_.leave_context();
    tools_.sheet.leave_context();
    ui_fonts_.leave_context();
    // While a driver is being reset there may be no context to be had for a moment.
    constexpr int most_tries = 20;
    constexpr std::chrono::milliseconds between_tries{250};
    Result<void> renewed = window_->renew();
    for (int i = 1; i < most_tries && !renewed; ++i) {
        std::this_thread::sleep_for(between_tries);
        renewed = window_->renew();
    }
    if (!renewed) return renewed;
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{renderer.error()};
    canvas_.take_context(std::move(*renderer));
    mouse_ = {};
    styled_scale_ = 0.0F;  // a new ImGui context has neither colours nor sizes of ours
    window_->want_frames(3);
    return {};
}

Result<void> Session::save_screenshot() {
    const std::filesystem::path path = *std::exchange(pending_screenshot_, std::nullopt);
    const Window::Size pixels = window_->framebuffer_size();
    Image image;
    image.width = pixels.width;
    image.height = pixels.height;
    const std::size_t row = 4 * static_cast<std::size_t>(pixels.width);
    image.rgba.resize(row * static_cast<std::size_t>(pixels.height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_BACK);
    glReadPixels(0, 0, pixels.width, pixels.height, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    for (int top = 0, bottom = pixels.height - 1; top < bottom; ++top, --bottom) {
        const auto at = [&](int y) {
            return image.rgba.begin() +
                   static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * row);
        };
        std::swap_ranges(at(top), at(top) + static_cast<std::ptrdiff_t>(row), at(bottom));
    }
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
    exporting::PngOptions png;
    png.dpi = 96.0 * static_cast<double>(styled_scale_);
    return exporting::write_png(path, image, png);
}

// One line of JSON, as `export --stats` has it.
void Session::tell_stats() const {
    const OpeningTimes opening = document_ ? document_->times : OpeningTimes{};
    const MapCanvas::Times& pictures = canvas_.times();
    const FrameMeter::Percentiles frames = meter_.percentiles();
    const FrameMeter::Percentiles inputs = meter_.input_percentiles();
    const FrameTimes mean = meter_.mean();
    const TurnTimes& turn = meter_.longest_turn();
    fmt::print(stderr,
               "{{\"load_ms\":{:.1f},\"base_map_ms\":{:.1f},\"index_ms\":{:.1f},"
               "\"first_picture_ms\":{:.1f},\"upload_ms\":{:.1f},\"pictures\":{},"
               "\"last_compose_ms\":{:.1f},\"last_paint_ms\":{:.1f},\"frames\":{},"
               "\"frame_ms\":{{\"p50\":{:.2f},\"p95\":{:.2f},\"max\":{:.2f}}},"
               "\"input_to_picture_ms\":{{\"count\":{},\"p50\":{:.2f},\"p95\":{:.2f},"
               "\"max\":{:.2f}}},"
               "\"mean_frame_ms\":{{\"panels\":{:.2f},\"map\":{:.2f},\"draw\":{:.2f},"
               "\"swap\":{:.2f}}},\"longest_turn_ms\":{{\"total\":{:.1f},\"files\":{:.1f},"
               "\"loaded\":{:.1f},\"tools\":{:.1f},\"rest\":{:.1f},\"frame\":{:.1f}}}}}\n",
               opening.read_ms, opening.base_ms, opening.index_ms,
               1000.0 * first_picture_s_.value_or(0.0), pictures.upload_ms, pictures.paintings,
               pictures.last_compose_ms, pictures.last_paint_ms, meter_.count(), frames.half_ms,
               frames.most_ms, frames.longest_ms, meter_.input_count(), inputs.half_ms,
               inputs.most_ms, inputs.longest_ms, mean.panels_ms, mean.map_ms, mean.draw_ms,
               mean.swap_ms, turn.total_ms(), turn.files_ms, turn.loaded_ms, turn.tools_ms,
               turn.rest_ms, turn.frame_ms);
}

Result<void> Session::dump(const std::filesystem::path& path, bool idle) {
    const Window::Size size = window_->size();
    const Snapshot snapshot{state_,
                            document_.get(),
                            canvas_.labelling(),
                            boxes_,
                            canvas_.times(),
                            ui_fonts_.missing(),
                            size.width,
                            size.height,
                            px_per_mm_,
                            frames_,
                            idle,
                            ruler_ ? &*ruler_ : nullptr,
                            background_.audit(document_.get(), state_.lang),
                            &tools_,
                            compare_.document()};
    return write_file_safely(path, state_json(snapshot));
}

}  // namespace parkatlas::app
