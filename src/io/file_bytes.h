#pragma once

#include <cstdint>
#include <string>

#include "base/progress.h"
#include "base/result.h"

namespace parkatlas::io {

/// An open file, closed when it goes.
class InputFile {
  public:
    /// Opens a file or pipe for reading. Fails with input_unreadable: missing, no permission, a
    /// directory, a device.
    [[nodiscard]] static Result<InputFile> open(const std::string& path, const std::string& where);
    [[nodiscard]] static InputFile standard_input();

    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    ~InputFile();

    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] bool is_regular() const { return is_regular_; }
    [[nodiscard]] std::uint64_t size_bytes() const { return size_bytes_; }
    /// The first bytes of a regular file, up to `most`; the position does not change.
    [[nodiscard]] std::string head(std::size_t most) const;
    /// Everything from the start of a regular file, or what still comes through a pipe.
    [[nodiscard]] Result<std::string> read_all(const std::string& where, const Work& work) const;

  private:
    InputFile(int descriptor, bool is_owned) : descriptor_{descriptor}, is_owned_{is_owned} {}
    void look();

    int descriptor_ = -1;
    bool is_owned_ = true;
    bool is_regular_ = false;
    std::uint64_t size_bytes_ = 0;
};

}  // namespace parkatlas::io
