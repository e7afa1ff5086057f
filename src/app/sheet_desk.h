#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/document.h"
#include "base/result.h"
#include "model/sheet_template.h"
#include "tasks/sheet_preview.h"

namespace parkatlas::app {

/// Makes previews of the sheet on a thread of its own, with an OpenGL context and fonts of its own.
/// One at a time; of those that wait the latest counts. The thread starts with the first order.
class SheetDesk {
  public:
    explicit SheetDesk(std::function<void()> wake) : wake_{std::move(wake)} {}
    SheetDesk(const SheetDesk&) = delete;
    SheetDesk& operator=(const SheetDesk&) = delete;
    ~SheetDesk();

    struct Order {
        std::shared_ptr<const Document> document;
        cartography::SheetSpec spec;
        int width_px = 0, height_px = 0;
    };
    /// `number` tells orders apart; the same number again is no new order.
    void want(Order order, std::uint64_t number);
    [[nodiscard]] bool busy() const;
    bool poll();

    /// The last preview, which stays while the next is being made; null before the first.
    [[nodiscard]] const tasks::SheetPreview* preview() const {
        return preview_ ? &*preview_ : nullptr;
    }
    [[nodiscard]] const std::optional<Error>& problem() const { return problem_; }
    /// The preview's picture as a texture of the window's context; 0 while there is none.
    [[nodiscard]] unsigned texture();
    /// The window's context is about to go, and the texture with it: the next call makes a new one.
    void leave_context() { texture_ = 0; }
    /// The templates there are, read once.
    [[nodiscard]] const std::vector<model::SheetTemplate>& templates();

  private:
    void run(const std::stop_token& stop);

    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Order> asked_;
    std::optional<Result<tasks::SheetPreview>> done_;
    bool working_ = false;
    std::uint64_t number_ = 0;
    std::optional<tasks::SheetPreview> preview_;
    std::optional<Error> problem_;
    unsigned texture_ = 0;
    bool texture_is_old_ = true;
    std::optional<std::vector<model::SheetTemplate>> templates_;
    std::jthread thread_;
};

}  // namespace parkatlas::app
