#include "cartography/annotation_layer.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "base/messages_page.h"
#include "base/messages_sheet.h"
#include "base/units.h"
#include "cartography/annotation_pen.h"
#include "cartography/annotation_text.h"
#include "cartography/geometry.h"
#include "cartography/ground_measure.h"
#include "cartography/label_text.h"
#include "cartography/painter.h"
#include "cartography/place_resolver.h"
#include "cartography/sheet_parts.h"
#include "geo/measure.h"

namespace parkatlas::cartography {
namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationStyle;
using model::BoxAnchor;

class Setter {
  public:
    Setter(const AnnotationContent& content, const MapScene& scene, const AnnotationPage& page,
           const draw::FontSet& fonts, PlaceResolver places, GroundMeasure ground)
        : content_{content},
          scene_{scene},
          page_{page},
          fonts_{fonts},
          places_{std::move(places)},
          ground_{std::move(ground)} {}

    AnnotationLayer set_all() {
        AnnotationLayer out;
        const auto& items = content_.file.items;
        for (std::size_t i = 0; i < items.size(); ++i) {
            set_ = SetAnnotation{};
            set_.index = i;
            group_.items.clear();
            problem_.clear();
            set(items[i]);
            if (problem_.empty()) check_visible(items[i]);
            if (!problem_.empty()) {
                out.unset.push_back(
                    {items[i].id.empty() ? fmt::format("annotations[{}]", i) : items[i].id,
                     problem_});
                continue;
            }
            set_.items = std::move(group_.items);
            out.set.push_back(std::move(set_));
        }
        return out;
    }

  private:
    void refuse(Msg why, std::string_view what = {}) {
        problem_ = fmt::format(fmt::runtime(text(why, page_.lang)), what);
    }

    [[nodiscard]] Painter painter() { return Painter{group_}; }

    /// Places on paper; refuses where the ground has none.
    std::vector<draw::PaperMm> resolved(const std::vector<model::AnnotationPlace>& places) {
        std::vector<draw::PaperMm> out;
        for (const model::AnnotationPlace& place : places) {
            const auto at = places_.on_paper(place);
            if (!at) {
                refuse(msg::annotation_off_map);
                return {};
            }
            out.push_back(*at);
        }
        return out;
    }

    [[nodiscard]] static bool on_ground(const Annotation& item) {
        return !item.places.empty() && std::ranges::all_of(item.places, [](const auto& place) {
            return place.on_ground();
        });
    }

    void check_visible(const Annotation& item) {
        const draw::RectMm& frame = page_.view.frame;
        if (set_.in_map) {
            const double half = resolved_style(content_.file, item).line_mm.value_or(0.3) / 2;
            if (!set_.box.grown(half + 1e-9).intersects(frame)) {
                return refuse(msg::annotation_off_map);
            }
            set_.box = common(set_.box, frame);
            return;
        }
        if (subject_on_ground_ && !frame.contains(subject_)) {
            return refuse(msg::annotation_off_map);
        }
        if (!set_.box.grown(1e-9).intersects(page_.page)) refuse(msg::annotation_off_page);
    }

    void set(const Annotation& item) {
        const AnnotationStyle style = resolved_style(content_.file, item);
        subject_on_ground_ = on_ground(item);
        const std::vector<draw::PaperMm> at = resolved(item.places);
        if (!problem_.empty()) return;
        if (!at.empty()) subject_ = at.front();
        switch (item.kind) {
            case AnnotationKind::text:
                return set_text(item, style, at.front());
            case AnnotationKind::arrow:
            case AnnotationKind::line:
                return set_line(item, style, at);
            case AnnotationKind::polygon:
                return set_polygon(item, style, at);
            case AnnotationKind::circle:
                return set_circle(item, style, at.front());
            case AnnotationKind::dimension:
                return set_dimension(item, style, at);
            case AnnotationKind::area_tag:
                return set_area_tag(item, style, at);
            case AnnotationKind::callout:
                return set_callout(item, style, at);
            case AnnotationKind::image:
                return set_image(item, at.front());
            case AnnotationKind::north_arrow:
                return set_north_arrow(item, at.front());
            case AnnotationKind::scale_bar:
                return set_scale_bar(item, at.front());
        }
    }

    void set_text(const Annotation& item, const AnnotationStyle& style, draw::PaperMm at) {
        const AnnotationText block{item.text, style, item.width_mm, item.vertical, fonts_};
        const BoxAnchor anchor = item.box_anchor.value_or(BoxAnchor::centre);
        const draw::PaperMm corner = corner_for(at, block.width_mm(), block.height_mm(), anchor);
        const draw::RectMm box{corner.x_mm, corner.y_mm, block.width_mm(), block.height_mm()};
        if (style.fill && style.fill->a > 0 && item.angle_deg == 0.0) {
            painter().fill(rect_path(box.grown(pad(style))), color_of(*style.fill));
        }
        block.paint(painter(), corner, align_for(anchor), item.angle_deg, at);
        set_.text = block.text();
        set_.box = turned_bounds(box, item.angle_deg, at);
        set_.keep_clear = {set_.box};
    }

    void stroke(const draw::PathPtr& path, const AnnotationStyle& style) {
        stroke_line(painter(), path, style);
    }

    void paint_head(draw::PaperMm from, draw::PaperMm tip, const AnnotationStyle& style) {
        set_.box = joined(set_.box, paint_arrow_head(painter(), from, tip, style));
    }

    void set_line(const Annotation& item, const AnnotationStyle& style,
                  const std::vector<draw::PaperMm>& at) {
        set_.in_map = on_ground(item);
        set_.box = bounds(at).grown(style.line_mm.value_or(0.3) / 2);
        set_.text = item.text;
        std::vector<draw::PaperMm> chain = at;
        const bool is_arrow = item.kind == AnnotationKind::arrow;
        const double back = head_length_mm(style) * 0.8;
        if (is_arrow && item.head_at_end) {
            chain.back() = drawn_back(at.back(), at[at.size() - 2], back);
        }
        if (is_arrow && item.head_at_start) chain.front() = drawn_back(at.front(), at[1], back);
        std::vector<geo::XY> points;
        std::ranges::transform(chain, std::back_inserter(points), xy);
        stroke(chain_path(points), style);
        if (is_arrow && item.head_at_end) paint_head(at[at.size() - 2], at.back(), style);
        if (is_arrow && item.head_at_start) paint_head(at[1], at.front(), style);
    }

    void set_polygon(const Annotation& item, const AnnotationStyle& style,
                     const std::vector<draw::PaperMm>& at) {
        set_.in_map = on_ground(item);
        set_.text = item.text;
        set_.box = bounds(at).grown(style.line_mm.value_or(0.3) / 2);
        std::vector<geo::XY> points;
        std::ranges::transform(at, std::back_inserter(points), xy);
        fill_and_outline(painter(), polygon_path(points), style);
    }

    void set_circle(const Annotation& item, const AnnotationStyle& style, draw::PaperMm at) {
        const auto radius = radius_on_paper_mm(item, at);
        if (!radius) return refuse(msg::annotation_off_map);
        set_.in_map = on_ground(item);
        set_.text = item.text;
        const double reach = *radius + style.line_mm.value_or(0.3) / 2;
        set_.box = {at.x_mm - reach, at.y_mm - reach, 2 * reach, 2 * reach};
        fill_and_outline(painter(), circle_path(xy(at), *radius), style);
    }

    /// A radius on the ground becomes one on paper by the map's own scale there, which is not the
    /// nominal one everywhere.
    [[nodiscard]] std::optional<double> radius_on_paper_mm(const Annotation& item,
                                                           draw::PaperMm at) const {
        if (item.radius_mm) return item.radius_mm;
        const auto stretch = ground_.map_per_ground(page_.view.to_map(at));
        if (!stretch) return std::nullopt;
        return item.radius_m.value_or(0.0) * *stretch * page_.view.mm_per_metre();
    }

    void set_dimension(const Annotation& item, const AnnotationStyle& style,
                       const std::vector<draw::PaperMm>& at) {
        const auto length_m = ground_.length_m(page_.view.to_map(at[0]), page_.view.to_map(at[1]));
        if (!length_m) return refuse(msg::annotation_off_map);
        const double length = std::hypot(at[1].x_mm - at[0].x_mm, at[1].y_mm - at[0].y_mm);
        if (!(length > 1e-6)) return refuse(msg::annotation_no_length);
        const geo::XY along{(at[1].x_mm - at[0].x_mm) / length, (at[1].y_mm - at[0].y_mm) / length};
        const geo::XY left{along.y, -along.x};  // y points down
        const auto moved = [&](draw::PaperMm p, double by) {
            return draw::PaperMm{p.x_mm + left.x * by, p.y_mm + left.y * by};
        };
        const draw::PaperMm from = moved(at[0], item.shift_mm);
        const draw::PaperMm to = moved(at[1], item.shift_mm);
        set_.box = bounds({from, to}).grown(style.line_mm.value_or(0.3) / 2);
        if (item.shift_mm != 0.0) {
            // Thin lines from what is measured to a little beyond the dimension line.
            const double beyond = item.shift_mm + std::copysign(1.2, item.shift_mm);
            AnnotationStyle thin = style;
            thin.line_mm = style.line_mm.value_or(0.3) * 0.6;
            for (const draw::PaperMm end : at) {
                const draw::PaperMm tip = moved(end, beyond);
                const geo::XY line[] = {xy(end), xy(tip)};
                stroke(chain_path(line), thin);
                set_.box = joined(set_.box, bounds({end, tip}));
            }
        }
        const double back = std::min(head_length_mm(style) * 0.8, length / 2);
        const geo::XY line[] = {xy(drawn_back(from, to, back)), xy(drawn_back(to, from, back))};
        stroke(chain_path(line), style);
        paint_head(to, from, style);
        paint_head(from, to, style);

        const AnnotationText block{with_figure(item.text, length_words(*length_m, page_.lang)),
                                   style, item.width_mm, false, fonts_};
        double angle = std::atan2(along.y, along.x) * 180.0 / std::numbers::pi;
        // Never upside down; steep ones read upwards.
        if (angle > 89.9) angle -= 180.0;
        if (angle <= -90.1) angle += 180.0;
        const draw::PaperMm middle{(from.x_mm + to.x_mm) / 2, (from.y_mm + to.y_mm) / 2};
        const draw::PaperMm corner{
            middle.x_mm - block.width_mm() / 2,
            middle.y_mm - block.height_mm() - 0.5 - style.line_mm.value_or(0.3)};
        block.paint(painter(), corner, Align::middle, angle, middle);
        const draw::RectMm words = turned_bounds(
            {corner.x_mm, corner.y_mm, block.width_mm(), block.height_mm()}, angle, middle);
        set_.text = block.text();
        set_.keep_clear = {words};
        set_.box = joined(set_.box, words);
    }

    /// Geodesic area of a polygon or circle of the file.
    [[nodiscard]] std::optional<double> own_area_m2(const Annotation& shape) {
        const std::vector<draw::PaperMm> at = resolved(shape.places);
        if (at.empty()) return std::nullopt;
        std::vector<geo::XY> ring;
        if (shape.kind == AnnotationKind::circle) {
            if (shape.radius_m) return std::numbers::pi * *shape.radius_m * *shape.radius_m;
            const auto radius = radius_on_paper_mm(shape, at.front());
            if (!radius) return std::nullopt;
            constexpr int corners = 720;
            for (int i = 0; i < corners; ++i) {
                const double angle = 2 * std::numbers::pi * i / corners;
                const geo::MapXY p =
                    page_.view.to_map({at.front().x_mm + *radius * std::cos(angle),
                                       at.front().y_mm + *radius * std::sin(angle)});
                ring.push_back({p.x_m, p.y_m});
            }
        } else {
            for (const draw::PaperMm corner : at) {
                const geo::MapXY p = page_.view.to_map(corner);
                ring.push_back({p.x_m, p.y_m});
            }
        }
        return ground_.area_m2(ring);
    }

    /// What may be said of a feature's area: the plan's own words for a layout, the geodesic area
    /// of a user's own polygons.
    [[nodiscard]] std::string area_words_of(FeatureRef ref) const {
        const MapContent& content = scene_.content();
        if (ref.layer < 0) {
            return area_line(content.layout->features[ref.index],
                             content.measured_area_m2[ref.index], page_.lang);
        }
        const model::Layer& layer = *content.layers[static_cast<std::size_t>(ref.layer)];
        const auto measurer = geo::Measurer::create(geo::Method::geodesic, layer.crs, std::nullopt);
        if (!measurer || !layer.shapes[ref.index].has_polygons()) return {};
        const auto measured = measurer->measure(layer.shapes[ref.index]);
        return measured ? area_words(measured->area_m2, page_.lang) : std::string{};
    }

    void set_area_tag(const Annotation& item, const AnnotationStyle& style,
                      std::vector<draw::PaperMm> at) {
        std::string name;
        std::string area;
        if (!item.feature.empty()) {
            const auto ref = scene_.find(item.feature);
            if (!ref) return refuse(msg::annotation_no_feature, item.feature);
            set_.feature = item.feature;
            name = scene_.feature_name(*ref, page_.lang);
            area = area_words_of(*ref);
            if (at.empty()) at = {page_.view.to_paper(scene_.feature_centre(*ref))};
        } else {
            const auto shape = std::ranges::find(content_.file.items, item.of, &Annotation::id);
            if (shape == content_.file.items.end()) {
                return refuse(msg::annotation_no_feature, item.of);
            }
            const auto area_m2 = own_area_m2(*shape);
            if (!area_m2) return refuse(msg::annotation_off_map);
            name = shape->text;
            area = area_words(*area_m2, page_.lang);
            if (at.empty()) at = {bounds(resolved(shape->places)).centre()};
        }
        if (item.places.empty()) {
            subject_on_ground_ = true;
            subject_ = at.front();
        }
        if (area.empty()) area = text(msg::sheet_area_unstated, page_.lang);
        const std::string words = item.text.empty() ? (name.empty() ? area : name + '\n' + area)
                                                    : with_figure(item.text, area);
        const AnnotationText block{words, style, item.width_mm, item.vertical, fonts_};
        paint_boxed(block, style, at.front(), item.box_anchor.value_or(BoxAnchor::centre));
    }

    /// A box of the style about words; its anchor point stands at `at`.
    draw::RectMm paint_boxed(const AnnotationText& block, const AnnotationStyle& style,
                             draw::PaperMm at, BoxAnchor anchor) {
        const double air = pad(style);
        const draw::PaperMm corner =
            corner_for(at, block.width_mm() + 2 * air, block.height_mm() + 2 * air, anchor);
        const draw::RectMm box{corner.x_mm, corner.y_mm, block.width_mm() + 2 * air,
                               block.height_mm() + 2 * air};
        fill_and_outline(painter(), rect_path(box), style);
        block.paint(painter(), {box.x_mm + air, box.y_mm + air}, Align::left, 0.0, at);
        const draw::RectMm all = box.grown(style.line_mm.value_or(0.3) / 2);
        set_.text = block.text();
        set_.box = set_.box.w_mm > 0.0 ? joined(set_.box, all) : all;
        set_.keep_clear.push_back(all);
        return box;
    }

    void set_callout(const Annotation& item, const AnnotationStyle& style,
                     const std::vector<draw::PaperMm>& at) {
        draw::PaperMm target = at.size() > 1 ? at[1] : draw::PaperMm{};
        std::string words = item.text;
        bool target_on_ground = at.size() > 1 && item.places[1].on_ground();
        if (!item.feature.empty()) {
            const auto ref = scene_.find(item.feature);
            if (!ref) return refuse(msg::annotation_no_feature, item.feature);
            set_.feature = item.feature;
            target = page_.view.to_paper(scene_.feature_centre(*ref));
            target_on_ground = true;
            if (words.empty()) words = scene_.feature_name(*ref, page_.lang);
        }
        if (target_on_ground && !page_.view.frame.contains(target)) {
            return refuse(msg::annotation_off_map);
        }
        constexpr double away_mm = 14.0;
        const draw::PaperMm place =
            at.empty() ? draw::PaperMm{target.x_mm + away_mm, target.y_mm - away_mm} : at.front();
        if (at.empty()) subject_on_ground_ = false;
        // The box lies over the leader's end, so the leader comes first; where the box will be is
        // known before it is painted.
        const AnnotationText block{words, style, item.width_mm, item.vertical, fonts_};
        const double air = pad(style);
        const BoxAnchor anchor = item.box_anchor.value_or(BoxAnchor::centre);
        const double w = block.width_mm() + 2 * air;
        const double h = block.height_mm() + 2 * air;
        const draw::PaperMm corner = corner_for(place, w, h, anchor);
        const draw::RectMm box{corner.x_mm, corner.y_mm, w, h};
        if (!box.contains(target)) {
            const draw::PaperMm near{std::clamp(target.x_mm, box.x_mm, box.right_mm()),
                                     std::clamp(target.y_mm, box.y_mm, box.bottom_mm())};
            const geo::XY line[] = {xy(near), xy(target)};
            stroke(chain_path(line), style);
            constexpr double dot_mm = 0.7;
            painter().fill(circle_path(xy(target), dot_mm),
                           color_of(style.color.value_or(model::Rgba{})));
            set_.box = bounds({near, target});
            set_.box = joined(set_.box,
                              {target.x_mm - dot_mm, target.y_mm - dot_mm, 2 * dot_mm, 2 * dot_mm});
        }
        paint_boxed(block, style, place, anchor);
    }

    void set_image(const Annotation& item, draw::PaperMm at) {
        const auto found = content_.pictures.find(item.file);
        if (found == content_.pictures.end() || found->second == nullptr) {
            return refuse(msg::annotation_no_picture, item.file);
        }
        const Image& image = *found->second;
        const double shape = static_cast<double>(image.width) / image.height;
        const double width = item.width_mm.value_or(item.height_mm.value_or(10.0) * shape);
        const double height = item.height_mm.value_or(width / shape);
        const draw::PaperMm corner =
            corner_for(at, width, height, item.box_anchor.value_or(BoxAnchor::top_left));
        group_.items.push_back(
            {draw::Space::paper, {}, 0, draw::Picture{found->second, xy(corner), width, height}});
        set_.text = item.file;
        set_.box = {corner.x_mm, corner.y_mm, width, height};
        set_.keep_clear = {set_.box};
    }

    void set_north_arrow(const Annotation& item, draw::PaperMm at) {
        const double height = item.height_mm.value_or(north_arrow_height_units * page_.unit);
        const double width = height * north_arrow_width_units / north_arrow_height_units;
        const draw::PaperMm corner =
            corner_for(at, width, height, item.box_anchor.value_or(BoxAnchor::top_left));
        const SheetItem painted =
            paint_north_arrow(group_, {corner.x_mm, corner.y_mm, width, height},
                              true_north_deg(scene_.crs(), page_.view.centre), page_.lang, fonts_);
        set_.text = painted.text;
        set_.box = painted.box;
        set_.keep_clear = {set_.box};
    }

    void set_scale_bar(const Annotation& item, draw::PaperMm at) {
        constexpr double number_size_units = 3.4;
        const double unit = item.own.size_mm ? *item.own.size_mm / number_size_units : page_.unit;
        const double longest = item.length_mm.value_or(72.0 * unit);
        // Painted once to know its size, then where it belongs.
        draw::Group trial;
        const SheetItem first = paint_scale(trial, unit, page_.view.scale_denominator, longest,
                                            {0.0, 0.0}, page_.lang, fonts_);
        const draw::PaperMm corner = corner_for(at, first.box.w_mm, first.box.h_mm,
                                                item.box_anchor.value_or(BoxAnchor::top_left));
        const SheetItem painted = paint_scale(
            group_, unit, page_.view.scale_denominator, longest,
            {corner.x_mm - first.box.x_mm, corner.y_mm - first.box.y_mm}, page_.lang, fonts_);
        set_.text = painted.text;
        set_.box = painted.box;
        set_.bar_mm = painted.bar_mm;
        set_.ground_m = painted.ground_m;
        set_.keep_clear = {set_.box};
    }

    const AnnotationContent& content_;
    const MapScene& scene_;
    const AnnotationPage& page_;
    const draw::FontSet& fonts_;
    PlaceResolver places_;
    GroundMeasure ground_;
    draw::Group group_;
    SetAnnotation set_;
    draw::PaperMm subject_;  ///< what must lie in the map if it is on the ground
    bool subject_on_ground_ = false;
    std::string problem_;
};

}  // namespace

Result<AnnotationLayer> set_annotations(const AnnotationContent& content, const MapScene& scene,
                                        const AnnotationPage& page, const draw::FontSet& fonts) {
    auto places = PlaceResolver::create(scene.crs(), content.file.crs, page.view);
    if (!places) return tl::unexpected(places.error());
    auto ground = GroundMeasure::create(scene.crs());
    if (!ground) return tl::unexpected(ground.error());
    return Setter{content, scene, page, fonts, std::move(*places), std::move(*ground)}.set_all();
}

}  // namespace parkatlas::cartography
