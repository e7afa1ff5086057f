#include "cartography/sheet_elements.h"

#include <algorithm>
#include <string_view>

#include "base/messages.h"

namespace parkatlas::cartography {
namespace {

constexpr std::array<std::string_view, all_elements.size()> names{
    "title",       "subtitle",   "legend",         "area_table", "summary", "scale_bar",
    "north_arrow", "graticule",  "kilometre_grid", "overview",   "stamp",   "compiled_by",
    "drawn_by",    "checked_by", "date",           "crs",        "sources", "accuracy_note"};

constexpr std::array<Msg, all_elements.size()> labels{
    Msg::element_title,       Msg::element_subtitle,   Msg::element_legend,
    Msg::element_area_table,  Msg::element_summary,    Msg::element_scale_bar,
    Msg::element_north_arrow, Msg::element_graticule,  Msg::element_kilometre_grid,
    Msg::element_overview,    Msg::element_stamp,      Msg::element_compiled_by,
    Msg::element_drawn_by,    Msg::element_checked_by, Msg::element_date,
    Msg::element_crs,         Msg::element_sources,    Msg::element_accuracy_note};

}  // namespace

std::string_view element_name(Element element) {
    return names[static_cast<std::size_t>(element)];
}

std::optional<Element> parse_element(std::string_view word) {
    const auto found = std::ranges::find(names, word);
    if (found == names.end()) return std::nullopt;
    return static_cast<Element>(found - names.begin());
}

std::string_view element_label(Element element, Lang lang) {
    return text(labels[static_cast<std::size_t>(element)], lang);
}

Elements::Elements() {
    on_.fill(true);
    for (const Element off : {Element::area_table, Element::kilometre_grid, Element::overview,
                              Element::drawn_by, Element::checked_by}) {
        set(off, false);
    }
}

}  // namespace parkatlas::cartography
