#include "render/detail/glyph_store.h"

#include <unordered_set>
#include <utility>

namespace parkatlas::render::detail {

namespace {

constexpr std::size_t most_bytes = 32U << 20U;

}  // namespace

void GlyphStore::begin_picture(const draw::FontSet& fonts) {
    if (&fonts != fonts_ || bytes_ > most_bytes) {
        glyphs_.clear();
        bytes_ = 0;
    }
    fonts_ = &fonts;
}

void GlyphStore::gather(std::span<const GlyphKey> keys) {
    std::vector<GlyphKey> missing;
    std::vector<draw::GlyphRequest> requests;
    std::unordered_set<GlyphKey, GlyphKeyHash> seen;
    for (const GlyphKey& key : keys) {
        if (glyphs_.contains(key) || !seen.insert(key).second) continue;
        missing.push_back(key);
        requests.push_back(key.request());
    }
    std::vector<draw::GlyphBitmap> bitmaps = fonts_->rasterize(requests);
    for (std::size_t i = 0; i < missing.size(); ++i) {
        bytes_ += bitmaps[i].coverage.size();
        glyphs_.emplace(missing[i], std::move(bitmaps[i]));
    }
}

const draw::GlyphBitmap& GlyphStore::find(const GlyphKey& key) {
    if (const auto found = glyphs_.find(key); found != glyphs_.end()) return found->second;
    draw::GlyphBitmap bitmap = fonts_->rasterize(key.request());
    bytes_ += bitmap.coverage.size();
    return glyphs_.emplace(key, std::move(bitmap)).first->second;
}

}  // namespace parkatlas::render::detail
