#pragma once

#include <nlohmann/json_fwd.hpp>

namespace parkatlas::app {

struct Snapshot;

/// The part of a state dump that the tools speak of.
void add_tools(nlohmann::ordered_json& json, const Snapshot& snapshot);

}  // namespace parkatlas::app
