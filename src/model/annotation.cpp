#include "model/annotation.h"

#include <algorithm>
#include <set>
#include <utility>

namespace parkatlas::model {
namespace {

constexpr std::array<std::string_view, all_annotation_kinds.size()> kind_names{
    "text",     "arrow",   "line",  "polygon",     "circle",   "dimension",
    "area_tag", "callout", "image", "north_arrow", "scale_bar"};

constexpr std::array<std::string_view, 9> box_anchor_names{"top_left",    "top",    "top_right",
                                                           "left",        "centre", "right",
                                                           "bottom_left", "bottom", "bottom_right"};

// The sheet's own tones: ink, accent red, the parks' violet, the sea's blue, a calm grey.
constexpr Rgba ink{34, 34, 38, 255};
constexpr Rgba accent{186, 28, 38, 255};
constexpr Rgba violet{92, 52, 142, 255};
constexpr Rgba blue{10, 92, 150, 255};
constexpr Rgba grey{92, 92, 98, 255};
constexpr Rgba none{255, 255, 255, 0};

struct BuiltIn {
    std::string name;
    AnnotationStyle style;
};

AnnotationStyle look(double size_mm, double line_mm, double halo_mm, Rgba color, Rgba fill,
                     bool bold, bool serif, std::vector<double> dash_mm) {
    AnnotationStyle style;
    style.size_mm = size_mm;
    style.line_mm = line_mm;
    style.halo_mm = halo_mm;
    style.color = color;
    style.text_color = color;
    style.fill = fill;
    style.halo_color = Rgba{255, 255, 255, 225};
    style.bold = bold;
    style.serif = serif;
    style.dash_mm = std::move(dash_mm);
    return style;
}

const std::vector<BuiltIn>& built_ins() {
    static const std::vector<BuiltIn> all = [] {
        std::vector<BuiltIn> out{
            {"note", look(3.2, 0.3, 0.7, ink, none, false, false, {})},
            {"heading", look(5.0, 0.4, 0.9, ink, none, true, false, {})},
            {"accent", look(3.4, 0.6, 0.7, accent, none, true, false, {})},
            {"quiet", look(2.8, 0.2, 0.5, grey, none, false, true, {})},
            {"measure", look(2.8, 0.25, 0.6, blue, none, false, false, {})},
            {"area", look(3.0, 0.5, 0.6, violet, {92, 52, 142, 48}, false, false, {})},
            {"boundary", look(3.0, 0.5, 0.6, accent, none, false, false, {3.0, 1.2, 0.6, 1.2})},
            {"box", look(3.0, 0.25, 0.0, ink, {255, 255, 255, 235}, false, false, {})}};
        out.back().style.color = grey;
        return out;
    }();
    return all;
}

const AnnotationStyle* built_in(std::string_view name) {
    const auto found = std::ranges::find(built_ins(), name, &BuiltIn::name);
    return found == built_ins().end() ? nullptr : &found->style;
}

std::string_view preset_of(AnnotationKind kind) {
    switch (kind) {
        case AnnotationKind::arrow:
            return "accent";
        case AnnotationKind::polygon:
        case AnnotationKind::circle:
            return "area";
        case AnnotationKind::dimension:
            return "measure";
        case AnnotationKind::area_tag:
        case AnnotationKind::callout:
            return "box";
        case AnnotationKind::text:
        case AnnotationKind::line:
        case AnnotationKind::image:
        case AnnotationKind::north_arrow:
        case AnnotationKind::scale_bar:
            break;
    }
    return "note";
}

/// Takes from `below` what `style` leaves open.
void lay_over(AnnotationStyle& style, const AnnotationStyle& below) {
    // A colour said by itself is meant for the text as well.
    if (!style.text_color && style.color) style.text_color = style.color;
    const auto take = [](auto& value, const auto& other) {
        if (!value) value = other;
    };
    take(style.size_mm, below.size_mm);
    take(style.line_mm, below.line_mm);
    take(style.halo_mm, below.halo_mm);
    take(style.color, below.color);
    take(style.text_color, below.text_color);
    take(style.fill, below.fill);
    take(style.halo_color, below.halo_color);
    take(style.bold, below.bold);
    take(style.serif, below.serif);
    take(style.dash_mm, below.dash_mm);
}

template <std::size_t n>
std::optional<std::size_t> index_of(const std::array<std::string_view, n>& names,
                                    std::string_view word) {
    const auto found = std::ranges::find(names, word);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

std::string_view annotation_kind_name(AnnotationKind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<AnnotationKind> parse_annotation_kind(std::string_view word) {
    const auto index = index_of(kind_names, word);
    if (!index) return std::nullopt;
    return static_cast<AnnotationKind>(*index);
}

std::string_view box_anchor_name(BoxAnchor anchor) {
    return box_anchor_names[static_cast<std::size_t>(anchor)];
}

std::optional<BoxAnchor> parse_box_anchor(std::string_view word) {
    const auto index = index_of(box_anchor_names, word);
    if (!index) return std::nullopt;
    return static_cast<BoxAnchor>(*index);
}

bool Annotations::has(AnnotationKind kind) const {
    return std::ranges::any_of(items, [kind](const Annotation& one) { return one.kind == kind; });
}

const std::vector<std::string>& built_in_presets() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        for (const BuiltIn& one : built_ins()) out.push_back(one.name);
        return out;
    }();
    return names;
}

AnnotationStyle resolved_style(const Annotations& file, const Annotation& item) {
    AnnotationStyle style = item.own;
    std::string_view name = item.style.empty() ? preset_of(item.kind) : item.style;
    std::set<std::string_view> seen;
    while (seen.insert(name).second) {
        const auto own = std::ranges::find(file.presets, name, &AnnotationPreset::name);
        if (own == file.presets.end()) break;
        lay_over(style, own->style);
        name = own->base.empty() ? std::string_view{"note"} : std::string_view{own->base};
    }
    const AnnotationStyle* last = built_in(name);
    lay_over(style, last != nullptr ? *last : *built_in("note"));
    return style;
}

}  // namespace parkatlas::model
