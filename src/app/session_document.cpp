// The document as a whole: what it is made of, and how it changes while the window is open.

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "app/layer_edits.h"
#include "app/session.h"
#include "app/sheet_edits.h"
#include "base/messages_common.h"
#include "base/messages_document.h"
#include "io/project.h"

namespace parkatlas::app {
namespace {

void append_new(std::vector<std::string>& all, const std::string& one) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

// Layers by their numbers in one document, told by their numbers in another one of the same plan.
class Renumbering {
  public:
    Renumbering(const std::vector<model::LayerKey>& from, const Document& to)
        : from_{from}, to_{to} {}

    // The scheme and the base map keep their numbers; none for a layer that is gone.
    [[nodiscard]] std::optional<int> of(int layer) const {
        if (layer < 0) return layer;
        const auto index = to_.find_layer(from_[static_cast<std::size_t>(layer)]);
        return index ? std::optional{static_cast<int>(*index)} : std::nullopt;
    }
    template <typename Value>
    [[nodiscard]] std::map<int, Value> of(const std::map<int, Value>& values) const {
        std::map<int, Value> moved;
        for (const auto& [layer, value] : values) {
            if (const auto to = of(layer)) moved.emplace(*to, value);
        }
        return moved;
    }
    [[nodiscard]] std::optional<OverlapSides> of(const OverlapSides& sides) const {
        const std::optional<int> a = of(sides.a);
        const std::optional<int> b = sides.b ? of(*sides.b) : std::nullopt;
        if (!a || b.has_value() != sides.b.has_value()) return std::nullopt;
        return OverlapSides{*a, b};
    }

  private:
    std::vector<model::LayerKey> from_;
    const Document& to_;
};

// What the tools look at and what is selected, after a layer has come to the document.
void keep_looking(AppState& state, const AppState& before, const Renumbering& numbers) {
    const ToolState& was = before.tools;
    ToolState& now = state.tools;
    now.tables = numbers.of(was.tables);
    now.class_by = numbers.of(was.class_by);
    if (was.table) now.table = numbers.of(*was.table);
    if (was.overlap_sides) now.overlap_sides = numbers.of(*was.overlap_sides);
    if (was.overlap) {
        if (const auto sides = numbers.of(was.overlap->sides)) {
            now.overlap = was.overlap;
            now.overlap->sides = *sides;
        }
    }
    if (const auto layer = numbers.of(was.marked.layer)) now.marked.set(*layer, was.marked.rows);
    if (before.map.selected) {
        if (const auto layer = numbers.of(before.map.selected->layer)) {
            state.map.selected = cartography::FeatureRef{*layer, before.map.selected->index};
        }
    }
    state.map.hidden_features = before.map.hidden_features;
}

}  // namespace

std::vector<std::string> Session::plan_sources() const {
    if (!document_ || document_->layout() == nullptr) return {};
    return {document_->plan_source()};
}

// The layers of the user go with him from plan to plan. Those that are no longer listed stay, too,
// so that undo finds them; sources that failed are not tried again and again.
std::vector<std::string> Session::sources_with(std::vector<std::string> plan) const {
    std::vector<std::string> sources = std::move(plan);
    if (document_) {
        for (const OpenedSource& one : document_->sources) {
            if (one.contents.layouts.empty()) append_new(sources, one.source);
        }
    }
    for (const model::LayerEdit& layer : state_.history.present().layers) {
        const bool failed =
            std::ranges::find(state_.failed, layer.key.source) != state_.failed.end();
        if (!failed) append_new(sources, layer.key.source);
    }
    return sources;
}

// The first document. Sources are kept by their whole paths, so that a project can tell where they
// are from wherever it is saved.
Result<void> Session::begin() {
    by_hand_ = !options_.script && !options_.screenshot;
    if (by_hand_) {
        if (const auto folder = journal_folder()) {
            journal_ = Journal::begin(*folder, [] { Window::wake(); });
        }
    }
    std::error_code ignored;
    const std::filesystem::path here = std::filesystem::current_path(ignored);
    std::vector<std::string> sources;
    if (by_hand_ && options_.sources.empty() && !preferences_.last_project.empty()) {
        // A project that is gone by now leads to the start page; one on a share that does not
        // answer keeps nobody from anything.
        read_project(preferences_.last_project);
    }
    for (const std::string& source : options_.sources) {
        if (is_project_name(source)) {
            read_project(source, true);
        } else {
            sources.push_back(io::absolute_source(source, here));
        }
    }
    if ((awaited_ || reading_project_.busy()) && !sources.empty()) {
        later_ = sources;
    } else if (!awaited_ && !reading_project_.busy()) {
        if (sources.empty()) {
            sources.emplace_back("layout:ningbo");
            state_.files.start_page = by_hand_;
        }
        load(std::move(sources), {}, false);
    }
    offer_left_work();
    return {};
}

void Session::load(std::vector<std::string> sources, Awaited awaited, bool may_be_empty) {
    OpenRequest request;
    request.sources = std::move(sources);
    request.may_be_empty = may_be_empty;
    request.hold_bytes = options_.hold_bytes;
    request.colors = present_wish().colors;
    request.lang = state_.lang;
    if (document_) {
        request.known = document_->sources;
        request.base = document_->base();
        request.known_layers = document_->scene.content().layers;
        request.known_classes = document_->scene.content().layer_classes;
    }
    leave_loader();
    loader_ = std::make_unique<Loader>(std::move(request), [] { Window::wake(); });
    awaited_ = std::move(awaited);
}

// More may be dropped while the first is still being opened; a visit that was under way goes on.
void Session::add_sources(std::vector<std::string> sources) {
    if (!document_) return;
    for (const std::string& source : sources) {
        if (!is_project_name(source)) continue;
        state_.files.leave = Leave{source};
        return;
    }
    Awaited awaited = awaited_.value_or(Awaited{});
    for (const std::string& source : sources) {
        append_new(awaited.added, source);
        std::erase(state_.failed, source);
    }
    // What is added goes first: a layout among it becomes the plan.
    // Whoever chose a file on the start page has not asked for the plan behind it.
    const bool from_start = std::exchange(state_.files.start_page, false);
    std::vector<std::string> all = awaited.added;
    for (const std::string& source : sources_with(awaited.visit ? awaited.visit->sources
                                                  : from_start  ? std::vector<std::string>{}
                                                                : plan_sources())) {
        append_new(all, source);
    }
    state_.opening = joined(awaited.added);
    ui_fonts_.need(state_.opening);
    load(std::move(all), std::move(awaited));
}

// Undo and redo may lead to a state that lists a layer which is not open.
void Session::open_what_is_listed() {
    if (!document_ || awaited_) return;
    std::vector<std::string> missing = sources_to_open(state_.history.present(), *document_);
    std::erase_if(missing, [&](const std::string& source) {
        return std::ranges::find(state_.failed, source) != state_.failed.end();
    });
    if (missing.empty()) return;
    load(sources_with(plan_sources()), {});
}

void Session::show_edits() {
    if (!document_) return;
    show_layers(state_.history.present(), *document_, state_.map);
    if (shown_revision_ == state_.history.revision()) return;
    shown_revision_ = state_.history.revision();
    const Result<bool> sheet =
        show_sheet(state_.history.present(), *document_, state_.camera.view().extent(), state_.lang,
                   state_.tools.sheet);
    if (!sheet) state_.log.add(Severity::warning, sheet.error());
    if (!sheet || *sheet) ++state_.tools.sheet_version;
    for (const model::LayerEdit& layer : state_.history.present().layers) {
        ui_fonts_.need(layer.name);
        ui_fonts_.need(layer.key.source);
    }
    for (std::size_t i = 0; i < state_.history.step_count(); ++i) {
        ui_fonts_.need(state_.history.name(i).what);
    }
    name_window();
}

void Session::show_loaded(Document loaded) {
    ui_fonts_.need(loader_->take_texts());
    const bool first = !document_;
    const ViewRecord left = present_view();
    const std::optional<Awaited> awaited = std::exchange(awaited_, std::nullopt);
    const bool project = awaited && awaited->project;
    if (!first && awaited && is_in_vain(*awaited, loaded)) {  // what is open stays
        complain(loaded.problems);
        for (const Error& problem : loaded.problems) {
            std::fprintf(stderr, "%s\n", error_line(problem, options_.error_lang).c_str());
        }
        state_.opening.clear();
        loader_.reset();
        return;
    }
    const bool same_plan = !first && !project && loaded.plan_source() == document_->plan_source();
    const AppState before = state_;
    const std::vector<model::LayerKey> layers_before =
        document_ ? document_->layer_keys : std::vector<model::LayerKey>{};
    if (same_plan || project) {
        document_.reset();  // the new one holds all of it
    } else {
        put_away();
    }
    auto document = std::make_shared<Document>(std::move(loaded));
    if (project) {
        document_ = document;
        take_project(*awaited->project);
    } else if (first) {
        model::Edits start;
        start.layers = layers_of(*document);
        if (!options_.color_by.empty()) color_layers_by(options_.color_by, *document, start);
        start.bookmarks = recall_bookmarks(*document);
        state_.history.restart(std::move(start));
    } else if (!same_plan && !(awaited && awaited->visit)) {
        history_.leave(left);
    }
    std::vector<std::string> names;
    if (awaited && !awaited->added.empty()) {
        model::Edits next = state_.history.present();
        names = add_layers(next, *document, awaited->added);
        state_.history.change({msg::document_step_add_layer, joined(names)}, std::move(next));
        for (const std::string& source : awaited->added) {
            const bool open = std::ranges::find(document->failed, source) == document->failed.end();
            if (open && source.starts_with('/')) note_recent(source);
        }
    }
    show_document(std::move(document));
    if (same_plan) keep_looking(state_, before, Renumbering{layers_before, *document_});
    if (state_.files.start_page) pictures_.want(document_->base(), picture_folder());
    note_problems();
    if (!later_.empty()) state_.added = std::exchange(later_, {});
    if (project) {
        look_as_saved(awaited->project->project.view);
    } else if (first) {
        commands_.push_back(FitAll{});
    } else if (awaited && awaited->visit) {
        go_to(*awaited->visit);
    } else if (!same_plan) {
        commands_.push_back(FitAll{});
    } else if (awaited && !names.empty()) {
        geo::Box box;
        const auto& layers = document_->scene.content().layers;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::string& source = document_->layer_keys[i].source;
            if (std::ranges::find(awaited->added, source) == awaited->added.end()) continue;
            box.add(document_->scene.layer_extent(i));
        }
        if (!box.is_empty() && !box.intersects(state_.camera.view().extent())) {
            commands_.push_back(LookAt{box});
        }
    }
}

// Nothing of what was asked for could be opened.
bool Session::is_in_vain(const Awaited& awaited, const Document& loaded) {
    if (awaited.project) return false;
    if (awaited.visit) {
        const std::vector<std::string>& plan = awaited.visit->sources;
        return !plan.empty() && loaded.plan_source() != plan.front();
    }
    return !awaited.added.empty() &&
           std::ranges::all_of(awaited.added, [&](const std::string& source) {
               return std::ranges::find(loaded.failed, source) != loaded.failed.end();
           });
}

// What could not be opened is told once, on the map and on standard error.
void Session::note_problems() {
    for (const OpenedSource& one : document_->sources) std::erase(state_.failed, one.source);
    complain(document_->problems);
    log_document();
    for (const Error& problem : document_->problems) {
        std::fprintf(stderr, "%s\n", error_line(problem, options_.error_lang).c_str());
    }
    for (std::size_t i = 0; i < document_->failed.size() && i < state_.problems.size(); ++i) {
        const bool listed = std::ranges::any_of(state_.history.present().layers,
                                                [&](const model::LayerEdit& layer) {
                                                    return layer.key.source == document_->failed[i];
                                                });
        Error& problem = state_.problems[i];
        if (listed && problem.remedy.empty()) {
            problem.remedy = text(msg::document_missing_remedy, state_.lang);
        }
    }
    for (const std::string& source : document_->failed) append_new(state_.failed, source);
}

void Session::name_window() {
    const std::string_view product = text(msg::product_name, state_.lang);
    const model::Layout* layout = document_ ? document_->layout() : nullptr;
    std::string name = state_.files.project.stem().string();
    if (name.empty() && layout != nullptr) name = layout->title.in(state_.lang);
    if (name.empty() && state_.history.is_changed())
        name = text(msg::document_untitled, state_.lang);
    const std::string_view star = state_.history.is_changed() ? "*" : "";
    window_->set_title(name.empty() ? std::string{product}
                                    : fmt::format("{}{} · {}", star, name, product));
}

}  // namespace parkatlas::app
