#!/usr/bin/python3
"""The document as a person works on it: layers, projects, what a crash leaves.

    document_test.py --program build/parkatlas --geodata geodata CASE
"""

import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import viewer_test
import x_drop
from viewer_test import Viewer, equal, is_true, near
from x_display import XDisplay
from x_drop import FileDrop


def squares(path, name, count, west, south, step, **fields):
    """A row of squares in degrees; `fields` are values taken in turn."""
    features = []
    for i in range(count):
        x = west + step * i
        ring = [[x, south], [x + step * 0.8, south], [x + step * 0.8, south + step * 0.8],
                [x, south + step * 0.8], [x, south]]
        properties = {"name": f"{name}{i + 1}", **{k: v[i % len(v)] for k, v in fields.items()}}
        features.append({"type": "Feature", "id": i + 1, "properties": properties,
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features},
                               ensure_ascii=False), encoding="utf-8")
    return path


def titles(state):
    return [layer["title"] for layer in state["user_layers"]]


def layer(state, title):
    return next(one for one in state["user_layers"] if one["title"] == title)


def middle(state, widget):
    x, y, w, h = state["widgets"][widget]
    return (x + w / 2, y + h / 2)


def digests(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


class DocumentCases(viewer_test.Cases):
    def three_layers(self):
        """Lowest first: parcels, forest, stations."""
        data = self.folder / "数据"
        return (squares(data / "工业用地.geojson", "工业用地", 5, 121.3, 29.75, 0.08,
                        用途=["工业", "仓储"]),
                squares(data / "生态红线.geojson", "生态红线", 3, 121.35, 29.72, 0.1),
                squares(data / "轨道站点.geojson", "轨道站点", 4, 121.4, 29.8, 0.05))

    def hover(self, viewer, state, widget):
        viewer.display.move(viewer.window, *middle(state, widget))

    # ---- cases ------------------------------------------------------------------------------

    def start(self):
        """Without a source: the built-in layouts as pictures, files used before; the last project."""
        parcels, _, _ = self.three_layers()
        picture = self.folder / "start.png"
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=())
            state = viewer.wait_for("the start page", lambda s: s["files"]["start_page"]
                                    and "start.layout.cixi" in s["widgets"])
            equal(state["document"]["layout"], "ningbo", "what lies behind")
            display.picture(viewer.window, picture)
            self.screenshot_is_a_picture(picture, (1600, 1000))
            viewer.click_widget(state, "start.layout.cixi")
            viewer.wait_for("the plan", lambda s: not s["files"]["start_page"]
                            and s["document"]["layout"] == "cixi" and s["labels"])
            display.key(viewer.window, "ctrl+o")
            viewer.wait_for("the dialog", lambda s: s["files"]["dialog"])
            link = self.folder / "parcels.geojson"  # a keyboard without Chinese
            link.symlink_to(parcels)
            display.type(viewer.window, str(link))
            display.key(viewer.window, "Return")
            viewer.wait_for("the layer", lambda s: len(s["user_layers"]) == 1)
            self.save_project(viewer, "mine")
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")
            viewer.dump.unlink()

            viewer = Viewer(self, display, sources=())
            viewer.wait_for("the last project", lambda s: len(s.get("user_layers", [])) == 1
                            and s["document"]["layout"] == "cixi" and not s["changed"])
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")
            viewer.dump.unlink()

            (self.folder / "mine.parkatlas").unlink()
            viewer = Viewer(self, display, sources=())
            state = viewer.wait_for("the start page", lambda s: s["files"]["start_page"]
                                    and "start.recent.1" in s["widgets"])
            viewer.click_widget(state, f"start.recent.{state['files']['recent'].index(str(link))}")
            viewer.wait_for("the file alone", lambda s: not s["files"]["start_page"]
                            and len(s["user_layers"]) == 1 and s["document"]["layout"] is None)

    def drops(self):
        """Files dropped on the window by the protocol of file managers: layers, a picture, a
        project; names in Chinese."""
        if not x_drop.is_possible():
            sys.exit(77)  # skipped: python3-xlib is not there
        parcels, forest, _ = self.three_layers()
        logo = self.folder / "图" / "标志 1.jpg"
        logo.parent.mkdir()
        subprocess.run(["convert", "-size", "60x30", "xc:navy", str(logo)], check=True, timeout=60)
        project = self.folder / "规划.parkatlas"
        project.write_text('{"parkatlas_project": 1, "plan": "layout:cixi"}', encoding="utf-8")
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=("layout:ningbo",))
            viewer.opened()

            def drop(*paths):
                is_true(FileDrop(display.name, paths).drop_at(viewer.window, 800, 500),
                        "the window takes what is dropped")

            drop(parcels, forest)
            viewer.wait_for("two layers", lambda s: titles(s) == ["生态红线", "工业用地"]
                            or titles(s) == ["工业用地", "生态红线"])
            drop(logo)
            state = viewer.wait_for("the picture", lambda s: any(
                one.get("picture") == "there" for one in s["annotations"]))
            equal(state["missing_glyphs"], [], "characters the panels cannot show")
            drop(self.folder / "no such.geojson")
            viewer.wait_for("the reason", lambda s: any("no such" in p for p in s["problems"]))
            drop(project)
            viewer.wait_for("the question", lambda s: s["files"]["asks_to_save"])

    def layers(self):
        """Order by dragging, visibility, colour, opacity, labels, zoom, removal; all undone."""
        parcels, forest, stations = self.three_layers()
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(parcels), str(forest), str(stations)))
            state = viewer.wait_for("the layers", lambda s: len(s.get("user_layers", [])) == 3
                                    and "layer.2.row" in s["widgets"])
            equal(titles(state), ["轨道站点", "生态红线", "工业用地"], "the last opened on top")

            low = state["widgets"]["layer.0.row"]
            display.drag(viewer.window, middle(state, "layer.2.row"),
                         (low[0] + 60, low[1] + low[3] - 3))
            state = viewer.wait_for("the new order", lambda s: titles(s)[0] == "生态红线")
            equal(titles(state), ["生态红线", "工业用地", "轨道站点"], "stations dragged down")
            equal(state["steps"], ["调整图层“轨道站点”的顺序"], "one drag, one step")

            viewer.click_widget(state, "layer.0")
            state = viewer.wait_for("hidden parcels", lambda s: s["hidden_layers"] == [0])

            self.hover(viewer, state, "layer.1.row")
            state = viewer.wait_for("the tools", lambda s: "layer.settings.1" in s["widgets"])
            viewer.click_widget(state, "layer.settings.1")
            state = viewer.wait_for("the settings", lambda s: "layer.color.5" in s["widgets"])
            viewer.click_widget(state, "layer.color.5")
            state = viewer.wait_for("red", lambda s: layer(s, "生态红线")["color"] == "#c83c3c")
            x, y, w, h = state["widgets"]["layer.opacity"]
            display.drag(viewer.window, (x + w - 12, y + h / 2), (x + w * 0.5, y + h / 2))
            state = viewer.wait_for("half seen",
                                    lambda s: 0.4 < layer(s, "生态红线")["opacity"] < 0.6)
            equal(len(state["steps"]), 4, "a dragged slider is one step")
            viewer.click_widget(state, "layer.label_field")
            state = viewer.wait_for("choices", lambda s: "layer.label_field.none" in s["widgets"])
            viewer.click_widget(state, "layer.label_field.none")
            state = viewer.wait_for("no labels", lambda s: not layer(s, "生态红线")["labels"])
            is_true(not any(l["text"].startswith("生态") for l in state["labels"]), "a label is left")
            viewer.click_widget(state, "layer.remove")
            state = viewer.wait_for("removed", lambda s: len(s["user_layers"]) == 2)
            is_true(1 in state["hidden_layers"], "a removed layer is not painted")
            equal(state["missing_glyphs"], [], "characters the panels cannot show")

            for _ in range(len(state["steps"])):
                display.key(viewer.window, "ctrl+z")
            state = viewer.wait_for("all undone", lambda s: s["step"] == 0)
            equal(titles(state), ["轨道站点", "生态红线", "工业用地"], "order as opened")
            equal(state["hidden_layers"], [], "nothing hidden")
            is_true(not state["changed"], "nothing is changed")

    def label_field(self):
        """Labels by an attribute, and the picture on the way."""
        parcels, _, _ = self.three_layers()
        picture = self.folder / "labels.png"
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=(str(parcels),))
            state = viewer.wait_for("the layer", lambda s: "layer.0.row" in s["widgets"])
            self.hover(viewer, state, "layer.0.row")
            state = viewer.wait_for("the tools", lambda s: "layer.settings.0" in s["widgets"])
            viewer.click_widget(state, "layer.settings.0")
            state = viewer.wait_for("the settings", lambda s: "layer.label_field" in s["widgets"])
            viewer.click_widget(state, "layer.label_field")
            state = viewer.wait_for("choices", lambda s: "layer.label_field.用途" in s["widgets"])
            viewer.click_widget(state, "layer.label_field.用途")
            state = viewer.wait_for("the labels", lambda s: any(
                l["text"].replace("\n", "") == "仓储" for l in s["labels"]))
            display.picture(viewer.window, picture)
            self.screenshot_is_a_picture(picture, (1600, 1000))

    def project(self):
        """Saved by the dialog, changed, saved again, opened anew; inputs are not touched."""
        parcels, forest, _ = self.three_layers()
        folder = parcels.parent
        target = self.folder / "规划.parkatlas"
        before = digests(folder)
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        try:
            with XDisplay() as display:
                viewer = Viewer(self, display,
                                sources=("layout:ningbo", str(parcels), str(forest)))
                state = viewer.opened()
                viewer.click_widget(state, "layer.1")
                state = viewer.wait_for("a hidden layer", lambda s: s["changed"])
                viewer.click_widget(state, "role.park")
                viewer.wait_for("hidden parks", lambda s: s["roles"]["park"] is False)
                display.key(viewer.window, "ctrl+s")
                state = viewer.wait_for("the dialog", lambda s: s["files"]["dialog"]
                                        and s["files"]["dialog"]["entries"] is not None)
                display.type(viewer.window, str(self.folder / "plan"))
                display.key(viewer.window, "Return")
                state = viewer.wait_for("the saved project",
                                        lambda s: s["files"]["project"] and not s["changed"])
                saved = pathlib.Path(state["files"]["project"])
                equal(saved, self.folder / "plan.parkatlas", "the ending is added")
                display.key(viewer.window, "ctrl+q")
                equal(viewer.ended(), (0, ""), "exit code and words")
                viewer.dump.unlink()
                written = json.loads(saved.read_text(encoding="utf-8"))
                equal(written["plan"], "layout:ningbo", "the plan")
                equal([l["source"] for l in written["layers"]],
                      ["数据/工业用地.geojson", "数据/生态红线.geojson"], "relative paths")

                # Another folder, another program's members, one file gone.
                moved = self.folder / "moved"
                moved.mkdir()
                folder.chmod(0o755)
                folder.rename(moved / "数据")
                folder = moved / "数据"
                (folder / "生态红线.geojson").chmod(0o644)
                (folder / "生态红线.geojson").rename(moved / "红线2.geojson")
                before = digests(moved)
                written["stamp"] = {"by": "another"}
                target = moved / "规划.parkatlas"
                target.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
                before_project = target.read_bytes()
                viewer = Viewer(self, display, sources=(str(target),))
                state = viewer.wait_for("the project", lambda s: len(s.get("user_layers", [])) == 2)
                equal(state["document"]["layout"], "ningbo", "the plan")
                equal(state["roles"]["park"], False, "hidden roles")
                equal(layer(state, "生态红线")["index"], None, "the missing layer is listed")
                is_true(any("生态红线" in p for p in state["problems"]), "and told")
                equal(target.read_bytes(), before_project, "opening writes nothing")
                is_true(not state["changed"], "opening changes nothing")

                # Its new place.
                missing = next(w for w in state["widgets"] if w.startswith("layer.missing"))
                self.hover(viewer, state, missing + ".row" if not missing.endswith(".row")
                           else missing)
                state = viewer.wait_for("the tools", lambda s: any(
                    w.startswith("layer.zoom.missing") for w in s["widgets"]))
                viewer.click_widget(state, next(w for w in state["widgets"]
                                                if w.startswith("layer.zoom.missing")))
                state = viewer.wait_for("the dialog", lambda s: s["files"]["dialog"])
                equal(state["files"]["dialog"]["folder"], str(moved), "it begins at the project")
                viewer.click_widget(state, "file.up")
                viewer.wait_for("the folder above", lambda s: "moved" in
                                (s["files"]["dialog"]["entries"] or []))
                display.type(viewer.window, f"{moved}/")
                display.key(viewer.window, "Return")  # a folder is entered
                state = viewer.wait_for("its files", lambda s: s["files"]["dialog"] and
                                        "红线2.geojson" in (s["files"]["dialog"]["entries"] or []))
                viewer.click_widget(state, "file.entry.红线2.geojson")
                state = viewer.wait_for("chosen", lambda s: "file.choose" in s["widgets"])
                viewer.click_widget(state, "file.choose")
                state = viewer.wait_for("the layer again", lambda s: all(
                    l["index"] is not None for l in s["user_layers"]) and not s["failed"])
                display.key(viewer.window, "ctrl+s")
                state = viewer.wait_for("saved", lambda s: not s["changed"])
                again = json.loads(target.read_text(encoding="utf-8"))
                equal(again["layers"][1]["source"], "红线2.geojson", "the new place")
                equal(again["stamp"], {"by": "another"}, "members of others survive")
                equal(state["missing_glyphs"], [], "characters the panels cannot show")
                target.unlink()
                equal(digests(moved), before, "input files")
        finally:
            for path in [folder, *folder.iterdir()]:
                path.chmod(0o755)

    def leaving(self):
        """The question before unsaved work is left: cancel, then discard; then save."""
        with XDisplay() as display:
            for answer in ("discard", "save"):
                project = self.folder / f"{answer}.parkatlas"
                project.write_text('{"parkatlas_project": 1, "plan": "layout:cixi"}',
                                   encoding="utf-8")
                viewer = Viewer(self, display, sources=(str(project),))
                viewer.opened()
                self.measure_something(viewer, display)
                display.press_close_button(viewer.window)
                state = viewer.wait_for("the question", lambda s: s["files"]["asks_to_save"]
                                        and "leave.cancel" in s["widgets"])
                viewer.click_widget(state, "leave.cancel")
                viewer.wait_for("no question", lambda s: not s["files"]["asks_to_save"])
                display.key(viewer.window, "ctrl+q")
                state = viewer.wait_for("the question", lambda s: s["files"]["asks_to_save"]
                                        and "leave.save" in s["widgets"])
                self.window_is_a_picture(viewer, "question")
                viewer.click_widget(state, f"leave.{answer}")
                equal(viewer.ended(), (0, ""), "exit code and words")
                viewer.dump.unlink()
                written = json.loads(project.read_text(encoding="utf-8"))
                equal(len(written.get("measurements", [])), 1 if answer == "save" else 0,
                      "measurements in the file")
                left = list((self.folder / "state").rglob("window-*"))
                equal(left, [], "files of the journal")

    def measure_something(self, viewer, display, x=1000, y=700):
        count = len(viewer.state()["measurements"])
        display.key(viewer.window, "c")
        viewer.wait_for("the tool", lambda s: s["tool"] == "circle")
        viewer.click((x, y))
        viewer.wait_for("the centre", lambda s: len(s["sketch"]) == 1)
        viewer.click((x + 40, y))
        return viewer.wait_for("the circle", lambda s: len(s["measurements"]) == count + 1)

    def crash(self):
        """Killed with unsaved work; the next start offers it, two windows do not both."""
        with XDisplay() as display:
            viewer = Viewer(self, display, sources=("layout:cixi",))
            viewer.opened()
            self.measure_something(viewer, display)
            self.wait_for_journal(1)
            viewer.process.kill()
            viewer.ended()
            viewer.dump.unlink()

            viewer = Viewer(self, display, sources=("layout:ningbo",))
            state = viewer.wait_for("the offer", lambda s: s["files"]["left"]
                                    and "left.restore" in s["widgets"])
            equal(state["files"]["left"]["measurements"], 1, "measurements offered")
            viewer.click_widget(state, "left.restore")
            state = viewer.wait_for("the work", lambda s: len(s["measurements"]) == 1
                                    and s["document"]["layout"] == "cixi")
            is_true(state["changed"], "it is not saved")
            self.wait_for_journal(1)
            viewer.process.send_signal(signal.SIGTERM)
            equal(viewer.ended()[0], 0, "exit code")
            viewer.dump.unlink()

            # Nobody could be asked: it is offered again, and given up by Escape's neighbour.
            viewer = Viewer(self, display, sources=("layout:ningbo",))
            state = viewer.wait_for("the offer", lambda s: s["files"]["left"]
                                    and "left.forget" in s["widgets"])
            viewer.click_widget(state, "left.forget")
            viewer.wait_for("no offer", lambda s: not s["files"]["left"])
            display.key(viewer.window, "ctrl+q")
            equal(viewer.ended(), (0, ""), "exit code and words")
            equal(list((self.folder / "state").rglob("window-*")), [], "files of the journal")

    def journals(self):
        """Measurements in each readable file of the journal."""
        counts = []
        for path in (self.folder / "state").rglob("window-*.json"):
            text = path.read_text(encoding="utf-8")  # whole at any moment, or this fails
            counts.append(len(json.loads(text)["document"].get("measurements", [])))
        return counts

    def wait_for_journal(self, measurements):
        deadline = time.monotonic() + viewer_test.PATIENCE_S
        while self.journals() != [measurements]:
            is_true(time.monotonic() < deadline, f"the journal holds {self.journals()}")
            time.sleep(0.02)

    def kills(self):
        """Killed at random moments during edits and saves: nothing older than 10 s is lost, and
        the project file is whole. PARKATLAS_KILLS says how often; 6 without."""
        rounds = int(os.environ.get("PARKATLAS_KILLS", "6"))
        seed = int(os.environ.get("PARKATLAS_SEED", "20261122"))
        chance = random.Random(seed)
        project = self.folder / "kills.parkatlas"
        project.write_text('{"parkatlas_project": 1, "plan": "layout:cixi"}', encoding="utf-8")
        worst = 0
        kept = 0
        with XDisplay() as display:
            for number in range(rounds):
                viewer = Viewer(self, display, sources=(str(project),))
                state = viewer.wait_for("the project", lambda s: "document" in s and s["labels"])
                if state["files"]["left"]:
                    state = viewer.wait_for("the offer",
                                            lambda s: "left.restore" in s["widgets"])
                    viewer.click_widget(state, "left.restore")
                    state = viewer.wait_for("the work", lambda s: not s["files"]["left"]
                                            and s["changed"])
                made = []  # moments of clicking, and how many there are if all of them count
                deadline = time.monotonic() + chance.uniform(0.0, 6.0)
                start = len(state["measurements"])
                is_true(start >= kept, f"round {number}, seed {seed}: {start} of {kept} came back")
                display.key(viewer.window, "c")
                while time.monotonic() < deadline:
                    x = chance.randrange(400, 1100)
                    y = chance.randrange(150, 850)
                    viewer.click((x, y))
                    viewer.click((x + 30, y))
                    made.append((time.monotonic(), start + len(made) + 1))
                    if chance.random() < 0.3:
                        display.key(viewer.window, "ctrl+s")
                viewer.process.kill()
                killed = time.monotonic()
                viewer.ended()
                viewer.dump.unlink()
                text = json.loads(project.read_text(encoding="utf-8"))  # whole
                kept = max([len(text.get("measurements", [])), *self.journals()])
                owed = max([start, *(n for moment, n in made if killed - moment > 10.0)])
                is_true(kept >= owed, f"round {number}, seed {seed}: {kept} kept, {owed} owed")
                lost = [moment for moment, n in made if n > kept]
                if lost:
                    worst = max(worst, killed - min(lost))
                is_true(worst < 10.0, f"round {number}: {worst:.1f} s of work lost")
        print(f"{rounds} kills, at most {worst:.2f} s of work lost")


if __name__ == "__main__":
    sys.exit(viewer_test.main(DocumentCases))
