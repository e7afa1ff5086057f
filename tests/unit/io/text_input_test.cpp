#include "io/text_input.h"

#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "io/file_bytes.h"
#include "io/json_cursor.h"
#include "support/temporary_folder.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

std::string all_of(TextInput& input) {
    std::string text{input.begin(), input.end()};
    while (true) {
        const char* keep = input.end();
        const bool brought = input.more(keep);
        text.append(keep, input.end());
        if (!brought) return text;
    }
}

TEST(TextInput, CharactersCutByABlockComeWhole) {
    // 3-byte characters behind 0, 1 or 2 letters: one of them is cut at every megabyte.
    const test::TemporaryFolder folder;
    for (const std::string start : {"", "a", "ab"}) {
        std::string text = start;
        while (text.size() < 3'500'000) text += "园";
        const std::string path = folder.path() / "text";
        test::write_bytes(path, text);
        const Result<InputFile> file = InputFile::open(path, path);
        TextInput input{file->descriptor(), text.size(), {}};
        EXPECT_EQ(all_of(input), text);
        EXPECT_EQ(input.state(), TextInput::State::ended);
    }
}

TEST(TextInput, ATokenLargerThanABlockStaysInOnePiece) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "text";
    const std::string word(5'000'000, 'x');
    test::write_bytes(path, "[\"" + word + "\", 1]");
    const Result<InputFile> file = InputFile::open(path, path);
    TextInput input{file->descriptor(), 0, {}};
    JsonCursor cursor{input};
    ASSERT_TRUE(cursor.take('['));
    std::string_view text;
    ASSERT_EQ(cursor.peek(), '"');
    ASSERT_TRUE(cursor.read_string(text));
    EXPECT_EQ(text, word);
    EXPECT_TRUE(cursor.another(']'));
}

TEST(TextInput, BytesThatTrickleInAreReadToTheEnd) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    std::thread writer{[&] {
        for (const char c : std::string{"{\"园\": 1}"}) {
            EXPECT_EQ(write(ends[1], &c, 1), 1);
        }
        close(ends[1]);
    }};
    TextInput input{ends[0], 0, {}};
    EXPECT_EQ(all_of(input), "{\"园\": 1}");
    writer.join();
    close(ends[0]);
}

TEST(TextInput, TextThatIsNotUtf8IsNotHandedOut) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "text";
    test::write_bytes(path,
                      "a\xff"
                      "bcd");
    const Result<InputFile> file = InputFile::open(path, path);
    TextInput input{file->descriptor(), 5, {}};
    EXPECT_EQ(all_of(input), "");
    EXPECT_EQ(input.state(), TextInput::State::not_utf8);
}

TEST(TextInput, AStopIsSeenAtTheNextBlock) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "text";
    test::write_bytes(path, std::string(3'000'000, ' '));
    const Result<InputFile> file = InputFile::open(path, path);
    std::stop_source stop;
    TextInput input{file->descriptor(), 0, Work{nullptr, stop.get_token()}};
    stop.request_stop();
    all_of(input);
    EXPECT_EQ(input.state(), TextInput::State::stopped);
}

}  // namespace
}  // namespace parkatlas::io
