"""Peer of scripts/bench: an A3 sheet with QGIS's print layout, without a window.

    sheet_qgis.py OUT.png|OUT.pdf PARKS.geojson COUNTIES.geojson

Landscape, 300 dpi, EPSG:4549: parks in a colour for each value of `kind`, named, over named
counties; title, legend, scale bar and north arrow. Prints how many names of parks found room.
"""
import os
import sys

from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsCoordinateReferenceSystem,
                       QgsCoordinateTransform, QgsFillSymbol, QgsLayoutItemLabel,
                       QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemPage,
                       QgsLayoutItemPicture, QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize,
                       QgsPalLayerSettings, QgsPrintLayout, QgsProject, QgsRendererCategory,
                       QgsSingleSymbolRenderer, QgsTextBufferSettings, QgsTextFormat,
                       QgsUnitTypes, QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtGui import QColor, QFont

from qgis_export import export

FONT = "Noto Sans CJK SC"
COLORS = ["78,121,167", "242,166,84", "118,183,178", "208,92,94", "150,196,110", "176,122,161",
          "237,201,72", "84,140,104", "255,170,178", "140,108,84", "164,190,224", "150,150,156"]
out, parks_file, counties_file = sys.argv[1:]


def fill(color, line, width_mm):
    return QgsFillSymbol.createSimple(
        {"color": color, "outline_color": line, "outline_width": str(width_mm)})


def name_features(layer, points):
    text = QgsTextFormat()
    text.setFont(QFont(FONT))
    text.setSize(points)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.5)
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName = "name"
    settings.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def layer_of(path, name, points):
    layer = QgsVectorLayer(path, name, "ogr")
    if not layer.isValid():
        sys.exit(f"sheet_qgis.py: cannot read {path}")
    name_features(layer, points)
    return layer


def put(layout, item, x, y, width, height):
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutMillimeters))
    layout.addLayoutItem(item)


app = QgsApplication([], False)
app.initQgis()
parks = layer_of(parks_file, "产业园区", 6)
kinds = sorted(parks.uniqueValues(parks.fields().indexOf("kind")))
parks.setRenderer(QgsCategorizedSymbolRenderer("kind", [
    QgsRendererCategory(kind, fill(COLORS[i % len(COLORS)] + ",200", "60,60,60,255", 0.2), kind)
    for i, kind in enumerate(kinds)]))
counties = layer_of(counties_file, "县（市、区）", 9)
counties.setRenderer(QgsSingleSymbolRenderer(fill("246,244,236,255", "120,110,100,255", 0.3)))
project = QgsProject.instance()
crs = QgsCoordinateReferenceSystem("EPSG:4549")
project.setCrs(crs)
project.addMapLayers([counties, parks])
extent = QgsCoordinateTransform(parks.crs(), crs, project).transformBoundingBox(parks.extent())

layout = QgsPrintLayout(project)
layout.initializeDefaults()
layout.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Landscape)
map_item = QgsLayoutItemMap(layout)
map_item.setRect(20, 20, 20, 20)
put(layout, map_item, 10, 28, 330, 259)
map_item.setLayers([parks, counties])
map_item.setCrs(crs)
map_item.zoomToExtent(extent)
map_item.setFrameEnabled(True)
title = QgsLayoutItemLabel(layout)
title.setText("宁波市产业园区分布图")
title.setFont(QFont(FONT, 30, QFont.Bold))
put(layout, title, 10, 9, 400, 17)
legend = QgsLayoutItemLegend(layout)
legend.setLinkedMap(map_item)
legend.setTitle("图例")
put(layout, legend, 344, 60, 70, 120)
bar = QgsLayoutItemScaleBar(layout)
bar.setStyle("Single Box")
bar.setLinkedMap(map_item)
bar.applyDefaultSize(QgsUnitTypes.DistanceKilometers)
put(layout, bar, 344, 265, 70, 15)
north = QgsLayoutItemPicture(layout)
north.setPicturePath("/usr/share/qgis/svg/arrows/NorthArrow_02.svg")
put(layout, north, 365, 28, 25, 28)

exporter, is_written = export(layout, out)
placed = {label.featureId for result in exporter.labelingResults().values()
          for label in result.labelsWithinRect(map_item.extent())
          if label.layerID == parks.id() and not label.isUnplaced}
print(len(placed), flush=True)
os._exit(0 if is_written else 1)  # its own end is slow, and may crash
