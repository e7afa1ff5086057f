#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::cartography {

enum class Align { left, middle, right };

// Shapes made on the fly, in whatever unit the item's space has.
[[nodiscard]] draw::PathPtr circle_path(geo::XY centre, double radius);
[[nodiscard]] draw::PathPtr rect_path(const draw::RectMm& box);
[[nodiscard]] draw::PathPtr chain_path(std::span<const geo::XY> points);
[[nodiscard]] draw::PathPtr polygon_path(std::span<const geo::XY> points);
[[nodiscard]] draw::PathPtr star_path(geo::XY centre, double radius);
/// A drop: a disc with a tail whose tip is at `tip`; the disc's middle lies `height` above it.
[[nodiscard]] draw::PathPtr pin_path(geo::XY tip, double radius, double height);

/// Appends items of one space to a group.
class Painter {
  public:
    explicit Painter(draw::Group& group, draw::Space space = draw::Space::paper,
                     geo::MapXY anchor = {}, std::uint32_t tag = 0)
        : group_{group}, space_{space}, anchor_{anchor}, tag_{tag} {}

    void fill(draw::PathPtr path, draw::Color color,
              geo::FillRule rule = geo::FillRule::even_odd) const;
    void stroke(draw::PathPtr path, draw::Color color, double width_mm,
                std::vector<double> dash_mm = {}, draw::Cap cap = draw::Cap::butt,
                draw::Join join = draw::Join::round) const;
    void text(draw::GlyphRunPtr run, geo::XY baseline, draw::Color color,
              draw::Color halo = {255, 255, 255, 0}, double halo_mm = 0.0,
              double angle_deg = 0.0) const;

  private:
    draw::Group& group_;
    draw::Space space_;
    geo::MapXY anchor_;
    std::uint32_t tag_;
};

/// A run with `spacing_em` of air between its letters.
[[nodiscard]] draw::GlyphRunPtr spaced(const draw::GlyphRunPtr& run, double spacing_em);

/// Lines of text set one below the other.
class TextBlock {
  public:
    void add(draw::GlyphRunPtr run, draw::Color color);
    [[nodiscard]] bool is_empty() const { return lines_.empty(); }
    [[nodiscard]] double width_mm() const { return width_mm_; }
    [[nodiscard]] double height_mm() const { return height_mm_; }
    /// Lines joined by '\n'.
    [[nodiscard]] std::string text() const;
    /// `top_left` in the painter's space.
    void paint(const Painter& painter, geo::XY top_left, Align align, draw::Color halo,
               double halo_mm) const;

  private:
    std::vector<std::pair<draw::GlyphRunPtr, draw::Color>> lines_;
    double width_mm_ = 0.0;
    double height_mm_ = 0.0;
};

/// Height of a line and where its baseline sits, as a share of the em size: tight, as on maps.
inline constexpr double line_height_em = 1.18;
inline constexpr double baseline_em = 0.94;
/// The middle of a Chinese letter lies this much above the baseline.
inline constexpr double letter_middle_em = 0.38;

}  // namespace parkatlas::cartography
