#include "tasks/offsets.h"

#include <utility>

#include <fmt/format.h>

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
                    fmt::format("{} offsets for {} source(s)", list->size(), source_count),
                    "give one for all sources, or one for each");
    }
    for (std::size_t i = 0; i < source_count; ++i) {
        if (entry(offsets.carried, i) == geo::MapOffset::none ||
            entry(offsets.removed, i) == geo::MapOffset::none) {
            continue;
        }
        return fail(ErrorCode::usage, "--offset", "both --offset and --from-offset are given",
                    "say --offset to measure on the coordinates as they are, --from-offset to "
                    "bring them to CGCS2000 first");
    }
    return {};
}

Result<void> apply(const Offsets& offsets, std::size_t index, io::Opened& opened,
                   std::vector<Finding>& findings) {
    const geo::MapOffset removed = entry(offsets.removed, index);
    const geo::MapOffset said =
        removed != geo::MapOffset::none ? removed : entry(offsets.carried, index);
    if (said == geo::MapOffset::none) return {};
    if (opened.layout) {
        return fail(ErrorCode::unsupported, opened.layout->layer.source,
                    "a layout's words and anchors are on CGCS2000; no offset can be given for it",
                    "leave out --offset and --from-offset");
    }
    for (model::Layer& layer : opened.layers) {
        if (layer.offset != geo::MapOffset::none && layer.offset != said) {
            findings.push_back(
                {Severity::warning,
                 "offset_overruled",
                 layer.source,
                 {},
                 fmt::format("says its coordinates are {}, but is taken as {}",
                             geo::map_offset_name(layer.offset), geo::map_offset_name(said))});
        }
        layer.offset = said;
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
