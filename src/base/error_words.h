#pragma once

#include <string>
#include <string_view>

#include "base/lang.h"
#include "base/result.h"

namespace parkatlas {

/// What the operating system says of an errno, in English: the words of the catalogue (group
/// `errors`) for the common ones, strerror's for the others.
[[nodiscard]] std::string system_error_words(int error_number);

/// The words of an error or finding, which the modules write in English, in a language. Sentences
/// of the catalogue's group `errors` are known, with whatever stands in their places; what stands
/// there is translated in turn. Others stay as they are.
[[nodiscard]] std::string error_words(std::string_view english, Lang lang);

/// `what` and `remedy` in a language; code and place stay.
[[nodiscard]] Error in_language(Error error, Lang lang);

}  // namespace parkatlas
