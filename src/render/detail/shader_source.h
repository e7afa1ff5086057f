#pragma once

#include <span>
#include <string_view>

namespace parkatlas::render::detail {

/// One GLSL file as embedded in the program, without its #version line.
struct ShaderSource {
    std::string_view name;   ///< "fill.vert"
    std::string_view files;  ///< the file and what it includes, in the order of source numbers
    std::string_view text;
};

/// All shaders, from the generated file in the build tree.
[[nodiscard]] std::span<const ShaderSource> embedded_shaders();

}  // namespace parkatlas::render::detail
