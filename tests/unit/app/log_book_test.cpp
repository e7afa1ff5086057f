#include "app/log_book.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error_words.h"
#include "base/messages_errors.h"

namespace parkatlas::app {
namespace {

using ::testing::HasSubstr;

TEST(LogBook, KeepsTheLastOfManyEntries) {
    LogBook log;
    for (int i = 0; i < 700; ++i) {
        log.add(Severity::info, {ErrorCode::stopped, {}, std::to_string(i), {}});
    }
    ASSERT_EQ(log.entries().size(), LogBook::most_entries);
    EXPECT_EQ(log.entries().front().said.what, "200");
    EXPECT_EQ(log.entries().back().said.what, "699");
}

TEST(LogBook, TellsOfManyFindingsOfAKindTheFirstAndTheirNumber) {
    LogBook log;
    std::vector<Finding> findings(
        50, {Severity::warning, "null_geometry", "a.geojson", "7", said(msg::errors_no_geometry)});
    findings.push_back({Severity::error, "nan", "a.geojson", "8", "is not finite"});
    log.add(findings, Lang::en);
    ASSERT_EQ(log.entries().size(), 22U);  // 20, the other kind, and the rest of the first
    EXPECT_THAT(log_words(log.entries().back(), Lang::en), HasSubstr("30"));
    EXPECT_EQ(log_words(log.entries().front(), Lang::en),
              "a.geojson, 7: the feature has no geometry");
    EXPECT_EQ(log_words(log.entries().front(), Lang::zh), "a.geojson, 7：要素没有图形");
}

TEST(LogText, IsALineForEachEntry) {
    LogBook log;
    log.add(Severity::error, {ErrorCode::output_failed, "/a.png",
                              said(msg::errors_cannot_write_why, system_error_words(ENOSPC)),
                              said(msg::errors_free_space)});
    log.add(Severity::info, {ErrorCode::stopped, {}, "done", {}});
    const std::string words = log_text(log, Lang::en);
    EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 2);
    EXPECT_THAT(words, HasSubstr("Error\t/a.png: cannot write: No space left on device "
                                 "(free some disk space)\n"));
    EXPECT_THAT(log_text(log, Lang::zh),
                HasSubstr("错误\t/a.png：写不了：磁盘空间不足（请先腾出磁盘空间）\n"));
}

}  // namespace
}  // namespace parkatlas::app
