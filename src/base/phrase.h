#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/lang.h"
#include "base/messages.h"

namespace parkatlas {

/// What is said to a person, in both languages: made from a key of the catalogue where it is
/// noticed, and turned into one language where it is shown. Names, numbers and what libraries say
/// are the same in every language.
class Phrase {
  public:
    Phrase() = default;
    Phrase(std::string same) : english_{std::move(same)} {}
    Phrase(std::string_view same) : english_{same} {}
    Phrase(const char* same) : english_{same} {}
    Phrase(std::string english, std::string chinese)
        : english_{std::move(english)}, chinese_{std::move(chinese)} {}
    template <std::integral T>
    requires(!std::same_as<T, char> && !std::same_as<T, bool>) explicit Phrase(T number)
        : english_{std::to_string(number)} {}

    [[nodiscard]] const std::string& english() const { return english_; }
    [[nodiscard]] const std::string& in(Lang lang) const {
        return lang == Lang::en || chinese_.empty() ? english_ : chinese_;
    }
    [[nodiscard]] bool empty() const { return english_.empty(); }
    void clear() { *this = {}; }

    /// In English, for programs and logs.
    operator const std::string&() const { return english_; }

    /// Phrases are told apart by their English.
    friend bool operator==(const Phrase& a, const Phrase& b) { return a.english_ == b.english_; }
    /// One behind the other, in each language.
    friend Phrase operator+(const Phrase& a, const Phrase& b) {
        return {a.english_ + b.english_, a.in(Lang::zh) + b.in(Lang::zh)};
    }

  private:
    std::string english_;
    std::string chinese_;  ///< empty if it is the same
};

/// A text of the catalogue with its blanks {} filled in order, each blank in the language of the
/// text around it.
[[nodiscard]] Phrase said_with(Msg key, std::initializer_list<Phrase> parts);

/// The same; a part is a Phrase, a text or a whole number.
template <typename... Parts>
[[nodiscard]] Phrase said(Msg key, const Parts&... parts) {
    return said_with(key, {Phrase(parts)...});
}

}  // namespace parkatlas
