#include "tasks/audit.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "base/messages_errors.h"
#include "io/geodata.h"
#include "tasks/boundaries.h"
#include "tasks/open_project.h"
#include "tasks/workspace.h"

namespace parkatlas::tasks {

namespace {

void move_findings(std::vector<Finding>& from, std::vector<Finding>& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    from.clear();
}

/// The built-in layouts that the audited one may refer to.
Result<std::vector<model::Layout>> other_layouts(const std::string& audited_id) {
    const Result<std::vector<std::string>> ids = io::built_in_layouts();
    if (!ids) return tl::unexpected{ids.error()};
    std::vector<model::Layout> others;
    for (const std::string& id : *ids) {
        if (id == audited_id) continue;
        Result<Loaded<model::Layout>> loaded = io::load_built_in_layout(id);
        if (!loaded) return tl::unexpected{loaded.error()};
        others.push_back(std::move(loaded->value));
    }
    return others;
}

}  // namespace

Result<Loaded<analysis::AuditReport>> audit(const AuditRequest& request, const Work& work) {
    const Result<std::string> source = plan_source_of(request.source, work);
    if (!source) return tl::unexpected{source.error()};
    Result<Loaded<Workspace>> opened = open({*source}, BaseMap::none, work);
    if (!opened) return tl::unexpected{opened.error()};
    if (opened->value.layouts.empty()) {
        return fail(ErrorCode::input_malformed, request.source, said(msg::errors_not_a_layout),
                    said(msg::errors_give_layout_id_or));
    }
    Loaded<analysis::AuditReport> answer;
    move_findings(opened->findings, answer.findings);

    const model::Layout* layout = opened->value.layouts.front().get();
    analysis::AuditInput input;
    std::optional<model::Layout> with_boundaries;
    std::vector<Finding> notes;
    if (request.boundaries) {
        Result<Loaded<Workspace>> given = open({*request.boundaries}, BaseMap::none, work);
        if (!given) return tl::unexpected{given.error()};
        move_findings(given->findings, answer.findings);
        with_boundaries = *layout;
        Result<Replacement> replacement =
            replace_shapes(*with_boundaries, given->value.all_layers, request.options.lang);
        if (!replacement) return tl::unexpected{replacement.error()};
        input.replaced = std::move(replacement->replaced);
        notes = std::move(replacement->findings);
        layout = &*with_boundaries;
    }
    const Result<model::Layer> counties = io::load_counties();
    if (!counties) return tl::unexpected{counties.error()};
    const Result<std::vector<model::Layout>> others = other_layouts(layout->id);
    if (!others) return tl::unexpected{others.error()};
    input.layout = layout;
    input.counties = &*counties;
    for (const model::Layout& other : *others) input.others.push_back(&other);

    Result<analysis::AuditReport> report = analysis::audit(input, request.options, work);
    if (!report) return tl::unexpected{report.error()};
    move_findings(notes, report->findings);
    std::ranges::stable_sort(report->findings, {}, &Finding::severity);
    answer.value = std::move(*report);
    return answer;
}

}  // namespace parkatlas::tasks
