"""Peer of scripts/bench: geodesic area of every polygon with GeoPandas and pyproj.

    area_geopandas.py FILE
"""
import sys

import geopandas
from pyproj import Geod
from shapely.geometry.polygon import orient

geod = Geod(ellps="WGS84")
layer = geopandas.read_file(sys.argv[1])
print(sum(abs(geod.geometry_area_perimeter(orient(part))[0])
          for shape in layer.geometry for part in getattr(shape, "geoms", [shape])))
