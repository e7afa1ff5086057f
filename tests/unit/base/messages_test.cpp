#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "base/messages_annotate.h"
#include "base/messages_app.h"
#include "base/messages_audit.h"
#include "base/messages_check.h"
#include "base/messages_cli.h"
#include "base/messages_common.h"
#include "base/messages_convert.h"
#include "base/messages_document.h"
#include "base/messages_filter.h"
#include "base/messages_overlap.h"
#include "base/messages_page.h"
#include "base/messages_sheet.h"
#include "base/messages_steps.h"
#include "base/messages_tools.h"

namespace parkatlas {
namespace {

// The placeholders of a text. Numbered ones ({2}) may be taken in another order or left out, as a
// language needs; automatic ones ({}) are counted. A text holds one kind or the other.
struct Placeholders {
    std::size_t automatic = 0;
    std::size_t numbered = 0;
};

Placeholders placeholders(std::string_view message) {
    Placeholders found;
    for (std::size_t at = message.find('{'); at != std::string_view::npos;
         at = message.find('{', at + 1)) {
        const bool number = message.substr(at + 1, 1).find_first_of("0123456789") == 0;
        ++(number ? found.numbered : found.automatic);
    }
    return found;
}

// The groups' texts stand in messages.cpp in an order that must be that of message_groups.def.
TEST(MessageCatalogue, GivesTheTextsOfEveryGroup) {
    std::set<std::string_view> wrong;
#define PARKATLAS_MSG(key, chinese, english) \
    if (text(msg::key, Lang::en) != std::string_view{english}) wrong.insert(#key);
#include "base/messages_annotate.def"
#include "base/messages_app.def"
#include "base/messages_audit.def"
#include "base/messages_check.def"
#include "base/messages_cli.def"
#include "base/messages_common.def"
#include "base/messages_convert.def"
#include "base/messages_document.def"
#include "base/messages_filter.def"
#include "base/messages_overlap.def"
#include "base/messages_page.def"
#include "base/messages_sheet.def"
#include "base/messages_steps.def"
#include "base/messages_tools.def"
#undef PARKATLAS_MSG
    EXPECT_EQ(wrong, std::set<std::string_view>{});
}

TEST(MessageCatalogue, HasEveryTextInBothLanguages) {
    for (const MessageEntry& entry : message_catalogue()) {
        EXPECT_FALSE(entry.zh.empty()) << entry.key;
        EXPECT_FALSE(entry.en.empty()) << entry.key;
    }
}

TEST(MessageCatalogue, HasTheSamePlaceholdersInBothLanguages) {
    for (const MessageEntry& entry : message_catalogue()) {
        const Placeholders zh = placeholders(entry.zh);
        const Placeholders en = placeholders(entry.en);
        EXPECT_EQ(zh.automatic, en.automatic) << entry.key;
        EXPECT_EQ(zh.numbered > 0, en.numbered > 0) << entry.key;
        EXPECT_TRUE(zh.automatic == 0 || zh.numbered == 0) << entry.key;
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
    EXPECT_EQ(text(msg::role_core, Lang::zh), "核");
    EXPECT_EQ(text(msg::role_core, Lang::en), "Core");
}

}  // namespace
}  // namespace parkatlas
