#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "geo/coords.h"

namespace parkatlas::geo {

enum class PartKind : std::uint8_t { point, line, polygon };

class Shapes;

/// One shape of a `Shapes`, borrowed: a list of parts (points, lines, polygons; any mixture), each
/// with one or more rings. The first ring of a polygon is its shell, the others are holes. Copy it
/// freely; it is valid as long as the `Shapes` lives and is not appended to.
class ShapeView {
  public:
    struct PartView;

    [[nodiscard]] std::size_t part_count() const;
    [[nodiscard]] PartView part(std::size_t index) const;
    [[nodiscard]] bool is_empty() const { return part_count() == 0; }
    [[nodiscard]] bool has_polygons() const;
    [[nodiscard]] bool has(PartKind kind) const;
    [[nodiscard]] std::size_t vertex_count() const;
    [[nodiscard]] Box bounds() const;

  private:
    friend class Shapes;
    ShapeView(const Shapes* owner, std::size_t index) : owner_{owner}, index_{index} {}
    const Shapes* owner_;
    std::size_t index_;
};

/// One part of a shape. A point part has one ring of one vertex, a line part one ring that is an
/// open chain, a polygon part a shell and holes. Rings of polygons are kept as read: closed or
/// not, in either direction; algorithms must not rely on more.
struct ShapeView::PartView {
    PartKind kind;
    const Shapes* owner;
    std::uint32_t first_ring;
    std::uint32_t ring_count;

    [[nodiscard]] std::span<const XY> ring(std::size_t index) const;
};

/// Many shapes in flat columns: 16 bytes a vertex and a few bytes a ring, part and shape. Append
/// only: begin_shape, begin_part, begin_ring, add… ; a ring belongs to the last part, a part to the
/// last shape. At most 2^32 - 1 vertices, rings and parts.
class Shapes {
  public:
    void begin_shape();
    void begin_part(PartKind kind);
    void begin_ring();
    void add(XY vertex);
    void add(std::span<const XY> vertices);

    /// Appends a copy of a whole shape, also one of another `Shapes`.
    void append(ShapeView shape);
    /// Appends a copy of all shapes of another, or of those in [first, last).
    void append(const Shapes& other);
    void append(const Shapes& other, std::size_t first, std::size_t last);
    void append_point(XY point);
    void append_line(std::span<const XY> chain);
    void append_polygon(std::initializer_list<std::vector<XY>> rings);

    [[nodiscard]] std::size_t size() const { return shape_first_part_.size(); }
    [[nodiscard]] ShapeView operator[](std::size_t index) const { return {this, index}; }
    [[nodiscard]] std::span<const XY> vertices() const { return vertices_; }
    /// For coordinate changes in place; the structure stays.
    [[nodiscard]] std::span<XY> mutable_vertices() { return vertices_; }
    [[nodiscard]] Box bounds() const;
    void reserve(std::size_t shapes, std::size_t vertices);
    /// No shapes any more; memory is kept for the next ones.
    void clear();

  private:
    friend class ShapeView;
    friend struct ShapeView::PartView;
    struct Part {
        std::uint32_t first_ring;
        PartKind kind;
    };
    [[nodiscard]] std::size_t end_part(std::size_t shape) const;
    [[nodiscard]] std::uint32_t end_ring(std::size_t part) const;
    [[nodiscard]] std::size_t end_vertex(std::size_t ring) const;
    [[nodiscard]] std::span<const XY> ring(std::size_t index) const;

    std::vector<XY> vertices_;
    std::vector<std::uint32_t> ring_first_vertex_;
    std::vector<Part> parts_;
    std::vector<std::uint32_t> shape_first_part_;
};

}  // namespace parkatlas::geo
