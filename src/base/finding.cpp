#include "base/finding.h"

namespace parkatlas {

std::string finding_line(const Finding& finding, Lang lang) {
    std::string where = finding.source;
    if (!finding.feature.empty()) {
        if (!where.empty()) where += ", ";
        where += finding.feature;
    }
    const Error as_error{ErrorCode::input_malformed, where, finding.message, {}};
    return finding.severity == Severity::error ? error_line(as_error, lang)
                                               : warning_line(as_error, lang);
}

}  // namespace parkatlas
