#include "render/detail/glyph_atlas.h"

#include <algorithm>
#include <cstring>

namespace parkatlas::render::detail {

namespace {

constexpr int page_px = 1024;
constexpr std::size_t pages_kept_between_frames = 24;  // 24 MiB
constexpr int gap_px = 1;

}  // namespace

GlyphAtlas::GlyphAtlas() {
    GLint layers = 256;
    glGetIntegerv(GL_MAX_ARRAY_TEXTURE_LAYERS, &layers);
    max_pages_ = static_cast<std::size_t>(std::clamp(layers, 1, 128));
}

int GlyphAtlas::largest_px() {
    return page_px;
}

void GlyphAtlas::begin_frame(const draw::FontSet& fonts) {
    if (&fonts != fonts_ || pages_.size() > pages_kept_between_frames) clear();
    fonts_ = &fonts;
}

void GlyphAtlas::clear() {
    pages_.clear();
    glyphs_.clear();
    texture_pages_ = 0;
}

const AtlasGlyph* GlyphAtlas::find(const GlyphKey& key, const draw::FontSet& fonts) {
    if (const auto found = glyphs_.find(key); found != glyphs_.end()) return &found->second;
    return keep(key, fonts.rasterize(key.request()));
}

const AtlasGlyph* GlyphAtlas::keep(const GlyphKey& key, const draw::GlyphBitmap& bitmap) {
    AtlasGlyph glyph;
    glyph.left_px = bitmap.left_px;
    glyph.top_px = bitmap.top_px;
    const bool fits = bitmap.width_px <= page_px && bitmap.height_px <= page_px;
    if (fits && bitmap.width_px > 0 && bitmap.height_px > 0) {
        glyph.width_px = static_cast<std::uint16_t>(bitmap.width_px);
        glyph.height_px = static_cast<std::uint16_t>(bitmap.height_px);
        if (!place(bitmap.width_px, bitmap.height_px, glyph)) return nullptr;
        Page& page = pages_[glyph.page];
        const auto width = static_cast<std::size_t>(bitmap.width_px);
        for (int row = 0; row < bitmap.height_px; ++row) {
            const auto at = static_cast<std::size_t>(glyph.texel_y + row) * page_px + glyph.texel_x;
            std::memcpy(page.texels.data() + at,
                        bitmap.coverage.data() + static_cast<std::size_t>(row) * width, width);
        }
        const int top = glyph.texel_y;
        const int bottom = top + bitmap.height_px;
        if (page.dirty_from == page.dirty_to) {
            page.dirty_from = top;
            page.dirty_to = bottom;
        } else {
            page.dirty_from = std::min(page.dirty_from, top);
            page.dirty_to = std::max(page.dirty_to, bottom);
        }
    }
    return &glyphs_.emplace(key, glyph).first->second;
}

bool GlyphAtlas::place(int width, int height, AtlasGlyph& glyph) {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        if (place_on(pages_[i], width, height, glyph)) {
            glyph.page = static_cast<std::uint16_t>(i);
            return true;
        }
    }
    if (pages_.size() >= max_pages_) return false;
    pages_.emplace_back();
    pages_.back().texels.resize(static_cast<std::size_t>(page_px) * page_px);
    glyph.page = static_cast<std::uint16_t>(pages_.size() - 1);
    return place_on(pages_.back(), width, height, glyph);
}

bool GlyphAtlas::place_on(Page& page, int width, int height, AtlasGlyph& glyph) {
    Shelf* best = nullptr;
    for (Shelf& shelf : page.shelves) {
        const bool wastes_little = shelf.height <= height + height / 4 + 4;
        if (shelf.height >= height && wastes_little && page_px - shelf.used >= width &&
            (best == nullptr || shelf.height < best->height)) {
            best = &shelf;
        }
    }
    if (best == nullptr) {
        if (page_px - page.used_height < height) return false;
        // Heights in steps of four, so that glyphs of about the same size share shelves.
        const int shelf_height = std::min((height + 3) / 4 * 4, page_px - page.used_height);
        page.shelves.push_back({page.used_height, shelf_height, 0});
        page.used_height += shelf_height + gap_px;
        best = &page.shelves.back();
    }
    glyph.texel_x = static_cast<std::uint16_t>(best->used);
    glyph.texel_y = static_cast<std::uint16_t>(best->y);
    best->used += width + gap_px;
    return true;
}

void GlyphAtlas::upload() {
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D_ARRAY, texture_.get());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (texture_pages_ < pages_.size()) {
        // Room for some more pages, so that a growing atlas is not made anew for each.
        texture_pages_ = std::min(max_pages_, pages_.size() + pages_.size() / 2);
        glTexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_R8, page_px, page_px,
                     static_cast<GLsizei>(texture_pages_), 0, GL_RED, GL_UNSIGNED_BYTE, nullptr);
        glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAX_LEVEL, 0);
        for (Page& page : pages_) {
            page.dirty_from = 0;
            page.dirty_to = std::min(page.used_height, page_px);
        }
    }
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        Page& page = pages_[i];
        if (page.dirty_from == page.dirty_to) continue;
        glTexSubImage3D(GL_TEXTURE_2D_ARRAY, 0, 0, page.dirty_from, static_cast<GLint>(i), page_px,
                        page.dirty_to - page.dirty_from, 1, GL_RED, GL_UNSIGNED_BYTE,
                        page.texels.data() + static_cast<std::size_t>(page.dirty_from) * page_px);
        page.dirty_from = page.dirty_to = 0;
    }
}

}  // namespace parkatlas::render::detail
