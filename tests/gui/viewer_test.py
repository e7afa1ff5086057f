#!/usr/bin/python3
"""The window as a person meets it: under Xvfb, with real mouse and keyboard events.

Nothing sleeps for a fixed time in the hope that the program is ready: every step waits for the
state dump that the program writes whenever its window has come to rest.

    viewer_test.py --program build/parkatlas --geodata geodata CASE
"""

import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from x_display import XDisplay, count_colours, missing_tools, picture_size

SKIPPED = 77
PATIENCE_S = 60  # a busy machine without GPU; only a failing test waits so long


class Viewer:
    """The program with a window, and what it says of itself."""

    def __init__(self, case, display, *arguments, sources=("layout:ningbo",), lang="zh"):
        self.display = display
        self.dump = case.folder / "state.json"
        self.process = subprocess.Popen(
            [case.program, "view", *sources, *(("--lang", lang) if lang else ()),
             "--state-dump", self.dump, *map(str, arguments)],
            env=case.environment(display), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True)
        case.viewers.append(self)
        self.window = display.find_window()

    def state(self):
        return json.loads(self.dump.read_text(encoding="utf-8"))

    def wait_for(self, what, holds):
        """The first state at rest for which `holds` is true."""
        deadline = time.monotonic() + PATIENCE_S
        seen = None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                out, err = self.process.communicate()
                raise AssertionError(f"the viewer ended with {self.process.returncode} while "
                                     f"waiting for {what}: {out}{err}")
            if self.dump.exists():
                seen = self.state()
                if holds(seen):
                    return seen
            time.sleep(0.02)
        raise AssertionError(f"waited in vain for {what}; last state: {seen}")

    def opened(self):
        return self.wait_for("the opened layout", lambda s: "document" in s and s["labels"])

    def click(self, at, button=1, repeat=1):
        self.display.click(self.window, *at, button=button, repeat=repeat)

    def click_widget(self, state, name):
        x, y, w, h = state["widgets"][name]
        self.click((x + w / 2, y + h / 2))

    def ended(self, within_s=PATIENCE_S):
        """Exit code and what it wrote to standard error."""
        _, err = self.process.communicate(timeout=within_s)
        return self.process.returncode, err


def feature(state, feature_id):
    return next(f for f in state["features"] if f["id"] == feature_id)


def map_point(state, at):
    """Map metres at a place of the window: the view's middle, its scale, north up."""
    x, y, w, h = state["view"]["frame"]
    metres_per_px = state["view"]["scale_denominator"] / 1000 * 25.4 / 96
    centre = state["view"]["centre"]
    return (centre[0] + (at[0] - (x + w / 2)) * metres_per_px,
            centre[1] - (at[1] - (y + h / 2)) * metres_per_px)


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: {found!r}, expected {expected!r}")


def near(found, expected, tolerance, what):
    if abs(found - expected) > tolerance:
        raise AssertionError(f"{what}: {found}, expected {expected} within {tolerance}")


def is_true(claim, what):
    if not claim:
        raise AssertionError(what)


class Cases:
    def __init__(self, program, geodata, folder):
        self.program = program
        self.geodata = geodata
        self.folder = folder
        self.viewers = []

    def environment(self, display=None):
        environment = dict(os.environ, PARKATLAS_GEODATA=str(self.geodata),
                           LIBGL_ALWAYS_SOFTWARE="1", LC_ALL="C.UTF-8",
                           XDG_CONFIG_HOME=str(self.folder / "config"),
                           XDG_STATE_HOME=str(self.folder / "state"))
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        if display is not None:
            environment["DISPLAY"] = display.name
        return environment

    def close_all(self):
        for viewer in self.viewers:
            if viewer.process.poll() is None:
                viewer.process.kill()
                viewer.process.communicate()

    def run_without_window(self, *arguments):
        return subprocess.run([self.program, *map(str, arguments)], env=self.environment(),
                              capture_output=True, text=True, timeout=PATIENCE_S)

    def window_is_a_picture(self, viewer, name):
        path = self.folder / f"{name}.png"
        viewer.display.picture(viewer.window, path)
        self.screenshot_is_a_picture(path, (1600, 1000))

    def measure_circle(self, viewer, at, to):
        """By a key and two clicks; the state with the circle in it."""
        before = len(viewer.state()["measurements"])
        viewer.display.key(viewer.window, "c")
        viewer.wait_for("the circle tool", lambda s: s["tool"] == "circle")
        viewer.click(at)
        viewer.wait_for("the centre", lambda s: len(s["sketch"]) == 1)
        viewer.click(to)
        return viewer.wait_for("the circle", lambda s: len(s["measurements"]) == before + 1)

    def save_project(self, viewer, name):
        viewer.display.key(viewer.window, "ctrl+s")
        viewer.wait_for("the dialog", lambda s: s["files"]["dialog"])
        viewer.display.type(viewer.window, str(self.folder / name))
        viewer.display.key(viewer.window, "Return")
        viewer.wait_for("the project", lambda s: s["files"]["project"] and not s["changed"])

    def screenshot_is_a_picture(self, path, size):
        equal(picture_size(path), size, "size of the picture")
        # An empty window has a handful of colours; map, letters and their smooth edges have many.
        is_true(count_colours(path) > 500, f"{path} is all but empty")

    # ---- cases ------------------------------------------------------------------------------

    def clicks(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            equal(state["document"]["scheme"], "一核两带五园", "scheme")
            equal(state["selected"], None, "selection at the start")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

            park = feature(state, "park-meishan")
            viewer.click(park["at"])
            state = viewer.wait_for("the clicked park", lambda s: s["selected"] == "park-meishan")
            equal(state["hovered"], "park-meishan", "feature under the mouse")

            cursor = (state["view"]["frame"][0] + 300, state["view"]["frame"][1] + 200)
            before = map_point(state, cursor)
            scale = state["view"]["scale_denominator"]
            viewer.click(cursor, button=4)  # the wheel, one notch away from the user
            state = viewer.wait_for("the zoomed map",
                                    lambda s: s["view"]["scale_denominator"] < scale)
            near(scale / state["view"]["scale_denominator"], 1.25, 1e-9, "one notch")
            after = map_point(state, cursor)
            # A tenth of a pixel: mouse positions are whole pixels.
            tolerance_m = state["view"]["scale_denominator"] / 1000 * 25.4 / 96 / 10
            near(after[0], before[0], tolerance_m, "easting under the cursor")
            near(after[1], before[1], tolerance_m, "northing under the cursor")

            held = map_point(state, cursor)
            display.drag(viewer.window, cursor, (cursor[0] + 120, cursor[1] + 60))
            state = viewer.wait_for(
                "the moved map",
                lambda s: abs(map_point(s, (cursor[0] + 120, cursor[1] + 60))[0] - held[0])
                < tolerance_m)
            near(map_point(state, (cursor[0] + 120, cursor[1] + 60))[1], held[1], tolerance_m,
                 "northing under the hand")
            equal(state["selected"], "park-meishan", "a drag selects nothing")

            viewer.click_widget(state, "role.park")
            state = viewer.wait_for("hidden parks", lambda s: s["roles"]["park"] is False)
            is_true(not any(f["visible"] for f in state["features"] if f["role"] == "park"),
                    "a park is still visible")
            is_true(not any(l["feature"].startswith("park-") for l in state["labels"]),
                    "a hidden park has a label")
            viewer.click_widget(state, "role.park")
            state = viewer.wait_for("parks again", lambda s: s["roles"]["park"] is True)

            viewer.click_widget(state, "layer.counties")
            state = viewer.wait_for("no counties", lambda s: s["parts"]["counties"] is False)

            viewer.click_widget(state, "toolbar.fit")
            state = viewer.wait_for(
                "the whole layout",
                lambda s: abs(s["view"]["scale_denominator"] - scale) < 1e-6 * scale)

            viewer.click_widget(state, "lang.en")
            state = viewer.wait_for("English", lambda s: s["lang"] == "en")
            equal(feature(state, "park-meishan")["name"], "Meishan Life Health Park", "name")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

            viewer.click_widget(state, "toolbar.about")
            state = viewer.wait_for("the about box", lambda s: s["about_open"])
            viewer.click_widget(state, "about.close")
            viewer.wait_for("no about box", lambda s: not s["about_open"])

            self.window_is_a_picture(viewer, "window")
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended(within_s=5), (0, ""), "exit code and words after SIGTERM")

    def keys_and_search(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            scale = state["view"]["scale_denominator"]
            centre = state["view"]["centre"]
            frame = state["view"]["frame"]
            middle = (frame[0] + frame[2] / 2, frame[1] + frame[3] / 2)

            display.key(viewer.window, "plus")
            state = viewer.wait_for("zoom by +", lambda s: s["view"]["scale_denominator"] < scale)
            near(state["view"]["centre"][0], centre[0], 1e-3, "middle after +")
            display.key(viewer.window, "minus")
            viewer.wait_for("zoom by -",
                            lambda s: abs(s["view"]["scale_denominator"] - scale) < 1e-6 * scale)
            display.key(viewer.window, "Right")
            viewer.wait_for("a look to the east", lambda s: s["view"]["centre"][0] > centre[0] + 1)
            display.key(viewer.window, "Home")
            viewer.wait_for("home", lambda s: abs(s["view"]["centre"][0] - centre[0]) < 1e-3)

            viewer.click_widget(state, "search")
            display.type(viewer.window, "meishan")
            state = viewer.wait_for("the search", lambda s: s["search"] == "meishan")
            rows = [name for name in state["widgets"] if name.startswith("feature.")]
            equal(rows, ["feature.park-meishan"], "rows that match")
            equal(state["view"]["centre"], centre, "letters typed into the field move no map")

            x, y, w, h = state["widgets"]["feature.park-meishan"]
            viewer.click((x + w / 2, y + h / 2), repeat=2)
            state = viewer.wait_for("zoom by double click",
                                    lambda s: s["view"]["scale_denominator"] < scale / 4)
            equal(state["selected"], "park-meishan", "selection")

            viewer.click(middle, button=5)
            display.key(viewer.window, "Escape")
            viewer.wait_for("no selection", lambda s: s["selected"] is None)
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words after Ctrl+Q")

    def script(self):
        first, second = self.folder / "first.png", self.folder / "second.json"
        script = self.folder / "script.txt"
        script.write_text(
            "wait_idle\nselect park-qianwan\nzoom_to park-qianwan\ntoggle role:belt\n"
            f"toggle layer:labels\nscreenshot {first}\ntoggle layer:labels\n"
            f"toggle feature:core\nlang en\ndump {second}\nquit\n", encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, "--script", script)
            equal(viewer.ended(), (0, ""), "exit code and words")
        self.screenshot_is_a_picture(first, (1600, 1000))
        state = json.loads(second.read_text(encoding="utf-8"))
        equal(state["lang"], "en", "language")
        equal(state["selected"], "park-qianwan", "selection")
        equal(state["roles"]["belt"], False, "belts")
        equal(feature(state, "core")["visible"], False, "core")
        equal(state["parts"]["labels"], True, "labels")
        is_true(state["idle"], "a dump at rest says so")

    def both_languages(self):
        with XDisplay() as display:
            for lang in ("zh", "en"):
                script = self.folder / f"{lang}.txt"
                picture = self.folder / f"{lang}.png"
                dump = self.folder / f"{lang}.json"
                script.write_text(f"select core\ndump {dump}\n", encoding="utf-8")
                viewer = Viewer(self, display, "--script", script, "--screenshot", picture,
                                lang=lang)
                equal(viewer.ended(), (0, ""), "exit code and words")
                self.screenshot_is_a_picture(picture, (1600, 1000))
                state = json.loads(dump.read_text(encoding="utf-8"))
                equal(state["lang"], lang, "language")
                equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def close_button(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            viewer.opened()
            display.press_close_button(viewer.window)
            equal(viewer.ended(within_s=5), (0, ""), "exit code and words")

    def sigterm_while_open(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            viewer.opened()
            viewer.process.send_signal(signal.SIGINT)
            equal(viewer.ended(within_s=5), (0, ""), "exit code and words")

    def sigterm_while_opening(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)  # the window is there, the layout hardly
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended(), (0, ""), "exit code and words")

    def no_display(self):
        done = self.run_without_window("view", "layout:ningbo", "--lang", "en")
        equal(done.returncode, 4, "exit code")
        lines = done.stderr.splitlines()
        equal(len(lines), 1, "lines on standard error")
        is_true(lines[0].startswith("parkatlas: error: ") and "display" in lines[0] and
                "parkatlas export" in lines[0], lines[0])

    def log(self):
        """What the program said is kept, in the language of the moment."""
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=("layout:ningbo", "/nonexistent/a.geojson"))
            state = viewer.wait_for("the problem", lambda s: s.get("problems") and
                                    "problems.details" in s["widgets"])
            viewer.click_widget(state, "problems.details")
            state = viewer.wait_for("the log", lambda s: s["drawer"] == "log")
            equal(state["log"][0], {"level": "Error", "words":
                                    "/nonexistent/a.geojson：打不开：没有这个文件或文件夹"}, "entry")
            viewer.click_widget(state, "lang.en")
            state = viewer.wait_for("English", lambda s: s["lang"] == "en")
            equal(state["log"][0]["words"],
                  "/nonexistent/a.geojson: cannot be opened: No such file or directory", "entry")
            self.window_is_a_picture(viewer, "log")

            # Copied as text: here into the search field, which shows it in the next dump.
            viewer.click_widget(state, "log.copy")
            viewer.click_widget(state, "search")
            display.xdotool("key", "--delay", 200, "ctrl+v")
            state = viewer.wait_for("the pasted log", lambda s: s["search"] != "")
            is_true("No such file or directory" in state["search"], state["search"])
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def one_bad_source(self):
        bad = self.folder / "损坏.geojson"
        bad.write_text('{"type": "FeatureColl', encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=("layout:ningbo", str(bad)))
            state = viewer.opened()
            equal(len(state["problems"]), 1, "problems shown")
            is_true("损坏.geojson" in state["problems"][0], state["problems"][0])
            viewer.click_widget(state, "problems.dismiss")
            viewer.wait_for("no notice", lambda s: s["problems"] == [])
            viewer.process.send_signal(signal.SIGTERM)
            code, words = viewer.ended(within_s=5)
            equal(code, 0, "exit code")
            equal(len(words.splitlines()), 1, "lines on standard error")
            is_true("损坏.geojson" in words, words)

    def only_bad_sources(self):
        with XDisplay() as display:
            done = subprocess.run(
                [self.program, "view", self.folder / "none.geojson", "--lang", "en"],
                env=self.environment(display), capture_output=True, text=True, timeout=PATIENCE_S)
            equal(done.returncode, 3, "exit code")
            equal(len(done.stderr.splitlines()), 1, "lines on standard error")
            is_true("none.geojson" in done.stderr, done.stderr)

    def bad_script(self):
        script = self.folder / "bad.txt"
        for line, words in (("explode", "explode"), ("select no-such-park", "no-such-park"),
                            ("click_on no.such.button", "no.such.button")):
            script.write_text(f"fit\n{line}\n", encoding="utf-8")
            with XDisplay() as display:
                done = subprocess.run(
                    [self.program, "view", "layout:ningbo", "--script", script, "--lang", "en"],
                    env=self.environment(display), capture_output=True, text=True,
                    timeout=PATIENCE_S)
                equal(done.returncode, 2, f"exit code of '{line}'")
                is_true("line 2" in done.stderr and words in done.stderr, done.stderr)

    def indicators(self):
        """The table of targets of Ningbo's plan, line for line as in its table 2-1."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            equal(state["drawer"], None, "drawer at the start")
            frame = state["view"]["frame"]
            viewer.click_widget(state, "toolbar.indicators")
            state = viewer.wait_for("the table", lambda s: s["drawer"] == "indicators")
            rows = state["indicators"]
            equal(len(rows), 14, "lines")
            equal(rows[0], {"name": "健康产业总产出", "unit": "亿元", "base": "1,467.81",
                            "target": "2,000", "change": "+36.3%", "kind": "预期性",
                            "section": "表2-1"}, "first line")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            is_true(state["view"]["frame"][3] < frame[3] - 200, "the map makes room")

            x, y, w, h = state["widgets"]["drawer.edge"]
            display.drag(viewer.window, (x + w / 2, y + 3), (x + w / 2, y - 97))
            viewer.wait_for("a taller drawer",
                            lambda s: abs(s["view"]["frame"][3] -
                                          (state["view"]["frame"][3] - 100)) < 3)
            viewer.click_widget(state, "lang.en")
            state = viewer.wait_for("English", lambda s: s["lang"] == "en")
            equal(state["indicators"][0]["name"], "Total output of the health industry", "name")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            display.key(viewer.window, "i")
            viewer.wait_for("the closed drawer", lambda s: s["drawer"] is None)

    def walk(self):
        """From the province to the city to the park and back, by clicks alone."""
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=("layout:zhejiang",))
            state = viewer.opened()
            equal(state["plan_path"], ["zhejiang"], "path at the start")
            equal(state["plans_below"], ["hangzhou", "ningbo"], "plans below")
            whole_province = state["view"]["scale_denominator"]

            viewer.click_widget(state, "feature.pole-ningbo")
            state = viewer.wait_for("the pole", lambda s: s["selected"] == "pole-ningbo")
            viewer.click_widget(state, "inspector.open_plan")
            state = self.at_plan(viewer, "ningbo")
            equal(state["plan_path"], ["zhejiang", "ningbo"], "path in the city")
            equal(state["selected"], None, "selection in the city")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            whole_city = state["view"]["scale_denominator"]
            is_true(whole_city < whole_province / 2, "the camera has come down to the city")

            x, y, w, h = state["widgets"]["feature.core-yongjiang"]
            viewer.click((x + w / 2, y + h / 2), repeat=2)
            state = self.at_plan(viewer, "digital-health-park")
            equal(state["plan_path"], ["zhejiang", "ningbo", "digital-health-park"], "path")
            is_true(state["view"]["scale_denominator"] < whole_city / 4, "down to the park")

            viewer.click_widget(state, "plan.ningbo")
            state = self.at_plan(viewer, "ningbo")
            equal(state["selected"], "core-yongjiang", "selection is where one came from")
            near(state["view"]["scale_denominator"], whole_city, 1e-6 * whole_city, "whole city")

            viewer.click_widget(state, "plan.zhejiang")
            state = self.at_plan(viewer, "zhejiang")
            equal(state["selected"], "pole-ningbo", "selection is where one came from")

            viewer.click_widget(state, "below.ningbo")
            state = self.at_plan(viewer, "ningbo")
            viewer.click_widget(state, "feature.park-qianwan")
            state = viewer.wait_for("the park", lambda s: s["selected"] == "park-qianwan")
            viewer.click_widget(state, "reference.zhejiang/park-hangzhou-bay")
            state = self.at_plan(viewer, "zhejiang")
            equal(state["selected"], "park-hangzhou-bay", "the same place in the other plan")
            is_true("reference.ningbo/park-qianwan" in state["widgets"], "and the way back")

            display.key(viewer.window, "alt+Left")
            state = self.at_plan(viewer, "ningbo")
            equal(state["selected"], "park-qianwan", "selection of the view before")
            display.key(viewer.window, "alt+Right")
            state = self.at_plan(viewer, "zhejiang")
            equal(state["selected"], "park-hangzhou-bay", "selection of the view after")

    def at_plan(self, viewer, plan):
        return viewer.wait_for(f"the plan {plan}", lambda s: s["opening"] == "" and
                               s["document"]["layout"] == plan and s["labels"])

    def views(self):
        """Back and forward, by keys and buttons; Enter and Backspace between plans."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            scale = state["view"]["scale_denominator"]
            equal(state["history"], {"behind": 0, "ahead": 0}, "history at the start")
            viewer.click_widget(state, "feature.park-meishan")
            state = viewer.wait_for("the park", lambda s: s["selected"] == "park-meishan")
            viewer.click_widget(state, "inspector.zoom")
            state = viewer.wait_for("the closer look",
                                    lambda s: s["view"]["scale_denominator"] < scale / 4)
            close = state["view"]["scale_denominator"]
            display.key(viewer.window, "alt+Left")
            state = viewer.wait_for("the view before", lambda s: abs(
                s["view"]["scale_denominator"] - scale) < 1e-6 * scale)
            equal(state["history"], {"behind": 0, "ahead": 1}, "history")
            viewer.click_widget(state, "toolbar.forward")
            state = viewer.wait_for("the view after", lambda s: abs(
                s["view"]["scale_denominator"] - close) < 1e-6 * close)
            viewer.click_widget(state, "toolbar.back")
            state = viewer.wait_for("the view before", lambda s: abs(
                s["view"]["scale_denominator"] - scale) < 1e-6 * scale)

            viewer.click_widget(state, "feature.core-yongjiang")
            viewer.wait_for("the sector", lambda s: s["selected"] == "core-yongjiang")
            display.key(viewer.window, "Return")
            self.at_plan(viewer, "digital-health-park")
            display.key(viewer.window, "BackSpace")
            state = self.at_plan(viewer, "ningbo")
            equal(state["selected"], "core-yongjiang", "selection after Backspace")

    def pinyin(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            viewer.click_widget(state, "search")
            display.type(viewer.window, "nbsw")
            state = viewer.wait_for("the search", lambda s: s["search"] == "nbsw")
            rows = [name for name in state["widgets"] if name.startswith("feature.")]
            equal(rows, ["feature.park-bio-industry"], "rows that match")

    def remembers(self):
        """Language and size of the window come back; --lang goes before what is remembered."""
        with XDisplay() as display:
            viewer = Viewer(self, display, "--width", "1200", "--height", "800", lang=None)
            state = viewer.opened()
            equal(state["lang"], "zh", "language at first")
            viewer.click_widget(state, "lang.en")
            viewer.wait_for("English", lambda s: s["lang"] == "en")
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")
            viewer.dump.unlink()

            viewer = Viewer(self, display, lang=None)
            state = viewer.opened()
            equal(state["lang"], "en", "language the second time")
            equal(state["window"], {"width": 1200, "height": 800}, "size the second time")
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")
            viewer.dump.unlink()

            viewer = Viewer(self, display, lang="zh")
            equal(viewer.opened()["lang"], "zh", "language as asked for")
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")

    def opens_another(self):
        """A file beside the plan, a file that is none, and undo."""
        data = self.folder / "plot.geojson"
        ring = [[121.5, 29.8], [121.6, 29.8], [121.6, 29.9], [121.5, 29.9], [121.5, 29.8]]
        data.write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"name": "A"},
             "geometry": {"type": "Polygon", "coordinates": [ring]}}]}), encoding="utf-8")
        first, second, third = (self.folder / f"{n}.json" for n in (1, 2, 3))
        script = self.folder / "script.txt"
        script.write_text(f"open {data}\nwait_idle\ndump {first}\n"
                          f"open {self.folder / 'none.geojson'}\nwait_idle\ndump {second}\n"
                          f"key ctrl+z\nwait_idle\ndump {third}\nquit\n", encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, "--script", script)
            code, words = viewer.ended()
            equal(code, 0, "exit code")
            equal(len(words.splitlines()), 1, "lines on standard error")
        opened, failed, back = (json.loads(path.read_text(encoding="utf-8"))
                                for path in (first, second, third))
        equal(opened["document"]["layout"], "ningbo", "the plan stays")
        equal(opened["document"]["layers"], ["plot"], "layers")
        is_true("none.geojson" in failed["problems"][0], "the problem is shown")
        equal(failed["document"]["layers"], ["plot"], "what was open stays")
        equal([l["title"] for l in opened["user_layers"]], ["plot"], "the list of layers")
        equal(opened["steps"], ["添加图层“plot”"], "steps")
        equal(failed["steps"], opened["steps"], "a file that is none is no step")
        equal(back["user_layers"], [], "undo takes the layer away")

    def measure(self):
        """An area clicked together, mended by its points, undone; a distance; a circle."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            # Out at sea, where there is nothing to snap to.
            corners = [(1130, 760), (1210, 760), (1210, 840), (1130, 840)]
            viewer.click_widget(state, "tool.area")
            viewer.wait_for("the tool", lambda s: s["tool"] == "area")
            wrong = (1170, 810)
            for n, corner in enumerate([*corners[:3], wrong], 1):
                viewer.click(corner)
                viewer.wait_for("the point", lambda s: len(s["sketch"]) == n)
            display.key(viewer.window, "BackSpace")
            viewer.wait_for("one point less", lambda s: len(s["sketch"]) == 3)
            viewer.click(corners[3])
            viewer.wait_for("the right point", lambda s: len(s["sketch"]) == 4)
            display.key(viewer.window, "Return")
            state = viewer.wait_for("the measurement", lambda s: len(s["measurements"]) == 1)
            # By the map itself: 80 x 80 pixels; the Gauss-Kruger plane is off by 1.0012 here.
            metres_per_px = state["view"]["scale_denominator"] / 1000 * 25.4 / 96
            plane = 80 * 80 * metres_per_px ** 2
            area = state["measurements"][0]["area_m2"]
            near(area / plane, 1.0, 0.003, "area against the plane of the map")
            near(state["measurements"][0]["length_m"] / (320 * metres_per_px), 1.0, 0.002,
                 "perimeter")
            equal(state["selected"], None, "measuring selects nothing")

            display.key(viewer.window, "Escape")
            viewer.wait_for("no tool", lambda s: s["tool"] == "select")
            display.drag(viewer.window, corners[0], (corners[0][0] - 60, corners[0][1]))
            state = viewer.wait_for("the larger area",
                                    lambda s: s["measurements"][0]["area_m2"] > area * 1.2)
            near(state["measurements"][0]["area_m2"] / area, 1.375, 0.005, "a triangle more")
            display.key(viewer.window, "ctrl+z")
            state = viewer.wait_for("the area as it was", lambda s: abs(
                s["measurements"][0]["area_m2"] - area) < 1e-3)
            display.key(viewer.window, "ctrl+y")
            viewer.wait_for("the larger area again",
                            lambda s: s["measurements"][0]["area_m2"] > area * 1.2)

            state = self.measure_circle(viewer, (1150, 800), (1190, 800))
            near(state["measurements"][1]["length_m"] / (2 * 3.14159265 * 40 * metres_per_px), 1.0,
                 0.002, "circumference")

            display.key(viewer.window, "m")
            state = viewer.wait_for("the list", lambda s: s["drawer"] == "measures")
            viewer.click_widget(state, "measure.remove.0")
            state = viewer.wait_for("one removed", lambda s: len(s["measurements"]) == 1)
            equal(state["measurements"][0]["kind"], "circle", "what is left")
            viewer.click_widget(state, "toolbar.undo")
            state = viewer.wait_for("both again", lambda s: len(s["measurements"]) == 2)

            equal(state["steps"], ["量算“面积1”", "移动“面积1”的顶点", "量算“圆2”", "删除“面积1”"],
                  "the list of steps, the drag one of them")
            viewer.click_widget(state, "tab.history")
            state = viewer.wait_for("the history", lambda s: s["drawer"] == "history")
            viewer.click_widget(state, "history.1")
            state = viewer.wait_for("the first step", lambda s: s["step"] == 1)
            near(state["measurements"][0]["area_m2"], area, 1e-3, "the area as it was drawn")
            equal(len(state["measurements"]), 1, "measurements after the first step")
            is_true(state["changed"], "a measurement is a change of the document")
            viewer.click_widget(state, "history.0")
            state = viewer.wait_for("the start", lambda s: s["step"] == 0)
            equal(state["measurements"], [], "measurements at the start")
            is_true(not state["changed"], "at the start nothing is changed")
            display.key(viewer.window, "ctrl+shift+z")
            state = viewer.wait_for("the first step again", lambda s: s["step"] == 1)
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def snap(self):
        """The pen goes to the corner of a plot and to its border, and not while Ctrl is held."""
        data = self.folder / "plot.geojson"
        ring = [[121.5, 29.8], [121.6, 29.8], [121.6, 29.9], [121.5, 29.9], [121.5, 29.8]]
        data.write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"name": "A"},
             "geometry": {"type": "Polygon", "coordinates": [ring]}}]}), encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(data),))
            state = viewer.wait_for("the layer", lambda s: "document" in s)
            display.key(viewer.window, "d")
            viewer.wait_for("the tool", lambda s: s["tool"] == "distance")
            corner = self.pixel_of(viewer, state, 121.5, 29.8)
            display.move(viewer.window, corner[0] + 3, corner[1] - 3)
            state = viewer.wait_for("the corner", lambda s: s["pen_snap"] == "vertex")
            near(state["pen"][0], 121.5, 1e-9, "longitude of the corner")
            near(state["pen"][1], 29.8, 1e-9, "latitude of the corner")
            border = self.pixel_of(viewer, state, 121.5, 29.85)
            display.move(viewer.window, border[0] + 3, border[1])
            state = viewer.wait_for("the border", lambda s: s["pen_snap"] == "edge")
            near(state["pen"][0], 121.5, 1e-6, "longitude of the border")
            display.xdotool("keydown", "ctrl")
            display.move(viewer.window, border[0] + 4, border[1] + 2)
            viewer.wait_for("no snapping", lambda s: s["pen_snap"] == "none" and s["pen"])
            display.xdotool("keyup", "ctrl")

    def pixel_of(self, viewer, state, lon, lat):
        """Where a place stands in the window, by what the pen says of places around it."""
        x, y, w, h = state["view"]["frame"]
        west, south, east, north = state["view"]["extent_degrees"]
        viewer.display.xdotool("keydown", "ctrl")  # the pen itself, drawn to nothing
        at = (x + w / 2, y + h / 2)
        last = None
        for _ in range(4):
            viewer.display.move(viewer.window, *at)
            pen = viewer.wait_for("the pen", lambda s: s["pen"] and s["pen"] != last and
                                  s["pen_snap"] == "none")["pen"]
            last = pen
            step = ((lon - pen[0]) / (east - west) * w, (pen[1] - lat) / (north - south) * h)
            at = (at[0] + step[0], at[1] + step[1])
            if abs(step[0]) < 1.5 and abs(step[1]) < 1.5:
                break
        viewer.display.xdotool("keyup", "ctrl")
        return at

    def typed_coordinates(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            scale = state["view"]["scale_denominator"]
            display.key(viewer.window, "m")
            state = viewer.wait_for("the drawer", lambda s: s["drawer"] == "measures")
            viewer.click_widget(state, "typed_place")
            display.type(viewer.window, "nonsense")
            display.key(viewer.window, "Return")
            state = viewer.wait_for("the remedy", lambda s: s["typed_place_problem"])
            viewer.click_widget(state, "typed_place")
            display.key(viewer.window, "ctrl+a")
            # EPSG:4549 of 121.5512, 29.8651, by pyproj.
            display.type(viewer.window, "3306170.02444 40649880.83014")
            display.key(viewer.window, "Return")
            state = viewer.wait_for("the pin", lambda s: s["pin"])
            near(state["pin"][0], 121.5512, 1e-8, "longitude")
            near(state["pin"][1], 29.8651, 1e-8, "latitude")
            near(state["view"]["centre"][0], 649880.83, 0.01, "easting of the middle")
            is_true(state["view"]["scale_denominator"] < scale, "a closer look")

    def audit_panel(self):
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=("layout:zhejiang",))
            state = viewer.opened()
            viewer.click_widget(state, "toolbar.audit")
            state = viewer.wait_for("the audit", lambda s: "audit" in s)
            equal(state["audit"]["errors"], 0, "errors in a built-in layout")
            is_true("finding.0" in state["widgets"], "a line that can be clicked")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            scale = state["view"]["scale_denominator"]
            viewer.click_widget(state, "tab.overlaps")
            state = viewer.wait_for("the overlaps", lambda s: "overlap.0" in s["widgets"])
            viewer.click_widget(state, "overlap.0")
            state = viewer.wait_for("a look at the overlap",
                                    lambda s: s["view"]["scale_denominator"] < scale)
            is_true(state["selected"], "one of the two is selected")

    def plain_layer(self):
        """A file of the user, with characters that no other text of the program has."""
        data = self.folder / "地块.geojson"
        ring = [[121.5, 29.8], [121.6, 29.8], [121.6, 29.9], [121.5, 29.9], [121.5, 29.8]]
        data.write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": 7, "properties": {"name": "鄞州龘靐地块", "备注": "彧"},
             "geometry": {"type": "Polygon", "coordinates": [ring]}}]}, ensure_ascii=False),
            encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(data),))
            state = viewer.wait_for("the layer", lambda s: "document" in s)
            equal(len(state["document"]["layers"]), 1, "layers")
            frame = state["view"]["frame"]
            viewer.click((frame[0] + frame[2] / 2, frame[1] + frame[3] / 2))
            state = viewer.wait_for("the clicked plot", lambda s: s["selected"] == "7")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            viewer.click_widget(state, "layer.0")
            viewer.wait_for("the hidden layer", lambda s: s["hidden_layers"] == [0])
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended(within_s=5)[0], 0, "exit code")


def main(cases_of=Cases):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--geodata", type=pathlib.Path, required=True)
    parser.add_argument("--keep", type=pathlib.Path, help="folder for what a failed case leaves")
    parser.add_argument("case")
    arguments = parser.parse_args()
    missing = missing_tools()
    if missing:
        print("skipped: not installed:", ", ".join(missing))
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="parkatlas-gui-") as folder:
        cases = cases_of(arguments.program.resolve(), arguments.geodata.resolve(),
                         pathlib.Path(folder))
        try:
            getattr(cases, arguments.case)()
        except (AssertionError, subprocess.SubprocessError) as failure:
            print(f"{arguments.case}: {failure}", file=sys.stderr)
            if arguments.keep:
                left = arguments.keep / arguments.case
                shutil.rmtree(left, ignore_errors=True)
                shutil.copytree(folder, left)
                print(f"what it left is in {left}", file=sys.stderr)
            return 1
        finally:
            cases.close_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
