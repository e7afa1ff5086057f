#include "tasks/annotation_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "export/png.h"
#include "geo/crs.h"
#include "io/annotations.h"
#include "io/read_picture.h"

namespace parkatlas::tasks {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_picture_bytes = 16U << 20U;
constexpr std::size_t most_picture_pixels = 16'000'000;

fs::path folder_of(const fs::path& path) {
    std::error_code ignored;
    return fs::absolute(path, ignored).parent_path();
}

// "name", "name 2", "name 3" …: the first that is free.
template <typename IsTaken>
std::string free_name(const std::string& name, const IsTaken& is_taken, const char* between = " ") {
    std::string made = name;
    for (int i = 2; is_taken(made); ++i) made = fmt::format("{}{}{}", name, between, i);
    return made;
}

// By its first bytes (PNG specification, 5.2): names are often wrong.
bool is_png(const fs::path& path) {
    constexpr std::string_view mark{"\x89PNG"};
    std::array<char, mark.size()> head{};
    std::ifstream file{path, std::ios::binary};
    return file.read(head.data(), head.size()) &&
           std::string_view{head.data(), head.size()} == mark;
}

std::optional<std::string> bytes_of(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return std::nullopt;
    std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (in.bad()) return std::nullopt;
    return bytes;
}

// Where in the folder a picture is to lie: under its own name, unless another file has that.
Result<std::string> put_beside(const fs::path& picture, const fs::path& folder,
                               std::set<std::string>& names) {
    std::error_code problem;
    const std::uintmax_t size = fs::file_size(picture, problem);
    const std::optional<std::string> bytes =
        problem || size > most_picture_bytes ? std::nullopt : bytes_of(picture);
    if (!bytes) {
        return fail(ErrorCode::input_unreadable, picture.string(), said(msg::errors_no_picture));
    }
    const std::string stem = picture.stem().string();
    const std::string ending = picture.extension().string();
    const auto is_taken = [&](const std::string& one) {
        const fs::path there = folder / (one + ending);
        if (names.contains(one + ending)) return true;
        std::error_code ignored;
        return fs::exists(there, ignored) && bytes_of(there) != bytes;
    };
    const std::string name = free_name(stem, is_taken, "-") + ending;
    names.insert(name);
    std::error_code ignored;
    if (fs::exists(folder / name, ignored)) return name;  // the same bytes
    if (Result<void> written = write_file_safely(folder / name, *bytes); !written) {
        return tl::unexpected{std::move(written.error())};
    }
    return name;
}

}  // namespace

bool is_annotations_file(const fs::path& path) {
    std::error_code problem;
    if (!fs::is_regular_file(path, problem)) return false;
    std::ifstream in{path, std::ios::binary};
    // The key comes first in what this program writes, and early in what hands write.
    std::string head(4096, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    return head.find("\"parkatlas_annotations\"") != std::string::npos &&
           head.find("\"parkatlas_project\"") == std::string::npos;
}

Result<Loaded<model::Annotations>> open_annotations(const std::string& path, const Work& work) {
    Result<Loaded<model::Annotations>> read = io::read_annotations(path, work);
    if (!read) return read;
    model::Annotations& file = read->value;
    const fs::path folder = folder_of(path);
    std::optional<geo::Transform> to_degrees;
    const auto in_degrees = [&](model::AnnotationPlace& place) -> Result<void> {
        if (place.anchor != model::AnnotationPlace::Anchor::map) return {};
        if (!to_degrees) {
            const Result<geo::Crs> crs = geo::Crs::parse(file.crs);
            if (!crs) return tl::unexpected{crs.error()};
            Result<geo::Transform> made = geo::Transform::between(*crs, geo::Crs::cgcs2000());
            if (!made) return tl::unexpected{made.error()};
            to_degrees.emplace(std::move(*made));
        }
        const Result<geo::XY> there = to_degrees->apply({place.x, place.y});
        if (!there) return tl::unexpected{there.error()};
        place.anchor = model::AnnotationPlace::Anchor::lon_lat;
        place.x = there->x;
        place.y = there->y;
        return {};
    };
    for (model::Annotation& one : file.items) {
        if (!one.file.empty()) {
            one.file = (folder / one.file).lexically_normal().string();
            std::error_code ignored;
            if (fs::is_symlink(one.file, ignored)) {
                return fail(ErrorCode::input_unreadable, one.file, said(msg::errors_picture_plain));
            }
        }
        for (model::AnnotationPlace& place : one.places) {
            if (Result<void> done = in_degrees(place); !done) return tl::unexpected{done.error()};
        }
    }
    for (model::MovedLabel& label : file.labels) {
        if (Result<void> done = in_degrees(label.place); !done) return tl::unexpected{done.error()};
    }
    return read;
}

void add_annotations(model::Annotations& to, model::Annotations from) {
    std::map<std::string, std::string> presets;  // by the name in the file
    for (const model::AnnotationPreset& preset : from.presets) {
        const auto named = [&](const std::string& name) {
            return std::ranges::find(to.presets, name, &model::AnnotationPreset::name);
        };
        const auto same = named(preset.name);
        const bool is_new = same == to.presets.end() || !(*same == preset);
        presets[preset.name] =
            is_new
                ? free_name(preset.name,
                            [&](const std::string& one) { return named(one) != to.presets.end(); })
                : preset.name;
    }
    const auto preset_name = [&](const std::string& name) {
        const auto known = presets.find(name);
        return known == presets.end() ? name : known->second;
    };
    for (model::AnnotationPreset& preset : from.presets) {
        preset.name = preset_name(preset.name);
        preset.base = preset_name(preset.base);
        if (std::ranges::find(to.presets, preset.name, &model::AnnotationPreset::name) ==
            to.presets.end()) {
            to.presets.push_back(std::move(preset));
        }
    }
    std::map<std::string, std::string> ids;
    std::set<std::string> taken;
    for (const model::Annotation& one : to.items) taken.insert(one.id);
    for (model::Annotation& one : from.items) {
        if (one.id.empty()) continue;
        const std::string before = one.id;
        one.id = free_name(
            one.id, [&](const std::string& id) { return taken.contains(id); }, "-");
        taken.insert(one.id);
        ids.emplace(before, one.id);
    }
    for (model::Annotation& one : from.items) {
        one.style = preset_name(one.style);
        if (const auto subject = ids.find(one.of); subject != ids.end()) one.of = subject->second;
        to.items.push_back(std::move(one));
    }
    for (model::MovedLabel& label : from.labels) {
        std::erase_if(to.labels,
                      [&](const model::MovedLabel& one) { return one.feature == label.feature; });
        to.labels.push_back(std::move(label));
    }
}

std::vector<std::string> picture_files(const model::Annotations& file) {
    std::vector<std::string> files;
    for (const model::Annotation& one : file.items) {
        if (one.kind != model::AnnotationKind::image) continue;
        if (std::ranges::find(files, one.file) == files.end()) files.push_back(one.file);
    }
    return files;
}

Result<std::shared_ptr<const Image>> load_picture(const fs::path& path, Links links) {
    std::error_code problem;
    const fs::file_status status =
        links == Links::follow ? fs::status(path, problem) : fs::symlink_status(path, problem);
    if (problem || status.type() == fs::file_type::not_found) {
        return fail(ErrorCode::input_unreadable, path.string(), said(msg::errors_no_picture));
    }
    if (status.type() != fs::file_type::regular) {
        return fail(ErrorCode::input_unreadable, path.string(), said(msg::errors_picture_plain));
    }
    const std::uintmax_t size = fs::file_size(path, problem);
    if (!problem && size > most_picture_bytes) {
        return fail(ErrorCode::input_malformed, path.string(), said(msg::errors_picture_large));
    }
    Result<Image> image = is_png(path) ? exporting::read_png(path, most_picture_pixels)
                                       : io::read_picture(path, most_picture_pixels);
    if (!image) return tl::unexpected{std::move(image.error())};
    return std::make_shared<const Image>(std::move(*image));
}

Result<void> write_annotations(const model::Annotations& file, const std::string& path) {
    model::Annotations out = file;
    const fs::path folder = folder_of(path);
    std::map<std::string, std::string> beside;  // name in the folder, by the picture's path
    std::set<std::string> names;
    for (model::Annotation& one : out.items) {
        if (one.kind != model::AnnotationKind::image) continue;
        const auto known = beside.find(one.file);
        if (known == beside.end()) {
            Result<std::string> name = put_beside(one.file, folder, names);
            if (!name) return tl::unexpected{std::move(name.error())};
            beside.emplace(one.file, *name);
            one.file = *name;
        } else {
            one.file = known->second;
        }
    }
    return write_file_safely(path, io::annotations_json(out));
}

}  // namespace parkatlas::tasks
