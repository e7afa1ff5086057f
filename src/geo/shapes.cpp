#include "geo/shapes.h"

#include <cassert>
#include <utility>

#include "base/large_pages.h"

namespace parkatlas::geo {

std::size_t ShapeView::part_count() const {
    return owner_->end_part(index_) - owner_->shape_first_part_[index_];
}

ShapeView::PartView ShapeView::part(std::size_t index) const {
    assert(index < part_count());
    const std::size_t at = owner_->shape_first_part_[index_] + index;
    const Shapes::Part& part = owner_->parts_[at];
    return {part.kind, owner_, part.first_ring, owner_->end_ring(at) - part.first_ring};
}

bool ShapeView::has(PartKind kind) const {
    for (std::size_t i = 0; i < part_count(); ++i) {
        if (part(i).kind == kind) return true;
    }
    return false;
}

bool ShapeView::has_polygons() const {
    return has(PartKind::polygon);
}

std::size_t ShapeView::vertex_count() const {
    std::size_t count = 0;
    for (std::size_t p = 0; p < part_count(); ++p) {
        const PartView view = part(p);
        for (std::size_t r = 0; r < view.ring_count; ++r) count += view.ring(r).size();
    }
    return count;
}

Box ShapeView::bounds() const {
    Box box;
    for (std::size_t p = 0; p < part_count(); ++p) {
        const PartView view = part(p);
        for (std::size_t r = 0; r < view.ring_count; ++r) {
            for (const XY vertex : view.ring(r)) box.add(vertex);
        }
    }
    return box;
}

std::span<const XY> ShapeView::PartView::ring(std::size_t index) const {
    assert(index < ring_count);
    return owner->ring(first_ring + index);
}

void Shapes::begin_shape() {
    shape_first_part_.push_back(static_cast<std::uint32_t>(parts_.size()));
}

void Shapes::begin_part(PartKind kind) {
    assert(!shape_first_part_.empty());
    parts_.push_back({static_cast<std::uint32_t>(ring_first_vertex_.size()), kind});
}

void Shapes::begin_ring() {
    assert(!parts_.empty());
    ring_first_vertex_.push_back(static_cast<std::uint32_t>(vertices_.size()));
}

void Shapes::add(XY vertex) {
    vertices_.push_back(vertex);
}

void Shapes::add(std::span<const XY> vertices) {
    vertices_.insert(vertices_.end(), vertices.begin(), vertices.end());
}

void Shapes::append(ShapeView shape) {
    assert(shape.owner_ != this);
    begin_shape();
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView view = shape.part(p);
        begin_part(view.kind);
        for (std::size_t r = 0; r < view.ring_count; ++r) {
            begin_ring();
            add(view.ring(r));
        }
    }
}

void Shapes::append(const Shapes& other) {
    append(other, 0, other.size());
}

void Shapes::append(const Shapes& other, std::size_t first, std::size_t last) {
    assert(&other != this && first <= last && last <= other.size());
    if (first == last) return;
    const std::size_t part_from = other.shape_first_part_[first];
    const std::size_t part_to = other.end_part(last - 1);
    const std::size_t ring_from = part_from == part_to ? 0 : other.parts_[part_from].first_ring;
    const std::size_t ring_to = part_from == part_to ? 0 : other.end_ring(part_to - 1);
    const std::size_t from = ring_from == ring_to ? 0 : other.ring_first_vertex_[ring_from];
    const std::size_t to = ring_from == ring_to ? 0 : other.end_vertex(ring_to - 1);
    // What an index of the other is here; modulo 2^32, as it may be less.
    const auto shift = [](std::size_t here, std::size_t there) {
        return static_cast<std::uint32_t>(here) - static_cast<std::uint32_t>(there);
    };
    const std::uint32_t part_shift = shift(parts_.size(), part_from);
    const std::uint32_t ring_shift = shift(ring_first_vertex_.size(), ring_from);
    const std::uint32_t vertex_shift = shift(vertices_.size(), from);
    for (std::size_t i = first; i < last; ++i) {
        shape_first_part_.push_back(other.shape_first_part_[i] + part_shift);
    }
    for (std::size_t i = part_from; i < part_to; ++i) {
        parts_.push_back({other.parts_[i].first_ring + ring_shift, other.parts_[i].kind});
    }
    for (std::size_t i = ring_from; i < ring_to; ++i) {
        ring_first_vertex_.push_back(other.ring_first_vertex_[i] + vertex_shift);
    }
    add(other.vertices().subspan(from, to - from));
}

void Shapes::append_point(XY point) {
    begin_shape();
    begin_part(PartKind::point);
    begin_ring();
    add(point);
}

void Shapes::append_line(std::span<const XY> chain) {
    begin_shape();
    begin_part(PartKind::line);
    begin_ring();
    add(chain);
}

void Shapes::append_polygon(std::initializer_list<std::vector<XY>> rings) {
    begin_shape();
    begin_part(PartKind::polygon);
    for (const std::vector<XY>& one : rings) {
        begin_ring();
        add(one);
    }
}

Box Shapes::bounds() const {
    Box box;
    for (const XY vertex : vertices_) box.add(vertex);
    return box;
}

void Shapes::reserve(std::size_t shapes, std::size_t vertices) {
    shape_first_part_.reserve(shapes);
    parts_.reserve(shapes);
    ring_first_vertex_.reserve(shapes);
    vertices_.reserve(vertices);
    prefer_large_pages(vertices_.data(), vertices_.capacity() * sizeof(XY));
}

void Shapes::clear() {
    vertices_.clear();
    ring_first_vertex_.clear();
    parts_.clear();
    shape_first_part_.clear();
}

std::size_t Shapes::end_part(std::size_t shape) const {
    assert(shape < shape_first_part_.size());
    return shape + 1 < shape_first_part_.size() ? shape_first_part_[shape + 1] : parts_.size();
}

std::uint32_t Shapes::end_ring(std::size_t part) const {
    return part + 1 < parts_.size() ? parts_[part + 1].first_ring
                                    : static_cast<std::uint32_t>(ring_first_vertex_.size());
}

std::size_t Shapes::end_vertex(std::size_t ring) const {
    return ring + 1 < ring_first_vertex_.size() ? ring_first_vertex_[ring + 1] : vertices_.size();
}

std::span<const XY> Shapes::ring(std::size_t index) const {
    const std::size_t first = ring_first_vertex_[index];
    return std::span{vertices_}.subspan(first, end_vertex(index) - first);
}

}  // namespace parkatlas::geo
