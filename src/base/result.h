#pragma once

#include <string>

#include <tl/expected.hpp>

#include "base/lang.h"
#include "base/phrase.h"

namespace parkatlas {

/// What went wrong, as far as a caller or the shell needs to tell cases apart.
enum class ErrorCode {
    usage,                 ///< wrong arguments or options
    input_unreadable,      ///< missing, no permission, a directory, a read error
    input_malformed,       ///< read, but not what it should be
    unsupported,           ///< understood, but not something this program does
    geometry_invalid,      ///< a shape that cannot be measured or mended
    out_of_range,          ///< a coordinate or number outside its domain
    crs_unknown,           ///< no such coordinate reference system
    output_failed,         ///< an output cannot be written
    graphics_unavailable,  ///< no OpenGL context, font or the like
    stopped                ///< the user asked to stop
};

/// One failure in the words the user will read: `where: what (remedy)`.
struct Error {
    ErrorCode code = ErrorCode::input_malformed;
    std::string where;  ///< file, layer, feature, option; empty if the message needs none
    Phrase what;        ///< what is wrong
    Phrase remedy;      ///< what would mend it; may be empty
};

template <typename T>
using Result = tl::expected<T, Error>;

/// An error to return from a function that gives a Result.
[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, std::string where, Phrase what,
                                         Phrase remedy = {});

/// The one line that goes to standard error: "parkatlas: error: WHERE: what (remedy)", no newline.
/// Line breaks and control characters inside the parts become spaces: it is always one line.
[[nodiscard]] std::string error_line(const Error& error, Lang lang = Lang::en);

/// The same with "warning" in place of "error".
[[nodiscard]] std::string warning_line(const Error& error, Lang lang = Lang::en);

/// Exit code of the process for an error: 2 usage, 4 output, 3 everything about an input.
/// A missing graphics context counts as an output that cannot be made (4); a stop asked for by the
/// user is 130 as in shells.
[[nodiscard]] int exit_code(ErrorCode code);

}  // namespace parkatlas
