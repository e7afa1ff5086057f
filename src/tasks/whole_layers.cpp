#include "tasks/whole_layers.h"

#include <string>

#include <fmt/format.h>

#include "base/messages_parts.h"
#include "cartography/layer_look.h"

namespace parkatlas::tasks {

Result<void> drawn_layers_are_whole(const std::vector<std::shared_ptr<const model::Layer>>& layers,
                                    const cartography::MapOptions& options, Lang lang) {
    for (const std::size_t i : cartography::painted_layers(options, layers.size())) {
        if (!layers[i]->part) continue;
        return fail(ErrorCode::unsupported, layers[i]->source,
                    fmt::format(fmt::runtime(text(msg::parts_sheet, lang)), layers[i]->name));
    }
    return {};
}

}  // namespace parkatlas::tasks
