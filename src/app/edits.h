#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/lang.h"
#include "base/messages.h"
#include "model/edits.h"

namespace parkatlas::app {

/// What a step did, in whichever language the window speaks.
struct StepName {
    Msg words{};            ///< may hold one {} for `what`
    std::string what = {};  ///< the name of what was changed

    bool operator==(const StepName&) const = default;
};
[[nodiscard]] std::string step_text(const StepName& name, Lang lang);

/// The states of a document one after another: the one undo of the program. Whoever changes the
/// document makes the next state and names the step; nobody else keeps states to go back to.
class History {
  public:
    explicit History(model::Edits start = {});

    [[nodiscard]] const model::Edits& present() const { return states_[at_].edits; }

    /// The document is `next` from now on; what was undone is forgotten. No step where it is as
    /// before. Changes with the same number of a gesture (not 0) and the same name, one right after
    /// another, are one step: a slider that is being dragged. Of more than 200 steps the first go.
    void change(StepName name, model::Edits next, std::uint64_t gesture = 0);
    /// Begins anew: nothing to undo.
    void restart(model::Edits start);

    [[nodiscard]] bool can_undo() const { return at_ > 0; }
    [[nodiscard]] bool can_redo() const { return at_ + 1 < states_.size(); }
    void undo();
    void redo();

    /// Steps that can be undone or redone; the first `step()` of them are done.
    [[nodiscard]] std::size_t step_count() const { return states_.size() - 1; }
    [[nodiscard]] std::size_t step() const { return at_; }
    /// Of step 0 to step_count() - 1.
    [[nodiscard]] const StepName& name(std::size_t step) const { return states_[step + 1].name; }
    /// To the state after so many steps; 0: the start.
    void go_to(std::size_t step);

    /// A number that belongs to the present state and to no other one of this history.
    [[nodiscard]] std::uint64_t revision() const { return states_[at_].revision; }
    /// The state of this number is on disk.
    void mark_saved(std::uint64_t revision) { saved_ = revision; }
    [[nodiscard]] bool is_changed() const { return revision() != saved_; }

  private:
    struct State {
        StepName name;  ///< of the step that led here
        model::Edits edits;
        std::uint64_t revision = 0;
    };
    std::vector<State> states_;  // never empty
    std::size_t at_ = 0;
    std::uint64_t gesture_ = 0;  // of the last change; 0 after any other movement
    std::uint64_t last_revision_ = 0;
    std::uint64_t saved_ = 0;
};

}  // namespace parkatlas::app
