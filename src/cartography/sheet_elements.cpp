#include "cartography/sheet_elements.h"

#include <algorithm>
#include <string_view>

#include "base/messages_page.h"

namespace parkatlas::cartography {
namespace {

constexpr std::array<std::string_view, all_elements.size()> names{
    "title",       "subtitle",   "legend",         "area_table", "summary", "scale_bar",
    "north_arrow", "graticule",  "kilometre_grid", "overview",   "stamp",   "compiled_by",
    "drawn_by",    "checked_by", "date",           "crs",        "sources", "accuracy_note"};

constexpr std::array<Msg, all_elements.size()> labels{
    msg::element_title,       msg::element_subtitle,   msg::element_legend,
    msg::element_area_table,  msg::element_summary,    msg::element_scale_bar,
    msg::element_north_arrow, msg::element_graticule,  msg::element_kilometre_grid,
    msg::element_overview,    msg::element_stamp,      msg::element_compiled_by,
    msg::element_drawn_by,    msg::element_checked_by, msg::element_date,
    msg::element_crs,         msg::element_sources,    msg::element_accuracy_note};

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
