#!/usr/bin/python3
"""Finding one's way in the window, with real mouse and keyboard events as in viewer_test.py.

    navigate_test.py --program build/parkatlas --geodata geodata CASE
"""

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


if __name__ == "__main__":
    sys.exit(main(NavigateCases))
