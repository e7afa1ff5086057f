#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "base/progress.h"
#include "base/result.h"

namespace parkatlas {

/// Threads that parallel work may use now: cores, or what a ThreadLimit leaves of them.
[[nodiscard]] std::size_t parallel_width();

/// Items first, first + 1, … last - 1.
struct IndexRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// What is done with a piece of the items. `worker` is below parallel_width() as it was when the
/// work began and no two calls at a time have the same: the place of scratch memory and of library
/// contexts that serve one thread.
using PieceBody = std::function<Result<void>(IndexRange piece, std::size_t worker)>;

/// Calls `body` for pieces that together are 0 … count - 1, each item once, on all threads
/// (oneTBB). Pieces are taken in ascending order, whoever is free takes the next; they are of
/// `grain` items.
///
/// What comes out must depend on the item alone: who works on it and when differs from run to run.
/// An error or a wish to stop ends the work soon; of several errors the one of the lowest piece is
/// given, which is the one that a single thread would have met.
/// Progress counts finished items, one thread at a time, from any thread.
/// Fails with  stopped  if asked to before the last piece began; whatever `body` fails with.
[[nodiscard]] Result<void> for_each_piece(std::size_t count, std::size_t grain, const Work& work,
                                          const PieceBody& body);

/// The same with pieces of about equal weight: a piece ends where its items' weights come to
/// `piece_weight`, so an item of great weight stands alone. Progress counts weights.
[[nodiscard]] Result<void> for_each_weighted_piece(std::span<const std::size_t> weights,
                                                   std::size_t piece_weight, const Work& work,
                                                   const PieceBody& body);

/// Calls `make` for the items 0 … count - 1 on all threads, and `take` for each of them in
/// ascending order, one at a time, as soon as those before it have been taken: work whose outcome
/// is put together in order, with little of it waiting. `slot` is below `slots_in_order()` and
/// belongs to an item from the begin of `make` to the end of `take`: the place of what passes
/// between them.
///
/// An error of `make` or `take` ends the work; it is the one of the lowest item that has one.
/// Fails with  stopped  if asked to before the last item was taken.
using ItemBody = std::function<Result<void>(std::size_t item, std::size_t slot)>;
[[nodiscard]] Result<void> make_and_take_in_order(std::size_t count, const Work& work,
                                                  const ItemBody& make, const ItemBody& take);
/// Items that may be under way at a time, made and not yet taken ones together.
[[nodiscard]] std::size_t slots_in_order();

/// Progress of one stage as a part of the whole: from `begin` to `end`, shares of 1.
class PartOfProgress : public Progress {
  public:
    static constexpr std::uint64_t steps = 10'000;  ///< that the whole is reported in

    PartOfProgress(const Work& whole, double begin, double end)
        : whole_{&whole}, begin_{begin}, end_{end} {}
    void update(std::uint64_t done, std::uint64_t total) override;

  private:
    const Work* whole_;
    double begin_, end_;
};

}  // namespace parkatlas
