#pragma once

// Pictures on their way into files by GDAL. Only for the sources of this module that call GDAL.

#include <string>
#include <string_view>

#include "base/image.h"
#include "io/gdal_handles.h"

namespace parkatlas::io {

/// A file of GDAL's memory file system, gone with this object.
class MemoryFile {
  public:
    explicit MemoryFile(const char* ending);
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile();

    [[nodiscard]] const char* name() const { return name_.c_str(); }
    [[nodiscard]] std::string_view bytes() const;

  private:
    std::string name_;
};

/// The picture as a dataset; its pixels are borrowed. Null if memory is short.
[[nodiscard]] DatasetOwner borrowed_picture(const Image& image);

}  // namespace parkatlas::io
