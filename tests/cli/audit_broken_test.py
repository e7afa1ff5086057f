#!/usr/bin/env python3
"""Breaks the built-in layouts on purpose and asks `parkatlas audit` what is wrong.

Each breakage must give exactly the errors that name it, and exit code 1; the unbroken layouts give
none and 0.
"""

import argparse
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

LAYOUTS = ["ningbo", "zhejiang", "hangzhou", "digital-health-park", "cixi"]


def feature(layout, feature_id):
    return next(one for one in layout["features"] if one["id"] == feature_id)


def shift(value, dx, dy):
    """Coordinates moved by degrees, however deeply nested."""
    if isinstance(value[0], (int, float)):
        return [value[0] + dx, value[1] + dy]
    return [shift(one, dx, dy) for one in value]


def remove(layout, feature_id):
    layout["features"].remove(feature(layout, feature_id))


def move(layout, feature_id, to, with_anchor=True):
    one = feature(layout, feature_id)
    at = one["properties"]["anchor"]
    dx, dy = to[0] - at[0], to[1] - at[1]
    one["geometry"]["coordinates"] = shift(one["geometry"]["coordinates"], dx, dy)
    if with_anchor:
        one["properties"]["anchor"] = to


def set_property(layout, feature_id, **values):
    feature(layout, feature_id)["properties"].update(values)


def rename_scheme(layout, scheme):
    layout["layout"]["scheme"] = scheme


def widen_plate(layout):
    """A corner that two plates share is moved into one of them, for the other plate only."""
    rings = {name: feature(layout, name)["geometry"]["coordinates"][0]
             for name in ("phase-one", "plate-innovation", "plate-smart-medicine")}
    shared = next(vertex for vertex in rings["plate-innovation"]
                  if vertex in rings["plate-smart-medicine"] and vertex not in rings["phase-one"])
    inside = feature(layout, "plate-smart-medicine")["properties"]["anchor"]
    moved = [round((a + b) / 2, 7) for a, b in zip(shared, inside)]
    ring = rings["plate-innovation"]
    ring[:] = [moved if vertex == shared else vertex for vertex in ring]


def turn_round(layout):
    set_property(layout, "phase-one", part_of="plot-flats")


# layout, what is done to it, the error codes expected, a word each message must hold
BREAKAGES = [
    ("ningbo", "a belt is removed", lambda it: remove(it, "belt-west"),
     ["role_count_mismatch"], "带"),
    ("zhejiang", "a belt is removed", lambda it: remove(it, "belt-north-plain"),
     ["role_count_mismatch"], "带"),
    ("hangzhou", "the core is removed", lambda it: remove(it, "core"),
     ["role_count_mismatch"], "核"),
    ("digital-health-park", "one node is left",
     lambda it: [remove(it, n) for n in ("node-pingan", "node-lihuili", "node-yingsheng")],
     ["role_count_mismatch"], "点"),
    ("zhejiang", "one town is left of many",
     lambda it: it.update(features=[one for one in it["features"]
                                    if not one["id"].startswith("town-") or
                                    one["id"] == "town-wuxing"]),
     ["role_count_mismatch"], "镇"),
    ("ningbo", "the scheme promises a sixth park", lambda it: rename_scheme(it, "一核两带六园"),
     ["role_count_mismatch"], "一核两带六园"),
    ("ningbo", "the scheme has a word nobody knows", lambda it: rename_scheme(it, "一核两带五翼"),
     ["scheme_not_understood"], "翼"),
    ("ningbo", "a park is moved to another county",
     lambda it: move(it, "park-yinzhou", [121.42, 29.66]),
     ["place_outside_unit"], "奉化区"),
    ("ningbo", "the shape of a park is moved to another county, its anchor stays",
     lambda it: move(it, "park-yinzhou", [121.42, 29.66], with_anchor=False),
     ["place_outside_unit"], "奉化区"),
    ("ningbo", "the shape of a park is moved away from its anchor inside the county",
     lambda it: move(it, "park-yinzhou", [121.60, 29.76], with_anchor=False),
     ["anchor_off_shape"], "鄞州大健康产业园"),
    ("zhejiang", "a town is moved to another county",
     lambda it: (move(it, "town-wuxing", [120.72, 30.72])),
     ["place_outside_unit"], "吴兴美妆小镇"),
    ("ningbo", "a stated area is changed",
     lambda it: set_property(it, "park-life-medicine", stated_area_m2=6000000),
     ["stated_area_contradicts_text"], "宁波生命医学中心"),
    ("digital-health-park", "a stated area is changed with its words",
     lambda it: set_property(it, "phase-one", stated_area_m2=2400000,
                             stated_area_text="2.4平方公里"),
     ["sum_mismatch"], "数字健康园"),
    ("digital-health-park", "a stated area is changed without its words",
     lambda it: set_property(it, "phase-one", stated_area_m2=2400000),
     ["stated_area_contradicts_text"], "数字健康园一期"),
    ("ningbo", "a surveyed park has another area than stated",
     lambda it: set_property(it, "park-yinzhou", basis="surveyed", stated_area_m2=2600000,
                             stated_area_text="2.6平方公里"),
     ["area_mismatch"], "鄞州大健康产业园"),
    ("digital-health-park", "two plates overlap", widen_plate,
     ["plates_overlap"], "生命健康产业创新中心"),
    ("digital-health-park", "a plate is removed", lambda it: (
        it.update(features=[one for one in it["features"]
                            if one["properties"].get("part_of") != "plate-living"]),
        remove(it, "plate-living")),
     ["plates_leave_gap"], "数字健康园一期"),
    ("ningbo", "an unknown role", lambda it: set_property(it, "park-meishan", role="garden"),
     ["unknown_role"], "garden"),
    ("ningbo", "an unknown basis", lambda it: set_property(it, "park-meishan", basis="hearsay"),
     ["unknown_basis"], "hearsay"),
    ("ningbo", "an unknown unit",
     lambda it: set_property(it, "park-meishan", located_in=["蓬莱区"]),
     ["unit_unknown"], "蓬莱区"),
    ("ningbo", "a sector of no core", lambda it: set_property(it, "core-olympic", part_of="kernel"),
     ["unknown_parent"], "kernel"),
    ("digital-health-park", "a whole that is part of its part", turn_round,
     ["circular_part_of"], "人才公寓"),
    ("ningbo", "a feature without a name",
     lambda it: set_property(it, "park-meishan", name="", name_en=""),
     ["missing_name"], "park-meishan"),
    ("ningbo", "an id that occurs twice",
     lambda it: it["features"].append(copy.deepcopy(feature(it, "core-olympic"))),
     ["duplicate_id", "overlap_unexpected"], "奥体|core-olympic"),
    ("ningbo", "a reference to nothing",
     lambda it: set_property(it, "park-meishan", same_as=["zhejiang/park-nowhere"]),
     ["unknown_reference"], "zhejiang/park-nowhere"),
    ("ningbo", "a link to nothing",
     lambda it: it["layout"]["links"].append({"from": "core", "to": "layout:atlantis"}),
     ["link_unknown"], "atlantis"),
    ("ningbo", "two parks on the same ground",
     lambda it: (move(it, "park-yinzhou", [121.46, 29.742]),
                 set_property(it, "park-yinzhou", located_in=["奉化区"])),
     ["overlap_unexpected"], "宁波生命医学中心"),
]


def audit(program, source, *more):
    done = subprocess.run([program, "audit", source, "--format", "json", "--lang", "zh", *more],
                          capture_output=True, text=True, timeout=120, check=False)
    try:
        return done.returncode, json.loads(done.stdout), done.stderr
    except ValueError:
        return done.returncode, None, done.stderr


def main():
    parser = argparse.ArgumentParser(description="Audits layouts that were broken on purpose.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--geodata", required=True)
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    folder = pathlib.Path(options.geodata) / "layouts"
    whole = {name: json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
             for name in LAYOUTS}
    failed = 0

    def verdict(title, complaints):
        nonlocal failed
        print(("FAIL  " if complaints else "ok    ") + title)
        for one in complaints:
            print("        " + one)
        failed += bool(complaints)

    for name in LAYOUTS:
        code, answer, err = audit(program, f"layout:{name}")
        complaints = [f"exit code {code}: {err}"] if code != 0 else []
        if answer is None:
            complaints.append("no JSON")
        else:
            complaints += [str(one) for one in answer["findings"] if one["severity"] != "info"]
        verdict(f"{name} is in order", complaints)

    with tempfile.TemporaryDirectory(prefix="parkatlas-audit-") as temporary:
        for name, title, breakage, codes, word in BREAKAGES:
            layout = copy.deepcopy(whole[name])
            breakage(layout)
            path = pathlib.Path(temporary) / "broken.geojson"
            path.write_text(json.dumps(layout, ensure_ascii=False), encoding="utf-8")
            code, answer, err = audit(program, str(path))
            complaints = [f"exit code {code}, not 1: {err}"] if code != 1 else []
            if answer is None:
                complaints.append("no JSON")
            else:
                errors = [one for one in answer["findings"] if one["severity"] == "error"]
                found = [one["code"] for one in errors]
                if sorted(found) != sorted(codes):
                    complaints.append(f"errors {found}, not {codes}")
                for one in errors:
                    said = one["message"] + (one["feature"] or "")
                    if not any(part in said for part in word.split("|")):
                        complaints.append(f"{one['code']} does not name {word}: {said}")
            verdict(f"{name}: {title}", complaints)
    print(f"{failed} failed of {len(LAYOUTS) + len(BREAKAGES)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
