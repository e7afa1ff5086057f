#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/context.h"
#include "cli/sheet_arguments.h"

namespace CLI {
class App;
}

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
    SheetArguments sheet;
    std::optional<std::string> extent, scale, color_by;
    bool no_decorations = false;
    bool stats = false;  ///< tell how long each stage took, on standard error
    bool check = false;
    bool strict = false;
    bool world_file = false;
    bool svg_text = false;
};

[[nodiscard]] Result<int> run_export(const Context& context, const ExportArguments& arguments);

/// Options of `convert` as typed.
struct ConvertArguments {
    std::vector<std::string> sources;
    std::string from_encoding;
    std::string encoding = "UTF-8";
    std::string from_offset, to_offset;
    std::optional<double> simplify_m;
    std::optional<int> decimals;
    std::vector<std::string> mappings;
    std::optional<std::string> layer_name, scheme, layout_id, title, role;
};

/// Tells CLI11 of them; --crs, -o and what all commands share are not among them.
void declare_convert(CLI::App& command, ConvertArguments& arguments, Lang lang);
[[nodiscard]] Result<int> run_convert(const Context& context, const ConvertArguments& arguments);

/// Options of `atlas` as typed.
struct AtlasArguments {
    std::string source;
    SheetArguments sheet;
    std::optional<std::string> role, color_by;
    std::optional<int> limit;
};

[[nodiscard]] Result<int> run_atlas(const Context& context, const AtlasArguments& arguments);

}  // namespace parkatlas::cli
