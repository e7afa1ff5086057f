#pragma once

#include <array>
#include <memory>
#include <mutex>

#include "draw/draw_list.h"

namespace parkatlas::cartography {

/// A line in three degrees of detail, so that dashes and tints stay calm at small scales. The
/// calmer ones are made when a map first asks for them; safe from several threads. Copies share.
class Levels {
  public:
    Levels() = default;
    explicit Levels(draw::PathPtr path);

    /// The path as given.
    [[nodiscard]] const draw::PathPtr& whole() const { return lazy_->paths[0]; }
    /// The one that suits a scale of 1:N.
    [[nodiscard]] const draw::PathPtr& at(double scale_denominator) const;
    [[nodiscard]] bool is_empty() const { return !lazy_ || lazy_->paths[0]->points.empty(); }

  private:
    struct Lazy {
        std::array<draw::PathPtr, 3> paths;  ///< as in the data, calmer, calmest
        std::array<std::once_flag, 3> made;
    };
    std::shared_ptr<Lazy> lazy_;
};

}  // namespace parkatlas::cartography
