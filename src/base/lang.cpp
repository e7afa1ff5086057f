#include "base/lang.h"

#include <cstdlib>

namespace parkatlas {

Lang lang_from_locale(std::string_view locale, Lang fallback) {
    if (locale.empty() || locale == "C" || locale.substr(0, 2) == "C." || locale == "POSIX") {
        return fallback;
    }
    return locale.substr(0, 2) == "zh" ? Lang::zh : Lang::en;
}

Lang lang_from_environment(Lang fallback) {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') return lang_from_locale(value, fallback);
    }
    return fallback;
}

}  // namespace parkatlas
