#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace parkatlas::analysis {

/// An area as somebody stated it, with what its rounding leaves open.
struct StatedArea {
    double area_m2 = 0.0;
    double half_width_m2 = 0.0;  ///< half a unit of the last digit that was given

    [[nodiscard]] double from_m2() const { return area_m2 - half_width_m2; }
    [[nodiscard]] double to_m2() const { return area_m2 + half_width_m2; }
    /// True if `measured_m2` rounds to the statement; the ends count as inside, and so does what
    /// lies beyond them by no more than the noise of floating point.
    [[nodiscard]] bool allows(double measured_m2) const;
};

/// The areas that a text states, in order: a number, perhaps 万, and a unit, as in
/// 规划面积约4平方公里, 4.6 km2, 78.4亩, 1.2万亩, 40.9公顷, 52,267 m². The last digit given is the
/// one that was rounded: 4平方公里 means 3.5 to 4.5, 4.6平方公里 means 4.55 to 4.65. 约 changes
/// nothing. Figures that are one end of a range (3-4平方公里) are left out.
[[nodiscard]] std::vector<StatedArea> stated_areas_in(std::string_view text);

/// A number without words: rounded at the last digit of its shortest decimal form in km2, so that
/// 4000000 means 4 km2 and 4600000 means 4.6 km2.
[[nodiscard]] StatedArea stated_area_of(double area_m2);

/// True if the number says what the text says: within 1 m2 or 1e-6 of it, whichever is more.
[[nodiscard]] bool says_the_same(double area_m2, const StatedArea& stated);

/// The statement behind a number and its text: the number with the rounding of the figure in the
/// text that says the same, else with that of the number itself; without a number the text's
/// first figure; none if there is neither.
[[nodiscard]] std::optional<StatedArea> stated_area(std::optional<double> area_m2,
                                                    std::string_view text);

/// True if the text states areas and none of them is the number.
[[nodiscard]] bool contradicts(double area_m2, std::string_view text);

}  // namespace parkatlas::analysis
