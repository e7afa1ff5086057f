#include "app/map_surface.h"

#include <algorithm>
#include <utility>

#include <epoxy/gl.h>
#include <fmt/format.h>

#include "app/theme.h"
#include "base/messages_errors.h"

namespace parkatlas::app {

MapSurface::MapSurface(MapSurface&& other) noexcept
    : framebuffer_{std::exchange(other.framebuffer_, 0)},
      texture_{std::exchange(other.texture_, 0)},
      width_px_{other.width_px_},
      height_px_{other.height_px_} {}

MapSurface& MapSurface::operator=(MapSurface&& other) noexcept {
    std::swap(framebuffer_, other.framebuffer_);
    std::swap(texture_, other.texture_);
    std::swap(width_px_, other.width_px_);
    std::swap(height_px_, other.height_px_);
    return *this;
}

MapSurface::~MapSurface() {
    release();
}

void MapSurface::release() {
    if (framebuffer_ != 0) glDeleteFramebuffers(1, &framebuffer_);
    if (texture_ != 0) glDeleteTextures(1, &texture_);
    framebuffer_ = 0;
    texture_ = 0;
}

Result<void> MapSurface::resize(int width_px, int height_px) {
    if (framebuffer_ != 0 && width_px == width_px_ && height_px == height_px_) return {};
    release();
    width_px_ = width_px;
    height_px_ = height_px;
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_px, height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glBindTexture(GL_TEXTURE_2D, 0);
    glGenFramebuffers(1, &framebuffer_);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    const bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    if (complete) return {};
    return fail(ErrorCode::graphics_unavailable, "window",
                said(msg::errors_no_picture_x_pixels, width_px, height_px),
                said(msg::errors_make_window_smaller));
}

void MapSurface::fill(std::span<const std::uint8_t> rgba) {
    glBindTexture(GL_TEXTURE_2D, texture_);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width_px_, height_px_, GL_RGBA, GL_UNSIGNED_BYTE,
                    rgba.data());
    glBindTexture(GL_TEXTURE_2D, 0);
}

std::vector<std::uint8_t> MapSurface::pixels() const {
    std::vector<std::uint8_t> rgba(4 * static_cast<std::size_t>(width_px_) *
                                   static_cast<std::size_t>(height_px_));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, width_px_, height_px_, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
    return rgba;
}

void MapSurface::copy_to_window(int x_px, int y_px, int width_px, int height_px,
                                int window_height_px, unsigned window) const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, window);
    const int bottom = window_height_px - y_px - height_px;
    const bool same_size = width_px == width_px_ && height_px == height_px_;
    glBlitFramebuffer(0, 0, width_px_, height_px_, x_px, bottom, x_px + width_px,
                      bottom + height_px, GL_COLOR_BUFFER_BIT, same_size ? GL_NEAREST : GL_LINEAR);
    glBindFramebuffer(GL_FRAMEBUFFER, window);
}

Scissor::Scissor(int x_px, int y_px, int width_px, int height_px) {
    glEnable(GL_SCISSOR_TEST);
    glScissor(x_px, y_px, std::max(width_px, 0), std::max(height_px, 0));
}

Scissor::~Scissor() {
    glDisable(GL_SCISSOR_TEST);
}

void Scissor::clear(unsigned window) const {
    const ImVec4 water = theme::vec(theme::water);
    glBindFramebuffer(GL_FRAMEBUFFER, window);
    glClearColor(water.x, water.y, water.z, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace parkatlas::app
