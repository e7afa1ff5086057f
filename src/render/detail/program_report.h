#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace parkatlas::render::detail {

/// What the renderer sets and feeds, against what the linked program uses. Sorted by name.
struct ProgramReport {
    std::string name;
    std::vector<std::string> declared_uniforms, active_uniforms;
    std::vector<std::string> declared_attributes, active_attributes;
};

/// Compiles and links every program in the current context; for tests.
[[nodiscard]] Result<std::vector<ProgramReport>> inspect_programs();

/// Compiles one GLSL text of a stage as the loader does, #version included; the log if it fails.
/// `stage` is "vert" or "frag". For tests of the messages.
[[nodiscard]] Result<void> try_compile(const std::string& stage, const std::string& text);

}  // namespace parkatlas::render::detail
