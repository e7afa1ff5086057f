#include "cartography/sheet_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/messages_page.h"
#include "base/units.h"
#include "cartography/label_text.h"
#include "cartography/palette.h"
#include "cartography/scene_access.h"

namespace parkatlas::cartography {
namespace {

constexpr double row_em = 1.55;
constexpr double line_em = 1.2;
constexpr double gap_em = 0.9;
constexpr double heading_em = 1.3;
constexpr double heading_room_em = 2.3;

std::string km2_words(double area_m2) {
    const double km2 = area_m2 / 1e6;
    return grouped(km2, km2 >= 1000 ? 0 : km2 >= 100 ? 1 : km2 >= 10 ? 2 : 3);
}

bool may_be_measured(const model::LayoutFeature& told) {
    return told.basis == model::Basis::surveyed || told.basis == model::Basis::administrative;
}

}  // namespace

std::vector<std::uint32_t> features_with_areas(const MapScene& scene, const draw::MapView& view,
                                               const MapOptions& options) {
    std::vector<std::uint32_t> parks;
    std::vector<std::uint32_t> others;
    bool parks_tell = false;
    const auto& layout = scene.content().layout;
    if (!layout) return parks;
    for (const MapLegend::Entry& entry : MapLegend::of(scene, view, options).features) {
        const model::LayoutFeature& told = layout->features[entry.index];
        const auto index = static_cast<std::uint32_t>(entry.index);
        const bool tells = told.stated_area_m2 || may_be_measured(told);
        if (told.role == model::Role::park || told.role == model::Role::phase) {
            parks.push_back(index);
            parks_tell = parks_tell || tells;
        } else if (tells) {
            others.push_back(index);
        }
    }
    // A table of dashes says nothing: then the regions that have areas.
    return parks_tell ? parks : others;
}

TableContent area_table(const MapScene& scene, const std::vector<std::uint32_t>& features,
                        Lang lang) {
    TableContent table;
    const auto& layout = scene.content().layout;
    if (!layout) return table;
    table.heading = text(msg::sheet_area_table, lang);
    table.columns = {std::string{text(msg::sheet_table_name, lang)},
                     std::string{text(msg::sheet_table_stated, lang)},
                     std::string{text(msg::sheet_table_measured, lang)},
                     std::string{text(msg::sheet_table_basis, lang)}};
    const std::string nothing{text(msg::sheet_table_nothing, lang)};
    for (const std::uint32_t index : features) {
        const model::LayoutFeature& told = layout->features[index];
        const auto& measured = scene.content().measured_area_m2[index];
        const std::string& name = told.name.in(lang);
        table.rows.push_back({name.empty() ? told.id : name,
                              told.stated_area_m2 ? km2_words(*told.stated_area_m2) : nothing,
                              may_be_measured(told) && measured ? km2_words(*measured) : nothing,
                              std::string{model::basis_label(told.basis, lang)}});
    }
    return table;
}

SetTable::SetTable(const TableContent& content, double width_mm, double size_mm,
                   const draw::FontSet& fonts)
    : content_{content}, size_mm_{size_mm}, width_mm_{width_mm} {
    if (content.columns.empty()) return;  // nothing to tell
    heading_ = fonts.shape(content.heading, draw::Typeface::sans_bold, size_mm * heading_em);
    widths_mm_.assign(content.columns.size(), 0.0);
    std::vector<std::vector<std::string>> all{content.columns};
    all.insert(all.end(), content.rows.begin(), content.rows.end());
    for (const auto& cells : all) {
        for (std::size_t c = 1; c < cells.size() && c < widths_mm_.size(); ++c) {
            widths_mm_[c] =
                std::max(widths_mm_[c], fonts.width_mm(cells[c], draw::Typeface::sans, size_mm));
        }
    }
    double others = 0.0;
    for (std::size_t c = 1; c < widths_mm_.size(); ++c) others += widths_mm_[c] + gap_em * size_mm;
    if (!widths_mm_.empty()) widths_mm_[0] = std::max(size_mm * 4.0, width_mm - others);
    height_mm_ = heading_room_em * size_mm;
    for (std::size_t r = 0; r < all.size(); ++r) {
        const auto face = r == 0 ? draw::Typeface::sans_bold : draw::Typeface::sans;
        Row row;
        for (const std::string& line : wrapped_lines(
                 all[r].empty() ? std::string{} : all[r][0], widths_mm_[0],
                 [&](std::string_view words) { return fonts.width_mm(words, face, size_mm); })) {
            row.name_lines.push_back(fonts.shape(line, face, size_mm));
        }
        for (std::size_t c = 1; c < all[r].size(); ++c) {
            row.cells.push_back(fonts.shape(all[r][c], face, size_mm));
        }
        const auto lines = static_cast<double>(std::max<std::size_t>(1, row.name_lines.size()));
        row.height_mm = size_mm * (row_em + (lines - 1.0) * line_em);
        height_mm_ += row.height_mm;
        rows_.push_back(std::move(row));
    }
}

double SetTable::right_of(std::size_t column) const {
    double x = 0.0;
    for (std::size_t c = 0; c <= column && c < widths_mm_.size(); ++c) {
        x += widths_mm_[c] + (c > 0 ? gap_em * size_mm_ : 0.0);
    }
    return x;
}

draw::RectMm SetTable::paint(draw::Group& group, draw::PaperMm at) const {
    if (rows_.empty()) return {at.x_mm, at.y_mm, 0.0, 0.0};
    const Painter paper{group};
    paper.text(heading_, {at.x_mm, at.y_mm + size_mm_ * heading_em * baseline_em}, palette::ink);
    double y = at.y_mm + heading_room_em * size_mm_;
    const double right = at.x_mm + std::max(width_mm_, right_of(widths_mm_.size()));
    const auto rule = [&](double rule_y, double width_mm) {
        const geo::XY line[] = {{at.x_mm, rule_y}, {right, rule_y}};
        paper.stroke(chain_path(line), palette::rule, width_mm);
    };
    const double thin = 0.05 * size_mm_;
    rule(y, 2.2 * thin);
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        const Row& row = rows_[r];
        double baseline = y + size_mm_ * (row_em - 0.55);
        for (const auto& line : row.name_lines) {
            paper.text(line, {at.x_mm, baseline}, palette::ink);
            baseline += line_em * size_mm_;
        }
        baseline = y + size_mm_ * (row_em - 0.55);
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            paper.text(row.cells[c], {at.x_mm + right_of(c + 1) - row.cells[c]->width_mm, baseline},
                       palette::ink_soft);
        }
        y += row.height_mm;
        rule(y, r == 0 || r + 1 == rows_.size() ? 2.2 * thin : thin);
    }
    return {at.x_mm, at.y_mm, right - at.x_mm, y - at.y_mm};
}

std::string SetTable::text() const {
    std::string out = content_.heading;
    const auto add = [&out](const std::vector<std::string>& cells) {
        out += '\n';
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (c > 0) out += '\t';
            out += cells[c];
        }
    };
    add(content_.columns);
    for (const auto& row : content_.rows) add(row);
    return out;
}

}  // namespace parkatlas::cartography
