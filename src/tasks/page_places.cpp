#include "tasks/page_places.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/messages_annotate.h"

namespace parkatlas::tasks {
namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;
using model::BoxAnchor;

constexpr double least_box_mm = 3.0;
constexpr double least_words_mm = 12.0;
constexpr double least_bar_mm = 15.0;
constexpr double first_arrow_mm = 25.0;

BoxAnchor anchor_of(const Annotation& one) {
    if (one.box_anchor) return *one.box_anchor;
    switch (one.kind) {
        case AnnotationKind::image:
        case AnnotationKind::north_arrow:
        case AnnotationKind::scale_bar:
            return BoxAnchor::top_left;
        default:
            return BoxAnchor::centre;
    }
}

// How a drawn handle changes the size along one axis: the anchor stays, so a middle one lets the
// other side move as well. The handle lies at the far side.
struct Axis {
    bool at_low_side = false;
    double growth = 1.0;
};
Axis axis_of(int column) {
    if (column == 0) return {false, 1.0};
    if (column == 1) return {false, 2.0};
    return {true, -1.0};
}
Axis across(const Annotation& one) {
    return axis_of(static_cast<int>(anchor_of(one)) % 3);
}
Axis down(const Annotation& one) {
    return axis_of(static_cast<int>(anchor_of(one)) / 3);
}

bool is_chain(AnnotationKind kind) {
    return kind == AnnotationKind::arrow || kind == AnnotationKind::line ||
           kind == AnnotationKind::polygon || kind == AnnotationKind::dimension;
}

bool keeps_shape(AnnotationKind kind) {
    return kind == AnnotationKind::image || kind == AnnotationKind::north_arrow;
}

bool has_size(const Annotation& one) {
    switch (one.kind) {
        case AnnotationKind::image:
        case AnnotationKind::north_arrow:
        case AnnotationKind::scale_bar:
        case AnnotationKind::circle:
        case AnnotationKind::callout:
        case AnnotationKind::area_tag:
            return true;
        case AnnotationKind::text:
            return one.angle_deg == 0.0 && !one.vertical;
        default:
            return false;
    }
}

// Of a box that keeps its shape: the hand's way along the diagonal.
double shape_factor(const Annotation& one, const draw::RectMm& box, draw::PaperMm by) {
    const double w = std::max(box.w_mm, 1e-3);
    const double h = std::max(box.h_mm, 1e-3);
    const double along =
        (across(one).growth * by.x_mm * w + down(one).growth * by.y_mm * h) / (w * w + h * h);
    return std::max(1.0 + along, least_box_mm / std::max(w, h));
}

double new_width(const Annotation& one, const draw::RectMm& box, draw::PaperMm by, double least) {
    return std::max(box.w_mm + across(one).growth * by.x_mm, least);
}

double new_radius(const draw::RectMm& box, draw::PaperMm by) {
    return std::max(box.w_mm / 2.0 + by.x_mm, least_box_mm / 2.0);
}

AnnotationPlace on_page(draw::PaperMm at) {
    AnnotationPlace place;
    place.x = at.x_mm;
    place.y = at.y_mm;
    return place;
}

// A round tenth of a millimetre: what a file shows and a person may type.
double tenth(double mm) {
    return std::round(mm * 10.0) / 10.0;
}

}  // namespace

Result<PagePlaces> PagePlaces::create(const geo::Crs& map_crs, const std::string& file_crs,
                                      const draw::MapView& view) {
    Result<cartography::PlaceResolver> resolver =
        cartography::PlaceResolver::create(map_crs, file_crs, view);
    if (!resolver) return tl::unexpected{resolver.error()};
    Result<geo::Transform> to_degrees = geo::Transform::between(map_crs, geo::Crs::cgcs2000());
    if (!to_degrees) return tl::unexpected{to_degrees.error()};
    return PagePlaces{std::move(*resolver), std::move(*to_degrees)};
}

std::optional<draw::PaperMm> PagePlaces::on_paper(const AnnotationPlace& place) const {
    const Result<draw::PaperMm> at = resolver_.on_paper(place);
    return at ? std::optional{*at} : std::nullopt;
}

std::optional<AnnotationPlace> PagePlaces::on_ground(draw::PaperMm at) const {
    const geo::MapXY on_map = resolver_.view().to_map(at);
    const Result<geo::XY> there = to_degrees_.apply({on_map.x_m, on_map.y_m});
    if (!there) return std::nullopt;
    AnnotationPlace place;
    place.anchor = AnnotationPlace::Anchor::lon_lat;
    place.x = there->x;
    place.y = there->y;
    return place;
}

bool move_on_page(Annotation& annotation, std::optional<std::size_t> place, draw::PaperMm by,
                  const PagePlaces& places) {
    Annotation moved = annotation;
    for (std::size_t i = 0; i < moved.places.size(); ++i) {
        if (place && *place != i) continue;
        AnnotationPlace& one = moved.places[i];
        if (!one.on_ground()) {
            one.x = tenth(one.x + by.x_mm);
            one.y = tenth(one.y + by.y_mm);
            continue;
        }
        const double offset_x = one.offset_x_mm;
        const double offset_y = one.offset_y_mm;
        one.offset_x_mm = one.offset_y_mm = 0.0;
        const auto before = places.on_paper(one);
        const auto after = before
                               ? places.on_ground({before->x_mm + by.x_mm, before->y_mm + by.y_mm})
                               : std::nullopt;
        if (!after) return false;
        one = *after;
        one.offset_x_mm = offset_x;
        one.offset_y_mm = offset_y;
    }
    annotation = std::move(moved);
    return true;
}

bool is_tied_to_page(const Annotation& annotation) {
    return !annotation.places.empty() &&
           std::ranges::none_of(annotation.places,
                                [](const AnnotationPlace& one) { return one.on_ground(); });
}

bool tie_to_page(Annotation& annotation, const PagePlaces& places) {
    if (annotation.places.empty()) return false;
    Annotation tied = annotation;
    for (AnnotationPlace& place : tied.places) {
        const auto at = places.on_paper(place);
        if (!at) return false;
        place = on_page({tenth(at->x_mm), tenth(at->y_mm)});
    }
    if (tied.radius_m) {
        tied.radius_mm = tenth(*tied.radius_m * places.mm_per_metre());
        tied.radius_m.reset();
    }
    annotation = std::move(tied);
    return true;
}

bool tie_to_ground(Annotation& annotation, const PagePlaces& places) {
    if (annotation.places.empty()) return false;
    Annotation tied = annotation;
    for (AnnotationPlace& place : tied.places) {
        if (place.on_ground()) continue;
        const auto at = places.on_paper(place);
        const auto there = at ? places.on_ground(*at) : std::nullopt;
        if (!there) return false;
        place = *there;
    }
    if (tied.radius_mm) {
        tied.radius_m = *tied.radius_mm / places.mm_per_metre();
        tied.radius_mm.reset();
    }
    annotation = std::move(tied);
    return true;
}

std::vector<PageHandle> page_handles(const Annotation& annotation, const draw::RectMm& box,
                                     const PagePlaces& places) {
    std::vector<PageHandle> handles;
    const bool points_at = annotation.kind == AnnotationKind::callout;
    for (std::size_t i = 0; i < annotation.places.size(); ++i) {
        if (!is_chain(annotation.kind) && !(points_at && i == 1)) continue;
        if (const auto at = places.on_paper(annotation.places[i])) handles.push_back({*at, i});
    }
    // The box of a callout holds its leader, too: its corner is not that of the words.
    if (!has_size(annotation) || points_at) return handles;
    if (annotation.kind == AnnotationKind::circle) {
        handles.push_back({{box.right_mm(), box.centre().y_mm}, std::nullopt});
        return handles;
    }
    const bool shaped = keeps_shape(annotation.kind);
    const draw::PaperMm at{
        across(annotation).at_low_side ? box.x_mm : box.right_mm(),
        shaped ? (down(annotation).at_low_side ? box.y_mm : box.bottom_mm()) : box.centre().y_mm};
    handles.push_back({at, std::nullopt});
    return handles;
}

void resize_on_page(Annotation& annotation, const draw::RectMm& box, draw::PaperMm by) {
    switch (annotation.kind) {
        case AnnotationKind::image: {
            const double factor = shape_factor(annotation, box, by);
            annotation.width_mm = tenth(box.w_mm * factor);
            annotation.height_mm = tenth(box.h_mm * factor);
            return;
        }
        case AnnotationKind::north_arrow:
            annotation.height_mm = tenth(box.h_mm * shape_factor(annotation, box, by));
            return;
        case AnnotationKind::scale_bar:
            annotation.length_mm = tenth(new_width(annotation, box, by, least_bar_mm));
            return;
        case AnnotationKind::circle: {
            const double factor = new_radius(box, by) / std::max(box.w_mm / 2.0, 1e-3);
            if (annotation.radius_mm) annotation.radius_mm = tenth(*annotation.radius_mm * factor);
            if (annotation.radius_m) annotation.radius_m = *annotation.radius_m * factor;
            return;
        }
        default:
            if (has_size(annotation)) {
                annotation.width_mm = tenth(new_width(annotation, box, by, least_words_mm));
            }
    }
}

draw::RectMm resized_box(const Annotation& annotation, const draw::RectMm& box, draw::PaperMm by) {
    double width = box.w_mm;
    double height = box.h_mm;
    if (keeps_shape(annotation.kind)) {
        const double factor = shape_factor(annotation, box, by);
        width *= factor;
        height *= factor;
    } else if (annotation.kind == AnnotationKind::circle) {
        const double radius = new_radius(box, by);
        const draw::PaperMm middle = box.centre();
        return {middle.x_mm - radius, middle.y_mm - radius, 2.0 * radius, 2.0 * radius};
    } else {
        width =
            new_width(annotation, box, by,
                      annotation.kind == AnnotationKind::scale_bar ? least_bar_mm : least_words_mm);
    }
    // What stays is the point of the box that stands at the place.
    const int anchor = static_cast<int>(anchor_of(annotation));
    const int row_number = anchor / 3;
    const double column = (anchor % 3) / 2.0;
    const double row = row_number / 2.0;
    return {box.x_mm + (box.w_mm - width) * column, box.y_mm + (box.h_mm - height) * row, width,
            height};
}

std::optional<Annotation> annotation_of_item(const cartography::SheetItem& item) {
    Annotation made;
    made.places.push_back(on_page({tenth(item.box.x_mm), tenth(item.box.y_mm)}));
    if (item.kind == cartography::ItemKind::north_arrow) {
        made.kind = AnnotationKind::north_arrow;
        made.height_mm = tenth(item.box.h_mm);
        return made;
    }
    if (item.kind == cartography::ItemKind::scale_bar) {
        made.kind = AnnotationKind::scale_bar;
        return made;
    }
    return std::nullopt;
}

std::optional<Annotation> page_annotation(AnnotationKind kind, draw::PaperMm at, draw::PaperMm to,
                                          Lang lang) {
    Annotation made;
    made.kind = kind;
    made.places.push_back(on_page({tenth(at.x_mm), tenth(at.y_mm)}));
    switch (kind) {
        case AnnotationKind::text:
            made.text = text(msg::annotate_new_text, lang);
            return made;
        case AnnotationKind::arrow:
        case AnnotationKind::line: {
            const bool drawn = std::hypot(to.x_mm - at.x_mm, to.y_mm - at.y_mm) >= least_box_mm;
            const draw::PaperMm end = drawn ? to : draw::PaperMm{at.x_mm + first_arrow_mm, at.y_mm};
            made.places.push_back(on_page({tenth(end.x_mm), tenth(end.y_mm)}));
            return made;
        }
        case AnnotationKind::north_arrow:
        case AnnotationKind::scale_bar:
            return made;
        default:
            return std::nullopt;
    }
}

}  // namespace parkatlas::tasks
