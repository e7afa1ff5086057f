#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/audit.h"
#include "app/document.h"
#include "app/latest_job.h"
#include "app/marked_outlines.h"
#include "app/tool_state.h"
#include "base/lang.h"

namespace parkatlas::app {

/// Two features that share ground, for the list, the matrix and the hatching.
struct OverlapPair {
    std::uint32_t a = 0, b = 0;  ///< features of the two layers
    double area_m2 = 0.0;
    double share_of_a = 0.0, share_of_b = 0.0;
};

/// What two layers share.
struct OverlapView {
    OverlapSides sides;
    std::vector<OverlapPair> pairs;  ///< largest first
    /// Features with pairs, by what they share, largest first: the matrix's rows and columns.
    std::vector<std::uint32_t> rows, columns;
    /// Pair at a row and column of the matrix.
    [[nodiscard]] const OverlapPair* at(std::uint32_t a, std::uint32_t b) const;

    double total_m2 = 0.0;
    Phrase problem;  ///< why there is nothing; else empty
    std::unordered_map<std::uint64_t, std::size_t> pair_of;
};

/// Orders pairs and finds rows and columns.
void arrange(OverlapView& view);

/// Computes overlaps and the ground that one pair shares, beside the window.
class OverlapDesk {
  public:
    explicit OverlapDesk(const std::function<void()>& wake) : view_job_{wake}, ground_job_{wake} {}

    void want(const std::shared_ptr<const Document>& document, const OverlapSides& sides);
    /// Brings the shared ground of a pair onto the map; none forgets it.
    void want_ground(const std::shared_ptr<const Document>& document,
                     const std::optional<ChosenOverlap>& chosen);
    [[nodiscard]] bool busy() const { return view_job_.busy() || ground_job_.busy(); }
    [[nodiscard]] bool computing() const { return view_job_.busy(); }
    bool poll();

    /// Null while there is none for this document and these sides.
    [[nodiscard]] const OverlapView* view(const Document* document,
                                          const OverlapSides& sides) const;
    /// The ground to hatch; null if there is none.
    [[nodiscard]] const MarkedOutline* ground(const Document* document) const;
    /// Where the newly found ground lies, once.
    [[nodiscard]] std::optional<geo::Box> take_new_ground();

  private:
    struct View {
        std::shared_ptr<const Document> document;
        OverlapView view;
    };
    struct Ground {
        std::shared_ptr<const Document> document;
        MarkedOutline outline;
    };
    std::shared_ptr<const Document> asked_;
    OverlapSides asked_sides_;
    std::shared_ptr<const View> view_;
    LatestJob<std::shared_ptr<const View>> view_job_;
    std::shared_ptr<const Document> ground_asked_;
    std::optional<ChosenOverlap> chosen_;
    std::optional<Ground> ground_;
    bool ground_is_new_ = false;
    bool ground_is_known_ = false;
    LatestJob<Ground> ground_job_;
};

}  // namespace parkatlas::app
