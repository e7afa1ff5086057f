#pragma once

#include "base/phrase.h"

namespace parkatlas {

/// What the operating system says of an errno: the words of the catalogue (group `errors`) for the
/// common ones, strerror's for the others.
[[nodiscard]] Phrase system_error_words(int error_number);

}  // namespace parkatlas
