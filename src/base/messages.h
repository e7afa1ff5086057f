#pragma once

#include <string_view>
#include <vector>

#include "base/lang.h"

namespace parkatlas {

/// Keys of the message catalogue. The texts stand in messages_*.def, one line per key with both
/// languages, so that neither language can lack a key.
enum class Msg {
#define PARKATLAS_MSG(key, zh, en) key,
#include "base/messages.def"
#undef PARKATLAS_MSG
};

struct MessageEntry {
    std::string_view key, zh, en;
};

/// All entries in the order of the enum, for tests and for collecting the characters in use.
[[nodiscard]] const std::vector<MessageEntry>& message_catalogue();

/// The text of a key. May hold fmt placeholders {} (the same ones in both languages);
/// fill them with fmt::format(fmt::runtime(text(…)), …).
[[nodiscard]] std::string_view text(Msg key, Lang lang);

}  // namespace parkatlas
