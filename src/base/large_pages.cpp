#include "base/large_pages.h"

#include <cstdint>

#include <sys/mman.h>

namespace parkatlas {

void prefer_large_pages(void* block, std::size_t bytes) {
    constexpr std::uintptr_t page = std::uintptr_t{1} << 21;
    const auto begin = reinterpret_cast<std::uintptr_t>(block);
    const std::uintptr_t first = (begin + page - 1) / page * page;
    const std::uintptr_t last = (begin + bytes) / page * page;
    if (first >= last) return;
    (void)madvise(static_cast<char*>(block) + (first - begin), last - first, MADV_HUGEPAGE);
}

}  // namespace parkatlas
