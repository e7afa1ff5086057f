#include "export/detail/pdf_plan.h"

#include <algorithm>
#include <utility>

#include "base/parallel.h"

namespace parkatlas::exporting::detail {

std::size_t PlannedPage::cairo_count() const {
    const auto by_cairo = [](const PlannedSheet& sheet) { return !sheet.figures; };
    return 1 + static_cast<std::size_t>(std::ranges::count_if(sheets, by_cairo));
}

PdfPlan PdfPlan::of(std::span<const PdfPage> pages, const draw::FontSet& fonts) {
    PdfPlan plan;
    for (const PdfPage& page : pages) {
        const draw::DrawList& list = *page.list;
        PlannedPage& planned = plan.pages.emplace_back();
        planned.page = &page;
        const auto part_of = [](const LayerRun& run, const FigurePart& part) {
            LayerRun out = run;
            out.first = part.first;
            out.end = part.end;
            return out;
        };
        const auto add_part = [&](const LayerRun& run, const FigurePart& part) {
            planned.sheets.push_back({part_of(run, part), plan.parts.size()});
            plan.parts.push_back({&list, part});
        };
        for (const LayerRun& run : layer_runs(list)) {
            const draw::Group& group = list.groups[run.group];
            const auto items = std::span{group.items}.subspan(run.first, run.end - run.first);
            if (std::ranges::all_of(
                    items, [&](const draw::Item& item) { return is_figure(item, list, group); })) {
                for (const FigurePart& part : parts_of(list, run)) add_part(run, part);
            } else if (std::ranges::all_of(items, is_plain_text)) {
                add_outlines(plan.outlines, list, run, fonts);
                for (const FigurePart& part : halo_parts(list, run, plan.outlines)) {
                    add_part(run, part);
                    planned.sheets.push_back({part_of(run, part), {}, true});
                }
            } else {
                planned.sheets.push_back({run, {}});
            }
        }
    }
    return plan;
}

Result<std::vector<FigureStream>> PdfPlan::write() const {
    std::vector<FigureStream> streams(parts.size());
    const Result<void> done =
        for_each_piece(parts.size(), 1, {}, [&](IndexRange piece, std::size_t) -> Result<void> {
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                Result<FigureStream> stream =
                    write_figures(*parts[i].list, parts[i].items, outlines);
                if (!stream) return tl::unexpected{std::move(stream.error())};
                streams[i] = std::move(*stream);
            }
            return {};
        });
    if (!done) return tl::unexpected{done.error()};
    return streams;
}

}  // namespace parkatlas::exporting::detail
