#include "base/error_words.h"

#include <cerrno>
#include <cstring>

#include <gtest/gtest.h>

#include "base/messages.h"

namespace parkatlas {
namespace {

TEST(SystemErrorWords, AreThoseOfTheSystemInEnglish) {
    for (const int number : {ENOENT,    EACCES, EPERM, EISDIR,       ENOTDIR, ENOSPC,  EROFS,
                             EMFILE,    ENFILE, EIO,   ENAMETOOLONG, ELOOP,   EEXIST,  EBUSY,
                             ETIMEDOUT, EDQUOT, EFBIG, ENOMEM,       ESTALE,  ETXTBSY, ECHILD}) {
        EXPECT_EQ(system_error_words(number), std::strerror(number)) << number;
    }
}

TEST(SystemErrorWords, OfTheCommonOnesAreChineseInChinese) {
    for (const int number : {ENOENT, EACCES, EISDIR, ENOTDIR, ENOSPC, EROFS, EMFILE, EIO,
                             ENAMETOOLONG, ELOOP, EEXIST, EBUSY, ETIMEDOUT, EDQUOT, EFBIG}) {
        const std::string words = error_words(system_error_words(number), Lang::zh);
        for (const char c : words) EXPECT_FALSE((c >= 'a' && c <= 'z')) << words;
    }
    // One that nobody has translated stays as the system has it.
    EXPECT_EQ(error_words(std::strerror(ECHILD), Lang::zh), std::strerror(ECHILD));
}

TEST(ErrorWords, OfASentenceWithinASentenceAreTranslatedBoth) {
    EXPECT_EQ(error_words("cannot be opened: No such file or directory", Lang::zh),
              "打不开：没有这个文件或文件夹");
    EXPECT_EQ(error_words("cannot be opened: No such file or directory", Lang::en),
              "cannot be opened: No such file or directory");
}

TEST(ErrorWords, KeepWhatStandsInTheBlanks) {
    EXPECT_EQ(error_words("has no layer \"道路 {}\"", Lang::zh), "没有图层“道路 {}”");
    EXPECT_EQ(error_words("no memory for 9 x 7 pixels", Lang::zh), "9 x 7 像素的图片放不进内存");
    // An unknown reason behind a known beginning.
    EXPECT_EQ(error_words("cannot write: gremlins", Lang::zh), "写不了：gremlins");
}

TEST(ErrorWords, OfAnUnknownSentenceStay) {
    EXPECT_EQ(error_words("", Lang::zh), "");
    EXPECT_EQ(error_words("the moon is not full", Lang::zh), "the moon is not full");
    EXPECT_EQ(error_words("cannot write: ", Lang::zh), "写不了：");
}

TEST(ErrorWords, EachSentenceOfTheCatalogueIsFound) {
    for (const MessageEntry& entry : message_catalogue()) {
        if (!entry.key.starts_with("errors_")) continue;
        const std::string zh = error_words(entry.en, Lang::zh);
        EXPECT_EQ(zh, entry.zh) << entry.key;
    }
}

TEST(InLanguage, LeavesPlaceAndCode) {
    const Error error{ErrorCode::output_failed, "No such file or directory", "cannot write",
                      "free some disk space"};
    const Error zh = in_language(error, Lang::zh);
    EXPECT_EQ(zh.code, ErrorCode::output_failed);
    EXPECT_EQ(zh.where, "No such file or directory");
    EXPECT_EQ(zh.what, "写不了");
    EXPECT_EQ(zh.remedy, "请先腾出磁盘空间");
}

}  // namespace
}  // namespace parkatlas
