// How files name their CRS.
#include <algorithm>
#include <cctype>
#include <utility>

#include "base/messages_errors.h"
#include "io/geojson.h"

namespace parkatlas::io {

namespace {

/// Capitals and digits only: "GCJ-02" and "gcj02" are the same.
std::string squeezed(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0) out += static_cast<char>(std::toupper(byte));
    }
    return out;
}

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What PROJ is asked for; empty if the name is to be given to it as it stands.
std::string definition_of(std::string_view name) {
    const std::string word = squeezed(name);
    if (word.ends_with("CRS84") || word.ends_with("CRS83") || word == "WGS84") return "EPSG:4326";
    if (word == "CGCS2000") return "EPSG:4490";
    // urn:ogc:def:crs:EPSG:6.9:4549 and http://www.opengis.net/def/crs/EPSG/0/4549
    const bool is_urn = name.starts_with("urn:") || name.starts_with("http");
    if (is_urn && word.find("EPSG") != std::string::npos) {
        const std::string_view code = name.substr(name.find_last_of(":/#") + 1);
        if (is_number(code)) return "EPSG:" + std::string{code};
    }
    return {};
}

}  // namespace

Result<NamedCrs> crs_from_name(std::string_view name, const std::string& where) {
    const std::string word = squeezed(name);
    if (word == "GCJ02") return NamedCrs{geo::Crs::cgcs2000(), model::CoordinateOffset::gcj02};
    if (word == "BD09" || word == "BD09LL") {
        return NamedCrs{geo::Crs::cgcs2000(), model::CoordinateOffset::bd09};
    }
    std::string definition = definition_of(name);
    if (definition.empty()) definition = std::string{name};
    if (definition == "EPSG:4490") return NamedCrs{geo::Crs::cgcs2000()};
    Result<geo::Crs> crs = geo::Crs::parse(definition);
    if (!crs) {
        return fail(ErrorCode::crs_unknown, where,
                    said(msg::errors_unknown_crs, name.substr(0, 200)), said(msg::errors_by_epsg));
    }
    return NamedCrs{std::move(*crs)};
}

}  // namespace parkatlas::io
