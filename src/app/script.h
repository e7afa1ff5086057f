#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace parkatlas::app {

/// One line of a script: what to do in the window. Commands run in order, each once the window has
/// come to rest after the one before (sources opened, labels placed, nothing left to draw). Lengths
/// are screen coordinates of the window.
///
///   wait_idle                    nothing but that
///   move X Y                     the mouse there
///   click X Y / double_click X Y
///   click_on WIDGET              on the middle of a control named in the state dump
///   drag X1 Y1 X2 Y2             with the left button
///   scroll X Y N                 N notches of the wheel, away from the user if positive
///   key NAME                     F, Home, Escape, plus, Left, Return, alt+Left, ctrl+shift+p …
///   run ACTION                   a command of the palette by its id (actions.h): view.fit …
///   type TEXT                    into the field that has the keyboard
///   select ID / zoom_to ID       a feature
///   toggle role:R | layer:L | feature:ID
///   search TEXT, lang zh|en, fit, scale N
///   plan ID                      a built-in plan, as by a click on its name
///   drawer indicators|audit|overlaps|measures|log|…|none  what is open below the map
///   tool select|distance|area|circle
///   open SOURCE                  as a file dropped onto the window: added to the document
///   resize W H
///   lose_context                 as if the driver had been reset: all that OpenGL holds is gone
///   monkey SEED N                N random events, always the same for a seed; Quit is ignored
///   screenshot FILE / dump FILE  the window as PNG, its state as JSON
///   quit
///
/// Empty lines and lines that begin with '#' are passed over.
struct ScriptCommand {
    int line = 0;
    std::string name;
    std::vector<double> numbers;
    std::string words;
};

/// Fails with usage, naming the line: an unknown command, missing or wrong arguments.
[[nodiscard]] Result<std::vector<ScriptCommand>> parse_script(std::string_view script,
                                                              const std::string& where);

/// Names of all commands, for messages and tests.
[[nodiscard]] std::vector<std::string_view> script_command_names();

}  // namespace parkatlas::app
