#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/lang.h"

namespace parkatlas {

/// Groups of the message catalogue, by who speaks. Each has its texts in messages_GROUP.def, one
/// line per key with both languages, so that neither language can lack a key, and its keys
/// (msg::KEY) in messages_GROUP.h, so that a new text rebuilds only those who use its group.
enum class MessageGroup : std::uint16_t {
#define PARKATLAS_MESSAGE_GROUP(name) name,
#include "base/message_groups.def"
#undef PARKATLAS_MESSAGE_GROUP
};

/// A key of the catalogue: its group and its place in there.
enum class Msg : std::uint32_t {};

[[nodiscard]] constexpr Msg message_key(MessageGroup group, std::uint16_t place) {
    return Msg{static_cast<std::uint32_t>(group) << 16U | place};
}

struct MessageEntry {
    std::string_view key, zh, en;
};

/// All entries, group by group, for tests and for collecting the characters in use.
[[nodiscard]] const std::vector<MessageEntry>& message_catalogue();

/// The text of a key. May hold fmt placeholders {} (the same ones in both languages);
/// fill them with fmt::format(fmt::runtime(text(…)), …).
[[nodiscard]] std::string_view text(Msg key, Lang lang);

}  // namespace parkatlas
