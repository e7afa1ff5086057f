#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/attribute.h"

namespace parkatlas::io {

/// Pieces of JSON appended to a text.
void append_json_string(std::string& out, std::string_view text);
/// The shortest digits that read back as the same double; `null` for what JSON cannot hold.
void append_json_number(std::string& out, double value);
void append_json_number(std::string& out, std::int64_t value);
/// With at most that many decimals, without zeros at the end.
void append_rounded(std::string& out, double value, std::optional<int> decimals);
/// `is_json`: a text is JSON already and goes in as it is, if it is right.
void append_json_value(std::string& out, const model::Value& value, bool is_json);
void append_json_id(std::string& out, const model::FeatureId& id);

/// True if the text is exactly one JSON value, as the reader takes it.
[[nodiscard]] bool is_one_json_value(std::string_view text);

}  // namespace parkatlas::io
