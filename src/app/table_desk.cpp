#include "app/table_desk.h"

#include <exception>
#include <utility>

namespace parkatlas::app {

void TableDesk::want(const std::shared_ptr<const Document>& document,
                     const std::shared_ptr<const LayerAreas>& areas, int layer,
                     const tasks::TableQuestion& question) {
    const bool measured = layer < 0 || areas != nullptr;
    Order order{document, layer, measured, question};
    if (asked_ == order) return;
    asked_ = order;
    // The table itself is made once; for another order or filter it is only asked anew.
    std::shared_ptr<const analysis::FeatureTable> table;
    const bool fits = shown_ && shown_->document == document && shown_->layer == layer &&
                      shown_->measured == measured && shown_->question.lang == question.lang;
    if (fits) table = shown_->table;
    std::shared_ptr<const analysis::AreaTable> figures;
    if (layer >= 0 && areas) figures = (*areas)[static_cast<std::size_t>(layer)];
    job_.start([order, table,
                figures](const std::stop_token& stop) mutable -> std::shared_ptr<const ShownTable> {
        try {
            const cartography::MapContent& content = order.document->scene.content();
            if (!table && order.layer < 0) {
                table = tasks::layout_table(content.layout, content.measured_area_m2,
                                            order.question.lang);
            } else if (!table) {
                table = tasks::layer_table(content.layers[static_cast<std::size_t>(order.layer)],
                                           figures.get(), order.question.lang);
            }
            Result<tasks::TableAnswer> answer =
                tasks::ask_table(*table, order.question, Work{nullptr, stop});
            if (!answer) return nullptr;
            auto made = std::make_shared<ShownTable>();
            made->place_of.assign(table->rows(), ShownTable::nowhere);
            for (std::size_t i = 0; i < answer->rows.size(); ++i) {
                made->place_of[answer->rows[i]] = static_cast<std::uint32_t>(i);
            }
            made->document = order.document;
            made->layer = order.layer;
            made->measured = order.measured;
            made->table = std::move(table);
            made->question = order.question;
            made->answer = std::move(*answer);
            return made;
        } catch (const std::exception&) {  // out of memory: the last answer stays
            return nullptr;
        }
    });
}

bool TableDesk::poll() {
    std::optional<std::shared_ptr<const ShownTable>> done = job_.poll();
    if (!done) return false;
    if (*done) shown_ = std::move(*done);
    return true;
}

const ShownTable* TableDesk::shown(const Document* document, int layer) const {
    const bool fits = shown_ && shown_->document.get() == document && shown_->layer == layer;
    return fits ? shown_.get() : nullptr;
}

}  // namespace parkatlas::app
