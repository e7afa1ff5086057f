#include "analysis/mended_layer.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/parallel.h"
#include "base/units.h"
#include "geo/worker_measurers.h"
#include "geo/zone_advice.h"

namespace parkatlas::analysis {

namespace {

/// A plane that is this much off in area is remarked on; UTM stays within 0.2 %.
constexpr double remarkable_distortion = 2e-3;

Phrase area_words(const Result<geo::AreaAndPerimeter>& measured) {
    return measured ? Phrase{fmt::format("{:.2f} m2", measured->area_m2)}
                    : said(msg::errors_not_measurable);
}

}  // namespace

void remark_on_plane(const model::Layer& layer, const geo::Crs& plane,
                     std::optional<double> area_m2, std::vector<Finding>& findings) {
    const auto advice = geo::zone_advice(layer.crs, layer.shapes.bounds(), plane);
    if (!advice || !advice->distortion) return;
    const double distortion = *advice->distortion;
    Phrase trouble;
    Phrase remedy;
    if (advice->is_wrong_zone()) {
        trouble = said(msg::errors_layer_lies_degrees_from,
                       fmt::format("{:.2f}", *advice->middle_off_meridian_deg), plane.label());
        if (advice->best) {
            remedy = said(msg::errors_zone_this_place_epsg, advice->best->epsg_without_prefix(),
                          advice->best->epsg_with_prefix());
        }
    } else {
        if (std::abs(distortion) <= remarkable_distortion) return;
        trouble = said(msg::errors_distorts_areas_here, plane.label());
    }
    const double ground_m2 = area_m2 ? *area_m2 / (1.0 + distortion) : 1e6;
    const double mu = std::abs(ground_m2 * distortion) / square_metres_per_mu;
    findings.push_back({Severity::warning,
                        "planar_distortion",
                        layer.source,
                        {},
                        said(msg::errors_plane_makes_areas_than, trouble,
                             fmt::format("{:.3f}", std::abs(distortion) * 100.0),
                             said(distortion > 0 ? msg::errors_larger : msg::errors_smaller_area),
                             grouped(mu, area_m2 ? 1 : 2),
                             said(distortion > 0 ? msg::errors_too_much : msg::errors_too_little),
                             area_m2 ? said(msg::errors_on_measured,
                                            format_area(*area_m2, AreaUnit::km2, Lang::en))
                                     : said(msg::errors_on_square_km),
                             remedy)});
}

MendedShape ShapeMender::mend(std::size_t index) const {
    MendedShape out;
    const geo::ShapeView as_read = (*shapes_)[index];
    Result<std::optional<geo::Repaired>> repaired = repairer_.mend_if_needed(as_read);
    if (!repaired) {
        out.valid = false;
        note(
            Severity::error, "unmeasurable", index,
            said(msg::errors_shape_cannot_measured, repaired.error().where, repaired.error().what));
        return out;
    }
    const bool changed = *repaired && (*repaired)->changed;
    // A feature without a shape (null, empty, unusable as read) is nothing that was measured.
    out.valid = !changed && !as_read.is_empty();
    const Result<geo::AreaAndPerimeter> measured =
        measurer_->measure(*repaired ? (*repaired)->shapes[0] : as_read);
    if (measured) out.measured = *measured;
    if (changed) note_mended(index, **repaired, out.measured);
    if (!measured) {
        note(
            Severity::error, "unmeasurable", index,
            said(msg::errors_shape_cannot_measured, measured.error().where, measured.error().what));
    }
    if (*repaired) out.mended = std::move((*repaired)->shapes);
    return out;
}

void ShapeMender::note(Severity severity, const char* code, std::size_t index,
                       Phrase message) const {
    findings_->push_back(
        {severity, code, layer_->source, layer_->feature_label(index), std::move(message)});
}

void ShapeMender::note_mended(std::size_t index, const geo::Repaired& repaired,
                              const std::optional<geo::AreaAndPerimeter>& after) const {
    const Result<geo::AreaAndPerimeter> before = measurer_->measure((*shapes_)[index]);
    note(Severity::warning, "invalid_geometry", index,
         said(msg::errors_invalid_polygon_near_was, repaired.reason,
              fmt::format("{:.9g}", repaired.at.x), fmt::format("{:.9g}", repaired.at.y),
              area_words(before),
              after ? Phrase{fmt::format("{:.2f} m2", after->area_m2)}
                    : said(msg::errors_not_measurable)));
}

std::vector<double> MendedLayer::areas_m2() const {
    std::vector<double> areas;
    areas.reserve(measured.size());
    for (const auto& one : measured) areas.push_back(one ? one->area_m2 : 0.0);
    return areas;
}

Result<MendedLayer> mend_layer(const model::Layer& layer, const geo::Shapes& shapes,
                               const geo::Measurer& measurer, Keep keep,
                               std::vector<Finding>& findings, const Work& work) {
    /// Vertices, and as many for what every shape costs.
    constexpr std::size_t per_shape = 16;
    constexpr std::size_t piece_weight = 16'384;
    struct Piece {
        std::size_t first = 0;  // of the features it is about
        std::vector<Finding> findings;
        std::vector<std::size_t> changed;  // features, ascending
        geo::Shapes shapes;                // of those
    };
    const std::size_t count = layer.size();
    std::vector<std::size_t> weights(count);
    for (std::size_t i = 0; i < count; ++i) weights[i] = per_shape + shapes[i].vertex_count();
    MendedLayer out;
    out.measured.resize(count);
    out.valid.resize(count);
    std::mutex mutex;
    std::vector<Piece> pieces;  // those with something to tell
    geo::WorkerMeasurers measurers{measurer, parallel_width()};
    const Result<void> done = for_each_weighted_piece(
        weights, piece_weight, work, [&](IndexRange range, std::size_t worker) -> Result<void> {
            const Result<const geo::Measurer*> own_measurer = measurers.of(worker);
            if (!own_measurer) return tl::unexpected(own_measurer.error());
            Piece piece{range.first, {}, {}, {}};
            const ShapeMender mender{layer, shapes, **own_measurer, piece.findings};
            for (std::size_t i = range.first; i < range.last; ++i) {
                if (work.stop_requested())
                    return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
                const MendedShape shape = mender.mend(i);
                out.measured[i] = shape.measured;
                out.valid[i] = shape.valid ? 1 : 0;
                if (keep == Keep::figures || (shape.measured && !shape.mended)) continue;
                piece.changed.push_back(i);
                if (shape.measured) {
                    piece.shapes.append(*shape.mended);
                } else {
                    piece.shapes.begin_shape();
                }
            }
            if (piece.findings.empty() && piece.changed.empty()) return {};
            const std::scoped_lock lock{mutex};
            pieces.push_back(std::move(piece));
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    std::ranges::sort(pieces, {}, &Piece::first);
    const auto changes = [](const Piece& piece) { return !piece.changed.empty(); };
    std::shared_ptr<geo::Shapes> own;
    if (std::ranges::any_of(pieces, changes)) {
        own = std::make_shared<geo::Shapes>();
        own->reserve(count, shapes.vertices().size());
    }
    for (Piece& piece : pieces) {
        for (std::size_t i = 0; i < piece.changed.size(); ++i) {
            own->append(shapes, own->size(), piece.changed[i]);
            own->append(piece.shapes[i]);
        }
        std::ranges::move(piece.findings, std::back_inserter(findings));
        piece = Piece{};
    }
    if (own) own->append(shapes, own->size(), count);
    if (keep == Keep::figures_and_shapes) {
        out.shapes = own ? std::move(own)
                         : std::shared_ptr<const geo::Shapes>{std::shared_ptr<void>{}, &shapes};
    }
    return out;
}

Result<geo::Measurer> make_measurer(const model::Layer& layer, geo::Method method,
                                    const std::optional<geo::Crs>& planar_crs,
                                    std::vector<Finding>& findings) {
    Result<geo::Measurer> measurer = geo::Measurer::create(method, layer.crs, planar_crs);
    if (!measurer) {
        Error error = measurer.error();
        const std::string place = layer.source.empty() ? layer.name : layer.source;
        error.where = error.where.empty() ? place : place + ", " + error.where;
        return tl::unexpected(std::move(error));
    }
    if (layer.offset != model::CoordinateOffset::none) {
        findings.push_back({Severity::warning,
                            "offset_coordinates",
                            layer.source,
                            {},
                            said(msg::errors_coordinates_carry_offset_positions,
                                 geo::map_offset_name(layer.offset))});
    }
    return measurer;
}

std::string basis_of(const model::Layer& layer, const geo::Measurer& measurer) {
    std::string basis = measurer.basis_label();
    if (layer.offset != model::CoordinateOffset::none) {
        basis += fmt::format(" ({} coordinates)", geo::map_offset_name(layer.offset));
    }
    return basis;
}

void add_word(std::string& list, const std::string& word) {
    if (word.empty() || (", " + list + ", ").find(", " + word + ", ") != std::string::npos) return;
    list += list.empty() ? word : ", " + word;
}

}  // namespace parkatlas::analysis
