#pragma once

#include <string>
#include <string_view>

namespace parkatlas {

/// Text as XML 1.0 takes it between tags and in attributes: markup escaped; control characters,
/// which it has no place for, as spaces, but for tabs and line feeds.
void append_xml(std::string& out, std::string_view text);
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace parkatlas
