#include "app/annotation_desk.h"

#include <algorithm>
#include <utility>

#include "tasks/annotating.h"

namespace parkatlas::app {

bool is_on_ground(const model::Annotation& annotation) {
    return std::all_of(annotation.places.begin(), annotation.places.end(),
                       [](const model::AnnotationPlace& place) { return place.on_ground(); });
}

bool AnnotationDesk::poll() {
    const bool read = pictures_.poll();
    has_new_pictures_ = has_new_pictures_ || read;
    return read;
}

void AnnotationDesk::try_pictures_again() {
    pictures_.try_again();
    pictures_.want(*known_);
}

void AnnotationDesk::update(const AppState& state, const Document& document,
                            const draw::FontSet& fonts) {
    const model::Shared<model::Annotations>& now = state.history.present().annotations;
    if (&*now != &*known_ || has_new_pictures_) {
        if (&*now != &*known_) pictures_.want(*now);
        known_ = now;
        has_new_pictures_ = false;
        content_ =
            now->is_empty() ? nullptr : tasks::annotation_content(*now, pictures_.pictures());
        ++version_;
        stale_ = true;
    }
    const draw::MapView& view = state.camera.view();
    if (!stale_ && document_ == &document && view_ == view && lang_ == state.lang) return;
    stale_ = false;
    document_ = &document;
    view_ = view;
    lang_ = state.lang;
    set_.clear();
    if (!content_) return;
    cartography::AnnotationPage page;
    page.page = view.frame;
    page.view = view;
    page.lang = state.lang;
    Result<cartography::AnnotationLayer> layer =
        cartography::set_annotations(*content_, document.scene, page, fonts);
    if (!layer) return;
    for (cartography::SetAnnotation& one : layer->set) {
        if (is_on_ground(content_->file.items[one.index])) set_.push_back(std::move(one));
    }
}

const cartography::SetAnnotation* AnnotationDesk::find(std::size_t index) const {
    const auto found =
        std::find_if(set_.begin(), set_.end(), [&](const auto& one) { return one.index == index; });
    return found == set_.end() ? nullptr : &*found;
}

}  // namespace parkatlas::app
