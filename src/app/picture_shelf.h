#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "cartography/annotation_layer.h"
#include "model/annotation.h"

namespace parkatlas::app {

/// Pictures of the document's annotations, each read once, beside the window: a share that does not
/// answer holds nobody up. Belongs to the window's thread.
class PictureShelf {
  public:
    explicit PictureShelf(std::function<void()> wake) : wake_{std::move(wake)} {}

    /// Begins to read what has not been read yet.
    void want(const model::Annotations& file);
    /// Pictures that could not be read are tried again with the next `want`.
    void try_again() { problems_.clear(); }
    /// True if something has been read.
    bool poll();
    [[nodiscard]] bool busy() const { return reading_ != nullptr; }

    /// By their names in the annotations: whole paths.
    [[nodiscard]] const cartography::AnnotationPictures& pictures() const { return pictures_; }
    /// Why one is not there; null where it is, or is not known yet.
    [[nodiscard]] const Error* problem(const std::string& file) const;

  private:
    struct Answer;
    void read_next();

    std::function<void()> wake_;
    std::vector<std::string> wanted_;  ///< not begun yet
    std::shared_ptr<Answer> reading_;  ///< null: nothing is being read
    cartography::AnnotationPictures pictures_;
    std::map<std::string, Error> problems_;
};

}  // namespace parkatlas::app
