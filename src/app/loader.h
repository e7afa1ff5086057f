#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "analysis/area_table.h"
#include "app/document.h"
#include "base/progress.h"
#include "base/result.h"

namespace parkatlas::app {

/// Areas of the features of plain layers, in the order of MapContent::layers; none is null.
using LayerAreas = std::vector<std::shared_ptr<const analysis::AreaTable>>;

/// Opens a document on a thread of its own, then measures its plain layers there. `wake` is called
/// from that thread whenever there is something to fetch. The destructor asks the work to stop and
/// waits for it.
class Loader {
  public:
    Loader(OpenRequest request, std::function<void()> wake);
    Loader(const Loader&) = delete;
    Loader& operator=(const Loader&) = delete;
    ~Loader();

    /// The document or why there is none, once; empty before and after.
    [[nodiscard]] std::optional<Result<Document>> take_document();
    /// The latest map of what has been read so far, once; null while there is none. None comes
    /// after the document.
    [[nodiscard]] std::shared_ptr<const Document> take_early();
    /// Gives up, without waiting for that: busy until it has.
    void stop() { thread_.request_stop(); }
    /// The areas, once they are there; null before and after.
    [[nodiscard]] std::shared_ptr<const LayerAreas> take_areas();
    /// Glyphs of the document's texts are needed before it is shown: collected on the way.
    [[nodiscard]] std::string take_texts();
    /// Share done in [0, 1], or less than 0 if the work does not say.
    [[nodiscard]] float share_done() const;
    /// True until document and areas have been handed over.
    [[nodiscard]] bool busy() const { return busy_; }

  private:
    class Report;
    void run(const std::stop_token& stop);
    void measure_layers(const std::vector<std::shared_ptr<const model::Layer>>& layers,
                        const Work& work);

    OpenRequest request_;
    std::function<void()> wake_;
    std::mutex mutex_;
    std::optional<Result<Document>> document_;
    std::shared_ptr<const Document> early_;
    std::shared_ptr<const LayerAreas> areas_;
    std::string texts_;
    std::atomic<float> share_done_{-1.0F};
    std::atomic<bool> busy_{true};
    std::jthread thread_;  // last: starts when all else is there
};

}  // namespace parkatlas::app
