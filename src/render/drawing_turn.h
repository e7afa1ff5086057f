#pragma once

namespace parkatlas::render {

/// The turn to call OpenGL in contexts of OffscreenContext; one thread has it at a time.
///
/// Mesa's software rasteriser (seen in 22.3) looks through what all contexts of a display are about
/// to draw whenever one of them reads or writes a texture, and does so without a lock: two threads
/// that draw in two contexts crash now and then. A window's own context is of another display and
/// needs no turn.
///
/// Turns are taken in the order they were asked for. A thread that has one may take it again.
class DrawingTurn {
  public:
    DrawingTurn();
    DrawingTurn(const DrawingTurn&) = delete;
    DrawingTurn& operator=(const DrawingTurn&) = delete;
    ~DrawingTurn();

    /// Lets those draw who wait, where a piece of long work is done; nothing if this thread has no
    /// turn.
    static void let_others();
};

}  // namespace parkatlas::render
