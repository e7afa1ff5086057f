#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/result.h"
#include "render/detail/gl_objects.h"
#include "render/detail/program_report.h"

namespace parkatlas::render::detail {

/// A linked program and the places of its uniforms (-1 where it has none).
struct ProgramUniforms {
    Program program;
    GLint page = -1;
    GLint clip = -1;
    GLint min_coverage = -1;
    GLint corner = -1;
};

/// All programs of the renderer, compiled from the embedded shaders.
class Programs {
  public:
    /// Fails with graphics_unavailable; the message holds the compiler's log.
    [[nodiscard]] static Result<Programs> create();

    /// Maps pixels of a picture of this size to clip space, its top row to the framebuffer's last.
    /// The viewport reaches beyond the picture by `margin_px` on all sides, so that few triangles
    /// need clipping.
    void set_page(int width_px, int height_px, int margin_px) const;

    [[nodiscard]] const ProgramUniforms& fill() const { return programs_[0]; }
    [[nodiscard]] const ProgramUniforms& line() const { return programs_[1]; }
    [[nodiscard]] const ProgramUniforms& text() const { return programs_[2]; }
    [[nodiscard]] const ProgramUniforms& image() const { return programs_[3]; }

  private:
    std::array<ProgramUniforms, 4> programs_;
};

}  // namespace parkatlas::render::detail
