#include "export/detail/png_pixels.h"

#include <algorithm>

#include <zlib.h>

#include "base/messages_errors.h"
#include "base/parallel.h"

namespace parkatlas::exporting::detail {

namespace {

// A map sheet is flat colour with thin lines: on it no PNG filter beats the plain bytes, in size or
// in time, and zlib's levels above 3 take twice as long for a few per cent.
constexpr int level = 3;
/// 32 KB of window, and the sign for a fast level (RFC 1950, section 2.2).
constexpr char zlib_head[] = {0x78, 0x5E};
constexpr std::size_t window = 32'768;
constexpr std::size_t strip_bytes = std::size_t{1} << 20U;

struct Strip {
    std::string packed;
    uLong check = 0;
    std::size_t size = 0;
};

/// What one worker needs for a strip, used again for the next: fresh memory for each costs more
/// than what is done in it.
struct Desk {
    std::string plain, before, packed;
};

/// Rows first … last - 1 as bytes of the stream: each begins with its filter, 0 for none.
void put_rows(std::size_t first, std::size_t last, std::size_t row_bytes, const RowPacker& pack,
              std::string& bytes) {
    bytes.resize((last - first) * (row_bytes + 1));
    for (std::size_t y = first; y < last; ++y) {
        char* const row = bytes.data() + (y - first) * (row_bytes + 1);
        *row = 0;
        pack(y, reinterpret_cast<std::uint8_t*>(row) + 1);
    }
}

/// The strip as deflate blocks that end on a byte; false if memory is short.
bool deflate_strip(Desk& desk, bool is_last, std::string& out) {
    auto& [plain, before, packed] = desk;
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    if (!before.empty()) {
        const std::size_t size = std::min(before.size(), window);
        deflateSetDictionary(&stream,
                             reinterpret_cast<const Bytef*>(before.data() + before.size() - size),
                             static_cast<uInt>(size));
    }
    // A flush adds up to six bytes beyond the bound.
    packed.resize(deflateBound(&stream, static_cast<uLong>(plain.size())) + 16);
    stream.next_in = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int done = deflate(&stream, is_last ? Z_FINISH : Z_SYNC_FLUSH);
    out.assign(packed, 0, packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return done == (is_last ? Z_STREAM_END : Z_OK) && stream.avail_in == 0;
}

}  // namespace

Result<std::vector<std::string>> packed_rows(std::size_t row_count, std::size_t row_bytes,
                                             const RowPacker& pack) {
    const std::size_t height = std::max<std::size_t>(1, strip_bytes / (row_bytes + 1));
    const std::size_t rows_before = window / (row_bytes + 1) + 1;
    std::vector<Strip> strips((row_count + height - 1) / height);
    std::vector<Desk> desks(parallel_width());
    const auto body = [&](IndexRange piece, std::size_t worker) -> Result<void> {
        Desk& desk = desks[worker];
        for (std::size_t s = piece.first; s < piece.last; ++s) {
            const std::size_t first = s * height;
            const std::size_t last = std::min(first + height, row_count);
            put_rows(first, last, row_bytes, pack, desk.plain);
            put_rows(first - std::min(first, rows_before), first, row_bytes, pack, desk.before);
            Strip& strip = strips[s];
            strip.size = desk.plain.size();
            strip.check = adler32(1, reinterpret_cast<const Bytef*>(desk.plain.data()),
                                  static_cast<uInt>(desk.plain.size()));
            if (!deflate_strip(desk, s + 1 == strips.size(), strip.packed)) {
                return fail(ErrorCode::output_failed, "PNG", said(msg::errors_out_of_memory));
            }
        }
        return {};
    };
    if (Result<void> done = for_each_piece(strips.size(), 1, Work{}, body); !done) {
        return tl::unexpected{done.error()};
    }
    uLong check = 1;
    std::vector<std::string> out{std::string{zlib_head, sizeof zlib_head}};
    for (Strip& strip : strips) {
        check = adler32_combine(check, strip.check, static_cast<z_off_t>(strip.size));
        if (out.size() == 1 && out[0].size() == sizeof zlib_head) {
            out[0] += strip.packed;
        } else {
            out.push_back(std::move(strip.packed));
        }
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
        out.back() += static_cast<char>(check >> static_cast<unsigned>(shift) & 0xFFU);
    }
    return out;
}

}  // namespace parkatlas::exporting::detail
