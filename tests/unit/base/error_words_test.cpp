#include "base/error_words.h"

#include <cerrno>
#include <cstring>

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(SystemErrorWords, AreThoseOfTheSystemInEnglish) {
    for (const int number : {ENOENT,    EACCES, EPERM, EISDIR,       ENOTDIR, ENOSPC,  EROFS,
                             EMFILE,    ENFILE, EIO,   ENAMETOOLONG, ELOOP,   EEXIST,  EBUSY,
                             ETIMEDOUT, EDQUOT, EFBIG, ENOMEM,       ESTALE,  ETXTBSY, ECHILD}) {
        EXPECT_EQ(system_error_words(number).english(), std::strerror(number)) << number;
    }
}

TEST(SystemErrorWords, OfTheCommonOnesAreChineseInChinese) {
    for (const int number : {ENOENT, EACCES, EISDIR, ENOTDIR, ENOSPC, EROFS, EMFILE, EIO,
                             ENAMETOOLONG, ELOOP, EEXIST, EBUSY, ETIMEDOUT, EDQUOT, EFBIG}) {
        const std::string words = system_error_words(number).in(Lang::zh);
        for (const char c : words) EXPECT_FALSE((c >= 'a' && c <= 'z')) << words;
    }
    // One that nobody has translated stays as the system has it.
    EXPECT_EQ(system_error_words(ECHILD).in(Lang::zh), std::strerror(ECHILD));
}

}  // namespace
}  // namespace parkatlas
