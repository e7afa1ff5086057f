#include "app/start_pictures.h"

#include <exception>
#include <system_error>
#include <utility>

#include <epoxy/gl.h>
#include <fmt/format.h>

#include "app/camera.h"
#include "app/user_folders.h"
#include "export/png.h"
#include "io/geodata.h"
#include "render/page_painter.h"

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

constexpr double dpi = 96.0;
constexpr double millimetres_per_inch = 25.4;
constexpr double margin_share = 0.05;

// The file's size and time stand for its content.
std::optional<fs::path> cached_file(const std::optional<fs::path>& cache, const std::string& id) {
    if (!cache) return std::nullopt;
    const Result<fs::path> folder = io::geodata_folder();
    if (!folder) return std::nullopt;
    const fs::path layout = *folder / "layouts" / (id + ".geojson");
    std::error_code error;
    const auto size = fs::file_size(layout, error);
    if (error) return std::nullopt;
    const auto time = fs::last_write_time(layout, error).time_since_epoch().count();
    if (error) return std::nullopt;
    return *cache / fmt::format("{}-{}x{}-{:x}-{:x}.png", id, StartPictures::width_px,
                                StartPictures::height_px, size, time);
}

Result<Image> drawn(const std::string& id, const BaseData& base, const draw::FontSet& fonts,
                    render::PagePainter& painter, const std::stop_token& stop) {
    OpenRequest request;
    request.sources = {"layout:" + id};
    request.base = base;
    Result<Document> document = open_document(request, Work{nullptr, stop});
    if (!document) return tl::unexpected{document.error()};
    draw::DrawList list;
    list.width_mm = StartPictures::width_px * millimetres_per_inch / dpi;
    list.height_mm = StartPictures::height_px * millimetres_per_inch / dpi;
    draw::Group group;
    Camera camera;
    camera.set_frame({0.0, 0.0, list.width_mm, list.height_mm});
    camera.fit(document->scene.default_extent(), margin_share);
    group.view = camera.view();
    group.clip = camera.view().frame;
    cartography::MapOptions options;
    options.labels = false;
    static_cast<void>(document->scene.draw(group, fonts, options, {}));
    list.groups.push_back(std::move(group));
    return painter.draw_image_sized(list, fonts, StartPictures::width_px, StartPictures::height_px,
                                    stop);
}

}  // namespace

std::optional<fs::path> picture_folder() {
    const std::optional<fs::path> folder = cache_folder();
    if (!folder) return std::nullopt;
    return *folder / "start";
}

StartPictures::~StartPictures() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    for (const auto& [id, texture] : textures_) glDeleteTextures(1, &texture);
}

void StartPictures::want(const BaseData& base, const std::optional<fs::path>& cache) {
    if (thread_.joinable()) return;
    is_running_ = true;
    thread_ =
        std::jthread{[this, base, cache](const std::stop_token& stop) { run(stop, base, cache); }};
}

// A picture that cannot be had leaves its card with an icon.
void StartPictures::run(const std::stop_token& stop, const BaseData& base,
                        const std::optional<fs::path>& cache) {
    try {
        const Result<std::vector<std::string>> layouts = io::built_in_layouts();
        std::optional<draw::FontSet> fonts;
        render::PagePainter painter;
        for (const std::string& id : layouts ? *layouts : std::vector<std::string>{}) {
            if (stop.stop_requested()) break;
            const std::optional<fs::path> file = cached_file(cache, id);
            Result<Image> image = file ? exporting::read_png(*file)
                                       : fail(ErrorCode::input_unreadable, id, "no cache");
            if (!image) {
                if (!fonts) {
                    Result<draw::FontSet> loaded = draw::FontSet::load();
                    if (!loaded) break;
                    fonts.emplace(std::move(*loaded));
                }
                image = drawn(id, base, *fonts, painter, stop);
                if (!image) continue;
                if (file) {
                    std::error_code error;
                    fs::create_directories(file->parent_path(), error);
                    static_cast<void>(exporting::write_png(*file, *image, {}));
                }
            }
            {
                const std::lock_guard lock{mutex_};
                drawn_[id] = std::move(*image);
            }
            wake_();
        }
    } catch (const std::exception&) {
        // The cards stay without pictures.
    }
    {
        const std::lock_guard lock{mutex_};
        is_running_ = false;
    }
    wake_();
}

bool StartPictures::poll() {
    std::map<std::string, Image> drawn;
    {
        const std::lock_guard lock{mutex_};
        drawn.swap(drawn_);
    }
    for (const auto& [id, image] : drawn) {
        unsigned texture = 0;
        glGenTextures(1, &texture);
        glBindTexture(GL_TEXTURE_2D, texture);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width, image.height, 0, GL_RGBA,
                     GL_UNSIGNED_BYTE, image.rgba.data());
        glBindTexture(GL_TEXTURE_2D, 0);
        textures_[id] = texture;
    }
    return !drawn.empty();
}

unsigned StartPictures::texture(const std::string& layout) const {
    const auto found = textures_.find(layout);
    return found == textures_.end() ? 0U : found->second;
}

bool StartPictures::busy() const {
    const std::lock_guard lock{mutex_};
    return is_running_ || !drawn_.empty();
}

}  // namespace parkatlas::app
