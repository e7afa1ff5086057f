#include "io/encoding.h"

#include <cerrno>
#include <utility>

#include <fmt/format.h>
#include <iconv.h>
#include <simdjson.h>

namespace parkatlas::io {

namespace {

constexpr std::string_view utf8_mark = "\xef\xbb\xbf";

class Converter {
  public:
    explicit Converter(const char* charset) : handle_{iconv_open("UTF-8", charset)} {}
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
    const Converter converter{charset};
    if (!converter.is_open()) {
        return fail(ErrorCode::unsupported, where,
                    fmt::format("this system cannot convert text from {}", charset),
                    "save the file as UTF-8");
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
                        fmt::format("byte {} is no text in {}", bytes.size() - in_left, charset));
        }
    }
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
                    "neither UTF-8 nor GBK/GB18030 text: " + text.error().what,
                    "is it a text file? save it as UTF-8");
    }
    return DecodedText{std::move(*text), "GB18030"};
}

}  // namespace parkatlas::io
