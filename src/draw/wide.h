#pragma once

// Internal to draw: loops over pixels that are worth a second version for wide registers, chosen at
// start by what the processor has. Both give the same bytes: no fused multiply-add, no reordering.

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
// (A sanitizer's checks must not run in the choice, which is made before they are set up.)
#define PARKATLAS_WIDE [[gnu::target_clones("avx2", "default")]]
#else
#define PARKATLAS_WIDE
#endif
