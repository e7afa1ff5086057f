#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/lang.h"
#include "base/result.h"

namespace parkatlas::app {

/// Something the program said.
struct LogEntry {
    std::chrono::system_clock::time_point at;
    Severity level = Severity::info;
    Error said;  ///< where, what, remedy; a notice has only `what`
};

/// Everything the program said in this session, the last so many entries of it.
class LogBook {
  public:
    static constexpr std::size_t most_entries = 500;

    void add(Severity level, Error said);
    void add(const Finding& finding);
    /// What was noticed in a source; of many of one kind the first ones and their number.
    void add(const std::vector<Finding>& findings, Lang lang);
    void clear() { entries_.clear(); }

    /// The oldest first.
    [[nodiscard]] const std::deque<LogEntry>& entries() const { return entries_; }

  private:
    std::deque<LogEntry> entries_;
};

/// "WHERE: what (remedy)" in a language, as far as the words are known in it.
[[nodiscard]] std::string log_words(const LogEntry& entry, Lang lang);
/// Whatever can be shown of an error, in both languages: what the fonts need.
[[nodiscard]] std::string all_words(const Error& error);
[[nodiscard]] std::string_view log_level_words(Severity level, Lang lang);
/// "14:03:07", of the machine's time zone.
[[nodiscard]] std::string log_time(const LogEntry& entry);
/// All of it as text, a line each: date and time, level, words.
[[nodiscard]] std::string log_text(const LogBook& log, Lang lang);

}  // namespace parkatlas::app
