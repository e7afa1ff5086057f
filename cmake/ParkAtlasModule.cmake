# parkatlas_add_module(NAME HEADERS … SOURCES … [DEPENDS module …] [USES target …])
#
# One static library parkatlas::NAME for the folder src/NAME. DEPENDS names modules whose headers
# may appear in this module's headers (public); USES names outside libraries, which stay private so
# that no other module can include or link them by accident. Every header is compiled alone.
function(parkatlas_add_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;DEPENDS;USES")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "parkatlas_add_module(${name}): unknown ${arg_UNPARSED_ARGUMENTS}")
    endif()
    set(target parkatlas_${name})
    add_library(${target} STATIC ${arg_SOURCES})
    add_library(parkatlas::${name} ALIAS ${target})
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/src"
                   FILES ${arg_HEADERS})
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    list(TRANSFORM arg_DEPENDS PREPEND parkatlas::)
    target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE parkatlas_flags ${arg_USES})
endfunction()
