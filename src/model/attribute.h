#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/values.h"

namespace parkatlas::model {

/// Text for a table cell; empty for null.
[[nodiscard]] std::string value_text(const ValueView& value);
[[nodiscard]] inline std::string value_text(const Value& value) {
    return value_text(view_of(value));
}

[[nodiscard]] std::string id_text(const FeatureId& id);

/// Attribute columns of a layer, one value per feature.
struct AttributeColumn {
    std::string name;
    Values values;
    /// Rows, ascending, whose text is the JSON of an array or object and not mere text.
    std::vector<std::size_t> json_rows = {};

    [[nodiscard]] bool is_json(std::size_t row) const;
};

}  // namespace parkatlas::model
