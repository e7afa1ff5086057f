#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/area_table.h"
#include "base/finding.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "base/units.h"
#include "tasks/offsets.h"

namespace parkatlas::cli {

enum class Format { table, json, csv };

/// Options that every command shares, after parsing.
struct CommonOptions {
    std::optional<Format> format;
    std::optional<std::string> output;
    Lang lang = Lang::en;
    geo::Method method = geo::Method::geodesic;
    std::optional<std::string> crs;
    std::optional<AreaUnit> unit;
    tasks::Offsets offsets;
    int threads = 0;
    bool quiet = false;

    /// The asked format, else the one the output file's ending suggests, else table.
    [[nodiscard]] Format effective_format() const;
    /// Method and CRS for analysis. Fails with crs_unknown.
    [[nodiscard]] Result<analysis::MeasureOptions> measure_options() const;
};

/// What a command gets: options, where to report progress, when to stop.
struct Context {
    CommonOptions options;
    Work work;
    Lang error_lang = Lang::en;  ///< of what goes to standard error
};

/// Text to standard output or, with -o, to a file (complete or absent). CSV files get a UTF-8 mark.
[[nodiscard]] Result<void> deliver(const Context& context, const std::string& text);

/// Where a text goes that comes in parts.
using TextSink = std::function<Result<void>(std::string_view part)>;
/// The same for what `write` gives to its sink.
[[nodiscard]] Result<void> deliver_parts(const Context& context,
                                         const std::function<Result<void>(const TextSink&)>& write);

/// Warnings of a run to standard error, one line each, at most a screenful; none with --quiet.
void report_findings(const Context& context, const std::vector<Finding>& findings);

}  // namespace parkatlas::cli
