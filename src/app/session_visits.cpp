// Walking between plans and between views: the part of the session that opens what comes next,
// keeps what was opened, and flies the camera there.

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "app/session.h"
#include "app/view_apply.h"
#include "base/messages_app.h"
#include "base/messages_common.h"
#include "tasks/coordinate_text.h"
#include "tasks/plan_network.h"

namespace parkatlas::app {
namespace {

// Movements by hand that follow each other within this time are one step of the history.
constexpr std::chrono::milliseconds one_gesture{1000};

bool moves_by_hand(const Command& command) {
    return std::holds_alternative<ZoomBy>(command) || std::holds_alternative<ZoomAt>(command) ||
           std::holds_alternative<HoldPoint>(command) || std::holds_alternative<PanBy>(command);
}

bool leaves_the_view(const Command& command) {
    const auto* view = std::get_if<ViewCommand>(&command);
    return (view != nullptr && jumps(*view)) || std::holds_alternative<ZoomToFeature>(command) ||
           std::holds_alternative<FitAll>(command) || std::holds_alternative<LookAt>(command);
}

std::string key_of(std::vector<std::string> sources) {
    std::ranges::sort(sources);
    std::string key;
    for (const std::string& source : sources) key += source + '\n';
    return key;
}

std::optional<std::string> feature_leading_to(const model::Layout& from, const model::Layout& to) {
    for (const model::LayoutLink& link : from.links) {
        if (link.to == "layout:" + to.id) return link.from;
    }
    return std::nullopt;
}

}  // namespace

ViewRecord Session::present_view() const {
    ViewRecord record;
    record.sources = plan_sources();
    record.centre = state_.camera.view().centre;
    record.scale_denominator = state_.camera.scale_denominator();
    if (document_ && state_.map.selected) {
        record.selected = feature_id(*document_, *state_.map.selected);
    }
    return record;
}

void Session::apply_commands() {
    for (const Command& command : std::exchange(commands_, {})) {
        const Camera before = state_.camera;
        const ViewRecord left = present_view();
        apply(command, state_, document_ ? &document_->scene : nullptr);
        window_->want_frames(3);  // this one, and two in which a new dialog finds its size
        if (state_.camera == before) continue;
        const Clock::time_point now = Clock::now();
        if (moves_by_hand(command)) {
            flight_.reset();
            if (!last_hand_ || now - *last_hand_ > one_gesture) history_.leave(left);
            last_hand_ = now;
        } else if (leaves_the_view(command) && shown_once_) {
            history_.leave(left);
            last_hand_.reset();
            fly(before);
        }
    }
    if (std::exchange(state_.place_entered, false)) go_to_typed_place();
    if (!state_.added.empty()) take_added(std::exchange(state_.added, {}));
    if (std::exchange(state_.retry_sources, false)) state_.failed.clear();
    show_edits();
    open_what_is_listed();
    if (state_.visit) begin_visit(*std::exchange(state_.visit, std::nullopt));
    if (std::exchange(state_.go_above, false)) visit_above();
    if (const int steps = std::exchange(state_.history_steps, 0); steps != 0) {
        walk_history(steps);
    }
    shown_once_ = document_ != nullptr;
    state_.steps_behind = static_cast<int>(history_.behind());
    state_.steps_ahead = static_cast<int>(history_.ahead());
    ui_fonts_.need(state_.typed_place);
    ui_fonts_.need(state_.search);  // typed or pasted: may hold characters not seen before
}

// Typed coordinates: the next point of the measurement, or a place to look at.
void Session::go_to_typed_place() {
    if (!document_) return;
    const int meridian = document_->scene.crs().three_degree_zone_meridian().value_or(0);
    const Result<tasks::TypedPlace> place = tasks::parse_place(state_.typed_place, meridian);
    if (!place) {
        state_.typed_place_problem = std::string{text(msg::app_place_not_understood, state_.lang)};
        return;
    }
    state_.typed_place.clear();
    if (state_.measuring.tool() != Tool::select) {
        state_.measuring.add_point(place->at, state_.lang, state_.history);
        return;
    }
    const Result<geo::XY> on_map =
        document_->degrees_to_map.apply({place->at.lon_deg, place->at.lat_deg});
    if (!on_map) return;
    constexpr double closest_look = 25'000.0;
    history_.leave(present_view());
    last_hand_.reset();
    state_.pin = place->at;
    const Camera before = state_.camera;
    state_.camera.look({on_map->x, on_map->y},
                       std::min(state_.camera.scale_denominator(), closest_look));
    fly(before);
}

// The camera is where it is to arrive: it goes there from where it was.
void Session::fly(const Camera& from) {
    if (from == state_.camera) return;
    flight_.emplace(Flight{from.view(), state_.camera.view()});
    flight_began_ = Clock::now();
    state_.camera = from;
}

void Session::advance_flight() {
    if (!flight_) return;
    const double gone_s = std::chrono::duration<double>(Clock::now() - flight_began_).count();
    const double share = gone_s / flight_->duration_s();
    const draw::MapView view = flight_->at(share);
    state_.camera.look(view.centre, view.scale_denominator);
    if (share >= 1.0) flight_.reset();
}

void Session::walk_history(int steps) {
    const std::optional<ViewRecord> record =
        steps < 0 ? history_.back(present_view()) : history_.forward(present_view());
    if (!record) return;
    last_hand_.reset();
    arrive_or_load(Visit{record->sources, record->selected, record});
}

// Whoever goes up finds selected where he came from.
void Session::begin_visit(Visit visit) {
    if (document_ && document_->layout() != nullptr && !visit.feature) {
        const model::Layout* below = document_->layout();
        const auto above = document_->network->above(*below);
        for (auto plan = above.rbegin(); plan != above.rend(); ++plan) {
            const std::optional<std::string> leading = feature_leading_to(**plan, *below);
            if (visit.sources == std::vector{"layout:" + (*plan)->id}) visit.feature = leading;
            below = *plan;
        }
    }
    history_.leave(present_view());
    last_hand_.reset();
    arrive_or_load(std::move(visit));
}

void Session::visit_above() {
    if (!document_ || document_->layout() == nullptr) return;
    const auto above = document_->network->above(*document_->layout());
    if (above.empty()) return;
    begin_visit(Visit{{"layout:" + above.back()->id}});
}

void Session::arrive_or_load(Visit visit) {
    flight_.reset();
    if (loader_ && !document_) return;  // nothing is open yet to leave
    if (visit.sources == plan_sources()) {
        if (awaited_ && awaited_->visit) {  // no longer wanted
            loader_.reset();
            awaited_.reset();
            state_.opening.clear();
        }
        go_to(visit);
        return;
    }
    const std::vector<std::string> sources = sources_with(visit.sources);
    if (const auto known = opened_.find(key_of(sources)); known != opened_.end()) {
        loader_.reset();
        awaited_.reset();
        state_.opening.clear();
        OpenedPlan plan = std::move(known->second);
        opened_.erase(known);
        put_away();
        take_out(plan);
        go_to(visit);
        return;
    }
    const std::string words = words_for(visit);
    load(sources, {std::move(visit), {}});
    state_.opening = words;
    ui_fonts_.need(state_.opening);
}

std::string Session::words_for(const Visit& visit) const {
    std::string words;
    for (const std::string& source : visit.sources) {
        const model::Layout* plan = nullptr;
        if (document_ && document_->network && source.starts_with("layout:")) {
            plan = document_->network->find(std::string_view{source}.substr(7));
        }
        words += (words.empty() ? "" : "  ") +
                 (plan != nullptr ? tasks::short_title(*plan, state_.lang) : source);
    }
    return words;
}

// What is open is kept, so that the way back takes no time.
void Session::put_away() {
    if (!document_) return;
    const bool measured = areas_ || document_->scene.content().layers.empty();
    if (!measured) {  // opened anew when it is wanted again, so that it is measured whole
        document_.reset();
        return;
    }
    std::vector<std::string> sources;
    for (const OpenedSource& one : document_->sources) sources.push_back(one.source);
    constexpr std::size_t most_kept = 6;
    if (opened_.size() >= most_kept && !opened_.contains(key_of(sources))) {
        opened_.erase(opened_.begin());
    }
    opened_[key_of(sources)] = {std::move(document_), std::move(areas_),
                                state_.map.hidden_features};
    document_.reset();
    areas_.reset();
}

void Session::take_out(OpenedPlan& plan) {
    show_document(std::move(plan.document));
    areas_ = std::move(plan.areas);
    state_.map.hidden_features = std::move(plan.hidden_features);
}

void Session::show_document(std::shared_ptr<Document> document) {
    document_ = std::move(document);
    areas_.reset();
    state_.map.selected.reset();
    state_.tools.marked.set(-1, {});
    state_.tools.tables.clear();
    state_.tools.table.reset();
    state_.tools.overlap_sides.reset();
    state_.tools.overlap.reset();
    state_.tools.class_by.clear();
    state_.map.hidden_features.clear();
    state_.hovered.reset();
    state_.search.clear();
    state_.opening.clear();
    mouse_ = {};
    if (!early_) canvas_.forget();  // else its picture stays until the next
    forget(std::exchange(early_, nullptr));
    overview_.forget();
    show_edits();
    name_window();
    window_->want_frames(3);
}

// The document is there: select and look at what the visit is for.
void Session::go_to(const Visit& visit) {
    const Camera before = state_.camera;
    std::optional<cartography::FeatureRef> feature;
    if (visit.feature) feature = find_feature(*document_, *visit.feature);
    if (feature) {
        apply(SelectFeature{*feature}, state_, &document_->scene);
    } else {
        state_.map.selected.reset();
    }
    if (visit.view) {
        state_.camera.look(visit.view->centre, visit.view->scale_denominator);
    } else if (feature && visit.near) {
        apply(ZoomToFeature{*feature}, state_, &document_->scene);
    } else {
        apply(FitAll{}, state_, &document_->scene);
    }
    fly(before);
    window_->want_frames(3);
}

Result<void> Session::take_loaded() {
    std::erase_if(leaving_, [](const auto& loader) { return !loader->busy(); });
    if (!loader_) {
        forget(std::exchange(early_, nullptr));
        return {};
    }
    window_->want_frames(1);  // progress
    show_early(loader_->take_early());
    if (std::optional<Result<Document>> loaded = loader_->take_document()) {
        if (!*loaded) {
            if (!document_) return tl::unexpected{loaded->error()};
            complain({loaded->error()});  // the plan that is open stays
            std::fprintf(stderr, "%s\n", error_line(loaded->error(), options_.error_lang).c_str());
            state_.opening.clear();
            awaited_.reset();
            forget(std::exchange(early_, nullptr));
            loader_.reset();
            return {};
        }
        show_loaded(std::move(**loaded));
    }
    if (loader_ && document_ && !awaited_ && !loader_->busy()) {
        areas_ = loader_->take_areas();
        loader_.reset();
        window_->want_frames(2);
    }
    return {};
}

}  // namespace parkatlas::app
