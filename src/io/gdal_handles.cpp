#include "io/gdal_handles.h"

#include <mutex>

#include "base/messages_errors.h"

namespace parkatlas::io {

ListOwner list_of(std::initializer_list<std::pair<const char*, std::string>> values) {
    char** list = nullptr;
    for (const auto& [key, value] : values) list = CSLSetNameValue(list, key, value.c_str());
    return ListOwner{list};
}

Result<ReferenceOwner> reference_of(const geo::Crs& crs) {
    ReferenceOwner reference{OSRNewSpatialReference(nullptr)};
    const std::string& text =
        crs.authority_code().empty() ? crs.definition() : crs.authority_code();
    if (OSRSetFromUserInput(reference.get(), text.c_str()) != OGRERR_NONE) {
        return fail(ErrorCode::crs_unknown, crs.label(), said(msg::errors_gdal_crs));
    }
    OSRSetAxisMappingStrategy(reference.get(), OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

Result<void> register_gdal_drivers() {
    Result<void> loaded = load_gdal();
    static std::once_flag once;
    if (loaded) std::call_once(once, [] { GDALAllRegister(); });
    return loaded;
}

}  // namespace parkatlas::io
