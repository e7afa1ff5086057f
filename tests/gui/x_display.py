"""A virtual X server for one test, and the events that a person and a window manager send."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess

NEEDED = ("Xvfb", "xdotool", "identify", "import")


def missing_tools():
    return [tool for tool in NEEDED if shutil.which(tool) is None]


class XDisplay:
    """Xvfb on a free display number that the server itself chooses."""

    def __init__(self, width=1600, height=1000):
        read_end, write_end = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-noreset", "-nolisten", "tcp",
             "-screen", "0", f"{width}x{height}x24"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.name = ":" + number
        self.environment = dict(os.environ, DISPLAY=self.name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def xdotool(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True,
                              capture_output=True, text=True, timeout=60)
        return done.stdout

    def find_window(self):
        """Waits until the program's window is on the screen."""
        found = self.xdotool("search", "--sync", "--onlyvisible", "--class", "parkatlas")
        return int(found.split()[-1])

    def move(self, window, x, y):
        self.xdotool("mousemove", "--window", window, round(x), round(y))

    def click(self, window, x, y, button=1, repeat=1):
        self.move(window, x, y)
        self.xdotool("click", "--repeat", repeat, "--delay", 60, button)

    def drag(self, window, start, end):
        self.move(window, *start)
        self.xdotool("mousedown", 1)
        for step in range(1, 6):
            self.move(window, start[0] + (end[0] - start[0]) * step / 5,
                      start[1] + (end[1] - start[1]) * step / 5)
        self.xdotool("mouseup", 1)

    def key(self, window, *names):
        self.xdotool("windowfocus", "--sync", window)
        self.xdotool("key", *names)

    def type(self, window, words):
        self.xdotool("windowfocus", "--sync", window)
        self.xdotool("type", "--delay", 40, words)

    def picture(self, window, path):
        subprocess.run(["import", "-window", str(window), str(path)], env=self.environment,
                       check=True, timeout=60)

    def press_close_button(self, window):
        """What a window manager sends for the close button: the message WM_DELETE_WINDOW."""
        x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
        x11.XInternAtom.restype = ctypes.c_ulong
        x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        x11.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long,
                                   ctypes.c_void_p]
        x11.XCloseDisplay.argtypes = [ctypes.c_void_p]

        class ClientMessage(ctypes.Structure):
            # XClientMessageEvent of Xlib.h, padded to the size of XEvent (24 longs).
            _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong),
                        ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                        ("format", ctypes.c_int), ("data", ctypes.c_long * 5),
                        ("padding", ctypes.c_long * 24)]

        display = x11.XOpenDisplay(self.name.encode())
        event = ClientMessage()
        event.type = 33  # ClientMessage of X.h
        event.window = window
        event.message_type = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
        event.format = 32
        event.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
        x11.XSendEvent(display, window, 0, 0, ctypes.byref(event))
        x11.XCloseDisplay(display)


def count_colours(path):
    done = subprocess.run(["identify", "-format", "%k", str(path)], check=True, timeout=60,
                          capture_output=True, text=True)
    return int(done.stdout)


def picture_size(path):
    done = subprocess.run(["identify", "-format", "%w %h", str(path)], check=True, timeout=60,
                          capture_output=True, text=True)
    return tuple(map(int, done.stdout.split()))
