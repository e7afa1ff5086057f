#include "io/gdal_writer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/safe_file_set.h"
#include "io/encoding.h"
#include "io/gdal_handles.h"
#include "io/write_plan.h"

namespace parkatlas::io {

namespace {

using geo::PartKind;

constexpr std::size_t features_per_look = 1024;
constexpr std::size_t dbf_name_bytes = 10;
constexpr std::size_t dbf_text_bytes = 254;
constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

struct FormatFacts {
    const char* driver;
    IdPlace ids;
    bool fixed_width;  ///< names and texts have a greatest length: the table of a Shapefile
};

FormatFacts facts_of(OutputFormat format) {
    switch (format) {
        case OutputFormat::geopackage:
            return {"GPKG", IdPlace::row_number, false};
        case OutputFormat::shapefile:
            return {"ESRI Shapefile", IdPlace::nowhere, true};
        default:
            return {"FlatGeobuf", IdPlace::nowhere, false};
    }
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// The longest start of a UTF-8 text that is whole characters and at most `most` bytes long in the
/// encoding of the table.
std::string_view cut_to(std::string_view text, std::size_t most, bool is_gbk) {
    std::size_t used = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        const std::size_t cost = !is_gbk ? length : lead < 0x80 ? 1 : 2;
        if (used + cost > most) break;
        used += cost;
        at += length;
    }
    return text.substr(0, std::min(at, text.size()));
}

/// Names as the format takes them: short enough, and none twice, capitals or not.
std::vector<std::string> names_for(const std::vector<WriteField>& fields, bool fixed_width,
                                   bool is_gbk, FindingLog& log) {
    const std::size_t most = fixed_width ? dbf_name_bytes : unlimited;
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const WriteField& field : fields) {
        std::string name{cut_to(field.name, most, is_gbk)};
        if (name.empty()) name = "field";
        for (int n = 2; !taken.insert(lower(name)).second; ++n) {
            const std::string suffix = fmt::format("_{}", n);
            name = std::string{cut_to(field.name, most - suffix.size(), is_gbk)} + suffix;
        }
        if (name != field.name) {
            log.add(Severity::info, "field_renamed", {},
                    said(msg::errors_field_called_file, field.name, name));
        }
        names.push_back(std::move(name));
    }
    return names;
}

struct FieldType {
    OGRFieldType type = OFTString;
    OGRFieldSubType subtype = OFSTNone;
};

FieldType type_of(const WriteField& field, const model::Layer& layer) {
    std::size_t bools = 0;
    std::size_t wholes = 0;
    std::size_t reals = 0;
    std::size_t texts = 0;
    std::size_t json = 0;
    bool fits_32 = true;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const model::ValueView value = field.value(layer, i);
        if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
            ++wholes;
            fits_32 = fits_32 && *whole >= std::numeric_limits<std::int32_t>::min() &&
                      *whole <= std::numeric_limits<std::int32_t>::max();
        }
        bools += std::holds_alternative<bool>(value) ? 1U : 0U;
        reals += std::holds_alternative<double>(value) ? 1U : 0U;
        if (std::holds_alternative<std::string_view>(value)) {
            ++texts;
            json += field.is_json(i) ? 1U : 0U;
        }
    }
    if (texts > 0 || (bools > 0 && wholes + reals > 0) || bools + wholes + reals == 0) {
        return {OFTString, json > 0 && json == texts ? OFSTJSON : OFSTNone};
    }
    if (bools > 0) return {OFTInteger, OFSTBoolean};
    if (reals > 0) return {OFTReal, OFSTNone};
    return {fits_32 ? OFTInteger : OFTInteger64, OFSTNone};
}

/// What the shapes of a layer are together.
struct LayerKinds {
    bool points = false, lines = false, polygons = false, mixed_inside = false, several = false;

    explicit LayerKinds(const model::Layer& layer) {
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const geo::ShapeView shape = layer.shapes[i];
            points = points || shape.has(PartKind::point);
            lines = lines || shape.has(PartKind::line);
            polygons = polygons || shape.has(PartKind::polygon);
            several = several || shape.part_count() > 1;
            mixed_inside = mixed_inside || kind_of(shape) == ShapeKind::mixed;
        }
    }
    [[nodiscard]] int count() const {
        return static_cast<int>(points) + static_cast<int>(lines) + static_cast<int>(polygons);
    }
    [[nodiscard]] OGRwkbGeometryType type(OutputFormat format) const {
        if (count() != 1) return wkbUnknown;
        const bool is_shapefile = format == OutputFormat::shapefile;
        // A Shapefile's lines and polygons are multiple ones by nature, its points are not.
        const bool multiple = several && (!is_shapefile || points);
        if (points) return multiple ? wkbMultiPoint : wkbPoint;
        if (lines) return multiple ? wkbMultiLineString : wkbLineString;
        return multiple ? wkbMultiPolygon : wkbPolygon;
    }
};

class GeometryMaker {
  public:
    /// `as_multiple`: also a single part becomes a Multi…, so that the layer is of one type.
    [[nodiscard]] GeometryOwner make(geo::ShapeView shape, bool as_multiple) {
        const ShapeKind kind = kind_of(shape);
        if (kind == ShapeKind::none) return nullptr;
        if (kind == ShapeKind::mixed) {
            GeometryOwner all{OGR_G_CreateGeometry(wkbGeometryCollection)};
            for (std::size_t p = 0; p < shape.part_count(); ++p) {
                OGR_G_AddGeometryDirectly(all.get(), make_part(shape.part(p)).release());
            }
            return all;
        }
        if (shape.part_count() == 1 && !as_multiple) return make_part(shape.part(0));
        const PartKind part_kind = shape.part(0).kind;
        GeometryOwner all{OGR_G_CreateGeometry(part_kind == PartKind::point  ? wkbMultiPoint
                                               : part_kind == PartKind::line ? wkbMultiLineString
                                                                             : wkbMultiPolygon)};
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            OGR_G_AddGeometryDirectly(all.get(), make_part(shape.part(p)).release());
        }
        return all;
    }

  private:
    void set_points(OGRGeometryH geometry) const {
        constexpr int stride = static_cast<int>(sizeof(geo::XY));
        OGR_G_SetPoints(geometry, static_cast<int>(ring_.size()), &ring_.front().x, stride,
                        &ring_.front().y, stride, nullptr, 0);
    }

    [[nodiscard]] GeometryOwner make_part(const geo::ShapeView::PartView& part) {
        if (part.kind == PartKind::point) {
            GeometryOwner point{OGR_G_CreateGeometry(wkbPoint)};
            const std::span<const geo::XY> ring = part.ring(0);
            if (!ring.empty()) OGR_G_SetPoint_2D(point.get(), 0, ring[0].x, ring[0].y);
            return point;
        }
        if (part.kind == PartKind::line) {
            GeometryOwner line{OGR_G_CreateGeometry(wkbLineString)};
            ring_to_write(part.ring(0), RingOrder::chain, ring_);
            if (!ring_.empty()) set_points(line.get());
            return line;
        }
        GeometryOwner polygon{OGR_G_CreateGeometry(wkbPolygon)};
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            GeometryOwner ring{OGR_G_CreateGeometry(wkbLinearRing)};
            ring_to_write(part.ring(r),
                          r == 0 ? RingOrder::counter_clockwise : RingOrder::clockwise, ring_);
            if (!ring_.empty()) set_points(ring.get());
            OGR_G_AddGeometryDirectly(polygon.get(), ring.release());
        }
        return polygon;
    }

    std::vector<geo::XY> ring_;
};

class LayerWriter {
  public:
    LayerWriter(const model::Layer& layer, OutputFormat format, const WriteOptions& options,
                FindingLog& log)
        : layer_{layer},
          format_{format},
          facts_{facts_of(format)},
          is_gbk_{facts_.fixed_width && options.encoding != "UTF-8"},
          kinds_{layer},
          log_{log} {
        WriteFields plan = fields_to_write(layer, facts_.ids);
        if (plan.ids_lost) {
            log_.add(Severity::info, "id_lost", {}, said(msg::errors_column_id_holds_something));
        }
        fields_ = std::move(plan.fields);
        names_ = names_for(fields_, facts_.fixed_width, is_gbk_, log_);
    }

    /// `number` tells the layers of one dataset apart.
    Result<void> write(GDALDatasetH dataset, const std::string& name, const std::string& folder,
                       GdalQuiet& quiet, const Work& work) {
        Result<ReferenceOwner> reference = reference_of(layer_.crs);
        if (!reference) return tl::unexpected{reference.error()};
        const ListOwner creation = creation_options(folder);
        type_ = kinds_.type(format_);
        OGRLayerH out =
            GDALDatasetCreateLayer(dataset, name.c_str(), reference->get(), type_, creation.get());
        if (out == nullptr) return failed(quiet);
        if (Result<void> made = make_fields(out, quiet); !made) return made;
        for (std::size_t i = 0; i < layer_.size(); ++i) {
            if (i % features_per_look == 0) {
                if (work.stop_requested())
                    return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
                work.report(i, layer_.size());
            }
            if (format_ == OutputFormat::flatgeobuf && layer_.shapes[i].is_empty()) {
                log_.add(Severity::warning, "feature_lost", layer_.feature_label(i),
                         said(msg::errors_flatgeobuf_holds_no_feature));
                continue;
            }
            const FeatureOwner feature = make_feature(out, i);
            if (OGR_L_CreateFeature(out, feature.get()) != OGRERR_NONE) return failed(quiet);
        }
        return {};
    }

  private:
    [[nodiscard]] bool has_field(std::string_view name) const {
        return std::ranges::any_of(names_,
                                   [&](const std::string& one) { return lower(one) == name; });
    }

    [[nodiscard]] ListOwner creation_options(const std::string& folder) const {
        switch (format_) {
            case OutputFormat::geopackage:
                return list_of({{"FID", has_field("fid") ? "ogc_fid" : "fid"},
                                {"GEOMETRY_NAME", has_field("geom") ? "parkatlas_geom" : "geom"}});
            case OutputFormat::flatgeobuf:
                return list_of({{"TEMPORARY_DIR", folder}});
            case OutputFormat::shapefile:
                return list_of({{"ENCODING", is_gbk_ ? "GBK" : "UTF-8"}, {"RESIZE", "YES"}});
            default:
                return list_of({});
        }
    }

    [[nodiscard]] tl::unexpected<Error> failed(const GdalQuiet& quiet) const {
        return fail(ErrorCode::output_failed, {},
                    said(msg::errors_cannot_write_why, quiet.failure().empty()
                                                           ? said(msg::errors_gdal_does_not_say)
                                                           : Phrase{quiet.failure()}));
    }

    Result<void> make_fields(OGRLayerH out, const GdalQuiet& quiet) {
        for (std::size_t f = 0; f < fields_.size(); ++f) {
            FieldType type = type_of(fields_[f], layer_);
            const FieldOwner field{OGR_Fld_Create(names_[f].c_str(), type.type)};
            if (type.subtype != OFSTNone && !facts_.fixed_width) {
                OGR_Fld_SetSubType(field.get(), type.subtype);
            }
            // A table of fixed widths cuts what is longer, so the widths are told beforehand.
            if (facts_.fixed_width && type.type == OFTString) {
                OGR_Fld_SetWidth(field.get(), text_width(fields_[f]));
            }
            if (OGR_L_CreateField(out, field.get(), 1) != OGRERR_NONE) return failed(quiet);
            types_.push_back(type);
        }
        return {};
    }

    /// Bytes of the longest text of a field, at least 1 and at most what the table can hold.
    [[nodiscard]] int text_width(const WriteField& field) const {
        std::size_t longest = 1;
        for (std::size_t i = 0; i < layer_.size() && longest < dbf_text_bytes; ++i) {
            longest = std::max(longest, model::value_text(field.value(layer_, i)).size());
        }
        return static_cast<int>(std::min(longest, dbf_text_bytes));
    }

    [[nodiscard]] FeatureOwner make_feature(OGRLayerH out, std::size_t index) {
        FeatureOwner feature{OGR_F_Create(OGR_L_GetLayerDefn(out))};
        if (facts_.ids == IdPlace::row_number) {
            OGR_F_SetFID(feature.get(), static_cast<GIntBig>(index) + 1);
        }
        for (std::size_t f = 0; f < fields_.size(); ++f) set_value(feature.get(), index, f);
        const bool as_multiple =
            type_ == wkbMultiPoint || type_ == wkbMultiLineString || type_ == wkbMultiPolygon;
        OGR_F_SetGeometryDirectly(feature.get(),
                                  geometry_.make(layer_.shapes[index], as_multiple).release());
        return feature;
    }

    void set_value(OGRFeatureH feature, std::size_t index, std::size_t f) {
        const model::ValueView value = fields_[f].value(layer_, index);
        const int column = static_cast<int>(f);
        if (std::holds_alternative<std::monostate>(value)) {
            OGR_F_SetFieldNull(feature, column);
        } else if (types_[f].type == OFTString) {
            OGR_F_SetFieldString(feature, column, text_for(value, index, f).c_str());
        } else if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
            if (types_[f].type == OFTReal) {
                OGR_F_SetFieldDouble(feature, column, static_cast<double>(*whole));
            } else {
                OGR_F_SetFieldInteger64(feature, column, *whole);
            }
        } else if (const auto* const flag = std::get_if<bool>(&value)) {
            OGR_F_SetFieldInteger(feature, column, *flag ? 1 : 0);
        } else {
            const double number = std::get<double>(value);
            if (facts_.fixed_width && !std::isfinite(number)) {
                log_.add(Severity::warning, "number_lost", layer_.feature_label(index),
                         said(msg::errors_which_format_cannot_hold, names_[f],
                              fmt::format("{}", number)));
                OGR_F_SetFieldNull(feature, column);
                return;
            }
            OGR_F_SetFieldDouble(feature, column, number);
        }
    }

    [[nodiscard]] std::string text_for(const model::ValueView& value, std::size_t index,
                                       std::size_t f) {
        std::string text = model::value_text(value);
        // Text ends at a zero byte for GDAL.
        if (const std::size_t zero = text.find('\0'); zero != std::string::npos) text.resize(zero);
        if (!facts_.fixed_width) return text;
        if (is_gbk_) {
            const Result<EncodedText> encoded = from_utf8(text, "GBK", {});
            if (encoded && encoded->lost > 0) {
                log_.add(Severity::warning, "text_lost", layer_.feature_label(index),
                         said(msg::errors_character_s_not_gbk, names_[f], encoded->lost));
                text = to_utf8(encoded->bytes, "GBK", {}).value_or(text);
            }
        }
        const std::string_view cut = cut_to(text, dbf_text_bytes, is_gbk_);
        if (cut.size() < text.size()) {
            log_.add(Severity::warning, "text_cut", layer_.feature_label(index),
                     said(msg::errors_text_longer_than_bytes, names_[f], dbf_text_bytes));
        }
        return std::string{cut};
    }

    const model::Layer& layer_;
    OutputFormat format_;
    FormatFacts facts_;
    bool is_gbk_;
    LayerKinds kinds_;
    FindingLog& log_;
    OGRwkbGeometryType type_ = wkbUnknown;
    std::vector<WriteField> fields_;
    std::vector<std::string> names_;
    std::vector<FieldType> types_;
    GeometryMaker geometry_;
};

Result<void> check_shapefile(const model::Layer& layer, const std::string& path) {
    const LayerKinds kinds{layer};
    if (kinds.count() <= 1 && !kinds.mixed_inside) return {};
    Phrase held;
    for (const auto& [is_there, word] : {std::pair{kinds.points, msg::errors_points},
                                         {kinds.lines, msg::errors_lines},
                                         {kinds.polygons, msg::errors_polygons}}) {
        if (!is_there) continue;
        held = held.empty() ? said(word) : held + ", " + said(word);
    }
    return fail(ErrorCode::unsupported, path,
                said(msg::errors_shapefile_holds_one_kind, layer.name, held),
                said(msg::errors_write_gpkg_or_geojson));
}

/// Names of the dataset's layers: those of the layers, made different where two are the same.
std::vector<std::string> layer_names(std::span<const model::Layer* const> layers,
                                     const std::filesystem::path& path, OutputFormat format) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const model::Layer* layer : layers) {
        // A Shapefile and its layer have one name.
        const std::string base = format == OutputFormat::shapefile || layer->name.empty()
                                     ? path.stem().string()
                                     : layer->name;
        std::string name = base;
        for (int n = 2; !taken.insert(lower(name)).second; ++n) {
            name = fmt::format("{}_{}", base, n);
        }
        names.push_back(std::move(name));
    }
    return names;
}

}  // namespace

Result<void> write_with_gdal(std::span<const model::Layer* const> layers, const std::string& path,
                             OutputFormat format, const WriteOptions& options, FindingLog& log,
                             const Work& work) {
    if (Result<void> there = register_gdal_drivers(); !there) return there;
    if (format == OutputFormat::shapefile) {
        if (Result<void> fits = check_shapefile(*layers.front(), path); !fits) return fits;
    }
    Result<SafeFileSet> files = SafeFileSet::create(path);
    if (!files) return tl::unexpected{files.error()};
    GdalQuiet quiet;
    const FormatFacts facts = facts_of(format);
    const auto failed = [&] {
        return fail(ErrorCode::output_failed, path,
                    quiet.failure().empty() ? said(msg::errors_cannot_write)
                                            : said(msg::errors_cannot_write_why, quiet.failure()));
    };
    GDALDriverH const driver = GDALGetDriverByName(facts.driver);
    if (driver == nullptr) {
        return fail(ErrorCode::unsupported, path, said(msg::errors_this_gdal_has_no, facts.driver));
    }
    const std::string target = files->path().string();
    DatasetOwner dataset{GDALCreate(driver, target.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    if (dataset == nullptr) return failed();
    const bool in_transaction = GDALDatasetTestCapability(dataset.get(), ODsCTransactions) != 0 &&
                                GDALDatasetStartTransaction(dataset.get(), FALSE) == OGRERR_NONE;
    const std::vector<std::string> names = layer_names(layers, path, format);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        LayerWriter writer{*layers[i], format, options, log};
        Result<void> written =
            writer.write(dataset.get(), names[i], files->folder().string(), quiet, work);
        if (!written) {
            if (written.error().where.empty()) written.error().where = path;
            return written;
        }
    }
    if (in_transaction && GDALDatasetCommitTransaction(dataset.get()) != OGRERR_NONE) {
        return failed();
    }
    dataset.reset();
    // What was still buffered is written while closing, and closing does not answer.
    if (!quiet.failure().empty()) return failed();
    if (work.stop_requested()) return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
    static const std::vector<std::string> shapefile_siblings{
        ".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".idm", ".ind"};
    return files->commit(format == OutputFormat::shapefile
                             ? std::span<const std::string>{shapefile_siblings}
                             : std::span<const std::string>{});
}

}  // namespace parkatlas::io
