#include "tasks/offsets.h"

#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "model/layer_offset.h"

namespace parkatlas::tasks {

namespace {

geo::MapOffset entry(const std::vector<geo::MapOffset>& list, std::size_t index) {
    if (list.empty()) return geo::MapOffset::none;
    return list.size() == 1 ? list.front() : list.at(index);
}

}  // namespace

Offsets offsets_of(const Offsets& offsets, std::size_t index) {
    return {{entry(offsets.carried, index)}, {entry(offsets.removed, index)}};
}

Result<void> validate(const Offsets& offsets, std::size_t source_count) {
    for (const auto& [list, option] :
         {std::pair{&offsets.carried, "--offset"}, std::pair{&offsets.removed, "--from-offset"}}) {
        if (list->size() <= 1 || list->size() == source_count) continue;
        return fail(ErrorCode::usage, option,
                    said(msg::errors_offsets_source_s, list->size(), source_count),
                    said(msg::errors_give_one_all_sources));
    }
    for (std::size_t i = 0; i < source_count; ++i) {
        if (entry(offsets.carried, i) == geo::MapOffset::none ||
            entry(offsets.removed, i) == geo::MapOffset::none) {
            continue;
        }
        return fail(ErrorCode::usage, "--offset", said(msg::errors_both_offset_from_offset),
                    "say --offset to measure on the coordinates as they are, --from-offset to "
                    "bring them to CGCS2000 first");
    }
    return {};
}

Result<void> apply(const Offsets& offsets, std::size_t index, io::Opened& opened,
                   std::vector<Finding>& findings) {
    const geo::MapOffset removed = entry(offsets.removed, index);
    const geo::MapOffset stated =
        removed != geo::MapOffset::none ? removed : entry(offsets.carried, index);
    if (stated == geo::MapOffset::none) return {};
    if (opened.layout) {
        return fail(ErrorCode::unsupported, opened.layout->layer.source,
                    said(msg::errors_layouts_words_anchors_cgcs2000),
                    said(msg::errors_leave_out_offset_from));
    }
    for (model::Layer& layer : opened.layers) {
        if (layer.offset != geo::MapOffset::none && layer.offset != stated) {
            findings.push_back(
                {Severity::warning,
                 "offset_overruled",
                 layer.source,
                 {},
                 said(msg::errors_says_coordinates_but_taken, geo::map_offset_name(layer.offset),
                      geo::map_offset_name(stated))});
        }
        layer.offset = stated;
        if (removed == geo::MapOffset::none) continue;
        if (Result<void> done = model::remove_offset(layer); !done) {
            Error error = done.error();
            error.where = layer.source + (error.where.empty() ? "" : ", " + error.where);
            return tl::unexpected{std::move(error)};
        }
    }
    return {};
}

}  // namespace parkatlas::tasks
