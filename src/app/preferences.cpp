#include "app/preferences.h"

#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include <nlohmann/json.hpp>

#include "app/camera.h"
#include "app/user_folders.h"
#include "app/view_state.h"
#include "base/error_words.h"
#include "base/messages_errors.h"
#include "base/safe_file.h"

namespace parkatlas::app {
namespace {

constexpr int least_px = 200;
constexpr int most_px = 20'000;
constexpr std::size_t most_recent = 12;

std::optional<double> number(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number()) return std::nullopt;
    const double value = found->get<double>();
    return value >= least_px / 2 && value <= most_px ? std::optional{value} : std::nullopt;
}

// Those that can be understood.
std::vector<model::Bookmark> bookmarks_of(const nlohmann::json& list) {
    std::vector<model::Bookmark> bookmarks;
    if (!list.is_array()) return bookmarks;
    for (const nlohmann::json& one : list) {
        const auto within = [&](const char* key, double least, double most) {
            const auto found = one.find(key);
            return found != one.end() && found->is_number() && found->get<double>() >= least &&
                   found->get<double>() <= most;
        };
        if (!one.is_object() || !one.contains("name") || !one["name"].is_string() ||
            !within("lon", -180.0, 180.0) || !within("lat", -90.0, 90.0) ||
            !within("scale", min_scale_denominator, max_scale_denominator)) {
            continue;
        }
        model::Bookmark read;
        read.name = one["name"].get<std::string>();
        read.centre = {one["lon"].get<double>(), one["lat"].get<double>()};
        read.scale_denominator = one["scale"].get<double>();
        bookmarks.push_back(std::move(read));
    }
    return bookmarks;
}

}  // namespace

std::optional<std::filesystem::path> preferences_path() {
    const std::optional<std::filesystem::path> folder = config_folder();
    if (!folder) return std::nullopt;
    return *folder / "window.json";
}

Preferences parse_preferences(std::string_view text) {
    Preferences preferences;
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return preferences;
    const auto lang = json.find("lang");
    if (lang != json.end() && *lang == "zh") preferences.lang = Lang::zh;
    if (lang != json.end() && *lang == "en") preferences.lang = Lang::en;
    const std::optional<double> width = number(json, "width");
    const std::optional<double> height = number(json, "height");
    if (width && height) {
        preferences.width = static_cast<int>(*width);
        preferences.height = static_cast<int>(*height);
    }
    if (const std::optional<double> drawer = number(json, "drawer_height")) {
        preferences.drawer_height = static_cast<float>(*drawer);
    }
    const auto last = json.find("last_project");
    if (last != json.end() && last->is_string()) preferences.last_project = *last;
    const auto recent = json.find("recent");
    if (recent != json.end() && recent->is_array()) {
        for (const nlohmann::json& file : *recent) {
            if (file.is_string() && preferences.recent.size() < most_recent) {
                preferences.recent.push_back(file.get<std::string>());
            }
        }
    }
    const auto switched = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_boolean() && found->get<bool>();
    };
    preferences.dark = switched("dark");
    preferences.overview = switched("overview");
    const auto drawer = json.find("drawer");
    if (drawer != json.end() && drawer->is_string()) preferences.drawer = *drawer;
    const auto size = json.find("ui_size");
    if (size != json.end() && size->is_number()) {
        const double value = size->get<double>();
        if (value >= least_ui_size && value <= most_ui_size) preferences.ui_size = value;
    }
    const auto bookmarks = json.find("bookmarks");
    if (bookmarks != json.end() && bookmarks->is_object()) {
        for (const auto& [sources, list] : bookmarks->items()) {
            std::vector<model::Bookmark> read = bookmarks_of(list);
            if (!read.empty()) preferences.bookmarks[sources] = std::move(read);
        }
    }
    return preferences;
}

Preferences load_preferences(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    return parse_preferences(text);
}

Result<void> save_preferences(const std::filesystem::path& path, const Preferences& preferences) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
        return fail(ErrorCode::output_failed, path.string(),
                    said(msg::errors_folder_unmade, system_error_words(error.value())));
    }
    nlohmann::ordered_json json;
    if (preferences.lang) json["lang"] = *preferences.lang == Lang::zh ? "zh" : "en";
    if (preferences.width) json["width"] = *preferences.width;
    if (preferences.height) json["height"] = *preferences.height;
    if (preferences.drawer_height) json["drawer_height"] = *preferences.drawer_height;
    if (!preferences.last_project.empty()) json["last_project"] = preferences.last_project;
    if (!preferences.recent.empty()) json["recent"] = preferences.recent;
    if (preferences.dark) json["dark"] = true;
    if (preferences.ui_size != 1.0) json["ui_size"] = preferences.ui_size;
    if (preferences.overview) json["overview"] = true;
    if (!preferences.drawer.empty()) json["drawer"] = preferences.drawer;
    for (const auto& [sources, list] : preferences.bookmarks) {
        for (const model::Bookmark& one : list) {
            json["bookmarks"][sources].push_back({{"name", one.name},
                                                  {"lon", one.centre.lon_deg},
                                                  {"lat", one.centre.lat_deg},
                                                  {"scale", one.scale_denominator}});
        }
    }
    return write_file_safely(
        path, json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace parkatlas::app
