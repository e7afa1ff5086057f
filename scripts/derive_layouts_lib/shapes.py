"""Shapes of the built-in layouts: from hand-drawn outlines to rings in degrees.

Spaces: an outline is drawn in metres (u to the right, v up) in the orientation of the local street
grid, with its origin at the place the layout gives. Rings are degrees, longitude first, CGCS2000,
counter-clockwise, closed, rounded to DECIMALS.

Areas are geodesic areas on the CGCS2000 ellipsoid; PROJ's GRS80 has the same two constants.
"""

import math

import numpy as np
from pyproj import Geod, Proj
from shapely.ops import unary_union

DECIMALS = 7  # 1 cm on the ground
GEOD = Geod(a=6378137.0, f=1 / 298.257222101)  # CGCS2000, GB 22021-2008


def frame(lon, lat):
    """Transverse Mercator with its origin at lon, lat: metres for drawing within some 100 km."""
    return Proj(proj="tmerc", lon_0=lon, lat_0=lat, k=1, x_0=0, y_0=0, a=6378137.0, rf=298.257222101)


def geodesic_area_m2(ring):
    """Signed geodesic area of a ring in degrees: positive when counter-clockwise."""
    lon, lat = zip(*ring)
    return GEOD.polygon_area_perimeter(lon, lat)[0]


def rounded(points):
    return [[round(float(x), DECIMALS), round(float(y), DECIMALS)] for x, y in points]


def closed_ccw(points):
    """Rounded, closed, counter-clockwise, without repeated vertices, from the south-west vertex."""
    ring = []
    for point in rounded(points):
        if not ring or point != ring[-1]:
            ring.append(point)
    if ring[0] == ring[-1]:
        ring.pop()
    if geodesic_area_m2(ring) < 0:
        ring.reverse()
    first = min(range(len(ring)), key=lambda i: (ring[i][0] + ring[i][1], ring[i][0]))
    ring = ring[first:] + ring[:first]
    return ring + [ring[0]]


def placed(origin, turn_deg, outline, scale=1.0):
    """Outline in metres -> ring in degrees; turn_deg turns the street grid counter-clockwise."""
    c, s = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    to_degrees = frame(*origin)
    points = []
    for u, v in outline:
        u, v = u * scale, v * scale
        points.append(to_degrees(c * u - s * v, s * u + c * v, inverse=True))
    return closed_ccw(points)


def fitted(make, area_of, area_m2):
    """Points with exactly area_m2: make(scale) gives rounded points, area_of(points) their area.

    Rounding to DECIMALS moves an area by up to some square metres. What the scale leaves is taken
    out by moving two coordinates by one unit of the last decimal (1 cm), the pair that fits best.
    """
    scale = 1.0
    for _ in range(60):
        scale *= math.sqrt(area_m2 / area_of(make(scale)))
    points = make(scale)
    unit = 10.0 ** -DECIMALS
    for _ in range(3):
        area = area_of(points)
        moves = [(0.0, None)]
        for i in range(len(points)):
            for axis in (0, 1):
                for sign in (-1, 1):
                    changed = [list(point) for point in points]
                    changed[i][axis] = round(changed[i][axis] + sign * unit, DECIMALS)
                    moves.append((area_of(changed) - area, (i, axis, sign)))
        pairs = [(abs(area + da + db - area_m2), j, k) for j, (da, a) in enumerate(moves)
                 for k, (db, b) in enumerate(moves[:j + 1]) if a is None or b is None or a[:2] != b[:2]]
        error, j, k = min(pairs)
        if error >= abs(area - area_m2):
            break
        for _, move in (moves[j], moves[k]):
            if move is not None:
                i, axis, sign = move
                points[i][axis] = round(points[i][axis] + sign * unit, DECIMALS)
    return points, scale


def block(origin, turn_deg, outline, area_m2=None):
    """Ring of a park outline; with area_m2 scaled about its origin to exactly that area."""
    if area_m2 is None:
        return placed(origin, turn_deg, outline)
    points, scale = fitted(lambda scale: placed(origin, turn_deg, outline, scale)[:-1],
                           geodesic_area_m2, area_m2)
    if not 0.8 < scale < 1.25:
        raise SystemExit(f"outline at {origin} is {scale:.3f} times too small: redraw it")
    return points + [points[0]]


def filleted(outline, cut_m):
    """Corners of an outline cut twice (Chaikin near the corner only): edges stay straight."""
    for share in (1.0, 0.35):
        result = []
        n = len(outline)
        for i in range(n):
            before, here, after = (np.array(outline[j % n], float) for j in (i - 1, i, i + 1))
            for other in (before, after):
                length = np.hypot(*(other - here))
                result.append(tuple(here + (other - here) / length * min(cut_m * share, 0.3 * length)))
        outline = result
    return outline


def catmull_rom(points, per_span, closed=False):
    """Centripetal Catmull-Rom curve through all points: no loops and no cusps."""
    p = [np.array(q, float) for q in points]
    if closed:
        p = [p[-1]] + p + p[:2]
    else:
        p = [2 * p[0] - p[1]] + p + [2 * p[-1] - p[-2]]
    curve = []
    for p0, p1, p2, p3 in zip(p, p[1:], p[2:], p[3:]):
        t0 = 0.0
        t1 = t0 + math.sqrt(np.hypot(*(p1 - p0)))
        t2 = t1 + math.sqrt(np.hypot(*(p2 - p1)))
        t3 = t2 + math.sqrt(np.hypot(*(p3 - p2)))
        for t in np.linspace(t1, t2, per_span, endpoint=False):
            a1 = (t1 - t) / (t1 - t0) * p0 + (t - t0) / (t1 - t0) * p1
            a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
            a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
            b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
            b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
            curve.append((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)
    if not closed:
        curve.append(p[-2])
    return np.array(curve)


def smooth_closed(points_deg, per_span=8):
    """Closed smooth curve through hand-set points in degrees."""
    to_metres = frame(*points_deg[0])
    metres = [to_metres(*q) for q in points_deg]
    curve = catmull_rom(metres, per_span, closed=True)
    return closed_ccw([to_metres(x, y, inverse=True) for x, y in curve])


def evenly(curve, count):
    """The curve at `count` points with equal distances along it."""
    step = np.hypot(*np.diff(curve, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    at = np.linspace(0.0, along[-1], count)
    return np.column_stack([np.interp(at, along, curve[:, 0]), np.interp(at, along, curve[:, 1])])


def smooth_line(points_deg, count):
    """Smooth open curve through hand-set points in degrees, evenly spaced."""
    to_metres = frame(*points_deg[len(points_deg) // 2])
    curve = evenly(catmull_rom([to_metres(*q) for q in points_deg], 40), count)
    return rounded(to_metres(x, y, inverse=True) for x, y in curve)


def calm(edge, tangent, passes=12):
    """Edge of a ribbon without the places where it runs backwards, its kinks smoothed out."""
    for _ in range(20):
        step = np.diff(edge, axis=0)
        ahead = (step * tangent[:len(step)]).sum(axis=1) > 0
        keep = np.concatenate([ahead, [True]])
        keep[0] = True
        if keep.all():
            break
        edge, tangent = edge[keep], tangent[keep]
    for _ in range(passes):
        edge = np.vstack([edge[:1], (edge[:-2] + 2 * edge[1:-1] + edge[2:]) / 4, edge[-1:]])
    return edge


def ribbon(stations, count=120, cap_steps=10):
    """Band of varying width along a smooth curve.

    stations: (lon, lat, left_m, right_m) in running order; the curve passes through every station
    and the half-widths run smoothly between them. Ends are rounded.
    Returns (ring, centreline), both in degrees.
    """
    middle = stations[len(stations) // 2]
    to_metres = frame(middle[0], middle[1])
    base = np.array([to_metres(s[0], s[1]) for s in stations])
    dense = catmull_rom(base, 40)
    # half-widths on the same parameter as the curve, by a smooth step between the stations
    spans = np.concatenate([np.arange(len(stations) - 1)[:, None] + np.linspace(0, 1, 40, endpoint=False)],
                           axis=1).ravel()
    spans = np.append(spans, len(stations) - 1)
    widths = np.array([[s[2], s[3]] for s in stations], float)
    low = np.minimum(spans.astype(int), len(stations) - 2)
    f = spans - low
    f = (f * f * (3 - 2 * f))[:, None]
    half = widths[low] * (1 - f) + widths[low + 1] * f

    step = np.hypot(*np.diff(dense, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    at = np.linspace(0.0, along[-1], count)
    centre = evenly(dense, count)
    left = np.interp(at, along, half[:, 0])
    right = np.interp(at, along, half[:, 1])
    tangent = np.gradient(centre, axis=0)
    for _ in range(6):  # calmer normals: the edge must not fold on the inside of a bend
        tangent[1:-1] = (tangent[:-2] + 2 * tangent[1:-1] + tangent[2:]) / 4
    tangent /= np.hypot(*tangent.T)[:, None]
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0]])
    edge_left = calm(centre + normal * left[:, None], tangent)
    edge_right = calm(centre - normal * right[:, None], tangent)

    def cap(i, sign):
        """Half ellipse from one edge to the other beyond the end i, in the direction sign."""
        angles = np.linspace(0, math.pi, cap_steps + 2)[1:-1]
        depth = 0.8 * (left[i] + right[i]) / 2
        points = []
        for a in angles:
            side = math.cos(a)
            reach = left[i] if side > 0 else right[i]
            points.append(centre[i] + normal[i] * side * reach + sign * tangent[i] * math.sin(a) * depth)
        return points

    outline = list(edge_left) + cap(-1, 1) + list(edge_right[::-1]) + cap(0, -1)[::-1]
    ring = closed_ccw([to_metres(x, y, inverse=True) for x, y in outline])
    return ring, rounded(to_metres(x, y, inverse=True) for x, y in centre)


def union_geometry(base, names):
    """Exact union of county-level units as GeoJSON; shared borders vanish, nothing is moved."""
    merged = unary_union([base.counties[name] for name in names])
    pieces = []
    for polygon in getattr(merged, "geoms", [merged]):
        pieces.append([closed_ccw(polygon.exterior.coords)]
                      + [closed_ccw(hole.coords)[::-1] for hole in polygon.interiors])
    pieces.sort(key=lambda rings: (-geodesic_area_m2(rings[0]), rings[0][0]))
    if len(pieces) == 1:
        return {"type": "Polygon", "coordinates": pieces[0]}
    return {"type": "MultiPolygon", "coordinates": pieces}
