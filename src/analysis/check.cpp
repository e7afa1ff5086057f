#include "analysis/check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/messages_check.h"
#include "base/parallel.h"
#include "base/units.h"
#include "geo/zone_advice.h"

namespace parkatlas::analysis {

namespace {

using geo::ShapeProblem;
using geo::Trouble;

/// Features that are looked at in one go by one thread.
constexpr std::size_t grain = 256;
/// China with its seas, degrees.
constexpr geo::Box china_degrees{73.0, 3.0, 136.0, 54.0};
/// A plane that is this much off in area is remarked on whatever its kind; UTM stays within 0.2 %.
constexpr double remarkable_distortion = 2e-3;

/// What the reader notices and this check tells with ring and place.
constexpr std::array<std::string_view, 5> told_here{
    "unclosed_ring", "too_few_points", "zero_area_ring", "duplicate_points", "duplicate_id"};
/// Findings of readers that are errors of the data, though reading went on.
constexpr std::array<std::string_view, 3> errors_of_reading{"out_of_range", "malformed_geometry",
                                                            "crs_contradiction"};

template <std::size_t count>
bool is_in(const std::array<std::string_view, count>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

Msg words_of(Trouble trouble) {
    static constexpr std::array keys{msg::check_not_finite,
                                     msg::check_too_few_points,
                                     msg::check_unclosed_ring,
                                     msg::check_duplicate_points,
                                     msg::check_zero_area_ring,
                                     msg::check_spike,
                                     msg::check_needle,
                                     msg::check_self_crossing,
                                     msg::check_ring_self_touch,
                                     msg::check_ring_self_overlap,
                                     msg::check_hole_crosses_shell,
                                     msg::check_hole_outside_shell,
                                     msg::check_holes_overlap,
                                     msg::check_rings_share_edge,
                                     msg::check_interior_disconnected,
                                     msg::check_parts_overlap,
                                     msg::check_nested_shells,
                                     msg::check_parts_share_edge,
                                     msg::check_wrong_orientation,
                                     msg::check_too_tangled};
    return keys.at(static_cast<std::size_t>(trouble));
}

class LayerCheck {
  public:
    LayerCheck(const model::Layer& layer, const CheckOptions& options)
        : layer_{&layer}, options_{&options} {}

    Result<std::vector<CheckFinding>> run(const std::vector<Finding>& reading, const Work& work) {
        look_at_crs();
        look_at_shift();
        look_at_all_names();
        take_reading(reading);
        look_at_ids();
        look_at_names();
        look_at_places();
        if (Result<void> done = look_at_shapes(work); !done) return tl::unexpected(done.error());
        // Findings of the whole layer stand first, in the order of the looks.
        std::ranges::stable_sort(found_, {}, [](const CheckFinding& finding) {
            return finding.index ? *finding.index + 1 : 0;
        });
        return std::move(found_);
    }

  private:
    template <typename... Values>
    [[nodiscard]] std::string say(Msg key, const Values&... values) const {
        return fmt::format(fmt::runtime(text(key, options_->lang)), values...);
    }

    CheckFinding& note(Severity severity, std::string_view code, std::string message) {
        CheckFinding finding;
        finding.severity = severity;
        finding.code = code;
        finding.source = layer_->source;
        finding.layer = layer_->name;
        finding.message = std::move(message);
        found_.push_back(std::move(finding));
        return found_.back();
    }

    CheckFinding& note_at(std::size_t index, Severity severity, std::string_view code,
                          std::string message) {
        CheckFinding& finding = note(severity, code, std::move(message));
        finding.index = index;
        finding.feature = layer_->feature_label(index);
        finding.id = layer_->ids[index];
        return finding;
    }

    void look_at_crs() {
        const bool is_geojson = layer_->format.starts_with("GeoJSON");
        if (!layer_->crs_stated && !is_geojson) {
            note(Severity::warning, "crs_not_stated", say(msg::check_crs_not_stated));
        }
        if (layer_->offset != geo::MapOffset::none) {
            note(Severity::warning, "offset_coordinates",
                 say(msg::check_offset_tag, geo::map_offset_name(layer_->offset)));
        }
        if (layer_->crs.is_geographic()) return;
        const auto advice = geo::zone_advice(layer_->crs, layer_->shapes.bounds(), layer_->crs);
        if (!advice || !advice->distortion) return;
        const double percent = 100.0 * *advice->distortion;
        const double mu_per_km2 = *advice->distortion * 1e6 / square_metres_per_mu;
        // Beyond 12 degrees no zone was meant: the reader tells the contradiction.
        if (advice->is_wrong_zone() && advice->best && *advice->middle_off_meridian_deg < 12.0) {
            note(Severity::warning, "far_from_meridian",
                 say(msg::check_far_from_meridian, layer_->crs.label(),
                     fmt::format("{:.2f}", *advice->middle_off_meridian_deg),
                     fmt::format("{:.3f}", percent), fmt::format("{:.2f}", mu_per_km2),
                     advice->best->epsg_without_prefix(), advice->best->epsg_with_prefix()));
        } else if (std::abs(*advice->distortion) > remarkable_distortion &&
                   std::abs(*advice->distortion) < 10.0) {
            note(Severity::warning, "distorting_plane",
                 say(msg::check_distorting_plane, layer_->crs.label(),
                     text(percent > 0 ? msg::check_larger : msg::check_smaller, options_->lang),
                     fmt::format("{:.3f}", std::abs(percent)),
                     fmt::format("{:.2f}", std::abs(mu_per_km2))));
        }
    }

    void look_at_shift() {
        if (options_->references.empty()) return;
        const ShiftVerdict verdict = detect_shift(*layer_, options_->references);
        const std::string words = shift_words(verdict, options_->lang);
        switch (verdict.kind) {
            case ShiftKind::cannot_tell:
                if (layer_->offset == geo::MapOffset::none && has_outlines()) {
                    note(Severity::info, "shift_unknown", words);
                }
                break;
            case ShiftKind::plain:
                if (layer_->offset != geo::MapOffset::none) {
                    note(Severity::warning, "offset_not_seen",
                         say(msg::check_offset_not_seen, geo::map_offset_name(layer_->offset)));
                }
                break;
            case ShiftKind::map_offset:
                if (verdict.offset != layer_->offset) {
                    note(Severity::warning, "shifted_coordinates", words);
                }
                break;
            case ShiftKind::other:
                note(Severity::warning, "shifted_coordinates", words);
                break;
        }
    }

    [[nodiscard]] bool has_outlines() const {
        for (std::size_t i = 0; i < layer_->shapes.size(); ++i) {
            if (layer_->shapes[i].has_polygons()) return true;
        }
        return false;
    }

    [[nodiscard]] std::size_t unnamed() const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < layer_->size(); ++i) {
            if (!layer_->names.has(i)) ++count;
        }
        return count;
    }
    void look_at_all_names() {
        if (layer_->size() > 0 && unnamed() == layer_->size()) {
            note(Severity::info, "missing_name", say(msg::check_no_names, layer_->size()));
        }
    }
    void look_at_names() {
        if (unnamed() == layer_->size()) return;
        for (std::size_t i = 0; i < layer_->size(); ++i) {
            if (!layer_->names.has(i)) {
                note_at(i, Severity::info, "missing_name", say(msg::check_missing_name));
            }
        }
    }

    void take_reading(const std::vector<Finding>& reading) {
        std::unordered_map<std::string, std::size_t> index_of;  // made when first needed
        for (const Finding& finding : reading) {
            if (is_in(told_here, finding.code)) continue;
            CheckFinding taken = finding_of_reading(finding, options_->reading_lang);
            taken.layer = layer_->name;
            if (!finding.feature.empty()) {
                if (index_of.empty()) {
                    for (std::size_t i = layer_->size(); i > 0; --i) {
                        index_of[layer_->feature_label(i - 1)] = i - 1;
                    }
                }
                const auto found = index_of.find(finding.feature);
                if (found != index_of.end()) {
                    taken.id = layer_->ids[found->second];
                    taken.index = found->second;
                }
            }
            found_.push_back(std::move(taken));
        }
    }

    void look_at_ids() {
        std::unordered_set<model::FeatureIdView> seen;
        seen.reserve(layer_->size());
        for (std::size_t i = 0; i < layer_->size(); ++i) {
            if (seen.insert(layer_->ids.view(i)).second) continue;
            note_at(i, Severity::warning, "duplicate_id",
                    say(msg::check_duplicate_id, model::id_text(layer_->ids[i])));
        }
    }

    void look_at_places() {
        if (!layer_->crs.is_geographic()) return;
        std::vector<std::size_t> outside;
        std::size_t with_shape = 0;
        for (std::size_t i = 0; i < layer_->size(); ++i) {
            const geo::Box box = layer_->shapes[i].bounds();
            if (box.is_empty()) continue;
            ++with_shape;
            if (!box.intersects(china_degrees)) outside.push_back(i);
        }
        if (2 * outside.size() >= with_shape) return;
        for (const std::size_t i : outside) {
            note_at(i, Severity::warning, "outside_china", say(msg::check_outside_china)).position =
                layer_->shapes[i].bounds().centre();
        }
    }

    Result<void> look_at_shapes(const Work& work) {
        std::vector<std::vector<ShapeProblem>> problems(layer_->size());
        Result<void> done = for_each_piece(
            layer_->size(), grain, work, [&](IndexRange piece, std::size_t /*worker*/) {
                for (std::size_t i = piece.first; i < piece.last; ++i) {
                    problems[i] = geo::find_problems(layer_->shapes[i]);
                }
                return Result<void>{};
            });
        if (!done) return done;
        const bool has_orientation = layer_->format.starts_with("GeoJSON");
        for (std::size_t i = 0; i < problems.size(); ++i) {
            for (const ShapeProblem& problem : problems[i]) {
                if (problem.trouble == Trouble::wrong_orientation && !has_orientation) continue;
                CheckFinding& finding =
                    note_at(i, severity_of(problem.trouble), trouble_identifier(problem.trouble),
                            say(words_of(problem.trouble), problem.part + 1, problem.ring + 1,
                                problem.count));
                finding.part = problem.part + 1;
                finding.ring = problem.ring + 1;
                if (std::isfinite(problem.at.x) && std::isfinite(problem.at.y)) {
                    finding.position = problem.at;
                }
            }
        }
        return {};
    }

    const model::Layer* layer_;
    const CheckOptions* options_;
    std::vector<CheckFinding> found_;
};

}  // namespace

Severity severity_of(Trouble trouble) {
    switch (trouble) {
        case Trouble::duplicate_points:
        case Trouble::wrong_orientation:
            return Severity::info;
        case Trouble::needle:
            return Severity::warning;
        default:
            return Severity::error;
    }
}

Result<std::vector<CheckFinding>> check_layer(const model::Layer& layer,
                                              const std::vector<Finding>& reading,
                                              const CheckOptions& options, const Work& work) {
    return LayerCheck{layer, options}.run(reading, work);
}

CheckFinding finding_of_reading(const Finding& finding, Lang lang) {
    CheckFinding taken;
    taken.severity = is_in(errors_of_reading, finding.code) ? Severity::error : finding.severity;
    taken.code = finding.code;
    taken.source = finding.source;
    taken.feature = finding.feature;
    taken.message = finding.message.in(lang);
    return taken;
}

std::string direction_words(const geo::GroundShift& shift, Lang lang) {
    static constexpr std::array words{
        msg::check_direction_n,   msg::check_direction_nne, msg::check_direction_ne,
        msg::check_direction_ene, msg::check_direction_e,   msg::check_direction_ese,
        msg::check_direction_se,  msg::check_direction_sse, msg::check_direction_s,
        msg::check_direction_ssw, msg::check_direction_sw,  msg::check_direction_wsw,
        msg::check_direction_w,   msg::check_direction_wnw, msg::check_direction_nw,
        msg::check_direction_nnw};
    const double east = std::abs(shift.east_m);
    const double north = std::abs(shift.north_m);
    const double share = std::min(east, north) / std::max({east, north, 1e-9});
    // 0 along the larger component, 1 between, 2 diagonal: three quarters of it and more.
    const int turn = share < 0.25 ? 0 : share < 0.75 ? 1 : 2;
    const int from_north = east <= north ? turn : 4 - turn;
    int sixteenth = from_north;                               // north to east
    if (shift.north_m < 0) sixteenth = 8 - sixteenth;         // south to east
    if (shift.east_m < 0) sixteenth = (16 - sixteenth) % 16;  // the western half
    return std::string{text(words.at(static_cast<std::size_t>(sixteenth)), lang)};
}

std::string shift_words(const ShiftVerdict& verdict, Lang lang) {
    const auto say = [lang](Msg key, const auto&... values) {
        return fmt::format(fmt::runtime(text(key, lang)), values...);
    };
    const std::string metres = fmt::format("{:.0f}", verdict.shift.length_m());
    const std::string percent = fmt::format("{:.0f}", 100.0 * verdict.confidence);
    switch (verdict.kind) {
        case ShiftKind::cannot_tell:
            return say(msg::check_shift_unknown);
        case ShiftKind::plain:
            return say(msg::check_shift_plain, percent);
        case ShiftKind::map_offset:
            return say(msg::check_shift_offset, geo::map_offset_name(verdict.offset), metres,
                       direction_words(verdict.shift, lang), percent);
        case ShiftKind::other:
            return say(msg::check_shift_other, metres, direction_words(verdict.shift, lang),
                       percent);
    }
    return {};
}

}  // namespace parkatlas::analysis
