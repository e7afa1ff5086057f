// Our GeoJSON reader against GDAL's over the files of tests/data/geojson: where GDAL reads a file
// we read it, too, with the same features, ids, attributes and geometry. Where the two differ on
// purpose the table below says why.
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include "io/source.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

namespace fs = std::filesystem;

/// Files on which the two differ, and why that is right.
const std::map<std::string, std::string>& differences() {
    static const std::map<std::string, std::string> table{
        {"crs_link.geojson", "a CRS behind an address is not fetched; GDAL passes it over"},
        {"crs_unknown.geojson", "GDAL takes an unknown CRS for none"},
        {"identifiers.geojson", "a property ID is an id here"},
        {"infinite_coordinate.geojson", "no JSON"},
        {"leading_zero.geojson", "no JSON"},
        {"metres_web_mercator.geojson", "metres in place of degrees are refused"},
        {"metres_without_zone.geojson", "likewise"},
        {"metres_zone_40.geojson", "likewise"},
        {"names.geojson", "GDAL makes a column of lists where one value is a list"},
        {"nan_coordinate.geojson", "no JSON"},
        {"number_too_large.geojson", "no JSON"},
        {"one_of_two_swapped.geojson", "a shape that cannot be in degrees is left empty"},
        {"properties.geojson", "2.50 inside an object stays as it is written"},
        {"strange_members.geojson", "what is no feature is no feature"},
        {"swapped_axes.geojson", "latitude first is refused"},
    };
    return table;
}

/// What both readers say of a feature, in one form.
struct Told {
    std::string id;
    std::string geometry;
    std::map<std::string, std::string> values;
    bool operator==(const Told&) const = default;
};

void PrintTo(const Told& told, std::ostream* out) {
    *out << told.id << ' ' << told.geometry;
    for (const auto& [name, value] : told.values) *out << ' ' << name << '=' << value;
}

std::string number_text(double value) {
    return fmt::format("{:.15g}", value);
}

/// A value's text without what the two write differently: spaces in JSON, the form of numbers.
std::string plain(std::string text, bool is_json) {
    if (is_json) std::erase_if(text, [](char c) { return std::isspace(static_cast<int>(c)) != 0; });
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (!text.empty() && *end == '\0') return number_text(number);
    if (text == "true") return "1";
    if (text == "false") return "0";
    return text;
}

std::string vertex_text(double x, double y) {
    return fmt::format("({} {})", x, y);
}

/// Parts as letters (p, l, a) with their rings, whatever collections they stand in.
void tell(OGRGeometryH geometry, std::string& out) {
    if (geometry == nullptr || OGR_G_IsEmpty(geometry) != 0) return;
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    const auto chain = [&](OGRGeometryH one) {
        for (int i = 0; i < OGR_G_GetPointCount(one); ++i) {
            out += vertex_text(OGR_G_GetX(one, i), OGR_G_GetY(one, i));
        }
        out += ';';
    };
    if (type == wkbPoint || type == wkbLineString) {
        out += type == wkbPoint ? 'p' : 'l';
        chain(geometry);
        return;
    }
    if (type == wkbPolygon) out += 'a';
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
        OGRGeometryH part = OGR_G_GetGeometryRef(geometry, i);
        if (type == wkbPolygon) {
            chain(part);
        } else {
            tell(part, out);
        }
    }
}

std::string list_text(OGRFeatureH feature, int field, OGRFieldType type) {
    int count = 0;
    std::string out;
    const auto add = [&out](const std::string& one) { out += (out.empty() ? "[" : ",") + one; };
    if (type == OFTIntegerList) {
        const int* list = OGR_F_GetFieldAsIntegerList(feature, field, &count);
        for (int i = 0; i < count; ++i) add(fmt::format("{}", list[i]));
    } else if (type == OFTInteger64List) {
        const GIntBig* list = OGR_F_GetFieldAsInteger64List(feature, field, &count);
        for (int i = 0; i < count; ++i) add(fmt::format("{}", list[i]));
    } else if (type == OFTRealList) {
        const double* list = OGR_F_GetFieldAsDoubleList(feature, field, &count);
        for (int i = 0; i < count; ++i) add(fmt::format("{}", list[i]));
    } else {
        char** list = OGR_F_GetFieldAsStringList(feature, field);
        for (; list != nullptr && *list != nullptr; ++list) add(fmt::format("\"{}\"", *list));
    }
    return out.empty() ? "[]" : out + "]";
}

struct GdalAnswer {
    bool opened = false;
    std::vector<Told> features;
};

GdalAnswer by_gdal(const std::string& path) {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const char* const drivers[] = {"GeoJSON", "GeoJSONSeq", nullptr};
    const char* const options[] = {"DATE_AS_STRING=YES", nullptr};
    GdalAnswer answer;
    GDALDatasetH dataset = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, drivers, options, nullptr);
    if (dataset != nullptr) {
        answer.opened = GDALDatasetGetLayerCount(dataset) == 1;
        OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
        CPLErrorReset();
        while (layer != nullptr) {
            OGRFeatureH feature = OGR_L_GetNextFeature(layer);
            if (feature == nullptr) break;
            Told told;
            told.id = fmt::format("{}", OGR_F_GetFID(feature));
            tell(OGR_F_GetGeometryRef(feature), told.geometry);
            for (int f = 0; f < OGR_F_GetFieldCount(feature); ++f) {
                OGRFieldDefnH field = OGR_F_GetFieldDefnRef(feature, f);
                if (OGR_F_IsFieldSetAndNotNull(feature, f) == 0) continue;
                const OGRFieldType type = OGR_Fld_GetType(field);
                const bool is_list = type == OFTIntegerList || type == OFTInteger64List ||
                                     type == OFTRealList || type == OFTStringList;
                const bool is_json = OGR_Fld_GetSubType(field) == OFSTJSON;
                std::string value =
                    is_list ? list_text(feature, f, type) : OGR_F_GetFieldAsString(feature, f);
                if (type == OFTReal) value = number_text(OGR_F_GetFieldAsDouble(feature, f));
                told.values[OGR_Fld_GetNameRef(field)] = plain(value, is_list || is_json);
            }
            answer.features.push_back(std::move(told));
            OGR_F_Destroy(feature);
        }
        if (CPLGetLastErrorType() >= CE_Failure) answer.opened = false;
        GDALClose(dataset);
    }
    CPLPopErrorHandler();
    return answer;
}

std::vector<Told> by_us(const model::Layer& layer) {
    std::vector<Told> features;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        Told told;
        told.id = model::id_text(layer.ids[i]);
        for (std::size_t p = 0; p < layer.shapes[i].part_count(); ++p) {
            const auto part = layer.shapes[i].part(p);
            told.geometry += part.kind == geo::PartKind::point  ? 'p'
                             : part.kind == geo::PartKind::line ? 'l'
                                                                : 'a';
            for (std::size_t r = 0; r < part.ring_count; ++r) {
                for (const geo::XY v : part.ring(r)) told.geometry += vertex_text(v.x, v.y);
                told.geometry += ';';
            }
        }
        for (const model::AttributeColumn& column : layer.columns) {
            const model::Value& value = column.values[i];
            if (std::holds_alternative<std::monostate>(value)) continue;
            told.values[column.name] = plain(model::value_text(value), column.is_json(i));
        }
        features.push_back(std::move(told));
    }
    return features;
}

/// Ids by GDAL: a number is its row id, text becomes a field `id`; without one it counts from 0.
void settle_ids(std::vector<Told>& gdal, std::vector<Told>& ours) {
    for (std::size_t i = 0; i < gdal.size() && i < ours.size(); ++i) {
        const auto field = gdal[i].values.find("id");
        if (field != gdal[i].values.end() && plain(ours[i].id, false) == field->second) {
            gdal[i].id = ours[i].id;
            if (!ours[i].values.contains("id")) gdal[i].values.erase("id");
        }
        const bool has_none = ours[i].id == fmt::format("{}", i + 1);
        if (has_none && gdal[i].id == fmt::format("{}", i)) gdal[i].id = ours[i].id;
    }
}

std::vector<std::string> corpus() {
    std::vector<std::string> names;
    for (const auto& entry :
         fs::directory_iterator{fs::path{PARKATLAS_SOURCE_DIR} / "tests/data/geojson"}) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

TEST(GeoJsonBesideGdal, FilesThatGdalReadsGiveTheSameFeatures) {
    std::size_t same = 0;
    for (const std::string& name : corpus()) {
        const std::string path = test::geojson(name);
        GdalAnswer gdal = by_gdal(path);
        const Result<Loaded<Opened>> opened = open_source(path, {});
        const bool differs = differences().contains(name);
        if (!gdal.opened) continue;
        if (!opened) {
            EXPECT_TRUE(differs) << name << ": " << error_line(opened.error());
            continue;
        }
        std::vector<Told> ours = by_us(opened->value.layers.front());
        settle_ids(gdal.features, ours);
        if (differs) {
            EXPECT_NE(ours, gdal.features) << name << " no longer differs";
        } else {
            EXPECT_EQ(ours, gdal.features) << name;
            ++same;
        }
    }
    EXPECT_GE(same, 20U);
}

}  // namespace
}  // namespace parkatlas::io
