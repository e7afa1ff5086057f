#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/document.h"
#include "app/latest_job.h"
#include "app/loader.h"
#include "tasks/feature_tables.h"

namespace parkatlas::app {

/// A table as the panel shows it.
struct ShownTable {
    std::shared_ptr<const Document> document;
    int layer = -1;
    bool measured = false;  ///< it has the areas
    std::shared_ptr<const analysis::FeatureTable> table;
    tasks::TableQuestion question;
    tasks::TableAnswer answer;
    /// Where a row of the table stands among those shown; `nowhere` if it does not.
    std::vector<std::uint32_t> place_of;
    static constexpr std::uint32_t nowhere = 0xFFFFFFFFU;
};

/// Makes tables and asks them beside the window; the last answer stays until the next is there.
class TableDesk {
  public:
    explicit TableDesk(std::function<void()> wake) : job_{std::move(wake)} {}

    /// Asked for in every frame that shows the table; works only where something has changed.
    void want(const std::shared_ptr<const Document>& document,
              const std::shared_ptr<const LayerAreas>& areas, int layer,
              const tasks::TableQuestion& question);
    [[nodiscard]] bool busy() const { return job_.busy(); }
    bool poll();
    /// Null while there is none for this document and layer.
    [[nodiscard]] const ShownTable* shown(const Document* document, int layer) const;

  private:
    struct Order {
        std::shared_ptr<const Document> document;
        int layer = -1;
        bool measured = false;
        tasks::TableQuestion question;
        bool operator==(const Order&) const = default;
    };
    std::optional<Order> asked_;
    std::shared_ptr<const ShownTable> shown_;
    LatestJob<std::shared_ptr<const ShownTable>> job_;
};

}  // namespace parkatlas::app
