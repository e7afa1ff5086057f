#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "render/detail/gl_objects.h"
#include "render/detail/glyph_atlas.h"
#include "render/detail/placement.h"
#include "render/detail/programs.h"
#include "render/detail/stroke_mesh.h"
#include "render/detail/vertices.h"

namespace parkatlas::render::detail {

/// How what is drawn meets what the same item has drawn already.
enum class Cover : std::uint8_t {
    freely,
    once,        ///< each sample at most once per cover number: translucent strokes
    once_core,   ///< the same, only glyph pixels that are covered wholly
    once_fringe  ///< the same, glyph pixels covered partly, where the core is not
};

struct FrameCounts {
    std::size_t triangles = 0;
    std::size_t draw_calls = 0;
    double issue_ms = 0.0;
};

/// Collects triangles in painting order and sends them to the GPU in as few draw calls as the order
/// allows. Draws into the framebuffer that is bound when `flush` runs.
class Frame {
  public:
    Frame(const Programs& programs, GlyphAtlas& atlas);

    void begin(int width_px, int height_px);

    /// Clip of what follows.
    void set_clip(const PixelRect& clip) { clip_ = clip; }
    [[nodiscard]] const PixelRect& clip() const { return clip_; }

    /// A number for Cover::once of one item; items drawn under the same number share coverage.
    [[nodiscard]] std::uint8_t next_cover_number();

    /// Vertices go to the returned list, indices relative to its size before to `indices`; then
    /// `add_fill` takes note. Nothing else may be added in between. `is_opaque`: all colours are.
    [[nodiscard]] std::vector<FillVertex>& fill_vertices() { return fill_vertices_; }
    [[nodiscard]] std::vector<std::uint32_t>& indices() { return indices_; }
    void add_fill(std::size_t first_index, bool is_opaque, Cover cover, std::uint8_t number);

    /// A stroke with faded edges, or hard ones where it must cover each place once.
    void add_faded_stroke(const StrokeMesh& mesh, double half_width_px, draw::Color color);
    void add_hard_stroke(const StrokeMesh& mesh, draw::Color color, std::uint8_t cover_number);

    /// The picture of a glyph with its origin on a whole pixel.
    void add_glyph(const AtlasGlyph& glyph, int origin_x_px, int origin_y_px, draw::Color color,
                   Cover cover = Cover::freely, std::uint8_t number = 0);

    /// Room for a picture's bytes, at least so many, from earlier pictures if there was one; what
    /// stands in it is of no meaning.
    [[nodiscard]] std::vector<std::uint8_t> take_pixels(std::size_t bytes);
    /// A picture of premultiplied RGBA, rows without padding, from pixel (left, top) on; of it
    /// those parts, boxes of the frame, are drawn; in the opaque ones all pixels are.
    void add_image(int left_px, int top_px, int width_px, int height_px,
                   std::vector<std::uint8_t> rgba, std::span<const PixelRect> opaque_parts,
                   std::span<const PixelRect> parts);

    /// True when so much has gathered that it should be sent now.
    [[nodiscard]] bool is_full() const;

    /// Sends and draws all that was collected.
    void flush();
    /// Forgets all that was collected.
    void discard();

    [[nodiscard]] const FrameCounts& counts() const { return counts_; }

  private:
    enum class Kind : std::uint8_t { fill, line, text, image, clear_cover };
    struct Command {
        Kind kind;
        Cover cover;
        std::uint8_t number;
        bool is_opaque;
        PixelRect clip;
        std::size_t first_index;
        std::size_t index_count;
    };
    struct Picture {
        int left_px, top_px, width_px, height_px;
        std::vector<std::uint8_t> rgba;
    };

    void note(Kind kind, Cover cover, std::uint8_t number, std::size_t first_index,
              bool is_opaque = false);
    void issue(const Command& command) const;
    void send_pictures();

    const Programs* programs_;
    GlyphAtlas* atlas_;
    VertexArray fill_array_, line_array_, text_array_, image_array_;
    Buffer fill_buffer_, line_buffer_, text_buffer_, index_buffer_;
    int width_px_ = 0;
    int height_px_ = 0;
    int margin_px_ = 0;  ///< by which the viewport is larger than the picture
    int largest_viewport_px_ = 0;
    PixelRect clip_;
    std::uint32_t last_number_ = 0;
    std::vector<FillVertex> fill_vertices_;
    std::vector<LineVertex> line_vertices_;
    std::vector<GlyphVertex> glyph_vertices_;
    std::vector<std::uint32_t> indices_;
    std::vector<Command> commands_;
    std::vector<Picture> pictures_;
    std::vector<std::vector<std::uint8_t>> spare_pixels_;
    std::vector<Texture> textures_;  ///< one a picture, kept for those to come
    FrameCounts counts_;
};

}  // namespace parkatlas::render::detail
