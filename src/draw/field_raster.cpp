#include "draw/field_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/parallel.h"
#include "draw/coverage.h"

namespace parkatlas::draw {

namespace {

constexpr int tile_width_px = 256;
constexpr int tile_height_px = 128;

/// A polygon within one pixel adds its area there, which is exact. One that straddles pixels is
/// spread over its box if that is no larger than this; being off by some of it is not seen.
constexpr double speck_px = 0.25;
/// Thinner lines are drawn this wide and paler instead, as the renderer does with strokes.
constexpr double thinnest_px = 0.7;
/// Outlines fade in from the first to the second of these, sides of the polygon in outline widths.
constexpr double outline_from = 2.0;
constexpr double outline_to = 7.0;
constexpr double least_strength = 0.02;
/// Rings of so many vertices are thinned to cells of this size.
constexpr std::size_t vertices_worth_thinning = 200;
constexpr double thinning_cell_px = 0.3;

struct Straight {
    float r, g, b;
};
Straight straight(Color c) {
    return {static_cast<float>(c.r) / 255.0F, static_cast<float>(c.g) / 255.0F,
            static_cast<float>(c.b) / 255.0F};
}

/// Colour gathered so far, premultiplied, one value a pixel.
struct ColorPlane {
    std::vector<float> r, g, b, a;
    void reset(std::size_t size) {
        for (auto* plane : {&r, &g, &b, &a}) plane->assign(size, 0.0F);
    }
};

/// Memory of one worker.
struct Scratch {
    detail::CoveragePlane fill;
    detail::LinePlane line;
    ColorPlane fills;  ///< sums of all classes
    ColorPlane lines;  ///< one class over the other
    ColorPlane under;  ///< what was painted before, where there are several items
    std::vector<detail::PixelXY> points;
    std::vector<std::uint32_t> chunks;
};

/// One tile's work: the field's steps to the tile's pixels.
class TilePainter {
  public:
    TilePainter(const Polygons& polygons, const FieldPlacement& placement, Scratch& scratch)
        : item_{polygons}, field_{*polygons.field}, placement_{placement}, s_{scratch} {
        px_per_step_ = placement.px_per_m * field_.step_m();
        const int bits = static_cast<int>(std::floor(std::log2(thinning_cell_px / px_per_step_)));
        cell_bits_ = std::clamp(bits, 0, 30);
    }

    /// False if nothing shows.
    bool paint(const FieldTarget& target, const FieldTile& tile);
    /// The same, over what `under` of the scratch memory holds.
    bool paint_over(const FieldTile& tile);

  private:
    void begin(const FieldTile& tile);
    bool gather_classes();
    void find_chunks();
    bool gather(std::size_t class_number, const PolygonStyle& style);
    void add_polygon(const PolygonField::Chunk& chunk, std::size_t i, const PolygonStyle& style);
    void to_pixels(std::span<const PolygonField::Step> ring);
    void to_pixels_by_cells(std::span<const PolygonField::Step> ring);
    void add_class_to_planes(const PolygonStyle& style);
    void write_one_class(const FieldTarget& target, const PolygonStyle& style) const;
    void write_planes(const FieldTarget& target) const;
    void blend_one_class(const PolygonStyle& style);
    void blend_planes();
    [[nodiscard]] std::uint8_t* out(const FieldTarget& target, int y) const {
        const auto row = static_cast<std::size_t>(top_ - target.top_px + y);
        return target.rgba +
               4 * (row * target.stride_px + static_cast<std::size_t>(left_ - target.left_px));
    }
    [[nodiscard]] double x_px(std::int32_t step) const { return at_x_ + step * px_per_step_; }
    [[nodiscard]] double y_px(std::int32_t step) const { return at_y_ - step * px_per_step_; }

    const Polygons& item_;
    const PolygonField& field_;
    const FieldPlacement& placement_;
    Scratch& s_;
    double px_per_step_;
    int cell_bits_ = 0;
    double at_x_ = 0.0, at_y_ = 0.0;  ///< the field's origin, pixels of the tile
    int left_ = 0, top_ = 0, width_ = 0, height_ = 0;
    PolygonField::StepBox seen_;
    double half_width_px_ = 0.0;
    float line_factor_ = 1.0F;
};

void TilePainter::find_chunks() {
    double widest_mm = 0.0;
    for (const PolygonStyle& style : item_.styles) {
        widest_mm = std::max(widest_mm, style.outline_width_mm);
    }
    const double reach = std::max(widest_mm * placement_.px_per_mm, thinnest_px) / 2 + 1.0;
    const double per_m = placement_.px_per_m;
    const double west = placement_.reference.x_m + (left_ - reach - placement_.at_x_px) / per_m;
    const double north = placement_.reference.y_m - (top_ - reach - placement_.at_y_px) / per_m;
    seen_ = field_.to_steps(
        {west, north - (height_ + 2 * reach) / per_m, west + (width_ + 2 * reach) / per_m, north});
    s_.chunks.clear();
    const auto chunks = field_.chunks();
    for (std::uint32_t c = 0; c < chunks.size(); ++c) {
        if (chunks[c].size() > 0 && PolygonField::meet(chunks[c].box, seen_)) {
            s_.chunks.push_back(c);
        }
    }
}

void TilePainter::to_pixels(std::span<const PolygonField::Step> ring) {
    if (cell_bits_ > 0 && ring.size() >= vertices_worth_thinning) {
        to_pixels_by_cells(ring);
        return;
    }
    s_.points.resize(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
        s_.points[i] = {x_px(ring[i].x), y_px(ring[i].y)};
    }
}

/// Vertices that share a cell of a fraction of a pixel with their neighbours in the ring become
/// one, its middle. This looks at coordinates only, so two polygons that share a border still share
/// it.
void TilePainter::to_pixels_by_cells(std::span<const PolygonField::Step> ring) {
    const auto cell = [this](PolygonField::Step v) {
        return PolygonField::Step{v.x >> cell_bits_, v.y >> cell_bits_};
    };
    const auto same = [](PolygonField::Step a, PolygonField::Step b) {
        return a.x == b.x && a.y == b.y;
    };
    // Start where a cell begins, so that a run over the ring's seam is one run.
    const std::size_t n = ring.size();
    std::size_t start = 0;
    const PolygonField::Step last = cell(ring[n - 1]);
    while (start < n && same(cell(ring[start]), last)) ++start;
    s_.points.clear();
    if (start == n) start = 0;  // the whole ring lies within one cell
    const auto at = [&](std::size_t i) { return ring[i < n ? i : i - n]; };
    const double half = std::ldexp(0.5, cell_bits_);
    for (std::size_t done = 0; done < n;) {
        const PolygonField::Step first = at(start + done);
        const PolygonField::Step in = cell(first);
        std::size_t run = 1;
        while (done + run < n && same(cell(at(start + done + run)), in)) ++run;
        if (run == 1) {
            s_.points.push_back({x_px(first.x), y_px(first.y)});
        } else {
            const double size = 2.0 * half;
            s_.points.push_back({at_x_ + (in.x * size + half) * px_per_step_,
                                 at_y_ - (in.y * size + half) * px_per_step_});
        }
        done += run;
    }
}

void TilePainter::add_polygon(const PolygonField::Chunk& chunk, std::size_t i,
                              const PolygonStyle& style) {
    const PolygonField::StepBox& box = chunk.boxes[i];
    const double area_px =
        static_cast<double>(chunk.areas_m2[i]) * placement_.px_per_m * placement_.px_per_m;
    double strength = 0.0;
    double alpha = style.far_alpha;
    if (style.outline_width_mm > 0.0) {
        const double side_mm = std::sqrt(std::max(area_px, 0.0)) / placement_.px_per_mm;
        strength = outline_strength(side_mm, style.outline_width_mm);
        alpha += (style.near_alpha - alpha) * strength;
    }
    const auto weight = static_cast<float>(alpha / 255.0);
    const double left = x_px(box.min_x);
    const double right = x_px(box.max_x);
    const double upper = y_px(box.max_y);
    const double lower = y_px(box.min_y);
    if (right - left <= 1.0 && lower - upper <= 1.0) {
        const bool in_one =
            std::floor(left) == std::floor(right) && std::floor(upper) == std::floor(lower);
        if (in_one || (right - left <= speck_px && lower - upper <= speck_px)) {
            s_.fill.add_speck(left, upper, right, lower, area_px, weight);
            return;
        }
    }
    const bool is_inside = left >= 0.0 && upper >= 0.0 && right <= width_ && lower <= height_;
    const bool has_line = strength > least_strength && style.outline.a > 0;
    const std::uint32_t outline_first = chunk.outline_begin(i);
    const std::uint32_t last = chunk.first_ring[i + 1];
    const std::uint32_t fill_end = chunk.fill_end(i);
    for (std::uint32_t r = chunk.first_ring[i]; r < last; ++r) {
        const bool fills = r < fill_end;
        const bool outlines = has_line && r >= outline_first;
        if (!fills && !outlines) continue;
        to_pixels(chunk.ring(r));
        if (fills) {
            if (is_inside) {
                s_.fill.add_ring_inside(s_.points, weight);
            } else {
                s_.fill.add_ring(s_.points, weight);
            }
        }
        if (outlines) {
            s_.line.add_ring(s_.points, half_width_px_,
                             static_cast<float>(strength) * line_factor_);
        }
    }
}

bool TilePainter::gather(std::size_t class_number, const PolygonStyle& style) {
    s_.fill.reset(width_, height_);
    s_.line.reset(width_, height_);
    const double width_px = style.outline_width_mm * placement_.px_per_mm;
    half_width_px_ = std::max(width_px, thinnest_px) / 2;
    line_factor_ =
        static_cast<float>(std::min(width_px / thinnest_px, 1.0) * style.outline.a / 255.0);
    const auto chunks = field_.chunks();
    const auto wanted = static_cast<std::uint8_t>(class_number);
    for (const std::uint32_t c : s_.chunks) {
        const PolygonField::Chunk& chunk = chunks[c];
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            if (chunk.classes[i] == wanted && PolygonField::meet(chunk.boxes[i], seen_)) {
                add_polygon(chunk, i, style);
            }
        }
    }
    s_.fill.finish();
    return !s_.fill.is_empty() || !s_.line.is_empty();
}

std::uint8_t to_byte(float share) {
    return static_cast<std::uint8_t>(share * 255.0F + 0.5F);
}

void TilePainter::write_one_class(const FieldTarget& target, const PolygonStyle& style) const {
    const Straight fill = straight(style.fill);
    const Straight line = straight(style.outline);
    const int first = std::min(s_.fill.is_empty() ? height_ : s_.fill.first_row(),
                               s_.line.is_empty() ? height_ : s_.line.first_row());
    const int last = std::max(s_.fill.last_row(), s_.line.last_row());
    for (int y = 0; y < height_; ++y) {
        std::uint8_t* const to = out(target, y);
        if (y < first || y >= last) {
            std::fill_n(to, 4 * static_cast<std::size_t>(width_), std::uint8_t{0});
            continue;
        }
        const std::span<const float> fills = s_.fill.row(y);
        const std::span<const float> lines = s_.line.row(y);
        for (std::size_t x = 0; x < fills.size(); ++x) {
            const float over = lines[x];
            const float under = std::clamp(fills[x], 0.0F, 1.0F) * (1.0F - over);
            to[4 * x] = to_byte(under * fill.r + over * line.r);
            to[4 * x + 1] = to_byte(under * fill.g + over * line.g);
            to[4 * x + 2] = to_byte(under * fill.b + over * line.b);
            to[4 * x + 3] = to_byte(under + over);
        }
    }
}

void TilePainter::add_class_to_planes(const PolygonStyle& style) {
    const Straight fill = straight(style.fill);
    for (int y = s_.fill.first_row(); y < s_.fill.last_row(); ++y) {
        const std::span<const float> row = s_.fill.row(y);
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        for (std::size_t x = 0; x < row.size(); ++x) {
            const float cover = std::max(row[x], 0.0F);
            s_.fills.r[at + x] += cover * fill.r;
            s_.fills.g[at + x] += cover * fill.g;
            s_.fills.b[at + x] += cover * fill.b;
            s_.fills.a[at + x] += cover;
        }
    }
    const Straight line = straight(style.outline);
    for (int y = s_.line.first_row(); y < s_.line.last_row(); ++y) {
        const std::span<const float> row = s_.line.row(y);
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        for (std::size_t x = 0; x < row.size(); ++x) {
            const float cover = row[x];
            const float rest = 1.0F - cover;
            s_.lines.r[at + x] = cover * line.r + rest * s_.lines.r[at + x];
            s_.lines.g[at + x] = cover * line.g + rest * s_.lines.g[at + x];
            s_.lines.b[at + x] = cover * line.b + rest * s_.lines.b[at + x];
            s_.lines.a[at + x] = cover + rest * s_.lines.a[at + x];
        }
    }
}

void TilePainter::write_planes(const FieldTarget& target) const {
    for (int y = 0; y < height_; ++y) {
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        std::uint8_t* const to = out(target, y);
        for (std::size_t x = 0; x < static_cast<std::size_t>(width_); ++x) {
            const float sum = s_.fills.a[at + x];
            const float over = s_.lines.a[at + x];
            // Where classes overlap so much that the pixel is more than full, in proportion.
            const float under = (1.0F - over) / std::max(sum, 1.0F);
            to[4 * x] = to_byte(under * s_.fills.r[at + x] + s_.lines.r[at + x]);
            to[4 * x + 1] = to_byte(under * s_.fills.g[at + x] + s_.lines.g[at + x]);
            to[4 * x + 2] = to_byte(under * s_.fills.b[at + x] + s_.lines.b[at + x]);
            to[4 * x + 3] = to_byte(under * sum + over);
        }
    }
}

/// Puts a row of one colour, covered by shares, over what is there.
void blend_row(ColorPlane& to, std::size_t at, std::span<const float> cover, Straight color,
               float alpha) {
    for (std::size_t x = 0; x < cover.size(); ++x) {
        const float share = std::min(std::max(cover[x], 0.0F), 1.0F) * alpha;
        const float rest = 1.0F - share;
        to.r[at + x] = share * color.r + rest * to.r[at + x];
        to.g[at + x] = share * color.g + rest * to.g[at + x];
        to.b[at + x] = share * color.b + rest * to.b[at + x];
        to.a[at + x] = share + rest * to.a[at + x];
    }
}

void TilePainter::blend_one_class(const PolygonStyle& style) {
    const auto at = [&](int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
    };
    const Straight fill = straight(style.fill);
    for (int y = s_.fill.first_row(); y < s_.fill.last_row(); ++y) {
        blend_row(s_.under, at(y), s_.fill.row(y), fill, 1.0F);
    }
    const Straight line = straight(style.outline);
    for (int y = s_.line.first_row(); y < s_.line.last_row(); ++y) {
        blend_row(s_.under, at(y), s_.line.row(y), line, 1.0F);
    }
}

void TilePainter::blend_planes() {
    const std::size_t size = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
    ColorPlane& to = s_.under;
    for (std::size_t i = 0; i < size; ++i) {
        const float sum = s_.fills.a[i];
        const float over = s_.lines.a[i];
        const float under = (1.0F - over) / std::max(sum, 1.0F);
        const float rest = 1.0F - (under * sum + over);
        to.r[i] = under * s_.fills.r[i] + s_.lines.r[i] + rest * to.r[i];
        to.g[i] = under * s_.fills.g[i] + s_.lines.g[i] + rest * to.g[i];
        to.b[i] = under * s_.fills.b[i] + s_.lines.b[i] + rest * to.b[i];
        to.a[i] = under * sum + over + rest * to.a[i];
    }
}

void TilePainter::begin(const FieldTile& tile) {
    left_ = tile.left_px;
    top_ = tile.top_px;
    width_ = tile.width_px;
    height_ = tile.height_px;
    at_x_ = placement_.at_x_px - left_ +
            (field_.origin().x_m - placement_.reference.x_m) * placement_.px_per_m;
    at_y_ = placement_.at_y_px - top_ -
            (field_.origin().y_m - placement_.reference.y_m) * placement_.px_per_m;
    find_chunks();
}

/// All classes into the planes.
bool TilePainter::gather_classes() {
    bool shows = false;
    const std::size_t size = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
    for (std::size_t k = 0; k < item_.styles.size(); ++k) {
        if (!gather(k, item_.styles[k])) continue;
        if (!shows) {
            s_.fills.reset(size);
            s_.lines.reset(size);
        }
        shows = true;
        add_class_to_planes(item_.styles[k]);
    }
    return shows;
}

bool TilePainter::paint(const FieldTarget& target, const FieldTile& tile) {
    begin(tile);
    if (s_.chunks.empty()) return false;
    if (item_.styles.size() == 1) {
        if (!gather(0, item_.styles[0])) return false;
        write_one_class(target, item_.styles[0]);
        return true;
    }
    const bool shows = gather_classes();
    if (shows) write_planes(target);
    return shows;
}

bool TilePainter::paint_over(const FieldTile& tile) {
    begin(tile);
    if (s_.chunks.empty()) return false;
    if (item_.styles.size() == 1) {
        if (!gather(0, item_.styles[0])) return false;
        blend_one_class(item_.styles[0]);
        return true;
    }
    const bool shows = gather_classes();
    if (shows) blend_planes();
    return shows;
}

/// Runs of segments of a line with their boxes, so that a tile looks at those that reach into it.
class LinePainter {
  public:
    explicit LinePainter(const LineChains& line) : line_{line} {
        const double reach = line.half_width_px + 1.0;
        std::size_t first = 0;
        for (const LineChains::Chain& chain : line.chains) {
            const std::size_t segments = chain.end - first - (chain.is_closed ? 0 : 1);
            for (std::size_t at = 0; at < segments; at += segments_per_run) {
                Run run{first,           chain.end, at, std::min(at + segments_per_run, segments),
                        chain.is_closed, {}};
                for (std::size_t i = run.from; i <= run.to; ++i) {
                    run.box.add(point(run, i));
                }
                run.box = {run.box.min_x - reach, run.box.min_y - reach, run.box.max_x + reach,
                           run.box.max_y + reach};
                box_.add(run.box);
                runs_.push_back(run);
            }
            first = chain.end;
        }
    }

    bool paint_over(const FieldTile& tile, Scratch& scratch) const {
        const geo::Box seen{double{1} * tile.left_px, double{1} * tile.top_px,
                            double{1} * (tile.left_px + tile.width_px),
                            double{1} * (tile.top_px + tile.height_px)};
        if (!box_.intersects(seen)) return false;
        detail::LinePlane& plane = scratch.line;
        plane.reset(tile.width_px, tile.height_px);
        for (const Run& run : runs_) {
            if (!run.box.intersects(seen)) continue;
            for (std::size_t i = run.from; i < run.to; ++i) {
                const geo::XY a = point(run, i);
                const geo::XY b = point(run, i + 1);
                const bool cuts = !run.is_closed && !line_.has_round_ends;
                plane.add_segment({a.x - tile.left_px, a.y - tile.top_px},
                                  {b.x - tile.left_px, b.y - tile.top_px}, line_.half_width_px,
                                  cuts && i == 0, cuts && run.first + i + 2 == run.end);
            }
        }
        if (plane.is_empty()) return false;
        const Straight color = straight(line_.color);
        const float alpha = static_cast<float>(line_.color.a) / 255.0F;
        const auto left = static_cast<std::size_t>(plane.first_column());
        const auto count = static_cast<std::size_t>(plane.last_column()) - left;
        for (int y = plane.first_row(); y < plane.last_row(); ++y) {
            const std::size_t row =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(tile.width_px);
            blend_row(scratch.under, row + left, plane.row(y).subspan(left, count), color, alpha);
        }
        return true;
    }

  private:
    static constexpr std::size_t segments_per_run = 32;

    struct Run {
        std::size_t first, end;  ///< points of the chain
        std::size_t from, to;    ///< segments, counted from the chain's first
        bool is_closed;
        geo::Box box;
    };
    [[nodiscard]] geo::XY point(const Run& run, std::size_t i) const {
        const std::size_t at = run.first + i;
        return line_.points[at < run.end ? at : at - (run.end - run.first)];
    }

    const LineChains& line_;
    std::vector<Run> runs_;
    geo::Box box_;
};

void cover_all(ColorPlane& to, Color color) {
    const Straight rgb = straight(color);
    const float alpha = static_cast<float>(color.a) / 255.0F;
    const float rest = 1.0F - alpha;
    for (std::size_t i = 0; i < to.a.size(); ++i) {
        to.r[i] = alpha * rgb.r + rest * to.r[i];
        to.g[i] = alpha * rgb.g + rest * to.g[i];
        to.b[i] = alpha * rgb.b + rest * to.b[i];
        to.a[i] = alpha + rest * to.a[i];
    }
}

void write_under(const ColorPlane& under, const FieldTarget& target, const FieldTile& tile) {
    for (int y = 0; y < tile.height_px; ++y) {
        const auto row = static_cast<std::size_t>(tile.top_px - target.top_px + y);
        std::uint8_t* const to =
            target.rgba +
            4 * (row * target.stride_px + static_cast<std::size_t>(tile.left_px - target.left_px));
        const std::size_t at =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(tile.width_px);
        for (std::size_t x = 0; x < static_cast<std::size_t>(tile.width_px); ++x) {
            to[4 * x] = to_byte(under.r[at + x]);
            to[4 * x + 1] = to_byte(under.g[at + x]);
            to[4 * x + 2] = to_byte(under.b[at + x]);
            to[4 * x + 3] = to_byte(under.a[at + x]);
        }
    }
}

/// Whether a tile that was painted is opaque, and whether it has one colour only.
void note_look(FieldTile& tile, const FieldTarget& target) {
    const auto pixels = 4 * static_cast<std::size_t>(tile.width_px);
    const auto row = [&](int y) {
        return target.rgba +
               4 * (static_cast<std::size_t>(tile.top_px - target.top_px + y) * target.stride_px +
                    static_cast<std::size_t>(tile.left_px - target.left_px));
    };
    const auto is_opaque = [&](const std::uint8_t* pixel) {
        std::uint8_t least = 255;
        for (std::size_t i = 3; i < pixels; i += 4) least = std::min(least, pixel[i]);
        return least == 255;
    };
    tile.is_opaque = true;
    for (int y = 0; y < tile.height_px && tile.is_opaque; ++y) tile.is_opaque = is_opaque(row(y));
    const std::uint8_t* const first = row(0);
    if (std::memcmp(first, first + 4, pixels - 4) != 0) return;
    for (int y = 1; y < tile.height_px; ++y) {
        if (std::memcmp(first, row(y), pixels) != 0) return;
    }
    tile.is_uniform = true;
    std::copy_n(first, 4, tile.rgba.begin());
}

bool can_show(const PlacedPolygons& item) {
    const Polygons& polygons = item.polygons;
    return polygons.field != nullptr && polygons.field->size() > 0 && !polygons.styles.empty() &&
           item.placement.px_per_m > 0.0;
}

/// Tiles lie on a grid of the picture and not of the target, so that cuts do not matter.
std::vector<FieldTile> tiles_of(const FieldTarget& target) {
    const auto floor_to = [](int v, int step) {
        return v >= 0 ? v / step * step : -((-v + step - 1) / step * step);
    };
    std::vector<FieldTile> tiles;
    const int right = target.left_px + target.width_px;
    const int bottom = target.top_px + target.height_px;
    for (int y = floor_to(target.top_px, tile_height_px); y < bottom; y += tile_height_px) {
        for (int x = floor_to(target.left_px, tile_width_px); x < right; x += tile_width_px) {
            FieldTile& tile = tiles.emplace_back();
            tile.left_px = std::max(x, target.left_px);
            tile.top_px = std::max(y, target.top_px);
            tile.width_px = std::min(x + tile_width_px, right) - tile.left_px;
            tile.height_px = std::min(y + tile_height_px, bottom) - tile.top_px;
        }
    }
    return tiles;
}

/// Paints the tiles with `paint(tile, scratch)` on all threads; keeps those where something shows.
template <typename Paint>
std::vector<FieldTile> paint_tiles(const FieldTarget& target, const Work& work,
                                   const Paint& paint) {
    std::vector<FieldTile> tiles = tiles_of(target);
    std::vector<std::uint8_t> shows(tiles.size(), 0);
    static_cast<void>(
        for_each_piece(tiles.size(), 1, work, [&](IndexRange piece, std::size_t) -> Result<void> {
            // Kept by the thread, some 2 MB: large pictures come in many parts, and fresh memory
            // costs as much as the painting.
            static thread_local Scratch scratch;
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                FieldTile& tile = tiles[i];
                if (!paint(tile, scratch)) continue;
                note_look(tile, target);
                shows[i] = !tile.is_uniform || tile.rgba[3] > 0 ? 1 : 0;
            }
            return {};
        }));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (shows[i] != 0) tiles[kept++] = tiles[i];
    }
    tiles.resize(kept);
    return tiles;
}

std::vector<FieldTile> polygon_tiles(const PlacedPolygons& item, const FieldTarget& target,
                                     const Work& work) {
    if (!can_show(item)) return {};
    return paint_tiles(target, work, [&](const FieldTile& tile, Scratch& scratch) {
        return TilePainter{item.polygons, item.placement, scratch}.paint(target, tile);
    });
}

}  // namespace

double outline_strength(double side_mm, double outline_width_mm) {
    const double sides = side_mm / outline_width_mm;
    return std::clamp((sides - outline_from) / (outline_to - outline_from), 0.0, 1.0);
}

std::vector<FieldTile> rasterize_tiles(std::span<const RasterItem> items, const FieldTarget& target,
                                       const Work& work) {
    if (target.width_px <= 0 || target.height_px <= 0) return {};
    if (items.size() == 1) {
        if (const auto* const alone = std::get_if<PlacedPolygons>(&items[0])) {
            return polygon_tiles(*alone, target, work);
        }
    }
    std::vector<std::variant<const PlacedPolygons*, LinePainter, Color>> painters;
    for (const RasterItem& item : items) {
        if (const auto* const polygons = std::get_if<PlacedPolygons>(&item)) {
            if (can_show(*polygons)) painters.emplace_back(polygons);
        } else if (const auto* const line = std::get_if<LineChains>(&item)) {
            painters.emplace_back(LinePainter{*line});
        } else {
            painters.emplace_back(std::get<Color>(item));
        }
    }
    return paint_tiles(target, work, [&](const FieldTile& tile, Scratch& scratch) {
        scratch.under.reset(static_cast<std::size_t>(tile.width_px) *
                            static_cast<std::size_t>(tile.height_px));
        bool shows = false;
        for (const auto& painter : painters) {
            if (work.stop.stop_requested()) return false;
            if (const auto* const line = std::get_if<LinePainter>(&painter)) {
                if (line->paint_over(tile, scratch)) shows = true;
                continue;
            }
            if (const auto* const color = std::get_if<Color>(&painter)) {
                cover_all(scratch.under, *color);
                shows = true;
                continue;
            }
            const PlacedPolygons& of = *std::get<const PlacedPolygons*>(painter);
            if (TilePainter{of.polygons, of.placement, scratch}.paint_over(tile)) shows = true;
        }
        if (shows) write_under(scratch.under, target, tile);
        return shows;
    });
}

bool rasterize(const Polygons& polygons, const FieldPlacement& placement, const FieldTarget& target,
               const Work& work) {
    if (target.width_px <= 0 || target.height_px <= 0) return false;
    for (int y = 0; y < target.height_px; ++y) {
        std::fill_n(target.rgba + 4 * static_cast<std::size_t>(y) * target.stride_px,
                    4 * static_cast<std::size_t>(target.width_px), std::uint8_t{0});
    }
    return !polygon_tiles({polygons, placement}, target, work).empty();
}

}  // namespace parkatlas::draw
