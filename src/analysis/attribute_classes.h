#pragma once

// Internal to analysis: features sorted into classes by an attribute.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/layer.h"

namespace parkatlas::analysis {

struct AttributeClasses {
    std::vector<std::string> names;         ///< texts in natural order: 2 before 10
    std::vector<std::uint32_t> of_feature;  ///< index into `names`
};

/// Fails with usage, naming the columns there are, where `column` is none of them.
[[nodiscard]] Result<AttributeClasses> attribute_classes(const model::Layer& layer,
                                                         const std::string& column);

}  // namespace parkatlas::analysis
