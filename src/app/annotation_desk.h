#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/app_state.h"
#include "app/document.h"
#include "cartography/annotation_layer.h"
#include "draw/fonts.h"

namespace parkatlas::app {

/// The document's annotations as the map draws them, and where each of them stands at the view of
/// the moment, for the hand.
class AnnotationDesk {
  public:
    /// Once a frame; works only where document, annotations, view or language have changed.
    void update(const AppState& state, const Document& document, const draw::FontSet& fonts);
    /// Null while there are none.
    [[nodiscard]] const std::shared_ptr<const cartography::AnnotationContent>& content() const {
        return content_;
    }
    /// On the window taken as a sheet; what hangs on a page is not among them.
    [[nodiscard]] const std::vector<cartography::SetAnnotation>& set() const { return set_; }
    [[nodiscard]] const cartography::SetAnnotation* find(std::size_t index) const;

  private:
    model::Shared<model::Annotations> known_;
    std::shared_ptr<const cartography::AnnotationContent> content_;
    std::vector<cartography::SetAnnotation> set_;
    const Document* document_ = nullptr;
    draw::MapView view_;
    Lang lang_ = Lang::zh;
    bool stale_ = true;
};

/// True if it lies on the ground and not on a page.
[[nodiscard]] bool is_on_ground(const model::Annotation& annotation);

}  // namespace parkatlas::app
