"""Files dropped on a window as a file manager drops them: version 5 of the XDND protocol
(freedesktop.org/wiki/Specifications/XDND), the source's side."""

import time
import urllib.parse

try:
    from Xlib import X, Xatom, display as xdisplay
    from Xlib.protocol import event
except ImportError:  # Debian's python3-xlib
    xdisplay = None

PATIENCE_S = 20.0


def is_possible():
    return xdisplay is not None


class FileDrop:
    """Offers files to a window and drops them there."""

    def __init__(self, display_name, paths):
        self.display = xdisplay.Display(display_name)
        self.source = self.display.screen().root.create_window(
            0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
        uris = ["file://" + urllib.parse.quote(str(path)) for path in paths]
        self.words = ("\r\n".join(uris) + "\r\n").encode("ascii")

    def atom(self, name):
        return self.display.intern_atom(name)

    def send(self, target, kind, data):
        message = event.ClientMessage(window=target, client_type=self.atom(kind),
                                      data=(32, data))
        target.send_event(message, event_mask=0)
        self.display.flush()

    def next_event(self, deadline):
        while not self.display.pending_events():
            if time.monotonic() > deadline:
                raise RuntimeError("the window does not answer the drag")
            time.sleep(0.01)
        return self.display.next_event()

    def answer(self, deadline, kind):
        """The window's message of this kind; what it asks for on the way is given to it."""
        while True:
            one = self.next_event(deadline)
            if one.type == X.SelectionRequest:
                one.requestor.change_property(one.property, one.target, 8, self.words)
                one.requestor.send_event(event.SelectionNotify(
                    time=one.time, requestor=one.requestor, selection=one.selection,
                    target=one.target, property=one.property), event_mask=0)
                self.display.flush()
            elif one.type == X.ClientMessage and one.client_type == self.atom(kind):
                return one.data[1]

    def drop_at(self, window_id, x, y):
        """x, y: of the window. True if the window said that it took what was dropped."""
        deadline = time.monotonic() + PATIENCE_S
        target = self.display.create_resource_object("window", window_id)
        version = target.get_full_property(self.atom("XdndAware"), Xatom.ATOM).value[0]
        place = target.translate_coords(self.display.screen().root, 0, 0)
        x, y = round(x - place.x), round(y - place.y)
        self.source.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)
        self.send(target, "XdndEnter",
                  (self.source.id, min(version, 5) << 24, self.atom("text/uri-list"), 0, 0))
        self.send(target, "XdndPosition", (self.source.id, 0, x << 16 | y, X.CurrentTime,
                                           self.atom("XdndActionCopy")))
        accepts = self.answer(deadline, "XdndStatus")[1] & 1
        if not accepts:
            self.send(target, "XdndLeave", (self.source.id, 0, 0, 0, 0))
            return False
        self.send(target, "XdndDrop", (self.source.id, 0, X.CurrentTime, 0, 0))
        # GLFW answers with the number of bytes that it took, where the protocol has a flag.
        return self.answer(deadline, "XdndFinished")[1] != 0
