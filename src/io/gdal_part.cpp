#include "io/gdal_part.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

namespace parkatlas::io {

namespace {

constexpr const char* rows_of_their_own = "FlatGeobuf";
constexpr int most_looked_at = 256;
/// A layer of fewer is held whatever it takes: nothing is gained by a part of it.
constexpr GIntBig few = 1000;
/// More than this are not read while the hand waits.
constexpr std::uint64_t most_in_a_part = 200'000;
constexpr std::uint64_t least_in_a_part = 200;
/// A vertex is there twice: 16 bytes as read, 8 on the map (WKB has 16).
constexpr double map_copy = 1.5;
/// Identifier, name, ends of rings and parts, boxes and their index.
constexpr double bytes_of_a_feature = 150.0;
constexpr double bytes_of_a_cell = 9.0;

double mean_bytes(OGRLayerH layer) {
    const int fields = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer));
    FeatureStream features{layer};
    double bytes = 0.0;
    int count = 0;
    for (; count < most_looked_at; ++count) {
        const FeatureOwner feature = features.next();
        if (!feature) break;
        bytes += bytes_of_a_feature + bytes_of_a_cell * fields;
        if (OGRGeometryH const shape = OGR_F_GetGeometryRef(feature.get()))
            bytes += map_copy * OGR_G_WkbSize(shape);
        for (int i = 0; i < fields; ++i) {
            const OGRFieldType type =
                OGR_Fld_GetType(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer), i));
            const bool is_text = type == OFTString && OGR_F_IsFieldSetAndNotNull(feature.get(), i);
            if (is_text)
                bytes += static_cast<double>(std::strlen(OGR_F_GetFieldAsString(feature.get(), i)));
        }
    }
    return count > 0 ? bytes / count : 0.0;
}

bool finds_by_box(OGRLayerH layer, const std::string& format) {
    static constexpr std::array<std::string_view, 3> formats{rows_of_their_own, "GPKG",
                                                             "PostgreSQL"};
    return std::ranges::find(formats, format) != formats.end() &&
           OGR_L_TestCapability(layer, OLCFastSpatialFilter) != 0;
}

}  // namespace

std::optional<model::LayerPart> part_to_hold(OGRLayerH layer, const std::string& format,
                                             std::uint64_t hold_bytes, bool swap_axes) {
    if (hold_bytes == 0 || !finds_by_box(layer, format)) return std::nullopt;
    const GIntBig count = OGR_L_GetFeatureCount(layer, 1);
    if (count < few) return std::nullopt;
    const double each = mean_bytes(layer);
    const auto limit = static_cast<double>(hold_bytes);
    if (each <= 0.0 || each * static_cast<double>(count) <= limit) return std::nullopt;
    OGREnvelope extent;
    if (OGR_L_GetExtent(layer, &extent, 1) != OGRERR_NONE) return std::nullopt;
    model::LayerPart part;
    part.total = static_cast<std::uint64_t>(count);
    part.whole = {extent.MinX, extent.MinY, extent.MaxX, extent.MaxY};
    if (swap_axes) part.whole = {extent.MinY, extent.MinX, extent.MaxY, extent.MaxX};
    // Half: while one part is shown, the next is read.
    part.most =
        std::clamp(static_cast<std::uint64_t>(limit / 2.0 / each), least_in_a_part, most_in_a_part);
    part.step = (part.total + part.most - 1) / part.most;
    return part;
}

FeatureStream::FeatureStream(OGRLayerH layer) : layer_{layer} {
    OGR_L_ResetReading(layer_);
}

FeatureStream::FeatureStream(OGRLayerH layer, const std::string& format,
                             const model::LayerPart& part)
    : layer_{layer}, step_{static_cast<GIntBig>(part.step)} {
    if (format == rows_of_their_own) {
        by_row_ = true;
        rows_ = static_cast<GIntBig>(part.total);
        return;
    }
    // A database goes over its keys faster than over its rows.
    std::string key = OGR_L_GetFIDColumn(layer_);
    for (std::size_t at = 0; (at = key.find('"', at)) != std::string::npos; at += 2) {
        key.insert(at, 1, '"');
    }
    const std::string filter = fmt::format("\"{}\" % {} = 0", key, step_);
    if (!key.empty() && OGR_L_SetAttributeFilter(layer_, filter.c_str()) == OGRERR_NONE) step_ = 1;
    OGR_L_ResetReading(layer_);
}

FeatureStream::FeatureStream(OGRLayerH layer, const geo::Box& box, bool swap_axes) : layer_{layer} {
    if (swap_axes) {
        OGR_L_SetSpatialFilterRect(layer_, box.min_y, box.min_x, box.max_y, box.max_x);
    } else {
        OGR_L_SetSpatialFilterRect(layer_, box.min_x, box.min_y, box.max_x, box.max_y);
    }
    OGR_L_ResetReading(layer_);
}

FeatureStream::~FeatureStream() {
    OGR_L_SetSpatialFilter(layer_, nullptr);
    static_cast<void>(OGR_L_SetAttributeFilter(layer_, nullptr));
}

FeatureOwner FeatureStream::next() {
    if (by_row_) {
        if (row_ >= rows_) return {};
        FeatureOwner feature{OGR_L_GetFeature(layer_, row_)};
        row_ += step_;
        return feature;
    }
    FeatureOwner feature{OGR_L_GetNextFeature(layer_)};
    for (GIntBig skipped = 1; skipped < step_ && feature; ++skipped) {
        FeatureOwner{OGR_L_GetNextFeature(layer_)};
    }
    return feature;
}

}  // namespace parkatlas::io
