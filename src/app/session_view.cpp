// The part of the session that carries out wishes about the window itself: full screen, look and
// size of the panels, the overview, the clipboard, bookmarks from one run to the next.

#include <algorithm>
#include <utility>

#include <epoxy/gl.h>
#include <fmt/format.h>

#include "app/session.h"
#include "app/theme.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {

// The other plan or file is opened once it is wished for.
void Session::tend_comparison() {
    Comparison& wished = state_.view.compared;
    if (wished.sources != compare_.sources()) {
        compare_.open(wished.sources, document_ ? std::optional{document_->base()} : std::nullopt);
        window_->want_frames(3);
    }
    if (const std::optional<Result<void>> opened = compare_.poll()) {
        if (!*opened) {
            tell(fmt::format(fmt::runtime(text(msg::navigate_compare_failed, state_.lang)),
                             opened->error().what.in(state_.lang)),
                 Severity::error);
            wished.sources.clear();
            compare_.open({}, std::nullopt);
        } else {
            ui_fonts_.need(document_title(*compare_.document(), Lang::zh));
            ui_fonts_.need(document_title(*compare_.document(), Lang::en));
        }
        window_->want_frames(3);
    }
    wished.title = compare_.document() != nullptr
                       ? document_title(*compare_.document(), state_.lang)
                       : std::string{};
}

draw::MapView Session::compared_view(const WindowLayout& layout, float px_per_mm) const {
    draw::MapView view = state_.camera.view();
    if (state_.view.compared.swipe) return view;
    const auto mm = [&](float px) { return static_cast<double>(px / px_per_mm); };
    view.frame = {mm(layout.other.x), mm(layout.other.y), std::max(mm(layout.other.w), 1.0),
                  std::max(mm(layout.other.h), 1.0)};
    return view;
}

Result<void> Session::paint_comparison(const WindowLayout& layout, float px_per_mm,
                                       float pixels_per_unit) {
    return compare_.update(fonts_, state_.map, state_.view.compared.selected,
                           compared_view(layout, px_per_mm),
                           static_cast<double>(px_per_mm * pixels_per_unit));
}

void Session::show_comparison(const WindowLayout& layout, float px_per_mm, int height_px) const {
    if (compare_.document() == nullptr) return;
    const draw::MapView view = compared_view(layout, px_per_mm);
    draw::RectMm clip = view.frame;
    if (state_.view.compared.swipe) {
        const double left_mm = state_.view.compared.share * clip.w_mm;
        clip.x_mm += left_mm;
        clip.w_mm -= left_mm;
    }
    compare_.show(view, height_px, clip);
}

void Session::tell(std::string note, Severity level) {
    state_.log.add(level, {ErrorCode::stopped, {}, note, {}});
    state_.view.note = std::move(note);
    ui_fonts_.need(state_.view.note);
    note_until_ = Clock::now() + note_time;
    window_->want_frames(3);
}

float Session::ui_scale() const {
    constexpr float least = 0.6F;  // of what the desktop and the hand ask for together
    constexpr float most = 5.0F;
    return std::clamp(window_->ui_scale() * static_cast<float>(state_.view.ui_size), least, most);
}

void Session::style(float scale) {
    if (scale == styled_scale_ && state_.view.dark == styled_dark_) return;
    theme::apply(scale, state_.view.dark);
    styled_scale_ = scale;
    styled_dark_ = state_.view.dark;
}

void Session::tend_view() {
    tend_comparison();
    if (state_.view.full_screen != is_full_screen_) {
        is_full_screen_ = state_.view.full_screen;
        if (is_full_screen_) state_.drawer.reset();
        window_->set_full_screen(is_full_screen_);
        window_->want_frames(3);
    }
    if (const auto done = clipboard_.poll()) {
        const Lang lang = state_.lang;
        if (!*done) {
            tell(fmt::format(fmt::runtime(text(msg::navigate_copy_failed, lang)),
                             done->error().what.in(lang)),
                 Severity::error);
        } else if (!(*done)->file.empty()) {
            tell(fmt::format(fmt::runtime(text(msg::navigate_copied_to_file, lang)),
                             (*done)->file.string()));
        } else {
            tell(fmt::format(fmt::runtime(text(msg::navigate_copied, lang)), (*done)->width_px,
                             (*done)->height_px));
        }
    }
    if (note_until_ && Clock::now() >= *note_until_) {
        note_until_.reset();
        state_.view.note.clear();
        window_->want_frames(2);
    }
}

std::optional<std::chrono::milliseconds> Session::time_to_view_work() const {
    std::optional<std::chrono::milliseconds> soonest = canvas_.time_to_labels(Clock::now());
    const auto take = [&](std::optional<std::chrono::milliseconds> other) {
        if (other && (!soonest || *other < *soonest)) soonest = other;
    };
    take(compare_.time_to_next(Clock::now()));
    if (state_.view.overview) take(overview_.time_to_next(Clock::now()));
    return soonest;
}

std::optional<std::chrono::milliseconds> Session::time_to_wake() const {
    std::optional<std::chrono::milliseconds> soonest = time_to_view_work();
    if (note_until_) {
        const auto left =
            std::max(std::chrono::milliseconds{1},
                     std::chrono::ceil<std::chrono::milliseconds>(*note_until_ - Clock::now()));
        if (!soonest || left < *soonest) soonest = left;
    }
    return soonest;
}

Result<void> Session::paint_overview(const WindowLayout& layout, float scale, float px_per_mm,
                                     float pixels_per_unit) {
    if (!document_ || !state_.view.overview) return {};
    const RectPx box = overview_box(layout.map, scale);
    const auto mm = [&](float px) { return static_cast<double>(px / px_per_mm); };
    return overview_.update(
        std::shared_ptr<const cartography::MapScene>{document_, &document_->scene}, fonts_,
        state_.map, {mm(box.x), mm(box.y), mm(box.w), mm(box.h)},
        static_cast<double>(px_per_mm * pixels_per_unit));
}

// What is seen of the map, with all that is drawn over it, once nothing moves any more.
void Session::copy_map(const RectPx& map, float pixels_per_unit, int height_px) {
    if (!state_.view.copy_wanted || flight_ || !canvas_.is_sharp()) return;
    state_.view.copy_wanted = false;
    const auto px = [&](float at) { return static_cast<int>(at * pixels_per_unit); };
    Image image;
    image.width = std::max(px(map.w), 1);
    image.height = std::max(px(map.h), 1);
    const std::size_t row = 4 * static_cast<std::size_t>(image.width);
    image.rgba.resize(row * static_cast<std::size_t>(image.height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_BACK);
    glReadPixels(px(map.x), height_px - px(map.y) - image.height, image.width, image.height,
                 GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    for (int top = 0, bottom = image.height - 1; top < bottom; ++top, --bottom) {
        const auto at = [&](int y) {
            return image.rgba.begin() +
                   static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * row);
        };
        std::swap_ranges(at(top), at(top) + static_cast<std::ptrdiff_t>(row), at(bottom));
    }
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
    clipboard_.copy(std::move(image), 96.0 * static_cast<double>(styled_scale_));
}

// Bookmarks belong to the document; one that is not kept as a project finds them here again.
std::vector<model::Bookmark> Session::recall_bookmarks(const Document& document) {
    bookmarks_of_.clear();
    for (const OpenedSource& one : document.sources) bookmarks_of_ += one.source + '\n';
    const auto known = preferences_.bookmarks.find(bookmarks_of_);
    if (known == preferences_.bookmarks.end()) return {};
    for (const model::Bookmark& one : known->second) ui_fonts_.need(one.name);
    return known->second;
}

void Session::remember_view(Preferences& now) const {
    now.dark = state_.view.dark;
    now.ui_size = state_.view.ui_size;
    now.overview = state_.view.overview;
    now.drawer = state_.drawer ? drawer_tab_name(*state_.drawer) : "";
    if (bookmarks_of_.empty() || !state_.files.project.empty()) return;  // the project has them
    const std::vector<model::Bookmark>& bookmarks = state_.history.present().bookmarks;
    if (bookmarks.empty()) {
        now.bookmarks.erase(bookmarks_of_);
    } else {
        now.bookmarks[bookmarks_of_] = bookmarks;
    }
}

void Session::recall_view(const Preferences& preferences) {
    state_.view.dark = preferences.dark;
    state_.view.ui_size = preferences.ui_size;
    state_.view.overview = preferences.overview;
    state_.drawer = parse_drawer_tab(preferences.drawer);
}

}  // namespace parkatlas::app
