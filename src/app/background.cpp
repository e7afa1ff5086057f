#include "app/background.h"

#include <chrono>
#include <exception>
#include <utility>

#include "tasks/audit.h"

namespace parkatlas::app {
namespace {

Result<analysis::AuditReport> audit_of(const Document& document, Lang lang,
                                       const std::stop_token& stop) {
    tasks::AuditRequest request;
    request.source = document.layout()->layer.source;
    request.options.lang = lang;
    try {
        Result<Loaded<analysis::AuditReport>> report = tasks::audit(request, Work{nullptr, stop});
        if (!report) return tl::unexpected{report.error()};
        return std::move(report->value);
    } catch (const std::exception& thrown) {
        return fail(ErrorCode::unsupported, request.source, thrown.what());
    }
}

template <typename Job>
bool take(Job& job) {
    if (!job.work.valid() ||
        job.work.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
        return false;
    }
    job.answer = job.work.get();
    job.has = std::move(job.asked);
    job.has_lang = job.asked_lang;
    return true;
}

}  // namespace

Background::~Background() {
    stop_.request_stop();  // the futures wait for their work
}

void Background::want_snap(const std::shared_ptr<const Document>& document) {
    if (snap_.work.valid() || (snap_.has == document && snap_.answer)) return;
    snap_.asked = document;
    snap_.work = std::async(std::launch::async, [document, wake = wake_] {
        std::shared_ptr<const SnapIndex> index;
        try {
            index = std::make_shared<const SnapIndex>(*document);
        } catch (const std::exception&) {
            index = nullptr;  // measuring goes on without snapping
        }
        wake();
        return index;
    });
}

void Background::want_audit(const std::shared_ptr<const Document>& document, Lang lang) {
    if (audit_.work.valid() || document->layout() == nullptr) return;
    if (audit_.has == document && audit_.has_lang == lang && audit_.answer) return;
    audit_.asked = document;
    audit_.asked_lang = lang;
    audit_.work =
        std::async(std::launch::async, [document, lang, stop = stop_.get_token(), wake = wake_] {
            Result<analysis::AuditReport> report = audit_of(*document, lang, stop);
            wake();
            return report;
        });
}

bool Background::poll() {
    const bool snap = take(snap_);
    const bool audit = take(audit_);
    return snap || audit;
}

const SnapIndex* Background::snap(const Document* document) const {
    return snap_.has.get() == document && snap_.answer ? snap_.answer->get() : nullptr;
}

const Result<analysis::AuditReport>* Background::audit(const Document* document, Lang lang) const {
    const bool fits = audit_.has.get() == document && audit_.has_lang == lang && audit_.answer;
    return fits ? &*audit_.answer : nullptr;
}

}  // namespace parkatlas::app
