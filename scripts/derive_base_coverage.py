"""A coverage of polygons kept as shared arcs: built, repaired, smoothed, simplified.

Every border between two units is held once, as an arc, and every change is made to the arc, so
what two units share stays shared vertex by vertex. Steps:

1. node all segments of all rings, polygonize, label each face with the unit that winds round it;
2. a face that no unit claims (all are slivers of a few grid cells) goes to a neighbour;
3. a neck that the grid closed to a single point is opened again by a fraction of a cell; a small
   piece that the grid cut off altogether (its neck has become a line) goes to a neighbour;
4. what remains between unlike labels is cut into arcs, each smoothed and thinned by itself;
5. coordinates become integers (microdegrees); wherever two segments meet other than at a common
   end, the arcs concerned are done again with a gentler setting, until none do. That test is exact.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import numpy as np
from shapely.geometry import LineString, MultiLineString
from shapely.ops import polygonize, unary_union

NECK_CELLS = 0.15  # how far each side of a reopened neck draws back, in grid cells
SMALL_PIECE_CELLS = 10.0  # a cell is about 1.03 ha


# --- 1, 2: faces and their labels ---------------------------------------------------------------


def _winding_number(rings, x, y):
    total = 0
    for xs, ys in rings:
        y0, y1 = ys[:-1], ys[1:]
        side = (xs[1:] - xs[:-1]) * (y - y0) - (x - xs[:-1]) * (y1 - y0)
        total += int(np.sum((y0 <= y) & (y1 > y) & (side > 0)))
        total -= int(np.sum((y0 > y) & (y1 <= y) & (side < 0)))
    return total


def directed_edges(polygon):
    """Edges of a polygon, each with the inside on its left."""
    for ring, ccw in [(polygon.exterior, True)] + [(r, False) for r in polygon.interiors]:
        coords = list(ring.coords)
        if ring.is_ccw != ccw:
            coords.reverse()
        yield from zip(coords, coords[1:])


def label_faces(units, report):
    """units: code -> clockwise rings on the integer grid.

    Gives the faces, the label of each, and the ring of the source each comes from.
    """
    segments = {(min(a, b), max(a, b))
                for rings in units.values() for ring in rings for a, b in zip(ring, ring[1:])
                if a != b}
    noded = unary_union(MultiLineString([LineString(s) for s in sorted(segments)]))
    faces = sorted(polygonize(noded), key=lambda f: (f.bounds, f.area))

    arrays = {k: [np.array(r, float).T for r in rings] for k, rings in sorted(units.items())}
    boxes = {k: (min(a[0].min() for a in r), min(a[1].min() for a in r),
                 max(a[0].max() for a in r), max(a[1].max() for a in r))
             for k, r in arrays.items()}
    labels, origin, disputed, unclaimed = [], [], [], []
    for i, face in enumerate(faces):
        p = face.representative_point()
        winding = {k: _winding_number(arrays[k], p.x, p.y) for k, b in boxes.items()
                   if b[0] < p.x < b[2] and b[1] < p.y < b[3]}
        claims = [k for k, w in winding.items() if w < 0]
        labels.append(claims[0] if claims else None)
        origin.append(next(((k, n) for k in claims for n, r in enumerate(arrays[k])
                            if _winding_number([r], p.x, p.y) < 0), None))
        if sum(1 for w in winding.values() if w) > 1:
            disputed.append(face.area)  # a ring folded over its neighbour: the other one keeps it
        if not claims:
            unclaimed.append(i)
        assert len(claims) < 2, "two units claim one face"

    owner = {e: label for face, label in zip(faces, labels) for e in directed_edges(face)}
    filled = []
    for i in unclaimed:
        share = Counter()
        for a, b in directed_edges(faces[i]):
            if owner.get((b, a)) is not None:
                share[owner[(b, a)]] += math.dist(a, b)
        labels[i] = max(sorted(share), key=lambda k: share[k])
        filled.append(faces[i].area)
    report.update(faces=len(faces), disputed_faces=len(disputed), disputed_cells=sum(disputed),
                  filled_faces=len(filled), filled_cells=sum(filled),
                  largest_filled_cells=max(filled, default=0.0))
    return faces, labels, origin


# --- 3, 4: borders as arcs ----------------------------------------------------------------------


class Arc:
    """A border from node to node, or a closed one, in grid cells, with the label on each side."""

    def __init__(self, points, closed, left, right):
        self.points = points  # (n, 2); for a closed arc the last point repeats the first
        self.closed = closed
        self.left, self.right = left, right
        self.level = 0


def border_arcs(faces, labels, origin, report):
    """The borders between unlike labels, necks opened, small cut-off pieces given away."""
    labels = list(labels)
    given = []
    while True:
        graph, piece, figures = _border_graph(faces, labels, origin)
        small = _cut_off_pieces(faces, labels, piece)
        if not small:
            break
        for members, taker in small:
            given.append(sum(faces[i].area for i in members))
            for i in members:
                labels[i] = taker
    report.update(figures, pieces_given_away=len(given), given_away_cells=sum(given),
                  largest_given_cells=max(given, default=0.0))
    return _trace(graph, report)


def _cut_off_pieces(faces, labels, piece):
    """Pieces of a unit that hang on nothing of it, are small, and border on another unit."""
    members = defaultdict(list)
    for i in range(len(faces)):
        members[piece(i)].append(i)
    owner = {e: i for i, f in enumerate(faces) for e in directed_edges(f)}
    largest = defaultdict(float)
    area = {root: sum(faces[i].area for i in m) for root, m in members.items()}
    for root, cells in area.items():
        largest[labels[root]] = max(largest[labels[root]], cells)
    out = []
    for root, m in sorted(members.items()):
        if area[root] >= min(SMALL_PIECE_CELLS, largest[labels[root]]):
            continue
        share = Counter()
        for i in m:
            for a, b in directed_edges(faces[i]):
                j = owner.get((b, a))
                if j is not None and labels[j] != labels[i]:
                    share[labels[j]] += math.dist(a, b)
        if share:
            out.append((m, max(sorted(share), key=lambda k: share[k])))
    return out


def _border_graph(faces, labels, origin):
    """The borders as a graph on points, with the labels beside each edge.

    Also a function face -> piece: faces of one unit that share an edge or an opened neck.
    """
    face_left_of = {e: i for i, f in enumerate(faces) for e in directed_edges(f)}

    def label_left_of(a, b):
        i = face_left_of.get((a, b))
        return None if i is None else labels[i]

    parent = list(range(len(faces)))

    def piece(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    border = set()  # undirected, a < b
    for (a, b), i in sorted(face_left_of.items()):
        j = face_left_of.get((b, a))
        if j is not None and labels[i] == labels[j]:
            parent[piece(i)] = piece(j)
        else:
            border.add((min(a, b), max(a, b)))
    around = defaultdict(list)
    for a, b in sorted(border):
        around[a].append(b)
        around[b].append(a)

    def neck(face, label):
        """Which two opposite sectors to join, as 0 or 1; None to leave the point alone."""
        for k in (0, 1):
            f, g = face[k], face[k + 2]
            if (label[k] is not None and label[k] == label[k + 2] and piece(f) != piece(g)
                    and (origin[f] == origin[g] or None in (origin[f], origin[g]))):
                parent[piece(f)] = piece(g)
                return k
        for k in (0, 1):  # the sea between two islands that touch
            if label[k] is None and label[k + 2] is None:
                return k
        return None

    # end[(v, w)]: the point where the edge v-w really ends on the side of v
    end = {}
    opened = straits = touching = 0
    for v in sorted(around):
        near = sorted(around[v], key=lambda w: math.atan2(w[1] - v[1], w[0] - v[0]))
        for w in near:
            end[(v, w)] = v
        if len(near) != 4:
            continue
        # sector k lies between near[k] and near[k + 1], left of the edge v -> near[k]
        label = [label_left_of(v, w) for w in near]
        k = neck([face_left_of.get((v, w)) for w in near], label)
        if k is None:
            touching += label[0] == label[2] or label[1] == label[3]
            continue
        opened, straits = opened + (label[k] is not None), straits + (label[k] is None)
        for s in ((k + 1) % 4, (k + 3) % 4):  # the sectors beside the neck draw back
            p, q = near[s], near[(s + 1) % 4]
            a0 = math.atan2(p[1] - v[1], p[0] - v[0])
            a1 = math.atan2(q[1] - v[1], q[0] - v[0])
            mid = a0 + ((a1 - a0) % (2 * math.pi)) / 2
            moved = (v[0] + NECK_CELLS * math.cos(mid), v[1] + NECK_CELLS * math.sin(mid))
            end[(v, p)] = end[(v, q)] = moved

    edges = {}  # (p, q) -> (left, right), and the graph on the real end points
    graph = defaultdict(list)
    for a, b in sorted(border):
        p, q = end[(a, b)], end[(b, a)]
        edges[(p, q)] = (label_left_of(a, b), label_left_of(b, a))
        graph[p].append(q)
        graph[q].append(p)
    figures = dict(necks_opened=opened, straits_opened=straits, touching_points_left=touching)
    return (edges, graph), piece, figures


def _trace(border, report):
    """Cuts the graph into arcs at the points where other than two edges meet."""
    edges, graph = border

    def sides(p, q):
        if (p, q) in edges:
            return edges[(p, q)]
        left, right = edges[(q, p)]
        return right, left

    nodes = {p for p, near in graph.items() if len(near) != 2}
    arcs, used = [], set()

    def walk(p, q):
        line = [p, q]
        used.add((min(p, q), max(p, q)))
        while line[-1] not in nodes and line[-1] != line[0]:
            at, back = line[-1], line[-2]
            nxt = next(w for w in graph[at] if w != back)
            used.add((min(at, nxt), max(at, nxt)))
            line.append(nxt)
        return line

    for start in sorted(nodes) + sorted(set(graph) - nodes):
        for nxt in sorted(graph[start]):
            if (min(start, nxt), max(start, nxt)) not in used:
                line = walk(start, nxt)
                arcs.append(Arc(np.array(line, float), line[0] == line[-1] and start not in nodes,
                                *sides(line[0], line[1])))
    report.update(arcs=len(arcs), nodes=len(nodes), border_vertices=len(graph))
    return arcs


# --- smoothing and thinning of one line ---------------------------------------------------------


def smooth(points, closed, limit, passes):
    """Takes the steps of the grid out of a line, moving no vertex by more than `limit` cells.

    Taubin's pair of passes (one that shrinks, one that swells) so that bays and capes keep their
    size; end points of an open line stay.
    """
    if len(points) < 8:
        return points
    base = points[:-1] if closed else points
    out = base.copy()
    for _ in range(passes):
        for weight in (0.5, -0.53):
            if closed:
                mean = (np.roll(out, 1, axis=0) + np.roll(out, -1, axis=0)) / 2
                out = out + weight * (mean - out)
            else:
                mean = (out[:-2] + out[2:]) / 2
                inner = out[1:-1] + weight * (mean - out[1:-1])
                out = np.vstack([out[:1], inner, out[-1:]])
            out = base + np.clip(out - base, -limit, limit)
    return np.vstack([out, out[:1]]) if closed else out


def thin(points, tolerance):
    """Douglas-Peucker: indices of the vertices kept, first and last always among them."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        i, j = stack.pop()
        if j - i < 2:
            continue
        a, d = points[i], points[j] - points[i]
        rel = points[i + 1:j] - a
        length2 = float(d @ d)
        if length2 == 0.0:
            dist = np.hypot(rel[:, 0], rel[:, 1])
        else:
            t = np.clip(rel @ d / length2, 0.0, 1.0)
            off = rel - t[:, None] * d
            dist = np.hypot(off[:, 0], off[:, 1])
        k = int(dist.argmax())
        if dist[k] > tolerance:
            keep.add(i + 1 + k)
            stack += [(i, i + 1 + k), (i + 1 + k, j)]
    return sorted(keep)


def thin_ring(points, tolerance):
    """As thin, for a closed line; at least a triangle is left."""
    far = int(np.hypot(*(points - points[0]).T).argmax())
    keep = sorted(set(thin(points[:far + 1], tolerance))
                  | {far + i for i in thin(points[far:], tolerance)})
    return keep if len(keep) >= 4 else list(range(len(points)))


# --- 5: exact test for segments that meet -------------------------------------------------------


def _turn(ax, ay, bx, by, cx, cy):
    return np.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))


def meeting_segments(starts, ends, cell):
    """Pairs of segments with a common point that is not a common end. Integer coordinates.

    starts, ends: int64 arrays (n, 2). cell: bin size for the search. Two segments that only share
    one end are fine; those that overlap, cross, or touch inside are not.
    """
    n = len(starts)
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    lo, hi = low // cell, high // cell
    span = (hi - lo + 1)
    repeat = span[:, 0] * span[:, 1]
    owner = np.repeat(np.arange(n), repeat)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    bx = lo[owner, 0] + within % span[owner, 0]
    by = lo[owner, 1] + within // span[owner, 0]
    key = (bx - bx.min()) * (int(by.max() - by.min()) + 1) + (by - by.min())
    order = np.lexsort((owner, key))
    key, owner = key[order], owner[order]
    found = set()
    step = 1
    while True:  # all pairs inside a bin: each entry against the one `step` places later
        same = key[:-step] == key[step:]
        if not same.any():
            break
        i, j = owner[:-step][same], owner[step:][same]
        box = ((low[i] <= high[j]) & (low[j] <= high[i])).all(axis=1)
        i, j = i[box], j[box]
        a, b, c, d = starts[i], ends[i], starts[j], ends[j]
        t1 = _turn(*a.T, *b.T, *c.T)
        t2 = _turn(*a.T, *b.T, *d.T)
        t3 = _turn(*c.T, *d.T, *a.T)
        t4 = _turn(*c.T, *d.T, *b.T)
        meet = (t1 * t2 <= 0) & (t3 * t4 <= 0)
        for i, j in zip(i[meet], j[meet]):
            if _more_than_a_common_end(starts[i], ends[i], starts[j], ends[j]):
                found.add((int(min(i, j)), int(max(i, j))))
        step += 1
    return sorted(found)


def _more_than_a_common_end(a, b, c, d):
    a, b, c, d = (tuple(int(v) for v in p) for p in (a, b, c, d))
    common = {a, b} & {c, d}
    if len(common) == 2:
        return True
    if not common:
        return True  # the caller found that boxes and turns say they meet
    p = common.pop()
    q = b if a == p else a
    r = d if c == p else c
    cross = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    dot = (q[0] - p[0]) * (r[0] - p[0]) + (q[1] - p[1]) * (r[1] - p[1])
    return cross == 0 and dot > 0


# (limit of smoothing in cells, passes, tolerance factor); the last one leaves the line as it is
LEVELS = [(0.5, 4, 1.0), (0.4, 2, 0.5), (0.25, 1, 0.25), (0.0, 0, 0.0)]


def finish(arcs, to_micro, metres_per_cell, tolerance_m, report):
    """Smooth and thin each arc, go to integers, and go back where lines would meet.

    to_micro: (n, 2) grid cells -> (n, 2) int64 microdegrees. Sets arc.micro.
    """

    def work(arc):
        limit, passes, factor = LEVELS[arc.level]
        points = smooth(arc.points, arc.closed, limit, passes) if passes else arc.points
        if factor:
            metres = points * metres_per_cell
            index = (thin_ring if np.array_equal(points[0], points[-1]) else thin)(
                metres, tolerance_m * factor)
            points = points[index]
        micro = to_micro(points)
        keep = np.ones(len(micro), bool)
        keep[1:] = (micro[1:] != micro[:-1]).any(axis=1)
        if arc.closed:
            keep[-1] = True
        arc.micro = micro[keep]
        if len(arc.micro) < (4 if arc.closed else 2):
            raise SystemExit("an arc collapsed to a point")

    for arc in arcs:
        work(arc)
    for rounds in range(1, 30):
        starts = np.vstack([a.micro[:-1] for a in arcs])
        ends = np.vstack([a.micro[1:] for a in arcs])
        of = np.repeat(np.arange(len(arcs)), [len(a.micro) - 1 for a in arcs])
        clashes = meeting_segments(starts, ends, 4000)
        if not clashes:
            break
        for k in sorted({int(of[i]) for pair in clashes for i in pair}):
            if arcs[k].level < len(LEVELS) - 1:
                arcs[k].level += 1
                work(arcs[k])
        if all(arcs[int(of[i])].level == len(LEVELS) - 1 for pair in clashes for i in pair):
            if rounds > len(LEVELS) * 3:
                raise SystemExit(f"{len(clashes)} pairs of segments still meet")
    else:
        raise SystemExit("segments still meet")
    report.update(rounds=rounds, arcs_by_level=[sum(a.level == k for a in arcs)
                                                for k in range(len(LEVELS))])


def assemble(arcs):
    """label -> valid polygons, from the finished arcs."""
    owner = {}
    lines = []
    for arc in arcs:
        pts = [tuple(map(float, p)) for p in arc.micro]
        lines.append(LineString(pts))
        for a, b in zip(pts, pts[1:]):
            owner[(a, b)], owner[(b, a)] = arc.left, arc.right
    parts = defaultdict(list)
    for face in polygonize(lines):
        labels = {owner[e] for e in directed_edges(face)}
        if len(labels) != 1:
            raise SystemExit(f"a face has several labels: {labels}")
        label = labels.pop()
        if label is not None:
            parts[label].append(face)
    return parts
