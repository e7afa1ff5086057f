#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "base/result.h"

namespace parkatlas::app {

/// One line of a camera path.
///
///   fit                    everything in view
///   view LON LAT SCALE     jump there, 1:SCALE
///   pan DX DY SECONDS      the picture moves by so many pixels, evenly
///   zoom FACTOR SECONDS    about the middle, evenly in the logarithm
///   rest SECONDS           the hand lies still
///
/// Empty lines and lines that begin with '#' are passed over.
struct CameraStep {
    enum class Kind { fit, view, pan, zoom, rest };
    Kind kind = Kind::rest;
    double a = 0.0, b = 0.0, c = 0.0;
    double seconds = 0.0;
};

/// Fails with usage, naming the line.
[[nodiscard]] Result<std::vector<CameraStep>> parse_camera_path(std::string_view text,
                                                                const std::string& where);

struct BenchmarkOptions {
    std::vector<std::string> sources;
    Lang lang = Lang::zh;
    std::filesystem::path path;  ///< camera path
    int width = 1920;
    int height = 1080;
};

/// Replays a camera path over the sources as the window would show them, offscreen and at 60 frames
/// a second where the machine can, and prints what it took as JSON to standard output: time to
/// load, percentiles of frames while the view moves and of the time from rest to a sharp picture.
/// Fails with what opening fails with, graphics_unavailable, usage.
[[nodiscard]] Result<int> run_benchmark(const BenchmarkOptions& options);

}  // namespace parkatlas::app
