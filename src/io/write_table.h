#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/attribute.h"

namespace parkatlas::io {

struct TableField {
    std::string name;
    bool is_number = false;
    int decimals = 0;  ///< that numbers are rounded to
};

/// Rows and columns without shapes, for a spreadsheet. `cell` is asked row by row.
struct PlainTable {
    std::string name;  ///< of the sheet
    std::vector<TableField> fields;
    std::size_t rows = 0;
    std::function<model::Value(std::size_t row, std::size_t field)> cell;
};

/// Writes a table: .csv as UTF-8 with a byte order mark, so that Excel and WPS read Chinese, and
/// lines that end in CR LF (RFC 4180); .xlsx through GDAL, numbers as numbers. A text in a CSV that
/// a spreadsheet would run as a formula (it begins with =, +, -, @ and is no number) gets an
/// apostrophe in front.
/// The file is complete or absent; whatever stood there is intact after a failure or a stop.
/// Fails with usage          another ending
///            unsupported    .xlsx of more than 1,048,575 rows; GDAL without its driver
///            output_failed, stopped
[[nodiscard]] Result<void> write_table(const PlainTable& table, const std::string& path,
                                       const Work& work);

}  // namespace parkatlas::io
