#pragma once

#include <string>
#include <vector>

namespace parkatlas::cli {

enum class Align { left, right };

/// A table for a terminal: columns as wide as their widest cell (Chinese counts two), two spaces
/// between, a rule under the head.
class TextTable {
  public:
    void add_column(std::string head, Align align);
    void add_row(std::vector<std::string> cells);
    void add_rule();
    [[nodiscard]] std::string str() const;

  private:
    struct Column {
        std::string head;
        Align align;
    };
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;  ///< an empty row is a rule
};

/// One CSV record (RFC 4180, CRLF), fields quoted where they must be.
[[nodiscard]] std::string csv_record(const std::vector<std::string>& fields);

}  // namespace parkatlas::cli
