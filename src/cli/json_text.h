#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/finding.h"
#include "model/attribute.h"

// Private to this module's sources: the JSON library is a heavy header.
namespace parkatlas::cli {

using Json = nlohmann::ordered_json;

inline Json id_json(const model::FeatureId& id) {
    return std::visit([](const auto& value) { return Json(value); }, id);
}

template <typename T>
Json nullable(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

inline Json finding_json(const Finding& finding) {
    static constexpr const char* severities[] = {"error", "warning", "info"};
    return {{"severity", severities[static_cast<int>(finding.severity)]},
            {"code", finding.code},
            {"feature", finding.feature.empty() ? Json(nullptr) : Json(finding.feature)},
            {"message", finding.message}};
}

inline std::string json_text(const Json& value) {
    return value.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace parkatlas::cli
