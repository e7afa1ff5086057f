#include "export/raster.h"

#include <utility>

#include "render/drawing_turn.h"
#include "render/offscreen_context.h"
#include "render/renderer.h"

namespace parkatlas::exporting {

/// Current on a thread only while that thread draws, makes or destroys.
struct Rasterizer::Studio {
    render::OffscreenContext context;
    std::unique_ptr<render::Renderer> renderer;

    explicit Studio(render::OffscreenContext made) : context{std::move(made)} {}
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;
    ~Studio() {
        const render::DrawingTurn turn;
        // The renderer's GL objects live in the context, so they go first. Where it cannot be made
        // current there are none to delete any more.
        if (!context.make_current()) static_cast<void>(renderer.release());
        renderer.reset();
    }

    /// Draws by `with` the renderer.
    template <typename Draw>
    Result<Image> use(const Draw& with) {
        const render::DrawingTurn turn;
        if (Result<void> current = context.make_current(); !current) {
            return tl::unexpected{std::move(current.error())};
        }
        Result<Image> image = with(*renderer);
        context.release();
        return image;
    }
};

Rasterizer::Rasterizer(std::unique_ptr<Studio> studio) : studio_{std::move(studio)} {}
Rasterizer::Rasterizer(Rasterizer&&) noexcept = default;
Rasterizer& Rasterizer::operator=(Rasterizer&&) noexcept = default;
Rasterizer::~Rasterizer() = default;

Result<Rasterizer> Rasterizer::create() {
    const render::DrawingTurn turn;
    Result<render::OffscreenContext> context = render::OffscreenContext::create();
    if (!context) return tl::unexpected{std::move(context.error())};
    auto studio = std::make_unique<Studio>(std::move(*context));
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{std::move(renderer.error())};
    studio->renderer = std::make_unique<render::Renderer>(std::move(*renderer));
    studio->renderer->warm_up();
    studio->context.release();
    return Rasterizer{std::move(studio)};
}

Result<Image> Rasterizer::draw(const draw::DrawList& list, const draw::FontSet& fonts,
                               double dpi) const {
    return studio_->use(
        [&](render::Renderer& renderer) { return renderer.draw_image(list, fonts, dpi); });
}

Result<Image> Rasterizer::draw_sized(const draw::DrawList& list, const draw::FontSet& fonts,
                                     int width_px, int height_px) const {
    return studio_->use([&](render::Renderer& renderer) {
        return renderer.draw_image_sized(list, fonts, width_px, height_px);
    });
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
