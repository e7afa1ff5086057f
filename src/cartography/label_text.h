#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "model/layout.h"

namespace parkatlas::cartography {

/// True if the text holds a Chinese character: such text may stand upright along steep lines.
[[nodiscard]] bool has_chinese(std::string_view utf8);

/// A name in the pieces between which a line may break: words of plans' names (生命, 医学, 中心),
/// a number with its unit, a Latin word. Joined, they are the name again.
[[nodiscard]] std::vector<std::string> words_of(std::string_view name);

/// At most `lines` lines, broken between words so that the longest line is as short as it can be.
/// A single character (园, 带) never stands alone. Latin words lose the space they break at.
[[nodiscard]] std::vector<std::string> balanced_lines(std::string_view name, std::size_t lines);

/// Lines no wider than `width_mm` as `measure` says, broken between words; a word that is wider by
/// itself is cut.
[[nodiscard]] std::vector<std::string> wrapped_lines(
    std::string_view text, double width_mm, const std::function<double(std::string_view)>& measure);

/// What a map may say of a feature's area. The plan's own figure first, in the plan's words. A
/// measured figure only for surveyed and administrative shapes, with its basis; a drawn shape has
/// none: it would be the picture of the plan measured. Empty: nothing to say.
[[nodiscard]] std::string area_line(const model::LayoutFeature& feature,
                                    std::optional<double> measured_area_m2, Lang lang);
/// The same for a part; the plan's figure or nothing.
[[nodiscard]] std::string area_line(const model::FeaturePart& part, Lang lang);

/// The word of a class as the plans use it (命名, 在建, 产业园区) in the asked language; a word
/// that is not known stays as it is.
[[nodiscard]] std::string class_word(std::string_view word, Lang lang);

/// The scheme's words in its order: "一核两带五园" gives (一核, core), (两带, belt), (五园, park).
struct SchemeWord {
    std::string text;
    model::Role role = model::Role::other;
};
[[nodiscard]] std::vector<SchemeWord> scheme_words(std::string_view scheme);

/// "12.34平方公里" or "12.34 km²"; more digits for smaller ones, hectares below a tenth.
[[nodiscard]] std::string area_words(double area_m2, Lang lang);

}  // namespace parkatlas::cartography
