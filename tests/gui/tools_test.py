#!/usr/bin/python3
"""The tools of the window, used with real mouse and keyboard events as in viewer_test.py.

    tools_test.py --program build/parkatlas --geodata geodata CASE
"""

import json
import struct
import sys
import zlib

from viewer_test import Cases, Viewer, equal, is_true, main, near
from x_display import XDisplay


def square(lon, lat, side=0.02):
    return [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]


class ToolCases(Cases):
    def parcels(self, count=200):
        """A file of parcels in rows; their areas are all different."""
        uses = ["工业", "物流", "居住"]
        features = [
            {"type": "Feature",
             "properties": {"id": i, "name": f"地块{i}", "use": uses[i % 3], "year": 2000 + i % 25},
             "geometry": {"type": "Polygon", "coordinates": [
                 square(121.3 + 0.02 * (i % 20), 29.7 + 0.02 * (i // 20), 0.005 + 0.00005 * i)]}}
            for i in range(count)]
        path = self.folder / "parcels.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features},
                                   ensure_ascii=False), encoding="utf-8")
        return path

    def control_click(self, viewer, at, key="ctrl"):
        viewer.display.xdotool("keydown", key)
        viewer.click(at)
        viewer.display.xdotool("keyup", key)

    def middle(self, state, widget):
        x, y, w, h = state["widgets"][widget]
        return (x + w / 2, y + h / 2)

    def table(self):
        data = self.parcels()
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(data),))
            viewer.wait_for("the layer", lambda s: "document" in s)
            display.key(viewer.window, "t")
            state = viewer.wait_for("the table with areas",
                                    lambda s: "table" in s and "area_mu" in s["table"]["columns"])
            equal(state["table"]["columns"][:4], ["id", "name", "use", "year"], "columns")
            equal((state["table"]["count"], state["table"]["of"]), (200, 200), "rows")

            # Sort by a click, and once more for the other way round.
            viewer.click_widget(state, "table.head.area_mu")
            viewer.wait_for("rising areas", lambda s: s["table"].get("order") ==
                            {"column": "area_mu", "descending": False})
            viewer.click_widget(state, "table.head.area_mu")
            state = viewer.wait_for("falling areas", lambda s: s["table"].get("order") ==
                                    {"column": "area_mu", "descending": True})
            equal(state["table"]["rows"][0][0], "199", "the largest parcel")

            # A condition that is wrong says where; mended, it filters.
            viewer.click_widget(state, "table.filter")
            display.type(viewer.window, "year >= 2010 and usee = 1")
            state = viewer.wait_for("the mistake", lambda s: "problem" in s["table"])
            equal((state["table"]["problem"]["at"], state["table"]["problem"]["length"]), (17, 4),
                  "place of the mistake")
            display.key(viewer.window, "ctrl+a")
            display.type(viewer.window, "year >= 2010")
            # Years 2000 + i mod 25: 15 of each 25 are from 2010 on, and i = 0 … 199 are 8 times 25.
            state = viewer.wait_for("the filtered rows", lambda s: s["table"]["count"] == 120)
            equal(state["table"]["by_expression"], True, "taken for a condition")

            # A row, then four more with Shift, then one out with Ctrl; the map follows.
            viewer.click_widget(state, "table.row.0")
            viewer.wait_for("one marked row", lambda s: s["marked"]["count"] == 1)
            self.control_click(viewer, self.middle(state, "table.row.4"), "shift")
            viewer.wait_for("five marked rows", lambda s: s["marked"]["count"] == 5)
            self.control_click(viewer, self.middle(state, "table.row.2"))
            state = viewer.wait_for("four marked rows", lambda s: s["marked"]["count"] == 4)
            shown = [row[0] for row in state["table"]["rows"][:5]]
            equal(sorted(state["marked"]["features"]), sorted(shown[:2] + shown[3:]), "marked")

            # What is copied can be pasted; here into the filter, which takes it for words.
            display.key(viewer.window, "ctrl+c")
            viewer.click_widget(state, "table.clear_filter")
            state = viewer.wait_for("all rows", lambda s: s["table"]["count"] == 200)
            viewer.click_widget(state, "table.filter")
            display.xdotool("key", "--delay", 200, "ctrl+v")
            state = viewer.wait_for("the pasted rows", lambda s: s["table"]["filter"] != "")
            is_true(state["table"]["filter"].startswith("编号") and
                    f"地块{shown[0]}" in state["table"]["filter"], "a head and the rows")
            viewer.click_widget(state, "table.clear_filter")

            # A click on the map scrolls to the row.
            state = viewer.wait_for("no filter", lambda s: s["table"]["count"] == 200 and
                                    any(l["feature"] == "150" for l in s["labels"]))
            before = state["table"]["top_row"]
            x, y, w, h = next(l["box"] for l in state["labels"] if l["feature"] == "150")
            viewer.click((x + w / 2, y + h / 2))
            state = viewer.wait_for("the clicked parcel", lambda s: s["selected"] == "150")
            equal(before, 0, "at the top before")
            is_true("150" in [row[0] for row in state["table"]["rows"]], "its row is in sight")

            # A double click looks at it.
            scale = state["view"]["scale_denominator"]
            viewer.click(self.middle(state, "table.row.1"), repeat=2)
            viewer.wait_for("a closer look", lambda s: s["view"]["scale_denominator"] < scale / 2)

            # Exported for Excel and WPS.
            viewer.click_widget(state, "table.export")
            state = viewer.wait_for("the dialog", lambda s: "export.start" in s["widgets"])
            viewer.click_widget(state, "export.start")
            state = viewer.wait_for("the file", lambda s: s["output"].get("done"))
            written = (self.folder / "parcels.csv").read_bytes()
            is_true(written.startswith(b"\xef\xbb\xbf"), "a byte order mark")
            lines = written.decode("utf-8-sig").split("\r\n")
            equal(len(lines), 202, "head, rows and the end")
            is_true(lines[1].startswith("199,地块199,"), f"sorted as shown: {lines[1]}")
            equal(state["output"]["path"], str(self.folder / "parcels.csv"), "path")
            viewer.click_widget(state, "output.close")
            viewer.wait_for("no dialog", lambda s: "output.close" not in s["widgets"])
            self.window_is_a_picture(viewer, "table")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def overlap(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            viewer.opened()
            display.key(viewer.window, "o")
            state = viewer.wait_for("the overlaps", lambda s: "overlap.0" in s["widgets"])
            pairs = state["overlap"]["pairs"]
            is_true(pairs > 0, "the layout has overlaps")
            viewer.click_widget(state, "overlap.0")
            state = viewer.wait_for("the hatched ground", lambda s: s["shared_ground"] > 0)
            is_true(state["selected"], "one of the two is selected")
            scale = state["view"]["scale_denominator"]
            plain = self.folder / "hatched.png"
            display.picture(viewer.window, plain)

            viewer.click_widget(state, "overlap.matrix")
            state = viewer.wait_for("the matrix", lambda s: "overlap.cell.0.1" in s["widgets"])
            equal(state["overlap"]["rows"], state["overlap"]["columns"], "a square")
            is_true("overlap.cell.0.0" not in state["widgets"], "a feature against itself")
            cells = [name for name in state["widgets"] if name.startswith("overlap.cell.")]
            viewer.click_widget(state, sorted(cells)[-1])
            viewer.wait_for("a look at another pair",
                            lambda s: s["view"]["scale_denominator"] != scale)
            self.window_is_a_picture(viewer, "matrix")
            display.key(viewer.window, "Escape")
            viewer.wait_for("nothing hatched", lambda s: s["shared_ground"] == 0)

    def what_if(self):
        data = self.parcels()
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(data),))
            state = viewer.wait_for("the layer", lambda s: "document" in s and s["labels"])
            frame = state["view"]["frame"]

            def place(state, lon, lat):
                west, south, east, north = state["view"]["extent_degrees"]
                return (frame[0] + frame[2] * (lon - west) / (east - west),
                        frame[1] + frame[3] * (north - lat) / (north - south))

            # Without snapping (Ctrl), so that the corners are where they are clicked.
            display.key(viewer.window, "w")
            viewer.wait_for("the tool", lambda s: s["tool"] == "sketch")
            display.xdotool("keydown", "ctrl")
            for lon, lat in ((121.375, 29.735), (121.455, 29.735), (121.455, 29.795)):
                viewer.click(place(state, lon, lat))
            display.xdotool("keyup", "ctrl")
            viewer.wait_for("three corners", lambda s: len(s["sketch"]) == 3)
            display.key(viewer.window, "Return")
            state = viewer.wait_for(
                "the sketch and its answers",
                lambda s: len(s["sketches"]) == 1 and s["chosen_sketch"] == 0 and
                s.get("sketch_area_m2") and all("area_m2" in a for a in s["sketch_answers"]))
            equal(state["drawer"], "sketches", "its figures are open")
            parcels = next(a for a in state["sketch_answers"] if a["layer"] == 0)
            is_true(3 <= parcels["features"] <= 12, f"parcels in it: {parcels['features']}")
            area = state["sketch_area_m2"]
            # Half of 0.08 by 0.06 degrees at 29.765 N: 7.74 km by 6.65 km by half.
            near(area / 1e6, 25.7, 0.8, "area in km2")

            # By land use.
            viewer.click_widget(state, "sketch.by.0")
            state = viewer.wait_for("the attributes", lambda s: "sketch.by.0.use" in s["widgets"])
            viewer.click_widget(state, "sketch.by.0.use")
            state = viewer.wait_for("classes", lambda s: any(
                len(a.get("classes", [])) == 3 for a in s["sketch_answers"]))
            parcels = next(a for a in state["sketch_answers"] if a["layer"] == 0)
            near(sum(c["area_m2"] for c in parcels["classes"]), parcels["area_m2"], 0.01,
                 "classes add up")

            # A corner is dragged: area and shares follow, and the whole drag is one step.
            state = viewer.state()
            corner = state["sketches"][0]["rings"][0][2]
            steps = len(state["steps"])
            frame = state["view"]["frame"]
            start = place(state, *corner)
            display.xdotool("keydown", "ctrl")
            display.drag(viewer.window, start, (start[0] + 40, start[1] - 30))
            display.xdotool("keyup", "ctrl")
            state = viewer.wait_for("the dragged corner",
                                    lambda s: s.get("sketch_area_m2", 0) > area * 1.02)
            moved = next(a for a in state["sketch_answers"] if a["layer"] == 0)
            is_true(moved["area_m2"] >= parcels["area_m2"], "more parcels' ground")
            equal(len(state["steps"]), steps + 1, "steps")
            display.key(viewer.window, "ctrl+z")
            state = viewer.wait_for("the corner back",
                                    lambda s: abs(s.get("sketch_area_m2", 0) - area) < 1)
            self.window_is_a_picture(viewer, "what_if")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def sheet(self):
        home = self.folder / "home"
        home.mkdir()
        environment = self.environment

        def at_home(display=None):
            return dict(environment(display), HOME=str(home))
        self.environment = at_home
        with XDisplay() as display:
            viewer = Viewer(self, display)
            viewer.opened()
            display.key(viewer.window, "s")
            state = viewer.wait_for("the page", lambda s: "preview" in s["sheet"])
            width, height = state["sheet"]["preview"]
            near(width / height, 420 / 297, 0.01, "an A3 page")
            viewer.click_widget(state, "sheet.portrait")
            state = viewer.wait_for("the page upright", lambda s: s["sheet"]["portrait"] and
                                    s["sheet"]["preview"][1] > s["sheet"]["preview"][0])
            viewer.click_widget(state, "sheet.landscape")
            state = viewer.wait_for("the page level", lambda s: not s["sheet"]["portrait"] and
                                    s["sheet"]["preview"][0] > s["sheet"]["preview"][1])
            viewer.click_widget(state, "sheet.title")
            display.type(viewer.window, "Plan A")
            state = viewer.wait_for("the title", lambda s: s["sheet"].get("titles", [""])[0] == "Plan A")
            self.window_is_a_picture(viewer, "sheet")
            viewer.click_widget(state, "sheet.export")
            state = viewer.wait_for("the file", lambda s: s["output"].get("done"))
            written = home / "ningbo.pdf"
            equal(state["output"]["path"], str(written), "path")
            is_true(written.read_bytes().startswith(b"%PDF"), "a PDF")
            display.key(viewer.window, "Escape")
            state = viewer.wait_for("the map", lambda s: not s["sheet"]["open"])
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def sheet_steps(self):
        """What is set up on the sheet can be undone, is saved, and is asked about."""
        project = self.folder / "sheet.parkatlas"
        project.write_text('{"parkatlas_project": 1, "plan": "layout:ningbo"}', encoding="utf-8")
        at_rest = lambda s: "preview" in s["sheet"] and not s["sheet"]["busy"]
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(project),))
            viewer.opened()
            display.key(viewer.window, "s")
            state = viewer.wait_for("the page", at_rest)
            is_true(not state["changed"], "looking at the sheet changes nothing")
            viewer.click_widget(state, "sheet.portrait")
            state = viewer.wait_for("the page upright",
                                    lambda s: s["sheet"]["portrait"] and at_rest(s))
            is_true(state["changed"], "the project is not saved")
            viewer.click_widget(state, "sheet.title")
            display.type(viewer.window, "Plan A")
            state = viewer.wait_for("the title", lambda s: s["sheet"]["title"] == "Plan A" and
                                    at_rest(s))
            x, y, w, h = state["widgets"]["sheet.page"]
            at = (x + w * 0.4, y + h * 0.5)
            display.drag(viewer.window, at, (at[0] + 60, at[1] + 40))
            state = viewer.wait_for("the moved map", lambda s: len(s["steps"]) == 3 and at_rest(s))
            equal(state["steps"], ["更改图纸幅面", "填写图纸文字“标题”", "移动图纸上的地图"],
                  "what is typed is one step")
            display.key(viewer.window, "ctrl+s")
            viewer.wait_for("the saved project", lambda s: not s["changed"])
            saved = json.loads(project.read_text(encoding="utf-8"))["sheet"]
            equal((saved["title"], saved["orientation"]), ("Plan A", "portrait"), "in the file")
            for step in (2, 1, 0):
                display.xdotool("key", "--delay", 200, "ctrl+z")
                state = viewer.wait_for("a step back", lambda s: s["step"] == step and at_rest(s))
            equal((state["sheet"]["title"], state["sheet"]["portrait"]), ("", False), "undone")
            display.key(viewer.window, "ctrl+q")
            viewer.wait_for("the question", lambda s: s["files"]["asks_to_save"])
            viewer.process.kill()
            viewer.ended()
            viewer.dump.unlink()
            for left in (self.folder / "state").rglob("window-*"):
                left.unlink()

            viewer = Viewer(self, display, sources=(str(project),))
            viewer.opened()
            display.key(viewer.window, "s")
            state = viewer.wait_for("the page as saved",
                                    lambda s: s["sheet"]["title"] == "Plan A" and at_rest(s))
            is_true(state["sheet"]["portrait"], "upright")
            is_true(not state["changed"], "opening changes nothing")

    def annotate(self):
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            display.key(viewer.window, "n")
            state = viewer.wait_for("the palette", lambda s: "annotate.text" in s["widgets"])
            viewer.click_widget(state, "annotate.text")
            state = viewer.wait_for("the tool", lambda s: s["tool"] == "annotate")
            x, y, w, h = state["view"]["frame"]
            at = (x + w * 0.75, y + h * 0.4)
            viewer.click(at)
            state = viewer.wait_for("a field on the map",
                                    lambda s: "annotation.words" in s["widgets"] and s["writing"])
            display.type(viewer.window, "Note 1")
            # As long as a finger: ImGui 1.86 sees keys once a frame.
            display.xdotool("key", "--delay", 200, "Return")
            state = viewer.wait_for("the words", lambda s: s["annotations"] and
                                    s["annotations"][0]["text"] == "Note 1")
            equal(state["chosen_annotation"], 0, "the new one is chosen")
            equal(state["tool"], "select", "the tool is laid down")
            bx, by, bw, bh = state["annotations"][0]["box"]
            near(bx + bw / 2, at[0], 3, "where it was clicked")

            # Dragged: one step; taken back by one.
            steps = len(state["steps"])
            start = (bx + bw / 2 + 12, by + bh / 2)
            display.drag(viewer.window, start, (start[0] - 60, start[1] + 40))
            state = viewer.wait_for("the moved note",
                                    lambda s: s["annotations"][0]["box"][0] < bx - 40)
            equal(len(state["steps"]), steps + 1, "steps")
            display.key(viewer.window, "ctrl+z")
            state = viewer.wait_for("the note back",
                                    lambda s: abs(s["annotations"][0]["box"][0] - bx) < 1)

            # An arrow by two clicks and Enter; a duplicate; deleted again.
            viewer.click_widget(state, "annotate.arrow")
            viewer.wait_for("the tool", lambda s: s["tool"] == "annotate")
            viewer.click((x + w * 0.6, y + h * 0.3))
            viewer.click((x + w * 0.7, y + h * 0.35))
            viewer.wait_for("two points", lambda s: len(s["sketch"]) == 2)
            display.key(viewer.window, "Return")
            viewer.wait_for("the arrow", lambda s: len(s["annotations"]) == 2)
            display.key(viewer.window, "ctrl+d")
            viewer.wait_for("its copy", lambda s: len(s["annotations"]) == 3)
            display.key(viewer.window, "Delete")
            state = viewer.wait_for("two again", lambda s: len(s["annotations"]) == 2)

            # It stands on the sheet.
            self.window_is_a_picture(viewer, "annotate")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def page_items(self):
        """A file of annotations and its picture come into the window, stand on the page, and are
        moved and resized there; the sheet's own north arrow, too."""
        def png(path, width, height):
            rows = b"".join(b"\0" + bytes([200, 30, 40] * width) for _ in range(height))
            def chunk(kind, data):
                return (struct.pack(">I", len(data)) + kind + data +
                        struct.pack(">I", zlib.crc32(kind + data)))
            path.write_bytes(b"\x89PNG\r\n\x1a\n" +
                             chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                             chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
        png(self.folder / "logo.png", 40, 20)
        notes = self.folder / "notes.json"
        notes.write_text(json.dumps({"parkatlas_annotations": 1, "annotations": [
            {"type": "text", "text": "Dock", "at": {"lon_lat": [121.9, 29.9]}},
            {"type": "image", "file": "logo.png", "at": {"page_mm": [60, 60]}, "height_mm": 20}]}))

        def item(state, **wanted):
            return next((i for i in state["sheet"].get("items", []) if
                         all(i.get(k) == v for k, v in wanted.items())), None)

        def screen(state, x_mm, y_mm):
            x, y, w, h = state["widgets"]["sheet.page"]
            wide, high = state["sheet"]["page_mm"]
            return (x + w * x_mm / wide, y + h * y_mm / high)

        def middle_of(state, one):
            x, y, w, h = one["box_mm"]
            return screen(state, x + w / 2, y + h / 2)

        with XDisplay() as display:
            viewer = Viewer(self, display)
            viewer.opened()
            display.key(viewer.window, "n")
            state = viewer.wait_for("the palette", lambda s: "annotate.load" in s["widgets"])
            viewer.click_widget(state, "annotate.load")
            viewer.wait_for("the dialog", lambda s: s["files"]["dialog"])
            display.type(viewer.window, str(notes))
            display.xdotool("key", "--delay", 200, "Return")
            state = viewer.wait_for("the annotations and the picture", lambda s:
                                    len(s["annotations"]) == 2 and
                                    s["annotations"][1].get("picture") == "there")
            equal([a["on_page"] for a in state["annotations"]], [False, True], "on the page")
            equal(state["steps"][-1], "载入标注 notes.json", "name of the step")

            # Off a button: what has the keyboard takes no letters for tools.
            viewer.click_widget(state, "toolbar.sheet")
            state = viewer.wait_for("the page", lambda s: item(s, annotation=1) and
                                    not s["sheet"]["busy"])
            near(item(state, annotation=1)["box_mm"][2], 40, 0.1, "width of the picture")
            self.window_is_a_picture(viewer, "page_items")

            # The sheet's own north arrow goes with the hand and is an annotation then.
            arrow = item(state, kind="north_arrow")
            steps = len(state["steps"])
            start = middle_of(state, arrow)
            display.drag(viewer.window, start, (start[0] - 90, start[1] + 60))
            state = viewer.wait_for("the moved north arrow", lambda s:
                                    len(s["annotations"]) == 3 and item(s, annotation=2) and
                                    not s["sheet"]["busy"])
            equal(state["annotations"][2]["type"], "north_arrow", "type")
            is_true(state["annotations"][2]["on_page"], "hangs on the page")
            is_true(item(state, kind="north_arrow") is None, "the sheet has no other one")
            equal(len(state["steps"]), steps + 1, "steps")
            x, y, w, h = state["widgets"]["sheet.page"]
            mm = state["sheet"]["page_mm"][0] / w
            near(item(state, annotation=2)["box_mm"][0] - arrow["box_mm"][0], -90 * mm, 0.3,
                 "moved to the left")

            # A click chooses the picture, its corner resizes it, undo takes that back.
            viewer.click(middle_of(state, item(state, annotation=1)))
            state = viewer.wait_for("the chosen picture", lambda s: s["chosen_annotation"] == 1)
            bx, by, bw, bh = item(state, annotation=1)["box_mm"]
            corner = screen(state, bx + bw, by + bh)
            display.drag(viewer.window, corner, (corner[0] + 60, corner[1] + 30))
            state = viewer.wait_for("the larger picture", lambda s:
                                    item(s, annotation=1)["box_mm"][2] > bw + 5)
            near(item(state, annotation=1)["box_mm"][2], bw + 60 * mm, 0.5, "its width")
            near(state["annotations"][1]["height_mm"] * 2, bw + 60 * mm, 0.5, "its height")
            display.key(viewer.window, "ctrl+z")
            state = viewer.wait_for("the picture as before", lambda s:
                                    abs(item(s, annotation=1)["box_mm"][2] - bw) < 0.01 and
                                    not s["sheet"]["busy"])

            # From the page to the ground: it stays where it is.
            viewer.click_widget(state, "annotation.tie_ground")
            state = viewer.wait_for("on the ground", lambda s:
                                    not s["annotations"][1]["on_page"] and not s["sheet"]["busy"])
            near(item(state, annotation=1)["box_mm"][0], bx, 0.1, "where it was")
            near(state["annotations"][1]["places"][0][1], 30, 1.5, "a latitude")

            # Words are placed by a click, and typed at once.
            viewer.click_widget(state, "sheet.place.text")
            state = viewer.wait_for("something to place",
                                    lambda s: s["sheet"]["placing"] == "text")
            viewer.click(screen(state, 150, 250))
            state = viewer.wait_for("the words to be typed", lambda s:
                                    len(s["annotations"]) == 4 and s["typing"])
            display.type(viewer.window, "Draft")
            viewer.wait_for("what is typed", lambda s: s["field"] == "Draft")
            viewer.click(screen(state, 5, 5))
            state = viewer.wait_for("the words", lambda s: s["annotations"][3]["text"] == "Draft")
            near(state["annotations"][3]["places"][0][0], 150, 1, "where it was clicked")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

    def measurements_leave(self):
        """What has been measured becomes a layer in a file and annotations on the map."""
        with XDisplay() as display:
            viewer = Viewer(self, display)
            state = viewer.opened()
            state = self.measure_circle(viewer, (1150, 800), (1190, 800))
            viewer.click_widget(state, "tool.distance")
            viewer.wait_for("the ruler", lambda s: s["tool"] == "distance")
            for n, corner in enumerate([(1130, 700), (1210, 700)], 1):
                viewer.click(corner)
                viewer.wait_for("a point", lambda s: len(s["sketch"]) == n)
            display.key(viewer.window, "Return")
            state = viewer.wait_for("the distance", lambda s: len(s["measurements"]) == 2)
            display.key(viewer.window, "Escape")
            display.key(viewer.window, "m")
            state = viewer.wait_for("the list", lambda s: "measure.export" in s["widgets"])

            viewer.click_widget(state, "measure.export")
            state = viewer.wait_for("the dialog", lambda s: "export.path" in s["widgets"])
            path = self.folder / "measured.geojson"
            viewer.click_widget(state, "export.path")
            viewer.wait_for("the field", lambda s: s["typing"])
            display.key(viewer.window, "ctrl+a")
            display.type(viewer.window, str(path))
            viewer.click_widget(state, "export.start")
            state = viewer.wait_for("the file", lambda s: "output.close" in s["widgets"])
            written = json.loads(path.read_text(encoding="utf-8"))["features"]
            equal([f["properties"]["kind"] for f in written], ["circle", "distance"], "kinds")
            equal([f["geometry"]["type"] for f in written], ["Polygon", "LineString"], "shapes")
            for feature, measured in zip(written, state["measurements"]):
                near(feature["properties"]["length_m"] / measured["length_m"], 1.0, 1e-9, "length")
            near(written[0]["properties"]["area_mu"] * 10000 / 15,
                 state["measurements"][0]["area_m2"], 1e-3, "area in mu")
            viewer.click_widget(state, "output.close")

            state = viewer.wait_for("no dialog", lambda s: "output.close" not in s["widgets"])
            if state["chosen_measurement"] is not None:
                display.key(viewer.window, "Escape")
                state = viewer.wait_for("none chosen", lambda s: s["chosen_measurement"] is None)
            viewer.click_widget(state, "measure.annotate")
            state = viewer.wait_for("annotations", lambda s: s["annotations"])
            equal([a["type"] for a in state["annotations"]], ["circle", "area_tag", "dimension"],
                  "annotations")
            display.key(viewer.window, "ctrl+z")
            viewer.wait_for("one step back", lambda s: not s["annotations"])
            display.key(viewer.window, "ctrl+y")
            state = viewer.wait_for("and forth", lambda s: len(s["annotations"]) == 3)
            self.window_is_a_picture(viewer, "measurements_leave")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")


if __name__ == "__main__":
    sys.exit(main(ToolCases))
