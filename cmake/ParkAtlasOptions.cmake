# Language level, build type, warnings and sanitizers for every target of the project.

option(PARKATLAS_BUILD_TESTS "Build the test programs" ON)
option(PARKATLAS_WARNINGS_AS_ERRORS "Treat compiler warnings as errors (the check run does)" OFF)
set(PARKATLAS_SANITIZE "" CACHE STRING "Comma-separated sanitizers, e.g. address,undefined")
option(PARKATLAS_LIBFUZZER "Link the fuzz targets with libFuzzer (clang) and not the replay" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# One place for flags. A fused multiply-add would make an orientation test depend on the compiler,
# hence -ffp-contract=off everywhere; -ffast-math is used nowhere.
add_library(parkatlas_flags INTERFACE)
target_compile_options(parkatlas_flags INTERFACE
    -ffp-contract=off
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
    # g++ 12 reports std::string's own operator+ (GCC bug 105329)
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${PARKATLAS_WARNINGS_AS_ERRORS}>:-Werror>)

if(PARKATLAS_SANITIZE)
    add_compile_options(-fsanitize=${PARKATLAS_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    # With sanitizers g++ 12 takes std::regex's own members for uninitialized.
    target_compile_options(parkatlas_flags INTERFACE
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    add_link_options(-fsanitize=${PARKATLAS_SANITIZE})
endif()

if(PARKATLAS_LIBFUZZER)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "PARKATLAS_LIBFUZZER needs clang: -DCMAKE_CXX_COMPILER=clang++")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
