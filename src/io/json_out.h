#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_text.h"
#include "model/attribute.h"

namespace parkatlas::io {

// What base/json_text.h has no words for.

/// With at most that many decimals, without zeros at the end.
void append_rounded(std::string& out, double value, std::optional<int> decimals);
/// `is_json`: a text is JSON already and goes in as it is, if it is right.
void append_json_value(std::string& out, const model::ValueView& value, bool is_json);
void append_json_id(std::string& out, const model::FeatureIdView& id);

/// True if the text is exactly one JSON value, as the reader takes it.
[[nodiscard]] bool is_one_json_value(std::string_view text);

}  // namespace parkatlas::io
