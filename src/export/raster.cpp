#include "export/raster.h"

#include <utility>

#include "render/offscreen_context.h"
#include "render/renderer.h"

namespace parkatlas::exporting {

/// The renderer's GL objects live in the context, so it goes first: declared after.
struct Rasterizer::Studio {
    render::OffscreenContext context;
    render::Renderer renderer;
};

Rasterizer::Rasterizer(std::unique_ptr<Studio> studio) : studio_{std::move(studio)} {}
Rasterizer::Rasterizer(Rasterizer&&) noexcept = default;
Rasterizer& Rasterizer::operator=(Rasterizer&&) noexcept = default;
Rasterizer::~Rasterizer() = default;

Result<Rasterizer> Rasterizer::create() {
    Result<render::OffscreenContext> context = render::OffscreenContext::create();
    if (!context) return tl::unexpected{std::move(context.error())};
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{std::move(renderer.error())};
    return Rasterizer{std::make_unique<Studio>(Studio{std::move(*context), std::move(*renderer)})};
}

Result<Image> Rasterizer::draw(const draw::DrawList& list, const draw::FontSet& fonts,
                               double dpi) const {
    return studio_->renderer.draw_image(list, fonts, dpi);
}

Result<Image> Rasterizer::draw_sized(const draw::DrawList& list, const draw::FontSet& fonts,
                                     int width_px, int height_px) const {
    return studio_->renderer.draw_image_sized(list, fonts, width_px, height_px);
}

void prepare_rasterizing() {
    // The libraries stay when the context goes; whether there can be one is told when it is needed.
    static_cast<void>(render::OffscreenContext::create());
}

Result<Image> rasterize(const draw::DrawList& list, const draw::FontSet& fonts, double dpi) {
    const Result<Rasterizer> raster = Rasterizer::create();
    if (!raster) return tl::unexpected{raster.error()};
    return raster->draw(list, fonts, dpi);
}

Result<Image> rasterize_sized(const draw::DrawList& list, const draw::FontSet& fonts, int width_px,
                              int height_px) {
    const Result<Rasterizer> raster = Rasterizer::create();
    if (!raster) return tl::unexpected{raster.error()};
    return raster->draw_sized(list, fonts, width_px, height_px);
}

}  // namespace parkatlas::exporting
