#!/usr/bin/env python3
"""Builds geodata/layouts/<id>.geojson from hand-drawn sources and the base geography, and checks it.

    scripts/derive_layouts.py [--check] [--base FOLDER] [ID ...]

Without ID every layout is built. --check builds in memory and fails if a file in the repository
differs by a byte. Needs python3-shapely, python3-pyproj and python3-numpy. The same input gives the
same bytes. Exit code 0 when every check of derive_layouts_lib/checks.py holds, 1 otherwise.
"""

import argparse
import importlib
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from derive_layouts_lib import checks  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LAYOUTS = ["ningbo", "zhejiang", "hangzhou", "digital-health-park", "cixi"]


def dumps(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def written(layout, features):
    lines = []
    for id_, geometry, properties in features:
        lines.append(dumps({"type": "Feature", "id": id_, "geometry": geometry,
                            "properties": checks.ordered(properties)}))
    return ('{"type":"FeatureCollection",\n"layout":' + dumps(layout) + ',\n"features":[\n'
            + ",\n".join(lines) + "\n]}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--check", action="store_true", help="write nothing; compare with the files")
    parser.add_argument("--base", default=os.path.join(ROOT, "geodata", "base"), help="folder of the base geography")
    arguments = parser.parse_args()
    base = checks.Base(arguments.base)
    failures = []
    built = {}
    for id_ in arguments.ids or LAYOUTS:
        module = importlib.import_module("derive_layouts_lib." + id_.replace("-", "_"))
        needs_base = getattr(module, "NEEDS_BASE", False)
        features = module.features(base) if needs_base else module.features()
        text = written(module.LAYOUT, features)
        path = os.path.join(ROOT, "geodata", "layouts", id_ + ".geojson")
        if arguments.check:
            with open(path, encoding="utf-8") as file:
                if file.read() != text:
                    failures.append(f"{id_}: the file differs from what the script builds")
        else:
            with open(path + ".new", "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.replace(path + ".new", path)
        built[id_] = json.loads(text)
        failures += checks.layout(built[id_], base)
    if set(built) == set(LAYOUTS):
        failures += checks.across(built)
    for failure in failures:
        print("FAIL", failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
