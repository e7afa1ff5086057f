#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/phrase.h"
#include "io/text_input.h"

namespace parkatlas::io {

/// A number as written: whole numbers that fit are kept exact.
struct JsonNumber {
    double value = 0.0;
    std::int64_t whole = 0;
    bool is_whole = false;  ///< no fraction, no exponent, fits into 64 bits
};

/// Reads JSON (RFC 8259) strictly and in one pass, from text that may still be arriving.
///
/// Every function that reads returns false at the first error and leaves its words in `problem`;
/// after that the cursor is of no more use. Nothing here recurses: nesting costs one bit a level,
/// and is refused beyond `max_depth`.
class JsonCursor {
  public:
    static constexpr int max_depth = 512;

    explicit JsonCursor(TextInput& input) : input_{&input}, at_{input.begin()}, end_{input.end()} {}

    /// The next character that is not white space, not consumed; '\0' at the end of the text.
    [[nodiscard]] char peek() {
        if (static_cast<unsigned char>(*at_) > ' ') return *at_;
        return peek_past_space();
    }
    /// True if nothing but white space is left.
    [[nodiscard]] bool at_end() { return peek() == '\0' && at_ == end_; }
    /// Consumes the character last peeked at.
    void step() { ++at_; }
    /// Consumes `wanted` if it comes next.
    [[nodiscard]] bool take(char wanted) {
        if (peek() != wanted) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] bool expect_colon();
    /// After a value of an array or object: true if another one follows. Consumes the comma or the
    /// closing bracket; `failed()` tells an error from the end.
    [[nodiscard]] bool another(char closing);
    /// The key of a member and its colon. The view is valid until the next call.
    [[nodiscard]] bool read_key(std::string_view& key);

    /// The view is valid until the next call.
    [[nodiscard]] bool read_string(std::string_view& text);
    [[nodiscard]] bool read_number(JsonNumber& number);
    /// A number that is only wanted as a double: the quick way for coordinates.
    [[nodiscard]] bool read_double(double& value);
    /// Consumes NaN, Infinity or -Infinity, which programs write although JSON has them not, if one
    /// comes next.
    [[nodiscard]] bool take_not_finite();
    /// "true", "false" or "null"; the answer is their first letter.
    [[nodiscard]] bool read_literal(char& which);

    [[nodiscard]] bool skip_value() { return walk_value(nullptr); }
    /// Appends the next value to `out`, without the white space around its parts.
    [[nodiscard]] bool copy_value(std::string& out) { return walk_value(&out); }

    [[nodiscard]] static bool starts_number(char c) { return (c >= '0' && c <= '9') || c == '-'; }
    [[nodiscard]] bool failed() const { return !problem_.empty(); }
    [[nodiscard]] const Phrase& problem() const { return problem_; }
    [[nodiscard]] std::uint64_t problem_offset() const { return problem_offset_; }
    [[nodiscard]] std::uint64_t offset() const { return input_->offset_of(at_); }
    [[nodiscard]] const TextInput& input() const { return *input_; }

    /// Notes an error at the present place and returns false.
    bool fail(Phrase problem);

  private:
    [[nodiscard]] char peek_past_space();
    [[nodiscard]] bool more();
    /// Brings more text while `token` stays at hand; both pointers are moved along.
    [[nodiscard]] bool more_keeping(const char*& token);
    /// Makes sure that a number that starts here is at hand as a whole; gives its end.
    [[nodiscard]] const char* end_of_number();
    [[nodiscard]] bool fail_expecting(const Phrase& what);
    [[nodiscard]] bool unescape(const char* from, const char* to, std::string& out);
    [[nodiscard]] bool raw_string(const char*& from, const char*& to, bool& escaped);
    [[nodiscard]] bool walk_value(std::string* out);
    [[nodiscard]] bool walk_scalar(std::string* out);

    TextInput* input_;
    const char* at_;
    const char* end_;
    std::string unescaped_;
    Phrase problem_;
    std::uint64_t problem_offset_ = 0;
};

}  // namespace parkatlas::io
