#include "base/result.h"

#include <string_view>
#include <utility>

namespace parkatlas {

namespace {

std::string one_line(std::string_view prefix, const Error& error, Lang lang) {
    std::string line{prefix};
    if (!error.where.empty()) {
        line += error.where;
        line += ": ";
    }
    line += error.what.in(lang);
    if (!error.remedy.empty()) {
        line += " (";
        line += error.remedy.in(lang);
        line += ')';
    }
    for (char& c : line) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) c = ' ';
    }
    return line;
}

}  // namespace

tl::unexpected<Error> fail(ErrorCode code, std::string where, Phrase what, Phrase remedy) {
    return tl::unexpected<Error>{Error{code, std::move(where), std::move(what), std::move(remedy)}};
}

std::string error_line(const Error& error, Lang lang) {
    return one_line("parkatlas: error: ", error, lang);
}

std::string warning_line(const Error& error, Lang lang) {
    return one_line("parkatlas: warning: ", error, lang);
}

int exit_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
            return 2;
        case ErrorCode::output_failed:
        case ErrorCode::graphics_unavailable:
            return 4;
        case ErrorCode::stopped:
            return 130;
        case ErrorCode::input_unreadable:
        case ErrorCode::input_malformed:
        case ErrorCode::unsupported:
        case ErrorCode::geometry_invalid:
        case ErrorCode::out_of_range:
        case ErrorCode::crs_unknown:
            return 3;
    }
    return 3;
}

}  // namespace parkatlas
