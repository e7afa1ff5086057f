#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/app_state.h"
#include "app/document.h"
#include "app/latest_job.h"
#include "tasks/sketch.h"

namespace parkatlas::app {

/// The base map's county-level units among the layers that sketches are tried on.
inline constexpr int county_layer = -2;

/// The layer of a number: county_layer, -1 for the scheme, else of the user; null if there is none.
[[nodiscard]] const model::Layer* numbered_layer(const Document& document, int number);

/// What the sketch shares with one visible layer.
struct SketchAnswer {
    int layer = -1;
    std::optional<std::string> by;            ///< attribute of the class table
    std::optional<tasks::SketchShare> share;  ///< none while the layer is being prepared
    Phrase problem;                           ///< why there is none; else empty
};

/// Asks in every frame what the sketch in the hand shares with the visible layers. Layers are
/// prepared beside the window, once a document and attribute; the asking itself is done here, as
/// only what lies near a dragged vertex is looked at.
class SketchDesk {
  public:
    explicit SketchDesk(std::function<void()> wake) : job_{std::move(wake)} {}

    /// `rings`: of the sketch as it is in this frame.
    void want(const AppState& state, const std::shared_ptr<const Document>& document,
              const tasks::SketchRings& rings);
    [[nodiscard]] bool busy() const { return job_.busy(); }
    bool poll();

    /// One for each visible layer: the scheme, the user's layers, the counties.
    [[nodiscard]] const std::vector<SketchAnswer>& answers() const { return answers_; }
    [[nodiscard]] const std::optional<tasks::SketchRuler::Figures>& figures() const {
        return figures_;
    }
    /// How long the asking of the last frame took, milliseconds; 0 where nothing had changed.
    [[nodiscard]] double last_ask_ms() const { return last_ask_ms_; }

  private:
    struct Key {
        int layer = -1;
        std::optional<std::string> by;
        auto operator<=>(const Key&) const = default;
    };
    struct Ground {
        Key key;
        std::shared_ptr<const Document> document;
        std::optional<tasks::SketchGround> ground;
        Phrase problem;
        std::optional<tasks::SketchShare> share;  // of `asked`
        tasks::SketchRings asked;
    };
    using GroundPtr = std::shared_ptr<Ground>;

    void prepare_next(const std::shared_ptr<const Document>& document,
                      const std::vector<Key>& wanted, const tasks::SketchRings& rings);

    std::shared_ptr<const Document> document_;
    std::map<Key, GroundPtr> grounds_;
    std::optional<tasks::SketchRuler> ruler_;
    tasks::SketchRings measured_;
    std::optional<tasks::SketchRuler::Figures> figures_;
    std::vector<SketchAnswer> answers_;
    double last_ask_ms_ = 0.0;
    LatestJob<GroundPtr> job_;
};

}  // namespace parkatlas::app
