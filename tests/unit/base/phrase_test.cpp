#include "base/phrase.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "base/error_words.h"
#include "base/finding.h"
#include "base/messages_errors.h"
#include "base/result.h"

namespace parkatlas {
namespace {

TEST(Phrase, OfAPlainTextIsTheSameInBothLanguages) {
    const Phrase phrase{"道路.gpkg"};
    EXPECT_EQ(phrase.in(Lang::zh), "道路.gpkg");
    EXPECT_EQ(phrase.in(Lang::en), "道路.gpkg");
    EXPECT_TRUE(Phrase{}.empty());
}

TEST(Said, PutsNamesAndNumbersIntoTheBlanksInOrder) {
    const Phrase phrase = said(msg::errors_no_pixels_memory, 9, std::size_t{7});
    EXPECT_EQ(phrase.english(), "no memory for 9 x 7 pixels");
    EXPECT_EQ(phrase.in(Lang::zh), "9 x 7 像素的图片放不进内存");
}

TEST(Said, ABlankThatHoldsAPhraseSpeaksTheLanguageAroundIt) {
    const Phrase phrase = said(msg::errors_cannot_be_opened, system_error_words(ENOENT));
    EXPECT_EQ(phrase.english(), "cannot be opened: No such file or directory");
    EXPECT_EQ(phrase.in(Lang::zh), "打不开：没有这个文件或文件夹");
}

TEST(Said, WhatStandsInABlankIsNotReadForBlanks) {
    EXPECT_EQ(said(msg::errors_its_one_layer, "道路 {}").in(Lang::zh), "只有一个图层“道路 {}”");
}

TEST(Said, KeepsWordsOfOthersAsTheyAre) {
    EXPECT_EQ(said(msg::errors_cannot_write_why, "gremlins").in(Lang::zh), "写不了：gremlins");
}

TEST(Phrase, OneBehindTheOtherIsSoInBothLanguages) {
    const Phrase both = said(msg::errors_points) + ", " + said(msg::errors_lines);
    EXPECT_EQ(both.english(), "points, lines");
    EXPECT_EQ(both.in(Lang::zh), "点, 线");
}

TEST(ErrorLine, IsInTheLanguageAskedFor) {
    const Error error{ErrorCode::output_failed, "图.png", said(msg::errors_cannot_write),
                      said(msg::errors_free_space)};
    EXPECT_EQ(error_line(error), "parkatlas: error: 图.png: cannot write (free some disk space)");
    EXPECT_EQ(error_line(error, Lang::zh), "parkatlas: error: 图.png: 写不了 (请先腾出磁盘空间)");
}

TEST(FindingLine, IsInTheLanguageAskedFor) {
    const Finding finding{Severity::warning, "null_geometry", "a.json", "甲",
                          said(msg::errors_no_geometry)};
    EXPECT_EQ(finding_line(finding, Lang::zh), "parkatlas: warning: a.json, 甲: 要素没有图形");
}

// said() fills {} only: a blank with a form would be printed as it stands.
TEST(Catalogue, SentencesOfErrorsHaveTheSameBlanksInBothLanguages) {
    const auto blanks = [](std::string_view text) {
        int count = 0;
        for (std::size_t at = text.find("{}"); at != std::string_view::npos;
             at = text.find("{}", at + 2)) {
            ++count;
        }
        return count;
    };
    for (const MessageEntry& entry : message_catalogue()) {
        if (!entry.key.starts_with("errors_")) continue;
        EXPECT_EQ(blanks(entry.zh), blanks(entry.en)) << entry.key;
        EXPECT_EQ(entry.zh.find("{:"), std::string_view::npos) << entry.key;
        EXPECT_EQ(entry.en.find("{:"), std::string_view::npos) << entry.key;
    }
}

}  // namespace
}  // namespace parkatlas
