// Keys: what each of them means at the moment.

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include "app/actions.h"
#include "app/session.h"
#include "app/tool_panels.h"

namespace parkatlas::app {

// Keys that mean something else while a measurement is being drawn or chosen; true if one did.
bool Session::measuring_key(KeyPress press) {
    const Measuring& measuring = state_.measuring;
    const bool drawing = measuring.is_drawing();
    if (drawing && press.key == GLFW_KEY_BACKSPACE) {
        commands_.push_back(Undo{});
    } else if (drawing && (press.key == GLFW_KEY_ENTER || press.key == GLFW_KEY_KP_ENTER)) {
        commands_.push_back(FinishMeasure{});
    } else if (measuring.tool() != Tool::select && press.key == GLFW_KEY_ESCAPE) {
        commands_.push_back(CancelMeasure{});
    } else if (state_.tools.annotation && press.key == GLFW_KEY_DELETE) {
        remove_chosen_annotation(state_, commands_);
    } else if (state_.tools.annotation && press.key == GLFW_KEY_D &&
               (press.modifiers & GLFW_MOD_CONTROL) != 0) {
        duplicate_chosen_annotation(state_, commands_);
    } else if (measuring.chosen() && press.key == GLFW_KEY_DELETE) {
        commands_.push_back(RemoveMeasurement{*measuring.chosen()});
    } else {
        return false;
    }
    return true;
}

// While the finder or the list of keys is open; true if the key was meant for it.
bool Session::finder_key(KeyPress press) {
    if (state_.view.keys_open && press.key == GLFW_KEY_ESCAPE) {
        commands_.push_back(ViewCommand{ShowKeys{false}});
        return true;
    }
    if (state_.view.scales_open && press.key == GLFW_KEY_ESCAPE) {
        commands_.push_back(ViewCommand{ShowScales{false}});
        return true;
    }
    if (!state_.view.finder) return false;
    FinderMemory& memory = memory_.finder;
    if (press.key == GLFW_KEY_ESCAPE) {
        commands_.push_back(ViewCommand{ShowFinder{}});
    } else if (press.key == GLFW_KEY_DOWN || press.key == GLFW_KEY_UP) {
        memory.steps += press.key == GLFW_KEY_DOWN ? 1 : -1;
    } else if (press.key == GLFW_KEY_ENTER || press.key == GLFW_KEY_KP_ENTER) {
        memory.entered = true;
    } else {
        return false;
    }
    window_->want_frames(2);
    return true;
}

// While a question or the file dialog is open, no key means anything else. True if one is.
bool Session::answers_question(KeyPress press) {
    const FileState& files = state_.files;
    const bool escape = press.key == GLFW_KEY_ESCAPE;
    const bool enter = press.key == GLFW_KEY_ENTER || press.key == GLFW_KEY_KP_ENTER;
    if (files.dialog) {
        if (escape) commands_.push_back(CloseFileDialog{});
        if (enter) memory_.files.entered = true;
        return true;
    }
    if (files.asks_to_save) {
        if (escape) commands_.push_back(AnswerLeaving{LeaveAnswer::cancel});
        if (enter) commands_.push_back(AnswerLeaving{LeaveAnswer::save});
        return true;
    }
    if (files.left) {
        if (enter) commands_.push_back(AnswerRestore{true});
        return true;
    }
    const bool covered = state_.view.finder || state_.view.keys_open || state_.about_open;
    if (!files.start_page || !escape || covered) return false;
    commands_.push_back(CloseStartPage{});
    return true;
}

namespace {

// One thing after the other: what is to be placed, what is chosen, the page itself.
void leave_page(const AppState& state, Commands& commands) {
    if (state.tools.page_kind) {
        commands.push_back(ToolCommand{PlaceOnPage{}});
    } else if (state.tools.annotation) {
        commands.push_back(ToolCommand{ChooseAnnotation{}});
    } else {
        commands.push_back(ToolCommand{ShowSheet{false}});
    }
}

}  // namespace

void Session::handle_keys() {
    const bool typing =
        ImGui::GetIO().WantTextInput || state_.view.finder.has_value() || state_.view.scales_open;
    const ActionContext context{state_, document_.get()};
    for (const KeyPress press : window_->take_keys()) {
        if (answers_question(press)) continue;
        if (finder_key(press)) continue;
        if (press.key == GLFW_KEY_ESCAPE && is_opening()) {
            cancels_opening_ = true;
            continue;
        }
        const Action* action = action_of_key(press);
        if (typing && (action == nullptr || !action->while_typing)) continue;
        if (state_.about_open && press.key == GLFW_KEY_ESCAPE) {
            commands_.push_back(ShowAbout{false});
        } else if (state_.tools.sheet_open && press.key == GLFW_KEY_ESCAPE) {
            leave_page(state_, commands_);
        } else if (!state_.tools.sheet_open && tools_.take_key(state_, press)) {
            window_->want_frames(2);
        } else if (measuring_key(press)) {
            continue;
        } else if (state_.view.full_screen && press.key == GLFW_KEY_ESCAPE) {
            commands_.push_back(ViewCommand{ShowFullScreen{false}});
        } else if (action != nullptr && is_possible(*action, context)) {
            action->run(context, commands_);
        }
    }
}

}  // namespace parkatlas::app
