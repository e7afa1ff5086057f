#include "io/geojson_geometry.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"

namespace parkatlas::io {

namespace {

using geo::PartKind;

struct GeometryType {
    std::string_view name;
    int height;
    PartKind kind;
};

// GeometryCollection has no coordinates of its own.
constexpr std::array geometry_types{
    GeometryType{"Point", 0, PartKind::point},
    GeometryType{"MultiPoint", 1, PartKind::point},
    GeometryType{"LineString", 1, PartKind::line},
    GeometryType{"MultiLineString", 2, PartKind::line},
    GeometryType{"Polygon", 2, PartKind::polygon},
    GeometryType{"MultiPolygon", 3, PartKind::polygon},
    GeometryType{"GeometryCollection", -1, PartKind::point},
};

constexpr int deepest_level = 4;  // arrays around the numbers of a MultiPolygon

const GeometryType* find_type(std::string_view name) {
    const auto* const place = std::find_if(geometry_types.begin(), geometry_types.end(),
                                           [&](const GeometryType& t) { return t.name == name; });
    return place == geometry_types.end() ? nullptr : place;
}

}  // namespace

bool is_geojson_geometry_type(std::string_view type) {
    return find_type(type) != nullptr;
}

void GeoJsonGeometryReader::complain(Phrase problem) {
    if (scratch_->problem.empty()) scratch_->problem = std::move(problem);
}

GeoJsonGeometryReader::Frame GeoJsonGeometryReader::open() const {
    Frame frame;
    frame.first_ring = scratch_->rings.size();
    frame.first_group = groups_.size();
    return frame;
}

bool GeoJsonGeometryReader::read_geometry(int collection_depth) {
    const char first = cursor_->peek();
    if (first != '{') {
        if (first != 'n') complain(said(msg::errors_geometry_no_object));
        return cursor_->skip_value();
    }
    cursor_->step();
    scratch_->is_null = false;
    Frame frame = open();
    std::string type;
    if (cursor_->take('}')) {
        complain(said(msg::errors_geometry_does_not_say));
        return true;
    }
    do {
        std::string_view key;
        if (!cursor_->read_key(key)) return false;
        if (key == "type" && cursor_->peek() == '"') {
            std::string_view word;
            if (!cursor_->read_string(word)) return false;
            type = word;
        } else if (key == "coordinates") {
            if (!read_coordinates(frame)) return false;
        } else if (key == "geometries") {
            if (!read_geometries(collection_depth)) return false;
        } else if (!cursor_->skip_value()) {
            return false;
        }
    } while (cursor_->another('}'));
    if (cursor_->failed()) return false;
    close(frame, type);
    return true;
}

bool GeoJsonGeometryReader::read_geometries(int collection_depth) {
    if (collection_depth == max_collection_depth) {
        return cursor_->fail(
            said(msg::errors_geometry_collections_nested_deeper, max_collection_depth));
    }
    if (!cursor_->take('[')) {
        complain(said(msg::errors_geometries_collection_no_array));
        return cursor_->skip_value();
    }
    if (cursor_->take(']')) return true;
    do {
        if (!read_geometry(collection_depth + 1)) return false;
    } while (cursor_->another(']'));
    return !cursor_->failed();
}

bool GeoJsonGeometryReader::read_coordinates(Frame& frame) {
    if (frame.seen) complain(said(msg::errors_geometry_has_coordinates_twice));
    frame.seen = true;
    if (cursor_->peek() != '[') {
        if (cursor_->peek() != 'n') complain(said(msg::errors_coordinates_no_array));
        return cursor_->skip_value();
    }
    const std::size_t first_vertex = scratch_->vertices.size();
    if (!read_array(1, frame.height)) return false;
    if (frame.height == 0) scratch_->rings.push_back({first_vertex, scratch_->vertices.size()});
    return true;
}

// Reads an array whose opening bracket comes next; `level` counts the arrays it stands in, itself
// included. Gives the height of what it holds, as Frame::height.
bool GeoJsonGeometryReader::read_array(int level, int& height) {
    cursor_->step();
    height = Frame::none;
    char next = cursor_->peek();
    if (next == ']') {
        cursor_->step();
        return true;
    }
    if (next != '[') {
        height = 0;
        return read_position();
    }
    if (level == deepest_level) {
        complain(said(msg::errors_coordinates_nested_too_deep));
        height = Frame::mixed;
        do {
            if (!cursor_->skip_value()) return false;
        } while (cursor_->another(']'));
        return !cursor_->failed();
    }
    const std::size_t first_vertex = scratch_->vertices.size();
    const std::size_t first_ring = scratch_->rings.size();
    int inner = Frame::none;
    do {
        int child = Frame::mixed;
        if (cursor_->peek() == '[') {
            if (!read_array(level + 1, child)) return false;
        } else {
            complain(said(msg::errors_coordinates_hold_something_no));
            if (!cursor_->skip_value()) return false;
        }
        if (child == inner || child == Frame::none) continue;
        inner = inner == Frame::none ? child : Frame::mixed;
    } while (cursor_->another(']'));
    if (cursor_->failed()) return false;
    if (inner == 0) scratch_->rings.push_back({first_vertex, scratch_->vertices.size()});
    if (inner == 1) groups_.push_back({first_ring, scratch_->rings.size()});
    height = inner >= 0 ? inner + 1 : inner;
    return true;
}

// The numbers of a position and its closing bracket. Heights and measures are passed over.
bool GeoJsonGeometryReader::read_position() {
    double numbers[2] = {0.0, 0.0};
    int count = 0;
    do {
        if (!JsonCursor::starts_number(cursor_->peek())) {
            complain(said(msg::errors_position_holds_something_no));
            if (!cursor_->skip_value()) return false;
            ++count;
            continue;
        }
        double value = 0.0;
        if (!cursor_->read_double(value)) return false;
        if (count < 2) numbers[count] = value;
        ++count;
    } while (cursor_->another(']'));
    if (cursor_->failed()) return false;
    if (count < 2) complain(said(msg::errors_position_has_fewer_than));
    if (count > 2) scratch_->had_z = true;
    scratch_->vertices.push_back({numbers[0], numbers[1]});
    return true;
}

void GeoJsonGeometryReader::close(const Frame& frame, std::string_view type) {
    const GeometryType* const known = find_type(type);
    if (known == nullptr) {
        complain(type.empty() ? said(msg::errors_geometry_does_not_say)
                              : said(msg::errors_unknown_geometry_type, type.substr(0, 40)));
        return;
    }
    if (known->height < 0 || !scratch_->problem.empty() || frame.height == Frame::none) return;
    if (frame.height != known->height) {
        complain(said(msg::errors_coordinates_not_nested_those, type));
        return;
    }
    std::vector<GeometryScratch::Ring>& rings = scratch_->rings;
    std::vector<GeometryScratch::Part>& parts = scratch_->parts;
    if (type == "MultiPoint") {  // each point is a part of its own
        const GeometryScratch::Ring all = rings.back();
        rings.pop_back();
        for (std::size_t v = all.begin; v < all.end; ++v) {
            parts.push_back({PartKind::point, rings.size(), rings.size() + 1});
            rings.push_back({v, v + 1});
        }
    } else if (type == "MultiLineString") {
        for (std::size_t r = frame.first_ring; r < rings.size(); ++r) {
            parts.push_back({PartKind::line, r, r + 1});
        }
    } else if (type == "MultiPolygon") {
        for (std::size_t g = frame.first_group; g < groups_.size(); ++g) {
            parts.push_back({PartKind::polygon, groups_[g].first_ring, groups_[g].end_ring});
        }
    } else {
        parts.push_back({known->kind, frame.first_ring, rings.size()});
    }
}

}  // namespace parkatlas::io
