#include <cstdio>

#include <fmt/format.h>

#include "base/messages_cli.h"
#include "base/messages_page.h"
#include "cli/commands.h"
#include "cli/sheet_arguments.h"
#include "tasks/atlas.h"

namespace parkatlas::cli {

Result<int> run_atlas(const Context& context, const AtlasArguments& arguments) {
    const Lang lang = context.options.lang;
    if (!context.options.output) {
        return fail(ErrorCode::usage, "atlas", "no output file",
                    "give -o OUT.pdf, a folder ending in /, or -o OUT-%02d.png");
    }
    tasks::AtlasRequest request;
    request.output = *context.options.output;
    const auto names = tasks::numbered_files(request.output);
    if (!names) return tl::unexpected{names.error()};
    const tasks::SheetFormat format = *names ? tasks::SheetFormat::png : tasks::SheetFormat::pdf;
    if (Result<void> done = read_sheet_arguments(context, arguments.sheet, format, request.page,
                                                 request.map_crs, request.sheet);
        !done) {
        return tl::unexpected{done.error()};
    }
    if (arguments.role) {
        const model::Role role = model::parse_role(*arguments.role);
        if (role == model::Role::other && *arguments.role != "other") {
            std::vector<std::string_view> known;
            for (const model::Role one : model::all_roles()) {
                known.push_back(model::role_identifier(one));
            }
            return fail(ErrorCode::usage, "--role", fmt::format("'{}' is no role", *arguments.role),
                        fmt::format("{}", fmt::join(known, ", ")));
        }
        request.role = role;
    }
    if (arguments.color_by) request.color_by = *arguments.color_by;
    request.palette = arguments.sheet.palette;
    if (arguments.sheet.manifest) request.manifest = *arguments.sheet.manifest;
    if (Result<void> done = read_annotations(context, arguments.sheet, request.sheet); !done) {
        return tl::unexpected{done.error()};
    }
    if (arguments.limit) request.limit = static_cast<std::size_t>(*arguments.limit);

    const Result<Loaded<tasks::Workspace>> opened =
        tasks::open({arguments.source}, tasks::BaseMap::load, context.work);
    if (!opened) return tl::unexpected{opened.error()};
    report_findings(context, opened->findings);
    const Result<tasks::AtlasReport> done =
        tasks::write_atlas(opened->value, request, context.work);
    if (!done) return tl::unexpected{done.error()};
    if (context.options.quiet) return 0;
    fmt::print(stderr, "{}\n",
               fmt::format(
                   fmt::runtime(text(msg::atlas_done, lang)),
                   done->files.size() == 1 ? done->files.front().string() : request.output.string(),
                   done->sheet_count, done->contents_pages));
    report_missing_characters(request.output.string(), done->missing_characters, lang);
    report_stand_ins(request.output.string(), done->stand_ins, lang);
    report_dropped_annotations(request.output.string(), done->dropped_annotations, lang);
    report_dropped_labels(done->dropped_labels, done->untried_labels, lang);
    return 0;
}

}  // namespace parkatlas::cli
