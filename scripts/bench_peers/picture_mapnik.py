"""Peer of scripts/bench: a 1920 x 1080 picture of a layer with mapnik.

    picture_mapnik.py FILE OUT.png
"""
import sys
from pathlib import Path

import mapnik

source, out = sys.argv[1:]
style = ('<Style name="s"><Rule><PolygonSymbolizer fill="#377eb8" fill-opacity="0.6"/>'
         '<LineSymbolizer stroke="#3c3c3c" stroke-width="0.4"/></Rule></Style>')
kind = "geojson" if source.endswith(".geojson") else "ogr"
layer = "" if kind == "geojson" else f'<Parameter name="layer">{Path(source).stem}</Parameter>'
picture = mapnik.Map(1920, 1080)
mapnik.load_map_from_string(picture, (
    f'<Map srs="+proj=tmerc +lon_0=120 +x_0=500000 +ellps=GRS80" background-color="white">{style}'
    '<Layer name="l" srs="+proj=longlat +datum=WGS84 +no_defs"><StyleName>s</StyleName><Datasource>'
    f'<Parameter name="type">{kind}</Parameter><Parameter name="file">{source}</Parameter>{layer}'
    '</Datasource></Layer></Map>'))
picture.zoom_all()
image = mapnik.Image(1920, 1080)
mapnik.render(picture, image)
image.save(out, "png32")
