#pragma once

#include <string_view>

namespace parkatlas {

/// Language of everything a person reads. JSON keys and codes do not depend on it.
enum class Lang { zh, en };

/// From the first set of LC_ALL, LC_MESSAGES, LANG (pass their value): Chinese for "zh…", else
/// English. An empty value or "C"/"POSIX" gives `fallback`.
[[nodiscard]] Lang lang_from_locale(std::string_view locale, Lang fallback);

/// Reads the environment as described above.
[[nodiscard]] Lang lang_from_environment(Lang fallback);

}  // namespace parkatlas
