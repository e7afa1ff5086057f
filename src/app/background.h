#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>

#include "analysis/audit.h"
#include "app/document.h"
#include "app/snap_index.h"
#include "base/lang.h"
#include "base/result.h"

namespace parkatlas::app {

/// What is worked out beside the window for the document that is open: the index of places to snap
/// to and the audit of its layout. Asked for again and again by the frames that want it; computed
/// once a document (the audit once a language, too). The destructor asks the work to stop and waits
/// for it.
class Background {
  public:
    explicit Background(std::function<void()> wake) : wake_{std::move(wake)} {}
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    ~Background();

    void want_snap(const std::shared_ptr<const Document>& document);
    void want_audit(const std::shared_ptr<const Document>& document, Lang lang);

    /// True while something is being worked out.
    [[nodiscard]] bool busy() const { return snap_.work.valid() || audit_.work.valid(); }
    /// Takes what has been finished; true if there was something.
    bool poll();

    /// Null while there is none for this document.
    [[nodiscard]] const SnapIndex* snap(const Document* document) const;
    [[nodiscard]] const Result<analysis::AuditReport>* audit(const Document* document,
                                                             Lang lang) const;

  private:
    template <typename T>
    struct Job {
        std::shared_ptr<const Document> asked, has;  // of which document
        Lang asked_lang = Lang::zh, has_lang = Lang::zh;
        std::future<T> work;
        std::optional<T> answer;
    };
    std::function<void()> wake_;
    std::stop_source stop_;
    Job<std::shared_ptr<const SnapIndex>> snap_;
    Job<Result<analysis::AuditReport>> audit_;
};

}  // namespace parkatlas::app
