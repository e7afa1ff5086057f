#include "base/error_words.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "base/messages_errors.h"

namespace parkatlas {
namespace {

constexpr std::string_view blank = "{}";
// A sentence within a sentence within a sentence: nothing says more.
constexpr int deepest = 3;

struct SystemError {
    int number;
    Msg words;
};
constexpr std::array<SystemError, 20> system_errors{{{ENOENT, msg::errors_enoent},
                                                     {EACCES, msg::errors_eacces},
                                                     {EPERM, msg::errors_eperm},
                                                     {EISDIR, msg::errors_eisdir},
                                                     {ENOTDIR, msg::errors_enotdir},
                                                     {ENOSPC, msg::errors_enospc},
                                                     {EROFS, msg::errors_erofs},
                                                     {EMFILE, msg::errors_emfile},
                                                     {ENFILE, msg::errors_enfile},
                                                     {EIO, msg::errors_eio},
                                                     {ENAMETOOLONG, msg::errors_enametoolong},
                                                     {ELOOP, msg::errors_eloop},
                                                     {EEXIST, msg::errors_eexist},
                                                     {EBUSY, msg::errors_ebusy},
                                                     {ETIMEDOUT, msg::errors_etimedout},
                                                     {EDQUOT, msg::errors_edquot},
                                                     {EFBIG, msg::errors_efbig},
                                                     {ENOMEM, msg::errors_enomem},
                                                     {ESTALE, msg::errors_estale},
                                                     {ETXTBSY, msg::errors_etxtbsy}}};

// What stands in the blanks of a pattern; none where the words are of another one. A blank takes
// as little as it can, the last one all that is left.
std::optional<std::vector<std::string_view>> match(std::string_view words,
                                                   std::string_view pattern) {
    std::vector<std::string_view> found;
    std::size_t at = pattern.find(blank);
    if (words.substr(0, std::min(at, pattern.size())) != pattern.substr(0, at)) return std::nullopt;
    if (at == std::string_view::npos) {
        if (words.size() != pattern.size()) return std::nullopt;
        return found;
    }
    words.remove_prefix(at);
    while (at != std::string_view::npos) {
        const std::size_t begin = at + blank.size();
        const std::size_t next = pattern.find(blank, begin);
        const std::string_view after = pattern.substr(
            begin, next == std::string_view::npos ? std::string_view::npos : next - begin);
        std::size_t end = words.size();
        if (next == std::string_view::npos) {
            if (!words.ends_with(after)) return std::nullopt;
            end = words.size() - after.size();
        } else {
            end = after.empty() ? words.size() : words.find(after);
            if (end == std::string_view::npos) return std::nullopt;
        }
        found.push_back(words.substr(0, end));
        words.remove_prefix(end + after.size());
        at = next;
    }
    return found;
}

std::string in_chinese(std::string_view english, int depth);

std::string filled(std::string_view pattern, const std::vector<std::string_view>& parts,
                   int depth) {
    std::string made;
    for (const std::string_view part : parts) {
        const std::size_t at = pattern.find(blank);
        made += pattern.substr(0, at);
        made += in_chinese(part, depth + 1);
        pattern.remove_prefix(at + blank.size());
    }
    return made += pattern;
}

std::string in_chinese(std::string_view english, int depth) {
    if (depth > deepest || english.empty()) return std::string{english};
    static const std::vector<MessageEntry> sentences = [] {
        std::vector<MessageEntry> of_errors;
        for (const MessageEntry& entry : message_catalogue()) {
            if (entry.key.starts_with("errors_")) of_errors.push_back(entry);
        }
        return of_errors;
    }();
    for (const MessageEntry& sentence : sentences) {
        if (const auto parts = match(english, sentence.en)) {
            return filled(sentence.zh, *parts, depth);
        }
    }
    return std::string{english};
}

}  // namespace

std::string system_error_words(int error_number) {
    for (const SystemError& one : system_errors) {
        if (one.number == error_number) return std::string{text(one.words, Lang::en)};
    }
    return std::strerror(error_number);
}

std::string error_words(std::string_view english, Lang lang) {
    return lang == Lang::en ? std::string{english} : in_chinese(english, 0);
}

Error in_language(Error error, Lang lang) {
    error.what = error_words(error.what, lang);
    error.remedy = error_words(error.remedy, lang);
    return error;
}

}  // namespace parkatlas
