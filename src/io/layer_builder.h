#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "io/finding_log.h"
#include "io/geometry_scratch.h"
#include "model/layer.h"

namespace parkatlas::io {

/// What is known of a layer once its source has been read.
struct LayerFacts {
    std::string name;
    std::string format;
    std::string encoding = "UTF-8";
    std::optional<geo::Crs> crs;  ///< none: not stated, CGCS2000 is assumed
    model::CoordinateOffset offset = model::CoordinateOffset::none;
};

/// Puts features together to a layer, whatever reader they come from, by these rules.
///
/// Identifier: the one the source gives (GeoJSON `id`, the key column of a database), else a
/// property `id`, `ID` or `Id` that is text or a whole number, else the row counter of a database
/// (`fid`), else the feature's position in the source, counted from 1. Nothing is made unique: ids
/// that occur twice are a finding.
///
/// Name: the first of these properties that holds text that is not blank: name, NAME, Name, 名称,
/// 名字, 园区名称, 地块名称, 项目名称, mc, MC, dkmc, DKMC, xmmc, XMMC, xzqmc, XZQMC, title, TITLE,
/// Title, 标题, label, LABEL, Label, name_zh, name:zh, NAME_ZH, name_en, NAME_EN. If none does, a
/// number is taken as its text (finding name_not_text, info); a boolean, array or object gives no
/// name (finding name_not_text, warning). A feature without a name is no finding.
///
/// Shape: kept as read, except that a geometry that cannot be used leaves an empty shape.
/// Finding codes (w warning, i info):
///   null_geometry w, empty_geometry w, malformed_geometry w   the shape is empty
///   out_of_range w          not finite, or no degrees in a geographic CRS: the shape is empty
///   unclosed_ring w, too_few_points w, zero_area_ring w       kept as read
///   duplicate_points i      neighbouring vertices that are equal
///   antimeridian i          an edge spans more than 180 degrees of longitude
///   z_dropped i             heights were there
///   duplicate_id w, name_not_text i/w
///   crs_contradiction w     the coordinates do not fit the projected CRS that is stated
///   too_many_columns w      columns beyond the limits on hostile tables were left out
class LayerBuilder {
  public:
    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
    static constexpr std::size_t most_columns = 1024;
    /// Empty cells that a table may have beyond four times those that hold something.
    static constexpr std::size_t most_empty_cells = 8'000'000;

    explicit LayerBuilder(std::string source);

    [[nodiscard]] FindingLog& log() { return log_; }
    [[nodiscard]] std::size_t size() const { return layer_.ids.size(); }
    [[nodiscard]] std::size_t vertex_count() const { return layer_.shapes.vertices().size(); }
    void reserve(std::size_t features, std::size_t vertices);
    /// Makes room for `times` as much as is there now.
    void reserve_times(double times);
    /// As new; keeps memory for what comes next.
    void restart();

    /// Starts a feature; `position` counts from 1 in the source.
    void begin_feature(std::uint64_t position);
    void set_id(model::FeatureIdView id);
    /// An id to use where neither the source nor a property gives one (a row counter's value).
    void set_row_number(std::int64_t number) { row_number_ = number; }
    /// The column of that name, made if it is new; no_column if there are too many.
    [[nodiscard]] std::size_t column(std::string_view name);
    /// `nested`: the text is the JSON of an array or object.
    void set_value(std::size_t column, const model::ValueView& value, bool nested = false);
    /// Drops the feature that was begun.
    void abandon_feature();
    /// Fails with out_of_range if the layer grows beyond 2^32 - 1 vertices.
    [[nodiscard]] Result<void> end_feature(const GeometryScratch& geometry);

    /// Adds the features of another builder behind the own ones, as if they had been built here.
    /// `positions`: how many elements of the source came before the other's first. False if the
    /// outcome would not be the same, because columns or findings of the other are not those that
    /// one builder alone would have made; then neither is of use.
    [[nodiscard]] bool absorb(LayerBuilder& other, std::uint64_t positions);

    /// The layer with what was noticed. Fails with out_of_range if no feature that has a geometry
    /// has one in the range of its CRS, with input_malformed if every geometry there is malformed.
    /// The builder is of no more use afterwards.
    [[nodiscard]] Result<Loaded<model::Layer>> finish(LayerFacts facts);

  private:
    struct Suspect {
        std::size_t feature;
        bool is_finite;
        geo::Box bounds;
    };

    void settle_id();
    void settle_name();
    void add_shape(const GeometryScratch& geometry);
    void note(Severity severity, std::string_view code, Phrase message);
    [[nodiscard]] std::string label() const;
    [[nodiscard]] Result<void> settle_range(const LayerFacts& facts);
    void drop_shapes(const std::vector<std::size_t>& features);
    void find_duplicate_ids();
    void pad_columns();

    model::Layer layer_;
    std::vector<model::Values> spare_;  ///< emptied columns of before
    FindingLog log_;
    std::unordered_map<std::string, std::size_t> column_by_name_;
    std::vector<int> name_rank_;  ///< of each column; lower is better, negative for none
    std::vector<int> id_rank_;    ///< likewise for the property that stands in for an id
    std::vector<Suspect> suspects_;
    std::vector<bool> has_own_id_;   ///< of each feature; else its id is its position
    bool named_a_position_ = false;  ///< a finding speaks of a feature by its position
    std::size_t shapes_with_parts_ = 0;
    std::optional<Error> first_malformed_;
    std::size_t features_with_z_ = 0;
    std::size_t filled_cells_ = 0;
    std::size_t empty_cells_ = 0;
    bool columns_left_out_ = false;

    // Of the feature being built.
    std::uint64_t position_ = 0;
    std::optional<model::FeatureIdView> id_;  ///< a text is in `id_text_`
    std::string id_text_;
    std::optional<std::int64_t> row_number_;
    std::size_t next_column_ = 0;  ///< features tend to have their columns in the same order
    int best_name_rank_ = -1;
    int odd_name_rank_ = -1;
    int best_id_rank_ = -1;
    bool odd_name_is_number_ = false;
    std::string name_;  ///< if best_name_rank_ says that there is one
    std::string odd_name_;
    std::optional<model::FeatureIdView> property_id_;  ///< a text is in `property_id_text_`
    std::string property_id_text_;
};

/// Where a property stands in the list of those that may give the name (or the id), from 0; -1 if
/// it is none of them. The lowest one counts.
[[nodiscard]] int name_property_rank(std::string_view property);
[[nodiscard]] int id_property_rank(std::string_view property);

}  // namespace parkatlas::io
