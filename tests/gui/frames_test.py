#!/usr/bin/python3
"""How the window draws: what frames take, labels that fade, a lost context.

    frames_test.py --program build/parkatlas --geodata geodata CASE
"""

import json
import os
import signal
import subprocess
import sys
import time

from viewer_test import Cases, Viewer, equal, is_true, main
from x_display import XDisplay


class FrameCases(Cases):
    def stats(self):
        script = self.folder / "script.txt"
        script.write_text("wait_idle\nfit\nkey plus\nwait_idle\nquit\n", encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, "--script", script, "--stats")
            code, err = viewer.ended()
            equal(code, 0, "exit code")
            told = json.loads(err)
            for name in ("load_ms", "base_map_ms", "index_ms", "upload_ms", "first_picture_ms"):
                is_true(told[name] > 0, f"{name} is told: {told}")
            is_true(told["frames"] > 2 and told["pictures"] >= 2, f"frames and pictures: {told}")
            is_true(told["frame_ms"]["p50"] <= told["frame_ms"]["max"], f"frames: {told}")
            equal(sorted(told["mean_frame_ms"]), ["draw", "map", "panels", "swap"], "parts")
            turn = told["longest_turn_ms"]
            is_true(turn["total"] >= max(v for k, v in turn.items() if k != "total"), f"{turn}")

    def frame_times(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            viewer.opened()
            display.key(viewer.window, "F12")
            state = viewer.wait_for("the panel", lambda s: "frame_times" in s["widgets"])
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            viewer.click_widget(state, "frame_times.close")
            viewer.wait_for("no panel", lambda s: not s["frame_times_open"])

    def lost_context(self):
        before, after = self.folder / "before.png", self.folder / "after.png"
        first, second = self.folder / "first.json", self.folder / "second.json"
        script = self.folder / "script.txt"
        script.write_text(
            "select park-qianwan\ndrawer indicators\nscale 300000\nmove 5 500\n"
            f"screenshot {before}\ndump {first}\nlose_context\nwait_idle\n"
            f"screenshot {after}\ndump {second}\nkey plus\nwait_idle\nquit\n", encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, "--script", script)
            equal(viewer.ended(), (0, ""), "exit code and words")
        self.screenshot_is_a_picture(before, (1600, 1000))
        is_true(before.read_bytes() == after.read_bytes(), "the picture in the new context differs")
        states = [json.loads(path.read_text(encoding="utf-8")) for path in (first, second)]
        for name in ("view", "selected", "drawer", "steps", "features", "labels", "widgets"):
            equal(states[1][name], states[0][name], name)

    def cancel(self):
        """Reading that would take for ever is given up by Esc; the window does not wait for it."""
        pipe = self.folder / "endless.geojson"
        os.mkfifo(pipe)
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(pipe),))
            with open(pipe, "wb", buffering=0) as writer:
                writer.write(b'{"type":"FeatureCollection","features":[')
                viewer.display.xdotool("key", "--delay", 200, "Escape")
                state = viewer.wait_for("the base map", lambda s: "document" in s)
                equal(state["document"]["layers"], [], "layers")
                equal(state["missing_glyphs"], [], "characters the panels cannot show")
                viewer.process.send_signal(signal.SIGTERM)
                equal(viewer.ended(), (0, ""), "exit code and words")

    def dead_share(self):
        """A source that does not answer at all: the window lives, opens others, and ends."""
        dead = self.folder / "dead.geojson"
        os.mkfifo(dead)  # nobody ever writes: it cannot even be opened
        other = self.folder / "other.geojson"
        other.write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"name": "A"},
             "geometry": {"type": "Point", "coordinates": [121.5, 29.8]}}]}), encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display)
            scale = viewer.opened()["view"]["scale_denominator"]

            def open_file(path):
                display.key(viewer.window, "ctrl+o")
                viewer.wait_for("the dialog", lambda s: s["files"]["dialog"])
                display.type(viewer.window, str(path))
                display.xdotool("key", "--delay", 200, "Return")

            open_file(dead)
            display.xdotool("key", "--delay", 200, "plus")
            display.xdotool("key", "--delay", 200, "Escape")
            viewer.wait_for("a closer look", lambda s: s["opening"] == "" and
                            s["view"]["scale_denominator"] < scale)
            open_file(other)
            viewer.wait_for("another layer", lambda s: len(s["user_layers"]) == 1)
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended(within_s=20)[0], 0, "exit code")

    def idle(self):
        """Nothing is drawn while nothing changes."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            display.key(viewer.window, "F12")  # also where frames are counted
            frames = viewer.wait_for("rest", lambda s: s["frame_times_open"])["frames"]
            time.sleep(1.0)
            settled = viewer.state()["frames"]
            time.sleep(1.0)
            equal(viewer.state()["frames"], settled, f"frames at rest (first seen: {frames})")

    def no_opengl(self):
        """A display, but nothing that could draw with OpenGL."""
        with XDisplay() as display:
            environment = self.environment(display)
            environment["LIBGL_DRIVERS_PATH"] = str(self.folder / "none")
            environment["__GLX_VENDOR_LIBRARY_NAME"] = "none"
            done = subprocess.run(
                [self.program, "view", "layout:ningbo", "--lang", "en"], env=environment,
                capture_output=True, text=True, timeout=60, check=False)
        equal(done.returncode, 4, f"exit code ({done.stderr})")
        line = done.stderr.splitlines()[-1]
        is_true(line.startswith("parkatlas: error: ") and "tried" in line and "PDF and SVG" in line,
                line)


if __name__ == "__main__":
    sys.exit(main(FrameCases))
