#include "tasks/atlas.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stop_token>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace parkatlas::tasks {
namespace {

TEST(NumberedFiles, APatternHoldsItsNumberOnce) {
    const auto names = numbered_files("maps/out-%02d.png");
    ASSERT_TRUE(names);
    ASSERT_TRUE(*names);
    EXPECT_EQ((*names)->path(3), "maps/out-03.png");
    EXPECT_EQ((*names)->path(123), "maps/out-123.png");
    EXPECT_EQ((**numbered_files("%d.png")).path(7), "7.png");
    EXPECT_EQ((**numbered_files("folder/")).path(7), "folder/07.png");
    EXPECT_FALSE(*numbered_files("a.pdf"));
}

TEST(NumberedFiles, OtherNamesAreUsageErrors) {
    for (const char* name : {"a.png", "a-%s.png", "a-%d-%d.png", "a-%123d.png", "a-%.png", "a.svg",
                             "a-%d.svg", "a", "a-%d.gif"}) {
        const auto names = numbered_files(name);
        ASSERT_FALSE(names) << name;
        EXPECT_EQ(names.error().code, ErrorCode::usage) << name;
    }
}

const Workspace& ningbo() {
    static const Workspace workspace = open({"layout:ningbo"}, BaseMap::load, {})->value;
    return workspace;
}

AtlasRequest request_for(const std::filesystem::path& output) {
    AtlasRequest request;
    request.output = output;
    request.page = {297.0, 210.0, 40.0, {}};
    return request;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(WriteAtlas, OneSheetForEachParkInOnePdfTheSameOnEveryRun) {
    const test::TemporaryFolder folder;
    const auto first = write_atlas(ningbo(), request_for(folder.path() / "a.pdf"), {});
    ASSERT_TRUE(first) << error_line(first.error());
    EXPECT_EQ(first->sheet_count, 5U);  // 一核两带五园
    EXPECT_EQ(first->contents_pages, 1U);
    const auto second = write_atlas(ningbo(), request_for(folder.path() / "b.pdf"), {});
    ASSERT_TRUE(second);
    const std::string bytes = bytes_of(folder.path() / "a.pdf");
    EXPECT_TRUE(bytes.starts_with("%PDF"));
    EXPECT_EQ(bytes, bytes_of(folder.path() / "b.pdf"));
}

TEST(WriteAtlas, PicturesAreNumberedByPage) {
    const test::TemporaryFolder folder;
    AtlasRequest request = request_for(folder.path() / "s-%02d.png");
    request.role = model::Role::belt;
    const auto report = write_atlas(ningbo(), request, {});
    ASSERT_TRUE(report) << error_line(report.error());
    EXPECT_EQ(report->sheet_count, 2U);
    for (const char* name : {"s-01.png", "s-02.png", "s-03.png"}) {  // contents, two belts
        EXPECT_TRUE(bytes_of(folder.path() / name).starts_with("\x89PNG")) << name;
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 3);
}

class StopsAt : public Progress {
  public:
    StopsAt(std::uint64_t step, std::stop_source& stop) : step_{step}, stop_{stop} {}
    void update(std::uint64_t done, std::uint64_t) override {
        if (done >= step_) stop_.request_stop();
    }

  private:
    std::uint64_t step_;
    std::stop_source& stop_;
};

TEST(WriteAtlas, AStopLeavesNothing) {
    for (const char* name : {"a.pdf", "s-%d.png"}) {
        const test::TemporaryFolder folder;
        std::stop_source stop;
        StopsAt progress{2, stop};
        const auto report =
            write_atlas(ningbo(), request_for(folder.path() / name), {&progress, stop.get_token()});
        ASSERT_FALSE(report) << name;
        EXPECT_EQ(report.error().code, ErrorCode::stopped);
        EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << name;
    }
}

TEST(WriteAtlas, MoreFeaturesThanTheLimitAndNoneAtAllAreUsageErrors) {
    const test::TemporaryFolder folder;
    AtlasRequest request = request_for(folder.path() / "a.pdf");
    request.limit = 4;
    const auto many = write_atlas(ningbo(), request, {});
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().code, ErrorCode::usage);
    request.limit = 200;
    request.role = model::Role::plot;
    const auto none = write_atlas(ningbo(), request, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::usage);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace parkatlas::tasks
