#include "analysis/attribute_classes.h"

#include <map>
#include <string_view>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/natural_order.h"

namespace parkatlas::analysis {

Result<AttributeClasses> attribute_classes(const model::Layer& layer, const std::string& column) {
    const model::AttributeColumn* values = layer.column(column);
    if (values == nullptr) {
        std::vector<std::string> names;
        for (const model::AttributeColumn& one : layer.columns) names.push_back(one.name);
        return fail(ErrorCode::usage, layer.source.empty() ? layer.name : layer.source,
                    said(msg::errors_has_no_attribute, column),
                    names.empty()
                        ? said(msg::errors_has_none_at_all)
                        : said(msg::errors_has, fmt::format("{}", fmt::join(names, ", "))));
    }
    std::map<std::string, std::uint32_t, NaturalLess> numbers;
    for (std::size_t i = 0; i < values->values.size(); ++i) {
        numbers.emplace(model::value_text(values->values.view(i)), 0);
    }
    AttributeClasses classes;
    for (auto& [name, number] : numbers) {
        number = static_cast<std::uint32_t>(classes.names.size());
        classes.names.push_back(name);
    }
    classes.of_feature.reserve(values->values.size());
    for (std::size_t i = 0; i < values->values.size(); ++i) {
        classes.of_feature.push_back(numbers.at(model::value_text(values->values.view(i))));
    }
    return classes;
}

}  // namespace parkatlas::analysis
