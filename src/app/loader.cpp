#include "app/loader.h"

#include <cmath>
#include <exception>
#include <utility>

namespace parkatlas::app {

// Passes progress on, but wakes the window only for steps that it can show.
class Loader::Report : public Progress {
  public:
    explicit Report(Loader& loader) : loader_{loader} {}
    void update(std::uint64_t done, std::uint64_t total) override {
        if (total == 0) return;
        const float share = static_cast<float>(done) / static_cast<float>(total);
        if (std::fabs(share - loader_.share_done_.load()) < 0.01F) return;
        loader_.share_done_ = share;
        loader_.wake_();
    }

  private:
    Loader& loader_;
};

Loader::Loader(OpenRequest request, std::function<void()> wake)
    : request_{std::move(request)},
      wake_{std::move(wake)},
      thread_{[this](const std::stop_token& stop) { run(stop); }} {}

Loader::~Loader() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void Loader::run(const std::stop_token& stop) {
    Report report{*this};
    const Work work{&report, stop};
    request_.on_early = [this](std::shared_ptr<const Document> early) {
        {
            const std::lock_guard lock{mutex_};
            early_ = std::move(early);
        }
        wake_();
    };
    std::vector<std::shared_ptr<const model::Layer>> layers;
    try {
        Result<Document> document = open_document(request_, work);
        std::string texts;
        if (document) {
            layers = document->scene.content().layers;
            texts = all_texts(*document);
        }
        const std::lock_guard lock{mutex_};
        early_.reset();
        texts_ = std::move(texts);
        document_ = std::move(document);
    } catch (const std::exception& thrown) {
        const std::lock_guard lock{mutex_};
        document_ = fail(ErrorCode::input_unreadable, {}, thrown.what());
    }
    wake_();
    try {
        measure_layers(layers, work);
    } catch (const std::exception&) {
        // Without areas the inspector says that there are none; the map is there all the same.
    }
    busy_ = false;
    wake_();
}

void Loader::measure_layers(const std::vector<std::shared_ptr<const model::Layer>>& layers,
                            const Work& work) {
    LayerAreas areas;
    for (const auto& layer : layers) {
        Result<Loaded<analysis::AreaTable>> table =
            analysis::area_table({layer.get()}, analysis::MeasureOptions{}, work);
        if (work.stop_requested()) return;
        areas.push_back(std::make_shared<const analysis::AreaTable>(table ? std::move(table->value)
                                                                          : analysis::AreaTable{}));
    }
    const std::lock_guard lock{mutex_};
    areas_ = std::make_shared<const LayerAreas>(std::move(areas));
}

std::optional<Result<Document>> Loader::take_document() {
    const std::lock_guard lock{mutex_};
    return std::exchange(document_, std::nullopt);
}

std::shared_ptr<const Document> Loader::take_early() {
    const std::lock_guard lock{mutex_};
    return std::exchange(early_, nullptr);
}

std::shared_ptr<const LayerAreas> Loader::take_areas() {
    const std::lock_guard lock{mutex_};
    return std::exchange(areas_, nullptr);
}

std::string Loader::take_texts() {
    const std::lock_guard lock{mutex_};
    return std::exchange(texts_, {});
}

float Loader::share_done() const {
    return share_done_;
}

}  // namespace parkatlas::app
