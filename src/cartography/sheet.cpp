#include "cartography/sheet.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/messages.h"
#include "cartography/palette.h"
#include "cartography/place_resolver.h"
#include "cartography/sheet_inset.h"
#include "cartography/sheet_legend.h"
#include "cartography/sheet_parts.h"

namespace parkatlas::cartography {
namespace {

std::string title_of(const MapScene& scene, const SheetSpec& spec) {
    if (!spec.title.empty()) return spec.title;
    if (scene.content().layout) {
        const std::string& title = scene.content().layout->title.in(spec.lang);
        if (!title.empty()) return title;
    }
    if (scene.content().layers.size() == 1 && !scene.content().layers[0]->name.empty()) {
        return scene.content().layers[0]->name;
    }
    return std::string{text(Msg::sheet_default_title, spec.lang)};
}

std::string subtitle_of(const MapScene& scene, const SheetSpec& spec) {
    if (!spec.subtitle.empty()) return spec.subtitle;
    if (!scene.content().layout) return {};
    const model::Layout& layout = *scene.content().layout;
    return spec.lang == Lang::en && !layout.scheme_en.empty() ? layout.scheme_en : layout.scheme;
}

/// True if the annotations bring one of these themselves: then it stands where they put it.
bool has_own(const SheetSpec& spec, model::AnnotationKind kind) {
    return spec.annotations != nullptr && spec.annotations->file.has(kind);
}

/// The heading 图例, its rows, then scale and note at the foot of the panel.
class PanelPainter {
  public:
    PanelPainter(const MapScene& scene, const SheetSpec& spec, const draw::FontSet& fonts,
                 const draw::MapView& view)
        : scene_{scene},
          spec_{spec},
          fonts_{fonts},
          rows_{legend_rows(scene, view, spec)},
          has_scale_{!has_own(spec, model::AnnotationKind::scale_bar)} {}

    /// What a panel below the map needs in height.
    [[nodiscard]] double height_below_mm(double width_mm, double u) const {
        const LegendPanel legend = below(width_mm, 1e6, u);
        return heading_mm * u + legend.height_mm() +
               std::max(foot_mm * u, note_height_mm(width_mm * 0.55, u)) + 4 * u;
    }

    void paint(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
               std::vector<SheetItem>& items) const {
        const double u = plan.unit;
        const draw::RectMm& panel = plan.panel;
        const Painter paper{group};
        paper.stroke(rect_path(panel), palette::rule, 0.25 * u, {}, draw::Cap::butt,
                     draw::Join::miter);
        const auto heading = spaced(
            fonts_.shape(text(Msg::sheet_legend, spec_.lang), draw::Typeface::sans_bold, 5.0 * u),
            spec_.lang == Lang::zh ? 1.0 : 0.05);
        paper.text(heading, {panel.centre().x_mm - heading->width_mm / 2, panel.y_mm + 7.2 * u},
                   palette::ink);
        const double inner_x = panel.x_mm + pad_mm * u;
        const double inner_w = panel.w_mm - 2 * pad_mm * u;
        const double top = panel.y_mm + heading_mm * u;
        const std::string note = accuracy_words(scene_, spec_.lang);
        if (plan.panel_below) {
            const double foot = std::max(foot_mm * u, note_height_mm(inner_w * 0.55, u));
            const LegendPanel legend = below(inner_w, panel.bottom_mm() - top - foot - 2 * u, u);
            paint_legend(group, legend, {inner_x, top}, inner_w, items);
            const double foot_y = panel.bottom_mm() - foot;
            if (has_scale_) {
                items.push_back(paint_scale(group, u, view.scale_denominator, inner_w * 0.3,
                                            {inner_x + inner_w * 0.2, foot_y}, spec_.lang, fonts_));
            }
            add_note(group, note, {inner_x + inner_w * 0.45, foot_y}, inner_w * 0.55, u, items);
            return;
        }
        const double note_h = note_height_mm(inner_w, u);
        const double foot = foot_mm * u + note_h + 2 * u;
        const double foot_y = panel.bottom_mm() - foot;
        const LegendPanel legend{rows_, scene_, spec_, fonts_, inner_w, foot_y - top - 3 * u, 1, u};
        paint_legend(group, legend, {inner_x, top}, inner_w, items);
        add_summary(group, {inner_x, top + legend.height_mm() + 3 * u}, inner_w, foot_y - 4 * u, u,
                    items);
        const geo::XY rule[] = {{inner_x, foot_y - 1.5 * u}, {inner_x + inner_w, foot_y - 1.5 * u}};
        paper.stroke(chain_path(rule), palette::rule, 0.2 * u);
        if (has_scale_) {
            items.push_back(
                paint_scale(group, u, view.scale_denominator, std::min(72.0 * u, inner_w - 3 * u),
                            {panel.centre().x_mm, foot_y + 1.5 * u}, spec_.lang, fonts_));
        }
        add_note(group, note, {inner_x, panel.bottom_mm() - note_h - 2 * u}, inner_w, u, items);
    }

  private:
    static constexpr double pad_mm = 5.0;
    static constexpr double heading_mm = 12.0;
    static constexpr double foot_mm = 15.0;

    [[nodiscard]] LegendPanel below(double width_mm, double height_mm, double u) const {
        const int columns = std::max(1, static_cast<int>(width_mm / (62.0 * u)));
        return LegendPanel{rows_, scene_, spec_, fonts_, width_mm, height_mm, columns, u};
    }
    [[nodiscard]] double note_height_mm(double width_mm, double u) const {
        const std::string note = accuracy_words(scene_, spec_.lang);
        return note.empty() ? 0.0 : paragraph_height_mm(note, width_mm, 2.35 * u, fonts_) + 2 * u;
    }
    void paint_legend(draw::Group& group, const LegendPanel& legend, draw::PaperMm at,
                      double width_mm, std::vector<SheetItem>& items) const {
        legend.paint(group, at);
        items.push_back({ItemKind::legend,
                         legend.text(),
                         {},
                         {at.x_mm, at.y_mm, width_mm, legend.height_mm()},
                         {},
                         {}});
    }
    /// The plan in a few words, where the legend leaves room for all of them.
    void add_summary(draw::Group& group, draw::PaperMm at, double width_mm, double bottom_mm,
                     double u, std::vector<SheetItem>& items) const {
        if (!scene_.content().layout) return;
        const std::string& words = scene_.content().layout->summary.in(spec_.lang);
        if (words.empty()) return;
        for (const double size : {2.9 * u, 2.6 * u, 2.35 * u}) {
            const double heading = 6.4 * u;
            const double height = heading + paragraph_height_mm(words, width_mm, size, fonts_);
            if (at.y_mm + height > bottom_mm) continue;
            // At the panel's foot, apart from the legend.
            at.y_mm = bottom_mm - height;
            const Painter paper{group};
            const geo::XY rule[] = {{at.x_mm, at.y_mm - 2.5 * u},
                                    {at.x_mm + width_mm, at.y_mm - 2.5 * u}};
            paper.stroke(chain_path(rule), palette::rule, 0.2 * u);
            const auto run = fonts_.shape(text(Msg::sheet_summary, spec_.lang),
                                          draw::Typeface::sans_bold, 3.4 * u);
            paper.text(run, {at.x_mm, at.y_mm + 3.4 * u * baseline_em}, palette::ink);
            const draw::RectMm box =
                paint_paragraph(group, words, {at.x_mm, at.y_mm + heading}, width_mm, size,
                                palette::ink_soft, Align::left, fonts_);
            items.push_back({ItemKind::source, words, {}, box, {}, {}});
            return;
        }
    }
    void add_note(draw::Group& group, const std::string& note, draw::PaperMm at, double width_mm,
                  double u, std::vector<SheetItem>& items) const {
        if (note.empty()) return;
        const draw::RectMm box = paint_paragraph(group, note, at, width_mm, 2.35 * u,
                                                 palette::ink_soft, Align::left, fonts_);
        items.push_back({ItemKind::source, note, {}, box, {}, {}});
    }

    const MapScene& scene_;
    const SheetSpec& spec_;
    const draw::FontSet& fonts_;
    std::vector<LegendRow> rows_;
    bool has_scale_ = true;
};

void paint_footer(draw::Group& group, const PagePlan& plan, const MapScene& scene,
                  const SheetSpec& spec, const draw::FontSet& fonts,
                  std::vector<SheetItem>& items) {
    const double size = 2.5 * plan.unit;
    const draw::RectMm& footer = plan.footer;
    const double left_w = footer.w_mm * 0.66;
    double y = footer.y_mm;
    for (const std::string& words :
         {crs_words(scene.crs(), spec.lang), source_words(scene, spec)}) {
        if (words.empty()) continue;
        const draw::RectMm box = paint_paragraph(group, words, {footer.x_mm, y}, left_w, size,
                                                 palette::ink_soft, Align::left, fonts);
        items.push_back({ItemKind::source, words, {}, box, {}, {}});
        y = box.bottom_mm();
    }
    y = footer.y_mm;
    const double right_w = footer.w_mm * 0.32;
    for (const std::string& words : {compiled_by_words(scene, spec), date_words(scene, spec)}) {
        if (words.empty()) continue;
        const draw::RectMm box =
            paint_paragraph(group, words, {footer.right_mm() - right_w, y}, right_w, size * 1.12,
                            palette::ink, Align::right, fonts);
        items.push_back({ItemKind::source, words, {}, box, {}, {}});
        y = box.bottom_mm();
    }
}

void add_labels(const Labelling& labels, Sheet& sheet) {
    for (const PlacedLabel& label : labels.placed) {
        sheet.items.push_back({ItemKind::label, label.text, label.feature, label.box, {}, {}});
    }
    sheet.dropped_labels = labels.dropped;
}

/// Annotations and hand-moved labels brought to the page.
struct Annotated {
    AnnotationLayer layer;
    std::vector<FixedLabel> fixed_labels;

    [[nodiscard]] static Result<Annotated> on(const MapScene& scene, const SheetSpec& spec,
                                              const PagePlan& plan, const draw::MapView& view,
                                              const draw::FontSet& fonts) {
        Annotated out;
        if (spec.annotations == nullptr || spec.annotations->file.is_empty()) return out;
        auto layer = set_annotations(*spec.annotations, scene,
                                     {plan.page, view, plan.unit, spec.lang}, fonts);
        if (!layer) return tl::unexpected(layer.error());
        out.layer = std::move(*layer);
        const model::Annotations& file = spec.annotations->file;
        const auto places = PlaceResolver::create(scene.crs(), file.crs, view);
        if (!places) return tl::unexpected(places.error());
        for (std::size_t i = 0; i < file.labels.size(); ++i) {
            const model::MovedLabel& label = file.labels[i];
            const auto at = places->on_paper(label.place);
            const bool is_known = scene.find(label.feature).has_value();
            if (at && is_known) {
                out.fixed_labels.push_back({label.feature, *at, label.vertical, label.leader});
                continue;
            }
            out.layer.unset.push_back(
                {fmt::format("labels[{}]", i),
                 is_known ? std::string{text(Msg::annotation_off_map, spec.lang)}
                          : fmt::format(fmt::runtime(text(Msg::annotation_no_feature, spec.lang)),
                                        label.feature)});
        }
        return out;
    }

    [[nodiscard]] std::vector<draw::RectMm> obstacles() const {
        std::vector<draw::RectMm> out;
        for (const SetAnnotation& one : layer.set) {
            for (const draw::RectMm& box : one.keep_clear) out.push_back(box.grown(0.6));
        }
        return out;
    }

    /// Lines and areas on the ground first, cut at the frame, then the rest.
    void add_to(Sheet& sheet, const SheetSpec& spec, const PagePlan& plan) const {
        draw::Group ground{"annotations on the map", plan.map, sheet.view, {}};
        draw::Group page{"annotations", std::nullopt, sheet.view, {}};
        for (const SetAnnotation& one : layer.set) {
            draw::Group& group = one.in_map ? ground : page;
            group.items.insert(group.items.end(), one.items.begin(), one.items.end());
            const model::Annotation& told = spec.annotations->file.items[one.index];
            sheet.items.push_back({ItemKind::annotation, one.text, one.feature, one.box, one.bar_mm,
                                   one.ground_m,
                                   std::string{model::annotation_kind_name(told.kind)}, told.id});
        }
        for (draw::Group* group : {&ground, &page}) {
            if (!group->items.empty()) sheet.list.groups.push_back(std::move(*group));
        }
        sheet.dropped_annotations = layer.unset;
    }
};

}  // namespace

std::string_view item_kind_name(ItemKind kind) {
    switch (kind) {
        case ItemKind::title:
            return "title";
        case ItemKind::legend:
            return "legend";
        case ItemKind::scale_bar:
            return "scale_bar";
        case ItemKind::north_arrow:
            return "north_arrow";
        case ItemKind::source:
            return "source";
        case ItemKind::stamp:
            return "stamp";
        case ItemKind::label:
            return "label";
        case ItemKind::annotation:
            break;
    }
    return "annotation";
}

Result<Sheet> compose_sheet(const MapScene& scene, const SheetSpec& spec,
                            const draw::FontSet& fonts) {
    if (spec.scale_denominator &&
        !(*spec.scale_denominator > 0.0 && std::isfinite(*spec.scale_denominator))) {
        return fail(ErrorCode::usage, fmt::format("1:{:g}", *spec.scale_denominator),
                    std::string{text(Msg::sheet_bad_scale, spec.lang)});
    }
    auto planned = plan_page(spec, 0.0);
    if (!planned) return tl::unexpected(planned.error());
    PagePlan plan = *planned;
    const geo::Box extent = spec.extent_map.value_or(scene.default_extent());
    draw::MapView view = fit_view(plan.map, extent, spec.scale_denominator, spec.decorations);

    MapOptions options = spec.map;
    options.lang = spec.lang;
    SheetSpec told = spec;
    told.map = options;
    if (plan.panel_below) {
        // The legend follows the view and the view the room that the legend leaves: once is enough,
        // as a smaller map shows no less.
        const PanelPainter first{scene, told, fonts, view};
        planned =
            plan_page(spec, first.height_below_mm(plan.panel.w_mm - 10 * plan.unit, plan.unit));
        if (!planned) return tl::unexpected(planned.error());
        plan = *planned;
        view = fit_view(plan.map, extent, spec.scale_denominator, spec.decorations);
    }

    Sheet sheet;
    sheet.view = view;
    sheet.crs = scene.crs().label();
    sheet.list.width_mm = spec.width_mm;
    sheet.list.height_mm = spec.height_mm;
    sheet.list.background = palette::paper;

    const auto annotated = Annotated::on(scene, spec, plan, view, fonts);
    if (!annotated) return tl::unexpected(annotated.error());
    options.fixed_labels = annotated->fixed_labels;
    draw::Group map{"map", plan.map, view, {}};
    if (!spec.decorations) {
        const Labelling labels = scene.draw(map, fonts, options, annotated->obstacles());
        sheet.list.groups.push_back(std::move(map));
        add_labels(labels, sheet);
        annotated->add_to(sheet, spec, plan);
        return sheet;
    }

    const std::string stamp =
        spec.approval_number.empty()
            ? std::string{text(Msg::sheet_schematic_stamp, spec.lang)}
            : fmt::format(fmt::runtime(text(Msg::sheet_approval, spec.lang)), spec.approval_number);
    const double air = 1.5 * plan.unit;
    const bool has_north = !has_own(spec, model::AnnotationKind::north_arrow);
    std::vector<draw::RectMm> obstacles = annotated->obstacles();
    if (has_north) obstacles.push_back(north_arrow_box(plan).grown(air));
    obstacles.push_back(stamp_box(plan, stamp, fonts).grown(air));
    const std::optional<Inset> inset = plan_inset(scene, plan, view, options, obstacles);
    MapOptions main = options;
    if (inset) {
        obstacles.push_back(inset->box.grown(air));
        const auto links = link_boxes(*inset);
        obstacles.insert(obstacles.end(), links.begin(), links.end());
        main.hidden_features.insert(inset->parts.begin(), inset->parts.end());
    }
    Labelling labels = scene.draw(map, fonts, main, obstacles);
    draw::Group enlarged{"inset", std::nullopt, view, {}};
    draw::Group inset_frame{"inset frame", std::nullopt, view, {}};
    if (inset) {
        MapOptions within = options;
        within.hidden_features.insert(inset->others.begin(), inset->others.end());
        enlarged.clip = inset->view.frame;
        enlarged.view = inset->view;
        const Labelling more = scene.draw(enlarged, fonts, within, {});
        labels.placed.insert(labels.placed.end(), more.placed.begin(), more.placed.end());
        labels.dropped.insert(labels.dropped.end(), more.dropped.begin(), more.dropped.end());
    }

    draw::Group title{"title", std::nullopt, view, {}};
    sheet.items = paint_title(title, plan, title_of(scene, told), subtitle_of(scene, told), fonts);
    draw::Group frame{"frame", std::nullopt, view, {}};
    paint_frame(frame, plan, view, scene.crs(), fonts);
    draw::Group legend{"legend", std::nullopt, view, {}};
    PanelPainter{scene, told, fonts, view}.paint(legend, plan, view, sheet.items);
    if (has_north) {
        sheet.items.push_back(paint_north_arrow(frame, north_arrow_box(plan),
                                                true_north_deg(scene.crs(), view.centre), spec.lang,
                                                fonts));
    }
    sheet.items.push_back(paint_stamp(frame, plan, stamp, fonts));
    draw::Group footer{"footer", std::nullopt, view, {}};
    paint_footer(footer, plan, scene, told, fonts, sheet.items);
    add_labels(labels, sheet);
    if (inset) {
        sheet.items.push_back(paint_inset_frame(inset_frame, *inset, scene, plan.unit, fonts));
    }

    for (draw::Group* group : {&map, &enlarged, &inset_frame, &frame, &title, &legend, &footer}) {
        if (!group->items.empty()) sheet.list.groups.push_back(std::move(*group));
    }
    annotated->add_to(sheet, spec, plan);
    return sheet;
}

}  // namespace parkatlas::cartography
