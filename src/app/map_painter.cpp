#include "app/map_painter.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "app/annotation_desk.h"

namespace parkatlas::app {
namespace {

int to_px(double mm, double px_per_mm) {
    return std::max(1, static_cast<int>(std::lround(mm * px_per_mm)));
}

draw::Group group_for(const draw::MapView& view) {
    draw::Group group;
    group.name = "map";
    group.clip = view.frame;
    group.view = view;
    return group;
}

// Annotations of the ground as the sheet has them; labels keep clear of them.
void set_notes(const PictureJob& job, const draw::FontSet& fonts, draw::Group& notes,
               std::vector<draw::RectMm>& obstacles) {
    cartography::AnnotationPage page;
    page.page = job.view.frame;
    page.view = job.view;
    page.lang = job.options.lang;
    auto layer = cartography::set_annotations(*job.annotations, *job.scene, page, fonts);
    if (!layer) return;
    for (cartography::SetAnnotation& one : layer->set) {
        if (!is_on_ground(job.annotations->file.items[one.index])) continue;
        for (draw::Item& item : one.items) notes.items.push_back(std::move(item));
        obstacles.insert(obstacles.end(), one.keep_clear.begin(), one.keep_clear.end());
    }
}

}  // namespace

int PictureJob::width_px() const {
    return to_px(view.frame.w_mm, px_per_mm);
}
int PictureJob::height_px() const {
    return to_px(view.frame.h_mm, px_per_mm);
}

void MapPainter::compose(const PictureJob& job, const draw::FontSet& fonts) {
    draw::Group notes = group_for(job.view);
    std::vector<draw::RectMm> obstacles = job.obstacles;
    if (job.annotations && job.kind != PictureJob::Kind::surroundings) {
        set_notes(job, fonts, notes, obstacles);
    }
    // Labels are painted last (MapContent's order): what the map has without them comes first.
    draw::Group ground = group_for(job.view);
    cartography::MapOptions without_labels = job.options;
    without_labels.labels = false;
    static_cast<void>(job.scene->draw(ground, fonts, without_labels, {}));
    if (job.kind == PictureJob::Kind::full) {
        draw::Group all = group_for(job.view);
        labelling_ = job.scene->draw(all, fonts, job.options, obstacles);
        const std::size_t from = std::min(ground.items.size(), all.items.size());
        labels_.assign(all.items.begin() + static_cast<std::ptrdiff_t>(from), all.items.end());
        ground = std::move(all);
    } else if (job.kind == PictureJob::Kind::follow) {
        ground.items.insert(ground.items.end(), labels_.begin(), labels_.end());
    }
    list_.groups.clear();
    list_.groups.push_back(std::move(ground));
    if (!notes.items.empty()) list_.groups.push_back(std::move(notes));
    list_.width_mm = job.view.frame.right_mm();
    list_.height_mm = job.view.frame.bottom_mm();
}

Result<void> MapPainter::paint(const PictureJob& job, const draw::FontSet& fonts,
                               unsigned framebuffer, std::stop_token stop) {
    render::Target target;
    target.framebuffer = framebuffer;
    target.width_px = job.width_px();
    target.height_px = job.height_px();
    target.px_per_mm = job.px_per_mm;
    target.offset_x_mm = job.view.frame.x_mm;
    target.offset_y_mm = job.view.frame.y_mm;
    target.stop = std::move(stop);
    const Result<render::FrameStats> drawn = renderer_->draw(list_, fonts, target);
    if (!drawn) return tl::unexpected{drawn.error()};
    return {};
}

Result<void> MapPainter::paint(const PictureJob& job, const draw::FontSet& fonts,
                               std::span<std::uint8_t> rgba, const std::stop_token& stop) {
    const render::PagePainter::Part part{job.width_px(),      job.height_px(),     job.px_per_mm,
                                         job.view.frame.x_mm, job.view.frame.y_mm, true};
    assert(rgba.size() ==
           4 * static_cast<std::size_t>(part.width_px) * static_cast<std::size_t>(part.height_px));
    return by_processor_.draw(list_, fonts, part, rgba.data(), stop);
}

}  // namespace parkatlas::app
