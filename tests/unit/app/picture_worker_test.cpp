#include "app/picture_worker.h"

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>

#include <gtest/gtest.h>

#include "unit/cartography/small_map.h"

namespace parkatlas::app {
namespace {

using cartography::MapScene;

/// A worker and a way to wait for it.
class Bench {
  public:
    explicit Bench(bool by_opengl)
        : worker_{by_opengl, [this] {
                      const std::lock_guard lock{mutex_};
                      ++wakes_;
                      woken_.notify_all();
                  }} {}
    void ask(PictureJob job, std::uint64_t number) { worker_.ask(std::move(job), number); }
    [[nodiscard]] PictureWorker& worker() { return worker_; }

    Result<Picture> next() {
        std::unique_lock lock{mutex_};
        // Long enough for a machine under any load: a test that waits so long has failed.
        if (!woken_.wait_for(lock, std::chrono::minutes{2}, [&] { return wakes_ > 0; })) {
            return fail(ErrorCode::stopped, "test", "the worker did not answer");
        }
        --wakes_;
        lock.unlock();
        std::optional<Result<Picture>> picture = worker_.take();
        if (!picture) return fail(ErrorCode::stopped, "test", "no picture");
        return std::move(*picture);
    }

  private:
    std::mutex mutex_;
    std::condition_variable woken_;
    int wakes_ = 0;
    PictureWorker worker_;
};

PictureJob job_for(const std::shared_ptr<const MapScene>& scene, PictureJob::Kind kind) {
    PictureJob job;
    job.kind = kind;
    job.scene = scene;
    job.view = {{10, 20, 120, 80},
                {cartography::test::origin_x + 38'000, cartography::test::origin_y + 38'000},
                500'000};
    job.px_per_mm = 3.0;
    return job;
}

std::shared_ptr<const MapScene> small_scene() {
    return std::make_shared<const MapScene>(cartography::test::scene(20, 1));
}

/// By OpenGL, or on the processor.
class PictureWorkers : public testing::TestWithParam<bool> {};

TEST_P(PictureWorkers, PaintsAPictureOfTheAskedSizeWithItsLabels) {
    Bench bench{GetParam()};
    bench.ask(job_for(small_scene(), PictureJob::Kind::full), 7);
    const Result<Picture> picture = bench.next();
    ASSERT_TRUE(picture.has_value()) << error_line(picture.error());
    EXPECT_EQ(picture->number, 7U);
    EXPECT_EQ(picture->width_px, 360);
    EXPECT_EQ(picture->height_px, 240);
    ASSERT_EQ(picture->rgba.size(), 4U * 360U * 240U);
    EXPECT_FALSE(picture->labelling.placed.empty());
    // Something is on it: not all pixels are alike.
    bool differs = false;
    for (std::size_t i = 4; i < picture->rgba.size() && !differs; i += 4) {
        differs = picture->rgba[i] != picture->rgba[0] || picture->rgba[i + 1] != picture->rgba[1];
    }
    EXPECT_TRUE(differs);
}

TEST_P(PictureWorkers, TheSameJobGivesTheSamePicture) {
    Bench bench{GetParam()};
    const auto scene = small_scene();
    bench.ask(job_for(scene, PictureJob::Kind::full), 1);
    const Result<Picture> first = bench.next();
    bench.ask(job_for(scene, PictureJob::Kind::full), 2);
    const Result<Picture> second = bench.next();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->rgba, second->rgba);
}

TEST_P(PictureWorkers, LabelsFollowAMovedMapAndAreNotPlacedAnew) {
    Bench bench{GetParam()};
    const auto scene = small_scene();
    bench.ask(job_for(scene, PictureJob::Kind::full), 1);
    const Result<Picture> full = bench.next();
    bench.ask(job_for(scene, PictureJob::Kind::follow), 2);
    const Result<Picture> followed = bench.next();
    bench.ask(job_for(scene, PictureJob::Kind::surroundings), 3);
    const Result<Picture> bare = bench.next();
    ASSERT_TRUE(full && followed && bare);
    // Not moved at all: the labels are where they were. Marks along belts, which keep clear of
    // labels, may stand elsewhere.
    const auto differing = [&](const Picture& other) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < full->rgba.size(); i += 4) {
            if (full->rgba[i + 1] != other.rgba[i + 1]) ++count;
        }
        return count;
    };
    EXPECT_LT(differing(*followed) * 5, differing(*bare)) << "surroundings have no labels";
    EXPECT_TRUE(followed->labelling.placed.empty());
}

TEST_P(PictureWorkers, OfThoseThatWaitTheLatestCounts) {
    Bench bench{GetParam()};
    const auto scene = small_scene();
    for (std::uint64_t number = 1; number <= 20; ++number) {
        bench.ask(job_for(scene, PictureJob::Kind::full), number);
    }
    std::uint64_t last = 0;
    int pictures = 0;
    while (last != 20) {
        const Result<Picture> picture = bench.next();
        ASSERT_TRUE(picture.has_value()) << error_line(picture.error());
        EXPECT_GT(picture->number, last);
        last = picture->number;
        ++pictures;
    }
    EXPECT_LT(pictures, 20) << "asking takes no time beside painting";
}

TEST_P(PictureWorkers, LetsTheSceneGoWhenItsPictureIsDone) {
    Bench bench{GetParam()};
    auto scene = small_scene();
    const std::weak_ptr<const MapScene> watched = scene;
    bench.ask(job_for(scene, PictureJob::Kind::full), 1);
    scene.reset();
    ASSERT_TRUE(bench.next().has_value());
    EXPECT_TRUE(watched.expired());
}

TEST_P(PictureWorkers, EndsWhileItStillWorks) {
    Bench bench{GetParam()};
    bench.ask(job_for(small_scene(), PictureJob::Kind::full), 1);
}

INSTANTIATE_TEST_SUITE_P(Both, PictureWorkers, testing::Bool(),
                         [](const testing::TestParamInfo<bool>& by_opengl) {
                             return by_opengl.param ? "OpenGL" : "Processor";
                         });

TEST(PictureWorker, ThePictureIsTheSameWhoeverPaintsIt) {
    const auto scene = small_scene();
    const auto painted = [&](bool by_opengl) {
        Bench bench{by_opengl};
        bench.ask(job_for(scene, PictureJob::Kind::full), 1);
        return bench.next();
    };
    const Result<Picture> here = painted(false);
    const Result<Picture> there = painted(true);
    ASSERT_TRUE(here && there);
    ASSERT_EQ(here->rgba.size(), there->rgba.size());
    std::size_t far = 0;
    for (std::size_t i = 0; i < here->rgba.size(); i += 4) {
        for (std::size_t k = 0; k < 3; ++k) {
            if (std::abs(here->rgba[i + k] - there->rgba[i + k]) <= 40) continue;
            ++far;
            break;
        }
    }
    EXPECT_LT(far, here->rgba.size() / 4 / 200) << "of " << here->rgba.size() / 4 << " pixels";
}

}  // namespace
}  // namespace parkatlas::app
