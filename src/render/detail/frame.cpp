#include "render/detail/frame.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace parkatlas::render::detail {

namespace {

constexpr int most_margin_px = 2048;
constexpr std::size_t many_indices = 12U << 20U;
/// Of the size of the target each.
constexpr std::size_t most_pictures = 4;

/// Glyph pixels covered at least this much count as wholly covered.
constexpr float core_coverage = 0.99F;
/// Less than one step of eight bits.
constexpr float any_coverage = 0.5F / 255.0F;

const void* offset_in_buffer(std::size_t bytes) {
    return reinterpret_cast<const void*>(bytes);
}

template <typename Vertex>
void attribute(GLuint place, GLint components, GLenum type, bool is_normalized, std::size_t at) {
    glEnableVertexAttribArray(place);
    glVertexAttribPointer(
        place, components, type,
        is_normalized ? static_cast<GLboolean>(GL_TRUE) : static_cast<GLboolean>(GL_FALSE),
        sizeof(Vertex), offset_in_buffer(at));
}

template <typename Element>
void send(GLenum target, GLuint buffer, const std::vector<Element>& elements) {
    glBindBuffer(target, buffer);
    glBufferData(target, static_cast<GLsizeiptr>(elements.size() * sizeof(Element)),
                 elements.data(), GL_STREAM_DRAW);
}

}  // namespace

Frame::Frame(const Programs& programs, GlyphAtlas& atlas) : programs_{&programs}, atlas_{&atlas} {
    GLint largest[2] = {0, 0};
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, largest);
    largest_viewport_px_ = std::min(largest[0], largest[1]);
    const auto start = [&](const VertexArray& array, const Buffer& buffer) {
        glBindVertexArray(array.get());
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, index_buffer_.get());
        glBindBuffer(GL_ARRAY_BUFFER, buffer.get());
    };
    start(fill_array_, fill_buffer_);
    attribute<FillVertex>(0, 2, GL_FLOAT, false, offsetof(FillVertex, x_px));
    attribute<FillVertex>(1, 4, GL_UNSIGNED_BYTE, true, offsetof(FillVertex, color));
    start(line_array_, line_buffer_);
    attribute<LineVertex>(0, 2, GL_FLOAT, false, offsetof(LineVertex, x_px));
    attribute<LineVertex>(1, 2, GL_FLOAT, false, offsetof(LineVertex, offset_x_px));
    attribute<LineVertex>(2, 1, GL_FLOAT, false, offsetof(LineVertex, half_width_px));
    attribute<LineVertex>(3, 4, GL_UNSIGNED_BYTE, true, offsetof(LineVertex, color));
    start(text_array_, text_buffer_);
    attribute<GlyphVertex>(0, 2, GL_FLOAT, false, offsetof(GlyphVertex, x_px));
    attribute<GlyphVertex>(1, 3, GL_UNSIGNED_SHORT, false, offsetof(GlyphVertex, texel_x));
    attribute<GlyphVertex>(2, 4, GL_UNSIGNED_BYTE, true, offsetof(GlyphVertex, color));
    start(image_array_, fill_buffer_);
    attribute<FillVertex>(0, 2, GL_FLOAT, false, offsetof(FillVertex, x_px));
    glBindVertexArray(0);
}

void Frame::begin(int width_px, int height_px) {
    width_px_ = width_px;
    height_px_ = height_px;
    clip_ = {0, 0, width_px, height_px};
    last_number_ = 0;
    counts_ = {};
    const int room = (largest_viewport_px_ - std::max(width_px, height_px)) / 2;
    margin_px_ = std::clamp(room, 0, most_margin_px);
    programs_->set_page(width_px, height_px, margin_px_);
}

std::uint8_t Frame::next_cover_number() {
    // Stencil values 1 to 255, wiped before the first and whenever they run out.
    if (last_number_ % 255 == 0) {
        commands_.push_back({Kind::clear_cover, Cover::freely, 0, false, {}, indices_.size(), 0});
        last_number_ = 0;
    }
    return static_cast<std::uint8_t>(++last_number_);
}

void Frame::note(Kind kind, Cover cover, std::uint8_t number, std::size_t first_index,
                 bool is_opaque) {
    const std::size_t count = indices_.size() - first_index;
    if (count == 0) return;
    if (!commands_.empty()) {
        Command& last = commands_.back();
        if (last.kind == kind && last.cover == cover && last.number == number &&
            last.is_opaque == is_opaque && last.clip == clip_) {
            last.index_count += count;
            return;
        }
    }
    commands_.push_back({kind, cover, number, is_opaque, clip_, first_index, count});
}

void Frame::add_fill(std::size_t first_index, bool is_opaque, Cover cover, std::uint8_t number) {
    // Only without a clip inside the picture: what the shader leaves out at a clip it blends away.
    const bool is_whole = clip_ == PixelRect{0, 0, width_px_, height_px_};
    note(Kind::fill, cover, number, first_index, is_opaque && is_whole);
}

void Frame::add_faded_stroke(const StrokeMesh& mesh, double half_width_px, draw::Color color) {
    const std::size_t first_index = indices_.size();
    const auto base = static_cast<std::uint32_t>(line_vertices_.size());
    for (const StrokeVertex& vertex : mesh.vertices) {
        line_vertices_.push_back({vertex.x_px, vertex.y_px, vertex.offset_x_px, vertex.offset_y_px,
                                  static_cast<float>(half_width_px), color});
    }
    for (const std::uint32_t index : mesh.indices) indices_.push_back(base + index);
    note(Kind::line, Cover::freely, 0, first_index);
}

void Frame::add_hard_stroke(const StrokeMesh& mesh, draw::Color color, std::uint8_t cover_number) {
    const std::size_t first_index = indices_.size();
    const auto base = static_cast<std::uint32_t>(fill_vertices_.size());
    for (const StrokeVertex& vertex : mesh.vertices) {
        fill_vertices_.push_back({vertex.x_px, vertex.y_px, color});
    }
    for (const std::uint32_t index : mesh.indices) indices_.push_back(base + index);
    note(Kind::fill, Cover::once, cover_number, first_index);
}

void Frame::add_glyph(const AtlasGlyph& glyph, int origin_x_px, int origin_y_px, draw::Color color,
                      Cover cover, std::uint8_t number) {
    if (glyph.width_px == 0 || glyph.height_px == 0) return;
    const auto x0 = static_cast<float>(origin_x_px + glyph.left_px);
    const auto y0 = static_cast<float>(origin_y_px - glyph.top_px);
    const auto x1 = x0 + static_cast<float>(glyph.width_px);
    const auto y1 = y0 + static_cast<float>(glyph.height_px);
    const auto u1 = static_cast<std::uint16_t>(glyph.texel_x + glyph.width_px);
    const auto v1 = static_cast<std::uint16_t>(glyph.texel_y + glyph.height_px);
    const std::size_t first_index = indices_.size();
    const auto base = static_cast<std::uint32_t>(glyph_vertices_.size());
    glyph_vertices_.push_back({x0, y0, glyph.texel_x, glyph.texel_y, glyph.page, 0, color});
    glyph_vertices_.push_back({x1, y0, u1, glyph.texel_y, glyph.page, 0, color});
    glyph_vertices_.push_back({x1, y1, u1, v1, glyph.page, 0, color});
    glyph_vertices_.push_back({x0, y1, glyph.texel_x, v1, glyph.page, 0, color});
    indices_.insert(indices_.end(), {base, base + 1, base + 2, base, base + 2, base + 3});
    note(Kind::text, cover, number, first_index);
}

std::vector<std::uint8_t> Frame::take_pixels(std::size_t bytes) {
    std::vector<std::uint8_t> pixels;
    if (!spare_pixels_.empty()) {
        pixels = std::move(spare_pixels_.back());
        spare_pixels_.pop_back();
    }
    if (pixels.size() < bytes) pixels.resize(bytes);
    return pixels;
}

void Frame::add_image(int left_px, int top_px, int width_px, int height_px,
                      std::vector<std::uint8_t> rgba, std::span<const PixelRect> opaque_parts,
                      std::span<const PixelRect> parts) {
    if (opaque_parts.empty() && parts.empty()) {
        spare_pixels_.push_back(std::move(rgba));
        return;
    }
    const auto add_parts = [&](std::span<const PixelRect> boxes, bool is_opaque) {
        if (boxes.empty()) return;
        const std::size_t first_index = indices_.size();
        for (const PixelRect& box : boxes) {
            const auto base = static_cast<std::uint32_t>(fill_vertices_.size());
            const auto x0 = static_cast<float>(box.x0);
            const auto y0 = static_cast<float>(box.y0);
            const auto x1 = static_cast<float>(box.x1);
            const auto y1 = static_cast<float>(box.y1);
            fill_vertices_.push_back({x0, y0, {}});
            fill_vertices_.push_back({x1, y0, {}});
            fill_vertices_.push_back({x1, y1, {}});
            fill_vertices_.push_back({x0, y1, {}});
            indices_.insert(indices_.end(), {base, base + 1, base + 2, base, base + 2, base + 3});
        }
        // Never joined to another command: each picture has its own texture.
        commands_.push_back({Kind::image, Cover::freely,
                             static_cast<std::uint8_t>(pictures_.size()), is_opaque, clip_,
                             first_index, indices_.size() - first_index});
    };
    add_parts(opaque_parts, true);
    add_parts(parts, false);
    pictures_.push_back({left_px, top_px, width_px, height_px, std::move(rgba)});
}

bool Frame::is_full() const {
    return indices_.size() > many_indices || pictures_.size() >= most_pictures;
}

void Frame::send_pictures() {
    while (textures_.size() < pictures_.size()) {
        glBindTexture(GL_TEXTURE_2D, textures_.emplace_back().get());
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    }
    for (std::size_t i = 0; i < pictures_.size(); ++i) {
        const Picture& picture = pictures_[i];
        glBindTexture(GL_TEXTURE_2D, textures_[i].get());
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, picture.width_px, picture.height_px, 0, GL_RGBA,
                     GL_UNSIGNED_BYTE, picture.rgba.data());
    }
    glBindTexture(GL_TEXTURE_2D, 0);
}

void Frame::issue(const Command& command) const {
    if (command.kind == Kind::clear_cover) {
        glDisable(GL_SCISSOR_TEST);
        glStencilMask(0xFF);
        glClearStencil(0);
        glClear(GL_STENCIL_BUFFER_BIT);
        glEnable(GL_SCISSOR_TEST);
        return;
    }
    const PixelRect& clip = command.clip;
    const int first_row = height_px_ - clip.y1;
    const int width = clip.x1 - clip.x0;
    const int height = clip.y1 - clip.y0;
    glScissor(clip.x0, first_row, width, height);
    const auto use = [&](const VertexArray& array, const ProgramUniforms& program) {
        glBindVertexArray(array.get());
        glUseProgram(program.program.get());
        glUniform4f(program.clip, static_cast<float>(clip.x0), static_cast<float>(first_row),
                    static_cast<float>(clip.x1), static_cast<float>(first_row + height));
    };
    if (command.cover == Cover::freely) {
        glDisable(GL_STENCIL_TEST);
    } else {
        glEnable(GL_STENCIL_TEST);
        glStencilFunc(GL_NOTEQUAL, command.number, 0xFF);
        glStencilOp(GL_KEEP, GL_KEEP, GL_REPLACE);
    }
    // Software rasterisers do without the old colours where nothing is blended.
    if (command.is_opaque) {
        glDisable(GL_BLEND);
    } else {
        glEnable(GL_BLEND);
    }
    switch (command.kind) {
        case Kind::fill:
            use(fill_array_, programs_->fill());
            break;
        case Kind::line:
            use(line_array_, programs_->line());
            break;
        case Kind::text:
            use(text_array_, programs_->text());
            glUniform1f(programs_->text().min_coverage,
                        command.cover == Cover::once_core ? core_coverage : any_coverage);
            break;
        case Kind::image: {
            const Picture& picture = pictures_[command.number];
            use(image_array_, programs_->image());
            glUniform2f(programs_->image().corner, static_cast<float>(picture.left_px),
                        static_cast<float>(picture.top_px));
            glBindTexture(GL_TEXTURE_2D, textures_[command.number].get());
            break;
        }
        case Kind::clear_cover:
            break;
    }
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.index_count), GL_UNSIGNED_INT,
                   offset_in_buffer(command.first_index * sizeof(std::uint32_t)));
}

void Frame::flush() {
    const auto started = std::chrono::steady_clock::now();
    glBindVertexArray(0);
    if (!fill_vertices_.empty()) send(GL_ARRAY_BUFFER, fill_buffer_.get(), fill_vertices_);
    if (!line_vertices_.empty()) send(GL_ARRAY_BUFFER, line_buffer_.get(), line_vertices_);
    if (!glyph_vertices_.empty()) {
        send(GL_ARRAY_BUFFER, text_buffer_.get(), glyph_vertices_);
        atlas_->upload();
    }
    send_pictures();
    send(GL_ARRAY_BUFFER, index_buffer_.get(), indices_);

    // The state for all commands; what is left behind is what a window toolkit expects to find.
    glViewport(-margin_px_, -margin_px_, width_px_ + 2 * margin_px_, height_px_ + 2 * margin_px_);
    glEnable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_MULTISAMPLE);
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    for (const Command& command : commands_) {
        issue(command);
        counts_.triangles += command.index_count / 3;
        if (command.kind != Kind::clear_cover) ++counts_.draw_calls;
    }
    glViewport(0, 0, width_px_, height_px_);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_BLEND);
    glBindVertexArray(0);
    glUseProgram(0);
    glBindBuffer(GL_ARRAY_BUFFER, 0);

    if (!pictures_.empty()) glBindTexture(GL_TEXTURE_2D, 0);
    discard();
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - started;
    counts_.issue_ms += spent.count();
}

void Frame::discard() {
    commands_.clear();
    for (Picture& picture : pictures_) spare_pixels_.push_back(std::move(picture.rgba));
    if (spare_pixels_.size() > most_pictures) spare_pixels_.resize(most_pictures);
    pictures_.clear();
    indices_.clear();
    fill_vertices_.clear();
    line_vertices_.clear();
    glyph_vertices_.clear();
}

}  // namespace parkatlas::render::detail
