#include "app/compare_view.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "io/project.h"
#include "render/renderer.h"
#include "tasks/plan_network.h"

namespace parkatlas::app {

void CompareView::open(const std::vector<std::string>& sources,
                       const std::optional<BaseData>& base) {
    sources_ = sources;
    loader_.reset();
    document_.reset();
    if (canvas_) canvas_->forget();
    if (sources_.empty()) {
        canvas_.reset();
        return;
    }
    OpenRequest request;
    request.base = base;
    std::error_code ignored;
    const std::filesystem::path here = std::filesystem::current_path(ignored);
    for (const std::string& source : sources_) {
        request.sources.push_back(io::absolute_source(source, here));
    }
    loader_ = std::make_unique<Loader>(std::move(request), wake_);
}

std::optional<Result<void>> CompareView::poll() {
    if (!loader_) return std::nullopt;
    std::optional<Result<Document>> loaded = loader_->take_document();
    if (!loaded) return std::nullopt;
    loader_.reset();  // areas of its layers are not asked for
    if (!*loaded) return Result<void>{tl::unexpected{loaded->error()}};
    document_ = std::make_shared<Document>(std::move(**loaded));
    return Result<void>{};
}

Result<void> CompareView::update(const draw::FontSet& fonts, const cartography::MapOptions& options,
                                 std::optional<cartography::FeatureRef> selected,
                                 const draw::MapView& view, double px_per_mm) {
    if (!document_) return {};
    if (!canvas_) {
        Result<render::Renderer> renderer = render::Renderer::create();
        if (!renderer) return tl::unexpected{renderer.error()};
        canvas_ = std::make_unique<MapCanvas>(std::move(*renderer), wake_);
    }
    cartography::MapOptions plain;
    plain.lang = options.lang;
    plain.land = options.land;
    plain.counties = options.counties;
    plain.labels = options.labels;
    plain.areas_on_labels = options.areas_on_labels;
    plain.selected = selected;
    const MapCanvas::Request request{
        std::shared_ptr<const cartography::MapScene>{document_, &document_->scene},
        fonts,
        plain,
        view,
        {},
        px_per_mm};
    return canvas_->update(request, Clock::now());
}

void CompareView::show(const draw::MapView& view, int window_height_px,
                       const draw::RectMm& clip) const {
    if (canvas_) canvas_->show(view, window_height_px, 0, clip);
}

std::optional<std::chrono::milliseconds> CompareView::time_to_next(Clock::time_point now) const {
    return canvas_ ? canvas_->time_to_labels(now) : std::nullopt;
}

std::string document_title(const Document& document, Lang lang) {
    if (document.layout() != nullptr) return tasks::short_title(*document.layout(), lang);
    std::string all;
    for (const auto& layer : document.scene.content().layers) {
        all += (all.empty() ? "" : " · ") + layer->name;
    }
    return all;
}

}  // namespace parkatlas::app
