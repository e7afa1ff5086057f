#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/coords.h"
#include "model/edits.h"

namespace parkatlas::model {

/// How the window stood over the document; not part of what can be undone.
struct ProjectView {
    std::optional<geo::LonLat> centre;  ///< on CGCS2000; none: everything in view
    double scale_denominator = 1'000'000.0;
    std::vector<std::string> hidden_roles;     ///< identifiers of roles
    std::vector<std::string> hidden_features;  ///< ids of the plan's features
    std::vector<std::string> hidden_parts;     ///< of the base map, e.g. "counties"
    std::string extra;

    bool operator==(const ProjectView&) const = default;
};

/// A project file (docs/project-format.md). Members called `extra` keep what the file holds and
/// this program does not know, as JSON.
struct Project {
    std::string plan;  ///< source of the layout; empty: none
    Edits edits;
    ProjectView view;
    std::string sheet_extra;  ///< of the edits' sheet
    std::string extra;

    bool operator==(const Project&) const = default;
};

}  // namespace parkatlas::model
