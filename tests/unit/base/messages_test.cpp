#include "base/messages.h"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

// Names and number of the placeholders; how each is formatted may differ between languages.
std::string placeholders(std::string_view message) {
    std::string found;
    for (std::size_t at = 0; at < message.size(); ++at) {
        if (message[at] != '{') continue;
        const std::size_t end = message.find_first_of(":}", at);
        found += message.substr(at, end - at);
    }
    return found;
}

TEST(MessageCatalogue, HasEveryTextInBothLanguages) {
    for (const MessageEntry& entry : message_catalogue()) {
        EXPECT_FALSE(entry.zh.empty()) << entry.key;
        EXPECT_FALSE(entry.en.empty()) << entry.key;
    }
}

TEST(MessageCatalogue, HasTheSamePlaceholdersInBothLanguages) {
    for (const MessageEntry& entry : message_catalogue()) {
        EXPECT_EQ(placeholders(entry.zh), placeholders(entry.en)) << entry.key;
    }
}

TEST(MessageCatalogue, EnglishTextsHoldNoChinese) {
    for (const MessageEntry& entry : message_catalogue()) {
        const bool chinese = std::any_of(entry.en.begin(), entry.en.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte >= 0xe3 && byte <= 0xe9;  // lead bytes of U+3000 to U+9FFF
        });
        // The switch to the other language is named in that language.
        if (std::string_view{entry.key}.find("language") != std::string_view::npos) continue;
        EXPECT_FALSE(chinese) << entry.key << ": " << entry.en;
    }
}

TEST(MessageCatalogue, TextGivesTheAskedLanguage) {
    EXPECT_EQ(text(Msg::role_core, Lang::zh), "核");
    EXPECT_EQ(text(Msg::role_core, Lang::en), "Core");
}

}  // namespace
}  // namespace parkatlas
