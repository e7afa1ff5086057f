#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/layout.h"

namespace parkatlas::tasks {

/// A feature of one of several plans. Valid as long as the network it came from.
struct PlanFeature {
    const model::Layout* layout;
    std::size_t index;  ///< in layout->features
};

/// How plans hang together: a link leads from a feature to the plan of that place (from the pole
/// Ningbo to Ningbo's own plan), and `same_as` says which features of several plans are one place.
/// Asked about any layout, also one that is not in the network; it is then known by its id.
/// Immutable; may be shared between threads.
class PlanNetwork {
  public:
    PlanNetwork() = default;
    explicit PlanNetwork(std::vector<std::shared_ptr<const model::Layout>> layouts);

    /// The built-in layouts. Fails with what reading them fails with.
    [[nodiscard]] static Result<PlanNetwork> load_built_in();

    [[nodiscard]] const std::vector<std::shared_ptr<const model::Layout>>& layouts() const {
        return layouts_;
    }
    /// By id; null if there is none.
    [[nodiscard]] const model::Layout* find(std::string_view id) const;

    /// The plans that lead to this one by links, outermost first, without itself. Where several
    /// lead to one plan, the first in the order of the network counts.
    [[nodiscard]] std::vector<const model::Layout*> above(const model::Layout& layout) const;
    /// The plans that this one leads to, in the order of its links, each once.
    [[nodiscard]] std::vector<const model::Layout*> below(const model::Layout& layout) const;
    /// The plan that a feature leads to; null if none or unknown.
    [[nodiscard]] const model::Layout* plan_of(const model::Layout& layout,
                                               std::string_view feature_id) const;
    /// Features of other plans whose link leads to this layout.
    [[nodiscard]] std::vector<PlanFeature> leading_to(const model::Layout& layout) const;
    /// The same place in the other plans, whichever of the two plans says so; in the order of the
    /// network.
    [[nodiscard]] std::vector<PlanFeature> same_place(const model::Layout& layout,
                                                      std::size_t index) const;

  private:
    std::vector<std::shared_ptr<const model::Layout>> layouts_;
};

/// One word for a plan where there is little room: its short title, else its title, else its id.
[[nodiscard]] const std::string& short_title(const model::Layout& layout, Lang lang);

}  // namespace parkatlas::tasks
