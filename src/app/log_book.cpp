#include "app/log_book.h"

#include <array>
#include <ctime>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/messages_viewer.h"

namespace parkatlas::app {
namespace {

constexpr std::size_t most_of_a_kind = 20;

std::string time_words(const LogEntry& entry, const char* form) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(entry.at);
    std::tm local{};
    if (localtime_r(&seconds, &local) == nullptr) return {};
    std::array<char, 32> words{};
    return std::string(words.data(), std::strftime(words.data(), words.size(), form, &local));
}

}  // namespace

void LogBook::add(Severity level, Error said) {
    entries_.push_back({std::chrono::system_clock::now(), level, std::move(said)});
    if (entries_.size() > most_entries) entries_.pop_front();
}

void LogBook::add(const Finding& finding) {
    std::string where = finding.source;
    if (!finding.feature.empty()) where += (where.empty() ? "" : ", ") + finding.feature;
    add(finding.severity, {ErrorCode::input_malformed, std::move(where), finding.message, {}});
}

void LogBook::add(const std::vector<Finding>& findings, Lang lang) {
    std::map<std::pair<std::string, std::string>, std::size_t> seen;
    for (const Finding& finding : findings) {
        std::size_t& count = seen[{finding.source, finding.code}];
        if (++count <= most_of_a_kind) add(finding);
    }
    for (const auto& [kind, count] : seen) {
        if (count <= most_of_a_kind) continue;
        add(Severity::info, {ErrorCode::input_malformed,
                             kind.first,
                             fmt::format(fmt::runtime(text(msg::viewer_log_more, lang)),
                                         count - most_of_a_kind, kind.second),
                             {}});
    }
}

std::string log_words(const LogEntry& entry, Lang lang) {
    const Error& said = entry.said;
    std::string words = said.where;
    if (!words.empty()) words += lang == Lang::zh ? "：" : ": ";
    words += said.what.in(lang);
    if (!said.remedy.empty()) {
        words += lang == Lang::zh ? "（" : " (";
        words += said.remedy.in(lang);
        words += lang == Lang::zh ? "）" : ")";
    }
    return words;
}

std::string all_words(const Error& error) {
    std::string all = error.where;
    for (const Phrase* part : {&error.what, &error.remedy}) {
        all += part->english();
        all += part->in(Lang::zh);
    }
    return all;
}

std::string_view log_level_words(Severity level, Lang lang) {
    switch (level) {
        case Severity::error:
            return text(msg::viewer_log_error, lang);
        case Severity::warning:
            return text(msg::viewer_log_warning, lang);
        case Severity::info:
            break;
    }
    return text(msg::viewer_log_note, lang);
}

std::string log_time(const LogEntry& entry) {
    return time_words(entry, "%H:%M:%S");
}

std::string log_text(const LogBook& log, Lang lang) {
    std::string all;
    for (const LogEntry& entry : log.entries()) {
        all += fmt::format("{}\t{}\t{}\n", time_words(entry, "%Y-%m-%d %H:%M:%S"),
                           log_level_words(entry.level, lang), log_words(entry, lang));
    }
    return all;
}

}  // namespace parkatlas::app
