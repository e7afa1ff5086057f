"""Checks of geodata/base, on the files as written. Each prints what it found."""

from __future__ import annotations

import json
from collections import defaultdict

import numpy as np
from pyproj import Geod
from shapely.geometry import Polygon, shape
from shapely.ops import transform, unary_union
from shapely.strtree import STRtree

from derive_base_gcj02 import gcj02_to_wgs84
from derive_base_units import MUNICIPALITIES, RAW_KM2, UNITS, YEARBOOK_KM2

GEOD = Geod(a=6378137.0, f=1 / 298.257222101)  # the CGCS2000 ellipsoid

# The island match: see geodata/base/SOURCE.md, "How islands are matched".
ISLAND_KM2 = (0.3, 600.0)
ISLAND_AREA_RATIO = (0.5, 2.0)
ISLAND_SHARE = 0.3
ISLAND_MIN_MATCHES = 120
ISLAND_MAX_OFFSET_DEG = 0.0008

AREA_TOLERANCE = 0.005  # of the area the raw polygons have
OVERLAP_MAX_M2 = 1.0


def area_km2(geometry):
    return abs(GEOD.geometry_area_perimeter(geometry)[0]) / 1e6


def scaled(geometry, factor):
    return transform(lambda x, y: (np.asarray(x) * factor, np.asarray(y) * factor), geometry)


def parts_of(geometry):
    return list(getattr(geometry, "geoms", [geometry]))


def match_islands(islands, land):
    """For each island the land polygon it covers best, if they are plausibly the same one.

    Gives rows: offset of centroids (lon, lat), area ratio, area common / area of either.
    """
    land = [p for p in land if ISLAND_KM2[0] / 2 <= area_km2(p) <= ISLAND_KM2[1] * 2]
    tree, rows = STRtree(land), []
    for island in islands:
        km2 = area_km2(island)
        if not ISLAND_KM2[0] <= km2 <= ISLAND_KM2[1]:
            continue
        near = [(p.intersection(island).area, p) for p in tree.query(island)]
        if not near:
            continue
        common, best = max(near, key=lambda c: (c[0], c[1].bounds))
        if (common >= ISLAND_SHARE * best.area
                and ISLAND_AREA_RATIO[0] <= km2 / area_km2(best) <= ISLAND_AREA_RATIO[1]):
            a, b = island.centroid, best.centroid
            rows.append((a.x - b.x, a.y - b.y, km2 / area_km2(best),
                         common / island.union(best).area))
    return np.array(rows)


def print_offset_table(units, grid, coast):
    """Which reading of the grid, and which datum, puts the islands of the source on the coast."""
    print("offset of island centroids against the coastline, median (lon, lat) in degrees:")
    rings = [np.array(r, float) for rings in units.values() for r in rings]
    coast = [p for p in coast if p.area < 1.0]
    for text, cells, inverse in [
        ("as they come", (0, 0), False),
        ("GCJ-02 inverse, no grid offset", (0, 0), True),
        ("GCJ-02 inverse, grid - 1/2, - 1/2", (-0.5, -0.5), True),
        ("GCJ-02 inverse, grid + 1/2, + 1/2", (0.5, 0.5), True),
        ("GCJ-02 inverse, grid - 1/2, + 1/2", (-0.5, 0.5), True),
        ("GCJ-02 inverse, grid + 1/2, - 1/2", (0.5, -0.5), True),
    ]:
        shapes = []
        for ring in rings:
            if len(ring) < 4:
                continue
            lon, lat = (ring[:, 0] + cells[0]) / grid, (ring[:, 1] + cells[1]) / grid
            if inverse:
                lon, lat, _ = gcj02_to_wgs84(lon, lat)
            polygon = Polygon(np.column_stack([lon, lat])).buffer(0)
            if not polygon.is_empty:
                shapes.append(polygon)
        rows = match_islands(shapes, coast)
        lon, lat = np.median(rows[:, :2], axis=0)
        print(f"  {text}: {lon:+.6f}, {lat:+.6f}  ({len(rows)} islands, "
              f"median overlap {np.median(rows[:, 3]):.2f})")


def verify(folder):
    failures = []

    def check(ok, text):
        print(("ok    " if ok else "FAIL  ") + text)
        if not ok:
            failures.append(text)

    counties = json.loads((folder / "counties.geojson").read_text(encoding="utf-8"))["features"]
    land = json.loads((folder / "land.geojson").read_text(encoding="utf-8"))["features"]
    shapes = {f["id"]: shape(f["geometry"]) for f in counties}

    # names
    codes = [f["properties"]["adcode"] for f in counties]
    check(len(counties) == 89 and codes == sorted(UNITS) and codes == [f["id"] for f in counties],
          f"{len(counties)} county-level units, sorted by adcode")
    check(all((f["properties"]["name"], f["properties"]["name_en"]) == UNITS[f["id"]]
              for f in counties), "names are those of the list")

    # each polygon by itself
    check(all(s.is_valid for s in shapes.values()), "every unit is valid")
    check(all(p.exterior.is_ccw and not any(h.is_ccw for h in p.interiors)
              for s in shapes.values() for p in parts_of(s)), "outer rings run counter-clockwise")
    rings = sum(len(r.coords) for s in shapes.values() for p in parts_of(s)
                for r in [p.exterior, *p.interiors])
    print(f"      {sum(len(parts_of(s)) for s in shapes.values())} polygons, {rings} vertices")

    # the coverage: every segment is used once, or twice by two units in opposite directions
    used = defaultdict(list)
    for code, s in shapes.items():
        for p in parts_of(s):
            for r in [p.exterior, *p.interiors]:
                c = list(r.coords)
                for a, b in zip(c, c[1:]):
                    used[(min(a, b), max(a, b))].append((code, a < b))
    bad = [e for e, u in used.items()
           if len(u) > 2 or (len(u) == 2 and (u[0][0] == u[1][0] or u[0][1] == u[1][1]))]
    shared = sum(len(u) == 2 for u in used.values())
    check(not bad, f"segments used otherwise than once, or twice by neighbours: {len(bad)} "
                   f"({shared} shared, {len(used) - shared} outer)")

    keys = sorted(shapes)
    overlap_m2 = 0.0
    for i, a in enumerate(keys):
        for b in keys[i + 1:]:
            if shapes[a].intersects(shapes[b]):
                common = shapes[a].intersection(shapes[b])
                overlap_m2 += sum(area_km2(g) * 1e6 for g in parts_of(common)
                                  if g.geom_type == "Polygon")
    check(overlap_m2 < OVERLAP_MAX_M2, f"pairwise overlap in total: {overlap_m2:.6f} m2")

    union = unary_union([shapes[k] for k in keys])
    holes = [Polygon(h) for p in parts_of(union) for h in p.interiors]
    for h in holes:
        print(f"      hole of {area_km2(h):.6f} km2 at {h.centroid.x:.5f}, {h.centroid.y:.5f}")
    check(not holes, f"holes in the union of all units: {len(holes)}")
    union_km2, sum_km2 = area_km2(union), sum(area_km2(s) for s in shapes.values())
    check(abs(union_km2 - sum_km2) < 1e-5,
          f"area of the union {union_km2:.3f} km2, sum of the units {sum_km2:.3f} km2")

    # areas
    print("      municipality: km2 here, as the source comes (difference), in the yearbook")
    for m, raw, yearbook in zip(MUNICIPALITIES, RAW_KM2, YEARBOOK_KM2):
        km2 = sum(area_km2(s) for k, s in shapes.items() if k[:4] == m[0][:4])
        check(abs(km2 / raw - 1) < AREA_TOLERANCE,
              f"{m[2]} {km2:.1f}, {raw} ({(km2 / raw - 1) * 100:+.2f} %), {yearbook} "
              f"({(km2 / yearbook - 1) * 100:+.1f} %)")

    # land
    land_shapes = [(f["properties"]["kind"], shape(f["geometry"]), f["properties"]) for f in land]
    check(all(g.geom_type == "Polygon" and g.is_valid and g.exterior.is_ccw
              for _, g, _ in land_shapes), "every land polygon is valid and counter-clockwise")
    check({k for k, _, _ in land_shapes} == {"mainland", "island"}, "land is mainland or island")
    count = sum(len(r.coords) for _, g, _ in land_shapes for r in [g.exterior, *g.interiors])
    print(f"      {len(land)} polygons, {sum(k == 'mainland' for k, _, _ in land_shapes)} of them "
          f"mainland, {count} vertices, smallest {min(p['area_km2'] for _, _, p in land_shapes)} "
          "km2")
    tree, touching = STRtree([g for _, g, _ in land_shapes]), 0
    for _, g, _ in land_shapes:
        touching += sum(1 for o in tree.query(g) if o is not g and o.intersects(g))
    check(touching == 0, f"land polygons that meet another: {touching}")
    check(all(abs(area_km2(g) - p["area_km2"]) <= 1e-4 for _, g, p in land_shapes),
          "stated areas of the land polygons hold")

    # datum
    islands = []
    for code, s in shapes.items():
        for p in parts_of(s):
            c = list(p.exterior.coords)
            if all(len(used[(min(a, b), max(a, b))]) == 1 for a, b in zip(c, c[1:])):
                islands.append(p)
    rows = match_islands(islands, [g for k, g, p in land_shapes
                                   if k == "island" and not p["clipped"]])
    lon, lat = np.median(rows[:, :2], axis=0)
    low, high = np.percentile(rows[:, :2], 25, axis=0), np.percentile(rows[:, :2], 75, axis=0)
    print(f"      {len(islands)} islands in the county layer; quartiles of the offset "
          f"lon {low[0]:+.6f} .. {high[0]:+.6f}, lat {low[1]:+.6f} .. {high[1]:+.6f}; "
          f"median area ratio {np.median(rows[:, 2]):.3f}, "
          f"median overlap {np.median(rows[:, 3]):.3f}")
    check(len(rows) >= ISLAND_MIN_MATCHES, f"{len(rows)} islands matched with the coastline")
    check(max(abs(lon), abs(lat)) < ISLAND_MAX_OFFSET_DEG,
          f"median offset of matched islands {lon:+.6f}, {lat:+.6f} degrees")

    print("all checks passed" if not failures else f"{len(failures)} checks failed")
    return 1 if failures else 0
