#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace parkatlas::model {

/// One attribute value as read: null, boolean, integer, real or text (UTF-8).
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

/// Text for a table cell; empty for null.
[[nodiscard]] std::string value_text(const Value& value);

/// Identifier of a feature as its file gave it: a number or text.
using FeatureId = std::variant<std::int64_t, std::string>;

[[nodiscard]] std::string id_text(const FeatureId& id);

/// Attribute columns of a layer, one value per feature.
struct AttributeColumn {
    std::string name;
    std::vector<Value> values;
    /// Rows, ascending, whose text is the JSON of an array or object and not mere text.
    std::vector<std::size_t> json_rows = {};

    [[nodiscard]] bool is_json(std::size_t row) const;
};

}  // namespace parkatlas::model
