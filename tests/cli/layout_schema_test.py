#!/usr/bin/env python3
"""Applies docs/layout.schema.json: to the built-in layouts, to the examples of
docs/layout-format.md, to what `convert` writes; and to layouts broken on purpose, which must fail.
The first example is also opened, audited and exported, and every layout is written and read again.
"""

import argparse
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

LAYOUTS = ["ningbo", "zhejiang", "hangzhou", "digital-health-park", "cixi"]
failures = []


def check(ok, what):
    if not ok:
        failures.append(what)


def without_nothing(value):
    """A file may leave out what is null or empty."""
    if isinstance(value, dict):
        members = {key: without_nothing(one) for key, one in value.items()}
        return {key: one for key, one in members.items() if one not in (None, [], "", {})}
    if isinstance(value, list):
        return [without_nothing(one) for one in value]
    return value


def broken_ones(good):
    """Layouts each with one thing wrong, and a word for it."""
    def changed(word, change):
        layout = copy.deepcopy(good)
        change(layout)
        return word, layout

    park = lambda layout: layout["features"][1]["properties"]
    return [
        changed("no layout", lambda l: l.pop("layout")),
        changed("type", lambda l: l.update(type="Feature")),
        changed("scheme a number", lambda l: l["layout"].update(scheme=125)),
        changed("extent of three", lambda l: l["layout"].update(extent=[1, 2, 3])),
        changed("document a text", lambda l: l["layout"].update(document="none")),
        changed("date in words", lambda l: l["layout"]["document"].update(date="去年")),
        changed("link to no layout",
                lambda l: l["layout"].update(links=[{"from": "core", "to": "elsewhere"}])),
        changed("indicator without name", lambda l: l["layout"].update(indicators=[{"unit": "家"}])),
        changed("year with a fraction",
                lambda l: l["layout"].update(indicators=[{"name": "x", "base_year": 2020.5}])),
        changed("no role", lambda l: park(l).pop("role")),
        changed("area in words", lambda l: park(l).update(stated_area_m2="4 km2")),
        changed("negative area", lambda l: park(l).update(stated_area_m2=-1)),
        changed("unknown basis", lambda l: park(l).update(basis="guessed")),
        changed("anchor of one number", lambda l: park(l).update(anchor=[121.5])),
        changed("anchor swapped", lambda l: park(l).update(anchor=[29.8, 121.5])),
        changed("part without a place", lambda l: park(l).update(parts=[{"name": "东"}])),
        changed("same_as a number", lambda l: park(l).update(same_as=[3])),
        changed("ring of three", lambda l: l["features"][1]["geometry"].update(
            coordinates=[[[121, 29], [122, 29], [121, 29]]])),
        changed("no properties", lambda l: l["features"][1].pop("properties")),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    options = parser.parse_args()
    schema = json.loads((options.source / "docs/layout.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)

    def problems(layout):
        return [f"{list(one.absolute_path)}: {one.message[:120]}"
                for one in validator.iter_errors(layout)]

    examples = re.findall(r"```json\n(.*?)```",
                          (options.source / "docs/layout-format.md").read_text("utf-8"), re.S)
    check(len(examples) >= 2, "docs/layout-format.md has examples")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        def run(*words):
            return subprocess.run([options.program, *words, "--lang", "en"], cwd=folder,
                                  capture_output=True, text=True, timeout=120)

        def written_again(source, reference, word):
            done = run("convert", source, "-o", "again.geojson")
            check(done.returncode == 0, f"{word}: convert ends with {done.returncode} {done.stderr}")
            again = json.loads((folder / "again.geojson").read_text("utf-8"))
            check(not problems(again), f"{word} as convert writes it: {problems(again)}")
            before, after = without_nothing(reference), without_nothing(again)
            for key in sorted(set(before["layout"]) | set(after["layout"])):
                if key in ("id", "datum"):  # may be added
                    continue
                check(before["layout"].get(key) == after["layout"].get(key),
                      f"{word}: member {key} changed")
            for one, other in zip(before["features"], after["features"]):
                check(one["properties"] == other["properties"],
                      f"{word}, {one.get('id')}: properties changed")
                check(one.get("id") == other.get("id"), f"{word}, {one.get('id')}: id changed")
            check(len(before["features"]) == len(after["features"]), f"{word}: features lost")

        for layout in LAYOUTS:
            path = options.source / f"geodata/layouts/{layout}.geojson"
            content = json.loads(path.read_text("utf-8"))
            check(not problems(content), f"{layout}: {problems(content)}")
            written_again(f"layout:{layout}", content, layout)
            audits = [run("audit", source, "--format", "json").stdout
                      for source in (f"layout:{layout}", "again.geojson")]
            check(audits[0] == audits[1], f"{layout}: the audit of the written file differs")
        for number, example in enumerate(examples, 1):
            content = json.loads(example)
            check(not problems(content), f"example {number}: {problems(content)}")
            (folder / "example.geojson").write_text(example, "utf-8")
            written_again("example.geojson", content, f"example {number}")
        (folder / "riverside.geojson").write_text(examples[0], "utf-8")
        audit = run("audit", "riverside.geojson", "--format", "json")
        check(audit.returncode == 0, f"audit of the example: {audit.stdout} {audit.stderr}")
        export = run("export", "riverside.geojson", "-o", "sheet.svg")
        check(export.returncode == 0 and (folder / "sheet.svg").stat().st_size > 1000,
              f"export of the example: {export.stderr}")
        for word, layout in broken_ones(json.loads(examples[0])):
            check(problems(layout), f"the schema lets through: {word}")

    for failure in failures:
        print("FAILED", failure)
    print(f"layout schema: {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
