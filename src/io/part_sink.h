#pragma once

#include <functional>

#include "model/layer.h"

namespace parkatlas::io {

/// Receives what has been read of a large layer while the rest is still being read: the features so
/// far, complete as they are. Called from the thread that reads or one that works for it, which
/// waits meanwhile.
using PartSink = std::function<void(model::Layer so_far)>;

}  // namespace parkatlas::io
