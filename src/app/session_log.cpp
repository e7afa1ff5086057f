// What the program says is kept: the part of the session that writes the log.

#include <fmt/format.h>

#include "app/log_book.h"
#include "app/session.h"
#include "base/messages_viewer.h"

namespace parkatlas::app {

void Session::complain(std::vector<Error> problems) {
    for (const Error& problem : problems) {
        state_.log.add(Severity::error, problem);
        ui_fonts_.need(all_words(problem));
    }
    state_.problems = std::move(problems);
}

// What was noticed in the sources of the document, once for each of them.
void Session::log_document() {
    for (const OpenedSource& one : document_->sources) {
        if (one.findings.empty() || !logged_sources_.insert(one.source).second) continue;
        state_.log.add(one.findings, state_.lang);
    }
}

void Session::poll_tools() {
    const bool was_writing = tools_.output.busy();
    const ToolMemory::Annotate& typing = tools_.memory.annotate;
    if (tools_.poll() || typing.fresh || typing.wants_field) window_->want_frames(2);
    const auto& written = tools_.output.result();
    if (!was_writing || tools_.output.busy() || !written) return;
    if (*written) {
        state_.log.add(Severity::info,
                       {ErrorCode::stopped,
                        {},
                        fmt::format(fmt::runtime(text(msg::viewer_log_written, state_.lang)),
                                    tools_.output.path()),
                        {}});
    } else if (written->error().code != ErrorCode::stopped) {
        state_.log.add(Severity::error, written->error());
    }
}

}  // namespace parkatlas::app
