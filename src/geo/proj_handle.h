#pragma once

// Internal to geo: PROJ's handles as move-only owners. No header of the module includes this.

#include <memory>

#include <proj.h>
#include <proj_experimental.h>  // axes and 2D parts; GDAL builds on the same calls

namespace parkatlas::geo::detail {

struct ProjContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct ProjDeleter {
    void operator()(PJ* object) const { proj_destroy(object); }
};
struct ProjListDeleter {
    void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
};

using ProjContext = std::unique_ptr<PJ_CONTEXT, ProjContextDeleter>;
using ProjObject = std::unique_ptr<PJ, ProjDeleter>;
using ProjList = std::unique_ptr<PJ_OBJ_LIST, ProjListDeleter>;

/// A context that never reaches the network and prints nothing.
[[nodiscard]] inline ProjContext make_proj_context() {
    ProjContext context{proj_context_create()};
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

}  // namespace parkatlas::geo::detail
