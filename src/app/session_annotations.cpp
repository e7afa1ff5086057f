// Annotations and pictures that come into the document from files.

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "app/folder_listing.h"
#include "app/session.h"
#include "base/messages_annotate.h"
#include "base/messages_viewer.h"
#include "tasks/annotation_files.h"
#include "tasks/page_places.h"

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

constexpr double first_picture_height_mm = 15.0;
constexpr double from_frame_mm = 6.0;

// A picture in the upper left corner of the page's map, or in the middle of what the window shows.
model::Annotation picture_of(const std::string& file, const model::AnnotationPlace& place,
                             bool on_page) {
    model::Annotation made;
    made.kind = model::AnnotationKind::image;
    made.file = file;
    made.height_mm = first_picture_height_mm;
    made.places.push_back(place);
    if (!on_page) made.box_anchor = model::BoxAnchor::centre;
    return made;
}

}  // namespace

// What a file is can only be told by looking into it, which takes a moment, or more on a share.
void Session::take_added(std::vector<std::string> sources, bool are_annotations) {
    std::vector<std::string> plain;
    std::vector<std::string> unsure;
    for (std::string& source : sources) {
        if (is_picture_name(source) && document_) {
            add_picture(source, {});
        } else if (are_annotations || has_ending(source, ".json")) {
            unsure.push_back(std::move(source));
        } else {
            plain.push_back(std::move(source));
        }
    }
    if (!plain.empty()) add_sources(std::move(plain));
    if (unsure.empty() || !document_) return;
    if (sorting_.busy()) {
        unsure.insert(unsure.begin(), to_sort_.begin(), to_sort_.end());
    }
    to_sort_ = unsure;
    sorting_.start([unsure, are_annotations] {
        SortedFiles sorted;
        const Work work;
        for (const std::string& one : unsure) {
            if (are_annotations || tasks::is_annotations_file(one)) {
                sorted.annotations.emplace_back(one, tasks::open_annotations(one, work));
            } else {
                sorted.sources.push_back(one);
            }
        }
        return sorted;
    });
}

void Session::tend_annotations() {
    std::optional<SortedFiles> sorted = sorting_.poll();
    if (!sorted) return;
    to_sort_.clear();
    if (!sorted->sources.empty()) add_sources(std::move(sorted->sources));
    for (auto& [path, read] : sorted->annotations) take_annotations(path, std::move(read));
    window_->want_frames(3);
}

void Session::take_annotations(const std::string& path, Result<Loaded<model::Annotations>> read) {
    if (!read) {
        complain({read.error()});
        std::fprintf(stderr, "%s\n", error_line(read.error(), options_.error_lang).c_str());
        return;
    }
    const std::string name = fs::path{path}.filename().string();
    const std::size_t items = read->value.items.size();
    const std::size_t labels = read->value.labels.size();
    model::Edits next = state_.history.present();
    tasks::add_annotations(next.annotations.edit(), std::move(read->value));
    state_.history.change({msg::viewer_step_load, name}, std::move(next));
    const Lang lang = state_.lang;
    std::string words =
        labels == 0
            ? fmt::format(fmt::runtime(text(msg::viewer_loaded, lang)), items, name)
            : fmt::format(fmt::runtime(text(msg::viewer_loaded_labels, lang)), items, labels, name);
    if (!read->findings.empty()) {
        words += (lang == Lang::zh ? "" : " ") +
                 fmt::format(fmt::runtime(text(msg::viewer_unknown_members, lang)),
                             read->findings.size());
    }
    for (const Finding& finding : read->findings) {
        state_.log.add(finding);
        std::fprintf(stderr, "%s\n", finding_line(finding, options_.error_lang).c_str());
    }
    tell(std::move(words));
    show_annotations();
}

// Where the page is not shown, the list of them tells what came.
void Session::show_annotations() {
    if (!state_.tools.sheet_open) state_.drawer = DrawerTab::annotations;
    state_.files.start_page = false;
    window_->want_frames(3);
}

void Session::add_picture(const fs::path& file, const std::string& in_place_of) {
    std::error_code ignored;
    const fs::path path = fs::absolute(file, ignored).lexically_normal();
    const std::string name = path.filename().string();
    model::Edits next = state_.history.present();
    if (!in_place_of.empty()) {
        for (model::Annotation& one : next.annotations.edit().items) {
            if (one.file == in_place_of) one.file = path.string();
        }
        state_.history.change({msg::viewer_step_picture, name}, std::move(next));
        tools_.annotations.try_pictures_again();
        return;
    }
    if (!document_) return;
    model::AnnotationPlace place;
    const bool on_page = state_.tools.sheet_open;
    if (on_page) {
        const tasks::SheetPreview* preview = tools_.sheet.preview();
        const draw::RectMm frame = preview != nullptr ? preview->view.frame : draw::RectMm{};
        place.x = frame.x_mm + from_frame_mm;
        place.y = frame.y_mm + from_frame_mm;
    } else {
        const geo::MapXY middle = state_.camera.view().centre;
        const Result<geo::XY> there = document_->map_to_degrees.apply({middle.x_m, middle.y_m});
        if (!there) return;
        place.anchor = model::AnnotationPlace::Anchor::lon_lat;
        place.x = there->x;
        place.y = there->y;
    }
    const std::size_t index = next.annotations->items.size();
    next.annotations.edit().items.push_back(picture_of(path.string(), place, on_page));
    state_.history.change({msg::annotate_step_add, name}, std::move(next));
    tools_.annotations.try_pictures_again();
    state_.tools.annotation = index;
    state_.tools.sketch.reset();
    show_annotations();
}

}  // namespace parkatlas::app
