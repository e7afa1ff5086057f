"""Peer of scripts/bench: our A3 sheet of a layout with QGIS's print layout, without a window.

    layout_qgis.py OUT.png|OUT.pdf FOLDER

FOLDER comes from layout_layers.py. The page holds what ours does: land, sea, coast, counties and
municipalities, the plan's features by role with their numbers, all names, title, scheme, legend,
summary, scale bar, north arrow, degrees at the frame, stamp and margin; frame and scale are ours.
"""
import json
import os
import sys
from pathlib import Path

from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsCentroidFillSymbolLayer,
                       QgsCoordinateReferenceSystem, QgsFillSymbol, QgsFontMarkerSymbolLayer,
                       QgsInvertedPolygonRenderer, QgsLayoutItemLabel,
                       QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemMapGrid,
                       QgsLayoutItemPage, QgsLayoutItemPicture, QgsLayoutItemScaleBar,
                       QgsLayoutPoint, QgsLayoutSize, QgsLineSymbol, QgsMarkerLineSymbolLayer,
                       QgsMarkerSymbol, QgsPalLayerSettings, QgsPrintLayout, QgsProject,
                       QgsRectangle, QgsRendererCategory, QgsSimpleFillSymbolLayer,
                       QgsSimpleLineSymbolLayer, QgsSimpleMarkerSymbolLayer,
                       QgsSingleSymbolRenderer, QgsTextBufferSettings, QgsTextFormat, QgsUnitTypes,
                       QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

from qgis_export import export

SANS, SERIF = "Noto Sans CJK SC", "Noto Serif CJK SC"
BELTS = {"西": "44,138,84", "东": "10,122,166"}
HELPERS = ["园区编号", "方向", "水域", "同园", "市界色带", "海", "陆地"]  # not in the legend
SECTORS = ["232,128,112", "240,162,104", "222,118,146"]
out, folder = sys.argv[1], Path(sys.argv[2])
base = Path(__file__).resolve().parents[2] / "geodata" / "base"
sheet = json.loads((folder / "sheet.json").read_text(encoding="utf-8"))


def line(color, width_mm, dash=None):
    words = {"color": color, "width": str(width_mm)}
    if dash:
        words.update({"use_custom_dash": "1", "customdash": dash})
    return words


def lines(*styles):
    symbol = QgsLineSymbol()
    symbol.deleteSymbolLayer(0)
    for style in styles:
        symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create(style))
    return symbol


def polygons(fill, *outlines):
    """Outlines painted before the fill, the last one after it."""
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    for style in outlines[:-1]:
        symbol.appendSymbolLayer(QgsSimpleFillSymbolLayer.create(
            {"style": "no", "outline_color": style["color"], "outline_width": style["width"]}))
    last = outlines[-1] if outlines else None
    words = {"color": fill, "outline_style": "no"}
    if last:
        words = {"color": fill, "outline_color": last["color"], "outline_width": last["width"]}
    symbol.appendSymbolLayer(QgsSimpleFillSymbolLayer.create(words))
    return symbol


def single(layer, symbol):
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def layer_of(path, name, where=None):
    layer = QgsVectorLayer(str(path), name, "ogr")
    if not layer.isValid():
        sys.exit(f"layout_qgis.py: cannot read {path}")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    if where:
        layer.setSubsetString(where)
    return layer


def name_features(layer, points, color, family=SANS, bold=False, placement=None,
                  distance_mm=0.0):
    font = QFont(family)
    font.setBold(bold)
    text = QgsTextFormat()
    text.setFont(font)
    text.setSize(points)
    text.setColor(QColor(*map(int, color.split(","))))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.5)
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName = "name"
    if placement is not None:
        settings.placement = placement
    settings.dist = distance_mm
    settings.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def ground():
    land = layer_of(base / "land.geojson", "陆地")
    single(land, polygons("236,233,225"))
    sea = layer_of(base / "land.geojson", "海")
    sea.setRenderer(QgsInvertedPolygonRenderer.convertFromRenderer(
        QgsSingleSymbolRenderer(polygons("216,231,241"))))
    coast = layer_of(base / "land.geojson", "海岸线")
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    for color, width in (("140,184,214,26", 2.6), ("140,184,214,34", 1.5), ("140,184,214,48", 0.7),
                         ("86,140,180", 0.25)):
        symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create(line(color, width)))
    single(coast, symbol)
    near = layer_of(folder / "cities.geojson", "市级界线")
    symbol = polygons("244,241,233")
    symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create(
        line("112,104,98", 0.3, "2.4;0.9;0.4;0.9")))
    single(near, symbol)
    name_features(near, 15.5, "150,144,134", SERIF, True)
    own = layer_of(base / "counties.geojson", "县级界线", "municipality = '宁波市'")
    symbol = polygons("255,254,249")
    symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create(
        line("158,151,140", 0.2, "2;0.8;0.4;0.8")))
    single(own, symbol)
    name_features(own, 10, "104,99,92", SERIF)
    edge = layer_of(folder / "cities.geojson", "市界色带", "name = '宁波市'")
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    for style in (line("214,164,178,70", 3.0), line("214,164,178,90", 1.5),
                  line("112,104,98", 0.3, "2.4;0.9;0.4;0.9")):
        symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create(style))
    single(edge, symbol)
    waters = layer_of(folder / "waters.geojson", "水域")
    symbol = QgsMarkerSymbol.createSimple({"size": "0"})
    single(waters, symbol)
    name_features(waters, 12, "70,124,166", SERIF, False,
                  QgsPalLayerSettings.OverPoint)
    return [waters, coast, sea, edge, own, near, land]


def core_symbol():
    symbol = polygons("200,32,46,46", line("200,32,46,34", 2.2), line("255,255,255,200", 1.0),
                      line("200,32,46", 0.55))
    rings = QgsMarkerSymbol()
    rings.deleteSymbolLayer(0)
    for size, fill, edge, style in ((33.0, 17, 90, "dash"), (29.5, 17, 0, "no"),
                                    (26.1, 17, 150, "dash"), (23.3, 17, 0, "no")):
        rings.appendSymbolLayer(QgsSimpleMarkerSymbolLayer.create(
            {"size": str(size), "color": f"200,32,46,{fill}", "outline_style": style,
             "outline_color": f"200,32,46,{edge}", "outline_width": "0.3"}))
    disc = QgsCentroidFillSymbolLayer()
    disc.setSubSymbol(rings)
    symbol.insertSymbolLayer(0, disc)
    return symbol


def plan():
    def by_name(role, styles):
        layer = layer_of(folder / "plan.geojson", role, f"role = '{role}'")
        names = [one["name"] for one in layer.getFeatures()]
        layer.setRenderer(QgsCategorizedSymbolRenderer("name", [
            QgsRendererCategory(name, styles(i, name), name) for i, name in enumerate(names)]))
        return layer

    def belt(_, name):
        color = BELTS[name[0]]
        symbol = polygons(f"{color},74", line(f"{color},22", 3.2), line(f"{color},34", 1.7),
                          line(f"{color},200", 0.3))
        symbol.insertSymbolLayer(2, QgsSimpleFillSymbolLayer.create(
            {"color": "255,255,255,150", "outline_style": "no"}))
        return symbol

    core = by_name("core", lambda *_: core_symbol())
    name_features(core, 15.5, "200,32,46", SANS, True, QgsPalLayerSettings.OutsidePolygons)
    sectors = by_name("sector", lambda i, _: polygons(
        SECTORS[i] + ",205", line("255,255,255", 0.5), line("150,90,80", 0.2)))
    name_features(sectors, 10.3, "150,30,40", SANS, True, QgsPalLayerSettings.OutsidePolygons)
    belts = by_name("belt", belt)
    parks = by_name("park", lambda *_: polygons(
        "149,123,181,225", line("255,255,255", 1.0), line("74,42,114", 0.35)))
    middle = layer_of(folder / "lines.geojson", "方向")
    middle.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"line_style": "no"})))
    arrows = QgsMarkerSymbol.createSimple(
        {"name": "arrowhead", "size": "2.4", "color": "0,0,0,0", "outline_color": "20,96,96",
         "outline_width": "0.45"})
    along = QgsMarkerLineSymbolLayer(True, 11)
    along.setSubSymbol(arrows)
    symbol = QgsLineSymbol()
    symbol.changeSymbolLayer(0, along)
    single(middle, symbol)
    name_features(middle, 13, "16,80,60", SANS, True, QgsPalLayerSettings.Curved)
    links = single(layer_of(folder / "links.geojson", "同园"),
                   lines(line("255,255,255,190", 0.75), line("92,52,142", 0.3, "1.3;0.9")))
    stops = single(layer_of(folder / "stops.geojson", "节点"), QgsMarkerSymbol.createSimple(
        {"size": "1.5", "color": "30,60,60", "outline_color": "255,255,255",
         "outline_width": "0.3"}))
    name_features(stops, 8.2, "30,60,60", SANS, False,
                  QgsPalLayerSettings.OrderedPositionsAroundPoint, 1.0)
    drops = layer_of(folder / "drops.geojson", "园区编号")
    ranks = []
    for rank, size in ((1, 4.8), (2, 3.6)):
        numbers = ["1", "2", "3", "4", "5"]
        for number in numbers:
            pin = QgsMarkerSymbol.createSimple(
                {"size": str(size), "color": "92,52,142", "outline_color": "255,255,255",
                 "outline_width": "0.7"})
            letter = QgsFontMarkerSymbolLayer(SANS, number, size * 0.72, QColor("white"))
            pin.appendSymbolLayer(letter)
            ranks.append(QgsRendererCategory(f"{rank}/{number}", pin, number))
    drops.setRenderer(QgsCategorizedSymbolRenderer(
        "concat(to_string(rank), '/', number)", ranks))
    name_features(drops, 10.3, "92,52,142", SANS, True,
                  QgsPalLayerSettings.OrderedPositionsAroundPoint, 2.0)
    return [drops, stops, middle, links, parks, sectors, core, belts]


app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
crs = QgsCoordinateReferenceSystem(sheet["crs"])
project.setCrs(crs)
plan_layers, ground_layers = plan(), ground()
shown = plan_layers[:3] + ground_layers[:1] + plan_layers[3:] + ground_layers[1:]
project.addMapLayers(shown)
layout = QgsPrintLayout(project)
layout.initializeDefaults()
layout.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Landscape)


def put(item, x, y, width, height):
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutMillimeters))
    layout.addLayoutItem(item)


def words(text, points, box, bold=False, color="34,34,38", align=Qt.AlignLeft):
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    font = QFont(SANS)
    font.setPointSizeF(points)
    font.setBold(bold)
    label.setFont(font)
    label.setFontColor(QColor(*map(int, color.split(","))))
    label.setHAlign(align)
    put(label, *box)
    return label


map_item = QgsLayoutItemMap(layout)
map_item.setRect(20, 20, 20, 20)
put(map_item, *sheet["frame_mm"])
map_item.setLayers(shown)
map_item.setCrs(crs)
map_item.setExtent(QgsRectangle(*sheet["extent_projected"]))
map_item.setFrameEnabled(True)
grid = QgsLayoutItemMapGrid("经纬度", map_item)
grid.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
grid.setIntervalX(0.5)
grid.setIntervalY(1 / 3)
grid.setStyle(QgsLayoutItemMapGrid.FrameAnnotationsOnly)
grid.setFrameStyle(QgsLayoutItemMapGrid.LineBorder)
grid.setAnnotationEnabled(True)
grid.setAnnotationFormat(QgsLayoutItemMapGrid.DegreeMinute)
grid.setAnnotationPrecision(0)
map_item.grids().addGrid(grid)

legend_box = None
for item in sheet["items"]:
    box, text, kind = item["box_mm"], item["text"], item["kind"]
    if kind == "title":
        words(text, box[3] * 2.0, [10, box[1] - 1, 400, box[3] + 3], True,
              "186,28,38" if box[1] > 15 else "34,34,38", Qt.AlignHCenter)
    elif kind == "source":
        words(text, 7.5, [box[0], box[1], max(box[2] + 3, 74), box[3] + 5])
    elif kind == "stamp":
        label = words(text, 16, box, True, "186,28,38", Qt.AlignHCenter)
        label.setFrameEnabled(True)
        label.setBackgroundEnabled(True)
    elif kind == "legend":
        legend = QgsLayoutItemLegend(layout)
        legend.setTitle("图例")
        legend.setLinkedMap(map_item)
        legend.setAutoUpdateModel(False)
        root = legend.model().rootGroup()
        for name in HELPERS:
            for layer in project.mapLayersByName(name):
                root.removeLayer(layer)
        put(legend, *box)
    elif kind == "scale_bar":
        bar = QgsLayoutItemScaleBar(layout)
        bar.setStyle("Single Box")
        bar.setLinkedMap(map_item)
        bar.applyDefaultSize(QgsUnitTypes.DistanceKilometers)
        put(bar, *box)
        words(text, 10, [box[0], box[1] - 5, box[2], 5], True, align=Qt.AlignHCenter)
    elif kind == "north_arrow":
        north = QgsLayoutItemPicture(layout)
        north.setPicturePath("/usr/share/qgis/svg/arrows/NorthArrow_02.svg")
        put(north, *box)

exporter, is_written = export(layout, out)
placed = sum(not label.isUnplaced for result in exporter.labelingResults().values()
             for label in result.labelsWithinRect(map_item.extent()))
print(placed, flush=True)
os._exit(0 if is_written else 1)  # its own end is slow, and may crash
