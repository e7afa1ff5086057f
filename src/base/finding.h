#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace parkatlas {

enum class Severity { error, warning, info };

/// Something noticed while reading or checking that did not stop the work.
struct Finding {
    Severity severity = Severity::warning;
    std::string code;     ///< stable identifier for programs, e.g. "unclosed_ring"
    std::string source;   ///< file or layout it was found in
    std::string feature;  ///< id or name of the feature; empty if it concerns the whole
    Phrase message;       ///< for a person, one sentence
};

/// A value together with what was noticed on the way to it.
template <typename T>
struct Loaded {
    T value;
    std::vector<Finding> findings;
};

/// "parkatlas: warning: SOURCE, feature: message" for standard error, one line.
[[nodiscard]] std::string finding_line(const Finding& finding, Lang lang = Lang::en);

}  // namespace parkatlas
