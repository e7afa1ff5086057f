#include "model/layout.h"

namespace parkatlas::model {

const std::string& Words::in(Lang lang) const {
    const std::string& wanted = lang == Lang::zh ? zh : en;
    const std::string& other = lang == Lang::zh ? en : zh;
    return wanted.empty() ? other : wanted;
}

std::optional<std::size_t> Layout::find(std::string_view feature_id) const {
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (features[i].id == feature_id) return i;
    }
    return std::nullopt;
}

}  // namespace parkatlas::model
