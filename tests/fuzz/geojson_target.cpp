// The GeoJSON reader: whatever comes in, it answers with a layer that keeps its promises or with an
// error that has words.
#include <cstdlib>
#include <string>

#include "fuzz_target.h"
#include "io/geojson.h"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void check_layer(const parkatlas::model::Layer& layer) {
    require(layer.names.size() == layer.ids.size());
    require(layer.shapes.size() == layer.ids.size());
    for (const parkatlas::model::AttributeColumn& column : layer.columns) {
        require(column.values.size() == layer.ids.size());
    }
    std::size_t vertices = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const parkatlas::geo::ShapeView shape = layer.shapes[i];
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            const auto part = shape.part(p);
            require(part.ring_count > 0);
            require(part.kind == parkatlas::geo::PartKind::polygon || part.ring_count == 1);
        }
        vertices += shape.vertex_count();
    }
    require(vertices == layer.shapes.vertices().size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(bytes), size};
    parkatlas::io::GeoJsonOptions options;
    options.stop_at_layout = false;
    const auto read = parkatlas::io::read_geojson_text(text, "fuzz", "fuzz", options);
    if (read) {
        check_layer(read->value.layer);
        require(read->value.positions.size() == read->value.layer.size());
    } else {
        require(!read.error().what.empty());
    }
    return 0;
}
