#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document.h"
#include "app/loader.h"
#include "base/lang.h"
#include "geo/coords.h"
#include "model/edits.h"

namespace parkatlas::app {

/// What an open document is to hold and show of its layers, beyond what was read when it was
/// opened.
struct DocumentWish {
    geo::Box seen;         ///< map metres: of layers held in part, what lies here is wanted whole
    std::vector<int> off;  ///< layers that are hidden, ascending: nothing is read for them
    ColorFields colors;
    Lang lang = Lang::zh;  ///< of names of classes

    bool operator==(const DocumentWish& other) const {
        return seen.min_x == other.seen.min_x && seen.min_y == other.seen.min_y &&
               seen.max_x == other.seen.max_x && seen.max_y == other.seen.max_y &&
               off == other.off && colors == other.colors && lang == other.lang;
    }
};

/// True if the document may have to be made anew for the wish. Costs next to nothing.
[[nodiscard]] bool is_wanting(const Document& document, const DocumentWish& wish);

/// A document made anew, with what hangs on its layers.
struct Remade {
    Document document;
    LayerAreas areas;
    std::string texts;            ///< of what is new
    std::vector<int> other_rows;  ///< layers whose features are others now
};

/// Makes the document as the wish wants it: of a layer held in part, all features in and around
/// what is seen, where they are not too many, else its sample; colours by classes. Reads files:
/// for a thread beside the window. None where nothing changes, where the work is stopped, and where
/// a source cannot be read now (what is shown stays).
[[nodiscard]] std::optional<Remade> remake(const Document& document, const DocumentWish& wish,
                                           const LayerAreas& areas, const Work& work);

}  // namespace parkatlas::app
