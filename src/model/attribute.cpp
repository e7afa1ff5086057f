#include "model/attribute.h"

#include <algorithm>

#include <fmt/format.h>

namespace parkatlas::model {

std::string value_text(const ValueView& value) {
    struct Visitor {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(bool b) const { return b ? "true" : "false"; }
        std::string operator()(std::int64_t n) const { return fmt::format("{}", n); }
        std::string operator()(double d) const { return fmt::format("{}", d); }
        std::string operator()(std::string_view s) const { return std::string{s}; }
    };
    return std::visit(Visitor{}, value);
}

std::string id_text(const FeatureId& id) {
    if (const auto* number = std::get_if<std::int64_t>(&id)) return fmt::format("{}", *number);
    return std::get<std::string>(id);
}

bool AttributeColumn::is_json(std::size_t row) const {
    return std::ranges::binary_search(json_rows, row);
}

}  // namespace parkatlas::model
