#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "io/geojson.h"
#include "io/source.h"

namespace parkatlas::test {

/// A file of tests/data.
inline std::string test_file(std::string_view relative) {
    return (std::filesystem::path{PARKATLAS_SOURCE_DIR} / "tests/data" / relative).string();
}

inline std::string geojson(std::string_view name) {
    return test_file("geojson/" + std::string{name});
}

inline void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream{path, std::ios::binary}.write(bytes.data(),
                                                static_cast<std::streamsize>(bytes.size()));
}

inline long count_of(const std::vector<Finding>& findings, std::string_view code) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const Finding& one) { return one.code == code; });
}

/// "feature: code" of every finding that is no info, in order.
inline std::vector<std::string> warnings(const std::vector<Finding>& findings) {
    std::vector<std::string> list;
    for (const Finding& one : findings) {
        if (one.severity != Severity::info) list.push_back(one.feature + ": " + one.code);
    }
    return list;
}

/// The one layer of a source that must open.
struct OneLayer {
    model::Layer layer;
    std::vector<Finding> findings;
};

inline OneLayer open_layer(const std::string& source) {
    Result<Loaded<io::Opened>> opened = io::open_source(source, {});
    if (!opened) {
        ADD_FAILURE() << error_line(opened.error());
        return {};
    }
    EXPECT_EQ(opened->value.layers.size(), 1U);
    if (opened->value.layers.empty()) return {};
    return {std::move(opened->value.layers.front()), std::move(opened->findings)};
}

/// The error of a source that must not open.
inline Error open_error(const std::string& source) {
    const Result<Loaded<io::Opened>> opened = io::open_source(source, {});
    if (!opened) return opened.error();
    ADD_FAILURE() << source << " was opened";
    return {};
}

inline OneLayer read_text(std::string text) {
    Result<Loaded<io::GeoJsonLayer>> read = io::read_geojson_text(std::move(text), "t", "t", {});
    if (!read) {
        ADD_FAILURE() << error_line(read.error());
        return {};
    }
    return {std::move(read->value.layer), std::move(read->findings)};
}

inline Error text_error(std::string text) {
    const Result<Loaded<io::GeoJsonLayer>> read =
        io::read_geojson_text(std::move(text), "t", "t", {});
    if (!read) return read.error();
    ADD_FAILURE() << "the text was read";
    return {};
}

/// A collection of one feature with this geometry.
inline std::string with_geometry(std::string_view geometry) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
           R"("geometry":)" +
           std::string{geometry} + "}]}";
}

}  // namespace parkatlas::test
