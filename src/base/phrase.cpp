#include "base/phrase.h"

namespace parkatlas {
namespace {

std::string filled(std::string_view pattern, std::initializer_list<Phrase> parts, Lang lang) {
    constexpr std::string_view blank = "{}";
    std::string made;
    for (const Phrase& part : parts) {
        const std::size_t at = pattern.find(blank);
        if (at == std::string_view::npos) break;
        made += pattern.substr(0, at);
        made += part.in(lang);
        pattern.remove_prefix(at + blank.size());
    }
    return made += pattern;
}

}  // namespace

Phrase said_with(Msg key, std::initializer_list<Phrase> parts) {
    return {filled(text(key, Lang::en), parts, Lang::en),
            filled(text(key, Lang::zh), parts, Lang::zh)};
}

}  // namespace parkatlas
