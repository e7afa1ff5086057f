#include "io/text_input.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <unistd.h>

#include "io/encoding.h"

namespace parkatlas::io {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 20;

/// Length of [text, text + size) without a UTF-8 sequence that is cut off at its end.
std::size_t whole_characters(const char* text, std::size_t size) {
    for (std::size_t back = 1; back <= 3 && back <= size; ++back) {
        const auto byte = static_cast<unsigned char>(text[size - back]);
        if (byte < 0x80) return size;
        if (byte >= 0xc0) {
            const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
            return back < length ? size - back : size;
        }
    }
    return size;
}

}  // namespace

TextInput::TextInput(int descriptor, std::uint64_t size_hint, const Work& work)
    : buffer_{std::make_unique_for_overwrite<char[]>(block_size + 1 + readable_beyond)},
      capacity_{block_size},
      size_hint_{size_hint},
      descriptor_{descriptor},
      work_{work} {
    start();
}

TextInput::TextInput(int descriptor, std::uint64_t from, std::uint64_t to, const Work& work)
    : buffer_{std::make_unique_for_overwrite<char[]>(block_size + 1 + readable_beyond)},
      capacity_{block_size},
      base_offset_{from},
      size_hint_{to - from},
      next_at_{from},
      range_end_{to},
      is_range_{true},
      descriptor_{descriptor},
      work_{work} {
    start();
}

void TextInput::start() {
    buffer_[0] = '\0';
    const bool is_file_start = base_offset_ == 0;
    const char* keep = begin();
    if (more(keep) && is_file_start &&
        std::string_view{begin(), end()}.starts_with("\xef\xbb\xbf")) {
        start_ = 3;
    }
}

/// Bytes read to the end of the buffer; as read(2).
std::int64_t TextInput::fetch() {
    char* const to = buffer_.get() + fill_;
    const std::size_t room = capacity_ - fill_;
    if (!is_range_) return read(descriptor_, to, room);
    const std::size_t wanted = std::min<std::uint64_t>(room, range_end_ - next_at_);
    const ssize_t answer = pread(descriptor_, to, wanted, static_cast<off_t>(next_at_));
    if (answer > 0) next_at_ += static_cast<std::uint64_t>(answer);
    return answer;
}

TextInput::TextInput(std::string text)
    : buffer_{std::make_unique_for_overwrite<char[]>(text.size() + 1 + readable_beyond)},
      capacity_{text.size()},
      text_end_{text.size()},
      fill_{text.size()},
      size_hint_{text.size()},
      state_{State::ended} {
    std::memcpy(buffer_.get(), text.data(), text.size());
    buffer_[text_end_] = '\0';
}

bool TextInput::more(const char*& keep) {
    if (state_ != State::open) return false;
    if (work_.stop_requested()) {
        state_ = State::stopped;
        return false;
    }
    if (fill_ > text_end_) buffer_[text_end_] = cut_byte_;
    const auto kept_from = static_cast<std::size_t>(keep - buffer_.get());
    std::memmove(buffer_.get(), keep, fill_ - kept_from);
    base_offset_ += kept_from;
    text_end_ -= kept_from;
    fill_ -= kept_from;
    start_ = 0;
    if (capacity_ - fill_ < block_size / 2) make_room();
    const std::size_t before = text_end_;
    while (state_ == State::open && text_end_ == before) {
        const std::int64_t answer = fetch();
        if (answer < 0) {
            if (errno == EINTR && !work_.stop_requested()) continue;
            error_number_ = errno;
            state_ = State::read_failed;
        } else if (answer == 0) {
            state_ = fill_ > text_end_ ? State::not_utf8 : State::ended;
        } else {
            take_block(static_cast<std::size_t>(answer));
        }
    }
    cut_byte_ = buffer_[text_end_];
    buffer_[text_end_] = '\0';
    keep = buffer_.get();
    work_.report(base_offset_ + text_end_, size_hint_);
    return text_end_ > before;
}

// Only a single token or a slow trickle of bytes asks for more than one block.
void TextInput::make_room() {
    const std::size_t larger = capacity_ * 2;
    auto buffer = std::make_unique_for_overwrite<char[]>(larger + 1 + readable_beyond);
    std::memcpy(buffer.get(), buffer_.get(), fill_);
    buffer_ = std::move(buffer);
    capacity_ = larger;
}

void TextInput::take_block(std::size_t byte_count) {
    fill_ += byte_count;
    const char* fresh = buffer_.get() + text_end_;
    const std::size_t whole = whole_characters(fresh, fill_ - text_end_);
    if (!is_valid_utf8({fresh, whole})) {
        state_ = State::not_utf8;
        return;
    }
    text_end_ += whole;
}

}  // namespace parkatlas::io
