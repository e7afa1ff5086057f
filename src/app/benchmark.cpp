#include "app/benchmark.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>
#include <utility>

#include <epoxy/gl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/app_state.h"
#include "app/document.h"
#include "app/map_canvas.h"
#include "app/map_surface.h"
#include "base/error_words.h"
#include "base/messages_errors.h"
#include "base/units.h"
#include "render/drawing_turn.h"
#include "render/offscreen_context.h"

namespace parkatlas::app {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

constexpr double px_per_mm = 96.0 / millimetres_per_inch;
constexpr double frame_s = 1.0 / 60.0;
constexpr double fit_margin = 0.04;
/// A picture that takes longer than this to come has failed.
constexpr double longest_wait_s = 60.0;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double thousandth(double value) {
    return std::round(value * 1000.0) / 1000.0;
}

Json percentiles(std::vector<double> values) {
    if (values.empty()) return {{"count", 0}};
    std::ranges::sort(values);
    const auto at = [&](double share) {
        const auto rank =
            static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
        return thousandth(values[std::max<std::size_t>(rank, 1) - 1]);
    };
    return {{"count", values.size()},
            {"p50", at(0.5)},
            {"p95", at(0.95)},
            {"p99", at(0.99)},
            {"max", at(1.0)}};
}

/// What ends a wait of the window: a picture that is done.
class Bell {
  public:
    void ring() {
        {
            const std::lock_guard lock{mutex_};
            rung_ = true;
        }
        changed_.notify_all();
    }
    void wait(std::chrono::nanoseconds at_most) {
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, at_most, [this] { return rung_; });
        rung_ = false;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;
};

/// The window's map without the window.
class Stage {
  public:
    Stage(std::shared_ptr<const Document> document, draw::FontSet fonts, render::Renderer renderer,
          const BenchmarkOptions& options)
        : document_{std::move(document)},
          fonts_{std::move(fonts)},
          canvas_{std::move(renderer), [this] { bell_.ring(); }},
          height_px_{options.height} {
        state_.lang = options.lang;
        state_.map.lang = options.lang;
        state_.camera.set_frame({0, 0, options.width / px_per_mm, options.height / px_per_mm});
    }

    [[nodiscard]] Result<void> start(const BenchmarkOptions& options) {
        return window_.resize(options.width, options.height);
    }

    /// One frame, as the window's loop makes it; its duration in milliseconds.
    [[nodiscard]] Result<double> frame() {
        const auto start = Clock::now();
        const MapCanvas::Request request{
            std::shared_ptr<const cartography::MapScene>{document_, &document_->scene},
            fonts_,
            state_.map,
            state_.camera.view(),
            {},
            px_per_mm};
        if (const auto updated = canvas_.update(request, start); !updated) {
            return tl::unexpected{updated.error()};
        }
        glBindFramebuffer(GL_FRAMEBUFFER, window_.framebuffer());
        glClear(GL_COLOR_BUFFER_BIT);
        canvas_.show(state_.camera.view(), height_px_, window_.framebuffer());
        glFinish();
        return seconds_since(start) * 1000.0;
    }

    [[nodiscard]] bool is_sharp() const { return canvas_.is_sharp(); }
    /// Waits as the window's loop does when nobody moves the map, but not beyond `end`: until a
    /// picture is done or there is something else to do. A window at rest draws nothing.
    void wait(Clock::time_point end) {
        const auto now = Clock::now();
        std::chrono::nanoseconds left = std::max(end - now, Clock::duration::zero());
        if (const auto due = canvas_.time_to_labels(now)) {
            left = std::min<std::chrono::nanoseconds>(left, *due);
        }
        if (left.count() > 0) bell_.wait(left);
    }
    [[nodiscard]] Camera& camera() { return state_.camera; }
    [[nodiscard]] const MapCanvas::Times& times() const { return canvas_.times(); }
    [[nodiscard]] const Document& document() const { return *document_; }

  private:
    std::shared_ptr<const Document> document_;
    draw::FontSet fonts_;
    AppState state_;
    MapSurface window_;
    Bell bell_;  // before the canvas, whose worker rings it
    MapCanvas canvas_;
    int height_px_;
};

struct Measured {
    std::vector<double> moving_ms, resting_ms, sharp_ms, paint_ms;
    double moving_s = 0.0;
};

class Replay {
  public:
    Replay(Stage& stage, bool needs_turn) : stage_{stage}, needs_turn_{needs_turn} {}

    [[nodiscard]] Result<void> play(const CameraStep& step) {
        using Kind = CameraStep::Kind;
        if (step.kind == Kind::fit) {
            stage_.camera().fit(stage_.document().scene.default_extent(), fit_margin);
            return settle();
        }
        if (step.kind == Kind::view) {
            const auto at = stage_.document().degrees_to_map.apply(geo::XY{step.a, step.b});
            if (!at) return tl::unexpected{at.error()};
            stage_.camera().look({at->x, at->y}, step.c);
            return settle();
        }
        if (step.kind == Kind::rest) {
            if (const auto settled = settle(); !settled) return settled;
            return rest(step.seconds);
        }
        const auto began = Clock::now();
        const draw::PaperMm middle = stage_.camera().view().frame.centre();
        double done = 0.0;
        const auto moved = run(step.seconds, measured_.moving_ms, [&](double share) {
            if (step.kind == Kind::pan) {
                stage_.camera().pan_mm(step.a * (share - done) / px_per_mm,
                                       step.b * (share - done) / px_per_mm);
            } else {
                stage_.camera().zoom_about(middle, std::pow(step.a, share - done));
            }
            done = share;
        });
        measured_.moving_s += seconds_since(began);
        return moved;
    }

    /// Frames until the picture is sharp; how long that took since the hand came to rest.
    [[nodiscard]] Result<void> settle() {
        const auto began = Clock::now();
        const auto latest = began + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(longest_wait_s));
        while (true) {
            const auto frame = next_frame(measured_.resting_ms);
            if (!frame) return frame;
            if (stage_.is_sharp()) break;
            if (Clock::now() > latest) {
                return fail(ErrorCode::graphics_unavailable, "benchmark",
                            fmt::format("no picture came within {} seconds", longest_wait_s));
            }
            stage_.wait(latest);
        }
        measured_.sharp_ms.push_back(seconds_since(began) * 1000.0);
        return {};
    }

    [[nodiscard]] const Measured& measured() const { return measured_; }
    void forget() { measured_ = {}; }

  private:
    [[nodiscard]] Result<void> next_frame(std::vector<double>& into) {
        const auto start = Clock::now();
        const int paintings = stage_.times().paintings;
        std::optional<render::DrawingTurn> turn;
        if (needs_turn_) turn.emplace();
        const Result<double> frame = stage_.frame();
        turn.reset();
        if (!frame) return tl::unexpected{frame.error()};
        into.push_back(*frame);
        if (stage_.times().paintings != paintings) {
            measured_.paint_ms.push_back(stage_.times().last_paint_ms);
        }
        std::this_thread::sleep_until(start + std::chrono::duration_cast<Clock::duration>(
                                                  std::chrono::duration<double>(frame_s)));
        return {};
    }

    /// Frames as far as there is something new to show.
    [[nodiscard]] Result<void> rest(double seconds) {
        const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                            std::chrono::duration<double>(seconds));
        while (Clock::now() < end) {
            if (const auto frame = next_frame(measured_.resting_ms); !frame) return frame;
            stage_.wait(end);
        }
        return {};
    }

    template <typename Move>
    [[nodiscard]] Result<void> run(double seconds, std::vector<double>& into, const Move& move) {
        const auto began = Clock::now();
        double share = 0.0;
        while (share < 1.0) {
            share = seconds > 0.0 ? std::min(seconds_since(began) / seconds, 1.0) : 1.0;
            move(share);
            if (const auto frame = next_frame(into); !frame) return frame;
        }
        return {};
    }

    Stage& stage_;
    bool needs_turn_;
    Measured measured_;
};

Result<std::string> read_text(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file.is_open() || file.bad()) {
        return fail(ErrorCode::input_unreadable, path.string(),
                    said(msg::errors_camera_unreadable, system_error_words(errno)));
    }
    return text;
}

}  // namespace

Result<std::vector<CameraStep>> parse_camera_path(std::string_view text, const std::string& where) {
    struct Form {
        const char* name;
        CameraStep::Kind kind;
        std::size_t numbers;  // the last of pan, zoom and rest is the time
    };
    using Kind = CameraStep::Kind;
    static constexpr std::array forms{Form{"fit", Kind::fit, 0}, Form{"view", Kind::view, 3},
                                      Form{"pan", Kind::pan, 3}, Form{"zoom", Kind::zoom, 2},
                                      Form{"rest", Kind::rest, 1}};
    std::vector<CameraStep> steps;
    std::istringstream lines{std::string{text}};
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        std::istringstream words{line};
        std::string name;
        if (!(words >> name) || name[0] == '#') continue;
        const auto refuse = [&](const char* what) {
            return fail(ErrorCode::usage, fmt::format("{}:{}", where, number),
                        fmt::format("'{}' {}", line, what),
                        "write fit, view LON LAT SCALE, pan DX DY SECONDS, zoom FACTOR SECONDS or "
                        "rest SECONDS");
        };
        const auto form =
            std::ranges::find_if(forms, [&](const Form& one) { return name == one.name; });
        if (form == forms.end()) return refuse("is no step of a camera path");
        std::array<double, 3> given{};
        std::string rest;
        for (std::size_t i = 0; i < form->numbers; ++i) {
            if (!(words >> given[i]) || !std::isfinite(given[i])) return refuse("lacks a number");
        }
        if (words >> rest) return refuse("says too much");
        CameraStep step{form->kind, given[0], given[1], given[2], 0.0};
        if (form->kind == Kind::pan) step.seconds = given[2];
        if (form->kind == Kind::zoom) step.seconds = given[1];
        if (form->kind == Kind::rest) step.seconds = given[0];
        if (step.seconds < 0.0 || step.seconds > 600.0) return refuse("takes no such time");
        if (form->kind == Kind::zoom && !(given[0] > 0.0)) return refuse("needs a factor above 0");
        if (form->kind == Kind::view && !(given[2] > 0.0)) return refuse("needs a scale above 0");
        steps.push_back(step);
    }
    return steps;
}

Result<int> run_benchmark(const BenchmarkOptions& options) {
    const Result<std::string> text = read_text(options.path);
    if (!text) return tl::unexpected{text.error()};
    const auto steps = parse_camera_path(*text, options.path.string());
    if (!steps) return tl::unexpected{steps.error()};

    const auto start = Clock::now();
    OpenRequest request;
    request.sources = options.sources;
    if (request.sources.empty()) request.sources = {"layout:ningbo"};
    Result<Document> document = open_document(request, Work{});
    if (!document) return tl::unexpected{document.error()};
    const double load_s = seconds_since(start);
    const OpeningTimes opening = document->times;
    const Result<render::OffscreenContext> context = render::OffscreenContext::create_apart();
    if (!context) return tl::unexpected{context.error()};
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{renderer.error()};
    Result<draw::FontSet> fonts = draw::FontSet::load();
    if (!fonts) return tl::unexpected{fonts.error()};
    Stage stage{std::make_shared<const Document>(std::move(*document)), std::move(*fonts),
                std::move(*renderer), options};
    if (const auto started = stage.start(options); !started) {
        return tl::unexpected{started.error()};
    }
    Replay replay{stage, context->needs_turn()};
    if (const auto first = replay.play({CameraStep::Kind::fit, 0, 0, 0, 0}); !first) {
        return tl::unexpected{first.error()};
    }
    const double first_picture_s = seconds_since(start);
    replay.forget();
    for (const CameraStep& step : *steps) {
        if (const auto played = replay.play(step); !played) return tl::unexpected{played.error()};
    }
    const Measured& m = replay.measured();
    const Json report{
        {"width_px", options.width},
        {"height_px", options.height},
        {"renderer", context->description()},
        {"load_s", thousandth(load_s)},
        {"read_s", thousandth(opening.read_ms / 1000.0)},
        {"index_s", thousandth(opening.index_ms / 1000.0)},
        {"first_picture_s", thousandth(first_picture_s)},
        {"moving_s", thousandth(m.moving_s)},
        {"frames_per_second",
         m.moving_s > 0.0 ? thousandth(static_cast<double>(m.moving_ms.size()) / m.moving_s) : 0.0},
        {"moving_frame_ms", percentiles(m.moving_ms)},
        {"resting_frame_ms", percentiles(m.resting_ms)},
        {"rest_to_sharp_ms", percentiles(m.sharp_ms)},
        {"paint_ms", percentiles(m.paint_ms)},
        {"upload_ms", thousandth(stage.times().upload_ms)}};
    fmt::print("{}\n", report.dump(1));
    return 0;
}

}  // namespace parkatlas::app
