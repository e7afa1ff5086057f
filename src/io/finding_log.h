#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"

namespace parkatlas::io {

/// Collects findings of one source. Of each code only the first `most_per_code` are listed one by
/// one, so that a million broken features do not become a million lines; `take` adds how many more
/// there were.
class FindingLog {
  public:
    static constexpr std::size_t most_per_code = 1000;

    explicit FindingLog(std::string source) : source_{std::move(source)} {}

    void add(Severity severity, std::string_view code, std::string feature, Phrase message);
    /// Takes over what another log of the same source has, as if it had been added here.
    void absorb(FindingLog&& other);
    [[nodiscard]] std::size_t count(std::string_view code) const;
    [[nodiscard]] std::vector<Finding> take();
    [[nodiscard]] const std::string& source() const { return source_; }

  private:
    struct Tally {
        std::size_t count = 0;
        Severity severity = Severity::info;
    };
    std::string source_;
    std::vector<Finding> findings_;
    std::map<std::string, Tally, std::less<>> tallies_;
};

}  // namespace parkatlas::io
