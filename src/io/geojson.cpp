#include "io/geojson.h"

#include <filesystem>
#include <utility>

#include "io/encoding.h"
#include "io/file_bytes.h"
#include "io/geojson_reader.h"
#include "io/parallel_geojson.h"
#include "io/text_input.h"

namespace parkatlas::io {

namespace {

/// What a layer without a name of its own is called: the file's name without its ending.
std::string stem_of(const std::string& path) {
    return std::filesystem::path{path}.stem().string();
}

}  // namespace

Result<Loaded<GeoJsonLayer>> read_geojson_text(std::string text, const std::string& source,
                                               const std::string& stem,
                                               const GeoJsonOptions& options) {
    Result<DecodedText> decoded = decode_text(std::move(text), source);
    if (!decoded) return tl::unexpected{std::move(decoded.error())};
    TextInput input{std::move(decoded->text)};
    return GeoJsonReader{input, source, options, LayerBuilder{source}}.read(stem,
                                                                            decoded->encoding);
}

Result<Loaded<GeoJsonLayer>> read_geojson_file(const std::string& path, const std::string& source,
                                               const GeoJsonOptions& options, const Work& work) {
    const Result<InputFile> file = InputFile::open(path, source);
    if (!file) return tl::unexpected{file.error()};
    if (file->is_regular() && utf16_charset(file->head(2)).empty()) {
        if (options.stop_at_layout) {
            std::optional<Result<Loaded<GeoJsonLayer>>> in_parts =
                read_geojson_in_parts(*file, stem_of(path), source, work);
            if (in_parts) return std::move(*in_parts);
        }
        TextInput input{file->descriptor(), file->size_bytes(), work};
        Result<Loaded<GeoJsonLayer>> layer =
            GeoJsonReader{input, source, options, LayerBuilder{source}}.read(stem_of(path),
                                                                             "UTF-8");
        if (layer || input.state() != TextInput::State::not_utf8) return layer;
    }
    // Other encodings and pipes go through memory as a whole.
    Result<std::string> bytes = file->read_all(source, work);
    if (!bytes) return tl::unexpected{std::move(bytes.error())};
    return read_geojson_text(std::move(*bytes), source, stem_of(path), options);
}

}  // namespace parkatlas::io
