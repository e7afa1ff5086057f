#include "app/view_apply.h"

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
    void operator()(const ForgetPin&) const { state.pin.reset(); }
};

}  // namespace

void apply_view(const ViewCommand& command, AppState& state) {
    std::visit(Applier{state}, command.what);
}

bool jumps(const ViewCommand& command) {
    return std::holds_alternative<LookFrom>(command.what);
}

}  // namespace parkatlas::app
