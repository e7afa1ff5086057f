#include "io/gdal_library.h"

#include <array>

#include <dlfcn.h>
#include <fmt/format.h>

#include "base/messages_errors.h"

namespace parkatlas::io {
namespace {

constexpr std::array<const char*, detail::gdal_function_count> names{
#define PARKATLAS_GDAL_FUNCTION(name) #name,
#include "io/gdal_functions.def"
#undef PARKATLAS_GDAL_FUNCTION
};

Result<void> look_up_all() {
    const auto missing = [] {
        const char* const why = dlerror();
        return fail(ErrorCode::unsupported, "GDAL",
                    said(msg::errors_cannot_loaded,
                         why != nullptr ? Phrase{why} : said(msg::errors_unknown_reason)),
                    said(msg::errors_install_library, PARKATLAS_GDAL_LIBRARY));
    };
    void* const library = dlopen(PARKATLAS_GDAL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return missing();
    for (std::size_t i = 0; i < names.size(); ++i) {
        detail::gdal_addresses[i] = dlsym(library, names[i]);
        if (detail::gdal_addresses[i] == nullptr) return missing();
    }
    return {};
}

}  // namespace

void* detail::gdal_addresses[gdal_function_count];

Result<void> load_gdal() {
    static const Result<void> loaded = look_up_all();
    return loaded;
}

}  // namespace parkatlas::io
