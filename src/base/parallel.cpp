#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include "base/messages_errors.h"
#include "base/on_threads.h"

namespace parkatlas {

namespace {

/// Hands out pieces, keeps the first error and tells how far the work is.
class Pieces {
  public:
    /// Piece i ends before item `ends[i]`; its weight is the difference of `weights_done`.
    Pieces(std::vector<std::size_t> ends, std::vector<std::uint64_t> weights_done, const Work& work)
        : ends_{std::move(ends)},
          weights_done_{std::move(weights_done)},
          work_{&work},
          first_failed_{ends_.size()} {}

    void run(const PieceBody& body, std::size_t worker) {
        for (;;) {
            const std::size_t piece = next_.fetch_add(1, std::memory_order_relaxed);
            // Pieces below a failed one are still worked on: one of them may fail, too.
            if (piece >= first_failed_.load(std::memory_order_relaxed)) return;
            if (work_->stop_requested()) {
                keep(piece, Error{ErrorCode::stopped, {}, said(msg::errors_stopped), {}});
                return;
            }
            const std::size_t first = piece == 0 ? 0 : ends_[piece - 1];
            if (Result<void> done = body({first, ends_[piece]}, worker); !done) {
                keep(piece, std::move(done.error()));
                return;
            }
            report(weights_done_[piece] - (piece == 0 ? 0 : weights_done_[piece - 1]));
        }
    }

    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] std::uint64_t total() const {
        return weights_done_.empty() ? 0 : weights_done_.back();
    }
    [[nodiscard]] Result<void> result() const {
        if (first_failed_ < ends_.size()) return tl::unexpected(error_);
        return {};
    }

  private:
    void keep(std::size_t piece, Error error) {
        const std::scoped_lock lock{mutex_};
        if (piece >= first_failed_) return;
        first_failed_ = piece;
        error_ = std::move(error);
    }

    void report(std::uint64_t weight) {
        if (work_->progress == nullptr) return;
        const std::scoped_lock lock{mutex_};
        done_ += weight;
        work_->report(done_, total());
    }

    std::vector<std::size_t> ends_;
    std::vector<std::uint64_t> weights_done_;
    const Work* work_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> first_failed_;
    std::mutex mutex_;
    std::uint64_t done_ = 0;
    Error error_;
};

Result<void> run_all(Pieces& pieces, const Work& work, const PieceBody& body) {
    work.report(0, pieces.total());
    const std::size_t workers = std::min(parallel_width(), pieces.size());
    if (workers <= 1) {
        pieces.run(body, 0);
        return pieces.result();
    }
    detail::on_threads(workers, [&](std::size_t worker) { pieces.run(body, worker); });
    return pieces.result();
}

}  // namespace

std::size_t parallel_width() {
    const std::size_t allowed =
        tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
    const auto arena =
        static_cast<std::size_t>(std::max(tbb::this_task_arena::max_concurrency(), 1));
    return std::max<std::size_t>(std::min(allowed, arena), 1);
}

Result<void> for_each_piece(std::size_t count, std::size_t grain, const Work& work,
                            const PieceBody& body) {
    assert(grain > 0);
    std::vector<std::size_t> ends;
    std::vector<std::uint64_t> weights_done;
    ends.reserve(count / grain + 1);
    weights_done.reserve(count / grain + 1);
    for (std::size_t end = 0; end < count;) {
        end += std::min(grain, count - end);
        ends.push_back(end);
        weights_done.push_back(end);
    }
    Pieces pieces{std::move(ends), std::move(weights_done), work};
    return run_all(pieces, work, body);
}

Result<void> for_each_weighted_piece(std::span<const std::size_t> weights, std::size_t piece_weight,
                                     const Work& work, const PieceBody& body) {
    std::vector<std::size_t> ends;
    std::vector<std::uint64_t> weights_done;
    std::uint64_t done = 0;
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        done += weights[i];
        if (done - before < piece_weight && i + 1 < weights.size()) continue;
        ends.push_back(i + 1);
        weights_done.push_back(done);
        before = done;
    }
    Pieces pieces{std::move(ends), std::move(weights_done), work};
    return run_all(pieces, work, body);
}

std::size_t slots_in_order() {
    return 2 * parallel_width();
}

Result<void> make_and_take_in_order(std::size_t count, const Work& work, const ItemBody& make,
                                    const ItemBody& take) {
    const std::size_t slots = slots_in_order();
    std::vector<Result<void>> made(slots);
    std::atomic<bool> ended{false};
    Result<void> outcome;
    const auto make_one = [&](std::size_t item, std::size_t slot) {
        if (ended) return;
        made[slot] = work.stop_requested() ? fail(ErrorCode::stopped, {}, said(msg::errors_stopped))
                                           : make(item, slot);
    };
    const auto take_one = [&](std::size_t item, std::size_t slot) {
        if (ended) return;
        outcome = made[slot] ? take(item, slot) : made[slot];
        if (!outcome) ended = true;
    };
    detail::pass_in_order(count, slots, ended, make_one, take_one);
    return outcome;
}

void PartOfProgress::update(std::uint64_t done, std::uint64_t total) {
    const double share = total == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(total);
    const double of_whole = begin_ + (end_ - begin_) * share;
    whole_->report(static_cast<std::uint64_t>(of_whole * double{steps}), steps);
}

}  // namespace parkatlas
