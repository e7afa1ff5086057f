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

void append_cell(std::string& out, std::string_view text) {
    const bool is_plain = text.find_first_of("\",\r\n") == std::string_view::npos &&
                          !text.starts_with(' ') && !text.ends_with(' ');
    if (is_plain) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

std::string_view wkt_word(ShapeKind kind) {
    switch (kind) {
        case ShapeKind::point:
            return "POINT ";
        case ShapeKind::line:
            return "LINESTRING ";
        case ShapeKind::polygon:
            return "POLYGON ";
        case ShapeKind::multi_point:
            return "MULTIPOINT ";
        case ShapeKind::multi_line:
            return "MULTILINESTRING ";
        case ShapeKind::multi_polygon:
            return "MULTIPOLYGON ";
        case ShapeKind::mixed:
            return "GEOMETRYCOLLECTION ";
        case ShapeKind::none:
            break;
    }
    return {};
}

/// Well-known text of shapes.
class WktWriter {
  public:
    WktWriter(const OutputCoordinates& coordinates, const WriteOptions& options)
        : coordinates_{coordinates}, decimals_{options.decimals} {}

    Result<void> append(std::string& out, geo::ShapeView shape) {
        const ShapeKind kind = kind_of(shape);
        if (kind == ShapeKind::none) return {};
        out += wkt_word(kind);
        const bool is_one = shape.part_count() == 1;
        if (!is_one) out += '(';
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            if (p > 0) out += ',';
            const auto part = shape.part(p);
            if (kind == ShapeKind::mixed) {
                out += wkt_word(part.kind == PartKind::point  ? ShapeKind::point
                                : part.kind == PartKind::line ? ShapeKind::line
                                                              : ShapeKind::polygon);
            }
            if (Result<void> done = append_part(out, part); !done) return done;
        }
        if (!is_one) out += ')';
        return {};
    }

  private:
    Result<void> append_part(std::string& out, const geo::ShapeView::PartView& part) {
        const bool is_polygon = part.kind == PartKind::polygon;
        if (is_polygon) out += '(';
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            if (r > 0) out += ',';
            ring_to_write(part.ring(r), is_polygon ? RingOrder::closed : RingOrder::chain, ring_);
            if (Result<void> moved = coordinates_.apply(ring_); !moved) return moved;
            out += '(';
            for (std::size_t v = 0; v < ring_.size(); ++v) {
                if (v > 0) out += ',';
                append_rounded(out, ring_[v].x, decimals_);
                out += ' ';
                append_rounded(out, ring_[v].y, decimals_);
            }
            out += ')';
        }
        if (is_polygon) out += ')';
        return {};
    }

    const OutputCoordinates& coordinates_;
    std::optional<int> decimals_;
    std::vector<geo::XY> ring_;
};

bool all_are_points(const model::Layer& layer) {
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const ShapeKind kind = kind_of(layer.shapes[i]);
        if (kind != ShapeKind::point && kind != ShapeKind::none) return false;
    }
    return layer.size() > 0;
}

Result<void> append_point(std::string& out, geo::ShapeView shape,
                          const OutputCoordinates& coordinates, std::optional<int> decimals) {
    if (shape.is_empty()) {
        out += ',';
        return {};
    }
    const std::span<const geo::XY> ring = shape.part(0).ring(0);
    std::vector<geo::XY> vertex{ring.begin(), ring.end()};
    if (Result<void> moved = coordinates.apply(vertex); !moved) return moved;
    append_rounded(out, vertex.front().x, decimals);
    out += ',';
    append_rounded(out, vertex.front().y, decimals);
    return {};
}

}  // namespace

Result<void> write_csv(const model::Layer& layer, const std::string& path,
                       const WriteOptions& options, FindingLog& log, const Work& work) {
    Result<SafeFile> file = SafeFile::create(path);
    if (!file) return tl::unexpected{file.error()};
    const Result<OutputCoordinates> coordinates = OutputCoordinates::create(layer, options, log);
    if (!coordinates) return tl::unexpected{coordinates.error()};
    if (layer.offset != model::CoordinateOffset::none) {
        log.add(Severity::warning, "offset_lost", {},
                said(msg::errors_csv_cannot_say_coordinates, offset_crs_name(layer.offset)));
    }
    const WriteFields plan = fields_to_write(layer, IdPlace::nowhere);
    if (plan.ids_lost) {
        log.add(Severity::info, "id_lost", {}, said(msg::errors_column_id_holds_something));
    }
    const bool points = all_are_points(layer);
    std::string out = "\xef\xbb\xbf";  // spreadsheets take it for the local code page without
    out += !points ? "WKT" : coordinates->are_lon_lat() ? "lon,lat" : "x,y";
    for (const WriteField& field : plan.fields) {
        out += ',';
        append_cell(out, field.name);
    }
    out += "\r\n";
    WktWriter wkt{*coordinates, options};
    std::string cell;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i % features_per_look == 0) {
            if (work.stop_requested())
                return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
            work.report(i, layer.size());
        }
        Result<void> done;
        if (points) {
            done = append_point(out, layer.shapes[i], *coordinates, options.decimals);
        } else {
            cell.clear();
            done = wkt.append(cell, layer.shapes[i]);
            append_cell(out, cell);
        }
        if (!done) {
            done.error().where = layer.source + ", " + layer.feature_label(i);
            return done;
        }
        for (const WriteField& field : plan.fields) {
            out += ',';
            append_cell(out, model::value_text(field.value(layer, i)));
        }
        out += "\r\n";
        if (out.size() >= flush_bytes) {
            if (Result<void> written = file->write(out); !written) return written;
            out.clear();
        }
    }
    if (Result<void> written = file->write(out); !written) return written;
    if (work.stop_requested()) return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
    work.report(layer.size(), layer.size());
    return file->commit();
}

}  // namespace parkatlas::io
