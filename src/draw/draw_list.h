#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/image.h"
#include "geo/coords.h"
#include "geo/triangulate.h"  // FillRule

namespace parkatlas::draw {

class PolygonField;  // draw/polygon_field.h
using PolygonFieldPtr = std::shared_ptr<const PolygonField>;

/// sRGB, straight alpha.
struct Color {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Color&) const = default;
    [[nodiscard]] Color with_alpha(std::uint8_t alpha) const { return {r, g, b, alpha}; }
};

/// Millimetres on the sheet (or the window taken as a sheet), from the top left corner, y down.
struct PaperMm {
    double x_mm = 0.0;
    double y_mm = 0.0;
    bool operator==(const PaperMm&) const = default;
};

struct RectMm {
    double x_mm = 0.0, y_mm = 0.0, w_mm = 0.0, h_mm = 0.0;
    [[nodiscard]] double right_mm() const { return x_mm + w_mm; }
    [[nodiscard]] double bottom_mm() const { return y_mm + h_mm; }
    [[nodiscard]] PaperMm centre() const { return {x_mm + w_mm / 2, y_mm + h_mm / 2}; }
    [[nodiscard]] bool contains(PaperMm p) const {
        return p.x_mm >= x_mm && p.x_mm <= right_mm() && p.y_mm >= y_mm && p.y_mm <= bottom_mm();
    }
    [[nodiscard]] bool intersects(const RectMm& o) const {
        return x_mm < o.right_mm() && o.x_mm < right_mm() && y_mm < o.bottom_mm() &&
               o.y_mm < bottom_mm();
    }
    [[nodiscard]] RectMm grown(double by_mm) const {
        return {x_mm - by_mm, y_mm - by_mm, w_mm + 2 * by_mm, h_mm + 2 * by_mm};
    }
    bool operator==(const RectMm&) const = default;
};

/// How map metres land on the paper: `centre` lies in the middle of `frame`, north is up.
struct MapView {
    RectMm frame;
    geo::MapXY centre;
    double scale_denominator = 1.0;  ///< N of 1:N

    [[nodiscard]] double mm_per_metre() const { return 1000.0 / scale_denominator; }
    [[nodiscard]] PaperMm to_paper(geo::MapXY p) const;
    [[nodiscard]] geo::MapXY to_map(PaperMm p) const;
    /// Map metres seen in the frame.
    [[nodiscard]] geo::Box extent() const;
    bool operator==(const MapView&) const = default;
};

/// In which unit the coordinates of an item are.
///   map       metres in the map's CRS, x east, y north; scales with the map
///   paper     millimetres on the sheet, y down
///   anchored  millimetres from a point of the map (`Item::anchor`), y down; keeps its size
enum class Space : std::uint8_t { map, paper, anchored };

/// Rings or chains, one after the other. Immutable once shared, so that a renderer may keep what it
/// made of it (triangles, buffers) under the pointer.
struct Path {
    std::vector<geo::XY> points;
    std::vector<std::uint32_t> ring_ends;  ///< one past the last point of each ring, ascending
    bool closed = true;                    ///< rings (true) or open chains (false)

    void move_to(geo::XY p);  ///< starts a ring
    void line_to(geo::XY p);
};
using PathPtr = std::shared_ptr<const Path>;

enum class Join : std::uint8_t { miter, round, bevel };
enum class Cap : std::uint8_t { butt, round, square };

struct Fill {
    PathPtr path;
    Color color;
    geo::FillRule rule = geo::FillRule::even_odd;
};

/// A line of constant width on paper. A translucent stroke covers each place once, also where it
/// crosses itself.
struct Stroke {
    PathPtr path;
    Color color;
    double width_mm = 0.2;
    Join join = Join::round;
    Cap cap = Cap::butt;
    std::vector<double> dash_mm;  ///< on, off, on, off …; empty: solid
};

/// A shaped glyph: which face of the font set, its glyph number, and where its origin sits relative
/// to the run's origin (left end of the baseline), y down.
struct Glyph {
    std::uint32_t face = 0;
    std::uint32_t glyph = 0;
    double x_mm = 0.0;
    double y_mm = 0.0;
    double angle_deg = 0.0;  ///< clockwise; used by text along curves
    char32_t character = 0;  ///< of the text: the one it shows, or the first of several
    bool is_whole = false;   ///< it alone shows that character and no other
};

/// A line of text, shaped at its size.
struct GlyphRun {
    std::string text;      ///< UTF-8, for SVG, PDF and the manifest
    double size_mm = 3.0;  ///< em size
    std::vector<Glyph> glyphs;
    double width_mm = 0.0;    ///< advance
    double ascent_mm = 0.0;   ///< above the baseline, positive
    double descent_mm = 0.0;  ///< below the baseline, positive
};
using GlyphRunPtr = std::shared_ptr<const GlyphRun>;

struct Text {
    GlyphRunPtr run;
    geo::XY origin;  ///< left end of the baseline, in the item's space (mm for paper and anchored)
    double angle_deg = 0.0;  ///< clockwise about the origin
    Color color;
    Color halo_color{255, 255, 255, 0};
    double halo_mm = 0.0;  ///< width of the halo around the letters; 0: none
};

/// A picture of pixels, upright, stretched over a box: a logo. Straight alpha.
struct Picture {
    std::shared_ptr<const Image> image;
    geo::XY top_left;  ///< in the item's space (mm for paper and anchored)
    double width_mm = 0.0;
    double height_mm = 0.0;
};

/// How a class of polygons looks. Where polygons get as small as their outline is wide, the
/// outline fades out and the fill goes from `near_alpha` to `far_alpha`, so that a far view is as
/// dark as a near one.
struct PolygonStyle {
    Color fill;  ///< its alpha is not used
    std::uint8_t near_alpha = 60;
    std::uint8_t far_alpha = 215;
    Color outline;
    double outline_width_mm = 0.3;  ///< 0: none; fills have `far_alpha` at any size
};

/// A large layer, in map space. Fills of one item add up: neighbours leave no seam, and what lies
/// on top of each other is darker. An outline that two share is one line.
struct Polygons {
    PolygonFieldPtr field;
    std::vector<PolygonStyle> styles;  ///< by class; classes beyond the last are not drawn
};

struct Item {
    Space space = Space::paper;
    geo::MapXY anchor;      ///< for Space::anchored
    std::uint32_t tag = 0;  ///< what it shows, for picking and layers in files; 0: nothing
    std::variant<Fill, Stroke, Text, Picture, Polygons> shape;
    std::uint16_t layer = 0;  ///< number of a `Layer`; 0: none, always seen
};

/// Items that share a map view and a clip.
struct Group {
    std::string name;            ///< "map", "legend" …, becomes a layer's name in SVG and PDF
    std::optional<RectMm> clip;  ///< nothing is drawn outside
    MapView view;                ///< used by items in map and anchored space
    std::vector<Item> items;     ///< painted in order
    /// Number of a `Layer`; an item of a layer of its own is seen where both are switched on.
    std::uint16_t layer = 0;
};

/// What a reader of a file can switch off and on where the format knows how: any items of any
/// groups, whatever is painted between them.
struct Layer {
    std::uint16_t number = 0;  ///< not 0
    std::string id;            ///< ASCII, for programs
    std::string name;          ///< for people
};

/// The one description of a picture that screen, PNG, PDF and SVG draw from.
struct DrawList {
    double width_mm = 0.0;
    double height_mm = 0.0;
    Color background{255, 255, 255, 255};
    std::vector<Group> groups;
    std::vector<Layer> layers = {};  ///< those in use, in the order in which they are listed
};

}  // namespace parkatlas::draw
