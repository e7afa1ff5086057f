#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_text.h"
#include "model/attribute.h"

namespace parkatlas::cli {

/// Appends JSON to a text as it is told, without building a tree first: for answers with one entry
/// a feature, where the tree costs more than the measuring. A container opened with `Layout::lines`
/// has each of its members on a line of its own, one in `Layout::inline_` all on one.
///
/// Numbers and text as base/json_text.h writes them.
class JsonWriter {
  public:
    enum class Layout { lines, inline_ };

    void begin_object(Layout layout = Layout::inline_) { begin('{', layout); }
    void end_object() { end('}'); }
    void begin_array(Layout layout = Layout::inline_) { begin('[', layout); }
    void end_array() { end(']'); }

    /// The name of an object's next member; plain ASCII without quotes and backslashes.
    void key(std::string_view name);

    void value(std::string_view text);
    void value(const std::string& text) { value(std::string_view{text}); }
    void value(const char* text) { value(std::string_view{text}); }
    void value(double number);
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) void value(Integer number) {
        separate();
        if constexpr (std::is_signed_v<Integer>) {
            append_json_number(text_, static_cast<std::int64_t>(number));
        } else {
            append_json_number(text_, static_cast<std::uint64_t>(number));
        }
    }
    void value(bool truth);
    void value(const model::FeatureId& id);
    void value(const model::FeatureIdView& id);
    void null();
    template <typename T>
    void value(const std::optional<T>& maybe) {
        if (maybe) {
            value(*maybe);
        } else {
            null();
        }
    }
    template <typename T>
    void member(std::string_view name, const T& content) {
        key(name);
        value(content);
    }

    /// The text so far, handed out; ends with a line feed.
    [[nodiscard]] std::string take();

    /// A writer for members of the container that is open, to be appended here in their order.
    /// `first`: they are the first of those that are appended next.
    [[nodiscard]] JsonWriter part(bool first) const;
    void append_part(std::string_view members);
    /// The text so far, handed out; what is open stays open.
    [[nodiscard]] std::string take_part();

  private:
    struct Level {
        Layout layout;
        bool empty;
    };

    void begin(char bracket, Layout layout);
    void end(char bracket);
    void separate();  ///< comma and line before the next member, if it needs them
    void new_line();

    std::string text_;
    std::vector<Level> levels_;
    bool after_key_ = false;
};

}  // namespace parkatlas::cli
