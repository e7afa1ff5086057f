#include "io/layer_builder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "io/range_check.h"
#include "io/ring_check.h"

namespace parkatlas::io {

namespace {

constexpr std::array<std::string_view, 28> name_properties{
    "name",     "NAME",  "Name",    "名称",    "名字",    "园区名称", "地块名称",
    "项目名称", "mc",    "MC",      "dkmc",    "DKMC",    "xmmc",     "XMMC",
    "xzqmc",    "XZQMC", "title",   "TITLE",   "Title",   "标题",     "label",
    "LABEL",    "Label", "name_zh", "name:zh", "NAME_ZH", "name_en",  "NAME_EN"};
constexpr std::array<std::string_view, 3> id_properties{"id", "ID", "Id"};

template <std::size_t count>
int rank_in(const std::array<std::string_view, count>& list, std::string_view name) {
    const auto place = std::find(list.begin(), list.end(), name);
    return place == list.end() ? -1 : static_cast<int>(place - list.begin());
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\0") == std::string_view::npos;
}

bool comes_before(int rank, int best) {
    return rank >= 0 && (best < 0 || rank < best);
}

}  // namespace

int name_property_rank(std::string_view property) {
    return rank_in(name_properties, property);
}

int id_property_rank(std::string_view property) {
    return rank_in(id_properties, property);
}

LayerBuilder::LayerBuilder(std::string source) : log_{source} {
    layer_.source = std::move(source);
}

void LayerBuilder::reserve(std::size_t features, std::size_t vertices) {
    layer_.shapes.reserve(features, vertices);
    layer_.ids.reserve(features, 0);
    layer_.names.reserve(features, 0);
}

void LayerBuilder::reserve_times(double times) {
    const auto more = [times](std::size_t count) {
        return static_cast<std::size_t>(static_cast<double>(count) * times);
    };
    const std::size_t features = more(size());
    layer_.shapes.reserve(features, more(layer_.shapes.vertices().size()));
    layer_.ids.reserve(features, more(layer_.ids.text_bytes()));
    layer_.names.reserve(features, more(layer_.names.text_bytes()));
    for (model::AttributeColumn& one : layer_.columns) {
        one.values.reserve(features, more(one.values.text_bytes()));
    }
    has_own_id_.reserve(features);
}

void LayerBuilder::restart() {
    LayerBuilder fresh{log_.source()};
    fresh.layer_.shapes = std::move(layer_.shapes);
    fresh.layer_.shapes.clear();
    fresh.layer_.ids = std::move(layer_.ids);
    fresh.layer_.ids.clear();
    fresh.layer_.names = std::move(layer_.names);
    fresh.layer_.names.clear();
    fresh.spare_ = std::move(spare_);
    for (model::AttributeColumn& one : layer_.columns) {
        one.values.clear();
        fresh.spare_.push_back(std::move(one.values));
    }
    *this = std::move(fresh);
}

void LayerBuilder::begin_feature(std::uint64_t position) {
    position_ = position;
    id_.reset();
    row_number_.reset();
    next_column_ = 0;
    best_name_rank_ = odd_name_rank_ = best_id_rank_ = -1;
    property_id_.reset();
}

std::size_t LayerBuilder::column(std::string_view name) {
    if (next_column_ < layer_.columns.size() && layer_.columns[next_column_].name == name) {
        return next_column_++;
    }
    std::string key{name};
    const auto place = column_by_name_.find(key);
    if (place != column_by_name_.end()) {
        next_column_ = place->second + 1;
        return place->second;
    }
    if (layer_.columns.size() == most_columns) {
        columns_left_out_ = true;
        return no_column;
    }
    const std::size_t index = layer_.columns.size();
    layer_.columns.push_back({key, {}});
    if (!spare_.empty()) {
        layer_.columns.back().values = std::move(spare_.back());
        spare_.pop_back();
    }
    name_rank_.push_back(name_property_rank(name));
    id_rank_.push_back(id_property_rank(name));
    column_by_name_.emplace(std::move(key), index);
    next_column_ = index + 1;
    return index;
}

void LayerBuilder::set_id(model::FeatureIdView id) {
    if (const auto* const text = std::get_if<std::string_view>(&id)) {
        id_text_ = *text;
        id_ = id_text_;
    } else {
        id_ = id;
    }
}

void LayerBuilder::set_value(std::size_t column, const model::ValueView& value, bool nested) {
    if (column == no_column || std::holds_alternative<std::monostate>(value)) return;
    const auto* const text = std::get_if<std::string_view>(&value);
    const auto* const whole = std::get_if<std::int64_t>(&value);
    const bool is_number = whole != nullptr || std::holds_alternative<double>(value);
    if (const int rank = name_rank_[column]; rank >= 0) {
        if (text != nullptr && !nested) {
            if (comes_before(rank, best_name_rank_) && !is_blank(*text)) {
                best_name_rank_ = rank;
                name_ = *text;
            }
        } else if (comes_before(rank, odd_name_rank_)) {
            odd_name_rank_ = rank;
            odd_name_is_number_ = is_number;
            odd_name_ = model::value_text(value);
        }
    }
    if (const int rank = id_rank_[column]; comes_before(rank, best_id_rank_)) {
        if (whole != nullptr) {
            best_id_rank_ = rank;
            property_id_ = *whole;
        } else if (text != nullptr && !nested && !is_blank(*text)) {
            best_id_rank_ = rank;
            property_id_text_ = *text;
            property_id_ = property_id_text_;
        }
    }
    model::Values& values = layer_.columns[column].values;
    std::vector<std::size_t>& json_rows = layer_.columns[column].json_rows;
    if (values.size() > size()) {  // the same property twice: the last one counts
        if (!json_rows.empty() && json_rows.back() == size()) json_rows.pop_back();
        if (nested) json_rows.push_back(size());
        values.pop_back();
        values.push_back(value);
        return;
    }
    const std::size_t gap = size() - values.size();
    if (gap > 0) {
        if (empty_cells_ + gap > most_empty_cells + 4 * filled_cells_) {
            columns_left_out_ = true;
            return;
        }
        empty_cells_ += gap;
        values.resize(size());
    }
    ++filled_cells_;
    if (nested) json_rows.push_back(size());
    values.push_back(value);
}

void LayerBuilder::abandon_feature() {
    for (model::AttributeColumn& one : layer_.columns) {
        if (one.values.size() > size()) one.values.pop_back();
        if (!one.json_rows.empty() && one.json_rows.back() == size()) one.json_rows.pop_back();
    }
}

Result<void> LayerBuilder::end_feature(const GeometryScratch& geometry) {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    if (layer_.shapes.vertices().size() + geometry.vertices.size() > most) {
        return fail(ErrorCode::out_of_range, log_.source(),
                    said(msg::errors_more_than_vertices_one, most), said(msg::errors_split_file));
    }
    settle_id();
    settle_name();
    add_shape(geometry);
    return {};
}

void LayerBuilder::settle_id() {
    if (!id_) id_ = property_id_;
    if (!id_ && row_number_) id_ = *row_number_;
    has_own_id_.push_back(id_.has_value());
    layer_.ids.push_back(id_.value_or(static_cast<std::int64_t>(position_)));
}

void LayerBuilder::settle_name() {
    const bool has_name = best_name_rank_ >= 0;
    const bool has_odd_name = !has_name && odd_name_rank_ >= 0;
    std::optional<std::string_view> name;
    if (has_name) name = name_;
    if (has_odd_name && odd_name_is_number_) name = odd_name_;
    layer_.names.push_back(name);
    if (!has_odd_name) return;
    if (odd_name_is_number_) {
        note(Severity::info, "name_not_text", said(msg::errors_name_number));
    } else {
        note(Severity::warning, "name_not_text",
             said(msg::errors_name_no_text_feature,
                  odd_name_.size() > 40 ? said(msg::errors_array_or_object) : Phrase{odd_name_}));
    }
}

std::string LayerBuilder::label() const {
    return layer_.feature_label(size() - 1);
}

void LayerBuilder::note(Severity severity, std::string_view code, Phrase message) {
    if (!has_own_id_.back() && !layer_.names.has(size() - 1)) named_a_position_ = true;
    log_.add(severity, code, label(), std::move(message));
}

bool LayerBuilder::absorb(LayerBuilder& other, std::uint64_t positions) {
    if (other.named_a_position_ || other.columns_left_out_) return false;
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    if (layer_.shapes.vertices().size() + other.layer_.shapes.vertices().size() > most) {
        return false;
    }
    const std::size_t before = size();
    model::Ids& ids = other.layer_.ids;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (other.has_own_id_[i]) continue;
        ids.set(i, std::get<std::int64_t>(ids.view(i)) + static_cast<std::int64_t>(positions));
    }
    for (const model::AttributeColumn& theirs : other.layer_.columns) {
        const std::size_t index = column(theirs.name);
        if (index == no_column) return false;
        model::AttributeColumn& ours = layer_.columns[index];
        empty_cells_ += before - ours.values.size();
        ours.values.resize(before);
        ours.values.append(theirs.values);
        for (const std::size_t row : theirs.json_rows) ours.json_rows.push_back(before + row);
    }
    filled_cells_ += other.filled_cells_;
    empty_cells_ += other.empty_cells_;
    // Below this no builder leaves anything out, whatever the order of the features.
    if (empty_cells_ > most_empty_cells) return false;
    layer_.ids.append(ids);
    layer_.names.append(other.layer_.names);
    has_own_id_.insert(has_own_id_.end(), other.has_own_id_.begin(), other.has_own_id_.end());
    layer_.shapes.append(other.layer_.shapes);
    for (Suspect suspect : other.suspects_) {
        suspect.feature += before;
        suspects_.push_back(suspect);
    }
    shapes_with_parts_ += other.shapes_with_parts_;
    features_with_z_ += other.features_with_z_;
    if (!first_malformed_) first_malformed_ = std::move(other.first_malformed_);
    log_.absorb(std::move(other.log_));
    return true;
}

void LayerBuilder::add_shape(const GeometryScratch& geometry) {
    layer_.shapes.begin_shape();
    if (geometry.had_z) ++features_with_z_;
    if (!geometry.problem.empty()) {
        note(Severity::warning, "malformed_geometry", geometry.problem);
        if (!first_malformed_) {
            first_malformed_ = Error{ErrorCode::input_malformed,
                                     log_.source() + ", " + layer_.feature_label(size() - 1),
                                     geometry.problem,
                                     {}};
        }
        return;
    }
    if (geometry.is_null) {
        note(Severity::warning, "null_geometry", said(msg::errors_no_geometry));
        return;
    }
    if (geometry.parts.empty()) {
        note(Severity::warning, "empty_geometry", said(msg::errors_empty_geometry));
        return;
    }
    ++shapes_with_parts_;
    RingTally tally;
    for (const GeometryScratch::Part& part : geometry.parts) {
        layer_.shapes.begin_part(part.kind);
        for (std::size_t r = part.first_ring; r < part.end_ring; ++r) {
            const GeometryScratch::Ring range = geometry.rings[r];
            const std::span<const geo::XY> ring =
                std::span{geometry.vertices}.subspan(range.begin, range.end - range.begin);
            layer_.shapes.begin_ring();
            layer_.shapes.add(ring);
            tally.add(part.kind, ring);
        }
    }
    for (const RingTrouble& trouble : tally.troubles()) {
        note(trouble.severity, trouble.code, trouble.message);
    }
    if (!tally.all_may_be_degrees()) {
        suspects_.push_back({size() - 1, tally.all_finite(), tally.bounds()});
    }
}

Result<Loaded<model::Layer>> LayerBuilder::finish(LayerFacts facts) {
    if (first_malformed_ && shapes_with_parts_ == 0) {
        return tl::unexpected{std::move(*first_malformed_)};
    }
    layer_.name = std::move(facts.name);
    layer_.format = std::move(facts.format);
    layer_.encoding = std::move(facts.encoding);
    layer_.offset = facts.offset;
    layer_.crs_stated = facts.crs.has_value();
    if (facts.crs) layer_.crs = *facts.crs;
    if (Result<void> ranged = settle_range(facts); !ranged) {
        return tl::unexpected{std::move(ranged.error())};
    }
    find_duplicate_ids();
    pad_columns();
    if (features_with_z_ > 0) {
        log_.add(Severity::info, "z_dropped", {},
                 said(msg::errors_heights_feature_s_not, features_with_z_));
    }
    if (layer_.encoding != "UTF-8" && layer_.encoding != "unknown") {
        log_.add(Severity::info, "encoding_converted", {},
                 said(msg::errors_text_was_converted_from, layer_.encoding));
    }
    return Loaded<model::Layer>{std::move(layer_), log_.take()};
}

Result<void> LayerBuilder::settle_range(const LayerFacts& facts) {
    const bool in_degrees =
        layer_.crs.is_geographic() && std::abs(layer_.crs.unit_factor() - 1.0) < 1e-12;
    std::vector<std::size_t> unusable;
    std::optional<Error> first;
    for (const Suspect& suspect : suspects_) {
        if (suspect.is_finite && !in_degrees) continue;
        RangeDiagnosis diagnosis{said(msg::errors_coordinate_not_finite_number), {}};
        if (suspect.is_finite) diagnosis = diagnose_degrees(suspect.bounds);
        const std::string feature = layer_.feature_label(suspect.feature);
        log_.add(Severity::warning, "out_of_range", feature, diagnosis.what);
        if (!first) {
            first = Error{ErrorCode::out_of_range, log_.source() + ", " + feature, diagnosis.what,
                          diagnosis.remedy};
        }
        unusable.push_back(suspect.feature);
    }
    if (!unusable.empty()) {
        if (unusable.size() == shapes_with_parts_) return tl::unexpected{std::move(*first)};
        drop_shapes(unusable);
    }
    if (facts.crs && !facts.crs->is_geographic()) {
        if (const std::optional<RangeDiagnosis> problem =
                contradiction(*facts.crs, layer_.shapes.bounds())) {
            log_.add(Severity::warning, "crs_contradiction", {},
                     said(msg::errors_and_remedy, problem->what, problem->remedy));
        }
    }
    return {};
}

void LayerBuilder::drop_shapes(const std::vector<std::size_t>& features) {
    geo::Shapes kept;
    kept.reserve(layer_.shapes.size(), layer_.shapes.vertices().size());
    auto next = features.begin();
    for (std::size_t i = 0; i < layer_.shapes.size(); ++i) {
        if (next != features.end() && *next == i) {
            kept.begin_shape();
            ++next;
        } else {
            kept.append(layer_.shapes[i]);
        }
    }
    layer_.shapes = std::move(kept);
}

void LayerBuilder::find_duplicate_ids() {
    const model::Ids& ids = layer_.ids;
    // Ids mostly ascend, and then none of them occurs twice.
    std::size_t ascending = 1;
    while (ascending < ids.size() && ids.view(ascending - 1) < ids.view(ascending)) ++ascending;
    if (ascending >= ids.size()) return;
    std::unordered_set<model::FeatureIdView> seen;
    seen.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (seen.insert(ids.view(i)).second) continue;
        log_.add(Severity::warning, "duplicate_id", layer_.feature_label(i),
                 said(msg::errors_id_occurs_more_than, model::id_text(ids[i])));
    }
}

void LayerBuilder::pad_columns() {
    // The columns that miss most are the ones to leave out where a table would be mostly empty.
    std::vector<std::size_t> order(layer_.columns.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return layer_.columns[a].values.size() > layer_.columns[b].values.size();
    });
    std::vector<bool> left_out(order.size(), false);
    for (const std::size_t index : order) {
        model::Values& values = layer_.columns[index].values;
        const std::size_t gap = size() - values.size();
        if (gap > 0 && empty_cells_ + gap > most_empty_cells + 4 * filled_cells_) {
            left_out[index] = true;
            columns_left_out_ = true;
            continue;
        }
        empty_cells_ += gap;
        values.resize(size());
    }
    std::vector<model::AttributeColumn> kept;
    for (std::size_t i = 0; i < left_out.size(); ++i) {
        if (!left_out[i]) kept.push_back(std::move(layer_.columns[i]));
    }
    layer_.columns = std::move(kept);
    if (columns_left_out_) {
        log_.add(Severity::warning, "too_many_columns", {},
                 said(msg::errors_features_have_too_many));
    }
}

}  // namespace parkatlas::io
