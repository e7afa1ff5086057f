#!/usr/bin/env python3
"""Makes the data sets of scripts/bench: the same bytes on every run, nothing but Python needed.

    scripts/bench_data.py FOLDER [--million]

WGS 84 longitude/latitude GeoJSON in a box around Ningbo (121.0 to 122.2 E, 28.9 to 30.4 N):

    parks_1k        1,000 irregular parks of 20 to 60 vertices, 0.2 to 5 km2, one in five with a hole;
                    they overlap each other
    parcels_10k, parcels_100k, parcels_1m (with --million)
                    parcels of 6 to 20 vertices, 0.001 to 0.05 km2, with id, land use, Chinese name and
                    claimed area; the smaller sets are prefixes of the larger
    counties        the county-level units of the product, each as one MultiPolygon

Parcels lie on a jittered grid: neighbours may overlap, as badly kept cadastres do.
"""
import argparse
import json
import math
import random
from pathlib import Path

WEST, SOUTH, EAST, NORTH = 121.0, 28.9, 122.2, 30.4
SEMI_MAJOR_M, ECCENTRICITY_2 = 6378137.0, 0.0066943799901413165  # WGS 84
TOWNS = "新碶 小港 大碶 霞浦 柴桥 骆驼 庄市 望春 高桥 洪塘 慈城 邱隘 五乡 姜山 集士港 溪口 泗门 观海卫".split()
USES = "M1 M2 M3 W1 B1 R2 G1".split()
KINDS = "工业园区 高新技术产业园 经济开发区 生物医药园 新材料科技城".split()


def metres_per_degree(lat):
    """Length of a degree of longitude and of latitude on the ellipsoid."""
    phi = math.radians(lat)
    w = 1 - ECCENTRICITY_2 * math.sin(phi) ** 2
    return (math.radians(1) * SEMI_MAJOR_M * math.cos(phi) / math.sqrt(w),
            math.radians(1) * SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / w ** 1.5)


def star(rng, corners, roughness):
    """A star-shaped ring about the origin, counter-clockwise, open."""
    turns = sorted(rng.random() for _ in range(corners))
    # Even spacing mixed in keeps neighbours apart and the origin inside.
    angles = [2 * math.pi * (0.7 * i / corners + 0.3 * t) for i, t in enumerate(turns)]
    return [(math.cos(a) * r, math.sin(a) * r)
            for a in angles for r in [1 - roughness * rng.random()]]


def sized(ring, area_m2):
    twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]))
    factor = math.sqrt(area_m2 / abs(twice / 2))
    return [(x * factor, y * factor) for x, y in ring]


def placed(ring, lon, lat):
    east, north = metres_per_degree(lat)
    out = [[round(lon + x / east, 9), round(lat + y / north, 9)] for x, y in ring]
    return out + out[:1]


def parcel(rng, index, lon, lat):
    area = math.exp(rng.uniform(math.log(1_000), math.log(50_000)))
    ring = sized(star(rng, rng.randint(6, 20), 0.35), area)
    return {"type": "Feature", "id": index,
            "properties": {"id": index, "use": rng.choice(USES),
                           "name": f"{rng.choice(TOWNS)}{rng.randint(1, 999)}号地块",
                           "area_claimed": round(area * rng.uniform(0.97, 1.03), 1)},
            "geometry": {"type": "Polygon", "coordinates": [placed(ring, lon, lat)]}}


def park(rng, index):
    area = math.exp(rng.uniform(math.log(200_000), math.log(5_000_000)))
    lon, lat = rng.uniform(WEST + 0.05, EAST - 0.05), rng.uniform(SOUTH + 0.05, NORTH - 0.05)
    shell = sized(star(rng, rng.randint(20, 60), 0.3), area)
    rings = [placed(shell, lon, lat)]
    if index % 5 == 0:
        hole = sized(star(rng, rng.randint(8, 16), 0.2), area * 0.06)
        rings.append(placed(hole, lon, lat)[::-1])
    return {"type": "Feature", "id": index,
            "properties": {"id": index, "kind": rng.choice(KINDS),
                           "name": f"{rng.choice(TOWNS)}{rng.choice(KINDS)}{index}"},
            "geometry": {"type": "Polygon", "coordinates": rings}}


def write(path, features):
    """Streams a FeatureCollection, one feature a line."""
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for i, feature in enumerate(features):
            out.write(("," if i else "") + "\n")
            json.dump(feature, out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n]}\n")
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def parcels(count, most):
    """The first `count` of `most` parcels on a shuffled, jittered grid."""
    rng = random.Random(20250101)
    columns = math.ceil(math.sqrt(most * (EAST - WEST) / (NORTH - SOUTH)))
    rows = math.ceil(most / columns)
    # A fixed stride that shares no factor with the number of cells visits each cell once.
    cells, stride = columns * rows, 7_368_787
    while math.gcd(stride, cells) != 1:
        stride += 1
    for index in range(count):
        row, column = divmod(index * stride % cells, columns)
        yield parcel(rng, index + 1, WEST + (EAST - WEST) * (column + rng.random()) / columns,
                     SOUTH + (NORTH - SOUTH) * (row + rng.random()) / rows)


def counties():
    source = Path(__file__).resolve().parent.parent / "geodata" / "base" / "counties.geojson"
    with open(source, encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            geometry = feature["geometry"]
            if geometry["type"] == "Polygon":
                feature["geometry"] = {"type": "MultiPolygon",
                                       "coordinates": [geometry["coordinates"]]}
            yield feature


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--million", action="store_true", help="also parcels_1m (about 500 MB)")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    sets = {"counties": counties,
            "parks_1k": lambda: (park(random.Random(i), i) for i in range(1, 1001)),
            "parcels_10k": lambda: parcels(10_000, 1_000_000),
            "parcels_100k": lambda: parcels(100_000, 1_000_000)}
    if options.million:
        sets["parcels_1m"] = lambda: parcels(1_000_000, 1_000_000)
    for name, features in sets.items():
        path = options.folder / f"{name}.geojson"
        if not path.exists():
            write(path, features())


if __name__ == "__main__":
    main()
