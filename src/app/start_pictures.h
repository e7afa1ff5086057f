#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "app/document.h"
#include "base/image.h"

namespace parkatlas::app {

/// parkatlas/start in $XDG_CACHE_HOME or ~/.cache; none where neither is known.
[[nodiscard]] std::optional<std::filesystem::path> picture_folder();

/// The pictures of the built-in layouts on the start page: drawn by our own renderer on a thread of
/// its own, once; later starts read what was drawn from the cache, as long as the layout's file is
/// the same. Textures belong to the window's context.
class StartPictures {
  public:
    explicit StartPictures(std::function<void()> wake) : wake_{std::move(wake)} {}
    StartPictures(const StartPictures&) = delete;
    StartPictures& operator=(const StartPictures&) = delete;
    ~StartPictures();

    /// Begins to draw, the first time.
    void want(const BaseData& base, const std::optional<std::filesystem::path>& cache);
    /// Takes what has been drawn; true if there was something. In the window's context.
    bool poll();
    /// Of a layout; 0 while there is none.
    [[nodiscard]] unsigned texture(const std::string& layout) const;
    [[nodiscard]] bool busy() const;

    static constexpr int width_px = 480, height_px = 300;

  private:
    void run(const std::stop_token& stop, const BaseData& base,
             const std::optional<std::filesystem::path>& cache);

    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::map<std::string, Image> drawn_;
    bool is_running_ = false;
    std::map<std::string, unsigned> textures_;
    std::jthread thread_;  // last: it uses what stands above
};

}  // namespace parkatlas::app
