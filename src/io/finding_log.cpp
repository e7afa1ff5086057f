#include "io/finding_log.h"

#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"

namespace parkatlas::io {

void FindingLog::add(Severity severity, std::string_view code, std::string feature,
                     Phrase message) {
    auto place = tallies_.find(code);
    if (place == tallies_.end()) {
        place = tallies_.emplace(std::string{code}, Tally{0, severity}).first;
    }
    if (++place->second.count > most_per_code) return;
    findings_.push_back(
        {severity, std::string{code}, source_, std::move(feature), std::move(message)});
}

void FindingLog::absorb(FindingLog&& other) {
    for (Finding& one : other.findings_) {
        add(one.severity, one.code, std::move(one.feature), std::move(one.message));
    }
    for (const auto& [code, tally] : other.tallies_) {
        if (tally.count > most_per_code) tallies_[code].count += tally.count - most_per_code;
    }
    other.findings_.clear();
    other.tallies_.clear();
}

std::size_t FindingLog::count(std::string_view code) const {
    const auto place = tallies_.find(code);
    return place == tallies_.end() ? 0 : place->second.count;
}

std::vector<Finding> FindingLog::take() {
    for (const auto& [code, tally] : tallies_) {
        if (tally.count <= most_per_code) continue;
        findings_.push_back({tally.severity,
                             code,
                             source_,
                             {},
                             said(msg::errors_more_same_kind, tally.count - most_per_code)});
    }
    tallies_.clear();
    return std::exchange(findings_, {});
}

}  // namespace parkatlas::io
