#include "app/sketch_desk.h"

#include <chrono>
#include <exception>
#include <utility>

#include "base/messages_parts.h"

namespace parkatlas::app {
namespace {

std::vector<int> visible_layers(const AppState& state, const Document& document) {
    std::vector<int> layers;
    if (document.layout() != nullptr) layers.push_back(-1);
    const auto count = static_cast<int>(document.scene.content().layers.size());
    for (int i = 0; i < count; ++i) {
        if (!state.map.hidden_layers.contains(i)) layers.push_back(i);
    }
    if (state.map.counties && document.scene.content().counties) layers.push_back(county_layer);
    return layers;
}

}  // namespace

const model::Layer* numbered_layer(const Document& document, int number) {
    const cartography::MapContent& content = document.scene.content();
    if (number == county_layer) return content.counties.get();
    if (number < 0) return content.layout ? &content.layout->layer : nullptr;
    const auto index = static_cast<std::size_t>(number);
    return index < content.layers.size() ? content.layers[index].get() : nullptr;
}

void SketchDesk::want(const AppState& state, const std::shared_ptr<const Document>& document,
                      const tasks::SketchRings& rings) {
    if (document_ != document) {
        document_ = document;
        grounds_.clear();
        job_.stop();
    }
    const auto began = std::chrono::steady_clock::now();
    bool asked = false;
    if (!ruler_) {
        if (Result<tasks::SketchRuler> ruler = tasks::SketchRuler::create()) {
            ruler_.emplace(std::move(*ruler));
        }
    }
    if (ruler_ && measured_ != rings) {
        measured_ = rings;
        figures_ = ruler_->figures(rings);
        asked = true;
    }
    answers_.clear();
    std::vector<Key> wanted;
    for (const int layer : visible_layers(state, *document)) {
        const auto by = state.tools.class_by.find(layer);
        if (is_held_in_part(*document,
                            layer)) {  // shares of a part would not be those of the layer
            SketchAnswer& answer = answers_.emplace_back();
            answer.layer = layer;
            answer.problem = said(msg::parts_sketch);
            continue;
        }
        Key key{layer, {}};
        if (by != state.tools.class_by.end() && !by->second.empty()) key.by = by->second;
        wanted.push_back(key);
        SketchAnswer& answer = answers_.emplace_back();
        answer.layer = layer;
        answer.by = key.by;
        const auto known = grounds_.find(key);
        if (known == grounds_.end()) continue;
        Ground& ground = *known->second;
        answer.problem = ground.problem;
        if (!ground.ground || !figures_) continue;
        if (ground.asked != rings || !ground.share) {
            asked = true;
            ground.asked = rings;
            ground.share.reset();
            Result<tasks::SketchShare> share = ground.ground->ask(rings);
            if (share) {
                ground.share = std::move(*share);
            } else {
                answer.problem = share.error().what;
            }
        }
        answer.share = ground.share;
    }
    if (asked) {
        const std::chrono::duration<double, std::milli> spent =
            std::chrono::steady_clock::now() - began;
        last_ask_ms_ = spent.count();
    }
    prepare_next(document, wanted, rings);
}

// One layer after the other, so that the first answers come soon. The first question is asked on
// the way: it looks at everything.
void SketchDesk::prepare_next(const std::shared_ptr<const Document>& document,
                              const std::vector<Key>& wanted, const tasks::SketchRings& rings) {
    if (job_.busy()) return;
    for (const Key& key : wanted) {
        if (grounds_.contains(key)) continue;
        job_.start([document, key, rings](const std::stop_token& stop) {
            auto made = std::make_shared<Ground>();
            made->key = key;
            made->document = document;
            try {
                const model::Layer& layer = *numbered_layer(*document, key.layer);
                Result<tasks::SketchGround> ground =
                    tasks::SketchGround::prepare(layer, key.by, Work{nullptr, stop});
                if (!ground) {
                    made->problem = ground.error().what;
                    return made;
                }
                made->ground.emplace(std::move(*ground));
                if (Result<tasks::SketchShare> share = made->ground->ask(rings)) {
                    made->share = std::move(*share);
                    made->asked = rings;
                }
            } catch (const std::exception& thrown) {
                made->problem = thrown.what();
            }
            return made;
        });
        return;
    }
}

bool SketchDesk::poll() {
    std::optional<GroundPtr> done = job_.poll();
    if (!done) return false;
    if ((*done)->document == document_) grounds_[(*done)->key] = std::move(*done);
    return true;
}

}  // namespace parkatlas::app
