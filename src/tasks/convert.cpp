#include "tasks/convert.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "base/messages_convert.h"
#include "base/messages_errors.h"
#include "geo/crs.h"
#include "geo/map_offset.h"
#include "geo/simplify.h"
#include "io/layout_format.h"
#include "io/source.h"
#include "io/write_layer.h"

namespace parkatlas::tasks {

namespace {

using model::CoordinateOffset;

void move_findings(std::vector<Finding>& from, std::vector<Finding>& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

geo::MapOffset map_offset(CoordinateOffset offset) {
    switch (offset) {
        case CoordinateOffset::gcj02:
            return geo::MapOffset::gcj02;
        case CoordinateOffset::bd09:
            return geo::MapOffset::bd09;
        case CoordinateOffset::none:
            break;
    }
    return geo::MapOffset::none;
}

bool is_geojson(io::OutputFormat format) {
    return format == io::OutputFormat::geojson || format == io::OutputFormat::geojson_lines ||
           format == io::OutputFormat::geojson_texts;
}

/// Formats that come out in longitude and latitude unless something else is asked for.
bool is_lon_lat_by_nature(io::OutputFormat format) {
    return is_geojson(format) || format == io::OutputFormat::csv || format == io::OutputFormat::kml;
}

Result<void> map_field(model::Layer& layer, const FieldMapping& mapping) {
    const auto place =
        std::ranges::find(layer.columns, mapping.field, &model::AttributeColumn::name);
    if (place == layer.columns.end()) return {};
    if (mapping.property != mapping.field && layer.column(mapping.property) != nullptr) {
        return fail(ErrorCode::usage, "--map",
                    said(msg::errors_there_field_already, mapping.property));
    }
    place->name = mapping.property;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const model::Value value = place->values[i];
        if (std::holds_alternative<std::monostate>(value) || place->is_json(i)) continue;
        if (mapping.property == "name") layer.names.set(i, model::value_text(value));
        if (mapping.property != "id") continue;
        if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
            layer.ids.set(i, *whole);
        } else {
            layer.ids.set(i, model::value_text(value));
        }
    }
    return {};
}

/// A mapping must fit at least one of the layers.
Result<void> map_fields(std::vector<model::Layer>& layers,
                        const std::vector<FieldMapping>& mappings) {
    for (const FieldMapping& mapping : mappings) {
        const bool is_there = std::ranges::any_of(layers, [&](const model::Layer& layer) {
            return layer.column(mapping.field) != nullptr;
        });
        if (!is_there) {
            std::string fields;
            for (const model::AttributeColumn& column : layers.front().columns) {
                if (!fields.empty()) fields += ", ";
                fields += column.name;
            }
            return fail(ErrorCode::usage, "--map",
                        said(msg::errors_no_layer_has_field, mapping.field),
                        said(msg::errors_fields, fields));
        }
        for (model::Layer& layer : layers) {
            if (Result<void> mapped = map_field(layer, mapping); !mapped) return mapped;
        }
    }
    return {};
}

Result<void> bring_over(model::Layer& layer, const geo::Crs& to) {
    const Result<geo::Transform> transform = geo::Transform::between(layer.crs, to);
    if (!transform) return tl::unexpected{transform.error()};
    if (Result<void> moved = transform->apply(layer.shapes.mutable_vertices()); !moved) {
        moved.error().where = layer.source + ", " + moved.error().where;
        return moved;
    }
    layer.crs = to;
    layer.crs_stated = true;
    return {};
}

/// Offsets are put on longitude and latitude, whatever the layer is in.
Result<void> change_offset(model::Layer& layer, const ConvertRequest& request) {
    const CoordinateOffset from = request.from_offset.value_or(layer.offset);
    const CoordinateOffset to =
        request.to_offset.value_or(request.from_offset ? CoordinateOffset::none : layer.offset);
    layer.offset = to;
    if (from == to) return {};
    const geo::Crs own = layer.crs;
    const bool stated = layer.crs_stated;
    if (Result<void> moved = bring_over(layer, geo::Crs::cgcs2000()); !moved) return moved;
    const std::span<geo::XY> vertices = layer.shapes.mutable_vertices();
    geo::remove_map_offset(vertices, map_offset(from));
    geo::add_map_offset(vertices, map_offset(to));
    if (Result<void> moved = bring_over(layer, own); !moved) return moved;
    layer.crs_stated = stated;
    return {};
}

Result<void> simplify(model::Layer& layer, double tolerance_m, const Work& work) {
    geo::UnitMetres unit{layer.crs.unit_factor(), layer.crs.unit_factor()};
    if (layer.crs.is_geographic()) {
        constexpr double radians = std::numbers::pi / 180.0;
        const geo::Box box = layer.shapes.bounds();
        const double middle_lat = box.is_empty() ? 0.0 : box.centre().y * layer.crs.unit_factor();
        unit.y *= layer.crs.ellipsoid().semi_major_m * radians;
        unit.x = unit.y * std::cos(middle_lat * radians);
    }
    Result<geo::Shapes> simpler = geo::simplify(layer.shapes, tolerance_m, unit, work);
    if (!simpler) {
        simpler.error().where = layer.source + ", " + simpler.error().where;
        return tl::unexpected{std::move(simpler.error())};
    }
    layer.shapes = std::move(*simpler);
    return {};
}

class Converter {
  public:
    Converter(const ConvertRequest& request, io::OutputFormat format, const Work& work)
        : request_{request}, format_{format}, work_{work} {}

    Result<Loaded<ConvertReport>> run() {
        if (Result<void> known = settle_crs(); !known) return tl::unexpected{known.error()};
        if (Result<void> read = open(); !read) return tl::unexpected{read.error()};
        if (layout_ && !may_stay_a_layout()) {
            // In another format there was nothing else to expect.
            const bool is_surprise = format_ == io::OutputFormat::geojson;
            answer_.findings.push_back(
                {is_surprise ? Severity::warning : Severity::info,
                 "layout_lost",
                 request_.output,
                 {},
                 std::string{text(msg::convert_layout_lost, request_.lang)}});
            layout_.reset();
        }
        if (Result<void> mapped = map_fields(layers_, request_.mappings); !mapped) {
            return tl::unexpected{mapped.error()};
        }
        for (model::Layer& layer : layers_) {
            if (Result<void> changed = change(layer); !changed) {
                return tl::unexpected{changed.error()};
            }
        }
        if (request_.layer_name && layers_.size() == 1) layers_.front().name = *request_.layer_name;
        if (Result<void> written = write(); !written) return tl::unexpected{written.error()};
        return std::move(answer_);
    }

  private:
    Result<void> settle_crs() {
        if (!request_.crs) return {};
        Result<geo::Crs> parsed = geo::Crs::parse(*request_.crs);
        if (!parsed) {
            Error error = parsed.error();
            error.code = ErrorCode::usage;
            error.where = "--crs";
            return tl::unexpected{std::move(error)};
        }
        const bool is_lon_lat =
            parsed->same_as(geo::Crs::wgs84()) || parsed->same_as(geo::Crs::cgcs2000());
        if (format_ == io::OutputFormat::kml && !is_lon_lat) {
            return fail(ErrorCode::usage, "--crs", said(msg::errors_kml_holds_longitude_latitude));
        }
        if ((format_ == io::OutputFormat::geojson_lines ||
             format_ == io::OutputFormat::geojson_texts) &&
            !is_lon_lat) {
            return fail(ErrorCode::usage, "--crs", said(msg::errors_geojson_text_sequences_hold),
                        said(msg::errors_write_geojson_which_can));
        }
        keep_crs_ = !is_lon_lat;
        crs_ = std::move(*parsed);
        return {};
    }

    Result<void> open() {
        for (const std::string& source : request_.sources) {
            Result<Loaded<io::Opened>> opened =
                io::open_source(source, {request_.from_encoding}, work_);
            if (!opened) return tl::unexpected{opened.error()};
            move_findings(opened->findings, answer_.findings);
            if (opened->value.layout) {
                if (request_.sources.size() == 1)
                    layout_ = std::move(*opened->value.layout);
                else
                    layers_.push_back(std::move(opened->value.layout->layer));
            } else {
                for (model::Layer& layer : opened->value.layers) {
                    layers_.push_back(std::move(layer));
                }
            }
        }
        if (layout_) layers_ = {layout_->layer};
        if (layers_.size() > 1 && request_.layer_name) {
            return fail(ErrorCode::usage, "--layer-name",
                        said(msg::errors_sources_have_layers, layers_.size()));
        }
        return {};
    }

    [[nodiscard]] bool may_stay_a_layout() const {
        const bool is_moved = request_.crs || request_.from_offset || request_.to_offset;
        return format_ == io::OutputFormat::geojson && !is_moved && request_.mappings.empty() &&
               !request_.layout && !request_.layer_name;
    }

    Result<void> change(model::Layer& layer) {
        ConvertedLayer facts;
        facts.name = request_.layer_name.value_or(layer.name);
        facts.features = layer.size();
        facts.vertices_before = layer.shapes.vertices().size();
        if (Result<void> done = change_offset(layer, request_); !done) return done;
        if (request_.simplify_m) {
            if (Result<void> done = simplify(layer, *request_.simplify_m, work_); !done) {
                return done;
            }
        }
        facts.vertices_after = layer.shapes.vertices().size();
        geo::Crs target = crs_ ? *crs_ : layer.crs;
        const bool is_tagged = layer.offset != CoordinateOffset::none;
        const bool is_lon_lat =
            layer.crs.same_as(geo::Crs::wgs84()) || layer.crs.same_as(geo::Crs::cgcs2000());
        if (!crs_ && is_lon_lat_by_nature(format_) && !is_tagged && !is_lon_lat) {
            target = geo::Crs::cgcs2000();
        }
        const geo::Box box = layer.shapes.bounds();
        if (!box.is_empty()) {
            facts.operation = geo::stated_operation(layer.crs, target, box.centre());
        }
        if (!target.same_as(layer.crs)) {
            if (Result<void> moved = bring_over(layer, target); !moved) return moved;
        }
        remark_on(facts.operation, layer);
        facts.crs = layer.crs.label();
        facts.offset = layer.offset;
        answer_.value.layers.push_back(std::move(facts));
        return {};
    }

    void remark_on(const std::optional<geo::Operation>& operation, const model::Layer& layer) {
        if (!operation || !operation->is_ballpark) return;
        answer_.findings.push_back({Severity::warning,
                                    "ballpark",
                                    layer.source,
                                    {},
                                    std::string{text(msg::convert_ballpark, request_.lang)}});
    }

    Result<void> write() {
        if (request_.layout) return write_new_layout();
        if (layout_) {
            layout_->layer.shapes = std::move(layers_.front().shapes);
            answer_.value.is_layout = true;
            return io::write_layout(*layout_, request_.output);
        }
        io::WriteOptions options;
        options.keep_crs = keep_crs_;
        options.decimals = request_.decimals;
        options.encoding = request_.encoding;
        std::vector<const model::Layer*> pointers;
        for (const model::Layer& layer : layers_) pointers.push_back(&layer);
        Result<std::vector<Finding>> written =
            io::write_layers_noting(pointers, request_.output, options, work_);
        if (!written) return tl::unexpected{written.error()};
        move_findings(*written, answer_.findings);
        return {};
    }

    Result<void> write_new_layout() {
        if (format_ != io::OutputFormat::geojson) {
            return fail(ErrorCode::usage, request_.output, said(msg::errors_layout_geojson_file),
                        said(msg::errors_end_geojson));
        }
        LayoutHead head = *request_.layout;
        if (head.id.empty()) head.id = std::filesystem::path{request_.output}.stem().string();
        Result<Loaded<model::Layout>> made = make_layout(layers_, head);
        if (!made) return tl::unexpected{made.error()};
        move_findings(made->findings, answer_.findings);
        answer_.value.is_layout = true;
        return io::write_layout(made->value, request_.output);
    }

    const ConvertRequest& request_;
    io::OutputFormat format_;
    const Work& work_;
    std::optional<geo::Crs> crs_;
    bool keep_crs_ = false;
    std::vector<model::Layer> layers_;
    std::optional<model::Layout> layout_;
    Loaded<ConvertReport> answer_;
};

}  // namespace

Result<Loaded<ConvertReport>> convert(const ConvertRequest& request, const Work& work) {
    const std::optional<io::OutputFormat> format = io::output_format_of(request.output);
    if (!format) {
        return fail(ErrorCode::usage, request.output, said(msg::errors_no_ending),
                    said(msg::errors_end_in, io::output_endings()));
    }
    return Converter{request, *format, work}.run();
}

}  // namespace parkatlas::tasks
