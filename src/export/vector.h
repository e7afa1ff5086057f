#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "geo/crs.h"

namespace parkatlas::exporting {

/// Where a page's map frame lies on the ground.
struct MapPlace {
    draw::MapView view;
    geo::Crs crs;  ///< of the view's map metres
};

/// A place of a page that leads to another page, counted from 1.
struct PdfLink {
    draw::RectMm box;
    int page = 1;
};

/// One page of a PDF. `list` is borrowed while it is written.
struct PdfPage {
    const draw::DrawList* list = nullptr;
    std::optional<MapPlace> place;  ///< georeferences the map frame (ISO 32000-2, 12.10)
    std::string bookmark;           ///< entry of the outline; empty: none
    std::vector<PdfLink> links = {};
};

struct PdfOptions {
    std::string title;
    std::string creator = "ParkAtlas";
};

/// Vector pages without OpenGL: exact page size, fonts embedded as subsets, halos as outlines. Each
/// run of text is one string for searching and copying, however its letters are spaced; of a run
/// along a curve or in several fonts, the first part stands for the whole. The lists' layers are
/// optional content that a reader switches. Complete or absent; the same bytes on every run,
/// without a date unless SOURCE_DATE_EPOCH sets one.
/// Fails with  output_failed         the file cannot be written
///             graphics_unavailable  a font cannot be opened again
///             crs_unknown, out_of_range  the map's place cannot be told in degrees
[[nodiscard]] Result<void> write_pdf(const std::filesystem::path& path,
                                     std::span<const PdfPage> pages, const draw::FontSet& fonts,
                                     const PdfOptions& options);

struct SvgOptions {
    std::string title;
    /// Straight lines of text as text, for editing: a program without the fonts shows others.
    /// Text along curves and in columns stays outlines.
    bool text_as_text = false;
};

/// One page as SVG 1.1, sized in millimetres, one unit a millimetre. Each group of the list is a
/// layer with id and name, and within it what it paints of one of the list's layers; letters are
/// outlines, defined once and used where they stand, so that no font is needed; each run of text
/// keeps its words as aria-label. Complete or absent; the same bytes on every run. Fails with
/// output_failed.
[[nodiscard]] Result<void> write_svg(const std::filesystem::path& path, const draw::DrawList& list,
                                     const draw::FontSet& fonts, const SvgOptions& options);

}  // namespace parkatlas::exporting
