#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/context.h"

namespace parkatlas::cli {

// One function a command: does the job through tasks, prints the answer. Each gives the exit code
// of a run that came to its end (0, or 1 where a check found errors), or the error.

[[nodiscard]] Result<int> run_layouts(const Context& context);
[[nodiscard]] Result<int> run_info(const Context& context, const std::vector<std::string>& sources);
[[nodiscard]] Result<int> run_area(const Context& context, const std::vector<std::string>& sources);

/// Options of `overlap` as typed.
struct OverlapArguments {
    std::string a;
    std::optional<std::string> b;
    std::string mode = "pairs";  ///< pairs, coverage, gaps, folds or classes
    std::optional<std::string> by;
};

[[nodiscard]] Result<int> run_overlap(const Context& context, const OverlapArguments& arguments);
[[nodiscard]] Result<int> run_audit(const Context& context, const std::string& source,
                                    const std::optional<std::string>& boundaries);

[[nodiscard]] Result<int> run_check(const Context& context, const std::vector<std::string>& sources,
                                    bool repair);

/// Options of `export` as typed.
struct ExportArguments {
    std::vector<std::string> sources;
    std::string page = "A3";
    bool portrait = false;
    bool landscape = false;
    std::optional<double> dpi;
    std::optional<std::string> size, extent, scale, title, manifest, annotations;
    std::optional<std::string> compiled_by, date, approval_number;
    bool no_decorations = false;
};

[[nodiscard]] Result<int> run_export(const Context& context, const ExportArguments& arguments);

}  // namespace parkatlas::cli
