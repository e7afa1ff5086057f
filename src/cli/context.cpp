#include "cli/context.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "base/messages_cli.h"
#include "base/safe_file.h"

namespace parkatlas::cli {

Format CommonOptions::effective_format() const {
    if (format) return *format;
    if (output && output->ends_with(".json")) return Format::json;
    if (output && output->ends_with(".csv")) return Format::csv;
    return Format::table;
}

Result<analysis::MeasureOptions> CommonOptions::measure_options() const {
    analysis::MeasureOptions measure;
    measure.method = method;
    if (crs) {
        Result<geo::Crs> parsed = geo::Crs::parse(*crs);
        if (!parsed) {
            Error error = parsed.error();
            error.code = ErrorCode::usage;
            error.where = "--crs";
            return tl::unexpected{error};
        }
        if (method == geo::Method::planar && parsed->is_geographic()) {
            return fail(ErrorCode::usage, "--crs", fmt::format("{} is not projected", *crs),
                        "planar areas need a projected CRS, e.g. EPSG:4549");
        }
        measure.planar_crs = *parsed;
    }
    return measure;
}

Result<void> deliver(const Context& context, const std::string& text) {
    return deliver_parts(context, [&](const TextSink& sink) { return sink(text); });
}

Result<void> deliver_parts(const Context& context,
                           const std::function<Result<void>(const TextSink&)>& write) {
    if (context.options.output) {
        Result<SafeFile> file = SafeFile::create(*context.options.output);
        if (!file) return tl::unexpected{file.error()};
        const TextSink sink = [&](std::string_view part) { return file->write(part); };
        Result<void> done;
        if (context.options.effective_format() == Format::csv) done = sink("\xEF\xBB\xBF");
        if (done) done = write(sink);
        return done ? file->commit() : done;
    }
    const auto unwritten = [] {
        return fail(ErrorCode::output_failed, "standard output", "cannot write");
    };
    const Result<void> done = write([&](std::string_view part) -> Result<void> {
        if (std::fwrite(part.data(), 1, part.size(), stdout) != part.size()) return unwritten();
        return {};
    });
    if (done && std::fflush(stdout) != 0) return unwritten();
    return done;
}

void report_findings(const Context& context, const std::vector<Finding>& findings) {
    if (context.options.quiet) return;
    constexpr std::size_t screenful = 20;
    std::size_t shown = 0;
    std::size_t held_back = 0;
    for (const Finding& finding : findings) {
        if (finding.severity == Severity::info) continue;
        if (shown == screenful) {
            ++held_back;
            continue;
        }
        ++shown;
        fmt::print(stderr, "{}\n", finding_line(finding, context.error_lang));
    }
    if (held_back > 0) {
        const std::string more = fmt::format(
            fmt::runtime(text(msg::word_more_findings, context.options.lang)), held_back);
        fmt::print(stderr, "{}\n", warning_line({ErrorCode::input_malformed, {}, more, {}}));
    }
}

}  // namespace parkatlas::cli
