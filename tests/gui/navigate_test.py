#!/usr/bin/python3
"""Finding one's way in the window, with real mouse and keyboard events as in viewer_test.py.

    navigate_test.py --program build/parkatlas --geodata geodata CASE
"""

import os
import shutil
import signal
import sys

from viewer_test import Cases, Viewer, equal, is_true, main, near
from x_display import XDisplay


class NavigateCases(Cases):
    def palette(self):
        """Commands by name: typed in either language or by initials, chosen with the keyboard."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            equal(state["finder"], None, "finder at the start")
            display.key(viewer.window, "ctrl+shift+p")
            state = viewer.wait_for("the palette", lambda s: s["finder"] == "commands")
            is_true("found.view.fit" in state["widgets"], "the first command in sight")
            display.type(viewer.window, "audit")
            state = viewer.wait_for("what fits", lambda s: [
                w for w in s["widgets"] if w.startswith("found.")] == ["found.panel.audit"])
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            display.key(viewer.window, "Return")
            viewer.wait_for("the audit", lambda s: s["drawer"] == "audit" and s["finder"] is None)

            # Initials, the second line by the arrow key: the measure of a length, then of an area.
            display.key(viewer.window, "ctrl+shift+p")
            viewer.wait_for("the palette", lambda s: s["finder"] == "commands")
            display.type(viewer.window, "measure a")
            viewer.wait_for("two commands", lambda s: len(
                [w for w in s["widgets"] if w.startswith("found.")]) == 2)
            display.key(viewer.window, "Down")
            display.key(viewer.window, "Return")
            viewer.wait_for("the tool", lambda s: s["tool"] == "area")
            display.key(viewer.window, "Escape")

            display.key(viewer.window, "ctrl+shift+p")
            viewer.wait_for("the palette", lambda s: s["finder"] == "commands")
            display.type(viewer.window, "sxb")  # 属性表
            viewer.wait_for("what fits", lambda s: "found.panel.table" in s["widgets"])
            display.key(viewer.window, "Escape")
            viewer.wait_for("no palette", lambda s: s["finder"] is None)
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")

    def keys_list(self):
        with XDisplay() as display:
            viewer = Viewer(self, display, lang="en")
            viewer.opened()
            display.key(viewer.window, "F1")
            state = viewer.wait_for("the list of keys", lambda s: s["keys_open"])
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            viewer.click_widget(state, "keys.close")
            state = viewer.wait_for("no list", lambda s: not s["keys_open"])
            viewer.click_widget(state, "toolbar.about")
            state = viewer.wait_for("the about box", lambda s: "about.keys" in s["widgets"])
            viewer.click_widget(state, "about.keys")
            viewer.wait_for("the list again", lambda s: s["keys_open"] and not s["about_open"])
            display.key(viewer.window, "Escape")
            viewer.wait_for("no list", lambda s: not s["keys_open"])

    def places(self):
        """A county by the initials of its name, and a pair of coordinates, from one field."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            behind = state["history"]["behind"]
            display.key(viewer.window, "ctrl+g")
            viewer.wait_for("the finder", lambda s: s["finder"] == "places")
            display.type(viewer.window, "xsx")  # 象山县
            state = viewer.wait_for("the county", lambda s: "found.county.象山县" in s["widgets"])
            viewer.click_widget(state, "found.county.象山县")
            state = viewer.wait_for("Xiangshan in sight", lambda s: s["finder"] is None and
                                    s["history"]["behind"] == behind + 1)
            # The county's bounds in the base map, geodata/base/counties.geojson.
            west, south, east, north = state["view"]["extent_degrees"]
            is_true(west < 121.567 and east > 122.275 and south < 28.856 and north > 29.658,
                    f"not all of the county in sight: {state['view']['extent_degrees']}")
            is_true(east - west < 4.0, "a closer look than the whole plan")

            display.key(viewer.window, "ctrl+g")
            viewer.wait_for("the finder", lambda s: s["finder"] == "places")
            display.type(viewer.window, "121.55, 29.87")
            viewer.wait_for("the coordinates", lambda s: "found.coordinates" in s["widgets"])
            display.key(viewer.window, "Return")
            state = viewer.wait_for("the pin", lambda s: s["pin"] is not None)
            near(state["pin"][0], 121.55, 1e-9, "longitude")
            near(state["pin"][1], 29.87, 1e-9, "latitude")

    def scale(self):
        """The scale typed and chosen: the map takes exactly that, about its middle."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            centre = state["view"]["centre"]
            viewer.click_widget(state, "status.scale")
            state = viewer.wait_for("the list", lambda s: "scale.50000" in s["widgets"])
            viewer.click_widget(state, "scale.50000")
            state = viewer.wait_for("1:50,000",
                                    lambda s: s["view"]["scale_denominator"] == 50000)
            near(state["view"]["centre"][0], centre[0], 1e-6, "easting of the middle")
            near(state["view"]["centre"][1], centre[1], 1e-6, "northing of the middle")

            display.key(viewer.window, "ctrl+e")
            viewer.wait_for("the field", lambda s: s["typing"] and "scale.field" in s["widgets"])
            display.key(viewer.window, "ctrl+a")
            display.type(viewer.window, "1:23,456")
            display.key(viewer.window, "Return")
            state = viewer.wait_for("1:23,456", lambda s: not s["typing"] and
                                    s["view"]["scale_denominator"] == 23456)
            is_true("scale.field" not in state["widgets"], "the list has closed")

            # What is no scale is said so, and the field stays.
            display.key(viewer.window, "ctrl+e")
            viewer.wait_for("the field", lambda s: s["typing"] and "scale.field" in s["widgets"])
            display.key(viewer.window, "ctrl+a")
            display.type(viewer.window, "1:7")
            display.key(viewer.window, "Return")
            display.key(viewer.window, "Escape")
            state = viewer.wait_for("no list", lambda s: "scale.field" not in s["widgets"])
            equal(state["view"]["scale_denominator"], 23456, "scale as before")

    def bookmarks(self):
        """Kept with what is open, from one run to the next."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            centre = state["view"]["centre"]
            scale = state["view"]["scale_denominator"]
            display.key(viewer.window, "ctrl+b")
            state = viewer.wait_for("a bookmark", lambda s: len(s["bookmarks"]) == 1)
            equal(state["bookmarks"][0]["name"], "视图 1", "name")
            display.key(viewer.window, "b")
            state = viewer.wait_for("the panel", lambda s: s["drawer"] == "bookmarks" and
                                    "bookmark.name.0" in s["widgets"])
            viewer.click_widget(state, "bookmark.name.0")
            viewer.wait_for("the field", lambda s: s["typing"])
            display.key(viewer.window, "ctrl+a")
            display.type(viewer.window, "whole city")
            display.key(viewer.window, "Return")
            state = viewer.wait_for("the new name",
                                    lambda s: s["bookmarks"][0]["name"] == "whole city")
            viewer.click_widget(state, "bookmark.add")
            state = viewer.wait_for("two", lambda s: len(s["bookmarks"]) == 2)
            display.key(viewer.window, "ctrl+z")
            state = viewer.wait_for("one again", lambda s: len(s["bookmarks"]) == 1)
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended(within_s=10), (0, ""), "exit code and words")

            shutil.rmtree(self.folder / "state")  # nothing of a crash to be offered back
            viewer = Viewer(self, display)
            state = viewer.opened()
            equal([one["name"] for one in state["bookmarks"]], ["whole city"], "remembered")
            display.key(viewer.window, "plus")
            display.key(viewer.window, "Right")
            viewer.wait_for("another view", lambda s: s["view"]["centre"][0] > centre[0] + 1)
            display.key(viewer.window, "ctrl+g")
            state = viewer.wait_for("the finder", lambda s: "found.bookmark.0" in s["widgets"])
            viewer.click_widget(state, "found.bookmark.0")
            state = viewer.wait_for(
                "the view of the bookmark",  # the map flies there
                lambda s: abs(s["view"]["scale_denominator"] - scale) < 1e-6 * scale and
                abs(s["view"]["centre"][0] - centre[0]) < 0.01)
            near(state["view"]["centre"][0], centre[0], 0.01, "easting")
            near(state["view"]["centre"][1], centre[1], 0.01, "northing")

            viewer.process.kill()
            viewer.process.communicate()
            viewer.dump.unlink()
            shutil.rmtree(self.folder / "state")
            # Another plan has none.
            viewer = Viewer(self, display, sources=("layout:zhejiang",))
            equal(viewer.opened()["bookmarks"], [], "bookmarks of the province")

    def full_screen(self):
        with XDisplay() as display:
            viewer = Viewer(self, display, "--width", 1200, "--height", 800)
            state = viewer.opened()
            frame = state["view"]["frame"]
            display.key(viewer.window, "F11")
            state = viewer.wait_for("nothing but the map", lambda s: s["full_screen"] and
                                    s["view"]["frame"][:2] == [0, 0])
            equal(state["view"]["frame"][2:], [state["window"]["width"],
                                               state["window"]["height"]], "all of the window")
            viewer.click_widget(state, "full_screen.leave")
            state = viewer.wait_for("the panels", lambda s: not s["full_screen"] and
                                    s["view"]["frame"][0] > 100)
            near(state["view"]["frame"][0], frame[0], 1, "the map where it was")

    def overview(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            display.key(viewer.window, "v")
            state = viewer.wait_for("the overview", lambda s: "overview" in s["widgets"])
            x, y, w, h = state["widgets"]["overview"]
            scale = state["view"]["scale_denominator"]
            display.key(viewer.window, "plus", "plus", "plus")
            state = viewer.wait_for("a closer look",
                                    lambda s: s["view"]["scale_denominator"] < scale / 3)
            before = state["view"]["centre"]
            viewer.click((x + w * 0.25, y + h * 0.75))
            state = viewer.wait_for("south-west", lambda s: s["view"]["centre"][0] < before[0] - 1)
            is_true(state["view"]["centre"][1] < before[1] - 1, "south, too")
            equal(state["selected"], None, "the click has not gone through to the map")

    def look(self):
        """Dark theme and size of the panels: by the palette and by key, remembered."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            equal((state["dark"], state["ui_size"]), (False, 1), "at first")
            before = state["widgets"]["toolbar.fit"]
            display.key(viewer.window, "ctrl+shift+p")
            viewer.wait_for("the palette", lambda s: s["finder"] == "commands")
            display.type(viewer.window, "dark")
            viewer.wait_for("what fits", lambda s: "found.window.dark" in s["widgets"])
            display.key(viewer.window, "Return")
            viewer.wait_for("dark", lambda s: s["dark"])
            self.window_is_a_picture(viewer, "dark")
            display.key(viewer.window, "ctrl+plus")
            state = viewer.wait_for("larger", lambda s: s["ui_size"] > 1)
            is_true(state["widgets"]["toolbar.fit"][3] > before[3] * 1.1, "a larger button")
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended(within_s=10), (0, ""), "exit code and words")
            viewer = Viewer(self, display)
            state = viewer.opened()
            equal((state["dark"], state["ui_size"]), (True, 1.125), "remembered")
            display.key(viewer.window, "ctrl+0")
            viewer.wait_for("the usual size", lambda s: s["ui_size"] == 1)

    def copy_view(self):
        """The map as a picture: by the desktop's clipboard program, or as a file."""
        tools = self.folder / "bin"
        tools.mkdir()
        taken = self.folder / "taken.png"
        clip = tools / "xclip"
        clip.write_text(f"#!/bin/sh\ncat > '{taken}'\n", encoding="utf-8")
        clip.chmod(0o755)
        pictures = self.folder / "pictures"
        pictures.mkdir()
        path = os.environ["PATH"]
        with XDisplay() as display:
            os.environ["PATH"] = f"{tools}:{path}"
            viewer = Viewer(self, display)
            state = viewer.opened()
            display.key(viewer.window, "ctrl+shift+c")
            state = viewer.wait_for("the picture", lambda s: s["note"] != "")
            frame = state["view"]["frame"]
            self.screenshot_is_a_picture(taken, (int(frame[2]), int(frame[3])))
            is_true(str(int(frame[2])) in state["note"], f"its size is told: {state['note']}")
            viewer.click_widget(state, "note.dismiss")
            viewer.wait_for("no note", lambda s: s["note"] == "")
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended(within_s=10), (0, ""), "exit code and words")

            # No program that keeps pictures: a file, and the note says which.
            os.environ["PATH"] = str(pictures)
            os.environ["XDG_PICTURES_DIR"] = str(pictures)
            viewer = Viewer(self, display)
            os.environ["PATH"] = path
            viewer.opened()
            display.key(viewer.window, "ctrl+shift+c")
            saved = pictures / "parkatlas-1.png"
            viewer.wait_for("the file", lambda s: str(saved) in s["note"])
            self.screenshot_is_a_picture(saved, (int(frame[2]), int(frame[3])))

    def compare(self):
        """Another plan over the map, right of a line, then beside it; one camera for both."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            frame = state["view"]["frame"]
            display.key(viewer.window, "x")
            state = viewer.wait_for("the plans", lambda s: s["finder"] == "compared" and
                                    "found.plan.zhejiang" in s["widgets"])
            is_true("found.plan.ningbo" not in state["widgets"], "not the one that is open")
            viewer.click_widget(state, "found.plan.zhejiang")
            state = viewer.wait_for("the province", lambda s: s["compared"]["title"] == "浙江" and
                                    "compare.line" in s["widgets"])
            equal(state["document"]["layout"], "ningbo", "what is open stays open")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            self.window_is_a_picture(viewer, "compare")

            x, y, w, h = state["widgets"]["compare.line"]
            scale = state["view"]["scale_denominator"]
            display.drag(viewer.window, (x + w / 2, y + 200), (frame[0] + frame[2] / 4, y + 200))
            state = viewer.wait_for("the line to the left",
                                    lambda s: abs(s["compared"]["share"] - 0.25) < 0.01)
            equal(state["view"]["scale_denominator"], scale, "the map has not moved")

            # A click right of the line is one on the province: the inspector speaks of it.
            viewer.click((frame[0] + frame[2] * 0.5, frame[1] + frame[3] * 0.45))
            state = viewer.wait_for("a feature of the province",
                                    lambda s: s["compared"]["selected"] is not None)
            equal(state["selected"], None, "nothing of what is open")
            self.window_is_a_picture(viewer, "compare_selected")
            viewer.click_widget(state, "inspector.clear")
            state = viewer.wait_for("nothing", lambda s: s["compared"]["selected"] is None)

            viewer.click_widget(state, "compare.mode")
            state = viewer.wait_for("side by side", lambda s: not s["compared"]["swipe"] and
                                    "compare.other" in s["widgets"])
            near(state["view"]["frame"][2], frame[2] / 2, 1, "half of the map")
            other = state["widgets"]["compare.other"]
            centre = state["view"]["centre"]
            display.drag(viewer.window, (other[0] + 200, other[1] + 200),
                         (other[0] + 260, other[1] + 200))
            metres_per_px = scale / 1000 * 25.4 / 96
            state = viewer.wait_for("both moved", lambda s: s["view"]["centre"][0] < centre[0])
            near(centre[0] - state["view"]["centre"][0], 60 * metres_per_px, 1.5 * metres_per_px,
                 "by as much as the hand on the other half")
            viewer.click_widget(state, "compare.end")
            state = viewer.wait_for("one map", lambda s: s["compared"]["sources"] == [])
            near(state["view"]["frame"][2], frame[2], 1, "all of the map")

    def monkey(self):
        """Some hundred random events, and the window is still there and in order."""
        os.chdir(self.folder)  # where files go that the monkey writes
        script = self.folder / "monkey.txt"
        script.write_text("monkey 20261122 300\nresize 1600 1000\nquit\n", encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, "--script", script)
            code, words = viewer.ended()
            equal(code, 0, f"exit code ({words})")


if __name__ == "__main__":
    sys.exit(main(NavigateCases))
