#include "io/geodata.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/source.h"
#include "support/temporary_folder.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Sets an environment variable while it lives.
class Environment {
  public:
    Environment(const char* name, const std::string& value) : name_{name} {
        setenv(name, value.c_str(), 1);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { unsetenv(name_); }

  private:
    const char* name_;
};

TEST(Geodata, TheEnvironmentNamesTheFolder) {
    const std::string folder = std::string{PARKATLAS_SOURCE_DIR} + "/geodata";
    const Environment set{"PARKATLAS_GEODATA", folder};
    EXPECT_EQ(geodata_folder()->string(), folder);
}

TEST(Geodata, AFolderWithoutTheDataIsAnErrorThatNamesIt) {
    const test::TemporaryFolder folder;
    const Environment set{"PARKATLAS_GEODATA", folder.path()};
    const Result<std::filesystem::path> found = geodata_folder();
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::input_unreadable);
    EXPECT_THAT(found.error().what, HasSubstr(folder.path().string()));
}

TEST(Geodata, BuiltInLayoutsOpenByTheirId) {
    const Environment set{"PARKATLAS_GEODATA", std::string{PARKATLAS_SOURCE_DIR} + "/geodata"};
    EXPECT_THAT(*built_in_layouts(), Contains("ningbo"));
    const Result<Loaded<Opened>> opened = open_source("layout:ningbo", {});
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->value.layout);
    EXPECT_EQ(opened->value.layout->scheme, "一核两带五园");
    EXPECT_EQ(opened->value.layers.front().name, "ningbo");
    EXPECT_EQ(opened->value.layers.front().source, "layout:ningbo");
    EXPECT_TRUE(opened->findings.empty());
}

TEST(Geodata, AnUnknownLayoutIsAnErrorThatListsTheOthers) {
    const Environment set{"PARKATLAS_GEODATA", std::string{PARKATLAS_SOURCE_DIR} + "/geodata"};
    const Error error = test::open_error("layout:atlantis");
    EXPECT_EQ(error.code, ErrorCode::input_unreadable);
    EXPECT_THAT(error.remedy, HasSubstr("ningbo"));
}

TEST(Geodata, CountiesAndLandAreThere) {
    const Environment set{"PARKATLAS_GEODATA", std::string{PARKATLAS_SOURCE_DIR} + "/geodata"};
    const Result<model::Layer> counties = load_counties();
    ASSERT_TRUE(counties);
    EXPECT_EQ(counties->size(), 89U);
    EXPECT_NE(counties->column("municipality"), nullptr);
    const Result<model::Layer> land = load_land();
    ASSERT_TRUE(land);
    EXPECT_GT(land->size(), 0U);
}

}  // namespace
}  // namespace parkatlas::io
