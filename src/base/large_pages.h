#pragma once

#include <cstddef>

namespace parkatlas {

/// Asks the system to back a block that is about to be filled by large pages: one fault where small
/// ones take 512. A hint: nothing happens for blocks of less than one large page, or where the
/// system has none to give. Memory that stays untouched is not taken, but for what is left of the
/// last large page.
void prefer_large_pages(void* block, std::size_t bytes);

}  // namespace parkatlas
