#include "base/result.h"

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(ErrorLine, SaysWhereWhatAndRemedy) {
    EXPECT_EQ(error_line({ErrorCode::input_unreadable, "a.shp", "no such file", "check the path"}),
              "parkatlas: error: a.shp: no such file (check the path)");
}

TEST(ErrorLine, LeavesOutWhatIsEmpty) {
    EXPECT_EQ(error_line({ErrorCode::usage, "", "wrong", ""}), "parkatlas: error: wrong");
}

TEST(ErrorLine, IsOneLineWhateverTheParts) {
    const std::string line = error_line({ErrorCode::usage, "a\nb", "c\rd\te", "f\x1b[0m"});
    EXPECT_EQ(line.find_first_of("\n\r\t\x1b"), std::string::npos);
}

TEST(ExitCode, FollowsTheContract) {
    EXPECT_EQ(exit_code(ErrorCode::usage), 2);
    EXPECT_EQ(exit_code(ErrorCode::input_unreadable), 3);
    EXPECT_EQ(exit_code(ErrorCode::input_malformed), 3);
    EXPECT_EQ(exit_code(ErrorCode::unsupported), 3);
    EXPECT_EQ(exit_code(ErrorCode::geometry_invalid), 3);
    EXPECT_EQ(exit_code(ErrorCode::out_of_range), 3);
    EXPECT_EQ(exit_code(ErrorCode::crs_unknown), 3);
    EXPECT_EQ(exit_code(ErrorCode::output_failed), 4);
    EXPECT_EQ(exit_code(ErrorCode::graphics_unavailable), 4);
    EXPECT_EQ(exit_code(ErrorCode::stopped), 130);
}

}  // namespace
}  // namespace parkatlas
