#pragma once

#include <cstddef>
#include <cstdint>

/// The entry point that libFuzzer calls, once per input. Returns 0; anything that is wrong aborts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
