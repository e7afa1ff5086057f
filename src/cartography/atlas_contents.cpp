#include "cartography/atlas_contents.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/messages_page.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/sheet_parts.h"

namespace parkatlas::cartography {
namespace {

// At unit 1, in mm.
constexpr double row_mm = 9.0;
constexpr double name_mm = 4.2;
constexpr double note_mm = 3.0;
constexpr double column_gap_mm = 16.0;
constexpr double narrowest_column_mm = 120.0;
constexpr double head_mm = 16.0;  ///< of the word 目录

/// How the entries are laid out on one page.
struct Grid {
    int columns = 1;
    std::size_t rows = 1;  ///< in a column
    double column_w_mm = 0.0;
    [[nodiscard]] std::size_t room() const { return rows * static_cast<std::size_t>(columns); }
};

Grid grid_of(const PagePlan& plan) {
    const double u = plan.unit;
    Grid grid;
    const double width = plan.title.w_mm * 0.86;
    grid.columns = std::clamp(static_cast<int>(width / (narrowest_column_mm * u)), 1, 2);
    grid.column_w_mm = (width - column_gap_mm * u * (grid.columns - 1)) / grid.columns;
    const double room = plan.footer.y_mm - plan.title.bottom_mm() - (head_mm + 10.0) * u;
    grid.rows = static_cast<std::size_t>(std::max(1.0, std::floor(room / (row_mm * u))));
    return grid;
}

/// The plan of a page with title and footer, whatever else the sheets show.
Result<PagePlan> contents_plan(const SheetSpec& spec) {
    SheetSpec bare = spec;
    bare.decorations = true;
    bare.show.set(Element::title, true);
    return plan_page(bare, 0.0);
}

void paint_entry(draw::Group& group, const AtlasEntry& entry, std::size_t number,
                 const draw::RectMm& box, double u, const draw::FontSet& fonts) {
    const Painter paper{group};
    const double baseline = box.y_mm + box.h_mm * 0.62;
    const auto text = [&](const std::string& words, draw::Typeface face, double size) {
        return fonts.shape(words, face, size * u);
    };
    const auto count = text(fmt::format("{}", number), draw::Typeface::sans_bold, name_mm);
    paper.text(count, {box.x_mm + 7.0 * u - count->width_mm, baseline}, palette::accent);
    const auto page = text(fmt::format("{}", entry.page), draw::Typeface::sans_bold, name_mm);
    paper.text(page, {box.right_mm() - page->width_mm, baseline}, palette::ink);
    auto name = text(entry.name, draw::Typeface::sans, name_mm);
    auto note = text(entry.note, draw::Typeface::sans, note_mm);
    const double left = box.x_mm + 11.0 * u;
    const double room = box.right_mm() - page->width_mm - 8.0 * u - left;
    const double wanted = name->width_mm + note->width_mm + 4.0 * u;
    if (wanted > room) {  // long names are set smaller, never cut
        const double share = std::max(0.4, room / wanted);
        name = text(entry.name, draw::Typeface::sans, name_mm * share);
        note = text(entry.note, draw::Typeface::sans, note_mm * share);
    }
    paper.text(name, {left, baseline}, palette::ink);
    paper.text(note, {left + name->width_mm + 3.0 * u, baseline}, palette::ink_soft);
    const double from = left + name->width_mm + note->width_mm + 5.0 * u;
    const double to = box.right_mm() - page->width_mm - 2.5 * u;
    if (to - from < 3.0 * u) return;
    const geo::XY dots[] = {{to, baseline - 0.3 * u}, {from, baseline - 0.3 * u}};
    paper.stroke(chain_path(dots), palette::ink_soft, 0.35 * u, {0.0, 1.6 * u}, draw::Cap::round);
}

}  // namespace

std::size_t contents_page_count(const SheetSpec& spec, std::size_t entries) {
    const auto plan = contents_plan(spec);
    if (!plan || entries == 0) return 1;
    const std::size_t room = grid_of(*plan).room();
    return (entries + room - 1) / room;
}

Result<std::vector<ContentsPage>> compose_contents(const MapScene& scene, const SheetSpec& spec,
                                                   const std::vector<AtlasEntry>& entries,
                                                   const draw::FontSet& fonts) {
    const auto planned = contents_plan(spec);
    if (!planned) return tl::unexpected(planned.error());
    const PagePlan& plan = *planned;
    const double u = plan.unit;
    const Grid grid = grid_of(plan);
    std::vector<ContentsPage> pages(contents_page_count(spec, entries.size()));
    for (std::size_t p = 0; p < pages.size(); ++p) {
        Sheet& sheet = pages[p].sheet;
        sheet.list.width_mm = spec.width_mm;
        sheet.list.height_mm = spec.height_mm;
        sheet.list.background = palette::paper;
        draw::Group title{"title", std::nullopt, {}, {}};
        sheet.items = paint_title(title, plan, spec.title, spec.subtitle, fonts);
        draw::Group body{"contents", std::nullopt, {}, {}};
        const Painter paper{body};
        const auto head = spaced(
            fonts.shape(text(msg::atlas_contents, spec.lang), draw::Typeface::sans_bold, 6.0 * u),
            spec.lang == Lang::zh ? 1.0 : 0.04);
        const double top = plan.title.bottom_mm() + 6.0 * u;
        paper.text(head, {plan.page.centre().x_mm - head->width_mm / 2, top + 6.0 * u},
                   palette::ink);
        const double left =
            plan.page.centre().x_mm -
            (grid.column_w_mm * grid.columns + column_gap_mm * u * (grid.columns - 1)) / 2;
        const std::size_t first = p * grid.room();
        const std::size_t count =
            std::min(grid.room(), entries.size() - std::min(first, entries.size()));
        // Columns of equal length read better than one full and one nearly empty.
        const std::size_t rows =
            std::min(grid.rows, (count + static_cast<std::size_t>(grid.columns) - 1) /
                                    static_cast<std::size_t>(grid.columns));
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t column = i / std::max<std::size_t>(1, rows);
            const std::size_t row = i % std::max<std::size_t>(1, rows);
            const draw::RectMm box{
                left + static_cast<double>(column) * (grid.column_w_mm + column_gap_mm * u),
                top + (head_mm + static_cast<double>(row) * row_mm) * u, grid.column_w_mm,
                row_mm * u};
            const AtlasEntry& entry = entries[first + i];
            paint_entry(body, entry, first + i + 1, box, u, fonts);
            // A hair smaller than the row, so that neighbours never meet by rounding.
            const draw::RectMm inner = box.grown(-0.1 * u);
            sheet.items.push_back({ItemKind::table, entry.name, {}, inner, {}, {}});
            pages[p].links.push_back({box, entry.page});
        }
        draw::Group footer{"footer", std::nullopt, {}, {}};
        paint_footer(footer, plan, scene, spec, fonts, sheet.items);
        for (draw::Group* group : {&title, &body, &footer}) {
            if (!group->items.empty()) sheet.list.groups.push_back(std::move(*group));
        }
    }
    return pages;
}

}  // namespace parkatlas::cartography
