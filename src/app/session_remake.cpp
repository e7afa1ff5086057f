// The document made anew while it is open: what of large layers is held for the view, and colours
// by classes.

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "app/session.h"
#include "base/messages_parts.h"

namespace parkatlas::app {
namespace {

// Features of a layer are found again by their ids where their rows are others.
std::optional<std::uint32_t> row_of(const model::Layer& layer, const std::string& id) {
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (model::id_text(layer.ids[i]) == id) return static_cast<std::uint32_t>(i);
    }
    return std::nullopt;
}

}  // namespace

DocumentWish Session::present_wish() const {
    DocumentWish wish;
    wish.lang = state_.lang;
    wish.seen = state_.camera.view().extent();
    wish.off.assign(state_.map.hidden_layers.lower_bound(0), state_.map.hidden_layers.end());
    for (const model::LayerEdit& layer : state_.history.present().layers) {
        if (!layer.color_field.empty()) wish.colors.push_back({layer.key, layer.color_field});
    }
    return wish;
}

// As the command line asks for it; where no layer has the field, that is told as a problem.
void Session::color_layers_by(const std::string& field, Document& document,
                              model::Edits& edits) const {
    bool found = false;
    for (model::LayerEdit& layer : edits.layers) {
        const auto index = document.find_layer(layer.key);
        if (!index || document.scene.content().layers[*index]->column(field) == nullptr) continue;
        layer.color_field = field;
        found = true;
    }
    if (found) return;
    document.problems.push_back(
        {ErrorCode::usage,
         "--color-by",
         fmt::format(fmt::runtime(text(msg::parts_no_field, state_.lang)), field),
         {}});
}

// Only the latest wish counts: one that is being worked on is given up.
void Session::want_remake() {
    if (loader_ || flight_) return;
    if (!areas_ && !document_->scene.content().layers.empty()) return;
    DocumentWish wish = present_wish();
    if (remade_from_ == document_ && remade_for_ == wish) return;
    remade_from_ = document_;
    remade_for_ = wish;
    if (!is_wanting(*document_, wish)) {
        remake_.stop();
        return;
    }
    const LayerAreas areas = areas_ ? *areas_ : LayerAreas{};
    remake_.start([from = remade_from_, wish = std::move(wish),
                   areas](const std::stop_token& stop) -> std::shared_ptr<Remade> {
        try {
            std::optional<Remade> made = remake(*from, wish, areas, Work{nullptr, stop});
            return made ? std::make_shared<Remade>(std::move(*made)) : nullptr;
        } catch (const std::exception&) {  // out of memory: what is shown stays
            return nullptr;
        }
    });
}

void Session::take_remade() {
    const std::optional<std::shared_ptr<Remade>> made = remake_.poll();
    if (!made || !*made || !document_ || loader_ || remade_from_ != document_) return;
    show_remade(std::move(**made));
}

// As if nothing had happened, but for rows that are others now.
void Session::show_remade(Remade made) {
    ui_fonts_.need(made.texts);
    const auto is_other = [&](int layer) {
        return std::ranges::find(made.other_rows, layer) != made.other_rows.end();
    };
    std::optional<cartography::FeatureRef> selected = state_.map.selected;
    if (selected && is_other(selected->layer)) {
        const auto layer = static_cast<std::size_t>(selected->layer);
        const auto row =
            row_of(*made.document.scene.content().layers[layer], feature_id(*document_, *selected));
        selected =
            row ? std::optional{cartography::FeatureRef{selected->layer, *row}} : std::nullopt;
    }
    if (is_other(state_.tools.marked.layer)) state_.tools.marked.set(-1, {});
    const auto& overlap = state_.tools.overlap;
    if (overlap && (is_other(overlap->sides.a) || is_other(overlap->sides.b.value_or(-1)))) {
        state_.tools.overlap.reset();
    }
    state_.map.selected = selected;
    state_.hovered.reset();
    document_ = std::make_shared<Document>(std::move(made.document));
    areas_ = std::make_shared<const LayerAreas>(std::move(made.areas));
    remade_from_ = document_;  // for the wish that it was made for
    show_edits();
    window_->want_frames(3);
}

}  // namespace parkatlas::app
