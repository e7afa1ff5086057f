// Annotations with the pictures they name.
#include <filesystem>
#include <utility>

#include "io/annotations.h"
#include "tasks/annotation_files.h"
#include "tasks/export_sheet.h"

namespace parkatlas::tasks {

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
