#include "cartography/sheet_legend.h"

#include <algorithm>
#include <cmath>
#include <ranges>

#include <fmt/format.h>

#include "base/messages_sheet.h"
#include "cartography/label_text.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/role_symbols.h"

namespace parkatlas::cartography {
namespace {

using model::Role;

// At factor 1, in mm.
constexpr double heading_mm = 3.9;
constexpr double entry_mm = 3.1;
constexpr double note_mm = 2.55;
constexpr double sample_w_mm = 8.6;
constexpr double sample_h_mm = 4.4;
constexpr double indent_mm = 4.0;
constexpr double row_gap_mm = 1.1;
constexpr double heading_gap_mm = 2.6;
constexpr double column_gap_mm = 5.0;
constexpr double smallest_factor = 0.5;
constexpr double largest_of_many_columns = 0.76;
/// Columns of whole groups, over columns of the least height.
constexpr double highest_of_whole_groups = 1.5;
constexpr double largest_factor = 1.2;  // few rows are set a little larger

LegendRow feature_row(const MapLegend::Entry& entry, const MapScene& scene, const SheetSpec& spec) {
    const model::LayoutFeature& told = scene.content().layout->features[entry.index];
    LegendRow row;
    row.text = told.name.in(spec.lang);
    row.index = entry.index;
    row.feature = entry.feature;
    row.number = entry.feature->number;
    row.note = area_line(told, scene.content().measured_area_m2[entry.index], spec.lang);
    if (row.note.empty() && has_badge(told) && entry.feature->area) {
        row.note = text(msg::sheet_area_unstated, spec.lang);
    }
    return row;
}

/// More points of a role than this are told by their classes.
constexpr std::size_t most_points_one_by_one = 6;

bool is_point_role(Role role) {
    return role == Role::town || role == Role::platform || role == Role::node;
}

/// The class that a point belongs to, as its symbol shows it; empty if none.
const std::string& class_of(const model::LayoutFeature& told) {
    return !told.grade.empty() ? told.grade : told.kind;
}

/// One row a class, in the order of their first members.
void add_classes(const std::vector<MapLegend::Entry>& entries, const MapScene& scene,
                 const SheetSpec& spec, std::vector<LegendRow>& rows) {
    const auto& features = scene.content().layout->features;
    std::vector<std::pair<std::string, std::size_t>> classes;
    const std::size_t first_row = rows.size();
    for (const auto& entry : entries) {
        const std::string& name = class_of(features[entry.index]);
        auto found = std::ranges::find(classes, name, [](const auto& one) { return one.first; });
        if (found == classes.end()) {
            found = classes.insert(classes.end(), {name, 0});
            rows.push_back(feature_row(entry, scene, spec));
        }
        ++found->second;
    }
    for (std::size_t i = 0; i < classes.size(); ++i) {
        LegendRow& row = rows[first_row + i];
        const model::Role role = features[row.index].role;
        const std::string name = classes[i].first.empty()
                                     ? std::string{model::role_label(role, spec.lang)}
                                     : class_word(classes[i].first, spec.lang);
        row.text = fmt::format(fmt::runtime(text(msg::sheet_class_count, spec.lang)), name,
                               classes[i].second);
        row.note.clear();
    }
}

/// A row for each class with its count and area.
void add_layer_classes(const LayerClasses& classes, std::size_t layer, Lang lang,
                       std::vector<LegendRow>& rows) {
    for (std::size_t c = 0; c < classes.classes.size(); ++c) {
        const LayerClass& one = classes.classes[c];
        if (one.count == 0) continue;
        LegendRow row;
        row.kind = LegendRow::Kind::layer_class;
        row.index = layer;
        row.class_index = c;
        row.text = fmt::format(
            fmt::runtime(text(msg::sheet_class_count, lang)),
            one.name.empty() ? std::string{text(msg::sheet_class_none, lang)} : one.name,
            one.count);
        if (one.area_m2) row.note = area_words(*one.area_m2, lang);
        rows.push_back(std::move(row));
    }
}

}  // namespace

std::vector<LegendRow> legend_rows(const MapScene& scene, const draw::MapView& view,
                                   const SheetSpec& spec) {
    const MapLegend shown = MapLegend::of(scene, view, spec.map);
    std::vector<LegendRow> rows;
    const auto heading = [&rows](std::string_view words) {
        LegendRow row;
        row.kind = LegendRow::Kind::heading;
        row.text = words;
        rows.push_back(std::move(row));
    };
    if (const auto& layout = scene.content().layout) {
        std::vector<bool> listed(layout->features.size(), false);
        const auto is_part_of_shown = [&](const model::LayoutFeature& told) {
            return std::ranges::any_of(shown.features, [&](const auto& other) {
                return !told.part_of.empty() && layout->features[other.index].id == told.part_of;
            });
        };
        const auto add_group = [&](Role role, const std::string& title) {
            bool has_heading = false;
            if (is_point_role(role)) {
                std::vector<MapLegend::Entry> points;
                for (const auto& entry : shown.features) {
                    if (layout->features[entry.index].role == role && !listed[entry.index]) {
                        points.push_back(entry);
                    }
                }
                if (points.size() > most_points_one_by_one) {
                    heading(title);
                    add_classes(points, scene, spec, rows);
                    for (const auto& entry : points) listed[entry.index] = true;
                    return;
                }
            }
            for (const auto& entry : shown.features) {
                const model::LayoutFeature& told = layout->features[entry.index];
                if (told.role != role || listed[entry.index] || is_part_of_shown(told)) continue;
                if (!has_heading) heading(title);
                has_heading = true;
                listed[entry.index] = true;
                rows.push_back(feature_row(entry, scene, spec));
                for (const auto& part : shown.features) {
                    if (listed[part.index] || layout->features[part.index].part_of != told.id) {
                        continue;
                    }
                    listed[part.index] = true;
                    rows.push_back(feature_row(part, scene, spec));
                    rows.back().is_part = true;
                }
            }
        };
        // Chinese headings are the scheme's own words; English has the role's word.
        for (const SchemeWord& word : scheme_words(layout->scheme)) {
            add_group(word.role, spec.lang == Lang::zh
                                     ? word.text
                                     : std::string{model::role_label(word.role, spec.lang)});
        }
        // A second name of the scheme (多镇多园) has words for the rest.
        for (const SchemeWord& word : scheme_words(layout->also_scheme)) {
            add_group(word.role, spec.lang == Lang::zh
                                     ? word.text
                                     : std::string{model::role_label(word.role, spec.lang)});
        }
        for (const Role role : model::all_roles()) {
            add_group(role, std::string{model::role_label(role, spec.lang)});
        }
        // Parts of parts: by their own role. Plots are told by their status, not one by one.
        std::vector<std::string> statuses;
        for (const Role role : model::all_roles()) {
            bool has_heading = false;
            for (const auto& entry : shown.features) {
                const model::LayoutFeature& told = layout->features[entry.index];
                if (told.role != role || listed[entry.index]) continue;
                if (!has_heading) heading(model::role_label(role, spec.lang));
                has_heading = true;
                LegendRow row = feature_row(entry, scene, spec);
                if (role == Role::plot && !told.status.empty()) {
                    if (std::ranges::find(statuses, told.status) != statuses.end()) continue;
                    statuses.push_back(told.status);
                    row.text = class_word(told.status, spec.lang);
                    row.note.clear();
                }
                rows.push_back(std::move(row));
            }
        }
    }
    bool is_told = false;
    for (const std::size_t layer : std::views::reverse(shown.layers)) {  // topmost first
        if (const LayerClasses* classes = scene.content().classes_of(layer)) {
            heading(fmt::format(fmt::runtime(text(msg::sheet_legend_by, spec.lang)),
                                scene.content().layers[layer]->name, classes->field));
            add_layer_classes(*classes, layer, spec.lang, rows);
            is_told = false;
            continue;
        }
        if (!is_told) heading(text(msg::sheet_legend_layers, spec.lang));
        is_told = true;
        LegendRow row;
        row.kind = LegendRow::Kind::layer;
        row.text = look_of(spec.map, layer).name;
        if (row.text.empty()) row.text = scene.content().layers[layer]->name;
        row.index = layer;
        rows.push_back(std::move(row));
    }
    const std::pair<bool, std::pair<BaseLine, Msg>> lines[] = {
        {shown.base.province_border, {BaseLine::province_border, msg::sheet_base_province_border}},
        {shown.base.city_border, {BaseLine::city_border, msg::sheet_base_city_border}},
        {shown.base.county_border, {BaseLine::county_border, msg::sheet_base_county_border}},
        {shown.base.coast, {BaseLine::coast, msg::sheet_base_coast}},
        {shown.base.tidal, {BaseLine::tidal_edge, msg::sheet_base_tidal}}};
    bool has_heading = false;
    for (const auto& [is_shown, what] : lines) {
        if (!is_shown) continue;
        if (!has_heading) heading(text(msg::sheet_legend_base, spec.lang));
        has_heading = true;
        LegendRow row;
        row.kind = LegendRow::Kind::base;
        row.line = what.first;
        row.text = text(what.second, spec.lang);
        rows.push_back(std::move(row));
    }
    return rows;
}

LegendPanel::LegendPanel(std::vector<LegendRow> rows, const MapScene& scene, const SheetSpec& spec,
                         const draw::FontSet& fonts, double width_mm, double height_mm, int columns,
                         double factor)
    : rows_{std::move(rows)}, scene_{scene}, spec_{spec}, fonts_{fonts} {
    for (double share = columns == 1 ? largest_factor : 1.0; share > smallest_factor;
         share -= 0.05) {
        factor_ = factor * share;
        fits_ = set_rows(width_mm, height_mm, columns);
        if (fits_) return;
        // More columns before type that is hard to read, as long as they break no more lines.
        const std::size_t lines = line_count();
        const int most = share > largest_of_many_columns ? columns : columns + 3;
        for (int more = columns + 1; more <= most; ++more) {
            fits_ = set_rows(width_mm, height_mm, more) && line_count() == lines;
            if (fits_) return;
        }
    }
    // More columns of small type, before giving up.
    for (int more = columns + 1; more <= columns + 3 && !fits_; ++more) {
        fits_ = set_rows(width_mm, height_mm, more);
    }
}

std::size_t LegendPanel::line_count() const {
    std::size_t count = 0;
    for (const Set& set : set_) count += set.lines.size();
    return count;
}

bool LegendPanel::set_rows(double width_mm, double height_mm, int columns) {
    set_.clear();
    const double f = factor_;
    column_mm_ = (width_mm - column_gap_mm * f * (columns - 1)) / columns;
    double total = 0.0;
    for (const LegendRow& row : rows_) {
        Set set;
        set.row = &row;
        const bool is_heading = row.kind == LegendRow::Kind::heading;
        const double size = (is_heading    ? heading_mm
                             : row.is_part ? entry_mm * 0.93
                                           : entry_mm) *
                            f;
        const auto face = is_heading ? draw::Typeface::sans_bold : draw::Typeface::sans;
        const double room =
            is_heading ? column_mm_
                       : column_mm_ - (sample_w_mm + 2.0) * f - (row.is_part ? indent_mm * f : 0.0);
        for (const std::string& line : wrapped_lines(row.text, room, [&](std::string_view words) {
                 return fonts_.width_mm(words, face, size);
             })) {
            set.lines.push_back(fonts_.shape(line, face, size));
        }
        set.height_mm =
            size * line_height_em * static_cast<double>(std::max<std::size_t>(1, set.lines.size()));
        if (!row.note.empty()) {
            set.note = fonts_.shape(row.note, draw::Typeface::sans, note_mm * f);
            set.height_mm += note_mm * f * line_height_em;
        }
        if (!is_heading) set.height_mm = std::max(set.height_mm, sample_h_mm * f);
        set.height_mm += is_heading ? row_gap_mm * f * 1.2 : row_gap_mm * f;
        total += set.height_mm + (is_heading ? heading_gap_mm * f : 0.0);
        set_.push_back(std::move(set));
    }
    const double even = total / columns;
    // Groups stay whole where that makes the columns but little higher; next best, those that are
    // no higher than a column.
    for (const Cut cut : {Cut::none, Cut::tall_groups}) {
        for (double share = 1.0; columns > 1 && share < highest_of_whole_groups; share += 0.03) {
            const double goal = even * share;
            if (goal <= height_mm && fill_columns(columns, goal, goal, cut)) return true;
        }
    }
    return fill_columns(columns, columns == 1 ? height_mm : std::min(height_mm, even * 1.04),
                        height_mm, Cut::any_group);
}

/// Columns of about equal height, `goal`, the last one up to `height_mm`; a heading does not end
/// one.
bool LegendPanel::fill_columns(int columns, double goal, double height_mm, Cut cut) {
    const double f = factor_;
    int column = 0;
    double y = 0.0;
    height_mm_ = 0.0;
    bool inside = true;
    bool is_kept = cut != Cut::any_group;  // the group that row i is of
    for (std::size_t i = 0; i < set_.size(); ++i) {
        const auto is_heading_at = [this](std::size_t at) {
            return set_[at].row->kind == LegendRow::Kind::heading;
        };
        const bool is_heading = is_heading_at(i);
        double needed = set_[i].height_mm;
        if (is_heading && i + 1 < set_.size()) {
            double group = needed;
            for (std::size_t next = i + 1; next < set_.size() && !is_heading_at(next); ++next) {
                group += set_[next].height_mm;
            }
            is_kept = cut == Cut::none || (cut == Cut::tall_groups && group <= goal + 1e-9);
            needed = is_kept ? group : needed + set_[i + 1].height_mm;
        }
        const double gap = is_heading && y > 0.0 ? heading_gap_mm * f : 0.0;
        const bool is_last = column + 1 == columns;
        if (y > 0.0 && y + gap + needed > (is_last ? height_mm : goal) + 1e-9) {
            if (is_last || (is_kept && !is_heading)) {
                inside = false;
            } else {
                ++column;
                y = 0.0;
            }
        }
        if (y > 0.0) y += gap;
        set_[i].x_mm = column * (column_mm_ + column_gap_mm * f);
        set_[i].y_mm = y;
        y += set_[i].height_mm;
        height_mm_ = std::max(height_mm_, y);
    }
    return inside && height_mm_ <= height_mm + 1e-9;
}

void LegendPanel::paint(draw::Group& group, draw::PaperMm top_left) const {
    for (const Set& set : set_) paint_row(group, set, top_left);
}

void LegendPanel::paint_row(draw::Group& group, const Set& set, draw::PaperMm origin) const {
    const Painter paper{group};
    const LegendRow& row = *set.row;
    const double f = factor_;
    const double x = origin.x_mm + set.x_mm;
    double y = origin.y_mm + set.y_mm;
    if (row.kind == LegendRow::Kind::heading) {
        for (const auto& line : set.lines) {
            paper.fill(rect_path({x, y + line->size_mm * 0.12, 0.9 * f, line->size_mm * 0.98}),
                       palette::accent);
            paper.text(line, {x + 2.2 * f, y + line->size_mm * baseline_em}, palette::ink);
            y += line->size_mm * line_height_em;
        }
        return;
    }
    const double indent = row.is_part ? indent_mm * f : 0.0;
    const double first = set.lines.empty() ? 0.0 : set.lines.front()->size_mm * line_height_em;
    const draw::RectMm sample{x + indent, y + std::max(0.0, (first - sample_h_mm * f) / 2),
                              sample_w_mm * f, sample_h_mm * f};
    const geo::XY middle{sample.centre().x_mm, sample.centre().y_mm};
    switch (row.kind) {
        case LegendRow::Kind::feature:
            paint_sample(group, scene_.content().layout->features[row.index], row.number,
                         row.feature, sample, fonts_);
            break;
        case LegendRow::Kind::layer: {
            const double opacity = look_of(spec_.map, row.index).opacity;
            const auto faded = [&](double alpha) {
                return layer_color(spec_.map, row.index)
                    .with_alpha(static_cast<std::uint8_t>(std::lround(alpha * opacity)));
            };
            const draw::RectMm box{sample.x_mm + 0.8 * f, middle.y - 1.4 * f, sample.w_mm - 1.6 * f,
                                   2.8 * f};
            paper.fill(rect_path(box), faded(60.0));
            paper.stroke(rect_path(box), faded(255.0), 0.3 * f);
            break;
        }
        case LegendRow::Kind::layer_class: {
            const LayerClass& one =
                scene_.content().classes_of(row.index)->classes[row.class_index];
            const draw::RectMm box{sample.x_mm + 0.8 * f, middle.y - 1.6 * f, sample.w_mm - 1.6 * f,
                                   3.2 * f};
            const bool is_plain = one.pattern == FillPattern::plain;
            const draw::Color line = palette::darker(one.color, 0.3);
            paper.fill(rect_path(box), one.color.with_alpha(is_plain ? 200 : 70));
            paint_pattern_on_paper(group, box, one.pattern, line, f);
            paper.stroke(rect_path(box), line, 0.3 * f);
            break;
        }
        case LegendRow::Kind::base: {
            if (row.line == BaseLine::tidal_edge) {
                const draw::RectMm flat{sample.x_mm + 0.8 * f, middle.y - 1.4 * f,
                                        sample.w_mm - 1.6 * f, 2.8 * f};
                paper.fill(rect_path(flat), palette::sea);
                paper.fill(rect_path(flat), palette::land_own.with_alpha(120));
                paint_base_line(paper, rect_path(flat), row.line, f);
                break;
            }
            const geo::XY ends[] = {{sample.x_mm, middle.y}, {sample.right_mm(), middle.y}};
            paint_base_line(paper, chain_path(ends), row.line, f);
            break;
        }
        case LegendRow::Kind::heading:
            break;
    }
    const double text_x = sample.right_mm() + 2.0 * f;
    // A single line stands in the middle of its sample; more begin at the top.
    const double used = first * static_cast<double>(set.lines.size()) +
                        (set.note ? set.note->size_mm * line_height_em : 0.0);
    if (used < sample_h_mm * f) y += (sample_h_mm * f - used) / 2;
    for (const auto& line : set.lines) {
        paper.text(line, {text_x, y + line->size_mm * baseline_em}, palette::ink);
        y += line->size_mm * line_height_em;
    }
    if (set.note)
        paper.text(set.note, {text_x, y + set.note->size_mm * baseline_em}, palette::ink_soft);
}

std::string LegendPanel::text() const {
    std::string out;
    for (const LegendRow& row : rows_) {
        if (!out.empty()) out += '\n';
        out += row.text;
        if (!row.note.empty()) out += " " + row.note;
    }
    return out;
}

}  // namespace parkatlas::cartography
