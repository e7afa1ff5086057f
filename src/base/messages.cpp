#include "base/messages.h"

#include <cstddef>

namespace parkatlas {

const std::vector<MessageEntry>& message_catalogue() {
    static const std::vector<MessageEntry> entries{
#define PARKATLAS_MSG(key, zh, en) MessageEntry{#key, zh, en},
#include "base/messages.def"
#undef PARKATLAS_MSG
    };
    return entries;
}

std::string_view text(Msg key, Lang lang) {
    const MessageEntry& entry = message_catalogue()[static_cast<std::size_t>(key)];
    return lang == Lang::zh ? entry.zh : entry.en;
}

}  // namespace parkatlas
