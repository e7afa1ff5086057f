#include "geo/operation.h"

#include <algorithm>
#include <string_view>

#include "geo/proj_handle.h"

namespace parkatlas::geo {

namespace {

/// The name without the steps that only turn axes: they say nothing to a reader.
std::string without_axes(std::string_view name) {
    constexpr std::string_view between = " + ";
    std::string out;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find(between), name.size());
        const std::string_view step = name.substr(0, end);
        name.remove_prefix(std::min(end + between.size(), name.size()));
        if (step.starts_with("axis order change")) continue;
        if (!out.empty()) out += between;
        out += step;
    }
    return out;
}

}  // namespace

std::optional<Operation> stated_operation(const Crs& from, const Crs& to, XY at) {
    using namespace detail;
    if (from.same_as(to)) return Operation{"", 0.0, false};
    const ProjContext context = make_proj_context();
    PJ_CONTEXT* const c = context.get();
    const ProjObject source{proj_create(c, from.definition().c_str())};
    const ProjObject target{proj_create(c, to.definition().c_str())};
    if (!source || !target) return std::nullopt;
    const ProjObject raw{
        proj_create_crs_to_crs_from_pj(c, source.get(), target.get(), nullptr, nullptr)};
    if (!raw) return std::nullopt;
    const ProjObject candidates{proj_normalize_for_visualization(c, raw.get())};
    if (!candidates) return std::nullopt;
    // Of several candidates PROJ takes the one that fits the place, and tells which it was.
    (void)proj_trans(candidates.get(), PJ_FWD, proj_coord(at.x, at.y, 0.0, 0.0));
    const ProjObject used{proj_trans_get_last_used_operation(candidates.get())};
    if (!used) return std::nullopt;
    Operation operation;
    if (const char* const name = proj_get_name(used.get())) operation.name = without_axes(name);
    const double accuracy = proj_coordoperation_get_accuracy(c, used.get());
    if (accuracy >= 0.0) operation.accuracy_m = accuracy;
    operation.is_ballpark = proj_coordoperation_has_ballpark_transformation(c, used.get()) == 1;
    // What Transform does not shift is no ballpark: the two datums are the same to about a metre.
    if (operation.is_ballpark && from.same_datum_as(to)) {
        operation.is_ballpark = false;
        operation.name = "CGCS2000 taken as WGS 84";
    }
    return operation;
}

}  // namespace parkatlas::geo
