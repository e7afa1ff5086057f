#include "render/detail/programs.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "render/detail/shader_source.h"

namespace parkatlas::render::detail {

namespace {

/// The attributes stand in the order of their locations.
struct Declaration {
    std::string_view name;
    std::initializer_list<std::string_view> attributes;
    std::initializer_list<std::string_view> uniforms;
};

const std::array<Declaration, 4> declarations = {
    Declaration{"fill", {"a_position_px", "a_color"}, {"u_page", "u_clip"}},
    Declaration{"line",
                {"a_position_px", "a_offset_px", "a_half_width_px", "a_color"},
                {"u_page", "u_clip"}},
    Declaration{"text",
                {"a_position_px", "a_texel", "a_color"},
                {"u_page", "u_clip", "u_atlas", "u_min_coverage"}},
    Declaration{"image", {"a_position_px"}, {"u_page", "u_clip", "u_corner", "u_image"}}};

class Shader {
  public:
    explicit Shader(GLenum stage) : name_{glCreateShader(stage)} {}
    Shader(Shader&& other) noexcept : name_{std::exchange(other.name_, 0)} {}
    Shader& operator=(Shader&&) = delete;
    ~Shader() {
        if (name_ != 0) glDeleteShader(name_);
    }
    [[nodiscard]] GLuint get() const { return name_; }

  private:
    GLuint name_;
};

/// The driver's log without trailing line breaks and the terminating zero.
template <typename GetLog>
std::string log_text(GLint length, GetLog get_log) {
    std::string log(static_cast<std::size_t>(std::max(length, 0)), '\0');
    if (!log.empty()) get_log(static_cast<GLsizei>(log.size()), log.data());
    while (!log.empty() && (log.back() == '\0' || log.back() == '\n')) log.pop_back();
    return log;
}

Result<Shader> compile(const ShaderSource& source) {
    const bool is_vertex = source.name.ends_with(".vert");
    Shader shader{is_vertex ? static_cast<GLenum>(GL_VERTEX_SHADER)
                            : static_cast<GLenum>(GL_FRAGMENT_SHADER)};
    constexpr std::string_view version = "#version 330 core\n";
    const std::array<const GLchar*, 2> texts = {version.data(), source.text.data()};
    const std::array<GLint, 2> lengths = {static_cast<GLint>(version.size()),
                                          static_cast<GLint>(source.text.size())};
    glShaderSource(shader.get(), 2, texts.data(), lengths.data());
    glCompileShader(shader.get());
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader.get(), GL_COMPILE_STATUS, &compiled);
    if (compiled == GL_TRUE) return shader;
    GLint length = 0;
    glGetShaderiv(shader.get(), GL_INFO_LOG_LENGTH, &length);
    const std::string log = log_text(length, [&](GLsizei size, GLchar* text) {
        glGetShaderInfoLog(shader.get(), size, nullptr, text);
    });
    return fail(ErrorCode::graphics_unavailable, fmt::format("shader {}", source.name),
                said(msg::errors_does_not_compile_sources, log, source.files));
}

Result<Shader> compile_named(const std::string& name) {
    for (const ShaderSource& source : embedded_shaders()) {
        if (source.name == name) return compile(source);
    }
    return fail(ErrorCode::graphics_unavailable, fmt::format("shader {}", name),
                said(msg::errors_not_part_this_program));
}

Result<ProgramUniforms> link(const Declaration& declared) {
    const Result<Shader> vertex = compile_named(fmt::format("{}.vert", declared.name));
    if (!vertex) return tl::unexpected(vertex.error());
    const Result<Shader> fragment = compile_named(fmt::format("{}.frag", declared.name));
    if (!fragment) return tl::unexpected(fragment.error());

    ProgramUniforms made;
    const GLuint program = made.program.get();
    glAttachShader(program, vertex->get());
    glAttachShader(program, fragment->get());
    glLinkProgram(program);
    glDetachShader(program, vertex->get());
    glDetachShader(program, fragment->get());
    GLint linked = GL_FALSE;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked != GL_TRUE) {
        GLint length = 0;
        glGetProgramiv(program, GL_INFO_LOG_LENGTH, &length);
        const std::string log = log_text(length, [&](GLsizei size, GLchar* text) {
            glGetProgramInfoLog(program, size, nullptr, text);
        });
        return fail(ErrorCode::graphics_unavailable, fmt::format("program {}", declared.name),
                    said(msg::errors_does_not_link, log));
    }
    made.page = glGetUniformLocation(program, "u_page");
    made.clip = glGetUniformLocation(program, "u_clip");
    made.min_coverage = glGetUniformLocation(program, "u_min_coverage");
    made.corner = glGetUniformLocation(program, "u_corner");
    // Atlas and image are always on texture unit 0, which is where samplers start.
    return made;
}

std::vector<std::string> sorted(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    return names;
}

/// Names of all active uniforms or attributes, without the built-in ones.
template <typename GetName>
std::vector<std::string> active_names(GLuint program, GLenum count_of, GetName get_name) {
    GLint count = 0;
    glGetProgramiv(program, count_of, &count);
    std::vector<std::string> names;
    for (GLuint i = 0; i < static_cast<GLuint>(count); ++i) {
        std::array<GLchar, 128> name{};
        GLsizei length = 0;
        GLint size = 0;
        GLenum type = 0;
        get_name(program, i, static_cast<GLsizei>(name.size()), &length, &size, &type, name.data());
        std::string text(name.data(), static_cast<std::size_t>(length));
        if (!text.starts_with("gl_")) names.push_back(std::move(text));
    }
    return sorted(std::move(names));
}

}  // namespace

Result<Programs> Programs::create() {
    Programs programs;
    for (std::size_t i = 0; i < declarations.size(); ++i) {
        Result<ProgramUniforms> program = link(declarations[i]);
        if (!program) return tl::unexpected(program.error());
        programs.programs_[i] = std::move(*program);
    }
    return programs;
}

void Programs::set_page(int width_px, int height_px, int margin_px) const {
    // Pixel p lies at (p + margin) * 2 / (size + 2 * margin) - 1.
    const double per_x = 2.0 / (width_px + 2 * margin_px);
    const double per_y = 2.0 / (height_px + 2 * margin_px);
    const double at_x = margin_px * per_x - 1.0;
    const double at_y = margin_px * per_y - 1.0;
    for (const ProgramUniforms& program : programs_) {
        glUseProgram(program.program.get());
        glUniform4f(program.page, static_cast<float>(per_x), static_cast<float>(-per_y),
                    static_cast<float>(at_x), static_cast<float>(-at_y));
    }
}

Result<std::vector<ProgramReport>> inspect_programs() {
    std::vector<ProgramReport> reports;
    for (const Declaration& declared : declarations) {
        const Result<ProgramUniforms> linked = link(declared);
        if (!linked) return tl::unexpected(linked.error());
        const GLuint program = linked->program.get();
        ProgramReport report;
        report.name = declared.name;
        report.declared_uniforms = sorted({declared.uniforms.begin(), declared.uniforms.end()});
        report.active_uniforms = active_names(program, GL_ACTIVE_UNIFORMS, [](auto... arguments) {
            glGetActiveUniform(arguments...);
        });
        report.declared_attributes =
            sorted({declared.attributes.begin(), declared.attributes.end()});
        report.active_attributes =
            active_names(program, GL_ACTIVE_ATTRIBUTES,
                         [](auto... arguments) { glGetActiveAttrib(arguments...); });
        // The vertex arrays count on these places.
        GLint place = 0;
        for (const std::string_view attribute : declared.attributes) {
            if (glGetAttribLocation(program, std::string{attribute}.c_str()) != place) {
                report.active_attributes.push_back(fmt::format("{} elsewhere", attribute));
            }
            ++place;
        }
        reports.push_back(std::move(report));
    }
    return reports;
}

Result<void> try_compile(const std::string& stage, const std::string& text) {
    const std::string name = "test." + stage;
    const Result<Shader> shader = compile({name, name, text});
    if (!shader) return tl::unexpected(shader.error());
    return {};
}

}  // namespace parkatlas::render::detail
