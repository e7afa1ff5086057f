"""Before scripts/bench times QGIS's sheet of a layout: what our sheet shows, as plain layers.

    layout_layers.py PARKATLAS LAYOUT OUT_FOLDER

Writes plan.geojson (parkatlas convert), lines and places that the plan's attributes hold (middle
lines of belts, links, places along belts, pieces of parks), municipalities as dissolved counties,
and sheet.json, our own manifest: frame, scale and extent for the peer to take over. All of this is
done before the clock starts, so the peer has less to do than we.
"""
import json
import subprocess
import sys
from pathlib import Path

from shapely.geometry import mapping, shape
from shapely.ops import unary_union

program, layout, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
base = Path(__file__).resolve().parents[2] / "geodata" / "base"
# As src/cartography/base_map.cpp names them.
WATERS = [("杭州湾", 121.33, 30.44), ("东海", 122.52, 29.20), ("三门湾", 121.82, 29.00),
          ("灰鳖洋", 121.80, 30.17)]


def write(name, features):
    (folder / f"{name}.geojson").write_text(json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False),
        encoding="utf-8")


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(at, **properties):
    return feature({"type": "Point", "coordinates": at}, **properties)


def line(points, **properties):
    return feature({"type": "LineString", "coordinates": points}, **properties)


def held(properties, key):
    value = properties.get(key)
    return json.loads(value) if isinstance(value, str) else value or []


def middle(geometry):
    return list(shape(geometry).representative_point().coords[0])


def text_of(name, stated):
    return f"{name}\n{stated}" if stated else name


subprocess.run([program, "convert", layout, "-o", folder / "plan.geojson", "--quiet"], check=True)
subprocess.run([program, "export", layout, "-o", folder / "ours.pdf", "--quiet", "--manifest",
                folder / "sheet.json"], check=True)
plan = json.loads((folder / "plan.geojson").read_text(encoding="utf-8"))["features"]
lines, links, stops, drops = [], [], [], []
number = 0
for one in plan:
    told, geometry = one["properties"], one["geometry"]
    if told["role"] == "belt":
        lines.append(line(held(told, "centreline"), name=told["name"]))
        stops += [point(stop["at"], name=stop["name"]) for stop in held(told, "waypoints")]
    if told["role"] != "park":
        continue
    number += 1
    pieces = [{"type": "Polygon", "coordinates": rings} for rings in geometry["coordinates"]] \
        if geometry["type"] == "MultiPolygon" else [geometry]
    places = [middle(piece) for piece in pieces]
    drops.append(point(places[0], number=str(number), rank=1,
                       name=text_of(told["name"], told.get("stated_area_text"))))
    for place, part in zip(places[1:], held(told, "parts")[1:]):
        drops.append(point(place, number=str(number), rank=2,
                           name=text_of(part["name"], part.get("stated_area_text"))))
        links.append(line([places[0], place]))
write("lines", lines)
write("links", links)
write("stops", stops)
write("drops", drops)
write("waters", [point([x, y], name=name) for name, x, y in WATERS])
units = json.loads((base / "counties.geojson").read_text(encoding="utf-8"))["features"]
cities = {}
for unit in units:
    cities.setdefault(unit["properties"]["municipality"], []).append(
        shape(unit["geometry"]).buffer(0))
write("cities", [feature(mapping(unary_union(shapes)), name=name)
                 for name, shapes in cities.items()])
