#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <stop_token>
#include <vector>

#include <gtest/gtest.h>

#include "base/threads.h"

namespace parkatlas {
namespace {

TEST(ForEachPiece, CoversEachItemOnce) {
    for (const std::size_t count : {0U, 1U, 7U, 1000U, 1001U}) {
        std::vector<std::atomic<int>> visits(count);
        const auto done = for_each_piece(count, 7, {}, [&](IndexRange piece, std::size_t) {
            EXPECT_LE(piece.last - piece.first, 7U);
            for (std::size_t i = piece.first; i < piece.last; ++i) ++visits[i];
            return Result<void>{};
        });
        ASSERT_TRUE(done);
        for (const auto& visit : visits) EXPECT_EQ(visit, 1);
    }
}

TEST(ForEachPiece, NoTwoCallsAtATimeShareAWorker) {
    const std::size_t width = parallel_width();
    std::vector<std::atomic<int>> busy(width);
    const auto done = for_each_piece(2000, 1, {}, [&](IndexRange, std::size_t worker) {
        EXPECT_LT(worker, width);
        EXPECT_EQ(busy[worker]++, 0);
        --busy[worker];
        return Result<void>{};
    });
    EXPECT_TRUE(done);
}

TEST(ForEachPiece, OneThreadTakesThePiecesInOrder) {
    const ThreadLimit one{1};
    EXPECT_EQ(parallel_width(), 1U);
    std::vector<std::size_t> firsts;
    ASSERT_TRUE(for_each_piece(10, 3, {}, [&](IndexRange piece, std::size_t worker) {
        EXPECT_EQ(worker, 0U);
        firsts.push_back(piece.first);
        return Result<void>{};
    }));
    EXPECT_EQ(firsts, (std::vector<std::size_t>{0, 3, 6, 9}));
}

TEST(ForEachPiece, OfSeveralErrorsTheOneOfTheLowestPieceIsGiven) {
    for (int round = 0; round < 50; ++round) {
        const auto done =
            for_each_piece(500, 1, {}, [&](IndexRange piece, std::size_t) -> Result<void> {
                if (piece.first < 37) return {};
                return fail(ErrorCode::out_of_range, std::to_string(piece.first), "too large");
            });
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().where, "37");
    }
}

TEST(ForEachPiece, StopsWhenAskedBeforeAndOnTheWay) {
    std::stop_source source;
    Work work;
    work.stop = source.get_token();
    std::atomic<int> pieces = 0;
    const auto on_the_way = for_each_piece(100000, 1, work, [&](IndexRange, std::size_t) {
        if (++pieces == 10) source.request_stop();
        return Result<void>{};
    });
    ASSERT_FALSE(on_the_way);
    EXPECT_EQ(on_the_way.error().code, ErrorCode::stopped);
    EXPECT_LT(pieces, 100000);
    pieces = 0;
    const auto before = for_each_piece(10, 1, work, [&](IndexRange, std::size_t) {
        ++pieces;
        return Result<void>{};
    });
    ASSERT_FALSE(before);
    EXPECT_EQ(pieces, 0);
}

TEST(ForEachPiece, ProgressGrowsToTheTotal) {
    struct Keeper : Progress {
        std::vector<std::uint64_t> seen;
        void update(std::uint64_t done, std::uint64_t total) override {
            EXPECT_EQ(total, 100U);
            seen.push_back(done);
        }
    } keeper;
    Work work;
    work.progress = &keeper;
    ASSERT_TRUE(
        for_each_piece(100, 9, work, [](IndexRange, std::size_t) { return Result<void>{}; }));
    EXPECT_EQ(keeper.seen.front(), 0U);
    EXPECT_EQ(keeper.seen.back(), 100U);
    EXPECT_TRUE(std::ranges::is_sorted(keeper.seen));
}

TEST(MakeAndTakeInOrder, TakesEachItemOnceInOrderOutOfItsOwnSlot) {
    std::vector<std::size_t> held(slots_in_order(), SIZE_MAX);
    std::vector<std::size_t> taken;
    const auto done = make_and_take_in_order(
        500, {},
        [&](std::size_t item, std::size_t slot) {
            held[slot] = item;
            return Result<void>{};
        },
        [&](std::size_t item, std::size_t slot) {
            EXPECT_EQ(held[slot], item);
            taken.push_back(item);
            return Result<void>{};
        });
    ASSERT_TRUE(done);
    ASSERT_EQ(taken.size(), 500U);
    for (std::size_t i = 0; i < taken.size(); ++i) EXPECT_EQ(taken[i], i);
}

TEST(MakeAndTakeInOrder, GivesTheErrorOfTheLowestItemAndTakesNoneBehindIt) {
    for (const int most : {1, 2}) {
        const ThreadLimit limit{most};
        std::vector<std::size_t> taken;
        const auto done = make_and_take_in_order(
            100, {},
            [](std::size_t item, std::size_t) -> Result<void> {
                if (item == 40 || item == 41) return fail(ErrorCode::unsupported, {}, "make");
                return {};
            },
            [&](std::size_t item, std::size_t) -> Result<void> {
                taken.push_back(item);
                return {};
            });
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().what, "make");
        EXPECT_EQ(taken.size(), 40U);
    }
}

TEST(MakeAndTakeInOrder, StopsWhenAsked) {
    std::stop_source source;
    std::size_t taken = 0;
    const auto done = make_and_take_in_order(
        100, Work{nullptr, source.get_token()},
        [](std::size_t, std::size_t) { return Result<void>{}; },
        [&](std::size_t item, std::size_t) {
            ++taken;
            if (item == 10) source.request_stop();
            return Result<void>{};
        });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::stopped);
    EXPECT_LT(taken, 100U);
}

TEST(ForEachWeightedPiece, AHeavyItemStandsAloneAndLightOnesGoTogether) {
    const ThreadLimit one{1};
    const std::vector<std::size_t> weights{1, 1, 1, 1, 50, 1, 0, 0, 3, 1};
    std::vector<std::size_t> ends;
    std::size_t sum = 0;
    ASSERT_TRUE(for_each_weighted_piece(weights, 4, {}, [&](IndexRange piece, std::size_t) {
        ends.push_back(piece.last);
        for (std::size_t i = piece.first; i < piece.last; ++i) sum += weights[i];
        return Result<void>{};
    }));
    // By hand: 1+1+1+1 = 4; 50; 1+0+0+3 = 4; 1 is what remains.
    EXPECT_EQ(ends, (std::vector<std::size_t>{4, 5, 9, 10}));
    EXPECT_EQ(sum, 59U);
}

}  // namespace
}  // namespace parkatlas
