#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/latest_job.h"
#include "base/image.h"
#include "base/result.h"

namespace parkatlas::app {

/// Brings a picture to the desktop's clipboard. GLFW's clipboard holds text only, and whoever owns
/// a selection under X11 must live as long as it does; so a program that keeps it is started:
/// wl-copy under Wayland, else xclip. Where there is none, the picture becomes a file instead.
class ViewClipboard {
  public:
    /// `wake` is called from another thread once it is done.
    explicit ViewClipboard(std::function<void()> wake) : job_{std::move(wake)} {}

    struct Done {
        int width_px = 0, height_px = 0;
        std::filesystem::path file = {};  ///< saved there, since no program was found
    };
    /// `dpi` stands in the picture.
    void copy(Image image, double dpi);
    [[nodiscard]] bool busy() const { return job_.busy(); }
    /// What became of it, once. Fails with output_failed.
    [[nodiscard]] std::optional<Result<Done>> poll() { return job_.poll(); }

  private:
    LatestJob<Result<Done>> job_;
};

/// Where pictures go that cannot go to the clipboard: the user's folder of pictures, else the home
/// folder, else that of temporary files.
[[nodiscard]] std::filesystem::path pictures_folder();

}  // namespace parkatlas::app
