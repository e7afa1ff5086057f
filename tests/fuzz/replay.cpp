// Runs a fuzz target over every file of a corpus folder and over mutations of each, always the
// same ones. A crash or hang ends the test; the line before says which input it was.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz_target.h"

namespace {

constexpr int mutations_per_file = 6000;
constexpr std::size_t longest_input = 200'000;

/// Pieces that matter to JSON and to GeoJSON, put in at random places.
constexpr std::array<std::string_view, 33> words{"{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 ":",
                                                 "\"",
                                                 "\\",
                                                 "\\u",
                                                 "\\ud83d",
                                                 "null",
                                                 "true",
                                                 "NaN",
                                                 "-",
                                                 "1e999",
                                                 "-0",
                                                 "0.",
                                                 "1e-400",
                                                 "999999999999999999999",
                                                 "\"type\"",
                                                 "\"features\"",
                                                 "\"geometry\"",
                                                 "\"coordinates\"",
                                                 "\"properties\"",
                                                 "\"id\"",
                                                 "\"crs\"",
                                                 "\"layout\"",
                                                 "\"FeatureCollection\"",
                                                 "\"GeometryCollection\"",
                                                 "\xef\xbb\xbf",
                                                 "\xff",
                                                 "\x1e",
                                                 "\xd4\xb0"};

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) {
    return limit == 0 ? 0 : static_cast<std::size_t>(random() % limit);
}

void mutate(std::string& text, Random& random) {
    const std::size_t at = below(random, text.size() + 1);
    const std::size_t length = 1 + below(random, below(random, 4) == 0 ? 200 : 8);
    switch (below(random, 7)) {
        case 0:  // another byte
            if (at < text.size()) text[at] = static_cast<char>(random() % 256);
            break;
        case 1:
            text.erase(std::min(at, text.size()), length);
            break;
        case 2: {  // a piece of itself elsewhere
            const std::string piece = text.substr(below(random, text.size() + 1), length);
            text.insert(at, piece);
            break;
        }
        case 3:
            text.insert(at, words[below(random, words.size())]);
            break;
        case 4:
            text.resize(at);
            break;
        case 5: {  // many times the same
            const std::string_view word = words[below(random, words.size())];
            std::string many;
            for (std::size_t i = below(random, 2000); i > 0; --i) many += word;
            text.insert(at, many);
            break;
        }
        default: {  // a digit for a digit
            const std::size_t digit = text.find_first_of("0123456789", at);
            if (digit != std::string::npos) text[digit] = static_cast<char>('0' + random() % 10);
        }
    }
    if (text.size() > longest_input) text.resize(longest_input);
}

void run(const std::string& text) {
    // A copy of exactly its size, so that a sanitizer sees a step beyond its end.
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: replay FOLDER\n", stderr);
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{argv[1]}) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) {
        std::fputs("the corpus is empty\n", stderr);
        return 1;
    }
    std::uint64_t seed = 1;
    for (const std::filesystem::path& file : files) {
        std::ifstream stream{file, std::ios::binary};
        const std::string original{std::istreambuf_iterator<char>{stream}, {}};
        std::printf("%s, seed %llu\n", file.filename().c_str(),
                    static_cast<unsigned long long>(seed));
        std::fflush(stdout);
        run(original);
        Random random{seed++};
        std::string text = original;
        for (int i = 0; i < mutations_per_file; ++i) {
            // Mutations pile up for a while, then start afresh.
            if (i % 8 == 0) text = original;
            mutate(text, random);
            run(text);
        }
    }
    return 0;
}
