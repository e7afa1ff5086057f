#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "io/json_out.h"
#include "io/text_writer.h"
#include "io/write_plan.h"

namespace parkatlas::io {

namespace {

using geo::PartKind;

constexpr std::size_t flush_bytes = std::size_t{1} << 20;
constexpr std::size_t features_per_look = 1024;

struct TypeNames {
    std::string_view one, many;
};
TypeNames type_names(PartKind kind) {
    switch (kind) {
        case PartKind::point:
            return {"Point", "MultiPoint"};
        case PartKind::line:
            return {"LineString", "MultiLineString"};
        case PartKind::polygon:
            break;
    }
    return {"Polygon", "MultiPolygon"};
}

/// What the member `crs` says; empty for none.
std::string crs_member(const model::Layer& layer, const WriteOptions& options) {
    std::string name{offset_crs_name(layer.offset)};
    if (name.empty() && options.keep_crs) {
        const std::string& code = layer.crs.authority_code();
        name = code.starts_with("EPSG:") ? "urn:ogc:def:crs:EPSG::" + code.substr(5)
                                         : layer.crs.definition();
    }
    if (name.empty()) return {};
    std::string member = R"("crs":{"type":"name","properties":{"name":)";
    append_json_string(member, name);
    return member + "}},\n";
}

class GeoJsonWriter {
  public:
    GeoJsonWriter(const model::Layer& layer, const OutputCoordinates& coordinates,
                  const WriteOptions& options)
        : layer_{layer},
          fields_{fields_to_write(layer, IdPlace::member).fields},
          geometry_{coordinates, options} {
        for (const WriteField& field : fields_) {
            std::string key;
            append_json_string(key, field.name);
            keys_.push_back(key + ':');
        }
    }

    Result<void> append_feature(std::string& out, std::size_t index) {
        out += R"({"type":"Feature","id":)";
        append_json_id(out, layer_.ids.view(index));
        out += R"(,"properties":{)";
        for (std::size_t f = 0; f < fields_.size(); ++f) {
            if (f > 0) out += ',';
            out += keys_[f];
            append_json_value(out, fields_[f].value(layer_, index), fields_[f].is_json(index));
        }
        out += R"(},"geometry":)";
        Result<void> done = geometry_.append(out, layer_.shapes[index]);
        if (!done) done.error().where = layer_.source + ", " + layer_.feature_label(index);
        out += '}';
        return done;
    }

  private:
    const model::Layer& layer_;
    std::vector<WriteField> fields_;
    std::vector<std::string> keys_;
    GeoJsonGeometryWriter geometry_;
};

}  // namespace

Result<OutputCoordinates> OutputCoordinates::create(const model::Layer& layer,
                                                    const WriteOptions& options, FindingLog& log) {
    // What carries an offset is no longitude and latitude of RFC 7946 in any case.
    const bool keep = options.keep_crs || layer.offset != model::CoordinateOffset::none;
    Result<geo::Transform> transform =
        geo::Transform::between(layer.crs, keep ? layer.crs : geo::Crs::wgs84());
    if (!transform) return tl::unexpected{transform.error()};
    if (transform->is_ballpark()) {
        log.add(Severity::warning, "ballpark", {},
                said(msg::errors_no_exact_way_known, layer.crs.label()));
    }
    OutputCoordinates coordinates{std::move(*transform)};
    coordinates.are_lon_lat_ = !keep || layer.crs.is_geographic();
    return coordinates;
}

Result<void> OutputCoordinates::apply(std::vector<geo::XY>& ring) const {
    if (transform_.is_identity()) return {};
    return transform_.apply(ring);
}

Result<void> GeoJsonGeometryWriter::append_ring(std::string& out, std::span<const geo::XY> ring,
                                                PartKind kind, bool is_shell) {
    // The direction of a ring is that of the coordinates in the file.
    ring_.assign(ring.begin(), ring.end());
    if (Result<void> moved = coordinates_->apply(ring_); !moved) return moved;
    if (kind == PartKind::polygon) {
        const std::vector<geo::XY> moved{ring_};
        ring_to_write(moved, is_shell ? RingOrder::counter_clockwise : RingOrder::clockwise, ring_);
    }
    if (kind != PartKind::point) out += '[';
    bool first = true;
    for (const geo::XY& vertex : ring_) {
        if (!std::exchange(first, false)) out += ',';
        out += '[';
        append_rounded(out, vertex.x, decimals_);
        out += ',';
        append_rounded(out, vertex.y, decimals_);
        out += ']';
    }
    if (kind != PartKind::point) out += ']';
    return {};
}

Result<void> GeoJsonGeometryWriter::append_part(std::string& out,
                                                const geo::ShapeView::PartView& part) {
    const bool is_polygon = part.kind == PartKind::polygon;
    if (is_polygon) out += '[';
    for (std::size_t r = 0; r < part.ring_count; ++r) {
        if (r > 0) out += ',';
        if (Result<void> done = append_ring(out, part.ring(r), part.kind, r == 0); !done) {
            return done;
        }
    }
    if (is_polygon) out += ']';
    return {};
}

/// The parts of one kind as one geometry object.
Result<void> GeoJsonGeometryWriter::append_parts(std::string& out, geo::ShapeView shape,
                                                 PartKind kind) {
    std::size_t count = 0;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        if (shape.part(p).kind == kind) ++count;
    }
    const TypeNames names = type_names(kind);
    out += fmt::format(R"({{"type":"{}","coordinates":)", count == 1 ? names.one : names.many);
    if (count > 1) out += '[';
    bool first = true;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const auto part = shape.part(p);
        if (part.kind != kind) continue;
        if (!std::exchange(first, false)) out += ',';
        if (Result<void> done = append_part(out, part); !done) return done;
    }
    if (count > 1) out += ']';
    out += '}';
    return {};
}

Result<void> GeoJsonGeometryWriter::append(std::string& out, geo::ShapeView shape) {
    if (shape.is_empty()) {
        out += "null";
        return {};
    }
    if (kind_of(shape) != ShapeKind::mixed) {
        return append_parts(out, shape, shape.part(0).kind);
    }
    out += R"({"type":"GeometryCollection","geometries":[)";
    bool first = true;
    for (const PartKind kind : {PartKind::point, PartKind::line, PartKind::polygon}) {
        if (!shape.has(kind)) continue;
        if (!std::exchange(first, false)) out += ',';
        if (Result<void> done = append_parts(out, shape, kind); !done) return done;
    }
    out += "]}";
    return {};
}

Result<void> write_geojson(const model::Layer& layer, const std::string& path, OutputFormat format,
                           const WriteOptions& options, FindingLog& log, const Work& work) {
    Result<SafeFile> file = SafeFile::create(path);
    if (!file) return tl::unexpected{file.error()};
    const Result<OutputCoordinates> coordinates = OutputCoordinates::create(layer, options, log);
    if (!coordinates) return tl::unexpected{coordinates.error()};
    const bool is_collection = format == OutputFormat::geojson;
    std::string out;
    if (is_collection) {
        out = "{\"type\":\"FeatureCollection\",\n\"name\":";
        append_json_string(out, layer.name);
        out += ",\n" + crs_member(layer, options) + "\"features\":[\n";
    } else if (!crs_member(layer, options).empty()) {
        log.add(Severity::warning, "offset_lost", {},
                said(msg::errors_geojson_text_sequences_cannot));
    }
    GeoJsonWriter writer{layer, *coordinates, options};
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i % features_per_look == 0) {
            if (work.stop_requested())
                return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
            work.report(i, layer.size());
        }
        if (format == OutputFormat::geojson_texts) out += '\x1e';
        if (Result<void> done = writer.append_feature(out, i); !done) return done;
        if (is_collection && i + 1 < layer.size()) out += ',';
        out += '\n';
        if (out.size() >= flush_bytes) {
            if (Result<void> written = file->write(out); !written) return written;
            out.clear();
        }
    }
    if (is_collection) out += "]}\n";
    if (Result<void> written = file->write(out); !written) return written;
    if (work.stop_requested()) return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
    work.report(layer.size(), layer.size());
    return file->commit();
}

}  // namespace parkatlas::io
