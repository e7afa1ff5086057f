#include "cli/table.h"

#include <algorithm>
#include <utility>

#include "base/text_width.h"

namespace parkatlas::cli {

void TextTable::add_column(std::string head, Align align) {
    columns_.push_back({std::move(head), align});
}

void TextTable::add_row(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    rows_.push_back(std::move(cells));
}

void TextTable::add_rule() {
    rows_.emplace_back();
}

std::string TextTable::str() const {
    std::vector<int> widths;
    for (const Column& column : columns_) widths.push_back(terminal_width(column.head));
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], terminal_width(row[i]));
        }
    }
    std::string rule;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (i > 0) rule += "  ";
        rule.append(static_cast<std::size_t>(widths[i]), '-');
    }
    std::string out;
    const auto add_line = [&](const auto& cell) {
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0) line += "  ";
            line += columns_[i].align == Align::left ? pad_right(cell(i), widths[i])
                                                     : pad_left(cell(i), widths[i]);
        }
        while (line.ends_with(' ')) line.pop_back();
        out += line + '\n';
    };
    add_line([&](std::size_t i) -> const std::string& { return columns_[i].head; });
    out += rule + '\n';
    for (const auto& row : rows_) {
        if (row.empty()) {
            out += rule + '\n';
        } else {
            add_line([&](std::size_t i) -> const std::string& { return row[i]; });
        }
    }
    return out;
}

std::string csv_record(const std::vector<std::string>& fields) {
    std::string record;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) record += ',';
        const std::string& field = fields[i];
        if (field.find_first_of(",\"\r\n") == std::string::npos) {
            record += field;
            continue;
        }
        record += '"';
        for (const char c : field) {
            if (c == '"') record += '"';
            record += c;
        }
        record += '"';
    }
    return record + "\r\n";
}

}  // namespace parkatlas::cli
