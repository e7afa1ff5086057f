# parkatlas_embed_shaders(TARGET target FOLDER dir SHADERS file … SHARED file …)
#
# Compiles the GLSL files SHADERS (paths below FOLDER) into `target`, through one generated C++ file
# in the build tree that defines embedded_shaders() of src/render/detail/shader_source.h. Lines
# #include "path" are replaced at build time by the file (path below FOLDER, each file once), with
# #line directives so that a compiler's messages keep file and line. SHARED lists what is included.
#
# Run as a script (cmake -P) this file does the embedding itself.

function(parkatlas_embed_shaders)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;FOLDER" "SHADERS;SHARED")
    set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded_shaders.cpp")
    set(inputs ${arg_SHADERS} ${arg_SHARED})
    list(TRANSFORM inputs PREPEND "${arg_FOLDER}/")
    list(JOIN arg_SHADERS "," shaders)
    set(script "${PROJECT_SOURCE_DIR}/cmake/ParkAtlasEmbed.cmake")
    add_custom_command(
        OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" "-DFOLDER=${arg_FOLDER}" "-DSHADERS=${shaders}"
                "-DOUTPUT=${output}" -P "${script}"
        DEPENDS ${inputs} "${script}"
        COMMENT "Embedding shaders"
        VERBATIM)
    target_sources(${arg_TARGET} PRIVATE "${output}")
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
    return()
endif()

cmake_minimum_required(VERSION 3.25)

# Text of one file with its includes put in. `files` grows by the name of each file read; a file's
# place in it is the source number of its #line directives.
function(expand_includes file result)
    file(READ "${FOLDER}/${file}" text)
    list(APPEND files "${file}")
    list(LENGTH files count)
    math(EXPR number "${count} - 1")
    set(expanded "#line 1 ${number}\n")
    set(line 1)
    while(TRUE)
        # Position of an include at the start of a line; regular expressions on the whole text only,
        # never on lists, since GLSL is full of semicolons and brackets.
        string(REGEX MATCH "(^|\n)#include \"([^\"\n]+)\"[^\n]*\n" include "${text}")
        if(include STREQUAL "")
            break()
        endif()
        set(name "${CMAKE_MATCH_2}")
        string(FIND "${text}" "${include}" at)
        string(LENGTH "${include}" length)
        string(SUBSTRING "${text}" 0 ${at} before)
        math(EXPR after "${at} + ${length}")
        string(SUBSTRING "${text}" ${after} -1 text)
        string(REGEX MATCHALL "\n" breaks "${before}${include}")
        list(LENGTH breaks lines)
        math(EXPR line "${line} + ${lines}")
        string(APPEND expanded "${before}\n")
        if(NOT "${name}" IN_LIST files)
            expand_includes("${name}" included)
            string(APPEND expanded "${included}")
        endif()
        string(APPEND expanded "#line ${line} ${number}\n")
    endwhile()
    set(${result} "${expanded}${text}" PARENT_SCOPE)
    set(files "${files}" PARENT_SCOPE)
endfunction()

set(code "// Made by cmake/ParkAtlasEmbed.cmake from the files in shaders/.\n\n")
string(APPEND code "#include \"render/detail/shader_source.h\"\n\n")
string(APPEND code "namespace parkatlas::render::detail {\nnamespace {\n\n")
string(APPEND code "constexpr ShaderSource sources[] = {\n")
string(REPLACE "," ";" SHADERS "${SHADERS}")
foreach(shader IN LISTS SHADERS)
    set(files "")
    expand_includes("${shader}" text)
    list(JOIN files ", " names)
    string(APPEND code "{\"${shader}\", \"${names}\",\nR\"glsl(${text})glsl\"},\n")
endforeach()
string(APPEND code "};\n\n}  // namespace\n\n")
string(APPEND code "std::span<const ShaderSource> embedded_shaders() { return sources; }\n\n")
string(APPEND code "}  // namespace parkatlas::render::detail\n")
file(WRITE "${OUTPUT}" "${code}")
