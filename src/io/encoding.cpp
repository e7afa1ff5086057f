#include "io/encoding.h"

#include <cerrno>
#include <utility>

#include <fmt/format.h>
#include <iconv.h>
#include <simdjson.h>

#include "base/messages_errors.h"

namespace parkatlas::io {

namespace {

constexpr std::string_view utf8_mark = "\xef\xbb\xbf";

class Converter {
  public:
    Converter(const char* to, const char* from) : handle_{iconv_open(to, from)} {}
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() {
        if (is_open()) iconv_close(handle_);
    }
    // iconv_open marks failure by the value -1 of its handle type.
    [[nodiscard]] bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
    [[nodiscard]] iconv_t handle() const { return handle_; }

  private:
    iconv_t handle_;
};

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
    return simdjson::validate_utf8(bytes.data(), bytes.size());
}

Result<std::string> to_utf8(std::string_view bytes, const char* charset, const std::string& where) {
    const Converter converter{"UTF-8", charset};
    if (!converter.is_open()) {
        return fail(ErrorCode::unsupported, where,
                    said(msg::errors_this_system_cannot_convert, charset),
                    said(msg::errors_save_file_utf_8));
    }
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    // iconv's interface asks for a pointer to non-const; it does not write through it.
    char* in = const_cast<char*>(bytes.data());
    std::size_t in_left = bytes.size();
    std::string block(64 * 1024, '\0');
    while (in_left > 0) {
        char* to = block.data();
        std::size_t to_left = block.size();
        const std::size_t answer = iconv(converter.handle(), &in, &in_left, &to, &to_left);
        const int reason = errno;
        out.append(block.data(), block.size() - to_left);
        if (answer == static_cast<std::size_t>(-1) && reason != E2BIG) {
            return fail(ErrorCode::input_malformed, where,
                        said(msg::errors_byte_no_text, bytes.size() - in_left, charset));
        }
    }
    return out;
}

Result<EncodedText> from_utf8(std::string_view text, const char* charset,
                              const std::string& where) {
    const Converter converter{charset, "UTF-8"};
    if (!converter.is_open()) {
        return fail(ErrorCode::unsupported, where,
                    said(msg::errors_this_system_cannot_convert_text, charset));
    }
    EncodedText out;
    // iconv's interface asks for a pointer to non-const; it does not write through it.
    char* in = const_cast<char*>(text.data());
    std::size_t in_left = text.size();
    std::string block(4 * text.size() + 16, '\0');
    char* to = block.data();
    std::size_t to_left = block.size();
    while (in_left > 0) {
        const std::size_t answer = iconv(converter.handle(), &in, &in_left, &to, &to_left);
        if (answer != static_cast<std::size_t>(-1)) break;
        if (errno == E2BIG || to_left == 0) break;
        // The character at `in` has no place in the charset: its lead byte and what continues it.
        *to++ = '?';
        --to_left;
        ++out.lost;
        do {
            ++in;
            --in_left;
        } while (in_left > 0 && (static_cast<unsigned char>(*in) & 0xc0U) == 0x80U);
    }
    block.resize(block.size() - to_left);
    out.bytes = std::move(block);
    return out;
}

std::string_view utf16_charset(std::string_view head) {
    if (head.size() < 2) return {};
    const auto first = static_cast<unsigned char>(head[0]);
    const auto second = static_cast<unsigned char>(head[1]);
    if (first == 0xff && second == 0xfe) return "UTF-16LE";
    if (first == 0xfe && second == 0xff) return "UTF-16BE";
    if (first == '{' && second == 0) return "UTF-16LE";
    if (first == 0 && second == '{') return "UTF-16BE";
    return {};
}

Result<DecodedText> decode_text(std::string bytes, const std::string& where) {
    if (const std::string_view charset = utf16_charset(bytes); !charset.empty()) {
        Result<std::string> text = to_utf8(bytes, charset.data(), where);
        if (!text) return tl::unexpected{std::move(text.error())};
        if (text->starts_with(utf8_mark)) text->erase(0, utf8_mark.size());
        return DecodedText{std::move(*text), std::string{charset}};
    }
    if (is_valid_utf8(bytes)) {
        if (bytes.starts_with(utf8_mark)) bytes.erase(0, utf8_mark.size());
        return DecodedText{std::move(bytes), "UTF-8"};
    }
    Result<std::string> text = to_utf8(bytes, "GB18030", where);
    if (!text) {
        return fail(ErrorCode::input_malformed, where,
                    said(msg::errors_not_text, text.error().what), said(msg::errors_save_as_utf8));
    }
    return DecodedText{std::move(*text), "GB18030"};
}

}  // namespace parkatlas::io
