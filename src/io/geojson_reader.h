#pragma once

// Internal to the GeoJSON reader: one pass over a text or a piece of one.

#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error_words.h"
#include "base/messages_errors.h"
#include "io/geojson.h"
#include "io/geojson_geometry.h"
#include "io/json_cursor.h"
#include "io/layer_builder.h"
#include "io/text_input.h"

namespace parkatlas::io {

/// A whole number that a double holds exactly, as a number; anything else as its text.
inline model::FeatureId id_from_number(const JsonNumber& number) {
    if (number.is_whole) return number.whole;
    const double exact_limit = 9007199254740992.0;
    if (std::trunc(number.value) == number.value && std::abs(number.value) <= exact_limit) {
        return static_cast<std::int64_t>(number.value);
    }
    return fmt::format("{}", number.value);
}

/// Which piece of a text a reader gets. A file is cut between two elements of `features`, right
/// before the second one's opening brace.
enum class TextPart { whole, first, middle, last };

class GeoJsonReader {
  public:
    /// `builder` is a new one, or one whose memory is to be used again.
    GeoJsonReader(TextInput& input, const std::string& source, const GeoJsonOptions& options,
                  LayerBuilder builder)
        : cursor_{input},
          source_{source},
          options_{options},
          builder_{std::move(builder)},
          geometry_{cursor_, scratch_} {
        const std::uint64_t bytes = input.size_hint();
        // Typical of parcels with a few properties; memory that stays unused costs nothing.
        builder_.reserve(bytes / 400, bytes / 40);
    }

    Result<Loaded<GeoJsonLayer>> read(const std::string& stem, const std::string& encoding) {
        if (!read_text()) return tl::unexpected{error()};
        return finish(stem, encoding);
    }

    /// Reads a piece of a text. False if it is not what a whole reader would find between these
    /// bytes, or holds anything that is better told by one that has seen the rest.
    [[nodiscard]] bool read_part(TextPart part) {
        part_ = part;
        switch (part) {
            case TextPart::whole:
                return read_text();
            case TextPart::first:
                return read_text() && was_cut_;
            case TextPart::middle:
                ++values_;
                in_features_ = true;
                return read_elements() && was_cut_ && !named_a_position_;
            case TextPart::last:
                break;
        }
        ++values_;
        in_features_ = true;
        return read_elements() && read_rest_of_root() && !named_a_position_ && !has_layout_;
    }

    /// Takes over what the reader of the next piece found. False if that would not give what one
    /// reader alone would have found.
    [[nodiscard]] bool absorb(GeoJsonReader& next) {
        const std::uint64_t before = position_;
        if (!builder_.absorb(next.builder_, before)) return false;
        for (const std::size_t position : next.positions_) {
            positions_.push_back(position + static_cast<std::size_t>(before));
        }
        position_ += next.position_;
        not_finite_ += next.not_finite_;
        if (!next.root_type_.empty()) root_type_ = std::move(next.root_type_);
        if (!next.name_.empty()) name_ = std::move(next.name_);
        if (next.met_crs_) {
            crs_name_ = std::move(next.crs_name_);
            crs_problem_ = std::move(next.crs_problem_);
        }
        return true;
    }
    /// Makes room for `times` as much as has been read.
    void reserve_times(double times) {
        builder_.reserve_times(times);
        positions_.reserve(
            static_cast<std::size_t>(static_cast<double>(positions_.size()) * times));
    }
    /// The builder for another reader to go on with its memory; this reader is of no more use.
    [[nodiscard]] LayerBuilder take_builder() {
        builder_.restart();
        return std::move(builder_);
    }
    [[nodiscard]] const std::string& root_type() const { return root_type_; }

    [[nodiscard]] Result<Loaded<GeoJsonLayer>> finish(const std::string& stem,
                                                      const std::string& encoding) {
        if (!crs_problem_.empty()) {
            return fail(ErrorCode::crs_unknown, source_, crs_problem_, said(msg::errors_by_epsg));
        }
        LayerFacts facts;
        facts.name = name_.empty() ? stem : name_;
        facts.format = values_ > 1 ? "GeoJSONSeq" : "GeoJSON";
        facts.encoding = encoding;
        if (!crs_name_.empty()) {
            Result<NamedCrs> named = crs_from_name(crs_name_, source_);
            if (!named) return tl::unexpected{std::move(named.error())};
            facts.crs = std::move(named->crs);
            facts.offset = named->offset;
        }
        GeoJsonLayer answer{{}, std::move(positions_), has_layout_};
        if (builder_.size() == 0 && !stopped_at_layout_) {
            builder_.log().add(Severity::warning, "no_features", {}, said(msg::errors_no_feature));
        }
        if (not_finite_ > 0) {
            builder_.log().add(Severity::warning, "not_finite_value", {},
                               said(msg::errors_value_s_nan_or, not_finite_));
        }
        if (stopped_at_layout_) return Loaded<GeoJsonLayer>{std::move(answer), {}};
        Result<Loaded<model::Layer>> layer = builder_.finish(std::move(facts));
        if (!layer) return tl::unexpected{std::move(layer.error())};
        answer.layer = std::move(layer->value);
        return Loaded<GeoJsonLayer>{std::move(answer), std::move(layer->findings)};
    }

  private:
    /// Members that decide what an object of the text is, as far as they have been met.
    struct ObjectState {
        std::string type;
        GeoJsonGeometryReader::Frame frame;
        bool has_geometry = false;
        bool is_collection = false;
    };

    bool read_text() {
        while (cursor_.take('\x1e')) {
        }
        if (cursor_.at_end()) {
            if (cursor_.input().state() != TextInput::State::ended) return false;
            hard_error_ = Error{ErrorCode::input_malformed,
                                source_,
                                cursor_.offset() == 0 ? said(msg::errors_file_empty)
                                                      : said(msg::errors_file_holds_nothing_but),
                                {}};
            return false;
        }
        while (true) {
            if (cursor_.peek() != '{') {
                return cursor_.fail(values_ == 0 ? said(msg::errors_this_no_geojson_does)
                                                 : said(msg::errors_something_follows_end_geojson));
            }
            ++values_;
            if (!read_root()) return false;
            if (stopped_at_layout_ || was_cut_) return true;
            while (cursor_.take('\x1e')) {
            }
            if (cursor_.at_end()) return true;
            if (collections_ > 0) {
                return cursor_.fail(said(msg::errors_something_follows_end_geojson));
            }
        }
    }

    bool read_root() {
        ++position_;
        ObjectState state;
        if (!read_object(state, true)) return false;
        root_type_ = state.type;
        if (stopped_at_layout_ || was_cut_) return true;
        if (state.is_collection) {
            ++collections_;
            if (values_ > 1) return cursor_.fail(said(msg::errors_more_than_one_geojson));
            if (state.type == "FeatureCollection") return true;
            if (!state.type.empty()) {
                return cursor_.fail(
                    said(msg::errors_features_inside_no_geojson, state.type.substr(0, 40)));
            }
            builder_.log().add(Severity::warning, "missing_type", {},
                               said(msg::errors_text_does_not_say));
            return true;
        }
        if (state.type == "FeatureCollection") {
            return cursor_.fail(said(msg::errors_featurecollection_without_features));
        }
        if (state.type == "Feature" || is_geojson_geometry_type(state.type)) {
            return settle(state);
        }
        if (state.type == "Topology") {
            return cursor_.fail(said(msg::errors_this_topojson_not_geojson));
        }
        return cursor_.fail(state.type.empty() ? said(msg::errors_json_but_no_geojson)
                                               : said(msg::errors_json_but_no_geojson_type,
                                                      state.type.substr(0, 40)));
    }

    bool read_features() {
        if (cursor_.peek() != '[') return cursor_.fail(said(msg::errors_features_no_array));
        cursor_.step();
        position_ = 0;
        if (cursor_.take(']')) return true;
        in_features_ = true;
        return read_elements();
    }

    /// The members of the file after `features`, up to its end.
    bool read_rest_of_root() {
        ObjectState state;
        state.is_collection = true;
        while (cursor_.another('}')) {
            std::string_view key;
            if (!cursor_.read_key(key) || !read_member(key, state, true)) return false;
            if (stopped_at_layout_) return false;
        }
        root_type_ = state.type;
        return !cursor_.failed() && cursor_.at_end() &&
               cursor_.input().state() == TextInput::State::ended;
    }

    /// The elements of `features` and its closing bracket, or what there is before a cut.
    bool read_elements() {
        const bool may_be_cut = part_ == TextPart::first || part_ == TextPart::middle;
        bool is_first = true;
        do {
            if (may_be_cut && !is_first && cursor_.at_end()) {
                was_cut_ = cursor_.input().state() == TextInput::State::ended;
                return was_cut_;
            }
            is_first = false;
            ++position_;
            if (cursor_.peek() != '{') {
                not_a_feature(said(msg::errors_no_object));
                if (!cursor_.skip_value()) return false;
                continue;
            }
            ObjectState state;
            if (!read_object(state, false) || !settle_member(state)) return false;
        } while (cursor_.another(']'));
        if (cursor_.failed()) return false;
        in_features_ = false;
        return true;
    }

    /// One element of `features` that is an object.
    bool settle_member(ObjectState& state) {
        if (state.type == "Feature") return settle(state);
        if (is_geojson_geometry_type(state.type)) {
            not_a_feature(said(msg::errors_bare_geometry_taken_feature));
            return settle(state);
        }
        if (state.type.empty() && state.has_geometry) {
            builder_.log().add(Severity::warning, "missing_type", position_label(),
                               said(msg::errors_does_not_say_feature));
            state.type = "Feature";
            return settle(state);
        }
        not_a_feature(said(msg::errors_has_neither_type_feature));
        builder_.abandon_feature();
        return true;
    }

    void not_a_feature(const Phrase& why) {
        builder_.log().add(Severity::warning, "not_a_feature", position_label(), why);
    }

    [[nodiscard]] std::string position_label() {
        named_a_position_ = true;
        return fmt::format("feature {}", position_);
    }

    bool settle(const ObjectState& state) {
        if (state.type != "Feature") {
            scratch_.is_null = false;
            geometry_.close(state.frame, state.type);
        }
        Result<void> added = builder_.end_feature(scratch_);
        if (!added) {
            hard_error_ = std::move(added.error());
            return false;
        }
        positions_.push_back(static_cast<std::size_t>(position_ - 1));
        return true;
    }

    /// An object whose opening brace comes next: the root or an element of `features`.
    bool read_object(ObjectState& state, bool is_root) {
        cursor_.step();
        scratch_.clear();
        geometry_.clear();
        state.frame = geometry_.open();
        builder_.begin_feature(position_);
        if (cursor_.take('}')) return true;
        do {
            std::string_view key;
            if (!cursor_.read_key(key)) return false;
            if (!read_member(key, state, is_root)) return false;
            if (stopped_at_layout_ || was_cut_) return true;
        } while (cursor_.another('}'));
        return !cursor_.failed();
    }

    bool read_member(std::string_view key, ObjectState& state, bool is_root) {
        if (key == "type") return read_text_member(state.type);
        if (is_root) {
            if (key == "features") {
                builder_.abandon_feature();
                if (state.is_collection)
                    return cursor_.fail(said(msg::errors_member_features_comes_twice));
                state.is_collection = true;
                return read_features();
            }
            if (key == "crs") return read_crs();
            if (key == "name") return read_text_member(name_);
            if (key == "layout" && cursor_.peek() == '{') {
                has_layout_ = true;
                stopped_at_layout_ = options_.stop_at_layout;
                return stopped_at_layout_ || cursor_.skip_value();
            }
        }
        if (state.is_collection) return cursor_.skip_value();
        if (key == "geometry") {
            state.has_geometry = true;
            return geometry_.read_geometry(0);
        }
        if (key == "properties") return read_properties();
        if (key == "id") return read_id();
        if (key == "coordinates") return geometry_.read_coordinates(state.frame);
        if (key == "geometries") return geometry_.read_geometries(0);
        return cursor_.skip_value();
    }

    bool read_text_member(std::string& text) {
        if (cursor_.peek() != '"') return cursor_.skip_value();
        std::string_view view;
        if (!cursor_.read_string(view)) return false;
        text = view;
        return true;
    }

    bool read_id() {
        const char first = cursor_.peek();
        if (first == '"') {
            std::string_view text;
            if (!cursor_.read_string(text)) return false;
            builder_.set_id(text);
            return true;
        }
        if (!JsonCursor::starts_number(first)) return cursor_.skip_value();
        JsonNumber number;
        if (!cursor_.read_number(number)) return false;
        std::visit([this](const auto& id) { builder_.set_id(id); }, id_from_number(number));
        return true;
    }

    bool read_properties() {
        if (cursor_.peek() != '{') return cursor_.skip_value();
        cursor_.step();
        if (cursor_.take('}')) return true;
        do {
            std::string_view key;
            if (!cursor_.read_key(key)) return false;
            if (!read_property(builder_.column(key))) return false;
        } while (cursor_.another('}'));
        return !cursor_.failed();
    }

    bool read_property(std::size_t column) {
        const char first = cursor_.peek();
        if (first == '"') {
            std::string_view text;
            if (!cursor_.read_string(text)) return false;
            builder_.set_value(column, text);
            return true;
        }
        // A missing value, as GDAL's users know it: the rest of the file is as good as any.
        if ((first == 'N' || first == 'I' || first == '-') && cursor_.take_not_finite()) {
            ++not_finite_;
            return true;
        }
        if (JsonCursor::starts_number(first)) {
            JsonNumber number;
            if (!cursor_.read_number(number)) return false;
            builder_.set_value(column, number.is_whole ? model::ValueView{number.whole}
                                                       : model::ValueView{number.value});
            return true;
        }
        if (first == '{' || first == '[') {
            std::string nested;
            if (!cursor_.copy_value(nested)) return false;
            builder_.set_value(column, nested, true);
            return true;
        }
        char literal = '\0';
        if (!cursor_.read_literal(literal)) return false;
        if (literal != 'n') builder_.set_value(column, literal == 't');
        return true;
    }

    /// The member `crs` of GeoJSON 2008: null, {"type":"name","properties":{"name":…}} or
    /// {"type":"EPSG","properties":{"code":…}}. A link would be a URL, which is not followed.
    bool read_crs() {
        met_crs_ = true;
        if (cursor_.peek() != '{') {
            if (cursor_.peek() != 'n') crs_problem_ = said(msg::errors_member_crs_no_object);
            return cursor_.skip_value();
        }
        cursor_.step();
        crs_problem_ = said(msg::errors_member_crs_names_no);
        if (cursor_.take('}')) return true;
        do {
            std::string_view key;
            if (!cursor_.read_key(key)) return false;
            const bool read = key == "properties" && cursor_.peek() == '{' ? read_crs_properties()
                                                                           : cursor_.skip_value();
            if (!read) return false;
        } while (cursor_.another('}'));
        return !cursor_.failed();
    }

    bool read_crs_properties() {
        cursor_.step();
        if (cursor_.take('}')) return true;
        do {
            std::string_view key;
            if (!cursor_.read_key(key)) return false;
            const bool is_code = key == "code";
            if ((key == "name" || is_code) && cursor_.peek() == '"') {
                if (!read_text_member(crs_name_)) return false;
                crs_problem_.clear();
            } else if (is_code && JsonCursor::starts_number(cursor_.peek())) {
                JsonNumber number;
                if (!cursor_.read_number(number)) return false;
                crs_name_ = fmt::format("EPSG:{}", number.whole);
                crs_problem_.clear();
            } else if (!cursor_.skip_value()) {
                return false;
            }
        } while (cursor_.another('}'));
        return !cursor_.failed();
    }

    [[nodiscard]] Error error() {
        if (hard_error_) return *hard_error_;
        const TextInput& input = cursor_.input();
        if (input.state() == TextInput::State::stopped) {
            return {ErrorCode::stopped, source_, said(msg::errors_stopped), {}};
        }
        if (input.state() == TextInput::State::read_failed) {
            return {ErrorCode::input_unreadable,
                    source_,
                    said(msg::errors_read_error, system_error_words(input.error_number())),
                    {}};
        }
        std::string where = source_;
        if (in_features_ || values_ > 1) where += ", " + position_label();
        return {ErrorCode::input_malformed,
                std::move(where),
                said(msg::errors_at_byte, cursor_.problem(), cursor_.problem_offset()),
                {}};
    }

    JsonCursor cursor_;
    std::string source_;
    GeoJsonOptions options_;
    LayerBuilder builder_;
    GeometryScratch scratch_;
    GeoJsonGeometryReader geometry_;

    std::vector<std::size_t> positions_;
    std::string name_, crs_name_;
    Phrase crs_problem_;
    std::optional<Error> hard_error_;
    std::uint64_t position_ = 0;
    std::uint64_t not_finite_ = 0;  ///< properties left empty
    std::size_t values_ = 0;
    std::size_t collections_ = 0;
    bool in_features_ = false;
    bool has_layout_ = false;
    bool stopped_at_layout_ = false;
    TextPart part_ = TextPart::whole;
    std::string root_type_;
    bool was_cut_ = false;
    bool met_crs_ = false;
    bool named_a_position_ = false;
};

}  // namespace parkatlas::io
