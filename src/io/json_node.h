#pragma once

// Only for the sources of this module that read JSON by nlohmann's library.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/finding.h"
#include "base/messages_errors.h"
#include "base/result.h"

namespace parkatlas::io {

using Json = nlohmann::ordered_json;

/// Thrown while a file of JSON is gone through, where a value is not what it should be; whoever
/// reads the file catches it, and nobody else sees it.
struct Refused {
    Error error;
};

/// Objects that know where they stand in the file, so that every complaint names its place.
class Node {
  public:
    Node(const Json& json, std::string path, const std::string& file)
        : json_{&json}, path_{std::move(path)}, file_{&file} {}

    [[noreturn]] void refuse(const Phrase& what, const Phrase& remedy = {}) const {
        throw Refused{{ErrorCode::input_malformed,
                       path_.empty() ? *file_ : fmt::format("{}, {}", *file_, path_), what,
                       remedy}};
    }
    [[nodiscard]] const Json& json() const { return *json_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] bool has(const char* key) const { return json_->contains(key); }
    [[nodiscard]] Node at(const char* key) const {
        return {json_->at(key), path_.empty() ? key : fmt::format("{}.{}", path_, key), *file_};
    }
    [[nodiscard]] Node at(std::size_t index) const {
        return {json_->at(index), fmt::format("{}[{}]", path_, index), *file_};
    }
    void must_be_object() const {
        if (!json_->is_object()) refuse(said(msg::errors_must_object));
    }
    void must_be_list() const {
        if (!json_->is_array()) refuse(said(msg::errors_must_list));
    }

    [[nodiscard]] std::string text() const {
        if (!json_->is_string()) refuse(said(msg::errors_must_text));
        return json_->get<std::string>();
    }
    [[nodiscard]] double number(double least, double most) const {
        if (!json_->is_number()) refuse(said(msg::errors_must_number));
        const double value = json_->get<double>();
        if (!(value >= least && value <= most)) {
            refuse(said(msg::errors_out_range, fmt::format("{:g}", value)),
                   said(msg::errors_to, fmt::format("{:g}", least), fmt::format("{:g}", most)));
        }
        return value;
    }
    [[nodiscard]] bool flag() const {
        if (!json_->is_boolean()) refuse(said(msg::errors_must_true_or_false));
        return json_->get<bool>();
    }

    [[nodiscard]] std::string text(const char* key) const {
        return has(key) ? at(key).text() : std::string{};
    }
    [[nodiscard]] std::optional<double> number(const char* key, double least, double most) const {
        if (!has(key)) return std::nullopt;
        return at(key).number(least, most);
    }
    [[nodiscard]] bool flag(const char* key, bool otherwise) const {
        return has(key) ? at(key).flag() : otherwise;
    }
    [[nodiscard]] std::pair<double, double> pair(const char* key) const {
        const Node list = at(key);
        if (!list.json().is_array() || list.json().size() != 2)
            list.refuse(said(msg::errors_must_two_numbers));
        constexpr double far = 1e9;
        return {list.at(std::size_t{0}).number(-far, far),
                list.at(std::size_t{1}).number(-far, far)};
    }

  private:
    const Json* json_;
    std::string path_;
    const std::string* file_;
};

/// Members that are not among `known`, as JSON text; empty if there are none.
template <std::size_t n>
std::string others(const Node& node, const std::array<std::string_view, n>& known,
                   std::vector<Finding>& findings, const std::string& file) {
    Json rest = Json::object();
    for (const auto& [key, value] : node.json().items()) {
        if (std::ranges::find(known, key) != known.end()) continue;
        rest[key] = value;
        // By custom a low line begins a remark, and "$schema" names the schema.
        if (key.starts_with('_') || key == "$schema") continue;
        findings.push_back({Severity::warning, "unknown_member", file, node.path(),
                            said(msg::errors_member_not_known_kept, key)});
    }
    return rest.empty() ? std::string{} : rest.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <std::size_t n>
void only(const Node& node, const std::array<std::string_view, n>& known) {
    for (const auto& [key, value] : node.json().items()) {
        if (std::ranges::find(known, key) != known.end()) continue;
        node.refuse(said(msg::errors_member_not_known_here, key),
                    fmt::format("{}", fmt::join(known, ", ")));
    }
}

/// Adds the members that `others` kept.
inline void add_others(Json& json, const std::string& extra) {
    if (extra.empty()) return;
    const Json rest = Json::parse(extra, nullptr, false);
    if (!rest.is_object()) return;
    for (const auto& [key, value] : rest.items()) json[key] = value;
}

}  // namespace parkatlas::io
