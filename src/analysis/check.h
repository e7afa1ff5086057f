#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/shift_detector.h"
#include "base/finding.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/coords.h"
#include "geo/validity.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// One thing that is wrong with a source. Parts and rings are counted from 1.
struct CheckFinding {
    Severity severity = Severity::warning;
    std::string code;  ///< stable, see docs/check.md
    std::string source, layer;
    std::string feature;  ///< name or "#id"; empty if it concerns a whole layer or source
    std::optional<std::size_t> index;  ///< of the feature in its layer
    std::optional<model::FeatureId> id;
    std::optional<std::uint32_t> part, ring;
    std::optional<geo::XY> position;  ///< in the layer's coordinates
    std::string message;              ///< without the feature's name
};

struct CheckOptions {
    Lang lang = Lang::en;
    Lang reading_lang = Lang::en;  ///< of what the readers remarked
    /// Lines whose place is known, for the shift detector: counties, land. Borrowed.
    std::vector<const model::Layer*> references;
};

/// How grave a trouble of a shape is: errors are what is no valid polygon or breaks its format,
/// a needle is a warning; repeated points and orientation are for information.
[[nodiscard]] Severity severity_of(geo::Trouble trouble);

/// What is wrong with a layer: its shapes (geo/validity.h), ids, names, coordinate system and
/// place.
///
/// `reading` are the findings of the reader for this layer; those that this check tells better
/// itself are dropped, the others taken over with the severity that docs/check.md gives them.
/// In the order: layer as a whole, then by feature, part, ring and place. The same for any number
/// of threads. Fails with stopped.
[[nodiscard]] Result<std::vector<CheckFinding>> check_layer(const model::Layer& layer,
                                                            const std::vector<Finding>& reading,
                                                            const CheckOptions& options,
                                                            const Work& work);

/// What a reader found, as a finding of the check: for sources that gave no layer.
[[nodiscard]] CheckFinding finding_of_reading(const Finding& finding, Lang lang);

/// "east-south-east": by the larger component and the share of the smaller. `lang` zh: 东南偏东.
[[nodiscard]] std::string direction_words(const geo::GroundShift& shift, Lang lang);
/// What the detector says, in one sentence.
[[nodiscard]] std::string shift_words(const ShiftVerdict& verdict, Lang lang);

}  // namespace parkatlas::analysis
