#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/lang.h"

namespace parkatlas::cartography {

/// What a sheet may hold beside the map, in the order in which the check lists it.
enum class Element {
    title,
    subtitle,
    legend,
    area_table,
    summary,
    scale_bar,
    north_arrow,
    graticule,
    kilometre_grid,
    overview,
    stamp,
    compiled_by,
    drawn_by,
    checked_by,
    date,
    crs,
    sources,
    accuracy_note
};

inline constexpr std::array all_elements{
    Element::title,          Element::subtitle,     Element::legend,      Element::area_table,
    Element::summary,        Element::scale_bar,    Element::north_arrow, Element::graticule,
    Element::kilometre_grid, Element::overview,     Element::stamp,       Element::compiled_by,
    Element::drawn_by,       Element::checked_by,   Element::date,        Element::crs,
    Element::sources,        Element::accuracy_note};

/// "title", "area_table" … as in templates and in the check's JSON.
[[nodiscard]] std::string_view element_name(Element element);
[[nodiscard]] std::optional<Element> parse_element(std::string_view word);
/// 标题 / title …
[[nodiscard]] std::string_view element_label(Element element, Lang lang);

/// Which elements a sheet is asked to show.
class Elements {
  public:
    /// What a sheet without a template shows: all but table, grid, overview and the names of who
    /// drew and checked it.
    Elements();
    [[nodiscard]] bool has(Element element) const { return on_[static_cast<std::size_t>(element)]; }
    void set(Element element, bool on) { on_[static_cast<std::size_t>(element)] = on; }
    bool operator==(const Elements&) const = default;

  private:
    std::array<bool, all_elements.size()> on_{};
};

}  // namespace parkatlas::cartography
