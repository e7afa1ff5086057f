#include "app/finder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/bookmarks.h"
#include "app/folder_listing.h"
#include "app/scale_text.h"
#include "base/messages_navigate.h"
#include "base/units.h"
#include "tasks/coordinate_text.h"

namespace parkatlas::app {
namespace {

constexpr std::size_t most_places = 60;
// Longer layers are searched in their table, not at every key stroke.
constexpr std::size_t small_layer = 20'000;

std::string lower_ascii(std::string_view words) {
    std::string result{words};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

std::string_view trimmed(std::string_view words) {
    const std::size_t first = words.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return words.substr(first, words.find_last_not_of(" \t") - first + 1);
}

std::optional<int> rank_in(std::string_view name, std::string_view wanted) {
    const std::string lower = lower_ascii(name);
    const std::size_t at = lower.find(wanted);
    if (at == std::string::npos) return std::nullopt;
    if (at == 0) return 0;
    return lower[at - 1] == ' ' ? 1 : 2;  // the beginning of a word, or within one
}

struct Ranked {
    int rank;
    Found found;
};

std::vector<Found> in_order(std::vector<Ranked>&& ranked) {
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
    std::vector<Found> found;
    found.reserve(ranked.size());
    for (Ranked& one : ranked) found.push_back(std::move(one.found));
    return found;
}

const tasks::Pinyin& pinyin_of(const ActionContext& context) {
    static const tasks::Pinyin none;
    return context.document != nullptr ? *context.document->pinyin : none;
}

/// Collects what fits the words.
class Places {
  public:
    Places(std::string_view words, const ActionContext& context)
        : words_{words},
          document_{*context.document},
          state_{context.state},
          lang_{context.state.lang} {}

    void add_features() {
        const cartography::MapContent& content = document_.scene.content();
        if (content.layout) add_features_of(-1, content.layout->features.size());
        for (std::size_t i = 0; i < content.layers.size(); ++i) {
            add_features_of(static_cast<int>(i), content.layers[i]->size());
        }
    }

    void add_counties() {
        const model::Layer* counties = document_.workspace.counties.get();
        if (counties == nullptr) return;
        const model::AttributeColumn* english = counties->column("name_en");
        for (std::size_t i = 0; i < counties->size(); ++i) {
            const std::string zh{counties->names.view(i).value_or("")};
            const std::string en = english != nullptr ? model::value_text(english->values[i]) : "";
            const std::optional<int> rank = match_rank(zh, en, words_, *document_.pinyin);
            if (!rank) continue;
            geo::Box box;
            const geo::Box degrees = counties->shapes[i].bounds();
            for (const geo::XY corner : {geo::XY{degrees.min_x, degrees.min_y},
                                         {degrees.max_x, degrees.min_y},
                                         {degrees.max_x, degrees.max_y},
                                         {degrees.min_x, degrees.max_y}}) {
                if (const auto at = document_.degrees_to_map.apply(corner)) box.add(*at);
            }
            Found found{lang_ == Lang::zh || en.empty() ? zh : en,
                        std::string{text(msg::navigate_kind_county, lang_)}, "county." + zh};
            found.commands.push_back(LookAt{box});
            ranked_.push_back({*rank, std::move(found)});
        }
    }

    void add_bookmarks() {
        const std::vector<model::Bookmark>& all = state_.history.present().bookmarks;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::optional<int> rank =
                words_.empty() ? std::optional{0}
                               : match_rank(all[i].name, all[i].name, words_, *document_.pinyin);
            if (!rank) continue;
            Found found{all[i].name, std::string{text(msg::navigate_kind_bookmark, lang_)},
                        fmt::format("bookmark.{}", i)};
            go_to_bookmark(all[i], document_, found.commands);
            ranked_.push_back({*rank, std::move(found)});
        }
    }

    void add_plans() {
        for (const auto& plan : document_.network->layouts()) {
            const std::optional<int> rank =
                words_.empty()
                    ? std::optional{0}
                    : match_rank(plan->title.zh, plan->title.en, words_, *document_.pinyin);
            if (!rank) continue;
            Found found{plan->title.in(lang_), std::string{text(msg::navigate_kind_plan, lang_)},
                        "plan." + plan->id};
            found.commands.push_back(OpenPlan{plan->id, {}});
            ranked_.push_back({*rank, std::move(found)});
        }
    }

    [[nodiscard]] std::vector<Found> take() {
        std::vector<Found> found = in_order(std::move(ranked_));
        if (found.size() > most_places) found.resize(most_places);
        return found;
    }

  private:
    void add_features_of(int layer, std::size_t count) {
        if (count > small_layer) return;
        for (std::uint32_t i = 0; i < count; ++i) {
            const cartography::FeatureRef feature{layer, i};
            const std::optional<int> rank =
                match_rank(feature_name(document_, feature, Lang::zh),
                           feature_name(document_, feature, Lang::en), words_, *document_.pinyin);
            if (!rank) continue;
            Found found{feature_name(document_, feature, lang_),
                        std::string{text(msg::navigate_kind_feature, lang_)},
                        "place." + feature_id(document_, feature)};
            found.commands.push_back(SelectFeature{feature});
            found.commands.push_back(ZoomToFeature{feature});
            ranked_.push_back({*rank, std::move(found)});
        }
    }

    std::string_view words_;
    const Document& document_;
    const AppState& state_;
    Lang lang_;
    std::vector<Ranked> ranked_;
};

void add_scale(std::string_view words, const ActionContext& context, std::vector<Found>& found) {
    const std::optional<double> scale = parse_scale(words, true);
    if (!scale) return;
    Found one{"1:" + grouped(*scale, 0),
              std::string{text(msg::navigate_kind_scale, context.state.lang)}, "scale"};
    one.commands.push_back(ViewCommand{SetScale{*scale}});
    found.push_back(std::move(one));
}

void add_coordinates(std::string_view words, const ActionContext& context,
                     std::vector<Found>& found) {
    const int meridian = context.document->scene.crs().three_degree_zone_meridian().value_or(0);
    const Result<tasks::TypedPlace> place = tasks::parse_place(words, meridian);
    if (!place) return;
    const Lang lang = context.state.lang;
    Found one{fmt::format(fmt::runtime(text(msg::navigate_go_to_coordinates, lang)),
                          fmt::format("{:.6f}°E {:.6f}°N", place->at.lon_deg, place->at.lat_deg)),
              std::string{text(msg::navigate_kind_coordinates, lang)}, "coordinates"};
    one.commands.push_back(TypePlace{std::string{words}, true});
    found.push_back(std::move(one));
}

}  // namespace

std::optional<int> match_rank(std::string_view name_zh, std::string_view name_en,
                              std::string_view words, const tasks::Pinyin& pinyin) {
    const std::string wanted = lower_ascii(trimmed(words));
    if (wanted.empty()) return std::nullopt;
    const std::optional<int> zh = rank_in(name_zh, wanted);
    const std::optional<int> en = rank_in(name_en, wanted);
    if (zh || en) return std::min(zh.value_or(9), en.value_or(9));
    return pinyin.matches(name_zh, wanted) ? std::optional{3} : std::nullopt;
}

std::vector<Found> find_commands(std::string_view words, const ActionContext& context) {
    std::vector<Ranked> ranked;
    const Lang lang = context.state.lang;
    const bool everything = trimmed(words).empty();
    for (const Action& action : actions()) {
        const std::optional<int> rank =
            everything ? std::optional{0}
                       : match_rank(text(action.name, Lang::zh), text(action.name, Lang::en), words,
                                    pinyin_of(context));
        if (!rank) continue;
        Found found{std::string{text(action.name, lang)}, key_words(action), std::string{action.id},
                    is_possible(action, context)};
        if (found.possible) action.run(context, found.commands);
        ranked.push_back({*rank, std::move(found)});
    }
    return in_order(std::move(ranked));
}

std::vector<Found> find_compared(std::string_view words, const ActionContext& context) {
    if (context.document == nullptr) return {};
    words = trimmed(words);
    const Document& document = *context.document;
    const Lang lang = context.state.lang;
    std::vector<Ranked> ranked;
    for (const auto& plan : document.network->layouts()) {
        if (document.layout() != nullptr && document.layout()->id == plan->id) continue;
        const std::optional<int> rank =
            words.empty() ? std::optional{0}
                          : match_rank(plan->title.zh, plan->title.en, words, *document.pinyin);
        if (!rank) continue;
        Found found{plan->title.in(lang), std::string{text(msg::navigate_kind_plan, lang)},
                    "plan." + plan->id};
        found.commands.push_back(ViewCommand{CompareWith{{"layout:" + plan->id}}});
        ranked.push_back({*rank, std::move(found)});
    }
    // Whether it is there turns out when it is opened: a share that does not answer would stop the
    // list with every letter.
    if (words.find('/') != std::string_view::npos || is_readable_kind(words)) {
        Found found{std::string{words}, std::string{text(msg::navigate_kind_file, lang)}, "file"};
        found.commands.push_back(ViewCommand{CompareWith{{std::string{words}}}});
        ranked.push_back({-1, std::move(found)});
    }
    return in_order(std::move(ranked));
}

std::vector<Found> find_places(std::string_view words, const ActionContext& context) {
    if (context.document == nullptr) return {};
    words = trimmed(words);
    std::vector<Found> found;
    Places places{words, context};
    places.add_bookmarks();
    if (!words.empty()) {
        add_scale(words, context, found);
        add_coordinates(words, context, found);
        places.add_features();
        places.add_counties();
    }
    places.add_plans();
    for (Found& one : places.take()) found.push_back(std::move(one));
    return found;
}

}  // namespace parkatlas::app
