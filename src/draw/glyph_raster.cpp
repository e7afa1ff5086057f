#include "draw/glyph_raster.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>
#include <vector>

#include FT_OUTLINE_H

namespace parkatlas::draw {

namespace {

constexpr double units_per_pixel = 64.0;  // FreeType's 26.6 fixed point
constexpr FT_Pos max_side_px = 32767;     // what FreeType's rasteriser takes

/// Whole pixels, y up.
struct PixelBox {
    FT_Pos left = 0, bottom = 0, right = 0, top = 0;
    [[nodiscard]] bool is_empty() const { return right <= left || top <= bottom; }
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

/// An outline that FreeType allocated.
class OwnedOutline {
  public:
    OwnedOutline(FT_Library library, FT_UInt points, FT_Int contours) : library_{library} {
        ok_ = FT_Outline_New(library, points, contours, &outline_) == 0;
        outline_.n_points = 0;  // filled by the stroker from here
        outline_.n_contours = 0;
    }
    OwnedOutline(const OwnedOutline&) = delete;
    OwnedOutline& operator=(const OwnedOutline&) = delete;
    ~OwnedOutline() {
        if (ok_) FT_Outline_Done(library_, &outline_);
    }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] FT_Outline& value() { return outline_; }

  private:
    FT_Library library_;
    FT_Outline outline_{};
    bool ok_ = false;
};

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

/// Collects an outline in em units, y down.
struct Flattener {
    Path path;
    double scale = 1.0;
    geo::XY pen;

    [[nodiscard]] geo::XY convert(const FT_Vector* v) const {
        return {static_cast<double>(v->x) * scale, -static_cast<double>(v->y) * scale};
    }

    // A curve cut into n equal steps of its parameter strays from its chords by at most
    // |second derivative| / (8 n^2).
    [[nodiscard]] static int steps_for(double second_derivative) {
        constexpr double tolerance_em = 0.0002;
        const double steps = std::sqrt(second_derivative / (8.0 * tolerance_em));
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

}  // namespace

GlyphBitmap rasterize_glyph(FT_Library library, FT_Stroker stroker, FT_Face face,
                            const GlyphRequest& request) {
    if (!prepare(face, request)) return {};
    FT_Outline& outline = face->glyph->outline;
    const PixelBox fill_box = pixel_box(outline);
    const auto too_large = [](const PixelBox& box) {
        return box.right - box.left > max_side_px || box.top - box.bottom > max_side_px;
    };
    if (fill_box.is_empty() || too_large(fill_box)) return {};
    if (request.halo_px <= 0.0) return bitmap_of(coverage(library, outline, fill_box), fill_box);

    // The halo is the stroke of the outline, both sides, united with the fill. FreeType's outer
    // border alone leaves holes where a counter is narrower than the halo.
    FT_Stroker_Set(stroker, std::lround(request.halo_px * units_per_pixel),
                   FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
    FT_UInt points = 0;
    FT_UInt contours = 0;
    if (FT_Stroker_ParseOutline(stroker, &outline, 0) != 0 ||
        FT_Stroker_GetCounts(stroker, &points, &contours) != 0) {
        return bitmap_of(coverage(library, outline, fill_box), fill_box);
    }
    OwnedOutline stroke{library, points, static_cast<FT_Int>(contours)};
    if (!stroke.ok()) return bitmap_of(coverage(library, outline, fill_box), fill_box);
    FT_Stroker_Export(stroker, &stroke.value());
    const PixelBox stroke_box = pixel_box(stroke.value());
    const PixelBox box{
        std::min(fill_box.left, stroke_box.left), std::min(fill_box.bottom, stroke_box.bottom),
        std::max(fill_box.right, stroke_box.right), std::max(fill_box.top, stroke_box.top)};
    if (too_large(box)) return {};
    std::vector<std::uint8_t> pixels = coverage(library, outline, box);
    const std::vector<std::uint8_t> border = coverage(library, stroke.value(), box);
    // At the edge of the fill the stroke is full, so the larger of the two is their union.
    std::transform(pixels.begin(), pixels.end(), border.begin(), pixels.begin(),
                   [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); });
    return bitmap_of(std::move(pixels), box);
}

Path flatten_glyph(FT_Face face, std::uint32_t glyph) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return {};
    }
    Flattener flattener;
    flattener.scale = 1.0 / face->units_per_EM;
    FT_Outline_Funcs functions{};
    functions.move_to = &Flattener::move_to;
    functions.line_to = &Flattener::line_to;
    functions.conic_to = &Flattener::conic_to;
    functions.cubic_to = &Flattener::cubic_to;
    FT_Outline_Decompose(&face->glyph->outline, &functions, &flattener);
    return std::move(flattener.path);
}

}  // namespace parkatlas::draw
