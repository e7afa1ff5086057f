# Every outside library, all from the distribution. Nothing is fetched while configuring.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(TBB REQUIRED)
find_package(PROJ REQUIRED CONFIG)
find_package(GEOS REQUIRED CONFIG)
find_package(GDAL REQUIRED CONFIG)
find_package(simdjson REQUIRED CONFIG)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(glfw3 REQUIRED CONFIG)
find_package(Freetype REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)

pkg_check_modules(HARFBUZZ REQUIRED IMPORTED_TARGET harfbuzz)
pkg_check_modules(FONTCONFIG REQUIRED IMPORTED_TARGET fontconfig)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo cairo-pdf cairo-ft)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(EPOXY REQUIRED IMPORTED_TARGET epoxy)
pkg_check_modules(GLU REQUIRED IMPORTED_TARGET glu)
pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui)

# The name under which GDAL is loaded while running (io/gdal_library.h): its SONAME.
get_target_property(gdal_file GDAL::GDAL LOCATION)
execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${gdal_file} OUTPUT_VARIABLE gdal_headers
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT gdal_headers MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${gdal_file} has no SONAME")
endif()
set(PARKATLAS_GDAL_LIBRARY ${CMAKE_MATCH_1})
