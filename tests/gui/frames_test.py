#!/usr/bin/python3
"""How the window draws: what frames take, labels that fade, a lost context.

    frames_test.py --program build/parkatlas --geodata geodata CASE
"""

import json
import sys

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

    def frame_times(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            viewer.opened()
            display.key(viewer.window, "F12")
            state = viewer.wait_for("the panel", lambda s: "frame_times" in s["widgets"])
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            viewer.click_widget(state, "frame_times.close")
            viewer.wait_for("no panel", lambda s: not s["frame_times_open"])


if __name__ == "__main__":
    sys.exit(main(FrameCases))
