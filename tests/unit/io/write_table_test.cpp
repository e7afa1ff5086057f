// Tables for spreadsheets: the bytes of a CSV, and what GDAL reads back of an .xlsx.
#include "io/write_table.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include "support/temporary_folder.h"

namespace parkatlas::io {
namespace {

namespace fs = std::filesystem;
using model::Value;
using testing::HasSubstr;

PlainTable parks() {
    PlainTable table;
    table.name = "园区";
    table.fields = {{"名称", false, 0}, {"area_mu", true, 1}, {"备注", false, 0}};
    table.rows = 3;
    table.cell = [](std::size_t row, std::size_t field) -> Value {
        static const Value cells[3][3] = {{"梅山，\"一期\"", 1500.04, "=1+1"},
                                          {"前湾", Value{}, "a,b"},
                                          {"P 3", std::int64_t{7}, Value{}}};
        return cells[row][field];
    };
    return table;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream all;
    all << file.rdbuf();
    return all.str();
}

TEST(WriteTable, WritesCsvThatSpreadsheetsReadAsChinese) {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "parks.csv";
    ASSERT_TRUE(write_table(parks(), path.string(), {}).has_value());
    EXPECT_EQ(bytes_of(path),
              "\xEF\xBB\xBF名称,area_mu,备注\r\n"
              "\"梅山，\"\"一期\"\"\",1500.0,\"'=1+1\"\r\n"
              "前湾,,\"a,b\"\r\n"
              "P 3,7,\r\n");
}

TEST(WriteTable, WritesXlsxWithNumbersAsNumbers) {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "parks.XLSX";
    const Result<void> written = write_table(parks(), path.string(), {});
    ASSERT_TRUE(written.has_value()) << error_line(written.error());
    GDALDatasetH data = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(data, nullptr);
    OGRLayerH layer = GDALDatasetGetLayer(data, 0);
    EXPECT_STREQ(OGR_L_GetName(layer), "园区");
    ASSERT_EQ(OGR_L_GetFeatureCount(layer, 1), 3);
    OGR_L_ResetReading(layer);
    OGRFeatureH first = OGR_L_GetNextFeature(layer);
    EXPECT_STREQ(OGR_F_GetFieldAsString(first, OGR_F_GetFieldIndex(first, "名称")),
                 "梅山，\"一期\"");
    const int area = OGR_F_GetFieldIndex(first, "area_mu");
    // Whole numbers come back as such; as text they would be no use in a spreadsheet.
    EXPECT_EQ(OGR_Fld_GetType(OGR_F_GetFieldDefnRef(first, area)), OFTInteger);
    EXPECT_EQ(OGR_F_GetFieldAsDouble(first, area), 1500.0);
    OGR_F_Destroy(first);
    GDALClose(data);
    EXPECT_EQ(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}), 1);
}

TEST(WriteTable, LeavesWhatStoodThereWhenItFailsOrIsStopped) {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "parks.csv";
    std::ofstream{path} << "old";
    std::stop_source stop;
    stop.request_stop();
    for (const char* ending : {".csv", ".xlsx"}) {
        const fs::path target = fs::path{path}.replace_extension(ending);
        const Result<void> stopped =
            write_table(parks(), target.string(), Work{nullptr, stop.get_token()});
        ASSERT_FALSE(stopped.has_value());
        EXPECT_EQ(stopped.error().code, ErrorCode::stopped);
    }
    EXPECT_EQ(bytes_of(path), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}), 1);
}

TEST(WriteTable, RefusesOtherEndingsAndSheetsThatAreTooLong) {
    const Result<void> other = write_table(parks(), "parks.txt", {});
    ASSERT_FALSE(other.has_value());
    EXPECT_EQ(other.error().code, ErrorCode::usage);
    PlainTable longer = parks();
    longer.rows = 1'048'576;
    const Result<void> too_long = write_table(longer, "parks.xlsx", {});
    ASSERT_FALSE(too_long.has_value());
    EXPECT_THAT(too_long.error().what, HasSubstr("1048575"));
}

}  // namespace
}  // namespace parkatlas::io
