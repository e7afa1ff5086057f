// Annotations with the pictures they name.
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "export/raster.h"
#include "io/annotations.h"
#include "tasks/export_sheet.h"

namespace parkatlas::tasks {

namespace {

constexpr std::uintmax_t most_picture_bytes = 16U << 20U;
constexpr std::size_t most_picture_pixels = 16'000'000;

Result<std::shared_ptr<const Image>> load_picture(const std::filesystem::path& path) {
    std::error_code problem;
    // A link could lead anywhere; what a file names must lie beside it.
    const auto status = std::filesystem::symlink_status(path, problem);
    if (problem || status.type() == std::filesystem::file_type::not_found) {
        return fail(ErrorCode::input_unreadable, path.string(), "there is no such picture");
    }
    if (status.type() != std::filesystem::file_type::regular) {
        return fail(ErrorCode::input_unreadable, path.string(),
                    "a picture must be a plain file beside the annotations");
    }
    const std::uintmax_t size = std::filesystem::file_size(path, problem);
    if (!problem && size > most_picture_bytes) {
        return fail(ErrorCode::input_malformed, path.string(), "the picture is larger than 16 MB");
    }
    Result<Image> image = exporting::read_png(path, most_picture_pixels);
    if (!image) return tl::unexpected{std::move(image.error())};
    return std::make_shared<const Image>(std::move(*image));
}

}  // namespace

Result<Loaded<std::shared_ptr<const cartography::AnnotationContent>>> load_annotations(
    const std::string& path, const Work& work) {
    Result<Loaded<model::Annotations>> read = io::read_annotations(path, work);
    if (!read) return tl::unexpected{std::move(read.error())};
    auto content = std::make_shared<cartography::AnnotationContent>();
    content->file = std::move(read->value);
    const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
    for (const model::Annotation& item : content->file.items) {
        if (item.kind != model::AnnotationKind::image || content->pictures.contains(item.file)) {
            continue;
        }
        auto picture = load_picture(folder / item.file);
        if (!picture) return tl::unexpected{std::move(picture.error())};
        content->pictures.emplace(item.file, std::move(*picture));
    }
    Loaded<std::shared_ptr<const cartography::AnnotationContent>> out;
    out.value = std::move(content);
    out.findings = std::move(read->findings);
    return out;
}

}  // namespace parkatlas::tasks
