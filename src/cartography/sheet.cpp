#include "cartography/sheet.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/messages_page.h"
#include "base/messages_sheet.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/place_resolver.h"
#include "cartography/sheet_inset.h"
#include "cartography/sheet_layers.h"
#include "cartography/sheet_overview.h"
#include "cartography/sheet_panel.h"
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
    return std::string{text(msg::sheet_default_title, spec.lang)};
}

std::string subtitle_of(const MapScene& scene, const SheetSpec& spec) {
    if (!spec.subtitle.empty()) return spec.subtitle;
    if (!scene.content().layout) return {};
    const model::Layout& layout = *scene.content().layout;
    return spec.lang == Lang::en && !layout.scheme_en.empty() ? layout.scheme_en : layout.scheme;
}

void add_labels(const Labelling& labels, const MapContent& content, Sheet& sheet) {
    for (const PlacedLabel& label : labels.placed) {
        sheet.items.push_back({ItemKind::label, label.text, label.feature, label.box, {}, {}});
    }
    sheet.dropped_labels = labels.dropped;
    sheet.names_without_place = labels.dropped_names;
    sheet.untried_labels.reserve(labels.untried.size());
    for (const FeatureRef& one : labels.untried) {
        const auto layer = static_cast<std::size_t>(one.layer);
        sheet.untried_labels.push_back(model::id_text(content.layers[layer]->ids[one.index]));
        sheet.names_without_place.push_back(content.layers[layer]->feature_label(one.index));
    }
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
                 is_known ? std::string{text(msg::annotation_off_map, spec.lang)}
                          : fmt::format(fmt::runtime(text(msg::annotation_no_feature, spec.lang)),
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
        ground.layer = page.layer = number_of(SheetLayer::annotations);
        for (const SetAnnotation& one : layer.set) {
            draw::Group& group = one.in_map ? ground : page;
            group.items.insert(group.items.end(), one.items.begin(), one.items.end());
            const model::Annotation& told = spec.annotations->file.items[one.index];
            sheet.items.push_back(
                {ItemKind::annotation, one.text, one.feature, one.box, one.bar_mm, one.ground_m,
                 std::string{model::annotation_kind_name(told.kind)}, told.id, one.index});
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
        case ItemKind::table:
            return "table";
        case ItemKind::overview:
            return "overview";
        case ItemKind::annotation:
            break;
    }
    return "annotation";
}

bool moved_by_annotations(const SheetSpec& spec, model::AnnotationKind kind) {
    return spec.annotations != nullptr && spec.annotations->file.has(kind);
}

namespace {

/// Puts one sheet together: the page is planned, the map drawn with room left for what stands on
/// it, then the furniture about it.
class Composer {
  public:
    Composer(const MapScene& scene, const SheetSpec& spec, const draw::FontSet& fonts)
        : scene_{scene}, spec_{spec}, fonts_{fonts} {
        spec_.map.lang = spec_.lang;
        spec_.map.list_untried = true;
    }

    Result<Sheet> compose() {
        if (Result<void> planned = plan(); !planned) return tl::unexpected(planned.error());
        auto annotated = Annotated::on(scene_, spec_, plan_, view_, fonts_);
        if (!annotated) return tl::unexpected(annotated.error());
        annotated_ = std::move(*annotated);
        spec_.map.fixed_labels = annotated_.fixed_labels;
        sheet_.view = view_;
        sheet_.crs = scene_.crs().label();
        sheet_.list.width_mm = spec_.width_mm;
        sheet_.list.height_mm = spec_.height_mm;
        sheet_.list.background = palette::paper;
        if (!spec_.decorations) {
            draw::Group map{"map", plan_.map, view_, {}};
            const Labelling labels = scene_.draw(map, fonts_, spec_.map, annotated_.obstacles());
            sheet_.list.groups.push_back(std::move(map));
            add_labels(labels, scene_.content(), sheet_);
        } else {
            compose_decorated();
        }
        annotated_.add_to(sheet_, spec_, plan_);
        sheet_.list.layers = layers_in_use(sheet_.list, scene_.content(), spec_.lang);
        return std::move(sheet_);
    }

  private:
    [[nodiscard]] bool shows(Element element) const { return spec_.show.has(element); }

    Result<void> plan() {
        if (spec_.scale_denominator &&
            !(*spec_.scale_denominator > 0.0 && std::isfinite(*spec_.scale_denominator))) {
            return fail(ErrorCode::usage, fmt::format("1:{:g}", *spec_.scale_denominator),
                        std::string{text(msg::sheet_bad_scale, spec_.lang)});
        }
        auto planned = plan_page(spec_, 0.0);
        if (!planned) return tl::unexpected(planned.error());
        const geo::Box extent = spec_.extent_map.value_or(scene_.default_extent());
        const auto fit = [&] {
            view_ = fit_view(planned->map, extent, spec_.scale_denominator, spec_.decorations);
        };
        fit();
        if (planned->panel_below) {
            // The legend follows the view and the view the room that the legend leaves: once is
            // enough, as a smaller map shows no less.
            const SheetPanel first{scene_, spec_, fonts_, view_};
            const double u = planned->unit;
            planned = plan_page(spec_, first.height_below_mm(planned->panel.w_mm - 10 * u, u));
            if (!planned) return tl::unexpected(planned.error());
            fit();
        }
        plan_ = *planned;
        return {};
    }

    [[nodiscard]] std::string stamp_words() const {
        if (!spec_.approval_number.empty()) {
            return fmt::format(fmt::runtime(text(msg::sheet_approval, spec_.lang)),
                               spec_.approval_number);
        }
        if (!spec_.stamp.empty()) return spec_.stamp;
        return std::string{text(msg::sheet_schematic_stamp, spec_.lang)};
    }

    void compose_decorated() {
        const double air = 1.5 * plan_.unit;
        const std::string stamp = stamp_words();
        const bool has_north = shows(Element::north_arrow) &&
                               !moved_by_annotations(spec_, model::AnnotationKind::north_arrow);
        // Where the panel is left out, the scale stands in the map.
        const bool scale_in_map = !wants_panel(spec_) && shows(Element::scale_bar) &&
                                  !moved_by_annotations(spec_, model::AnnotationKind::scale_bar);
        std::vector<draw::RectMm> obstacles = annotated_.obstacles();
        if (has_north) obstacles.push_back(north_arrow_box(plan_).grown(air));
        if (shows(Element::stamp)) obstacles.push_back(stamp_box(plan_, stamp, fonts_).grown(air));
        draw::Group frame{"frame", std::nullopt, view_, {}};
        draw::Group scale{"scale", std::nullopt, view_, {}};
        if (scale_in_map) {
            sheet_.items.push_back(paint_scale_in_map(scale));
            obstacles.push_back(sheet_.items.back().box.grown(air));
        }

        std::vector<GridLine> grid_lines;
        if (shows(Element::kilometre_grid)) grid_lines = kilometre_grid(plan_, view_);
        std::optional<Overview> overview;
        if (shows(Element::overview)) {
            const geo::Box all = units_extent(scene_);
            overview = plan_overview(scene_, plan_, view_, spec_.overview_extent.value_or(all),
                                     spec_.map, obstacles);
            // A sheet that shows most of its plan still lies somewhere in the province.
            if (!overview && spec_.overview_extent) {
                overview = plan_overview(scene_, plan_, view_, all, spec_.map, obstacles);
            }
            if (overview) obstacles.push_back(overview->box.grown(air));
        }
        for (GridLine& line : grid_lines) {
            line.has_words = std::ranges::none_of(obstacles, [&line](const draw::RectMm& taken) {
                return taken.intersects(line.words_box);
            });
        }
        for (const GridLine& line : grid_lines) {
            if (line.has_words) obstacles.push_back(line.words_box);
        }
        const std::optional<Inset> inset = plan_inset(scene_, plan_, view_, spec_.map, obstacles);
        MapOptions main = spec_.map;
        if (inset) {
            obstacles.push_back(inset->box.grown(air));
            const auto links = link_boxes(*inset);
            obstacles.insert(obstacles.end(), links.begin(), links.end());
            main.hidden_features.insert(inset->parts.begin(), inset->parts.end());
        }
        draw::Group map{"map", plan_.map, view_, {}};
        Labelling labels = scene_.draw(map, fonts_, main, obstacles);
        draw::Group grid{"grid", plan_.map, view_, {}};
        paint_kilometre_grid(grid, plan_, grid_lines, fonts_);
        draw::Group small{"overview", std::nullopt, view_, {}};
        if (overview) draw_overview(small, *overview);
        draw::Group enlarged{"inset", std::nullopt, view_, {}};
        if (inset) {
            MapOptions within = spec_.map;
            within.hidden_features.insert(inset->others.begin(), inset->others.end());
            within.list_untried = false;
            enlarged.clip = inset->view.frame;
            enlarged.view = inset->view;
            const Labelling more = scene_.draw(enlarged, fonts_, within, {});
            labels.placed.insert(labels.placed.end(), more.placed.begin(), more.placed.end());
            labels.dropped.insert(labels.dropped.end(), more.dropped.begin(), more.dropped.end());
            labels.dropped_names.insert(labels.dropped_names.end(), more.dropped_names.begin(),
                                        more.dropped_names.end());
        }

        draw::Group title{"title", std::nullopt, view_, {}};
        paint_titles(title);
        paint_frame(frame, plan_, view_, scene_.crs(), shows(Element::graticule), fonts_);
        draw::Group legend{"legend", std::nullopt, view_, {}};
        if (wants_panel(spec_)) {
            SheetPanel{scene_, spec_, fonts_, view_}.paint(legend, plan_, view_, sheet_);
        }
        if (has_north) {
            sheet_.items.push_back(paint_north_arrow(frame, north_arrow_box(plan_),
                                                     true_north_deg(scene_.crs(), view_.centre),
                                                     spec_.lang, fonts_));
        }
        if (shows(Element::stamp)) {
            sheet_.items.push_back(paint_stamp(frame, plan_, stamp, fonts_));
        }
        draw::Group footer{"footer", std::nullopt, view_, {}};
        paint_footer(footer, plan_, scene_, spec_, fonts_, sheet_.items);
        add_labels(labels, scene_.content(), sheet_);
        draw::Group inset_frame{"inset frame", std::nullopt, view_, {}};
        if (inset) {
            sheet_.items.push_back(
                paint_inset_frame(inset_frame, *inset, scene_, plan_.unit, fonts_));
        }
        draw::Group overview_frame{"overview frame", std::nullopt, view_, {}};
        if (overview) {
            overview_frame.clip = overview->box.grown(0.5 * plan_.unit);
            sheet_.items.push_back(
                paint_overview(overview_frame, *overview, plan_.unit, spec_.lang, fonts_));
        }
        const auto add = [this](draw::Group& group, SheetLayer layer) {
            group.layer = number_of(layer);
            if (!group.items.empty()) sheet_.list.groups.push_back(std::move(group));
        };
        add(map, SheetLayer::none);
        add(grid, SheetLayer::grid);
        add(enlarged, SheetLayer::inset);
        add(inset_frame, SheetLayer::inset);
        for (draw::Item& item : small.items) item.layer = 0;  // one picture, switched as a whole
        add(small, SheetLayer::overview);
        add(overview_frame, SheetLayer::overview);
        add(frame, SheetLayer::frame);
        add(scale, SheetLayer::scale);
        add(title, SheetLayer::title);
        add(legend, SheetLayer::legend);
        add(footer, SheetLayer::footer);
    }

    void paint_titles(draw::Group& group) {
        const std::string title = shows(Element::title) ? title_of(scene_, spec_) : std::string{};
        const std::string subtitle =
            shows(Element::subtitle) ? subtitle_of(scene_, spec_) : std::string{};
        sheet_.report.has_title = !title.empty();
        sheet_.report.has_subtitle = !subtitle.empty();
        auto items = paint_title(group, plan_, title, subtitle, fonts_);
        sheet_.items.insert(sheet_.items.begin(), items.begin(), items.end());
    }

    /// The base map and the sheet's ground on it; no names, as it is a small picture.
    void draw_overview(draw::Group& group, const Overview& overview) const {
        MapOptions plain = spec_.map;
        plain.labels = false;
        plain.selected.reset();
        plain.fixed_labels.clear();
        for (const model::Role role : model::all_roles()) plain.hidden_roles.insert(role);
        for (std::size_t i = 0; i < scene_.content().layers.size(); ++i) {
            plain.hidden_layers.insert(static_cast<int>(i));
        }
        group.clip = overview.view.frame;
        group.view = overview.view;
        (void)scene_.draw(group, fonts_, plain, {});
    }

    SheetItem paint_scale_in_map(draw::Group& group) const {
        const double u = plan_.unit;
        const double longest = std::min(60.0 * u, plan_.map.w_mm * 0.3);
        draw::Group trial;
        const draw::RectMm size =
            paint_scale(trial, u, view_.scale_denominator, longest, {0.0, 0.0}, spec_.lang, fonts_)
                .box;
        const draw::PaperMm corner{plan_.map.x_mm + 5 * u,
                                   plan_.map.bottom_mm() - size.h_mm - 4 * u};
        const draw::RectMm box{corner.x_mm, corner.y_mm, size.w_mm, size.h_mm};
        Painter{group}.fill(rect_path(box.grown(1.5 * u)), palette::paper.with_alpha(205));
        return paint_scale(group, u, view_.scale_denominator, longest,
                           {corner.x_mm - size.x_mm, corner.y_mm - size.y_mm}, spec_.lang, fonts_);
    }

    const MapScene& scene_;
    SheetSpec spec_;
    const draw::FontSet& fonts_;
    PagePlan plan_;
    draw::MapView view_;
    Annotated annotated_;
    Sheet sheet_;
};

}  // namespace

Result<Sheet> compose_sheet(const MapScene& scene, const SheetSpec& spec,
                            const draw::FontSet& fonts) {
    return Composer{scene, spec, fonts}.compose();
}

}  // namespace parkatlas::cartography
