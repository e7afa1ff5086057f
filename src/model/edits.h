#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/coords.h"
#include "model/annotation.h"
#include "model/measurement.h"
#include "model/sheet_template.h"

namespace parkatlas::model {

/// A value that many states of a document share until one of them changes it: copying costs a
/// pointer. What is handed out is never changed afterwards, so another thread may read a copy.
template <typename T>
class Shared {
  public:
    Shared() : value_{std::make_shared<const T>()} {}
    explicit Shared(T value) : value_{std::make_shared<const T>(std::move(value))} {}

    [[nodiscard]] const T& operator*() const { return *value_; }
    [[nodiscard]] const T* operator->() const { return value_.get(); }
    Shared& operator=(T value) {
        value_ = std::make_shared<const T>(std::move(value));
        return *this;
    }
    /// A copy of the value that belongs to this state alone, to be changed at once.
    [[nodiscard]] T& edit() {
        auto own = std::make_shared<T>(*value_);
        T& value = *own;
        value_ = std::move(own);
        return value;
    }
    bool operator==(const Shared& other) const {
        return value_ == other.value_ || *value_ == *other.value_;
    }

  private:
    std::shared_ptr<const T> value_;
};

/// Which layer of which source.
struct LayerKey {
    std::string source;  ///< as the command line takes it
    std::string layer;   ///< its name inside a source of several; else empty

    bool operator==(const LayerKey&) const = default;
};

/// How a layer of the user stands in the document.
struct LayerEdit {
    LayerKey key;
    std::string name = {};  ///< given by hand; empty: the layer's own
    bool visible = true;
    double opacity = 1.0;            ///< 0 to 1
    std::optional<Rgba> color = {};  ///< none: by its place in the order of opening
    bool labels = true;              ///< names on the map
    std::string label_field = {};    ///< whose values are the names; empty: the layer's names
    std::string color_field = {};    ///< whose classes have a colour each; empty: one colour
    std::string extra = {};          ///< unknown members of the file, as JSON

    bool operator==(const LayerEdit&) const = default;
};

/// A boundary drawn to see what it would mean. Rings: degrees on CGCS2000, not closed, the outer
/// ones and holes told apart by the even-odd rule.
struct Sketch {
    std::string name;
    std::string feature = {};  ///< id of the feature it began as; empty: drawn
    std::vector<std::vector<geo::LonLat>> rings;
    std::string extra = {};

    bool operator==(const Sketch&) const = default;
};

/// A view to come back to.
struct Bookmark {
    std::string name;
    geo::LonLat centre;  ///< on CGCS2000
    double scale_denominator = 100'000.0;
    std::string extra = {};

    bool operator==(const Bookmark&) const = default;
};

/// Everything in a document that a person changes and may undo. A value: a state of the document
/// is a copy, and a copy costs little.
struct Edits {
    /// In painting order, the lowest first. A layer that is not listed is not part of the document,
    /// though it may still be loaded.
    std::vector<LayerEdit> layers;
    Shared<std::vector<Measurement>> measurements;
    Shared<Annotations> annotations;  ///< and labels moved by hand
    Shared<std::vector<Sketch>> sketches;
    std::vector<Bookmark> bookmarks;
    std::optional<SheetTemplate> sheet;       ///< how the sheet is set up; none: as it is by itself
    std::optional<geo::LonLat> sheet_centre;  ///< of its map, where it has a scale; on CGCS2000

    bool operator==(const Edits&) const = default;
};

}  // namespace parkatlas::model
