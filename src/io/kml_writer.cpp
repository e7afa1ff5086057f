#include <cstddef>
#include <string_view>
#include <utility>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "base/xml_text.h"
#include "io/json_out.h"
#include "io/text_writer.h"
#include "io/write_plan.h"

namespace parkatlas::io {

namespace {

using geo::PartKind;

constexpr std::size_t flush_bytes = std::size_t{1} << 20;
constexpr std::size_t features_per_look = 1024;

class KmlWriter {
  public:
    KmlWriter(const model::Layer& layer, const OutputCoordinates& coordinates,
              const WriteOptions& options)
        : layer_{layer}, coordinates_{coordinates}, decimals_{options.decimals} {
        // The name has an element of its own, so no column needs to hold it.
        for (WriteField& field : fields_to_write(layer, IdPlace::nowhere).fields) {
            if (field.column != nullptr || field.is_id) fields_.push_back(std::move(field));
        }
    }

    Result<void> append_feature(std::string& out, std::size_t index) {
        out += "<Placemark>";
        if (const std::optional<std::string_view> name = layer_.names.view(index)) {
            out += "<name>";
            append_xml(out, *name);
            out += "</name>";
        }
        if (!fields_.empty()) {
            out += "<ExtendedData>";
            for (const WriteField& field : fields_) append_field(out, field, index);
            out += "</ExtendedData>";
        }
        Result<void> done = append_shape(out, layer_.shapes[index]);
        if (!done) done.error().where = layer_.source + ", " + layer_.feature_label(index);
        out += "</Placemark>\n";
        return done;
    }

  private:
    void append_field(std::string& out, const WriteField& field, std::size_t index) {
        const model::ValueView value = field.value(layer_, index);
        if (std::holds_alternative<std::monostate>(value)) return;
        out += "<Data name=\"";
        append_xml(out, field.name);
        out += "\"><value>";
        append_xml(out, model::value_text(value));
        out += "</value></Data>";
    }

    Result<void> append_shape(std::string& out, geo::ShapeView shape) {
        const std::size_t parts = shape.part_count();
        if (parts > 1) out += "<MultiGeometry>";
        for (std::size_t p = 0; p < parts; ++p) {
            if (Result<void> done = append_part(out, shape.part(p)); !done) return done;
        }
        if (parts > 1) out += "</MultiGeometry>";
        return {};
    }

    Result<void> append_part(std::string& out, const geo::ShapeView::PartView& part) {
        if (part.kind == PartKind::point) {
            out += "<Point>";
            if (Result<void> done = append_ring(out, part.ring(0), RingOrder::chain); !done) {
                return done;
            }
            out += "</Point>";
            return {};
        }
        if (part.kind == PartKind::line) {
            out += "<LineString>";
            if (Result<void> done = append_ring(out, part.ring(0), RingOrder::chain); !done) {
                return done;
            }
            out += "</LineString>";
            return {};
        }
        out += "<Polygon>";
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const bool is_shell = r == 0;
            out += is_shell ? "<outerBoundaryIs><LinearRing>" : "<innerBoundaryIs><LinearRing>";
            Result<void> done = append_ring(
                out, part.ring(r), is_shell ? RingOrder::counter_clockwise : RingOrder::clockwise);
            if (!done) return done;
            out += is_shell ? "</LinearRing></outerBoundaryIs>" : "</LinearRing></innerBoundaryIs>";
        }
        out += "</Polygon>";
        return {};
    }

    Result<void> append_ring(std::string& out, std::span<const geo::XY> ring, RingOrder order) {
        ring_to_write(ring, order, ring_);
        if (Result<void> moved = coordinates_.apply(ring_); !moved) return moved;
        out += "<coordinates>";
        for (std::size_t v = 0; v < ring_.size(); ++v) {
            if (v > 0) out += ' ';
            append_rounded(out, ring_[v].x, decimals_);
            out += ',';
            append_rounded(out, ring_[v].y, decimals_);
        }
        out += "</coordinates>";
        return {};
    }

    const model::Layer& layer_;
    const OutputCoordinates& coordinates_;
    std::optional<int> decimals_;
    std::vector<WriteField> fields_;
    std::vector<geo::XY> ring_;
};

Result<void> write_folder(SafeFile& file, const model::Layer& layer, const std::string& path,
                          const WriteOptions& options, FindingLog& log, const Work& work) {
    WriteOptions lon_lat = options;
    lon_lat.keep_crs = false;  // KML knows nothing else
    const Result<OutputCoordinates> coordinates = OutputCoordinates::create(layer, lon_lat, log);
    if (!coordinates) return tl::unexpected{coordinates.error()};
    if (layer.offset != model::CoordinateOffset::none) {
        log.add(Severity::warning, "offset_lost", {},
                said(msg::errors_kml_cannot_say_coordinates,
                     std::string{offset_crs_name(layer.offset)}));
    }
    std::string out = "<Folder><name>";
    append_xml(out, layer.name);
    out += "</name>\n";
    KmlWriter writer{layer, *coordinates, options};
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i % features_per_look == 0) {
            if (work.stop_requested())
                return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
            work.report(i, layer.size());
        }
        if (Result<void> done = writer.append_feature(out, i); !done) return done;
        if (out.size() >= flush_bytes) {
            if (Result<void> written = file.write(out); !written) return written;
            out.clear();
        }
    }
    out += "</Folder>\n";
    return file.write(out);
}

}  // namespace

Result<void> write_kml(std::span<const model::Layer* const> layers, const std::string& path,
                       const WriteOptions& options, FindingLog& log, const Work& work) {
    Result<SafeFile> file = SafeFile::create(path);
    if (!file) return tl::unexpected{file.error()};
    Result<void> written = file->write(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n");
    for (const model::Layer* layer : layers) {
        if (written) written = write_folder(*file, *layer, path, options, log, work);
    }
    if (written) written = file->write("</Document>\n</kml>\n");
    if (!written) return written;
    if (work.stop_requested()) return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
    return file->commit();
}

}  // namespace parkatlas::io
