#include "app/view_apply.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::app {
namespace {

struct Applier {
    AppState& state;

    void operator()(const ShowFinder& c) const {
        state.view.finder = c.mode;
        if (c.mode) {
            ++state.view.finder_number;
            state.view.keys_open = false;
            state.about_open = false;
        }
    }
    void operator()(const ShowKeys& c) const {
        state.view.keys_open = c.open;
        if (c.open) {
            state.view.finder.reset();
            state.about_open = false;
        }
    }
    void operator()(const LookFrom& c) const { state.camera.look(c.centre, c.scale_denominator); }
    void operator()(const SetScale& c) const { state.camera.set_scale(c.scale_denominator); }
    void operator()(const ShowScales& c) const { state.view.scales_open = c.open; }
    void operator()(const ForgetPin&) const { state.pin.reset(); }
    void operator()(const ShowFullScreen& c) const { state.view.full_screen = c.on; }
    void operator()(const ShowOverview& c) const { state.view.overview = c.on; }
    void operator()(const SetDark& c) const { state.view.dark = c.on; }
    void operator()(const SetUiSize& c) const {
        if (!std::isfinite(c.size)) return;
        state.view.ui_size = std::clamp(c.size, least_ui_size, most_ui_size);
    }
    void operator()(const CopyView&) const { state.view.copy_wanted = true; }
    void operator()(const StopOpening&) const { state.view.stop_opening = true; }
    void operator()(const DismissNote&) const { state.view.note.clear(); }
    void operator()(const CompareWith& c) const {
        const bool swipe = state.view.compared.swipe;
        state.view.compared = {};
        state.view.compared.sources = c.sources;
        state.view.compared.swipe = swipe;
    }
    void operator()(const SelectCompared& c) const { state.view.compared.selected = c.feature; }
    void operator()(const SetSwipe& c) const {
        state.view.compared.swipe = c.swipe;
        state.view.compared.share = std::clamp(c.share, 0.0, 1.0);
    }
};

}  // namespace

void apply_view(const ViewCommand& command, AppState& state) {
    std::visit(Applier{state}, command.what);
}

bool jumps(const ViewCommand& command) {
    return std::holds_alternative<LookFrom>(command.what) ||
           std::holds_alternative<SetScale>(command.what);
}

}  // namespace parkatlas::app
