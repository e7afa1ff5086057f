#include "app/icons.h"

#include "app/theme.h"

namespace parkatlas::app {
namespace {

// Icons are designed on a grid of 16 units whose origin is the centre.
class Pen {
  public:
    Pen(ImDrawList* list, ImVec2 centre, float side_px, ImU32 color)
        : list_{list}, centre_{centre}, unit_{side_px / 16.0F}, color_{color} {}

    [[nodiscard]] ImVec2 at(float x, float y) const {
        return {centre_.x + x * unit_, centre_.y + y * unit_};
    }
    void line(float x0, float y0, float x1, float y1) const {
        list_->AddLine(at(x0, y0), at(x1, y1), color_, width());
    }
    void circle(float x, float y, float radius) const {
        list_->AddCircle(at(x, y), radius * unit_, color_, 0, width());
    }
    void disc(float x, float y, float radius) const {
        list_->AddCircleFilled(at(x, y), radius * unit_, color_);
    }
    void corner(float x, float y, float dx, float dy) const {
        list_->PathLineTo(at(x + dx, y));
        list_->PathLineTo(at(x, y));
        list_->PathLineTo(at(x, y + dy));
        list_->PathStroke(color_, 0, width());
    }
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2) const {
        list_->AddTriangleFilled(at(x0, y0), at(x1, y1), at(x2, y2), color_);
    }
    void diamond(float y, float half_width, float half_height) const {
        list_->PathLineTo(at(-half_width, y));
        list_->PathLineTo(at(0, y - half_height));
        list_->PathLineTo(at(half_width, y));
        list_->PathLineTo(at(0, y + half_height));
        list_->PathStroke(color_, ImDrawFlags_Closed, width());
    }
    [[nodiscard]] float width() const { return 1.5F * unit_; }
    [[nodiscard]] float unit() const { return unit_; }
    [[nodiscard]] ImU32 color() const { return color_; }
    [[nodiscard]] ImDrawList* list() const { return list_; }

  private:
    ImDrawList* list_;
    ImVec2 centre_;
    float unit_;
    ImU32 color_;
};

// A folded sheet with a park on it.
void draw_logo(const Pen& pen) {
    const ImU32 white = theme::packed(theme::paper);
    ImDrawList* list = pen.list();
    list->AddRectFilled(pen.at(-8, -8), pen.at(8, 8), pen.color(), 4.0F * pen.unit());
    list->PathLineTo(pen.at(-4.6F, 2.4F));
    list->PathLineTo(pen.at(-3.2F, -3.4F));
    list->PathLineTo(pen.at(1.2F, -4.6F));
    list->PathLineTo(pen.at(4.6F, -1.4F));
    list->PathLineTo(pen.at(3.2F, 3.8F));
    list->PathLineTo(pen.at(-1.6F, 4.6F));
    list->PathStroke(white, ImDrawFlags_Closed, 1.4F * pen.unit());
    list->AddCircleFilled(pen.at(0, 0), 1.7F * pen.unit(), white);
}

void draw_magnifier(const Pen& pen) {
    pen.circle(-1.2F, -1.2F, 4.8F);
    pen.line(2.4F, 2.4F, 6.2F, 6.2F);
}

}  // namespace

void draw_icon(ImDrawList* list, Icon icon, ImVec2 centre, float side_px, ImU32 color) {
    const Pen pen{list, centre, side_px, color};
    switch (icon) {
        case Icon::logo:
            draw_logo(pen);
            break;
        case Icon::fit:
            pen.corner(-6, -6, 3.6F, 3.6F);
            pen.corner(6, -6, -3.6F, 3.6F);
            pen.corner(-6, 6, 3.6F, -3.6F);
            pen.corner(6, 6, -3.6F, -3.6F);
            pen.disc(0, 0, 2.0F);
            break;
        case Icon::zoom_in:
            draw_magnifier(pen);
            pen.line(-3.4F, -1.2F, 1.0F, -1.2F);
            pen.line(-1.2F, -3.4F, -1.2F, 1.0F);
            break;
        case Icon::zoom_out:
            draw_magnifier(pen);
            pen.line(-3.4F, -1.2F, 1.0F, -1.2F);
            break;
        case Icon::locate:
            pen.circle(0, 0, 4.2F);
            pen.disc(0, 0, 1.4F);
            pen.line(0, -7, 0, -4.2F);
            pen.line(0, 7, 0, 4.2F);
            pen.line(-7, 0, -4.2F, 0);
            pen.line(7, 0, 4.2F, 0);
            break;
        case Icon::close:
            pen.line(-4, -4, 4, 4);
            pen.line(-4, 4, 4, -4);
            break;
        case Icon::info:
            pen.circle(0, 0, 6.6F);
            pen.disc(0, -3.0F, 1.0F);
            pen.line(0, -0.6F, 0, 3.6F);
            break;
        case Icon::search:
            draw_magnifier(pen);
            break;
        case Icon::layers:
            pen.diamond(-2.4F, 6.4F, 3.6F);
            pen.line(-6.4F, 1.6F, 0, 5.2F);
            pen.line(0, 5.2F, 6.4F, 1.6F);
            break;
        case Icon::pointer:
            pen.triangle(-4, -6.4F, -4, 5.2F, -0.6F, 1.8F);
            pen.triangle(-4, -6.4F, -0.6F, 1.8F, 4.6F, 1.8F);
            pen.line(-1.0F, 1.6F, 1.6F, 6.4F);
            break;
        case Icon::warning:
            pen.triangle(0, -6.6F, -7, 6, 7, 6);
            break;
        case Icon::arrow_left:
            pen.line(-5.6F, 0, 6, 0);
            pen.line(-5.6F, 0, -1.2F, -4.4F);
            pen.line(-5.6F, 0, -1.2F, 4.4F);
            break;
        case Icon::arrow_right:
            pen.line(-6, 0, 5.6F, 0);
            pen.line(5.6F, 0, 1.2F, -4.4F);
            pen.line(5.6F, 0, 1.2F, 4.4F);
            break;
        case Icon::enter:
            pen.corner(-6, -6, 3.2F, 3.2F);
            pen.corner(6, -6, -3.2F, 3.2F);
            pen.corner(-6, 6, 3.2F, -3.2F);
            pen.line(-2.6F, -2.6F, 5.6F, 5.6F);
            pen.line(5.6F, 5.6F, 5.6F, 1.4F);
            pen.line(5.6F, 5.6F, 1.4F, 5.6F);
            break;
        case Icon::ruler:
            pen.line(-6.6F, 3.4F, 3.4F, -6.6F);
            pen.line(-3.4F, 6.6F, 6.6F, -3.4F);
            pen.line(-6.6F, 3.4F, -3.4F, 6.6F);
            pen.line(3.4F, -6.6F, 6.6F, -3.4F);
            pen.line(-3.8F, 0.6F, -2.2F, 2.2F);
            pen.line(-1.2F, -2.0F, 0.4F, -0.4F);
            pen.line(1.4F, -4.6F, 3.0F, -3.0F);
            break;
        case Icon::polygon:
            pen.line(-5.4F, -3.4F, 1.6F, -5.8F);
            pen.line(1.6F, -5.8F, 6, 0.4F);
            pen.line(6, 0.4F, 2.2F, 5.8F);
            pen.line(2.2F, 5.8F, -4.6F, 4.4F);
            pen.line(-4.6F, 4.4F, -5.4F, -3.4F);
            pen.disc(-5.4F, -3.4F, 1.6F);
            pen.disc(1.6F, -5.8F, 1.6F);
            pen.disc(6, 0.4F, 1.6F);
            pen.disc(2.2F, 5.8F, 1.6F);
            pen.disc(-4.6F, 4.4F, 1.6F);
            break;
        case Icon::circle:
            pen.circle(0, 0, 6.2F);
            pen.disc(0, 0, 1.4F);
            pen.line(0, 0, 6.2F, 0);
            break;
        case Icon::undo:
            pen.line(-5.6F, -2, 2, -2);
            pen.line(-5.6F, -2, -2.2F, -5.2F);
            pen.line(-5.6F, -2, -2.2F, 1.2F);
            pen.line(2, -2, 5, 0.6F);
            pen.line(5, 0.6F, 5, 3);
            pen.line(5, 3, 2, 5.2F);
            pen.line(2, 5.2F, -2, 5.2F);
            break;
        case Icon::redo:
            pen.line(5.6F, -2, -2, -2);
            pen.line(5.6F, -2, 2.2F, -5.2F);
            pen.line(5.6F, -2, 2.2F, 1.2F);
            pen.line(-2, -2, -5, 0.6F);
            pen.line(-5, 0.6F, -5, 3);
            pen.line(-5, 3, -2, 5.2F);
            pen.line(-2, 5.2F, 2, 5.2F);
            break;
        case Icon::copy:
            pen.line(-2, -2, 6, -2);
            pen.line(6, -2, 6, 6);
            pen.line(6, 6, -2, 6);
            pen.line(-2, 6, -2, -2);
            pen.line(-6, 2, -6, -6);
            pen.line(-6, -6, 2, -6);
            break;
        case Icon::check:
            pen.circle(0, 0, 6.6F);
            pen.line(-3.2F, 0.2F, -0.8F, 2.8F);
            pen.line(-0.8F, 2.8F, 3.4F, -2.4F);
            break;
        case Icon::overlap:
            pen.circle(-2.4F, 0, 4.2F);
            pen.circle(2.4F, 0, 4.2F);
            break;
        case Icon::table:
            pen.line(-6.4F, -5.4F, 6.4F, -5.4F);
            pen.line(-6.4F, -1.8F, 6.4F, -1.8F);
            pen.line(-6.4F, 1.8F, 6.4F, 1.8F);
            pen.line(-6.4F, 5.4F, 6.4F, 5.4F);
            pen.line(-6.4F, -5.4F, -6.4F, 5.4F);
            pen.line(6.4F, -5.4F, 6.4F, 5.4F);
            pen.line(-1.6F, -5.4F, -1.6F, 5.4F);
            break;
        case Icon::save:
            pen.line(0, -6.4F, 0, 2.0F);
            pen.line(-3.4F, -1.4F, 0, 2.0F);
            pen.line(3.4F, -1.4F, 0, 2.0F);
            pen.line(-6.2F, 1.6F, -6.2F, 6);
            pen.line(-6.2F, 6, 6.2F, 6);
            pen.line(6.2F, 6, 6.2F, 1.6F);
            break;
        case Icon::list:
            for (const float y : {-4.6F, 0.0F, 4.6F}) {
                pen.disc(-5.4F, y, 1.0F);
                pen.line(-2.4F, y, 6.4F, y);
            }
            break;
        case Icon::what_if:
            pen.line(-6, -4.4F, 0.6F, -5.8F);
            pen.line(0.6F, -5.8F, 5.6F, -1.0F);
            pen.line(-6, -4.4F, -4.8F, 4.8F);
            pen.line(-4.8F, 4.8F, 1.0F, 5.4F);
            pen.disc(5.6F, -1.0F, 1.5F);
            pen.line(2.6F, 3.4F, 6.4F, 3.4F);
            pen.line(4.5F, 1.5F, 4.5F, 5.3F);
            break;
        case Icon::landscape:
            pen.line(-6.6F, -4.8F, 6.6F, -4.8F);
            pen.line(6.6F, -4.8F, 6.6F, 4.8F);
            pen.line(6.6F, 4.8F, -6.6F, 4.8F);
            pen.line(-6.6F, 4.8F, -6.6F, -4.8F);
            pen.line(3.0F, -4.8F, 3.0F, 4.8F);
            break;
        case Icon::portrait:
            pen.line(-4.8F, -6.6F, 4.8F, -6.6F);
            pen.line(4.8F, -6.6F, 4.8F, 6.6F);
            pen.line(4.8F, 6.6F, -4.8F, 6.6F);
            pen.line(-4.8F, 6.6F, -4.8F, -6.6F);
            pen.line(-4.8F, 3.0F, 4.8F, 3.0F);
            break;
        case Icon::annotate:
            pen.line(-6.2F, 6.2F, -4.8F, 2.2F);
            pen.line(-6.2F, 6.2F, -2.2F, 4.8F);
            pen.line(-4.8F, 2.2F, 3.2F, -5.8F);
            pen.line(-2.2F, 4.8F, 5.8F, -3.2F);
            pen.line(3.2F, -5.8F, 5.8F, -3.2F);
            break;
        case Icon::arrow_up:
            pen.line(0, -5.6F, 0, 5.6F);
            pen.line(0, -5.6F, -4.0F, -1.4F);
            pen.line(0, -5.6F, 4.0F, -1.4F);
            break;
        case Icon::arrow_down:
            pen.line(0, -5.6F, 0, 5.6F);
            pen.line(0, 5.6F, -4.0F, 1.4F);
            pen.line(0, 5.6F, 4.0F, 1.4F);
            break;
        case Icon::folder:
            pen.line(-6.4F, 5, -6.4F, -5);
            pen.line(-6.4F, -5, -1.6F, -5);
            pen.line(-1.6F, -5, 0.2F, -2.8F);
            pen.line(0.2F, -2.8F, 6.4F, -2.8F);
            pen.line(6.4F, -2.8F, 6.4F, 5);
            pen.line(6.4F, 5, -6.4F, 5);
            break;
        case Icon::chart:
            pen.line(-6.2F, 6, 6.2F, 6);
            pen.line(-4, 3.6F, -4, 0.4F);
            pen.line(0, 3.6F, 0, -2.8F);
            pen.line(4, 3.6F, 4, -6.2F);
            break;
        case Icon::sliders:
            pen.line(-6, -4, 6, -4);
            pen.line(-6, 4, 6, 4);
            pen.disc(2.4F, -4, 2.4F);
            pen.disc(-2.4F, 4, 2.4F);
            break;
        case Icon::disk:
            pen.line(-6, -6, 4, -6);
            pen.line(4, -6, 6, -4);
            pen.line(6, -4, 6, 6);
            pen.line(6, 6, -6, 6);
            pen.line(-6, 6, -6, -6);
            pen.line(-3, -6, -3, -2.4F);
            pen.line(-3, -2.4F, 2.6F, -2.4F);
            pen.line(2.6F, -2.4F, 2.6F, -6);
            pen.line(-3, 6, -3, 1.6F);
            pen.line(-3, 1.6F, 3, 1.6F);
            pen.line(3, 1.6F, 3, 6);
            break;
        case Icon::file:
            pen.line(-4.6F, -6.4F, 1.4F, -6.4F);
            pen.line(1.4F, -6.4F, 4.6F, -3.2F);
            pen.line(4.6F, -3.2F, 4.6F, 6.4F);
            pen.line(4.6F, 6.4F, -4.6F, 6.4F);
            pen.line(-4.6F, 6.4F, -4.6F, -6.4F);
            break;
        case Icon::plus:
            pen.line(-5, 0, 5, 0);
            pen.line(0, -5, 0, 5);
            break;
        case Icon::chevron_down:
            pen.line(-3.4F, -1.6F, 0, 1.8F);
            pen.line(0, 1.8F, 3.4F, -1.6F);
            break;
        case Icon::chevron_right:
            pen.line(-1.6F, -3.4F, 1.8F, 0);
            pen.line(1.8F, 0, -1.6F, 3.4F);
            break;
    }
}

}  // namespace parkatlas::app
