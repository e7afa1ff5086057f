#pragma once

#include "base/image.h"
#include "base/result.h"
#include "render/detail/gl_objects.h"

namespace parkatlas::render::detail {

/// A framebuffer with several samples a pixel and stencil, and a plain one to resolve it into.
class Surface {
  public:
    Surface();

    /// Makes it this large, with several samples a pixel or one. Fails with graphics_unavailable
    /// where the driver has no room.
    [[nodiscard]] Result<void> resize(int width_px, int height_px, bool is_multisampled = true);

    /// The place to draw into.
    void bind() const;

    /// Brings the samples together in another framebuffer's lower left corner.
    void resolve_into(GLuint framebuffer);

    /// Largest width and height that the driver takes.
    [[nodiscard]] int largest_px() const { return largest_px_; }

  private:
    [[nodiscard]] tl::unexpected<Error> no_room(int width_px, int height_px) const;

    Framebuffer sampled_, plain_;
    Renderbuffer colors_, stencil_, plain_colors_;
    GLint samples_ = 4;
    GLenum stencil_format_ = GL_STENCIL_INDEX8;
    int largest_px_ = 0;
    int width_px_ = 0;
    int height_px_ = 0;
    bool is_multisampled_ = true;
    bool resolves_directly_ = true;
};

/// Forgets errors of earlier GL calls; not ours, and each would be taken for one of ours.
void clear_gl_errors();

/// The first GL error since then as an Error.
[[nodiscard]] Result<void> check_gl(Msg doing);

}  // namespace parkatlas::render::detail
