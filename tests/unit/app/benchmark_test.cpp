#include "app/benchmark.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

using ::testing::HasSubstr;

TEST(CameraPath, StepsAreReadInOrderAndCommentsPassedOver) {
    const auto steps = parse_camera_path(
        "# a path\n\nfit\nview 121.5 29.9 100000\n  pan -300 20.5 2\nzoom 0.5 1.5\nrest 0\n", "p");
    ASSERT_TRUE(steps.has_value()) << error_line(steps.error());
    ASSERT_EQ(steps->size(), 5U);
    EXPECT_EQ((*steps)[0].kind, CameraStep::Kind::fit);
    EXPECT_EQ((*steps)[1].a, 121.5);
    EXPECT_EQ((*steps)[1].c, 100'000.0);
    EXPECT_EQ((*steps)[2].a, -300.0);
    EXPECT_EQ((*steps)[2].b, 20.5);
    EXPECT_EQ((*steps)[2].seconds, 2.0);
    EXPECT_EQ((*steps)[3].a, 0.5);
    EXPECT_EQ((*steps)[3].seconds, 1.5);
    EXPECT_EQ((*steps)[4].kind, CameraStep::Kind::rest);
}

TEST(CameraPath, WhatIsNoStepIsRefusedWithItsLine) {
    for (const char* text : {"fit\nfly 1 2\n", "fit\npan 1 2\n", "fit\nrest\n", "fit\nrest x\n",
                             "fit\nfit now\n", "fit\nzoom 0 1\n", "fit\nzoom -2 1\n",
                             "fit\nrest -1\n", "fit\nrest 1e9\n", "fit\nview 1 2 0\n"}) {
        const auto steps = parse_camera_path(text, "p.txt");
        ASSERT_FALSE(steps.has_value()) << text;
        EXPECT_EQ(steps.error().code, ErrorCode::usage);
        EXPECT_THAT(steps.error().where, HasSubstr("p.txt:2")) << text;
    }
}

TEST(CameraPath, AFileThatIsNotThereIsAnInputThatCannotBeRead) {
    BenchmarkOptions options;
    options.path = "no-such-camera-path.txt";
    const auto ran = run_benchmark(options);
    ASSERT_FALSE(ran.has_value());
    EXPECT_EQ(ran.error().code, ErrorCode::input_unreadable);
}

}  // namespace
}  // namespace parkatlas::app
