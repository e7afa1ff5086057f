#include "io/parallel_geojson.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <unistd.h>

#include "base/messages_errors.h"
#include "base/parallel.h"
#include "io/geojson_reader.h"

namespace parkatlas::io {

namespace {

// Large enough that what a piece costs beside its bytes does not count.
constexpr std::uint64_t piece_bytes = std::uint64_t{2} << 20;
constexpr std::uint64_t least_bytes = 2 * piece_bytes;
// More than the first piece lets expect, since memory that stays unused costs nothing and moving to
// more costs much.
constexpr double room_to_spare = 1.1;
constexpr std::size_t first_look = std::size_t{1} << 16;
constexpr std::size_t farthest_look = std::size_t{1} << 22;

constexpr std::array<std::string_view, 4> first_members{"id", "properties", "geometry", "bbox"};

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Passes over white space and one expected character.
bool pass(std::string_view& text, char wanted) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

/// Whether the text goes on as an object does whose first member is one of a Feature.
bool goes_on_as_feature(std::string_view text) {
    if (!pass(text, '"')) return false;
    const std::string_view key = text.substr(0, text.find('"'));
    text.remove_prefix(std::min(key.size() + 1, text.size()));
    if (!pass(text, ':')) return false;
    if (key != "type") return std::ranges::find(first_members, key) != first_members.end();
    return pass(text, '"') && text.starts_with("Feature\"");
}

std::string bytes_at(const InputFile& file, std::uint64_t at, std::size_t most) {
    std::string bytes(most, '\0');
    const ssize_t answer = pread(file.descriptor(), bytes.data(), most, static_cast<off_t>(at));
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(answer, 0)));
    return bytes;
}

/// The place where pieces are read, one after the other.
struct Slot {
    std::unique_ptr<TextInput> input;
    std::unique_ptr<GeoJsonReader> reader;
};

}  // namespace

std::optional<std::size_t> feature_start(std::string_view text) {
    for (std::size_t at = text.find('}'); at != std::string_view::npos;
         at = text.find('}', at + 1)) {
        std::string_view rest = text.substr(at + 1);
        if (!pass(rest, ',') || !pass(rest, '{')) continue;
        const std::size_t brace = text.size() - rest.size() - 1;
        if (goes_on_as_feature(rest)) return brace;
    }
    return std::nullopt;
}

std::vector<std::uint64_t> cuts_of(const InputFile& file, std::uint64_t piece) {
    std::vector<std::uint64_t> cuts;
    for (std::uint64_t at = piece; at < file.size_bytes(); at += piece) {
        if (!cuts.empty() && at <= cuts.back()) continue;
        for (std::size_t look = first_look; look <= farthest_look; look *= 8) {
            const std::optional<std::size_t> brace = feature_start(bytes_at(file, at, look));
            if (!brace) continue;
            cuts.push_back(at + *brace);
            break;
        }
    }
    return cuts;
}

std::optional<Result<Loaded<GeoJsonLayer>>> read_geojson_in_parts(const InputFile& file,
                                                                  const std::string& stem,
                                                                  const std::string& source,
                                                                  const Work& work) {
    if (file.size_bytes() < least_bytes || parallel_width() < 2) return std::nullopt;
    return read_geojson_in_parts(file, stem, source, piece_bytes, work);
}

std::optional<Result<Loaded<GeoJsonLayer>>> read_geojson_in_parts(const InputFile& file,
                                                                  const std::string& stem,
                                                                  const std::string& source,
                                                                  std::uint64_t piece,
                                                                  const Work& work) {
    std::vector<std::uint64_t> ends = cuts_of(file, piece);
    if (ends.empty()) return std::nullopt;
    ends.push_back(file.size_bytes());
    std::vector<Slot> slots(slots_in_order());
    Slot whole;
    const auto read_one = [&](std::size_t i, std::size_t slot) -> Result<void> {
        const TextPart part = i == 0                 ? TextPart::first
                              : i + 1 == ends.size() ? TextPart::last
                                                     : TextPart::middle;
        auto& [input, reader] = slots[slot];
        LayerBuilder builder = reader ? reader->take_builder() : LayerBuilder{source};
        reader.reset();
        input = std::make_unique<TextInput>(file.descriptor(), i == 0 ? 0 : ends[i - 1], ends[i],
                                            Work{nullptr, work.stop});
        reader =
            std::make_unique<GeoJsonReader>(*input, source, GeoJsonOptions{}, std::move(builder));
        if (reader->read_part(part)) return {};
        if (input->state() == TextInput::State::stopped) {
            return fail(ErrorCode::stopped, source, said(msg::errors_stopped));
        }
        return fail(ErrorCode::unsupported, source, said(msg::errors_read_one_pass));
    };
    const auto absorb_one = [&](std::size_t i, std::size_t slot) -> Result<void> {
        if (i == 0) {
            whole = std::exchange(slots[slot], {});
            whole.reader->reserve_times(static_cast<double>(file.size_bytes()) /
                                        static_cast<double>(ends.front()) * room_to_spare);
        } else if (!whole.reader->absorb(*slots[slot].reader)) {
            return fail(ErrorCode::unsupported, source, said(msg::errors_read_one_pass));
        }
        work.report(ends[i], file.size_bytes());
        return {};
    };
    const Result<void> read = make_and_take_in_order(ends.size(), work, read_one, absorb_one);
    if (!read) {
        if (read.error().code != ErrorCode::stopped) return std::nullopt;
        return tl::unexpected{Error{ErrorCode::stopped, source, said(msg::errors_stopped), {}}};
    }
    slots.clear();
    if (whole.reader->root_type() != "FeatureCollection") return std::nullopt;
    return whole.reader->finish(stem, "UTF-8");
}

}  // namespace parkatlas::io
