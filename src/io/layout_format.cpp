#include "io/layout_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/messages_errors.h"
#include "io/encoding.h"
#include "io/finding_log.h"
#include "io/geojson.h"
#include "io/source.h"

namespace parkatlas::io {

namespace {

namespace dom = simdjson::dom;

/// The members of one JSON object, taken by name and type. A member that is missing or null gives
/// nothing; one of another type gives nothing and a finding.
class Members {
  public:
    Members(dom::object object, FindingLog& log, std::string feature)
        : object_{object}, log_{&log}, feature_{std::move(feature)} {}

    [[nodiscard]] std::optional<dom::element> find(std::string_view key) const {
        dom::element element;
        if (object_.at_key(key).get(element) != simdjson::SUCCESS || element.is_null()) {
            return std::nullopt;
        }
        return element;
    }

    [[nodiscard]] std::string text(std::string_view key) const {
        const std::optional<dom::element> element = find(key);
        if (!element) return {};
        std::string_view view;
        if (element->get(view) != simdjson::SUCCESS) {
            complain(key, "text");
            return {};
        }
        return std::string{view};
    }

    [[nodiscard]] model::Words words(std::string_view key) const {
        return {text(key), text(std::string{key} + "_en")};
    }

    [[nodiscard]] std::optional<double> number(std::string_view key) const {
        const std::optional<dom::element> element = find(key);
        if (!element) return std::nullopt;
        double value = 0.0;
        if (element->get(value) != simdjson::SUCCESS) {
            complain(key, said(msg::errors_number));
            return std::nullopt;
        }
        return value;
    }

    /// A measure: a number that is not negative.
    [[nodiscard]] std::optional<double> measure(std::string_view key) const {
        const std::optional<double> value = number(key);
        if (value && *value < 0.0) {
            complain(key, said(msg::errors_number_not_negative));
            return std::nullopt;
        }
        return value;
    }

    [[nodiscard]] std::optional<int> year(std::string_view key) const {
        const std::optional<double> value = number(key);
        if (!value) return std::nullopt;
        if (*value != std::floor(*value) || *value < 0.0 || *value > 9999.0) {
            complain(key, said(msg::errors_year));
            return std::nullopt;
        }
        return static_cast<int>(*value);
    }

    /// What `read` makes of an object that is a member of this one.
    template <typename Read>
    [[nodiscard]] auto of(dom::object value, Read read) const {
        return read(Members{value, *log_, feature_});
    }

    [[nodiscard]] std::optional<dom::object> object(std::string_view key) const {
        const std::optional<dom::element> element = find(key);
        if (!element) return std::nullopt;
        dom::object value;
        if (element->get(value) != simdjson::SUCCESS) {
            complain(key, said(msg::errors_object));
            return std::nullopt;
        }
        return value;
    }

    /// Calls `take` for each element of an array that is an object.
    template <typename Take>
    void each_object(std::string_view key, Take take) const {
        for (const dom::element element : array(key)) {
            dom::object value;
            if (element.get(value) == simdjson::SUCCESS) {
                take(Members{value, *log_, feature_});
            } else {
                complain(key, said(msg::errors_array_objects));
            }
        }
    }

    /// An array of texts; a text alone counts as an array of one.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const {
        const std::optional<dom::element> element = find(key);
        if (element && element->is_string()) return {text(key)};
        std::vector<std::string> list;
        for (const dom::element one : array(key)) {
            std::string_view view;
            if (one.get(view) == simdjson::SUCCESS) {
                list.emplace_back(view);
            } else {
                complain(key, said(msg::errors_array_texts));
            }
        }
        return list;
    }

    [[nodiscard]] std::optional<geo::LonLat> lon_lat(std::string_view key) const {
        const std::optional<dom::element> element = find(key);
        if (!element) return std::nullopt;
        const std::optional<geo::LonLat> place = to_lon_lat(*element);
        if (!place) complain(key, said(msg::errors_longitude_latitude));
        return place;
    }

    /// The members that are not among the known ones, nor null.
    [[nodiscard]] model::OtherMembers others(std::span<const std::string_view> known) const {
        model::OtherMembers list;
        for (const dom::key_value_pair member : object_) {
            if (std::ranges::find(known, member.key) != known.end()) continue;
            if (member.value.is_null()) continue;
            list.push_back({std::string{member.key}, simdjson::minify(member.value)});
        }
        return list;
    }

    [[nodiscard]] std::vector<geo::LonLat> chain(std::string_view key) const {
        std::vector<geo::LonLat> places;
        for (const dom::element element : array(key)) {
            const std::optional<geo::LonLat> place = to_lon_lat(element);
            if (!place) {
                complain(key, said(msg::errors_array_longitudes_latitudes));
                return {};
            }
            places.push_back(*place);
        }
        return places;
    }

    [[nodiscard]] std::optional<geo::Box> box(std::string_view key) const {
        if (!find(key)) return std::nullopt;
        std::vector<double> numbers;
        for (const dom::element element : array(key)) {
            double value = 0.0;
            if (element.get(value) != simdjson::SUCCESS) break;
            numbers.push_back(value);
        }
        if (numbers.size() != 4 || !(numbers[0] < numbers[2] && numbers[1] < numbers[3])) {
            complain(key, said(msg::errors_west_south_east_north));
            return std::nullopt;
        }
        return geo::Box{numbers[0], numbers[1], numbers[2], numbers[3]};
    }

    void complain(std::string_view key, const Phrase& wanted) const {
        log_->add(Severity::warning, "wrong_type", feature_,
                  said(msg::errors_should_passed_over, key, wanted));
    }
    void note(Severity severity, std::string_view code, Phrase message) const {
        log_->add(severity, code, feature_, std::move(message));
    }

  private:
    [[nodiscard]] std::vector<dom::element> array(std::string_view key) const {
        const std::optional<dom::element> element = find(key);
        if (!element) return {};
        dom::array value;
        if (element->get(value) != simdjson::SUCCESS) {
            complain(key, said(msg::errors_array));
            return {};
        }
        return {value.begin(), value.end()};
    }

    [[nodiscard]] static std::optional<geo::LonLat> to_lon_lat(dom::element element) {
        dom::array pair;
        if (element.get(pair) != simdjson::SUCCESS || pair.size() < 2) return std::nullopt;
        geo::LonLat place;
        if (pair.at(0).get(place.lon_deg) != simdjson::SUCCESS ||
            pair.at(1).get(place.lat_deg) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        if (std::abs(place.lon_deg) > 360.0 || std::abs(place.lat_deg) > 90.0) return std::nullopt;
        return place;
    }

    dom::object object_;
    FindingLog* log_;
    std::string feature_;
};

constexpr std::array<std::string_view, 17> head_members{
    "id",          "scheme",      "scheme_en",      "also_scheme", "also_scheme_en", "title",
    "title_en",    "short_title", "short_title_en", "summary",     "summary_en",     "extent",
    "compiled_by", "document",    "datum",          "indicators",  "links"};
constexpr std::array<std::string_view, 7> document_members{"title",  "title_en",  "number", "date",
                                                           "issuer", "issuer_en", "section"};
constexpr std::array<std::string_view, 16> indicator_members{
    "name",       "name_en",      "unit",      "unit_en",      "base_year",   "target_year",
    "base_value", "target_value", "base_text", "base_text_en", "target_text", "target_text_en",
    "note",       "note_en",      "kind",      "section"};
constexpr std::array<std::string_view, 8> part_members{
    "name", "name_en", "at", "located_in", "stated_area_m2", "stated_area_text", "existing_area_m2",
    "note"};
constexpr std::array<std::string_view, 3> waypoint_members{"name", "name_en", "at"};
constexpr std::array<std::string_view, 2> link_members{"from", "to"};
constexpr std::array<std::string_view, 5> file_members{"type", "name", "crs", "layout", "features"};

/// Where the layout's text says on which datum it is; the member `crs` of the file goes before it.
Result<void> settle_datum(const Members& members, model::Layer& layer, const std::string& source) {
    const std::string datum = members.text("datum");
    if (datum.empty() || layer.crs_stated) return {};
    Result<NamedCrs> named = crs_from_name(datum, source);
    if (!named) return tl::unexpected{std::move(named.error())};
    if (!named->crs.is_geographic()) {
        return fail(ErrorCode::crs_unknown, source,
                    said(msg::errors_datum_no_geographic_system, datum),
                    said(msg::errors_name_projected_crs_by));
    }
    layer.crs = std::move(named->crs);
    layer.offset = named->offset;
    layer.crs_stated = true;
    return {};
}

model::PlanDocument read_document(const Members& members) {
    return {members.words("title"),          members.text("number"),  members.text("date"),
            members.text("issuer"),          members.text("section"), members.text("issuer_en"),
            members.others(document_members)};
}

model::Indicator read_indicator(const Members& members) {
    model::Indicator indicator;
    indicator.name = members.words("name");
    indicator.unit = members.words("unit");
    indicator.base_year = members.year("base_year");
    indicator.target_year = members.year("target_year");
    indicator.base_value = members.number("base_value");
    indicator.target_value = members.number("target_value");
    indicator.base_text = members.text("base_text");
    indicator.target_text = members.text("target_text");
    indicator.base_text_en = members.text("base_text_en");
    indicator.target_text_en = members.text("target_text_en");
    indicator.note = members.words("note");
    indicator.kind = members.text("kind");
    indicator.section = members.text("section");
    indicator.others = members.others(indicator_members);
    return indicator;
}

model::FeaturePart read_part(const Members& members) {
    model::FeaturePart part;
    part.name = members.words("name");
    if (const std::optional<geo::LonLat> at = members.lon_lat("at")) {
        part.at = *at;
    } else {
        members.note(Severity::warning, "wrong_type",
                     said(msg::errors_part_has_no_position, part.name.zh));
    }
    part.located_in = members.texts("located_in");
    part.stated_area_m2 = members.measure("stated_area_m2");
    part.stated_area_text = members.text("stated_area_text");
    part.existing_area_m2 = members.measure("existing_area_m2");
    part.note = members.text("note");
    part.others = members.others(part_members);
    return part;
}

void read_role(const Members& members, model::LayoutFeature& feature) {
    feature.role_word = members.text("role");
    feature.role = model::parse_role(feature.role_word);
    if (feature.role_word.empty()) {
        members.note(Severity::warning, "missing_role", said(msg::errors_no_role));
    } else if (feature.role == model::Role::other && feature.role_word != "other") {
        members.note(Severity::warning, "unknown_role",
                     said(msg::errors_unknown_role, feature.role_word));
    }
}

void read_basis(const Members& members, model::LayoutFeature& feature) {
    const std::string word = members.text("basis");
    if (word.empty()) {
        members.note(Severity::info, "missing_basis", said(msg::errors_feature_does_not_say));
        return;
    }
    feature.basis_word = word;
    const std::optional<model::Basis> basis = model::parse_basis(word);
    feature.basis = basis.value_or(model::Basis::schematic);
    if (!basis) {
        members.note(Severity::warning, "unknown_basis",
                     said(msg::errors_unknown_basis_taken_schematic, word));
    }
}

model::LayoutFeature read_feature(const Members& members, std::string id) {
    model::LayoutFeature feature;
    feature.id = std::move(id);
    read_role(members, feature);
    feature.name = members.words("name");
    feature.part_of = members.text("part_of");
    feature.located_in = members.texts("located_in");
    feature.anchor = members.lon_lat("anchor");
    feature.stated_area_m2 = members.measure("stated_area_m2");
    feature.stated_area_text = members.text("stated_area_text");
    feature.usable_area_m2 = members.measure("usable_area_m2");
    feature.usable_area_text = members.text("usable_area_text");
    read_basis(members, feature);
    feature.units = members.texts("units");
    feature.position_accuracy_m = members.measure("position_accuracy_m");
    feature.summary = members.words("summary");
    feature.section = members.text("section");
    feature.centreline = members.chain("centreline");
    members.each_object("waypoints", [&feature](const Members& one) {
        const std::optional<geo::LonLat> at = one.lon_lat("at");
        if (at) feature.waypoints.push_back({one.words("name"), *at, one.others(waypoint_members)});
    });
    members.each_object(
        "parts", [&feature](const Members& part) { feature.parts.push_back(read_part(part)); });
    feature.kind = members.text("kind");
    feature.grade = members.text("grade");
    feature.status = members.text("status");
    feature.same_as = members.texts("same_as");
    return feature;
}

void read_head(const Members& members, model::Layout& layout, const std::string& fallback_id) {
    layout.id = members.text("id");
    if (layout.id.empty()) layout.id = fallback_id;
    layout.scheme = members.text("scheme");
    layout.scheme_en = members.text("scheme_en");
    layout.also_scheme = members.text("also_scheme");
    layout.also_scheme_en = members.text("also_scheme_en");
    layout.title = members.words("title");
    layout.short_title = members.words("short_title");
    layout.summary = members.words("summary");
    layout.extent = members.box("extent");
    layout.compiled_by = members.text("compiled_by");
    if (const std::optional<dom::object> document = members.object("document")) {
        layout.document = members.of(*document, read_document);
    }
    if (layout.compiled_by.empty()) layout.compiled_by = layout.document.issuer;
    members.each_object("indicators", [&layout](const Members& one) {
        layout.indicators.push_back(read_indicator(one));
    });
    members.each_object("links", [&layout](const Members& one) {
        layout.links.push_back({one.text("from"), one.text("to"), one.others(link_members)});
    });
    layout.datum = members.text("datum");
    layout.others = members.others(head_members);
}

void check_references(const model::Layout& layout, FindingLog& log) {
    std::unordered_set<std::string_view> known;
    for (const model::LayoutFeature& feature : layout.features) known.insert(feature.id);
    const auto check = [&](const std::string& id, const std::string& who, std::string_view what) {
        if (id.empty() || known.contains(id)) return;
        log.add(Severity::warning, "unknown_feature", who,
                said(msg::errors_names_feature_which_not, what, id));
    };
    for (std::size_t i = 0; i < layout.features.size(); ++i) {
        check(layout.features[i].part_of, layout.layer.feature_label(i), "part_of");
    }
    for (const model::LayoutLink& link : layout.links) check(link.from, {}, "a link");
}

/// The properties of one element of `features`, if it has any.
std::optional<dom::object> properties_of(dom::element feature) {
    dom::object properties;
    if (feature.at_key("properties").get(properties) != simdjson::SUCCESS) return std::nullopt;
    return properties;
}

Result<void> read_members(const std::string& text, const std::vector<std::size_t>& positions,
                          const std::string& source, const std::string& fallback_id,
                          model::Layout& layout, FindingLog& log) {
    dom::parser parser;
    dom::element root;
    if (const simdjson::error_code code = parser.parse(text).get(root); code != simdjson::SUCCESS) {
        return fail(ErrorCode::input_malformed, source, simdjson::error_message(code));
    }
    dom::object head;
    if (root.at_key("layout").get(head) != simdjson::SUCCESS) {
        return fail(ErrorCode::input_malformed, source, said(msg::errors_no_layout_collection_has));
    }
    const Members members{head, log, {}};
    read_head(members, layout, fallback_id);
    dom::object file;
    if (root.get(file) == simdjson::SUCCESS) {
        layout.file_others = Members{file, log, {}}.others(file_members);
    }
    if (Result<void> datum = settle_datum(members, layout.layer, source); !datum) return datum;

    dom::array array;
    if (root.at_key("features").get(array) != simdjson::SUCCESS) {
        return fail(ErrorCode::input_malformed, source, said(msg::errors_layout_without_features));
    }
    const std::vector<dom::element> elements{array.begin(), array.end()};
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const std::optional<dom::object> properties = properties_of(elements.at(positions[i]));
        std::string id = model::id_text(layout.layer.ids[i]);
        if (properties) {
            const Members own{*properties, log, layout.layer.feature_label(i)};
            layout.features.push_back(read_feature(own, std::move(id)));
        } else {
            log.add(Severity::warning, "missing_role", layout.layer.feature_label(i),
                    said(msg::errors_feature_has_no_properties));
            model::LayoutFeature bare;
            bare.id = std::move(id);
            layout.features.push_back(std::move(bare));
        }
    }
    return {};
}

}  // namespace

Result<Loaded<model::Layout>> read_layout_text(std::string text, const std::string& source,
                                               const std::string& fallback_id) {
    Result<DecodedText> decoded = decode_text(std::move(text), source);
    if (!decoded) return tl::unexpected{std::move(decoded.error())};
    // The strict reader goes first: it finds every error of the text and says where it is.
    GeoJsonOptions options;
    options.stop_at_layout = false;
    Result<Loaded<GeoJsonLayer>> read =
        read_geojson_text(decoded->text, source, fallback_id, options);
    if (!read) return tl::unexpected{std::move(read.error())};

    Loaded<model::Layout> answer;
    model::Layout& layout = answer.value;
    layout.layer = std::move(read->value.layer);
    layout.layer.encoding = decoded->encoding;
    FindingLog log{source};
    const Result<void> members =
        read_members(decoded->text, read->value.positions, source, fallback_id, layout, log);
    if (!members) return tl::unexpected{members.error()};
    layout.layer.name = layout.id;
    check_references(layout, log);

    answer.findings = std::move(read->findings);
    for (Finding& finding : log.take()) answer.findings.push_back(std::move(finding));
    return answer;
}

Result<Loaded<model::Layout>> parse_layout(std::string_view json, const std::string& where) {
    return read_layout_text(std::string{json}, where, where);
}

}  // namespace parkatlas::io
