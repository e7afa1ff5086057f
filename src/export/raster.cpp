#include "export/raster.h"

#include <utility>

#include "render/offscreen_context.h"
#include "render/renderer.h"

namespace parkatlas::exporting {

namespace {

/// The renderer's GL objects live in the context, so it goes first: declared after.
struct Studio {
    render::OffscreenContext context;
    render::Renderer renderer;
};

Result<Studio> open_studio() {
    Result<render::OffscreenContext> context = render::OffscreenContext::create();
    if (!context) return tl::unexpected{std::move(context.error())};
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{std::move(renderer.error())};
    return Studio{std::move(*context), std::move(*renderer)};
}

}  // namespace

Result<Image> rasterize(const draw::DrawList& list, const draw::FontSet& fonts, double dpi) {
    Result<Studio> studio = open_studio();
    if (!studio) return tl::unexpected{std::move(studio.error())};
    return studio->renderer.draw_image(list, fonts, dpi);
}

Result<Image> rasterize_sized(const draw::DrawList& list, const draw::FontSet& fonts, int width_px,
                              int height_px) {
    Result<Studio> studio = open_studio();
    if (!studio) return tl::unexpected{std::move(studio.error())};
    return studio->renderer.draw_image_sized(list, fonts, width_px, height_px);
}

}  // namespace parkatlas::exporting
