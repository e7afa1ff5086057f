#pragma once

#include <utility>

#include <epoxy/gl.h>

namespace parkatlas::render::detail {

/// A GL name that is deleted with its owner. Make, move and destroy it with its context current.
template <void (*Generate)(GLuint*), void (*Delete)(GLuint)>
class GlName {
  public:
    GlName() { Generate(&name_); }
    GlName(GlName&& other) noexcept : name_{std::exchange(other.name_, 0)} {}
    GlName& operator=(GlName&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }
    ~GlName() {
        if (name_ != 0) Delete(name_);
    }
    [[nodiscard]] GLuint get() const { return name_; }

  private:
    GLuint name_ = 0;
};

// epoxy's entry points are macros over function pointers, hence the wrappers.
inline void generate_buffer(GLuint* name) {
    glGenBuffers(1, name);
}
inline void delete_buffer(GLuint name) {
    glDeleteBuffers(1, &name);
}
inline void generate_vertex_array(GLuint* name) {
    glGenVertexArrays(1, name);
}
inline void delete_vertex_array(GLuint name) {
    glDeleteVertexArrays(1, &name);
}
inline void generate_texture(GLuint* name) {
    glGenTextures(1, name);
}
inline void delete_texture(GLuint name) {
    glDeleteTextures(1, &name);
}
inline void generate_framebuffer(GLuint* name) {
    glGenFramebuffers(1, name);
}
inline void delete_framebuffer(GLuint name) {
    glDeleteFramebuffers(1, &name);
}
inline void generate_renderbuffer(GLuint* name) {
    glGenRenderbuffers(1, name);
}
inline void delete_renderbuffer(GLuint name) {
    glDeleteRenderbuffers(1, &name);
}
inline void create_program(GLuint* name) {
    *name = glCreateProgram();
}
inline void delete_program(GLuint name) {
    glDeleteProgram(name);
}

using Buffer = GlName<generate_buffer, delete_buffer>;
using VertexArray = GlName<generate_vertex_array, delete_vertex_array>;
using Texture = GlName<generate_texture, delete_texture>;
using Framebuffer = GlName<generate_framebuffer, delete_framebuffer>;
using Renderbuffer = GlName<generate_renderbuffer, delete_renderbuffer>;
using Program = GlName<create_program, delete_program>;

}  // namespace parkatlas::render::detail
