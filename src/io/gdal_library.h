#pragma once

// GDAL's C functions, looked up when the library is first needed. Only for the sources of this
// module that call GDAL.
//
// GDAL brings some sixty libraries of databases, rasters and web services with it. Linked as usual,
// they would be loaded and relocated at every start, which takes longer than most of our jobs, also
// where a job reads GeoJSON and writes PDF and calls none of them. So inside this namespace the
// names of GDAL's functions stand for objects that call them through the library that was loaded;
// what a call looks like does not change.

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_frmts.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "base/result.h"

namespace parkatlas::io {

/// Loads the library, once. To be called before any of its functions. Fails with unsupported.
[[nodiscard]] Result<void> load_gdal();

namespace detail {

enum GdalFunctionNumber {
#define PARKATLAS_GDAL_FUNCTION(name) number_of_##name,
#include "io/gdal_functions.def"
#undef PARKATLAS_GDAL_FUNCTION
    gdal_function_count
};

/// Addresses by number, once `load_gdal` has succeeded.
extern void* gdal_addresses[gdal_function_count];

template <int number, typename Answer, typename... Arguments>
struct GdalFunction {
    Answer operator()(Arguments... arguments) const {
        return reinterpret_cast<Answer (*)(Arguments...)>(gdal_addresses[number])(arguments...);
    }
};

/// Never called: says by its answer what stands for a function.
template <int number, typename Answer, typename... Arguments>
GdalFunction<number, Answer, Arguments...> stand_in(Answer (*)(Arguments...));

}  // namespace detail

#define PARKATLAS_GDAL_FUNCTION(name) \
    inline constexpr decltype(detail::stand_in<detail::number_of_##name>(&::name)) name{};
#include "io/gdal_functions.def"
#undef PARKATLAS_GDAL_FUNCTION

}  // namespace parkatlas::io
