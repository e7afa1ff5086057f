#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/area_table.h"
#include "base/finding.h"
#include "base/lang.h"
#include "cartography/map_scene.h"
#include "geo/crs.h"
#include "model/edits.h"
#include "tasks/pinyin.h"
#include "tasks/plan_network.h"
#include "tasks/workspace.h"

namespace parkatlas::app {

/// What every document shares: the base map, how plans hang together, how names are typed.
struct BaseData {
    std::shared_ptr<const model::Layer> counties;
    std::shared_ptr<const model::Layer> land;
    std::shared_ptr<const tasks::PlanNetwork> network;
    std::shared_ptr<const tasks::Pinyin> pinyin;
};

/// What opening took, in milliseconds.
struct OpeningTimes {
    double read_ms = 0.0;   ///< the sources
    double base_ms = 0.0;   ///< the base map; 0 where it was there
    double index_ms = 0.0;  ///< into the map's CRS, with all that drawing and picking ask for
};

/// A source that was opened, with what it gave; shared by the documents that show it.
struct OpenedSource {
    std::string source;
    tasks::Workspace contents;  ///< without the base map
    std::vector<Finding> findings;
    /// Of `contents.layers` those that are held in part, as they were opened: one feature in so
    /// many. Null for the others.
    std::vector<std::shared_ptr<const model::Layer>> samples = {};
};

/// By which field a layer is coloured in classes.
struct ColorField {
    model::LayerKey key;
    std::string field;

    bool operator==(const ColorField&) const = default;
};
using ColorFields = std::vector<ColorField>;
/// Empty: the layer has one colour.
[[nodiscard]] std::string color_field(const ColorFields& colors, const model::LayerKey& key);

struct Document;

/// What is wanted of a document.
struct OpenRequest {
    std::vector<std::string> sources = {};
    std::vector<OpenedSource> known = {};  ///< open already: not read again
    std::optional<BaseData> base = {};     ///< likewise
    bool may_be_empty = false;             ///< a map without any source is a document, too
    std::uint64_t hold_bytes = 0;  ///< larger layers are held in part (io::OpenOptions); 0: none
    ColorFields colors = {};       ///< fields that a layer does not have are passed over
    Lang lang = Lang::zh;          ///< of names of classes
    /// Classes of these layers need not be found again.
    std::vector<std::shared_ptr<const model::Layer>> known_layers = {};
    std::vector<std::shared_ptr<const cartography::LayerClasses>> known_classes = {};
    /// Gets maps of what has been read of a large layer so far, while the rest is read; on a thread
    /// of the reader's, which waits. Its network and pinyin are empty.
    std::function<void(std::shared_ptr<const Document>)> on_early = {};
};

/// What is open: the workspace, its map, and what the panels ask of both. Made on a worker thread,
/// then owned by the window's thread.
struct Document {
    tasks::Workspace workspace;
    cartography::MapScene scene;
    std::vector<Finding> findings;
    std::vector<Error> problems;      ///< sources that could not be opened
    std::vector<std::string> failed;  ///< their names, in the same order
    std::vector<OpenedSource> sources;
    std::vector<model::LayerKey> layer_keys;  ///< of MapContent::layers
    geo::Transform map_to_degrees;            ///< of the map's own datum
    geo::Transform degrees_to_map;
    std::shared_ptr<const tasks::PlanNetwork> network;  ///< never null
    std::shared_ptr<const tasks::Pinyin> pinyin;        ///< never null
    OpeningTimes times = {};
    /// Of layers held in part and read for a view: map metres in which all is there; else empty.
    std::vector<geo::Box> good_for = {};
    Lang class_lang = Lang::zh;  ///< of names of classes

    [[nodiscard]] BaseData base() const {
        return {workspace.counties, workspace.land, network, pinyin};
    }
    [[nodiscard]] const model::Layout* layout() const { return scene.content().layout.get(); }
    /// The source of the layout; empty if there is none.
    [[nodiscard]] std::string plan_source() const;
    /// Index into MapContent::layers; none where it is not open.
    [[nodiscard]] std::optional<std::size_t> find_layer(const model::LayerKey& key) const;
};

/// Opens the sources one by one and makes the map; keeps those that can be opened. Fails with what
/// the first source fails with where none can be opened (unless the document may be empty), and
/// with `stopped`.
[[nodiscard]] Result<Document> open_document(const OpenRequest& request, const Work& work);

/// True for a layer of MapContent::layers of which only a part is held: figures of all its features
/// are not to be had.
[[nodiscard]] bool is_held_in_part(const Document& document, int layer);

/// "park-meishan", or the id of a feature of a plain layer.
[[nodiscard]] std::string feature_id(const Document& document, cartography::FeatureRef feature);
/// Name in the language, else in the other one, else "#id".
[[nodiscard]] std::string feature_name(const Document& document, cartography::FeatureRef feature,
                                       Lang lang);
/// A feature by its id: of the layout first, then of the layers in order.
[[nodiscard]] std::optional<cartography::FeatureRef> find_feature(const Document& document,
                                                                  std::string_view id);
/// A place that belongs to the feature, on the map: its anchor, else the middle of its extent.
[[nodiscard]] std::optional<geo::MapXY> feature_place(const Document& document,
                                                      cartography::FeatureRef feature);

/// The plan that a feature leads to; null if it leads to none.
[[nodiscard]] const model::Layout* plan_of(const Document& document,
                                           cartography::FeatureRef feature);

/// A county-level unit in the language, where the base map knows its name; else as given.
[[nodiscard]] std::string unit_name(const Document& document, const std::string& name_zh,
                                    Lang lang);

/// Roles of a layout in the order in which its features first speak of them.
[[nodiscard]] std::vector<model::Role> roles_in_order(const model::Layout& layout);

/// What the panels may print of a layer: each of its characters once.
[[nodiscard]] std::string layer_texts(const model::Layer& layer);
/// Of everything the panels may print of the document, likewise: the glyphs that a font atlas must
/// hold.
[[nodiscard]] std::string all_texts(const Document& document);

}  // namespace parkatlas::app
