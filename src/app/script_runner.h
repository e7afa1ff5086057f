#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/app_state.h"
#include "app/command.h"
#include "app/document.h"
#include "app/frame_input.h"
#include "app/monkey.h"
#include "app/script.h"
#include "app/window_layout.h"

namespace parkatlas::app {

/// Carries out a script's commands, one at a time.
class ScriptRunner {
  public:
    /// What a command may look at and act through.
    struct Stage {
        const AppState& state;
        const Document* document;
        const std::vector<WidgetBox>& boxes;
        FrameInput& input;
        Commands& commands;
        Window& window;
        std::function<Result<void>(const std::filesystem::path&)> dump;
        bool& context_lost;                                ///< to be taken for true
        std::optional<Monkey>& monkey;                     ///< takes the input over
        std::optional<std::filesystem::path>& screenshot;  ///< to be taken of the next frame
    };

    ScriptRunner() = default;
    ScriptRunner(std::vector<ScriptCommand> commands, std::string where)
        : script_{std::move(commands)}, where_{std::move(where)} {}

    [[nodiscard]] bool is_finished() const { return next_ == script_.size(); }
    /// Starts the next command; the caller lets the window come to rest before the next call.
    /// Fails with usage where a command names a feature or control that is not there.
    [[nodiscard]] Result<void> step(const Stage& stage);

  private:
    [[nodiscard]] Result<void> perform(const ScriptCommand& command, const Stage& stage) const;
    [[nodiscard]] Result<void> toggle(const ScriptCommand& command, const Stage& stage) const;
    [[nodiscard]] tl::unexpected<Error> wrong(const ScriptCommand& command,
                                              const std::string& what) const;

    std::vector<ScriptCommand> script_;
    std::string where_;
    std::size_t next_ = 0;
};

}  // namespace parkatlas::app
