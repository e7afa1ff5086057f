// parse_layout: a layout whose features and layer agree, or an error that has words.
#include <cstdlib>
#include <string_view>

#include "fuzz_target.h"
#include "io/source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    const auto layout = parkatlas::io::parse_layout(text, "fuzz");
    const bool sound = layout ? layout->value.features.size() == layout->value.layer.size() &&
                                    layout->value.layer.shapes.size() == layout->value.layer.size()
                              : !layout.error().what.empty();
    if (!sound) std::abort();
    return 0;
}
