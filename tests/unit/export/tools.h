#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

#include "base/image.h"
#include "export/png.h"

namespace parkatlas::test {

/// What a command of a shell prints, standard error included; none if it fails (or is not there).
inline std::optional<std::string> output_of(const std::string& command) {
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    std::string out;
    std::array<char, 4096> buffer{};
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        out.append(buffer.data(), got);
    }
    return ::pclose(pipe) == 0 ? std::optional{out} : std::nullopt;
}

/// A page of a PDF or SVG as poppler or librsvg draw it, with so many pixels. Of poppler's two
/// rasterisers the one through Cairo: the other moves lines to whole pixels and thins edges.
inline std::optional<Image> drawn_by_others(const std::filesystem::path& file, int width_px,
                                            int height_px) {
    std::filesystem::path picture = file;
    picture += ".png";
    const std::string size[2] = {std::to_string(width_px), std::to_string(height_px)};
    const std::string command = file.extension() == ".pdf"
                                    ? "pdftocairo -png -singlefile -scale-to-x " + size[0] +
                                          " -scale-to-y " + size[1] + " '" + file.string() + "' '" +
                                          file.string() + "'"
                                    : "rsvg-convert -w " + size[0] + " -h " + size[1] + " '" +
                                          file.string() + "' -o '" + picture.string() + "'";
    if (!output_of(command)) return std::nullopt;
    Result<Image> image = exporting::read_png(picture);
    if (!image) return std::nullopt;
    return *image;
}

/// One pixel for each square of `side` by `side`; a rest at the right and bottom is left out.
inline Image averaged(const Image& image, int side) {
    Image out{image.width / side, image.height / side, {}};
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            for (int channel = 0; channel < 4; ++channel) {
                int sum = 0;
                for (int dy = 0; dy < side; ++dy) {
                    for (int dx = 0; dx < side; ++dx) {
                        sum += image.pixel(x * side + dx, y * side + dy)[channel];
                    }
                }
                out.rgba.push_back(static_cast<std::uint8_t>(sum / (side * side)));
            }
        }
    }
    return out;
}

}  // namespace parkatlas::test
