#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/progress.h"

namespace parkatlas::io {

/// Text that arrives block by block, so that a file of gigabytes needs a buffer of one megabyte.
///
/// The bytes at hand are [begin(), end()), followed by a zero byte and by `readable_beyond` more
/// that may be read but mean nothing. `more` brings further ones; it keeps what the caller still
/// needs and may move it. Every block is checked to be UTF-8 before it is handed out.
class TextInput {
  public:
    static constexpr std::size_t readable_beyond = 8;

    enum class State {
        open,         ///< there may be more
        ended,        ///< all of it has been handed out
        not_utf8,     ///< the next bytes are not UTF-8
        read_failed,  ///< see `error_number`
        stopped       ///< the user asked to stop
    };

    /// Reads from a file descriptor it does not own, from its present position.
    TextInput(int descriptor, std::uint64_t size_hint, const Work& work);
    /// Reads the bytes [from, to) of a file by their position; several may read the same file at
    /// once.
    TextInput(int descriptor, std::uint64_t from, std::uint64_t to, const Work& work);
    /// Text that is at hand and known to be UTF-8.
    explicit TextInput(std::string text);

    [[nodiscard]] const char* begin() const { return buffer_.get() + start_; }
    [[nodiscard]] const char* end() const { return buffer_.get() + text_end_; }

    /// Brings more text while [keep, end()) stays at hand; `keep` is moved along with it.
    /// False if there is none; `state` tells why. Pointers into the text are invalid afterwards.
    [[nodiscard]] bool more(const char*& keep);

    /// Position in the source of a pointer into the text at hand.
    [[nodiscard]] std::uint64_t offset_of(const char* at) const {
        return base_offset_ + static_cast<std::uint64_t>(at - buffer_.get());
    }
    /// Gives the memory back; there is no text any more, `state` stays.
    void release() { *this = TextInput{state_, error_number_}; }
    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] int error_number() const { return error_number_; }
    [[nodiscard]] std::uint64_t size_hint() const { return size_hint_; }

  private:
    TextInput(State state, int error_number)
        : buffer_{std::make_unique<char[]>(1 + readable_beyond)},
          error_number_{error_number},
          state_{state} {}
    void start();
    [[nodiscard]] std::int64_t fetch();
    void make_room();
    void take_block(std::size_t byte_count);

    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0;  ///< without the zero byte at the end
    std::size_t start_ = 0;     ///< past a byte order mark
    std::size_t text_end_ = 0;  ///< end of what is known to be UTF-8
    std::size_t fill_ = 0;      ///< end of what was read: a character may be cut here
    std::uint64_t base_offset_ = 0;
    std::uint64_t size_hint_ = 0;
    std::uint64_t next_at_ = 0;  ///< where to read on, and up to where, of a range
    std::uint64_t range_end_ = 0;
    bool is_range_ = false;
    int descriptor_ = -1;
    int error_number_ = 0;
    char cut_byte_ = '\0';  ///< what the zero byte after the text stands in for
    State state_ = State::open;
    Work work_;
};

}  // namespace parkatlas::io
