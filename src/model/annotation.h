#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/coords.h"

/// Annotations that a user sets on a map sheet, as plain values: what the file holds, what the
/// window edits, what cartography draws. docs/annotations.md describes them for users.
namespace parkatlas::model {

/// sRGB, straight alpha.
struct Rgba {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Rgba&) const = default;
};

enum class AnnotationKind : std::uint8_t {
    text,
    arrow,
    line,
    polygon,
    circle,
    dimension,
    area_tag,
    callout,
    image,
    north_arrow,
    scale_bar
};

inline constexpr std::array all_annotation_kinds{
    AnnotationKind::text,        AnnotationKind::arrow,    AnnotationKind::line,
    AnnotationKind::polygon,     AnnotationKind::circle,   AnnotationKind::dimension,
    AnnotationKind::area_tag,    AnnotationKind::callout,  AnnotationKind::image,
    AnnotationKind::north_arrow, AnnotationKind::scale_bar};

/// "text", "arrow" … "area_tag", "north_arrow", "scale_bar".
[[nodiscard]] std::string_view annotation_kind_name(AnnotationKind kind);
[[nodiscard]] std::optional<AnnotationKind> parse_annotation_kind(std::string_view word);

/// A place on the ground or on the page, and how far from it.
struct AnnotationPlace {
    enum class Anchor : std::uint8_t {
        lon_lat,  ///< degrees on CGCS2000: x longitude, y latitude
        map,      ///< metres in `Annotations::crs`: x east, y north
        page      ///< millimetres from the page's top left corner, y down
    };
    Anchor anchor = Anchor::page;
    double x = 0.0, y = 0.0;
    double offset_x_mm = 0.0, offset_y_mm = 0.0;  ///< on paper, right and down
    [[nodiscard]] bool on_ground() const { return anchor != Anchor::page; }
    bool operator==(const AnnotationPlace&) const = default;
};

/// Which point of an item's box stands at its place, row by row.
enum class BoxAnchor : std::uint8_t {
    top_left,
    top,
    top_right,
    left,
    centre,
    right,
    bottom_left,
    bottom,
    bottom_right
};
[[nodiscard]] std::string_view box_anchor_name(BoxAnchor anchor);
[[nodiscard]] std::optional<BoxAnchor> parse_box_anchor(std::string_view word);

/// What of a look is said; the rest comes from the preset it builds on.
struct AnnotationStyle {
    std::optional<double> size_mm;  ///< em size of text
    std::optional<double> line_mm;  ///< width of lines
    std::optional<double> halo_mm;  ///< about text; 0: none
    std::optional<Rgba> color;      ///< of lines and, without `text_color`, of text
    std::optional<Rgba> text_color;
    std::optional<Rgba> fill;  ///< of areas and boxes; transparent: none
    std::optional<Rgba> halo_color;
    std::optional<bool> bold;
    std::optional<bool> serif;
    std::optional<std::vector<double>> dash_mm;  ///< on, off …; empty: solid
    bool operator==(const AnnotationStyle&) const = default;
};

/// A named look of the file; builds on another one of the file or on a built-in preset.
struct AnnotationPreset {
    std::string name;
    std::string base;  ///< empty: "note"
    AnnotationStyle style;
    std::string extra;  ///< members of the file that this program does not know, as JSON; or empty
    bool operator==(const AnnotationPreset&) const = default;
};

struct Annotation {
    std::string id;  ///< may be empty
    AnnotationKind kind = AnnotationKind::text;
    std::string text;  ///< may hold line breaks; of a dimension or tag: "{}" stands for the figure
    std::vector<AnnotationPlace> places;  ///< one, or the corners of a line or polygon
    std::string feature;                  ///< of a callout or tag: id of the feature
    std::string of;                       ///< of a tag: id of a polygon or circle of the same file
    std::string file;   ///< of an image: name of a PNG file beside the annotations
    std::string style;  ///< name of a preset; empty: the kind's own
    AnnotationStyle own;
    std::optional<double> radius_mm, radius_m;  ///< of a circle: one of them
    std::optional<double> width_mm;             ///< of an image; the widest line of a text
    std::optional<double> height_mm;            ///< of an image or a north arrow
    std::optional<double> length_mm;            ///< of a scale bar, at most
    double angle_deg = 0.0;                     ///< of a text, clockwise
    double shift_mm = 0.0;  ///< of a dimension: to the left of its direction, beside what it tells
    bool vertical = false;  ///< text in columns from right to left
    bool head_at_start = false, head_at_end = true;  ///< of an arrow
    std::optional<BoxAnchor> box_anchor;             ///< none: the kind's own
    std::string extra;  ///< members of the file that this program does not know, as JSON; or empty
    bool operator==(const Annotation&) const = default;
};

/// A label moved by hand: it stays where it was put in every output.
struct MovedLabel {
    std::string feature;    ///< id
    AnnotationPlace place;  ///< of the label's middle
    bool vertical = false;
    bool leader = true;  ///< a line to the feature where the label does not stand on it
    std::string extra;
    bool operator==(const MovedLabel&) const = default;
};

/// An annotations file.
struct Annotations {
    std::string crs = "EPSG:4549";  ///< of places in map metres
    std::vector<AnnotationPreset> presets;
    std::vector<Annotation> items;
    std::vector<MovedLabel> labels;
    std::string extra;
    [[nodiscard]] bool is_empty() const { return items.empty() && labels.empty(); }
    [[nodiscard]] bool has(AnnotationKind kind) const;
    bool operator==(const Annotations&) const = default;
};

/// Names of the built-in presets, in the order of the documentation.
[[nodiscard]] const std::vector<std::string>& built_in_presets();

/// A look with nothing left open: own values, then the preset's, then those it builds on. A name
/// that is not known, or one that builds on itself, ends at the built-in "note".
[[nodiscard]] AnnotationStyle resolved_style(const Annotations& file, const Annotation& item);

}  // namespace parkatlas::model
