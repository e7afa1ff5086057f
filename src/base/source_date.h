#pragma once

#include <string>

namespace parkatlas {

/// The date that SOURCE_DATE_EPOCH sets for files (reproducible-builds.org), as
/// "2022-08-22T00:00:00Z"; empty if it sets none, or none that makes sense: then files carry no
/// date, and are the same on every run.
[[nodiscard]] std::string source_date_iso();

}  // namespace parkatlas
