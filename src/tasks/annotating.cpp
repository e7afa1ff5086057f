#include "tasks/annotating.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/messages_annotate.h"
#include "geo/geodesic_line.h"

namespace parkatlas::tasks {
namespace {

using model::Annotation;
using model::AnnotationKind;
using model::AnnotationPlace;

// Where a copy lies, on paper.
constexpr double copy_shift_mm = 4.0;
constexpr double callout_up_mm = 14.0;

AnnotationPlace on_ground(geo::LonLat at) {
    AnnotationPlace place;
    place.anchor = AnnotationPlace::Anchor::lon_lat;
    place.x = at.lon_deg;
    place.y = at.lat_deg;
    return place;
}

}  // namespace

std::size_t points_to_draw(AnnotationKind kind) {
    switch (kind) {
        case AnnotationKind::circle:
        case AnnotationKind::dimension:
            return 2;
        case AnnotationKind::arrow:
        case AnnotationKind::line:
        case AnnotationKind::polygon:
            return 0;
        default:
            return 1;
    }
}

std::size_t least_points(AnnotationKind kind) {
    if (kind == AnnotationKind::polygon) return 3;
    if (kind == AnnotationKind::arrow || kind == AnnotationKind::line) return 2;
    return points_to_draw(kind);
}

Annotation drawn_annotation(AnnotationKind kind, const std::vector<geo::LonLat>& points,
                            const std::string& feature, Lang lang) {
    Annotation made;
    made.kind = kind;
    for (const geo::LonLat at : points) made.places.push_back(on_ground(at));
    switch (kind) {
        case AnnotationKind::circle:
            made.radius_m =
                geo::geodesic_between(points[0], points[1], geo::cgcs2000_ellipsoid).length_m;
            made.places.resize(1);
            break;
        case AnnotationKind::text:
            made.text = text(msg::annotate_new_text, lang);
            break;
        case AnnotationKind::area_tag:
            if (feature.empty()) {
                made.kind = AnnotationKind::text;
                made.text = text(msg::annotate_new_text, lang);
            } else {
                made.feature = feature;
            }
            break;
        case AnnotationKind::callout:
            if (feature.empty()) {
                made.text = text(msg::annotate_new_text, lang);
                made.places.push_back(made.places.front());
            } else {
                made.feature = feature;
            }
            made.places.front().offset_x_mm = callout_up_mm;
            made.places.front().offset_y_mm = -callout_up_mm;
            break;
        default:
            break;
    }
    return made;
}

void move_place(Annotation& annotation, std::size_t place, geo::LonLat to) {
    if (place < annotation.places.size()) annotation.places[place] = on_ground(to);
}

void move_by(Annotation& annotation, double lon_deg, double lat_deg) {
    for (AnnotationPlace& place : annotation.places) {
        if (place.anchor != AnnotationPlace::Anchor::lon_lat) continue;
        place.x += lon_deg;
        place.y += lat_deg;
    }
}

std::size_t duplicate_annotation(model::Annotations& file, std::size_t index) {
    Annotation copy = file.items.at(index);
    copy.id.clear();  // an id is one annotation's
    for (AnnotationPlace& place : copy.places) {
        place.offset_x_mm += copy_shift_mm;
        place.offset_y_mm += copy_shift_mm;
    }
    file.items.push_back(std::move(copy));
    return file.items.size() - 1;
}

void remove_annotation(model::Annotations& file, std::size_t index) {
    if (index >= file.items.size()) return;
    file.items.erase(file.items.begin() + static_cast<std::ptrdiff_t>(index));
}

std::size_t reorder_annotation(model::Annotations& file, std::size_t index, bool up) {
    const bool at_end = up ? index + 1 >= file.items.size() : index == 0;
    if (at_end) return index;
    const std::size_t other = up ? index + 1 : index - 1;
    std::swap(file.items[index], file.items[other]);
    return other;
}

std::string_view annotation_kind_label(AnnotationKind kind, Lang lang) {
    constexpr std::array<std::pair<AnnotationKind, Msg>, 11> labels{
        {{AnnotationKind::text, msg::annotate_text},
         {AnnotationKind::arrow, msg::annotate_arrow},
         {AnnotationKind::line, msg::annotate_line},
         {AnnotationKind::polygon, msg::annotate_polygon},
         {AnnotationKind::circle, msg::annotate_circle},
         {AnnotationKind::dimension, msg::annotate_dimension},
         {AnnotationKind::area_tag, msg::annotate_area_tag},
         {AnnotationKind::callout, msg::annotate_callout},
         {AnnotationKind::image, msg::annotate_image},
         {AnnotationKind::north_arrow, msg::annotate_north_arrow},
         {AnnotationKind::scale_bar, msg::annotate_scale_bar}}};
    for (const auto& [one, label] : labels) {
        if (one == kind) return text(label, lang);
    }
    return {};
}

std::string annotation_title(const Annotation& annotation, Lang lang) {
    std::string words = annotation.text;
    std::replace(words.begin(), words.end(), '\n', ' ');
    if (words.empty()) words = annotation.file.substr(annotation.file.rfind('/') + 1);
    if (words.empty()) words = annotation_kind_label(annotation.kind, lang);
    return words;
}

std::shared_ptr<const cartography::AnnotationContent> annotation_content(
    model::Annotations file, cartography::AnnotationPictures pictures) {
    auto content = std::make_shared<cartography::AnnotationContent>();
    content->file = std::move(file);
    content->pictures = std::move(pictures);
    return content;
}

}  // namespace parkatlas::tasks
