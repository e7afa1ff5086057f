#pragma once

#include "base/image.h"
#include "base/result.h"
#include "render/detail/gl_objects.h"

namespace parkatlas::render::detail {

/// Finished pixels of some tiles side by side, so that a picture is read back in few pieces: to
/// read is to wait for all that was drawn before.
class Band {
  public:
    /// Fails with graphics_unavailable where the driver has no room.
    [[nodiscard]] Result<void> resize(int width_px, int height_px);

    /// Copies `width_px` by `height_px` pixels from the first row and column on to a place in the
    /// picture, once they are drawn.
    void read(Image& image, int x_px, int y_px, int width_px, int height_px) const;

    [[nodiscard]] GLuint framebuffer() const { return frame_.get(); }

  private:
    Framebuffer frame_;
    Renderbuffer colors_;
    int width_px_ = 0;
    int height_px_ = 0;
};

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

    /// Brings the samples of the first `width_px` by `height_px` pixels together, from column
    /// `x_px` on of a band. Does not wait for it.
    void resolve_into(const Band& band, int x_px, int width_px, int height_px) const;

    /// Largest width and height that the driver takes.
    [[nodiscard]] int largest_px() const { return largest_px_; }

    /// Bytes of one pixel in all buffers of a surface.
    [[nodiscard]] std::size_t bytes_per_px() const;

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
