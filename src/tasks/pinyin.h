#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace parkatlas::tasks {

/// Finds Chinese names by the letters one types for them: initials (`nbsw` finds 宁波生物产业园),
/// whole syllables (`ningbo`) or beginnings of syllables in any mixture (`ningbsw`). A character
/// with several readings answers to each. Immutable; may be shared between threads.
class Pinyin {
  public:
    Pinyin() = default;  ///< knows no character: matches nothing

    /// The table that comes with the program. Fails with input_unreadable.
    [[nodiscard]] static Result<Pinyin> load();
    /// From a table's text: lines of a syllable, a space and characters; '#' begins a remark.
    [[nodiscard]] static Pinyin from_table(std::string_view table);

    /// True if the letters, in either case, stand for successive characters somewhere in the name.
    /// Basic Latin letters and digits in the name stand for themselves; what can be neither read
    /// nor typed (quotes, brackets, spaces) is skipped. False for letters other than a to z and
    /// digits, and for none. Cost about the length of the name times the readings.
    [[nodiscard]] bool matches(std::string_view name, std::string_view letters) const;

  private:
    struct Sign;
    [[nodiscard]] std::vector<Sign> signs_of(std::string_view name) const;
    [[nodiscard]] bool matches_from(const std::vector<Sign>& signs, std::size_t at,
                                    std::string_view letters) const;

    std::vector<std::string> syllables_;
    std::unordered_map<char32_t, std::vector<unsigned short>> readings_;  // indices of syllables
};

}  // namespace parkatlas::tasks
