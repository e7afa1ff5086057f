#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/app_state.h"
#include "app/document.h"
#include "app/picture_shelf.h"
#include "cartography/annotation_layer.h"
#include "draw/fonts.h"

namespace parkatlas::app {

/// The document's annotations as the map draws them, and where each of them stands at the view of
/// the moment, for the hand.
class AnnotationDesk {
  public:
    explicit AnnotationDesk(std::function<void()> wake) : pictures_{std::move(wake)} {}

    /// True if a picture has been read.
    bool poll();
    [[nodiscard]] bool busy() const { return pictures_.busy(); }
    [[nodiscard]] const PictureShelf& pictures() const { return pictures_; }
    /// Pictures that could not be read are tried again.
    void try_pictures_again();
    /// Counts changes of the content, so that a preview knows when it is old.
    [[nodiscard]] std::uint64_t version() const { return version_; }

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
    PictureShelf pictures_;
    model::Shared<model::Annotations> known_;
    std::uint64_t version_ = 0;
    bool has_new_pictures_ = false;
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
