#include "app/bookmarks.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/messages_navigate.h"

namespace parkatlas::app {

std::string free_bookmark_name(const std::vector<model::Bookmark>& bookmarks, Lang lang) {
    for (std::size_t number = bookmarks.size() + 1;; ++number) {
        std::string name =
            fmt::format(fmt::runtime(text(msg::navigate_bookmark_name, lang)), number);
        const bool taken = std::any_of(bookmarks.begin(), bookmarks.end(),
                                       [&](const auto& one) { return one.name == name; });
        if (!taken) return name;
    }
}

void add_bookmark(const AppState& state, const Document& document, Commands& commands) {
    const geo::MapXY centre = state.camera.view().centre;
    const Result<geo::XY> degrees = document.map_to_degrees.apply({centre.x_m, centre.y_m});
    if (!degrees) return;
    model::Bookmark made;
    made.name = free_bookmark_name(state.history.present().bookmarks, state.lang);
    made.centre = {degrees->x, degrees->y};
    made.scale_denominator = state.camera.scale_denominator();
    change_document(commands, {msg::navigate_step_bookmark_add, made.name},
                    [made](model::Edits& edits) { edits.bookmarks.push_back(made); });
}

void rename_bookmark(Commands& commands, std::size_t index, std::string name) {
    StepName step{msg::navigate_step_bookmark_rename, name};
    change_document(commands, std::move(step),
                    [index, name = std::move(name)](model::Edits& edits) {
                        if (index < edits.bookmarks.size()) edits.bookmarks[index].name = name;
                    });
}

void remove_bookmark(const AppState& state, Commands& commands, std::size_t index) {
    const std::vector<model::Bookmark>& all = state.history.present().bookmarks;
    if (index >= all.size()) return;
    change_document(
        commands, {msg::navigate_step_bookmark_remove, all[index].name},
        [index](model::Edits& edits) {
            if (index >= edits.bookmarks.size()) return;
            edits.bookmarks.erase(edits.bookmarks.begin() + static_cast<std::ptrdiff_t>(index));
        });
}

void go_to_bookmark(const model::Bookmark& bookmark, const Document& document, Commands& commands) {
    const Result<geo::XY> at =
        document.degrees_to_map.apply({bookmark.centre.lon_deg, bookmark.centre.lat_deg});
    if (!at) return;
    commands.push_back(ViewCommand{LookFrom{{at->x, at->y}, bookmark.scale_denominator}});
}

}  // namespace parkatlas::app
