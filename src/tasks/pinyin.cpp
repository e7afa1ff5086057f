#include "tasks/pinyin.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/messages_errors.h"
#include "base/text_width.h"
#include "io/geodata.h"

namespace parkatlas::tasks {
namespace {

bool is_typed(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
}

char32_t lower(char32_t c) {
    return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
}

std::string lower_letters(std::string_view letters) {
    std::string all;
    for (const char c : letters) all += static_cast<char>(lower(static_cast<unsigned char>(c)));
    return all;
}

}  // namespace

// A character of a name that letters can stand for: by its readings, or as itself.
struct Pinyin::Sign {
    const std::vector<unsigned short>* readings;  // null: the letter or digit itself
    char letter;
};

Result<Pinyin> Pinyin::load() {
    const Result<std::filesystem::path> folder = io::geodata_folder();
    if (!folder) return tl::unexpected{folder.error()};
    const std::filesystem::path path = *folder / "names" / "pinyin.txt";
    std::ifstream file{path, std::ios::binary};
    const std::string table{std::istreambuf_iterator<char>{file}, {}};
    if (table.empty()) {
        return fail(ErrorCode::input_unreadable, path.string(),
                    said(msg::errors_table_readings_cannot_read));
    }
    return from_table(table);
}

Pinyin Pinyin::from_table(std::string_view table) {
    Pinyin pinyin;
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        const std::string_view line = table.substr(0, end);
        table.remove_prefix(std::min(end + 1, table.size()));
        const std::size_t space = line.find(' ');
        if (line.empty() || line.front() == '#' || space == std::string_view::npos) continue;
        const auto syllable = static_cast<unsigned short>(pinyin.syllables_.size());
        pinyin.syllables_.emplace_back(line.substr(0, space));
        for (std::size_t at = space + 1; at < line.size();) {
            pinyin.readings_[next_code_point(line, at)].push_back(syllable);
        }
    }
    return pinyin;
}

std::vector<Pinyin::Sign> Pinyin::signs_of(std::string_view name) const {
    std::vector<Sign> signs;
    for (std::size_t at = 0; at < name.size();) {
        const char32_t c = lower(next_code_point(name, at));
        if (is_typed(c)) {
            signs.push_back({nullptr, static_cast<char>(c)});
        } else if (const auto found = readings_.find(c); found != readings_.end()) {
            signs.push_back({&found->second, '\0'});
        }
    }
    return signs;
}

bool Pinyin::matches_from(const std::vector<Sign>& signs, std::size_t at,
                          std::string_view letters) const {
    if (letters.empty()) return true;
    if (at == signs.size()) return false;
    const Sign& sign = signs[at];
    if (sign.readings == nullptr) {
        return sign.letter == letters.front() && matches_from(signs, at + 1, letters.substr(1));
    }
    for (const unsigned short reading : *sign.readings) {
        const std::string& syllable = syllables_[reading];
        for (std::size_t n = 1; n <= std::min(syllable.size(), letters.size()); ++n) {
            if (syllable[n - 1] != letters[n - 1]) break;
            if (matches_from(signs, at + 1, letters.substr(n))) return true;
        }
    }
    return false;
}

bool Pinyin::matches(std::string_view name, std::string_view letters) const {
    const std::string typed = lower_letters(letters);
    if (typed.empty() || !std::ranges::all_of(typed, [](char c) {
            return is_typed(static_cast<unsigned char>(c));
        })) {
        return false;
    }
    const std::vector<Sign> signs = signs_of(name);
    for (std::size_t at = 0; at < signs.size(); ++at) {
        if (matches_from(signs, at, typed)) return true;
    }
    return false;
}

}  // namespace parkatlas::tasks
