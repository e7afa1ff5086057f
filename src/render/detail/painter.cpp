#include "render/detail/painter.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>

namespace parkatlas::render::detail {

namespace {

/// Thinner lines are drawn this wide and paler instead.
constexpr double thinnest_px = 0.7;

/// Triangles that reach further beyond the picture are cut: float has 24 bits, 8 of them behind the
/// point.
constexpr double far_px = 8192.0;

/// A repeated pattern shorter than this is a grey line.
constexpr double shortest_dash_period_px = 1.0;

constexpr std::uint32_t no_place = ~0U;

draw::Color faded(draw::Color color, double factor) {
    return color.with_alpha(
        static_cast<std::uint8_t>(std::lround(color.a * std::clamp(factor, 0.0, 1.0))));
}

/// An edge of a pale colour may lie farther off than one of a strong colour for the same difference
/// in a pixel: the glow of a coast is three strokes of some ten per cent.
double unseen_slack_px(draw::Color color) {
    constexpr double of_full_colour_px = 0.06;
    constexpr double most_px = 0.5;
    return std::min(of_full_colour_px * 255.0 / std::max<int>(color.a, 1), most_px);
}

int to_pixel_edge(double px, int limit) {
    return static_cast<int>(std::lround(std::clamp(px, 0.0, static_cast<double>(limit))));
}

/// On and off lengths in pixels, complete pairs; empty for a solid line.
void dash_lengths(const std::vector<double>& dash_mm, double px_per_mm, std::vector<double>& out) {
    out.clear();
    double sum = 0.0;
    for (const double part : dash_mm) {
        if (!(part >= 0.0) || !std::isfinite(part)) return;
        sum += part;
    }
    if (!(sum > 0.0)) return;
    // An odd list is run through twice, as in SVG.
    const std::size_t rounds = dash_mm.size() % 2 == 0 ? 1 : 2;
    for (std::size_t round = 0; round < rounds; ++round) {
        for (const double part : dash_mm) out.push_back(part * px_per_mm);
    }
}

}  // namespace

void Painter::paint(const draw::DrawList& list, const draw::FontSet& fonts, const PageView& page) {
    fonts_ = &fonts;
    page_ = page;
    raster_.clear();  // of a picture that was stopped
    for (const draw::Group& group : list.groups) paint_group(group);
    // A software rasteriser would draw what nobody waits for before what is asked for next.
    if (page_.stop.stop_requested()) {
        frame_->discard();
    } else {
        frame_->flush();
    }
}

PixelRect Painter::clip_of(const draw::Group& group) const {
    if (!group.clip) return {0, 0, page_.width_px, page_.height_px};
    const PointPx a = page_.to_px({group.clip->x_mm, group.clip->y_mm});
    const PointPx b = page_.to_px({group.clip->right_mm(), group.clip->bottom_mm()});
    return {to_pixel_edge(a.x, page_.width_px), to_pixel_edge(a.y, page_.height_px),
            to_pixel_edge(b.x, page_.width_px), to_pixel_edge(b.y, page_.height_px)};
}

void Painter::paint_group(const draw::Group& group) {
    const PixelRect clip = clip_of(group);
    if (clip.is_empty()) return;
    frame_->set_clip(clip);
    view_ = clip.box();
    is_raster_run_ = false;
    for (const draw::Item& item : group.items) {
        if (page_.stop.stop_requested()) return;
        const Placement placement = placement_of(item, group.view, page_);
        if (take_for_raster(item, placement)) continue;
        flush_raster();
        std::visit(
            [&]<typename Shape>(const Shape& shape) {
                if constexpr (!std::is_same_v<Shape, draw::Polygons>) paint(shape, placement);
            },
            item.shape);
        if (frame_->is_full()) frame_->flush();
    }
    flush_raster();
}

bool Painter::shows(const draw::Fill& fill, const Placement& placement) {
    if (fill.path == nullptr || fill.color.a == 0) return false;
    const PathRecord& record = paths_->record(fill.path);
    return !record.bounds.is_empty() && view_.intersects(placement.apply(record.bounds));
}

int Painter::level_at(const Placement& placement) {
    // Only shapes of the map have more vertices than the eye sees; y points north there.
    const bool is_map = placement.scale_y < 0.0;
    return is_map ? detail_level(placement.scale_x) : full_detail;
}

const FillMesh* Painter::mesh_of(const draw::Fill& fill, const Placement& placement) {
    if (!shows(fill, placement)) return nullptr;
    return &paths_->fill(fill.path, fill.rule, level_at(placement));
}

void Painter::paint(const draw::Fill& fill, const Placement& placement) {
    const FillMesh* const mesh = mesh_of(fill, placement);
    if (mesh == nullptr) return;
    const BoxPx bounds = placement.apply(paths_->record(fill.path).bounds);
    add_mesh(*mesh, placement, bounds, fill.color, Cover::freely, 0);
}

void Painter::gather_fills(const draw::DrawList& list, const PageView& page) {
    page_ = page;
    std::vector<WantedFill> wanted;
    for (const draw::Group& group : list.groups) {
        view_ = clip_of(group).box();
        is_raster_run_ = false;
        for (const draw::Item& item : group.items) {
            const Placement placement = placement_of(item, group.view, page_);
            is_raster_run_ = is_for_raster(item, placement);
            const auto* const fill = std::get_if<draw::Fill>(&item.shape);
            if (fill == nullptr || !shows(*fill, placement)) continue;
            wanted.push_back({fill->path, fill->rule, level_at(placement), is_raster_run_});
        }
    }
    paths_->make_fills(wanted);
}

void Painter::add_mesh(const FillMesh& mesh, const Placement& placement, const BoxPx& bounds,
                       draw::Color color, Cover cover, std::uint8_t number) {
    std::vector<FillVertex>& vertices = frame_->fill_vertices();
    std::vector<std::uint32_t>& indices = frame_->indices();
    const std::size_t first_index = indices.size();
    const auto push = [&](PointPx p) {
        vertices.push_back({static_cast<float>(p.x), static_cast<float>(p.y), color});
        return static_cast<std::uint32_t>(vertices.size() - 1);
    };
    if (view_.grown(1.0).contains(bounds)) {
        const auto base = static_cast<std::uint32_t>(vertices.size());
        for (const geo::XY& vertex : mesh.vertices) push(snapped(placement.apply(vertex)));
        for (const std::uint32_t index : mesh.indices) indices.push_back(base + index);
        frame_->add_fill(first_index, color.a == 255, cover, number);
        return;
    }
    // Partly outside: only the triangles that may show, and only their vertices.
    const BoxPx near = view_.grown(far_px);
    const bool has_far = !near.contains(bounds);
    mesh_px_.clear();
    for (const geo::XY& vertex : mesh.vertices)
        mesh_px_.push_back(snapped(placement.apply(vertex)));
    mesh_places_.assign(mesh.vertices.size(), no_place);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const std::uint32_t corner[3] = {mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]};
        const PointPx p[3] = {mesh_px_[corner[0]], mesh_px_[corner[1]], mesh_px_[corner[2]]};
        const BoxPx box{std::min({p[0].x, p[1].x, p[2].x}), std::min({p[0].y, p[1].y, p[2].y}),
                        std::max({p[0].x, p[1].x, p[2].x}), std::max({p[0].y, p[1].y, p[2].y})};
        if (!view_.intersects(box)) continue;
        if (has_far && !near.contains(box)) {
            add_far_triangle(p, color);
            continue;
        }
        for (std::size_t k = 0; k < 3; ++k) {
            std::uint32_t& place = mesh_places_[corner[k]];
            if (place == no_place) place = push(p[k]);
            indices.push_back(place);
        }
    }
    frame_->add_fill(first_index, color.a == 255, cover, number);
}

void Painter::add_far_triangle(const PointPx* corners, draw::Color color) {
    // Sutherland and Hodgman against the four sides. The end points of an edge are taken in a fixed
    // order, so that both triangles on it are cut at the same point.
    constexpr std::size_t most = 8;
    PointPx in[most] = {corners[0], corners[1], corners[2]};
    PointPx out[most];
    std::size_t count = 3;
    const BoxPx near = view_.grown(far_px);
    const auto cut = [&](auto value_of, double limit, double sign) {
        std::size_t made = 0;
        for (std::size_t i = 0; i < count; ++i) {
            PointPx a = in[i];
            PointPx b = in[(i + 1) % count];
            const bool a_in = (limit - value_of(a)) * sign >= 0.0;
            const bool b_in = (limit - value_of(b)) * sign >= 0.0;
            if (a_in) out[made++] = a;
            if (a_in == b_in) continue;
            if (b.x < a.x || (b.x == a.x && b.y < a.y)) std::swap(a, b);
            const double t = (limit - value_of(a)) / (value_of(b) - value_of(a));
            out[made++] = snapped(a + (b - a) * t);
        }
        count = made;
        std::copy_n(out, count, in);
    };
    const auto x_of = [](PointPx p) { return p.x; };
    const auto y_of = [](PointPx p) { return p.y; };
    cut(x_of, near.min_x, -1.0);
    cut(x_of, near.max_x, 1.0);
    cut(y_of, near.min_y, -1.0);
    cut(y_of, near.max_y, 1.0);
    std::vector<FillVertex>& vertices = frame_->fill_vertices();
    const auto base = static_cast<std::uint32_t>(vertices.size());
    for (std::size_t i = 0; i < count; ++i) {
        vertices.push_back({static_cast<float>(in[i].x), static_cast<float>(in[i].y), color});
    }
    for (std::uint32_t i = 2; i < count; ++i) {
        frame_->indices().insert(frame_->indices().end(), {base, base + i - 1, base + i});
    }
}

bool Painter::shape_of(const draw::Stroke& stroke, StrokeShape& shape, draw::Color& color) {
    if (stroke.path == nullptr || stroke.color.a == 0 || !(stroke.width_mm > 0.0)) return false;
    if (paths_->record(stroke.path).bounds.is_empty()) return false;
    const double width_px = stroke.width_mm * page_.px_per_mm;
    const double drawn_px = std::max(width_px, thinnest_px);
    color = faded(stroke.color, width_px / drawn_px);

    dash_lengths(stroke.dash_mm, page_.px_per_mm, dash_px_);
    double period_px = 0.0;
    double on_px = 0.0;
    for (std::size_t i = 0; i < dash_px_.size(); ++i) {
        period_px += dash_px_[i];
        if (i % 2 == 0) on_px += dash_px_[i];
    }
    if (!dash_px_.empty() && (period_px < shortest_dash_period_px || on_px == period_px)) {
        color = faded(color, on_px / period_px);
        dash_px_.clear();
    }
    if (color.a == 0) return false;
    const bool is_opaque = stroke.color.a == 255;
    shape = {drawn_px / 2, stroke.join, stroke.cap, is_opaque,
             is_opaque ? 0.0 : unseen_slack_px(color)};
    return true;
}

void Painter::paint(const draw::Stroke& stroke, const Placement& placement) {
    StrokeShape shape;
    draw::Color color;
    if (!shape_of(stroke, shape, color)) return;
    strokes_.build(*stroke.path, paths_->record(stroke.path), placement, shape, dash_px_, view_,
                   stroke_mesh_);
    if (stroke_mesh_.indices.empty()) return;
    if (shape.faded) {
        frame_->add_faded_stroke(stroke_mesh_, shape.half_width_px, color);
    } else {
        frame_->add_hard_stroke(stroke_mesh_, color, frame_->next_cover_number());
    }
}

}  // namespace parkatlas::render::detail
