"""What must hold for a built-in layout; every broken rule is one line of text."""

import json
import os
import re

from shapely.geometry import LinearRing, Point, Polygon, shape
from shapely.ops import unary_union

from .shapes import DECIMALS, GEOD, geodesic_area_m2

NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
ROLE_WORDS = {"核": "core", "心": "core", "极": "pole", "带": "belt", "轴": "axis", "廊": "corridor", "园": "park",
              "片": "zone", "区": "zone"}
ROLES = {"core", "pole", "belt", "axis", "corridor", "zone", "cluster", "park", "sector", "phase", "plate", "plot",
         "node", "town", "platform"}
BASES = {"administrative", "text-boundary", "schematic"}
REQUIRED = ["role", "name", "name_en", "located_in", "anchor", "stated_area_m2", "stated_area_text", "basis",
            "position_accuracy_m", "summary", "summary_en", "section"]
ORDER = ["role", "name", "name_en", "also_called", "part_of", "kind", "grade", "status", "usable", "located_in", "anchor",
         "stated_area_m2", "stated_area_text", "usable_area_m2", "usable_area_text", "basis", "position_accuracy_m",
         "summary", "summary_en", "section", "note", "note_en", "same_as", "parts", "highlights", "waypoints", "units", "boundary", "centreline"]
AREA_TOLERANCE = 1e-6
CHINESE_SENTENCE_END = "。"


def ordered(properties):
    unknown = set(properties) - set(ORDER)
    if unknown:
        raise SystemExit(f"property without a place in ORDER: {sorted(unknown)}")
    return {key: properties[key] for key in ORDER if key in properties}


class Base:
    """County-level units and land of geodata/base."""

    def __init__(self, folder):
        self.counties = {}
        self.city_of = {}
        self.code_of = {}
        with open(os.path.join(folder, "counties.geojson"), encoding="utf-8") as file:
            for feature in json.load(file)["features"]:
                properties = feature["properties"]
                name = properties["name"]
                if name in self.counties:
                    raise SystemExit(f"counties.geojson: two units named {name}")
                self.counties[name] = shape(feature["geometry"])
                self.city_of[name] = properties["municipality"]
                self.code_of[name] = properties["adcode"]
        with open(os.path.join(folder, "land.geojson"), encoding="utf-8") as file:
            self.land_parts = [shape(f["geometry"]) for f in json.load(file)["features"]]

    def land_near(self, geometry):
        around = geometry.envelope.buffer(0.05)
        return unary_union([part.intersection(around) for part in self.land_parts if part.intersects(around)])

    def municipality(self, city):
        return unary_union([self.counties[name] for name in sorted(self.counties) if self.city_of[name] == city])


def polygons(geometry):
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    if geometry["type"] == "MultiPolygon":
        return geometry["coordinates"]
    return []


def area_m2(geometry):
    return sum(geodesic_area_m2(p[0]) - sum(abs(geodesic_area_m2(r)) for r in p[1:]) for p in polygons(geometry))


def share_m2(a, b):
    """Geodesic area of the ground two shapely geometries share."""
    common = a.intersection(b)
    return 0.0 if common.is_empty else abs(GEOD.geometry_area_perimeter(common)[0])


def is_plain(ring):
    """True for a ring that looks like a rectangle or a circle instead of a park."""
    polygon = Polygon(ring)
    box_share = polygon.area / polygon.minimum_rotated_rectangle.area
    roundness = polygon.area / polygon.convex_hull.area
    return box_share > 0.97 or (len(ring) > 26 and roundness > 0.995)


def within(base, names, point):
    return any(base.counties[name].covers(point) for name in names)


def layout(collection, base):
    head = collection["layout"]
    failures = []
    features = {f["id"]: f for f in collection["features"]}
    if len(features) != len(collection["features"]):
        failures.append("two features with one id")
    shapes = {id_: shape(f["geometry"]) for id_, f in features.items()}

    def fail(id_, text):
        failures.append(f"{head['id']}/{id_}: {text}")

    for key in ("id", "scheme", "scheme_en", "title", "title_en", "document", "datum", "extent", "summary",
                "summary_en", "indicators", "links"):
        if key not in head:
            fail("layout", f"no {key}")
    w, s, e, n = head["extent"]
    for numeral, word in re.findall("([一二两三四五六七八九十])([核心极带轴廊园片区])", head["scheme"] or ""):
        found = sum(1 for f in collection["features"] if f["properties"]["role"] == ROLE_WORDS[word])
        if found != NUMERALS[numeral]:
            fail("layout", f"the scheme says {numeral}{word}, there are {found}")
    for link in head["links"]:
        for end in (link["from"], link["to"]):
            if not end.startswith("layout:") and end not in features:
                fail("layout", f"link to {end}, which is no feature")

    for id_, feature in features.items():
        p, g = feature["properties"], shapes[id_]
        for key in REQUIRED:
            if key not in p:
                fail(id_, f"no {key}")
        if p["role"] not in ROLES:
            fail(id_, f"role {p['role']}")
        if p["basis"] not in BASES:
            fail(id_, f"basis {p['basis']}")
        if not p["position_accuracy_m"] > 0:
            fail(id_, "position_accuracy_m must be a positive number")
        if p.get("part_of", id_) not in features:
            fail(id_, f"part of {p['part_of']}, which is no feature")
        for text in (p["summary"], p["summary_en"]):
            if not text or text[-1] not in "。.":
                fail(id_, "summary without a full stop")
        if not g.is_valid:
            fail(id_, "geometry is not valid")
        gw, gs, ge, gn = g.bounds
        if not (w <= gw and s <= gs and ge <= e and gn <= n):
            fail(id_, "outside the layout's extent")
        for polygon in polygons(feature["geometry"]):
            for i, ring in enumerate(polygon):
                if ring[0] != ring[-1] or LinearRing(ring).is_ccw != (i == 0):
                    fail(id_, "ring open or turning the wrong way")
                if any(round(c, DECIMALS) != c for point in ring for c in point):
                    fail(id_, f"coordinates with more than {DECIMALS} decimals")

        # (a) places
        anchor = Point(p["anchor"])
        names = p["located_in"]
        for name in names:
            if name not in base.counties:
                fail(id_, f"{name} is no unit of the base layer")
            elif g.geom_type != "Point" and not base.counties[name].intersects(g):
                fail(id_, f"does not touch {name}")
        if not within(base, names, anchor):
            fail(id_, f"anchor lies outside {names}")
        if g.geom_type != "Point" and not g.buffer(1e-9).covers(anchor):
            fail(id_, "anchor lies outside the shape")
        parts = p.get("parts", [])
        pieces = polygons(feature["geometry"])
        if parts and len(parts) != len(pieces):
            fail(id_, f"{len(parts)} parts, {len(pieces)} polygons")
        for part, rings in zip(parts, pieces):
            piece = Polygon(rings[0])
            for what, point in (("position", Point(part["at"])), ("centroid", piece.centroid),
                                ("inner point", piece.representative_point())):
                if not within(base, part["located_in"], point):
                    fail(id_, f"{what} of part {part['name']} lies outside {part['located_in']}")
            if not piece.covers(Point(part["at"])):
                fail(id_, f"position of part {part['name']} lies outside its polygon")
            if part["stated_area_m2"]:
                error = geodesic_area_m2(rings[0]) / part["stated_area_m2"] - 1
                if abs(error) > AREA_TOLERANCE:
                    fail(id_, f"area of part {part['name']} is off by {error:.2e}")
        for point in p.get("waypoints", []):
            if not within(base, point["located_in"], Point(point["at"])):
                fail(id_, f"waypoint {point['name']} lies outside {point['located_in']}")
            if not g.covers(Point(point["at"])):
                fail(id_, f"waypoint {point['name']} lies outside the shape")
        if p["basis"] != "administrative" and p["role"] not in ("core", "belt") and not parts and g.geom_type != "Point":
            for what, point in (("centroid", g.centroid), ("inner point", g.representative_point())):
                if not within(base, names, point):
                    fail(id_, f"{what} lies outside {names}")

        # (b) stated areas: drawn exactly, where the shape is a drawing
        if p["stated_area_m2"] and p["basis"] == "schematic" and g.geom_type != "Point":
            error = area_m2(feature["geometry"]) / p["stated_area_m2"] - 1
            if abs(error) > AREA_TOLERANCE:
                fail(id_, f"area is off the stated one by {error:.2e}")

        # (c) parks: outlines of blocks, on land
        if p["basis"] == "schematic" and p["role"] in ("park", "phase", "sector") and pieces:
            for rings in pieces:
                if p["role"] != "sector" and not 8 <= len(rings[0]) - 1 <= 25:
                    fail(id_, f"outline of {len(rings[0]) - 1} vertices")
                if is_plain(rings[0]):
                    fail(id_, "outline is a plain rectangle or circle")
            if p["role"] != "sector":
                inside = sum(share_m2(g, base.counties[name]) for name in names)
                if inside < 0.9999 * area_m2(feature["geometry"]):
                    fail(id_, f"{area_m2(feature['geometry']) - inside:.0f} m2 lie outside {names}")
            dry = share_m2(g, base.land_near(g)) / area_m2(feature["geometry"])
            if p["role"] != "sector" and dry < 0.999:
                fail(id_, f"only {dry:.1%} on land")

        # (e) belts
        if p["role"] == "belt" and p["basis"] == "schematic":
            if not 120 <= len(pieces[0][0]) - 1 <= 440:
                fail(id_, f"ribbon of {len(pieces[0][0]) - 1} vertices")
            if "centreline" not in p:
                fail(id_, "no centreline")
        if not all(g.covers(Point(q)) for q in p.get("centreline", [])):
            fail(id_, "centreline leaves the shape")

    # (c), (d) who may share ground with whom
    ids = [i for i in features if shapes[i].geom_type != "Point"]
    for i, a in enumerate(ids):
        for b in ids[i + 1:]:
            pa, pb = features[a]["properties"], features[b]["properties"]
            both = {pa["role"], pb["role"]}
            if both <= {"park", "sector"} or both == {"plate"} or both == {"plot"} or both == {"phase"}:
                if share_m2(shapes[a], shapes[b]) > 1.0:
                    fail(a, f"overlaps {b}")
    for id_ in ids:
        p = features[id_]["properties"]
        if "part_of" in p and p["basis"] != "administrative" and features[p["part_of"]]["geometry"]["type"] != "Point":
            if not shapes[p["part_of"]].buffer(1e-7).covers(shapes[id_]):
                fail(id_, f"is not inside {p['part_of']}")

    special = globals().get("check_" + head["id"].replace("-", "_"))
    if special:
        special(features, shapes, base, fail)
    return failures


def check_ningbo(features, shapes, base, fail):
    for id_ in ("belt-west", "belt-east", "core"):
        for name, unit in base.counties.items():
            if base.city_of[name] != "宁波市" and unit.intersects(shapes[id_]):
                shared = share_m2(shapes[id_], unit)
                if shared > 1.0:
                    box = shapes[id_].intersection(unit).bounds
                    fail(id_, f"reaches {shared / 1e6:.2f} km2 into {name}, at {[round(c, 3) for c in box]}")
        dry = share_m2(shapes[id_], base.land_near(shapes[id_])) / area_m2(features[id_]["geometry"])
        if dry < 0.8:
            fail(id_, f"only {dry:.0%} on land")
    for id_, low, high in (("belt-west", 6.0, 12.0), ("belt-east", 3.0, 6.0)):
        widths = ribbon_widths_km(features[id_])
        if not (low <= min(widths) and max(widths) <= high):
            fail(id_, f"width {min(widths):.1f} to {max(widths):.1f} km")
    wanted = {"park-life-medicine": 4.0e6, "park-bio-industry": 4.6e6, "park-yinzhou": 2.1e6}
    for id_, stated in wanted.items():
        if features[id_]["properties"]["stated_area_m2"] != stated:
            fail(id_, "stated area does not match the plan")


def check_digital_health_park(features, shapes, base, fail):
    plates = [i for i, f in features.items() if f["properties"]["role"] == "plate"]
    total = sum(area_m2(features[i]["geometry"]) for i in plates)
    whole = area_m2(features["phase-one"]["geometry"])
    if len(plates) != 4 or abs(total / whole - 1) > 1e-9:
        fail("phase-one", f"{len(plates)} plates fill {total:.1f} of {whole:.1f} m2")
    for id_, stated in (("phase-one", 1.7e6), ("phase-two", 1.6e6), ("park", 3.3e6)):
        if abs(area_m2(features[id_]["geometry"]) / stated - 1) > AREA_TOLERANCE:
            fail(id_, "area is off the stated one")
    plots = [f for f in features.values() if f["properties"]["role"] == "plot"]
    count = {}
    for plot in plots:
        count[plot["properties"]["status"]] = count.get(plot["properties"]["status"], 0) + 1
    if count != {"已建": 10, "在建": 3, "待改造": 1, "潜力": 4}:
        fail("phase-one", f"plots by status: {count}")
    usable = sum(area_m2(f["geometry"]) for f in plots if f["properties"]["usable"])
    if abs(usable / 409000.0 - 1) > AREA_TOLERANCE:
        fail("phase-one", f"usable plots measure {usable:.1f} m2, the plan says 40.9 ha")


def across(layouts):
    """Links and same_as between layouts: every target exists and answers."""
    failures = []
    known = {f"{id_}/{f['id']}": f for id_, c in layouts.items() for f in c["features"]}
    for name, feature in known.items():
        p = feature["properties"]
        for other in p.get("same_as", []):
            if other not in known:
                failures.append(f"{name}: same as {other}, which is no feature")
            elif name not in known[other]["properties"].get("same_as", []):
                failures.append(f"{name}: same as {other}, which does not say so")
    for id_, collection in layouts.items():
        for link in collection["layout"]["links"]:
            if link["to"].split(":", 1)[1] not in layouts:
                failures.append(f"{id_}: link to {link['to']}, which is no layout")
    sector = Polygon(known["ningbo/core-yongjiang"]["geometry"]["coordinates"][0])
    if not sector.covers(shape(known["digital-health-park/phase-one"]["geometry"])):
        failures.append("digital-health-park/phase-one: not inside ningbo/core-yongjiang")
    return failures


def check_hangzhou(features, shapes, base, fail):
    city = base.municipality("杭州市")
    for id_ in ("belt-rivers", "belt-west"):
        for name, unit in base.counties.items():
            if base.city_of[name] != "杭州市" and share_m2(shapes[id_], unit) > 1.0:
                box = shapes[id_].intersection(unit).bounds
                fail(id_, f"reaches {share_m2(shapes[id_], unit) / 1e6:.2f} km2 into {name}, at {[round(c, 3) for c in box]}")
        if share_m2(shapes[id_], city) < 0.999999 * area_m2(features[id_]["geometry"]):
            fail(id_, "leaves Hangzhou")
    if sum(1 for f in features.values() if f["properties"]["role"] == "platform") != 14:
        fail("layout", "the plan lists fourteen platforms")


def check_zhejiang(features, shapes, base, fail):
    from .zhejiang import OVERLAPS
    areas = [id_ for id_, f in features.items() if f["properties"]["basis"] == "administrative"]
    for id_ in areas:
        units = [base.counties[name] for name in features[id_]["properties"]["units"]]
        parts_m2 = sum(abs(GEOD.geometry_area_perimeter(unit)[0]) for unit in units)
        if abs(area_m2(features[id_]["geometry"]) / parts_m2 - 1) > 1e-9:
            fail(id_, "area is not the sum of its units")
    for i, a in enumerate(areas):
        for b in areas[i + 1:]:
            found = share_m2(shapes[a], shapes[b])
            expected = 0.0
            if (a, b) in OVERLAPS:
                names = OVERLAPS[a, b] or features[a]["properties"]["units"]
                expected = sum(abs(GEOD.geometry_area_perimeter(base.counties[name])[0]) for name in names)
            if abs(found - expected) > max(1.0, 1e-9 * expected):
                fail(a, f"shares {found / 1e6:.3f} km2 with {b}, expected {expected / 1e6:.3f}")
    count = {role: sum(1 for f in features.values() if f["properties"]["role"] == role)
             for role in ("town", "park", "platform")}
    if count != {"town": 15, "park": 9, "platform": 2}:
        fail("layout", f"points: {count}")


def ribbon_widths_km(feature):
    """Chord of the ribbon across the centreline, without the rounded ends."""
    from shapely.geometry import LineString
    from .shapes import frame
    line = feature["properties"]["centreline"]
    to_metres = frame(*line[len(line) // 2])
    polygon = Polygon([to_metres(*q) for q in feature["geometry"]["coordinates"][0]])
    points = [to_metres(*q) for q in line]
    widths = []
    for i in range(8, len(points) - 8, 4):
        (x0, y0), (x1, y1), (x, y) = points[i - 2], points[i + 2], points[i]
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        nx, ny = -(y1 - y0) / length * 9000, (x1 - x0) / length * 9000
        cut = polygon.intersection(LineString([(x - nx, y - ny), (x + nx, y + ny)]))
        here = [c for c in getattr(cut, "geoms", [cut]) if c.distance(Point(x, y)) < 1]
        widths.append(here[0].length / 1000)
    return widths
