#include "draw/glyph_raster.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>
#include <vector>

#include FT_OUTLINE_H

#include "draw/wide.h"

namespace parkatlas::draw {

namespace {

constexpr double units_per_pixel = 64.0;  // FreeType's 26.6 fixed point
constexpr FT_Pos max_side_px = 32767;     // what FreeType's rasteriser takes

/// Whole pixels, y up.
struct PixelBox {
    FT_Pos left = 0, bottom = 0, right = 0, top = 0;
    [[nodiscard]] bool is_empty() const { return right <= left || top <= bottom; }
    [[nodiscard]] PixelBox grown(FT_Pos by) const {
        return {left - by, bottom - by, right + by, top + by};
    }
};

PixelBox pixel_box(FT_Outline& outline) {
    if (outline.n_points == 0) return {};
    FT_BBox box;
    FT_Outline_Get_CBox(&outline, &box);
    // Arithmetic shifts: floor and ceiling for negative coordinates too.
    return {box.xMin >> 6, box.yMin >> 6, (box.xMax + 63) >> 6, (box.yMax + 63) >> 6};
}

std::vector<std::uint8_t> coverage(FT_Library library, FT_Outline& outline, const PixelBox& box) {
    const auto width = static_cast<unsigned>(box.right - box.left);
    const auto height = static_cast<unsigned>(box.top - box.bottom);
    std::vector<std::uint8_t> pixels(std::size_t{width} * height);
    FT_Outline_Translate(&outline, -box.left * 64, -box.bottom * 64);
    FT_Bitmap bitmap{};
    bitmap.width = width;
    bitmap.rows = height;
    bitmap.pitch = static_cast<int>(width);
    bitmap.buffer = pixels.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    FT_Outline_Get_Bitmap(library, &outline, &bitmap);
    FT_Outline_Translate(&outline, box.left * 64, box.bottom * 64);
    return pixels;
}

GlyphBitmap bitmap_of(std::vector<std::uint8_t> pixels, const PixelBox& box) {
    return {static_cast<int>(box.left), static_cast<int>(box.top),
            static_cast<int>(box.right - box.left), static_cast<int>(box.top - box.bottom),
            std::move(pixels)};
}

/// Scales, turns and shifts the glyph; false if there is nothing to draw.
bool prepare(FT_Face face, const GlyphRequest& request) {
    const auto size = static_cast<FT_F26Dot6>(std::lround(request.size_px * units_per_pixel));
    if (size <= 0 || FT_Set_Char_Size(face, 0, size, 72, 72) != 0) return false;
    if (FT_Load_Glyph(face, request.glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return false;
    }
    FT_Outline& outline = face->glyph->outline;
    if (request.angle_deg != 0.0) {
        // Clockwise on paper; FreeType's y points up.
        const double angle = request.angle_deg * std::numbers::pi / 180.0;
        const auto cosine = static_cast<FT_Fixed>(std::lround(std::cos(angle) * 65536.0));
        const auto sine = static_cast<FT_Fixed>(std::lround(std::sin(angle) * 65536.0));
        const FT_Matrix turn{cosine, sine, -sine, cosine};
        FT_Outline_Transform(&outline, &turn);
    }
    FT_Outline_Translate(&outline, std::lround(request.shift_x_px * units_per_pixel),
                         -std::lround(request.shift_y_px * units_per_pixel));
    return outline.n_points > 0;
}

/// Collects an outline as chords, y down.
struct Flattener {
    double scale = 1.0;      ///< from the outline's units to those of the path
    double tolerance = 1.0;  ///< how far a chord may stray from its curve, in units of the path
    Path path;
    geo::XY pen;

    [[nodiscard]] geo::XY convert(const FT_Vector* v) const {
        return {static_cast<double>(v->x) * scale, -static_cast<double>(v->y) * scale};
    }

    // A curve cut into n equal steps of its parameter strays from its chords by at most
    // |second derivative| / (8 n^2).
    [[nodiscard]] int steps_for(double second_derivative) const {
        const double steps = std::sqrt(second_derivative / (8.0 * tolerance));
        return std::clamp(static_cast<int>(std::ceil(steps)), 1, 64);
    }

    void curve(geo::XY a, geo::XY b, geo::XY c) {
        const geo::XY from = pen;
        const auto bend = [](geo::XY p, geo::XY q, geo::XY r) {
            return std::hypot(p.x - 2 * q.x + r.x, p.y - 2 * q.y + r.y);
        };
        const int steps = steps_for(6.0 * std::max(bend(from, a, b), bend(a, b, c)));
        for (int i = 1; i < steps; ++i) {
            const double t = static_cast<double>(i) / steps;
            const double s = 1.0 - t;
            const double w0 = s * s * s, w1 = 3 * s * s * t, w2 = 3 * s * t * t, w3 = t * t * t;
            path.line_to({w0 * from.x + w1 * a.x + w2 * b.x + w3 * c.x,
                          w0 * from.y + w1 * a.y + w2 * b.y + w3 * c.y});
        }
        path.line_to(c);
        pen = c;
    }

    static int move_to(const FT_Vector* to, void* user) {
        auto& self = *static_cast<Flattener*>(user);
        self.pen = self.convert(to);
        self.path.move_to(self.pen);
        return 0;
    }
    static int line_to(const FT_Vector* to, void* user) {
        auto& self = *static_cast<Flattener*>(user);
        self.pen = self.convert(to);
        self.path.line_to(self.pen);
        return 0;
    }
    static int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
        auto& self = *static_cast<Flattener*>(user);
        const geo::XY from = self.pen;
        const geo::XY q = self.convert(control);
        const geo::XY end = self.convert(to);
        self.curve({from.x + (q.x - from.x) * 2 / 3, from.y + (q.y - from.y) * 2 / 3},
                   {end.x + (q.x - end.x) * 2 / 3, end.y + (q.y - end.y) * 2 / 3}, end);
        return 0;
    }
    static int cubic_to(const FT_Vector* a, const FT_Vector* b, const FT_Vector* to, void* user) {
        auto& self = *static_cast<Flattener*>(user);
        self.curve(self.convert(a), self.convert(b), self.convert(to));
        return 0;
    }
};

Path flatten(FT_Outline& outline, double scale, double tolerance) {
    Flattener flattener{scale, tolerance, {}, {}};
    FT_Outline_Funcs functions{};
    functions.move_to = &Flattener::move_to;
    functions.line_to = &Flattener::line_to;
    functions.conic_to = &Flattener::conic_to;
    functions.cubic_to = &Flattener::cubic_to;
    FT_Outline_Decompose(&outline, &functions, &flattener);
    return std::move(flattener.path);
}

PARKATLAS_WIDE void nearest_in_row(float* row, int x0, int x1, float ax, float py, float dx,
                                   float dy, float inverse) {
    for (int x = x0; x < x1; ++x) {
        const float px = static_cast<float>(x) - ax;
        const float along = std::min(1.0F, std::max(0.0F, (px * dx + py * dy) * inverse));
        const float ox = px - along * dx;
        const float oy = py - along * dy;
        row[x] = std::min(row[x], ox * ox + oy * oy);
    }
}

/// Squared distance of pixel centres to the nearest edge so far; only looked after within `reach`.
class DistanceField {
  public:
    DistanceField(const GlyphBitmap& place, double reach)
        : left_{static_cast<float>(place.left_px)},
          top_{static_cast<float>(-place.top_px)},
          reach_{static_cast<float>(reach)},
          width_{place.width_px},
          height_{place.height_px},
          squared_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), far) {}

    void add_edge(geo::XY from, geo::XY to) {
        // Relative to the centre of the first pixel.
        const float ax = static_cast<float>(from.x) - left_ - 0.5F;
        const float ay = static_cast<float>(from.y) - top_ - 0.5F;
        const float dx = static_cast<float>(to.x - from.x);
        const float dy = static_cast<float>(to.y - from.y);
        const float length2 = dx * dx + dy * dy;
        const float inverse = length2 > 0.0F ? 1.0F / length2 : 0.0F;
        const int x0 = first(std::min(ax, ax + dx));
        const int x1 = std::min(width_, last(std::max(ax, ax + dx)));
        const int y0 = first(std::min(ay, ay + dy));
        const int y1 = std::min(height_, last(std::max(ay, ay + dy)));
        for (int y = y0; y < y1; ++y) {
            nearest_in_row(squared_.data() + static_cast<std::ptrdiff_t>(y) * width_, x0, x1, ax,
                           static_cast<float>(y) - ay, dx, dy, inverse);
        }
    }

    [[nodiscard]] const std::vector<float>& squared() const { return squared_; }

  private:
    static constexpr float far = 1e30F;
    [[nodiscard]] int first(float at) const {
        return std::max(0, static_cast<int>(std::floor(at - reach_)));
    }
    [[nodiscard]] int last(float at) const { return static_cast<int>(std::ceil(at + reach_)) + 1; }

    float left_, top_, reach_;
    int width_, height_;
    std::vector<float> squared_;
};

}  // namespace

GlyphDraft draft_glyph(FT_Library library, FT_Face face, const GlyphRequest& request) {
    if (!prepare(face, request)) return {};
    FT_Outline& outline = face->glyph->outline;
    PixelBox box = pixel_box(outline);
    if (box.is_empty()) return {};
    const bool halo = request.halo_px > 0.0;
    if (halo) box = box.grown(static_cast<FT_Pos>(std::ceil(request.halo_px + 0.5)));
    if (box.right - box.left > max_side_px || box.top - box.bottom > max_side_px) return {};
    GlyphDraft draft;
    draft.bitmap = bitmap_of(coverage(library, outline, box), box);
    if (halo) {
        constexpr double tolerance_px = 0.02;
        draft.outline = flatten(outline, 1.0 / units_per_pixel, tolerance_px);
        draft.halo_px = request.halo_px;
    }
    return draft;
}

/// The fill united with all that lies within halo_px of its outline. Distances rather than
/// FT_Stroker: a stroked outline folds over itself in the narrow counters of Chinese characters,
/// and where its folds cancel, holes remain in the halo.
GlyphBitmap finish_glyph(GlyphDraft draft) {
    if (!(draft.halo_px > 0.0)) return std::move(draft.bitmap);
    std::vector<std::uint8_t>& pixels = draft.bitmap.coverage;
    const Path& path = draft.outline;
    DistanceField field{draft.bitmap, draft.halo_px + 0.5};
    std::size_t begin = 0;
    for (const std::uint32_t end : path.ring_ends) {
        for (std::size_t i = begin; i < end; ++i) {
            field.add_edge(path.points[i], path.points[i + 1 < end ? i + 1 : begin]);
        }
        begin = end;
    }
    // A pixel is covered in full half a pixel within the border, not at all half a pixel beyond.
    const auto edge = static_cast<float>(draft.halo_px + 0.5);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const float share = std::clamp(edge - std::sqrt(field.squared()[i]), 0.0F, 1.0F);
        pixels[i] = std::max(pixels[i], static_cast<std::uint8_t>(std::lround(share * 255.0F)));
    }
    return std::move(draft.bitmap);
}

GlyphBitmap rasterize_glyph(FT_Library library, FT_Face face, const GlyphRequest& request) {
    return finish_glyph(draft_glyph(library, face, request));
}

Path flatten_glyph(FT_Face face, std::uint32_t glyph) {
    constexpr double tolerance_em = 0.0002;
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return {};
    }
    return flatten(face->glyph->outline, 1.0 / face->units_per_EM, tolerance_em);
}

}  // namespace parkatlas::draw
