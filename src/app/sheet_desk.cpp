#include "app/sheet_desk.h"

#include <exception>
#include <utility>

#include <epoxy/gl.h>

#include "tasks/sheet_settings.h"
#include "tasks/whole_layers.h"

namespace parkatlas::app {

SheetDesk::~SheetDesk() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    changed_.notify_all();
    thread_.join();
}

void SheetDesk::want(Order order, std::uint64_t number) {
    if (number == number_) return;
    number_ = number;
    {
        const std::lock_guard lock{mutex_};
        asked_ = std::move(order);
    }
    if (!thread_.joinable()) {
        thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
    }
    changed_.notify_all();
}

bool SheetDesk::busy() const {
    const std::lock_guard lock{mutex_};
    return working_ || asked_.has_value() || done_.has_value();
}

bool SheetDesk::poll() {
    std::optional<Result<tasks::SheetPreview>> done;
    {
        const std::lock_guard lock{mutex_};
        done = std::exchange(done_, std::nullopt);
    }
    if (!done) return false;
    if (*done) {
        preview_ = std::move(**done);
        problem_.reset();
        texture_is_old_ = true;
    } else {
        problem_ = done->error();
    }
    return true;
}

unsigned SheetDesk::texture() {
    if (!preview_) return 0;
    if (!texture_is_old_ && texture_ != 0) return texture_;
    texture_is_old_ = false;
    if (texture_ == 0) glGenTextures(1, &texture_);
    const Image& image = preview_->image;
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width, image.height, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, image.rgba.data());
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture_;
}

const std::vector<model::SheetTemplate>& SheetDesk::templates() {
    if (!templates_) {
        templates_ = tasks::sheet_templates().value_or(std::vector<model::SheetTemplate>{});
    }
    return *templates_;
}

void SheetDesk::run(const std::stop_token& stop) {
    std::optional<tasks::SheetPreviewer> previewer;
    while (true) {
        Order order;
        {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, stop, [this] { return asked_.has_value(); });
            if (stop.stop_requested()) return;
            order = std::move(*std::exchange(asked_, std::nullopt));
            working_ = true;
        }
        Result<tasks::SheetPreview> made;
        try {
            Result<void> ready;
            if (!previewer) {
                Result<tasks::SheetPreviewer> created = tasks::SheetPreviewer::create();
                if (created) {
                    previewer.emplace(std::move(*created));
                } else {
                    ready = tl::unexpected{created.error()};
                }
            }
            if (ready) {
                ready = tasks::drawn_layers_are_whole(order.document->scene.content().layers,
                                                      order.spec.map, order.spec.lang);
            }
            if (ready) {
                made = previewer->make(order.document->scene, order.spec, order.width_px,
                                       order.height_px);
            } else {
                made = tl::unexpected{ready.error()};
            }
        } catch (const std::exception& thrown) {
            made = fail(ErrorCode::graphics_unavailable, {}, thrown.what());
        }
        order = {};  // the document may go
        {
            const std::lock_guard lock{mutex_};
            done_ = std::move(made);
            working_ = false;
        }
        wake_();
    }
}

}  // namespace parkatlas::app
