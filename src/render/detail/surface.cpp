#include "render/detail/surface.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/messages_errors.h"

namespace parkatlas::render::detail {

namespace {

constexpr GLint wanted_samples = 4;
constexpr Msg memory_remedy = msg::errors_smaller;

void attach(GLenum where, const Renderbuffer& buffer) {
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, where, GL_RENDERBUFFER, buffer.get());
}

}  // namespace

void clear_gl_errors() {
    // A lost context answers with an error for ever.
    for (int i = 0; i < 16 && glGetError() != GL_NO_ERROR; ++i) {
    }
}

Result<void> check_gl(Msg doing) {
    const GLenum error = glGetError();
    if (error == GL_NO_ERROR) return {};
    clear_gl_errors();
    if (error == GL_OUT_OF_MEMORY) {
        return fail(ErrorCode::graphics_unavailable, "OpenGL",
                    said(msg::errors_graphics_memory, said(doing)), said(memory_remedy));
    }
    return fail(ErrorCode::graphics_unavailable, "OpenGL",
                said(msg::errors_gl_error, fmt::format("{:04x}", error), said(doing)));
}

Surface::Surface() {
    GLint samples = 0;
    GLint buffer = 0;
    GLint viewport[2] = {0, 0};
    glGetIntegerv(GL_MAX_SAMPLES, &samples);
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &buffer);
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, viewport);
    samples_ = std::min(samples, wanted_samples);
    largest_px_ = std::min({buffer, viewport[0], viewport[1]});
}

tl::unexpected<Error> Surface::no_room(int width_px, int height_px) const {
    return fail(ErrorCode::graphics_unavailable, "OpenGL",
                said(msg::errors_no_room_framebuffer_x, width_px, height_px, samples_),
                said(memory_remedy));
}

Result<void> Surface::resize(int width_px, int height_px, bool is_multisampled) {
    if (width_px == width_px_ && height_px == height_px_ && is_multisampled == is_multisampled_) {
        return {};
    }
    if (width_px > largest_px_ || height_px > largest_px_) return no_room(width_px, height_px);
    clear_gl_errors();
    width_px_ = height_px_ = 0;
    const auto store = [&](const Renderbuffer& buffer, GLint count, GLenum format) {
        glBindRenderbuffer(GL_RENDERBUFFER, buffer.get());
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, count, format, width_px, height_px);
    };
    const GLint samples = is_multisampled ? samples_ : 0;
    store(colors_, samples, GL_RGBA8);
    store(stencil_, samples, stencil_format_);
    store(plain_colors_, 0, GL_RGBA8);
    glBindRenderbuffer(GL_RENDERBUFFER, 0);
    if (glGetError() != GL_NO_ERROR) return no_room(width_px, height_px);

    glBindFramebuffer(GL_FRAMEBUFFER, plain_.get());
    attach(GL_COLOR_ATTACHMENT0, plain_colors_);
    const bool plain_complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    glBindFramebuffer(GL_FRAMEBUFFER, sampled_.get());
    attach(GL_COLOR_ATTACHMENT0, colors_);
    attach(GL_STENCIL_ATTACHMENT, stencil_);
    bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    if (!complete && stencil_format_ == GL_STENCIL_INDEX8) {
        // Some drivers have a stencil with a depth only. Without one it is a quarter of the memory,
        // and software wipes it four times as fast.
        stencil_format_ = GL_DEPTH24_STENCIL8;
        store(stencil_, samples, stencil_format_);
        glBindRenderbuffer(GL_RENDERBUFFER, 0);
        complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    }
    if (!plain_complete || !complete) return no_room(width_px, height_px);
    width_px_ = width_px;
    height_px_ = height_px;
    is_multisampled_ = is_multisampled;
    return {};
}

void Surface::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, sampled_.get());
}

void Surface::resolve_into(GLuint framebuffer) {
    const auto copy = [&](GLuint from, GLuint to) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
        glBlitFramebuffer(0, 0, width_px_, height_px_, 0, 0, width_px_, height_px_,
                          GL_COLOR_BUFFER_BIT, GL_NEAREST);
    };
    // Version 3.3 lets a driver refuse to resolve into another pixel format than ours. Then it goes
    // by way of the plain framebuffer.
    if (resolves_directly_) {
        clear_gl_errors();
        copy(sampled_.get(), framebuffer);
        resolves_directly_ = glGetError() != GL_INVALID_OPERATION;
    }
    if (!resolves_directly_) {
        copy(sampled_.get(), plain_.get());
        copy(plain_.get(), framebuffer);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

}  // namespace parkatlas::render::detail
