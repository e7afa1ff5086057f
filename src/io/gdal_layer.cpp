#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/parallel.h"
#include "io/encoding.h"
#include "io/gdal_handles.h"
#include "io/gdal_part.h"
#include "io/gdal_source.h"
#include "io/geometry_scratch.h"
#include "io/hand_over.h"
#include "io/layer_builder.h"

namespace parkatlas::io {

namespace {

/// Where text of unknown encoding turns out not to be UTF-8, the layer is read again as GB18030.
enum class TextEncoding { utf8, gb18030 };

/// Features that pass from GDAL's thread to the one that takes them apart at a time.
constexpr std::size_t batch_size = 256;
/// Below this a second thread is not worth its start.
constexpr std::uint64_t few_features = 2048;
/// A part of a layer is worth a look after so many features, again after this factor more of them,
/// while there are at least so many times as many in all.
constexpr std::uint64_t first_part = 20'000;
constexpr std::uint64_t next_part_factor = 8;
constexpr std::uint64_t worth_a_part = 2;

enum class KeyKind { none, own, counter };

/// A key column is the feature's id, unless it is one that programs add to count rows: then a
/// property `id` says more.
KeyKind kind_of_key(std::string_view column) {
    if (column.empty()) return KeyKind::none;
    static constexpr std::array<std::string_view, 4> counters{"fid", "ogc_fid", "FID", "OBJECTID"};
    return std::ranges::find(counters, column) != counters.end() ? KeyKind::counter : KeyKind::own;
}

struct Axes {
    std::optional<geo::Crs> crs;
    bool swapped = false;
};

bool has_authority_code(OGRSpatialReferenceH srs, std::string& code) {
    const char* const name = OSRGetAuthorityName(srs, nullptr);
    const char* const number = OSRGetAuthorityCode(srs, nullptr);
    if (name == nullptr || number == nullptr) return false;
    code = fmt::format("{}:{}", name, number);
    return true;
}

/// The CRS of a layer: its authority code where it has one that PROJ knows, else its WKT.
Result<Axes> axes_of(OGRLayerH layer, const std::string& where) {
    Axes axes;
    OGRSpatialReferenceH const srs = OGR_L_GetSpatialRef(layer);
    if (srs == nullptr || OSRIsLocal(srs) != 0) return axes;
    const char* const srs_name = OSRGetName(srs);
    const std::string name = srs_name != nullptr ? srs_name : "";
    // How GeoPackage and others say that they do not say.
    if (name.starts_with("Undefined") || name == "unknown" || name == "Unknown") return axes;
    if (std::string code; has_authority_code(srs, code)) {
        if (Result<geo::Crs> crs = geo::Crs::parse(code)) axes.crs = std::move(*crs);
    }
    if (!axes.crs) {
        char* text = nullptr;
        const char* options[] = {"FORMAT=WKT2_2019", nullptr};
        OSRExportToWktEx(srs, &text, options);
        const GdalText wkt{text};
        Result<geo::Crs> crs = geo::Crs::parse(text != nullptr ? text : "");
        if (!crs) {
            return fail(ErrorCode::crs_unknown, where, said(msg::errors_unknown_crs, name),
                        said(msg::errors_by_epsg));
        }
        axes.crs = std::move(*crs);
    }
    int mapping_size = 0;
    const int* const mapping = OSRGetDataAxisToSRSAxisMapping(srs, &mapping_size);
    axes.swapped = mapping_size >= 2 && mapping[0] == 1 &&
                   (OSREPSGTreatsAsLatLong(srs) != 0 || OSREPSGTreatsAsNorthingEasting(srs) != 0);
    return axes;
}

class LayerReader {
  public:
    LayerReader(OGRLayerH layer, const GdalRequest& request, TextEncoding encoding,
                LayerFacts facts, const std::optional<model::LayerPart>& part)
        : layer_{layer},
          request_{request},
          part_{part},
          encoding_{encoding},
          facts_{std::move(facts)},
          on_part_{part || request.cut ? no_sink_ : request.on_part},
          builder_{request.source} {}

    [[nodiscard]] LayerBuilder& builder() { return builder_; }
    /// A text was not UTF-8.
    [[nodiscard]] bool met_other_encoding() const { return met_other_encoding_; }

    /// GDAL makes features on this thread; on another they are taken apart.
    Result<void> read(bool swap_axes, GdalQuiet& quiet, const Work& work) {
        make_columns();
        swap_axes_ = swap_axes;
        const GIntBig count = OGR_L_GetFeatureCount(layer_, 0);
        total_ = static_cast<std::uint64_t>(count > 0 ? count : 0);
        const char* const key = OGR_L_GetFIDColumn(layer_);
        key_kind_ = kind_of_key(key != nullptr ? key : "");
        if (part_) total_ = part_->total / part_->step;
        if (request_.cut) total_ = 0;
        std::optional<FeatureStream> features;
        if (request_.cut) {
            features.emplace(layer_, request_.cut->box, swap_axes);
        } else if (part_) {
            features.emplace(layer_, facts_.format, *part_);
        } else {
            features.emplace(layer_);
        }
        const bool on_a_thread =
            (count < 0 || count > static_cast<GIntBig>(few_features)) && parallel_width() > 1;
        std::string complaint;
        HandOver<Batch> taking{
            [&](Batch& batch) {
                const GdalQuiet quiet_there;  // GDAL's handlers belong to a thread
                const bool wants_more = take(batch);
                if (complaint.empty()) complaint = quiet_there.failure();
                return wants_more;
            },
            on_a_thread};
        bool stopped = false;
        bool too_many = false;
        std::uint64_t made = 0;
        for (bool more = true; more;) {
            stopped = work.stop_requested();
            if (stopped) break;
            work.report(made, total_);
            Batch batch;
            batch.reserve(batch_size);
            while (batch.size() < batch_size) {
                FeatureOwner feature = features->next();
                if (!feature) break;
                batch.push_back(std::move(feature));
            }
            made += batch.size();
            too_many = request_.cut && made > request_.cut->most;
            if (too_many) break;
            more = batch.size() == batch_size;
            if (!batch.empty() && !taking.pass(std::move(batch))) more = false;
        }
        taking.finish();
        quiet.note(complaint);
        if (stopped) return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
        if (too_many) {
            return fail(ErrorCode::out_of_range, {},
                        said(msg::errors_more_than_features_meet, request_.cut->most));
        }
        if (taken_) work.report(made, made);
        return std::move(taken_);
    }

  private:
    using Batch = std::vector<FeatureOwner>;

    bool take(const Batch& batch) {
        for (const FeatureOwner& feature : batch) {
            ++position_;
            const std::int64_t row = OGR_F_GetFID(feature.get());
            // Of a part, the place in the whole: rows count from 0.
            builder_.begin_feature(part_ || request_.cut ? static_cast<std::uint64_t>(row) + 1
                                                         : position_);
            if (key_kind_ == KeyKind::own) builder_.set_id(row);
            if (key_kind_ == KeyKind::counter) builder_.set_row_number(row);
            read_values(feature.get());
            if (met_other_encoding_ && encoding_ == TextEncoding::utf8) return false;
            scratch_.clear();
            add_ogr_geometry(OGR_F_GetGeometryRef(feature.get()), swap_axes_, scratch_);
            taken_ = builder_.end_feature(scratch_);
            if (!taken_) return false;
        }
        if (on_part_ && position_ >= next_part_) show_part();
        return true;
    }

    void show_part() {
        next_part_ = position_ * next_part_factor;
        if (total_ != 0 && total_ < position_ * worth_a_part) return;
        LayerBuilder so_far = builder_;
        Result<Loaded<model::Layer>> part = so_far.finish(facts_);
        if (part) on_part_(std::move(part->value));
    }

    struct Field {
        int index;
        OGRFieldType type;
        OGRFieldSubType subtype;
        std::size_t column;
    };

    void make_columns() {
        OGRFeatureDefnH const definition = OGR_L_GetLayerDefn(layer_);
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
            OGRFieldDefnH const field = OGR_FD_GetFieldDefn(definition, i);
            const OGRFieldType type = OGR_Fld_GetType(field);
            if (type == OFTBinary) continue;
            const std::string name = column_text(OGR_Fld_GetNameRef(field));
            fields_.push_back({i, type, OGR_Fld_GetSubType(field), builder_.column(name)});
        }
    }

    std::string text(const char* bytes) {
        const std::string_view view = bytes != nullptr ? bytes : "";
        const bool is_utf8 = is_valid_utf8(view);
        met_other_encoding_ = met_other_encoding_ || !is_utf8;
        const bool is_ascii =
            std::ranges::all_of(view, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        return decoded(view, is_ascii || (is_utf8 && encoding_ == TextEncoding::utf8));
    }

    /// Names of columns are few and often mangled, so they say nothing of the layer's encoding.
    static std::string column_text(const char* bytes) {
        const std::string_view view = bytes != nullptr ? bytes : "";
        return decoded(view, is_valid_utf8(view));
    }

    static std::string decoded(std::string_view bytes, bool is_utf8) {
        if (is_utf8) return std::string{bytes};
        if (Result<std::string> text = to_utf8(bytes, "GB18030", {})) return std::move(*text);
        if (is_valid_utf8(bytes)) return std::string{bytes};
        // Neither: Latin-1 at least loses nothing.
        return to_utf8(bytes, "ISO-8859-1", {}).value_or(std::string{});
    }

    void read_values(OGRFeatureH feature) {
        for (const Field& field : fields_) {
            if (OGR_F_IsFieldSetAndNotNull(feature, field.index) == 0) continue;
            switch (field.type) {
                case OFTInteger:
                case OFTInteger64: {
                    const std::int64_t whole = OGR_F_GetFieldAsInteger64(feature, field.index);
                    builder_.set_value(field.column, field.subtype == OFSTBoolean
                                                         ? model::ValueView{whole != 0}
                                                         : model::ValueView{whole});
                    break;
                }
                case OFTReal:
                    builder_.set_value(field.column, OGR_F_GetFieldAsDouble(feature, field.index));
                    break;
                default: {
                    const bool nested = field.subtype == OFSTJSON || field.type == OFTStringList ||
                                        field.type == OFTIntegerList ||
                                        field.type == OFTInteger64List || field.type == OFTRealList;
                    builder_.set_value(field.column,
                                       text(OGR_F_GetFieldAsString(feature, field.index)), nested);
                }
            }
        }
    }

    OGRLayerH layer_;
    const GdalRequest& request_;
    const std::optional<model::LayerPart>& part_;  ///< to be read; none: all, or the request's cut
    PartSink no_sink_;
    TextEncoding encoding_;
    LayerFacts facts_;
    const PartSink& on_part_;
    LayerBuilder builder_;
    bool swap_axes_ = false;
    KeyKind key_kind_ = KeyKind::none;
    std::uint64_t total_ = 0;     ///< 0: GDAL does not know without counting
    std::uint64_t position_ = 0;  ///< features taken
    std::uint64_t next_part_ = first_part;
    GeometryScratch scratch_;
    Result<void> taken_;
    std::vector<Field> fields_;
    bool met_other_encoding_ = false;
};

std::string encoding_name(OGRLayerH layer, TextEncoding encoding) {
    if (encoding == TextEncoding::gb18030) return "GB18030";
    const char* const stated = GDALGetMetadataItem(layer, "SOURCE_ENCODING", "SHAPEFILE");
    return stated != nullptr && *stated != '\0' ? stated : "UTF-8";
}

}  // namespace

Result<Loaded<model::Layer>> read_gdal_layer(OGRLayerH layer, const GdalRequest& request,
                                             const std::string& format, GdalQuiet& quiet,
                                             const Work& work) {
    quiet.forget();
    const std::string name = OGR_L_GetName(layer);
    const Result<Axes> axes = axes_of(layer, request.source);
    if (!axes) return tl::unexpected{axes.error()};
    TextEncoding encoding = request.encoding == "GBK" ? TextEncoding::gb18030 : TextEncoding::utf8;
    const auto facts_in = [&](TextEncoding in) {
        LayerFacts facts;
        facts.name = is_valid_utf8(name) ? name : to_utf8(name, "GB18030", {}).value_or("layer");
        facts.format = format;
        facts.encoding = encoding_name(layer, in);
        facts.crs = axes->crs;
        return facts;
    };
    const std::optional<model::LayerPart> part =
        request.cut ? std::nullopt : part_to_hold(layer, format, request.hold_bytes, axes->swapped);
    quiet.forget();
    auto reader = std::make_unique<LayerReader>(layer, request, encoding, facts_in(encoding), part);
    Result<void> read = reader->read(axes->swapped, quiet, work);
    if (read && encoding == TextEncoding::utf8 && reader->met_other_encoding()) {
        encoding = TextEncoding::gb18030;
        reader = std::make_unique<LayerReader>(layer, request, encoding, facts_in(encoding), part);
        read = reader->read(axes->swapped, quiet, work);
    }
    if (!read) {
        read.error().where = request.source;
        return tl::unexpected{std::move(read.error())};
    }
    LayerBuilder& builder = reader->builder();
    if (!quiet.failure().empty()) {
        if (builder.size() == 0) {
            return fail(ErrorCode::input_malformed, request.source, quiet.failure());
        }
        builder.log().add(Severity::warning, "read_error", {},
                          fmt::format("layer {}: {}", name, quiet.failure()));
    }
    if (builder.size() == 0 && !request.cut) {
        builder.log().add(Severity::warning, "no_features", {},
                          said(msg::errors_there_no_feature_layer, name));
    }
    LayerFacts facts = facts_in(encoding);
    if (!facts.crs) {
        builder.log().add(Severity::warning, "crs_assumed", {},
                          said(msg::errors_layer_states_no_crs, name));
    }
    Result<Loaded<model::Layer>> made = builder.finish(std::move(facts));
    if (made) made->value.part = part;
    return made;
}

}  // namespace parkatlas::io
