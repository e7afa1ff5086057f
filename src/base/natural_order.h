#pragma once

#include <string_view>

namespace parkatlas {

/// True if `a` stands before `b` in a list for people: runs of digits and Chinese numerals (一 to
/// 九十九) count as the numbers they are (2 before 10, 二类 before 三类), texts that are a number
/// as a whole come first, by value (-3, 0.5, 12), and all else follows the bytes, Latin capitals
/// like small letters. Only equal texts are equivalent.
[[nodiscard]] bool natural_less(std::string_view a, std::string_view b);

struct NaturalLess {
    [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const {
        return natural_less(a, b);
    }
};

}  // namespace parkatlas
