"""Peer of scripts/bench: geodesic area shared by two layers, or inside one, with GeoPandas.

    overlap_geopandas.py A [B]
"""
import sys

import geopandas
from pyproj import Geod
from shapely.geometry.polygon import orient

geod = Geod(ellps="WGS84")


def area(shape):
    if shape.geom_type == "Polygon":
        return abs(geod.geometry_area_perimeter(orient(shape))[0])
    return sum(area(part) for part in getattr(shape, "geoms", []))


a = geopandas.read_file(sys.argv[1])[["geometry"]].reset_index(names="row")
alone = len(sys.argv) < 3
b = a.copy() if alone else geopandas.read_file(sys.argv[2])[["geometry"]].reset_index(names="row")
shared = geopandas.overlay(a, b, how="intersection", keep_geom_type=True)
if alone:
    shared = shared[shared.row_1 < shared.row_2]
print(sum(area(shape) for shape in shared.geometry))
