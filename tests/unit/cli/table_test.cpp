#include "cli/table.h"

#include <gtest/gtest.h>

namespace parkatlas::cli {
namespace {

TEST(TextTable, AlignsChineseAndNumbers) {
    TextTable table;
    table.add_column("名称", Align::left);
    table.add_column("km²", Align::right);
    table.add_row({"梅山", "1.50"});
    table.add_row({"A", "12.00"});
    table.add_rule();
    table.add_row({"合计", "13.50"});
    EXPECT_EQ(table.str(),
              "名称    km²\n"
              "----  -----\n"
              "梅山   1.50\n"
              "A     12.00\n"
              "----  -----\n"
              "合计  13.50\n");
}

TEST(TextTable, LeavesNoSpacesAtTheEndOfALine) {
    TextTable table;
    table.add_column("a", Align::left);
    table.add_column("long head", Align::left);
    table.add_row({"x"});
    EXPECT_EQ(table.str(), "a  long head\n-  ---------\nx\n");
}

TEST(CsvRecord, QuotesWhatMustBeQuoted) {
    EXPECT_EQ(csv_record({"a", "b,c", "d\"e", "f\ng", ""}), "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
}

}  // namespace
}  // namespace parkatlas::cli
