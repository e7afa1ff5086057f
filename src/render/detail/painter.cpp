#include "render/detail/painter.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>

namespace parkatlas::render::detail {

namespace {

/// Triangles that reach further beyond the picture are cut: float has 24 bits, 8 of them behind the
/// point.
constexpr double far_px = 8192.0;

constexpr std::uint32_t no_place = ~0U;

}  // namespace

void Painter::paint(const draw::DrawList& list, const draw::FontSet& fonts, const PageView& page) {
    fonts_ = &fonts;
    page_ = page;
    raster_.begin(page);
    for (const draw::Group& group : list.groups) paint_group(group);
    // A software rasteriser would draw what nobody waits for before what is asked for next.
    if (page_.stop.stop_requested()) {
        frame_->discard();
    } else {
        frame_->flush();
    }
}

void Painter::paint_group(const draw::Group& group) {
    const PixelRect clip = clip_of(group, page_);
    if (clip.is_empty()) return;
    frame_->set_clip(clip);
    raster_.set_clip(clip);
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

void Painter::paint(const draw::Stroke& stroke, const Placement& placement) {
    if (!look_of(stroke, page_.px_per_mm, look_)) return;
    const PathRecord& record = paths_->record(stroke.path);
    if (record.bounds.is_empty()) return;
    strokes_.build(*stroke.path, record, placement, look_.shape, look_.dash_px, view_,
                   stroke_mesh_);
    if (stroke_mesh_.indices.empty()) return;
    if (look_.shape.faded) {
        frame_->add_faded_stroke(stroke_mesh_, look_.shape.half_width_px, look_.color);
    } else {
        frame_->add_hard_stroke(stroke_mesh_, look_.color, frame_->next_cover_number());
    }
}

}  // namespace parkatlas::render::detail
