#include "base/source_date.h"

#include <cstdlib>
#include <ctime>

namespace parkatlas {

std::string source_date_iso() {
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    if (epoch == nullptr || *epoch == '\0') return {};
    char* end = nullptr;
    const long long seconds = std::strtoll(epoch, &end, 10);
    const auto time = static_cast<std::time_t>(seconds);
    std::tm utc{};
    char text[40];
    if (*end != '\0' || seconds < 0 || gmtime_r(&time, &utc) == nullptr ||
        std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
        return {};
    }
    return text;
}

}  // namespace parkatlas
