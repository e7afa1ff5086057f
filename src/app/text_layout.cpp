#include "app/text_layout.h"

#include <algorithm>

#include "base/text_width.h"

namespace parkatlas::app {
namespace {

// Han, kana, CJK punctuation and full-width forms: scripts written without spaces.
bool is_cjk(char32_t c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || c >= 0x20000;
}

bool may_not_start_line(char32_t c) {
    static constexpr std::u32string_view closing =
        U"，。、；：！？）》」』】〕〉’”%％‰°·…—～,.;:!?)]}";
    return closing.find(c) != std::u32string_view::npos;
}

bool may_not_end_line(char32_t c) {
    static constexpr std::u32string_view opening = U"（《「『【〔〈‘“([{¥$";
    return opening.find(c) != std::u32string_view::npos;
}

bool may_break_between(char32_t before, char32_t after) {
    if (after == U' ') return false;
    if (may_not_start_line(after) || may_not_end_line(before)) return false;
    if (before == U' ') return true;
    return is_cjk(before) || is_cjk(after);
}

std::string_view without_spaces_at_end(std::string_view line) {
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    return line;
}

class LineBreaker {
  public:
    LineBreaker(std::string_view text, float width, const Advance& advance)
        : text_{text}, width_{width}, advance_{advance} {}

    std::vector<std::string_view> lines() {
        char32_t before = 0;
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t start = at;
            const char32_t c = next_code_point(text_, at);
            if (c == U'\n') {
                end_line(start, at);
                before = 0;
                continue;
            }
            if (before != 0 && start > line_start_ && may_break_between(before, c)) {
                break_at_ = start;
                since_break_ = 0.0F;
            }
            const float step = advance_(c);
            if (used_ + step > width_ && start > line_start_ && c != U' ') make_room(start);
            used_ += step;
            since_break_ += step;
            before = c;
        }
        if (line_start_ < text_.size() || lines_.empty()) end_line(text_.size(), text_.size());
        return std::move(lines_);
    }

  private:
    // The character at `start` does not fit: goes back to the last place for a break, or cuts here.
    void make_room(std::size_t start) {
        if (break_at_ > line_start_) {
            const float carried = since_break_;
            end_line(break_at_, break_at_);
            used_ = carried;
        } else {
            end_line(start, start);
        }
        since_break_ = used_;
    }

    void end_line(std::size_t end, std::size_t next) {
        lines_.push_back(without_spaces_at_end(text_.substr(line_start_, end - line_start_)));
        line_start_ = next;
        break_at_ = next;
        used_ = 0.0F;
        since_break_ = 0.0F;
    }

    std::string_view text_;
    float width_;
    const Advance& advance_;
    std::vector<std::string_view> lines_;
    std::size_t line_start_ = 0;
    std::size_t break_at_ = 0;
    float used_ = 0.0F;
    float since_break_ = 0.0F;
};

}  // namespace

std::vector<std::string_view> wrap_text(std::string_view utf8, float width,
                                        const Advance& advance) {
    return LineBreaker{utf8, width, advance}.lines();
}

float text_advance(std::string_view utf8, const Advance& advance) {
    float sum = 0.0F;
    for (std::size_t at = 0; at < utf8.size();) sum += advance(next_code_point(utf8, at));
    return sum;
}

std::string elide_text(std::string_view utf8, float width, const Advance& advance) {
    const float room = width - advance(U'…');
    float used = 0.0F;
    std::size_t fitting = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        used += advance(next_code_point(utf8, at));
        if (used <= room) fitting = at;
    }
    if (used <= width) return std::string{utf8};
    return std::string{without_spaces_at_end(utf8.substr(0, fitting))} + "…";
}

}  // namespace parkatlas::app
