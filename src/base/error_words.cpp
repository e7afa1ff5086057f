#include "base/error_words.h"

#include <array>
#include <cerrno>
#include <cstring>

#include "base/messages_errors.h"

namespace parkatlas {
namespace {

struct SystemError {
    int number;
    Msg words;
};
constexpr std::array<SystemError, 20> system_errors{{{ENOENT, msg::errors_enoent},
                                                     {EACCES, msg::errors_eacces},
                                                     {EPERM, msg::errors_eperm},
                                                     {EISDIR, msg::errors_eisdir},
                                                     {ENOTDIR, msg::errors_enotdir},
                                                     {ENOSPC, msg::errors_enospc},
                                                     {EROFS, msg::errors_erofs},
                                                     {EMFILE, msg::errors_emfile},
                                                     {ENFILE, msg::errors_enfile},
                                                     {EIO, msg::errors_eio},
                                                     {ENAMETOOLONG, msg::errors_enametoolong},
                                                     {ELOOP, msg::errors_eloop},
                                                     {EEXIST, msg::errors_eexist},
                                                     {EBUSY, msg::errors_ebusy},
                                                     {ETIMEDOUT, msg::errors_etimedout},
                                                     {EDQUOT, msg::errors_edquot},
                                                     {EFBIG, msg::errors_efbig},
                                                     {ENOMEM, msg::errors_enomem},
                                                     {ESTALE, msg::errors_estale},
                                                     {ETXTBSY, msg::errors_etxtbsy}}};

}  // namespace

Phrase system_error_words(int error_number) {
    for (const SystemError& one : system_errors) {
        if (one.number == error_number) return said(one.words);
    }
    return std::strerror(error_number);
}

}  // namespace parkatlas
