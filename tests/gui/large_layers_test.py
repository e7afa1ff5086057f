#!/usr/bin/python3
"""Layers that are larger than what is held in memory, and colours by classes.

    large_layers_test.py --program build/parkatlas --geodata geodata CASE
"""

import json
import subprocess
import sys

import viewer_test
from viewer_test import Viewer, equal, is_true, main
from x_display import XDisplay

SIDE = 120


def pixels(picture, box):
    """Colours of the pixels in a box of a picture."""
    x, y, w, h = (int(v) for v in box)
    raw = subprocess.run(["convert", str(picture), "-crop", f"{w}x{h}+{x}+{y}", "+repage",
                          "-depth", "8", "rgb:-"], check=True, capture_output=True,
                         timeout=60).stdout
    equal(len(raw), 3 * w * h, "bytes of the picture")
    return raw


def tinted(raw):
    """How many pixels are rather blue: the layer's colour over light ground."""
    return sum(1 for i in range(0, len(raw), 3) if raw[i + 2] > raw[i] + 20)


class LargeLayerCases(viewer_test.Cases):
    def grid(self, name):
        """14,400 squares, a quarter of the ground inland; written by the program itself."""
        features = []
        for i in range(SIDE * SIDE):
            x, y = 120.5 + 0.01 * (i % SIDE), 28.5 + 0.01 * (i // SIDE)
            ring = [[x, y], [x + .005, y], [x + .005, y + .005], [x, y + .005], [x, y]]
            features.append({"type": "Feature", "id": i + 1,
                             "properties": {"use": ["工业", "居住"][i % 2],
                                            "state": ["规划", "建成"][i // SIDE % 2]},
                             "geometry": {"type": "Polygon", "coordinates": [ring]}})
        plain = self.folder / "grid.geojson"
        plain.write_text(json.dumps({"type": "FeatureCollection", "features": features},
                                    ensure_ascii=False), encoding="utf-8")
        if name == plain.name:
            return plain
        done = self.run_without_window("convert", plain, "-o", self.folder / name, "--quiet")
        equal(done.returncode, 0, done.stderr)
        return self.folder / name

    def run_script(self, display, source, memory_mb, tag, lines):
        """States and pictures of a script; `lines` name them by the words after the command."""
        script = self.folder / f"{tag}.script"
        script.write_text("\n".join(lines).replace("@", f"{self.folder}/{tag}-") + "\nquit\n",
                          encoding="utf-8")
        viewer = Viewer(self, display, "--script", script, "--layer-memory", memory_mb,
                        sources=(str(source),))
        equal(viewer.ended(), (0, ""), "exit code and words")

    def held_part(self):
        """A sample from afar; near by, the very picture of the whole; tools that refuse."""
        steps = ["fit", "screenshot @far.png", "dump @far.json", "scale 60000",
                 "screenshot @near.png", "dump @near.json", "drawer overlaps", "dump @overlap.json",
                 "drawer none", "scale 900000", "dump @back.json"]
        with XDisplay() as display:
            for name in ("grid.fgb", "grid.gpkg"):
                source = self.grid(name)
                self.run_script(display, source, 0, "whole", steps)
                self.run_script(display, source, 1, "part", steps)
                states = {at: json.loads((self.folder / f"part-{at}.json").read_text("utf-8"))
                          for at in ("far", "near", "overlap", "back")}
                part = {at: s["user_layers"][0]["part"] for at, s in states.items()}
                whole = json.loads((self.folder / "whole-far.json").read_text("utf-8"))
                equal(whole["user_layers"][0]["part"], None, "the whole is whole")

                equal(part["far"]["total"], SIDE * SIDE, "features of the layer")
                equal(part["far"]["box"], None, "a sample from afar")
                step = part["far"]["step"]
                is_true(step > 1, "one in several")
                is_true(abs(part["far"]["held"] - SIDE * SIDE / step) <= 1, "features held")
                is_true("layer.0.part" in states["far"]["widgets"], "the panel says so")

                is_true(part["near"]["box"] is not None, "a box near by")
                is_true(0 < part["near"]["held"] < SIDE * SIDE, "not all of them")
                equal(part["back"]["box"], None, "the sample again")
                equal(part["back"]["held"], part["far"]["held"], "as it was")
                is_true(not states["overlap"].get("overlap", {}).get("pairs"),
                        "no figures of a part")
                equal(states["near"]["missing_glyphs"], [], "characters not shown")

                # Near by nothing is missing or too much; edges are smoothed otherwise where a
                # layer is small.
                frame = states["near"]["view"]["frame"]
                box = (frame[0] + 20, frame[1] + 60, frame[2] - 40, frame[3] - 160)
                near = [pixels(self.folder / f"{which}-near.png", box)
                        for which in ("whole", "part")]
                is_true(tinted(near[0]) > 1000, "there is something to be seen")
                is_true(abs(tinted(near[1]) / tinted(near[0]) - 1.0) < 0.03, "the same tint")
                far_off = sum(abs(a - b) > 100 for a, b in zip(*near))
                is_true(far_off < 0.001 * len(near[0]), f"{far_off} bytes are far off")
                # From afar about one in `step` of what the whole layer colours.
                far = [tinted(pixels(self.folder / f"{which}-far.png", box))
                       for which in ("whole", "part")]
                is_true(far[1] < 0.8 * far[0], f"{far[1]} of {far[0]} pixels are tinted")

    def colors(self):
        """By classes of a field: chosen in the panel, undone, saved, and by --color-by."""
        source = self.grid("grid.geojson")
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(source),))
            state = viewer.wait_for("the layer", lambda s: "layer.0.row" in s["widgets"])
            x, y, w, h = state["widgets"]["layer.0.row"]
            display.move(viewer.window, x + w / 2, y + h / 2)
            state = viewer.wait_for("the tools", lambda s: "layer.settings.0" in s["widgets"])
            viewer.click_widget(state, "layer.settings.0")
            state = viewer.wait_for("the settings", lambda s: "layer.color_field" in s["widgets"])
            viewer.click_widget(state, "layer.color_field")
            state = viewer.wait_for("fields",
                                    lambda s: "layer.color_field.state" in s["widgets"])
            viewer.click_widget(state, "layer.color_field.state")
            state = viewer.wait_for("the classes", lambda s: s["user_layers"][0]["classes"])
            classes = state["user_layers"][0]["classes"]
            equal(sorted((c["name"], c["count"]) for c in classes),
                  [("建成", 7200), ("规划", 7200)], "classes")
            is_true("layer.0.class.1" in state["widgets"], "the legend")
            equal(state["steps"], ["为“grid”分类着色"], "one step")
            equal(state["missing_glyphs"], [], "characters not shown")
            display.key(viewer.window, "Escape")
            display.key(viewer.window, "ctrl+z")
            viewer.wait_for("one colour", lambda s: s["user_layers"][0]["classes"] is None)
            display.key(viewer.window, "ctrl+y")
            viewer.wait_for("classes again", lambda s: s["user_layers"][0]["classes"])
            self.save_project(viewer, "mine")
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")
            saved = json.loads((self.folder / "mine.parkatlas").read_text("utf-8"))
            equal(saved["layers"][0]["color_field"], "state", "the saved field")
            viewer.dump.unlink()

            viewer = Viewer(self, display, sources=(str(self.folder / "mine.parkatlas"),))
            viewer.wait_for("saved classes", lambda s: s.get("user_layers") and
                            s["user_layers"][0]["classes"])
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")
            viewer.dump.unlink()

            viewer = Viewer(self, display, "--color-by", "use", sources=(str(source),))
            state = viewer.wait_for("the asked classes", lambda s: s.get("user_layers") and
                                    s["user_layers"][0]["classes"])
            equal([c["name"] for c in state["user_layers"][0]["classes"]], ["居住", "工业"],
                  "by the other field")
            is_true(not state["changed"], "nothing to be saved")


if __name__ == "__main__":
    sys.exit(main(LargeLayerCases))
