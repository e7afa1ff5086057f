#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "export/detail/layer_runs.h"

namespace parkatlas::exporting::detail {

/// Content of a form of a PDF (ISO 32000-1, 8.10): lines and areas, no letters, whose coordinates
/// are whole numbers of `figure_units_per_mm`.
struct FigureStream {
    std::string packed;                ///< as the filter FlateDecode has it
    std::vector<std::uint8_t> alphas;  ///< whose states /A1 … /A255 it names, ascending
};

/// A step of 5 um, a tenth of the thinnest line; halves the numbers' entropy against 1 um.
inline constexpr double figure_units_per_mm = 200.0;

/// Outlines of letters at em size 1 mm, by face and glyph.
using GlyphOutlines = std::map<std::pair<std::uint32_t, std::uint32_t>, draw::Path>;

/// Items of one run that are written together: figures, or the halos of texts.
struct FigurePart {
    std::size_t group = 0;
    std::size_t first = 0, end = 0;  ///< items of the group
};

/// Whether `write_figures` can write an item: lines and areas of any kind but dashed translucent
/// lines, which take a group of their own, and large layers that become a picture.
[[nodiscard]] bool is_figure(const draw::Item& item, const draw::DrawList& list,
                             const draw::Group& group);

/// Whether an item is letters whose halo, if they have one, can be written before them.
[[nodiscard]] bool is_plain_text(const draw::Item& item);

/// Cuts figures into parts of about equal weight, so that threads share them.
[[nodiscard]] std::vector<FigurePart> parts_of(const draw::DrawList& list, const LayerRun& run);

/// Cuts texts into parts in which no halo reaches letters of a text before it: all halos of a part
/// may be painted before all its letters.
[[nodiscard]] std::vector<FigurePart> halo_parts(const draw::DrawList& list, const LayerRun& run,
                                                 const GlyphOutlines& outlines);

/// Adds the outlines of a run's letters that are not there.
void add_outlines(GlyphOutlines& outlines, const draw::DrawList& list, const LayerRun& run,
                  const draw::FontSet& fonts);

/// Writes the figures of a part, of texts their halos. Empty where nothing of it is seen. Callable
/// from any thread.
/// Fails with  output_failed  memory is short.
[[nodiscard]] Result<FigureStream> write_figures(const draw::DrawList& list, const FigurePart& part,
                                                 const GlyphOutlines& outlines);

}  // namespace parkatlas::exporting::detail
