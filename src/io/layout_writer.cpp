#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "io/finding_log.h"
#include "io/geojson.h"
#include "io/json_out.h"
#include "io/layout_format.h"
#include "io/text_writer.h"
#include "io/write_plan.h"

namespace parkatlas::io {

namespace {

/// Members of one JSON object. What is empty is left out.
class ObjectText {
  public:
    void text(std::string_view key, std::string_view value) {
        if (value.empty()) return;
        append_json_string(begin(key), value);
    }
    void words(std::string_view key, const model::Words& value) {
        text(key, value.zh);
        text(std::string{key} + "_en", value.en);
    }
    void number(std::string_view key, const std::optional<double>& value) {
        if (value) append_rounded(begin(key), *value, std::nullopt);
    }
    void year(std::string_view key, const std::optional<int>& value) {
        if (value) append_json_number(begin(key), std::int64_t{*value});
    }
    void texts(std::string_view key, std::span<const std::string> values) {
        if (values.empty()) return;
        each(key, values,
             [](std::string& out, const std::string& one) { append_json_string(out, one); });
    }
    void place(std::string_view key, const std::optional<geo::LonLat>& value) {
        if (value) append_place(begin(key), *value);
    }
    void places(std::string_view key, std::span<const geo::LonLat> values) {
        if (!values.empty()) each(key, values, append_place);
    }
    void box(std::string_view key, const std::optional<geo::Box>& value) {
        if (!value) return;
        const std::array corners{value->min_x, value->min_y, value->max_x, value->max_y};
        each(key, std::span<const double>{corners},
             [](std::string& out, double number) { append_rounded(out, number, std::nullopt); });
    }
    void raw(std::string_view key, std::string_view json) { begin(key) += json; }
    void others(const model::OtherMembers& members) {
        for (const model::OtherMember& one : members) raw(one.name, one.json);
    }
    template <typename T, typename Append>
    void each(std::string_view key, std::span<const T> values, Append append) {
        std::string& out = begin(key);
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) out += ',';
            append(out, values[i]);
        }
        out += ']';
    }
    [[nodiscard]] bool has(std::string_view key) const {
        return std::ranges::find(keys_, key) != keys_.end();
    }
    [[nodiscard]] std::string take() { return std::move(out_) + '}'; }

  private:
    static void append_place(std::string& out, const geo::LonLat& place) {
        out += '[';
        append_rounded(out, place.lon_deg, std::nullopt);
        out += ',';
        append_rounded(out, place.lat_deg, std::nullopt);
        out += ']';
    }
    std::string& begin(std::string_view key) {
        if (out_.size() > 1) out_ += ',';
        append_json_string(out_, key);
        out_ += ':';
        keys_.emplace_back(key);
        return out_;
    }
    std::string out_ = "{";
    std::vector<std::string> keys_;
};

std::string document_json(const model::PlanDocument& document) {
    ObjectText out;
    out.words("title", document.title);
    out.text("number", document.number);
    out.text("date", document.date);
    out.text("issuer", document.issuer);
    out.text("issuer_en", document.issuer_en);
    out.text("section", document.section);
    out.others(document.others);
    return out.take();
}

std::string indicator_json(const model::Indicator& indicator) {
    ObjectText out;
    out.words("name", indicator.name);
    out.words("unit", indicator.unit);
    out.year("base_year", indicator.base_year);
    out.number("base_value", indicator.base_value);
    out.text("base_text", indicator.base_text);
    out.text("base_text_en", indicator.base_text_en);
    out.year("target_year", indicator.target_year);
    out.number("target_value", indicator.target_value);
    out.text("target_text", indicator.target_text);
    out.text("target_text_en", indicator.target_text_en);
    out.words("note", indicator.note);
    out.text("kind", indicator.kind);
    out.text("section", indicator.section);
    out.others(indicator.others);
    return out.take();
}

std::string link_json(const model::LayoutLink& link) {
    ObjectText out;
    out.text("from", link.from);
    out.text("to", link.to);
    out.others(link.others);
    return out.take();
}

std::string part_json(const model::FeaturePart& part) {
    ObjectText out;
    out.words("name", part.name);
    out.place("at", part.at);
    out.texts("located_in", part.located_in);
    out.number("stated_area_m2", part.stated_area_m2);
    out.text("stated_area_text", part.stated_area_text);
    out.number("existing_area_m2", part.existing_area_m2);
    out.text("note", part.note);
    out.others(part.others);
    return out.take();
}

std::string waypoint_json(const model::Waypoint& waypoint) {
    ObjectText out;
    out.words("name", waypoint.name);
    out.place("at", waypoint.at);
    out.others(waypoint.others);
    return out.take();
}

/// How the file names the datum of its coordinates; as it was read where that is still right.
std::string datum_word(const model::Layout& layout) {
    const model::Layer& layer = layout.layer;
    if (!layout.datum.empty()) {
        const Result<NamedCrs> named = crs_from_name(layout.datum, {});
        if (named && named->offset == layer.offset && named->crs.same_as(layer.crs)) {
            return layout.datum;
        }
    }
    if (layer.offset != model::CoordinateOffset::none) {
        return std::string{offset_crs_name(layer.offset)};
    }
    if (layer.crs.same_as(geo::Crs::cgcs2000())) return "CGCS2000";
    const std::string& code = layer.crs.authority_code();
    return code.empty() ? layer.crs.definition() : code;
}

std::string head_json(const model::Layout& layout) {
    ObjectText out;
    out.text("id", layout.id);
    out.text("scheme", layout.scheme);
    out.text("scheme_en", layout.scheme_en);
    out.text("also_scheme", layout.also_scheme);
    out.text("also_scheme_en", layout.also_scheme_en);
    out.words("title", layout.title);
    out.words("short_title", layout.short_title);
    if (layout.document != model::PlanDocument{}) {
        out.raw("document", document_json(layout.document));
    }
    // Where nothing else is said, the issuer of the document compiled the map.
    if (layout.compiled_by != layout.document.issuer) out.text("compiled_by", layout.compiled_by);
    out.text("datum", datum_word(layout));
    out.box("extent", layout.extent);
    out.words("summary", layout.summary);
    if (!layout.indicators.empty()) {
        out.each("indicators", std::span<const model::Indicator>{layout.indicators},
                 [](std::string& to, const model::Indicator& one) { to += indicator_json(one); });
    }
    if (!layout.links.empty()) {
        out.each("links", std::span<const model::LayoutLink>{layout.links},
                 [](std::string& to, const model::LayoutLink& one) { to += link_json(one); });
    }
    out.others(layout.others);
    return out.take();
}

void add_known_properties(ObjectText& out, const model::LayoutFeature& feature) {
    out.text("role", feature.role_word);
    out.words("name", feature.name);
    out.text("part_of", feature.part_of);
    out.texts("located_in", feature.located_in);
    out.place("anchor", feature.anchor);
    out.number("stated_area_m2", feature.stated_area_m2);
    out.text("stated_area_text", feature.stated_area_text);
    out.number("usable_area_m2", feature.usable_area_m2);
    out.text("usable_area_text", feature.usable_area_text);
    out.text("basis", feature.basis_word);
    out.number("position_accuracy_m", feature.position_accuracy_m);
    out.texts("units", feature.units);
    out.text("kind", feature.kind);
    out.text("grade", feature.grade);
    out.text("status", feature.status);
    out.words("summary", feature.summary);
    out.text("section", feature.section);
    out.places("centreline", feature.centreline);
    if (!feature.waypoints.empty()) {
        out.each("waypoints", std::span<const model::Waypoint>{feature.waypoints},
                 [](std::string& to, const model::Waypoint& one) { to += waypoint_json(one); });
    }
    if (!feature.parts.empty()) {
        out.each("parts", std::span<const model::FeaturePart>{feature.parts},
                 [](std::string& to, const model::FeaturePart& one) { to += part_json(one); });
    }
    out.texts("same_as", feature.same_as);
}

/// What the feature of the model does not hold: properties unknown to it, or of a type it passed
/// over.
void add_other_properties(ObjectText& out, const model::Layer& layer, std::size_t index) {
    for (const model::AttributeColumn& column : layer.columns) {
        if (out.has(column.name)) continue;
        if (column.values.is_null(index)) continue;
        std::string value;
        append_json_value(value, column.values.view(index), column.is_json(index));
        out.raw(column.name, value);
    }
}

}  // namespace

Result<std::string> layout_text(const model::Layout& layout) {
    const model::Layer& layer = layout.layer;
    if (!layer.crs.is_geographic()) {
        return fail(ErrorCode::unsupported, layout.id,
                    said(msg::errors_layout_written_degrees_not, layer.crs.label()),
                    said(msg::errors_write_another_format_or));
    }
    FindingLog log{layer.source};
    WriteOptions options;
    options.keep_crs = true;
    const Result<OutputCoordinates> coordinates = OutputCoordinates::create(layer, options, log);
    if (!coordinates) return tl::unexpected{coordinates.error()};
    GeoJsonGeometryWriter geometry{*coordinates, options};
    std::string out = "{\"type\":\"FeatureCollection\",\n\"layout\":" + head_json(layout);
    for (const model::OtherMember& one : layout.file_others) {
        out += ",\n";
        append_json_string(out, one.name);
        out += ':' + one.json;
    }
    out += ",\n\"features\":[";
    for (std::size_t i = 0; i < layout.features.size(); ++i) {
        out += i > 0 ? ",\n" : "\n";
        out += R"({"type":"Feature","id":)";
        append_json_id(out, layer.ids.view(i));
        ObjectText properties;
        add_known_properties(properties, layout.features[i]);
        add_other_properties(properties, layer, i);
        out += ",\"properties\":" + properties.take() + ",\"geometry\":";
        if (Result<void> done = geometry.append(out, layer.shapes[i]); !done) {
            return tl::unexpected{std::move(done.error())};
        }
        out += '}';
    }
    out += "\n]}\n";
    return out;
}

Result<void> write_layout(const model::Layout& layout, const std::string& path) {
    const Result<std::string> text = layout_text(layout);
    if (!text) return tl::unexpected{text.error()};
    return write_file_safely(path, *text);
}

}  // namespace parkatlas::io
