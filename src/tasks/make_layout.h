#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/layer.h"
#include "model/layout.h"

namespace parkatlas::tasks {

/// What a layout says of itself.
struct LayoutHead {
    std::string id;      ///< empty: the output file's name
    std::string scheme;  ///< 一核两带五园
    std::string title;   ///< empty: the scheme
    std::string role;    ///< of features that do not say theirs; empty: none
};

/// One layout of all features of the layers, in the order given, on CGCS2000 longitude and latitude
/// (or in GCJ-02 or BD-09 if all layers are). The columns are the properties of the layout format:
///
///   role             an identifier, or a Chinese word of a scheme or legend: 园区 is `park`
///   stated_area_mu, stated_area_ha, stated_area_km2
///                    become stated_area_m2, with the figure and its unit as stated_area_text
///
/// Ids that occur twice get the layer's name and a number in front.
///
/// Fails with  usage  the scheme cannot be read, or the role is unknown
///             unsupported  layers of different offsets
///             what bringing the layers to longitude and latitude fails with.
[[nodiscard]] Result<Loaded<model::Layout>> make_layout(const std::vector<model::Layer>& layers,
                                                        const LayoutHead& head);

}  // namespace parkatlas::tasks
