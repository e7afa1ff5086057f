#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "draw/fonts.h"
#include "export/detail/figure_stream.h"
#include "export/detail/layer_runs.h"
#include "export/vector.h"

namespace parkatlas::exporting::detail {

/// Items of one layer that lie on a page together: figures of our own, or a page of Cairo's.
struct PlannedSheet {
    LayerRun run;
    std::optional<std::size_t> figures;  ///< number of a part; none: Cairo paints it
    bool letters_only = false;           ///< Cairo leaves the halos to the part before
};

/// A page: its background, which Cairo paints, and the sheets on it from below.
struct PlannedPage {
    const PdfPage* page = nullptr;
    std::vector<PlannedSheet> sheets;

    [[nodiscard]] std::size_t cairo_count() const;
};

/// Who writes what. Lines, areas and halos are most of a file's numbers; we write them on all
/// threads while Cairo sets letters, which it alone embeds.
struct PdfPlan {
    std::vector<PlannedPage> pages;
    struct Part {
        const draw::DrawList* list = nullptr;
        FigurePart items;
    };
    std::vector<Part> parts;
    GlyphOutlines outlines;

    [[nodiscard]] static PdfPlan of(std::span<const PdfPage> pages, const draw::FontSet& fonts);
    /// The streams of all parts, on all threads; the same bytes whatever their number.
    [[nodiscard]] Result<std::vector<FigureStream>> write() const;
};

}  // namespace parkatlas::exporting::detail
