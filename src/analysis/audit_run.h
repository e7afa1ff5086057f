#pragma once

// Internal to analysis: what the checks of the audit share.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/audit.h"
#include "base/messages.h"
#include "geo/measure.h"
#include "geo/overlap.h"
#include "geo/shapes.h"

namespace parkatlas::analysis {

/// One audit under way: the layout with its shapes mended and measured, and the report that the
/// checks write to. Indices are those of the layout's features.
class AuditRun {
  public:
    /// Mends and measures. `measurer` is one for the layout's layer.
    AuditRun(const AuditInput& input, const AuditOptions& options, const geo::Measurer& measurer,
             AuditReport& report);

    // The checks, each in a file of its own, in the order in which they run.
    void check_identity();  ///< ids, names, roles, bases, part_of
    void check_scheme();    ///< counts by role
    void check_areas();     ///< stated against measured, and sums
    [[nodiscard]] Result<void> check_ground(const Work& work);  ///< overlaps, plates, parts
    void check_places();                                        ///< units, anchors
    void check_references();                                    ///< same_as, links

  private:
    struct Pair {
        std::size_t a, b;
        double area_m2;
    };

    template <typename... Args>
    [[nodiscard]] std::string say(Msg key, const Args&... args) const {
        return fmt::format(fmt::runtime(text(key, lang())), args...);
    }
    void note(Severity severity, const char* code, std::string feature, std::string message) {
        report_->findings.push_back(
            {severity, code, layout().layer.source, std::move(feature), std::move(message)});
    }
    template <typename... Args>
    void note_of(Severity severity, const char* code, std::size_t index, Msg key,
                 const Args&... args) {
        note(severity, code, feature(index).id, say(key, args...));
    }

    [[nodiscard]] Lang lang() const { return options_->lang; }
    [[nodiscard]] const model::Layout& layout() const { return *input_->layout; }
    [[nodiscard]] std::size_t size() const { return layout().features.size(); }
    [[nodiscard]] const model::LayoutFeature& feature(std::size_t index) const {
        return layout().features[index];
    }
    /// The name in the report's language; the id where there is none.
    [[nodiscard]] std::string name_of(std::size_t index) const;
    [[nodiscard]] bool is_replaced(std::size_t index) const;
    [[nodiscard]] bool has_polygons(std::size_t index) const;
    /// The shape is a survey or an exact union of units: its area means something.
    [[nodiscard]] bool is_firm(std::size_t index) const;
    [[nodiscard]] bool is_part_of(std::size_t inner, std::size_t outer) const;
    /// Its parts are not to be counted: they are its wholes as well.
    [[nodiscard]] bool is_in_a_circle(std::size_t index) const;
    [[nodiscard]] const std::vector<std::size_t>& children_of(std::size_t index) const {
        return children_[index];
    }
    /// "4.600 km² (6,900.0 亩)".
    [[nodiscard]] std::string area_words(double area_m2) const;
    /// "12.3 m²" or "4.567 km²": ground that is shared or lacking, small or large.
    [[nodiscard]] std::string ground_words(double area_m2) const;
    /// "+3.21", never "-0.00".
    [[nodiscard]] static std::string percent_words(double fraction);
    [[nodiscard]] std::string joined(const std::vector<std::string>& words) const;
    /// 1 m2, or a millionth where that is more.
    [[nodiscard]] static double ground_tolerance_m2(double area_m2);

    void mend_shapes();
    void bring_to_degrees();
    void link_parents();

    // check_scheme
    void check_one_scheme(const std::string& name, const std::vector<int>& found, int unknown);

    // check_areas
    struct Part;
    void add_area_row(std::size_t index);
    void judge_area(std::size_t index, const std::string& name, double stated_m2, double from_m2,
                    double to_m2, std::optional<double> measured_m2);
    void check_parts(std::size_t index);
    void check_usable(std::size_t index);
    [[nodiscard]] bool contradicts_itself(std::size_t index) const;
    void check_sums(std::size_t index);

    // check_ground
    void list_overlaps();
    void check_outside();
    void check_plates(std::size_t whole);
    [[nodiscard]] std::optional<std::string> why_implied(const Pair& pair) const;
    [[nodiscard]] bool is_unexpected(const Pair& pair) const;
    [[nodiscard]] bool follows_from_another(const Pair& pair) const;
    [[nodiscard]] double shared_m2(std::size_t a, std::size_t b) const;
    [[nodiscard]] std::optional<double> covered_m2(const std::vector<std::size_t>& plates,
                                                   std::size_t whole) const;
    [[nodiscard]] std::optional<double> units_m2(const std::vector<std::size_t>& units) const;

    // check_places
    /// Indices of the counties that a name means: a unit, or all units of a municipality.
    [[nodiscard]] std::vector<std::size_t> units_named(const std::string& name) const;
    [[nodiscard]] std::vector<std::size_t> units_named(const std::vector<std::string>& names) const;
    void check_units(std::size_t index);
    void check_place(std::size_t index);
    void check_anchor(std::size_t index);
    [[nodiscard]] std::optional<std::string> misplaced(geo::XY at,
                                                       const std::vector<std::string>& units,
                                                       const std::string& name, Msg key) const;
    [[nodiscard]] std::string units_at(geo::XY at) const;
    [[nodiscard]] std::vector<geo::XY> places_of(const model::Layout& layout,
                                                 std::size_t index) const;
    /// A place that stands for the feature: its anchor, else a point of its shape.
    [[nodiscard]] std::optional<geo::XY> place_of(std::size_t index) const;
    [[nodiscard]] double distance_m(geo::XY a, geo::XY b) const;

    // check_references
    void check_same_place(std::size_t index, const std::string& reference);
    [[nodiscard]] const model::Layout* layout_named(const std::string& id) const;

    const AuditInput* input_;
    const AuditOptions* options_;
    const geo::Measurer* measurer_;
    AuditReport* report_;

    geo::Shapes mended_;                              ///< one shape each, the layer's coordinates
    geo::Shapes degrees_;                             ///< as read, longitude and latitude
    std::vector<std::optional<double>> area_m2_;      ///< of polygons; none if not measurable
    std::vector<std::optional<std::size_t>> parent_;  ///< without unknown and circular ones
    std::vector<std::vector<std::size_t>> children_;
    std::vector<std::vector<std::size_t>> circles_;    ///< of part_of
    std::vector<Pair> pairs_;                          ///< that share ground, a < b
    std::vector<std::optional<std::string>> implied_;  ///< by what, for each pair; none: not
    std::optional<geo::Measurer> ruler_;               ///< geodesic, for distances
    std::vector<bool> misplaced_;                      ///< told to lie in a wrong unit
};

}  // namespace parkatlas::analysis
