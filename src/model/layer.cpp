#include "model/layer.h"

namespace parkatlas::model {

const AttributeColumn* Layer::column(std::string_view column_name) const {
    for (const AttributeColumn& one : columns) {
        if (one.name == column_name) return &one;
    }
    return nullptr;
}

std::string Layer::feature_label(std::size_t index) const {
    if (const std::optional<std::string_view> given = names.view(index); given && !given->empty()) {
        return std::string{*given};
    }
    return "#" + id_text(ids[index]);
}

}  // namespace parkatlas::model
